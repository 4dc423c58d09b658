"""Whom a conversation is about: the memory behind *he*, *she* and *they* inside quotes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character

#: Sentences after which somebody unmentioned is no topic any more.
MEMORY = 60
#: How much of a mention's weight is left a sentence later, and a paragraph later.
SENTENCE_DECAY, BLOCK_DECAY = 0.8, 0.9
#: Weight of a mention by name or phrase inside a quote, by pronoun inside a quote, and in the narration.
NAMED, SPOKEN, TOLD = 3.0, 1.0, 0.1
#: Factor for a candidate whose gender is known to fit.
SURE = 10.0
#: Factors for the speaker, a listener, and somebody who spoke a little before: few are spoken of to their faces.
SPEAKER, LISTENER, PRESENT = 0.01, 0.1, 0.5
#: Turns for which somebody who spoke is of the conversation.
TURNS = 8


@dataclass(slots=True)
class _Topic:
    gender: str
    weight: float
    sentence: int
    block: int

    def weight_at(self, sentence: int, block: int) -> float:
        """The weight that is left."""
        return self.weight * float(SENTENCE_DECAY ** (sentence - self.sentence) * BLOCK_DECAY ** (block - self.block))


class Topics:
    """The characters lately mentioned, with weights."""

    def __init__(self) -> None:
        self._known: dict[Ref[Character], _Topic] = {}

    def enter(self, character: Ref[Character], gender: str, sentence: int, block: int, weight: float) -> None:
        """Note a mention of a weight in a sentence and a block (ordinals in the document)."""
        known = self._known.pop(character, None)
        left = known.weight_at(sentence, block) if known else 0.0
        self._known[character] = _Topic(gender, left + weight, sentence, block)
        if len(self._known) > MEMORY:
            del self._known[next(iter(self._known))]

    def ranked(
        self,
        gender: str,
        sentence: int,
        block: int,
        *,
        speaker: Ref[Character] | None,
        listeners: Collection[Ref[Character]],
        present: Collection[Ref[Character]] = (),
    ) -> list[tuple[float, Ref[Character]]]:
        """Whom a pronoun of a gender may mean, with weights, the likeliest first."""
        found = []
        for who, topic in self._known.items():
            if sentence - topic.sentence > MEMORY or topic.gender not in ("U", gender):
                continue
            weight = topic.weight_at(sentence, block) * (SURE if topic.gender == gender else 1.0)
            weight *= (
                SPEAKER if who == speaker else LISTENER if who in listeners else PRESENT if who in present else 1.0
            )
            found.append((weight, who))
        return sorted(found, key=lambda pair: -pair[0])
