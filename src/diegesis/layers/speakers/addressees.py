"""To whom a line is said: who is called in it, whom the tag turns to, or who speaks next to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from diegesis.layers.speakers.stage import Stage, Turn
from diegesis.spans import Span

#: Turns on each side in which the other speaker of a conversation is looked for.
_REACH = 3
#: Blocks of narration that end a conversation.
_BREAK = 4


class Addressing:
    """Addressees of the turns of one stage, once the speakers stand."""

    def __init__(self, stage: Stage, speakers: Sequence[str | None]) -> None:
        self.stage = stage
        self.speakers = speakers

    def of(self, at: int) -> tuple[str, ...]:
        """The addressees of the turn at a position; empty where nothing tells or the turn is a thought."""
        turn, speaker = self.stage.turns[at], self.speakers[at]
        if not turn.spoken:
            return ()
        told = self._told(turn)
        if told is not None and told != speaker:
            return (told,)
        called = list(dict.fromkeys(who for who in turn.called if who != speaker))
        if called:
            return tuple(called[:3])
        other = self._other_speaker(at, speaker)
        return (other,) if other is not None else ()

    def _told(self, turn: Turn) -> str | None:
        """Whom the tag turns to: ``said Ann to Hugh``, ``she told him``."""
        if turn.tag is None:
            return None
        words = self.stage.document.words
        first = self.stage.document.tokens.before(turn.tag.span.end)
        for position in range(first, min(first + 4, len(words) - 1)):
            if words[position] in ("to", "told", "asked", "tells", "asks"):
                start = self.stage.document.tokens.starts[position + 1]
                return self._mention_at(Span(start, start + 1))
        return None

    def _mention_at(self, place: Span) -> str | None:
        at = bisect_left(self.stage.seen_offsets, place.start)
        if at < len(self.stage.seen) and self.stage.seen[at].offset == place.start:
            return self.stage.seen[at].character
        return None

    def _other_speaker(self, at: int, speaker: str | None) -> str | None:
        """The nearest other speaker in the same conversation, those before it first."""
        for step in (-1, 1):
            for offset in range(1, _REACH + 1):
                other = at + step * offset
                if not 0 <= other < len(self.speakers) or not self._together(at, other):
                    break
                who = self.speakers[other]
                if who is not None and who != speaker:
                    return who
        return None

    def _together(self, one: int, other: int) -> bool:
        low, high = sorted((one, other))
        turns = self.stage.turns
        if self.stage.apart(turns[low], turns[high]):
            return False
        return turns[high].first_block - turns[low].last_block <= _BREAK * (high - low)
