"""Why a speaker was chosen, in words and with the words of the text that support it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.layers.entities.records import MentionForm
from diegesis.layers.speakers.records import Basis
from diegesis.layers.speakers.stage import Stage, Turn
from diegesis.layers.tags.records import Tag
from diegesis.spans import Span


@dataclass(frozen=True, slots=True)
class Reason:
    """A basis, a sentence for a person, and where to look."""

    basis: Basis | None
    words: str
    evidence: tuple[Span, ...] = ()


class Reasons:
    """Reasons for the turns of one stage, once the speakers stand."""

    def __init__(self, stage: Stage, speakers: Sequence[str | None]) -> None:
        self.stage = stage
        self.speakers = speakers

    def of(self, at: int) -> Reason:
        """The reason for the speaker of the turn at a position."""
        turn, speaker = self.stage.turns[at], self.speakers[at]
        if speaker is None:
            return Reason(None, "no candidate is likely enough", self._beside(turn))
        for tag in ([turn.tag] if turn.tag else []) + turn.beats:
            if self.stage.meant.get(tag.mention) == speaker or tag is turn.tag:
                return self._from_tag(tag, speaker)
        return self._from_turns(at, speaker)

    def _beside(self, turn: Turn) -> tuple[Span, ...]:
        return (turn.tag.span,) if turn.tag else tuple(beat.span for beat in turn.beats[:1])

    def _from_tag(self, tag: Tag, speaker: str) -> Reason:
        mention = self.stage.mentions[tag.mention]
        basis = Basis.EXPLICIT if mention.form is MentionForm.PROP else Basis.ANAPHORIC
        words = " ".join(tag.span.of(self.stage.document.text).split())
        place = "the tag" if tag.kind.value == "tag" else "the words beside it"
        name = self.stage.characters[speaker].name
        meant = "" if mention.form is MentionForm.PROP else f", read as {name}"
        return Reason(basis, f"{place}: “{words}”{meant}", (tag.span,))

    def _from_turns(self, at: int, speaker: str) -> Reason:
        """Reasons that lie in the turns around."""
        name = self.stage.characters[speaker].name
        evidence = self._last_mention(at, speaker)
        if at > 0 and speaker in self.stage.turns[at - 1].called:
            return Reason(Basis.IMPLICIT, f"{name} is called in the line before", (self.stage.turns[at - 1].span,))
        if at > 1 and self.speakers[at - 2] == speaker and self.speakers[at - 1] != speaker:
            turns = (self.stage.turns[at - 2].span, self.stage.turns[at - 1].span)
            return Reason(Basis.IMPLICIT, f"{name} takes turns with the other speaker", turns)
        return Reason(Basis.IMPLICIT, f"{name} is the likeliest of those on stage", evidence)

    def _last_mention(self, at: int, speaker: str) -> tuple[Span, ...]:
        """The last place before the turn where the narration names the speaker, or the first after it."""
        stage = self.stage
        position = bisect_left(stage.seen_offsets, stage.turns[at].span.start)
        for item in [*reversed(stage.seen[max(0, position - 60) : position]), *stage.seen[position : position + 10]]:
            if item.character == speaker:
                sentence = stage.document.sentences.at(item.offset)
                return () if sentence is None else (stage.document.sentences[sentence],)
        return (stage.turns[at - 1].span,) if at else (stage.turns[at].span,)
