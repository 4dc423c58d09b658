"""Whom mentions mean by the reader's antecedents: chances travel back along them to the names.

A name that means a character passes its chance on; a pronoun or phrase takes, of every antecedent it may have, that
antecedent's chances. A person's name that is nobody's of the cast stands for a stranger, who competes with the
characters. What a mention takes from nobody, or from somebody of another gender, is lost: it stands for not knowing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from diegesis.layers.entities.records import EntityType, Mention

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading

#: Chances below this are not passed on.
_SMALL = 0.01
#: What the keys of strangers begin with; ids of characters do not.
_STRANGER = "~"


def _words(stranger: str) -> frozenset[str]:
    return frozenset(stranger.removeprefix(_STRANGER).casefold().split())


def is_stranger(who: str) -> bool:
    """Whether a key of ``Chances.of`` stands for a stranger."""
    return who.startswith(_STRANGER)


class Chances:
    """Chances of every mention to mean each character, filled in text order.

    Args:
        mentions: all mentions, in text order.
        encoded: the reader's pass over the text.
        genders: F, M, N or U by character.
    """

    def __init__(self, mentions: Sequence[Mention], encoded: Reading, genders: Mapping[str, str]) -> None:
        self._choices = encoded.antecedents([row.span for row in mentions], [row.form.value for row in mentions])
        self._mentions = mentions
        self._genders = genders
        self._place = {row.id: at for at, row in enumerate(mentions)}
        self._known: list[Mapping[str, float]] = [{}] * len(mentions)
        #: Position of the first mention of each stranger by name, and the stranger of mentions that mean one.
        self._strangers: dict[str, int] = {}
        self._strange: dict[int, str] = {}

    def of(self, mention: Mention) -> dict[str, float]:
        """Chances by character, those of earlier mentions being known; they sum to at most 1."""
        at = self._place[mention.id]
        found: dict[str, float] = defaultdict(float)
        if mention.type is not EntityType.PER:
            return found
        for earlier, chance in zip(
            self._choices.earlier[at].tolist(), self._choices.chances[at, 1:].tolist(), strict=True
        ):
            if earlier < 0 or chance < _SMALL:
                continue
            for character, theirs in self._known[earlier].items():
                if self._fits(mention, character):
                    found[character] += chance * theirs
        return found

    def _fits(self, mention: Mention, character: str) -> bool:
        words, own = mention.gender.value, self._genders.get(character, "U")
        return words not in "FM" or own not in "FM" or words == own

    def note(self, mention: Mention, chances: Mapping[str, float]) -> None:
        """Say whom a mention means, for those after it."""
        self._known[self._place[mention.id]] = {who: chance for who, chance in chances.items() if chance >= _SMALL}

    def note_stranger(self, mention: Mention, name: str) -> None:
        """Say that a name is nobody's of the cast.

        The same words mean the same stranger, and so do words that share one with the name the reader leads them to:
        *Mr. Pell* and *Pell*.
        """
        at = self._place[mention.id]
        stranger = _STRANGER + name
        choice = int(self._choices.chances[at].argmax())
        before = self._strange.get(int(self._choices.earlier[at, choice - 1])) if choice else None
        if before is not None and stranger not in self._strangers and _words(before) & _words(stranger):
            stranger = before
        self._strangers.setdefault(stranger, at)
        self.settle(mention, stranger)
        self.note(mention, {stranger: 1.0})

    def settle(self, mention: Mention, stranger: str) -> None:
        """Say that a mention means a stranger, as found in ``of``."""
        self._strange[self._place[mention.id]] = stranger

    def clusters(self) -> dict[str, int]:
        """Number of the cluster by mention id: that of the stranger or of the best antecedent, or a new one."""
        numbers: list[int] = []
        best = self._choices.chances.argmax(1).tolist()
        for at, choice in enumerate(best):
            stranger = self._strange.get(at)
            earlier = int(self._choices.earlier[at, choice - 1]) if choice else -1
            if stranger is not None:
                earlier = self._strangers[stranger] if self._strangers[stranger] < at else -1
            numbers.append(numbers[earlier] if earlier >= 0 else at)
        return {row.id: number for row, number in zip(self._mentions, numbers, strict=True)}
