"""What a turn may be linked to: the names around it and the turns before it.

A turn is itself a mention of its speaker. The reader scores links from a turn to names, noun phrases and the
narrator's *I* on both sides of it, and to earlier turns; a character's mass is the sum over the links that end in
it. Here the links and what is known of each without the reader are laid down; numbers are categories, all small.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.speakers.stage import Stage, Turn

#: Mentions before and after a turn, and earlier turns, that it may be linked to.
BEFORE, AFTER, TURNS = 20, 4, 6
#: Blocks within which mentions are looked for.
BLOCKS_BEFORE, BLOCKS_AFTER = 40, 2
#: Sizes of the categories of a link: distance, blocks, relation, agreement, place in the tag, rank.
SIZES = (15, 12, 9, 4, 4, 9)
_DISTANCES = (0, 30, 80, 200, 500, 1500, 4000)


@dataclass(frozen=True, slots=True)
class Link:
    """A mention or an earlier turn that a turn may be linked to.

    Attributes:
        turn: whether it is a turn.
        position: of the mention among ``Links.mentions``, or of the turn.
        features: one category for each of ``SIZES``.
    """

    turn: bool
    position: int
    features: tuple[int, ...]


class Links:
    """The links of every turn of a stage.

    Attributes:
        mentions: those that turns may be linked to, in text order.
        characters: whom each means.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.mentions: list[Mention] = []
        self.characters: list[str] = []
        for mention in sorted(stage.mentions.values(), key=lambda row: (row.span.start, -row.span.end)):
            character = stage.meant.get(mention.id)
            if character is not None and (mention.form is not MentionForm.PRON or _tells(mention)):
                self.mentions.append(mention)
                self.characters.append(character)
        self._starts = [mention.span.start for mention in self.mentions]
        self._blocks = [stage.document.block_at(start) or 0 for start in self._starts]

    def of(self, position: int) -> list[Link]:
        """The links of the turn at a position: mentions in text order, then turns, the nearest first."""
        turn = self.stage.turns[position]
        genders = self._genders(turn)
        low = bisect_left(self._starts, turn.span.start)
        high = bisect_left(self._starts, turn.span.end)
        places = [
            at
            for at in range(max(0, low - BEFORE), min(len(self.mentions), high + AFTER))
            if self._blocks[at] - turn.first_block >= -BLOCKS_BEFORE
            and self._blocks[at] - turn.last_block <= BLOCKS_AFTER
        ]
        ranks = self._ranks(places)
        found = [self._to_mention(turn, at, ranks[at], genders) for at in places]
        for back in range(1, min(TURNS, position) + 1):
            if self.stage.apart(turn, self.stage.turns[position - back]):
                break
            found.append(self._to_turn(turn, position - back, back, genders))
        return found

    def _genders(self, turn: Turn) -> frozenset[str]:
        """Genders of the words in the turn's tag, or in its beats where it has none."""
        tags = [turn.tag] if turn.tag is not None else turn.beats
        return frozenset(self.stage.mentions[tag.mention].gender.value for tag in tags) & {"F", "M"}

    def _ranks(self, places: list[int]) -> dict[int, int]:
        """How many other characters were mentioned since, counted from the turn backwards."""
        seen: dict[str, int] = {}
        ranks = {}
        for at in reversed(places):
            ranks[at] = seen.setdefault(self.characters[at], len(seen))
        return ranks

    def _to_mention(self, turn: Turn, at: int, rank: int, genders: frozenset[str]) -> Link:
        mention = self.mentions[at]
        features = (
            _distance(turn, mention.span.start, mention.span.end),
            min(max(self._blocks[at] - turn.first_block, -8), 3) + 8,
            _relation(turn, mention),
            self._agreement(genders, self.characters[at]),
            _place(turn, mention),
            min(rank, 8),
        )
        return Link(turn=False, position=at, features=features)

    def _to_turn(self, turn: Turn, position: int, back: int, genders: frozenset[str]) -> Link:
        other = self.stage.turns[position]
        theirs = self._genders(other)
        fits = 0 if not genders or not theirs else 1 if genders & theirs else 2
        features = (
            _distance(turn, other.span.start, other.span.end),
            min(max(other.last_block - turn.first_block, -8), 3) + 8,
            5 if turn.first_block - other.last_block <= 1 else 6,
            fits,
            3,
            min(back, 8),
        )
        return Link(turn=True, position=position, features=features)

    def _agreement(self, genders: frozenset[str], character: str) -> int:
        own = self.stage.gender(character)
        if not genders:
            return 0
        return 3 if own not in "FM" else 1 if own in genders else 2


def _tells(mention: Mention) -> bool:
    """Whether a pronoun is the narrator's *I*."""
    return mention.person == 1 and not mention.plural and not mention.in_quote


def _distance(turn: Turn, start: int, end: int) -> int:
    """Characters between a turn and a stretch: 0 inside, 1 to 7 before it, 8 to 14 after it."""
    if start >= turn.span.end:
        return 7 + bisect_left(_DISTANCES, max(1, start - turn.span.end))
    if end <= turn.span.start:
        return bisect_left(_DISTANCES, max(1, turn.span.start - end))
    return 0


def _relation(turn: Turn, mention: Mention) -> int:
    if mention.form is MentionForm.PRON:
        return 4
    if not mention.in_quote:
        return 0
    own = any(piece.span.holds(mention.span) for piece in turn.pieces)
    return (1 if own else 2) if mention.vocative else (3 if own else 7)


def _place(turn: Turn, mention: Mention) -> int:
    """0 elsewhere, 1 in the tag, 2 in a beat."""
    if turn.tag is not None and turn.tag.mention == mention.id:
        return 1
    return 2 if any(tag.mention == mention.id for tag in turn.beats) else 0
