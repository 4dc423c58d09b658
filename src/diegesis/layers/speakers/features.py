"""Features: what speaks for and against each candidate of a turn.

Every feature is named, so that the weights file can be read. A feature counts once for all turns and once more for
the turn's situation: whether its tag holds a name, a noun phrase, a pronoun, *I*, or whether there is only a
beat, or nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from diegesis.layers.characters.records import CharacterKind
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.speakers.links import TURNS
from diegesis.layers.speakers.reader import Heard
from diegesis.layers.speakers.stage import Stage, Turn

#: Blocks before and after a turn in which candidates are looked for.
_BACK, _AHEAD = 40, 2
_MOST = 12
#: The reader's chance that makes somebody a candidate, and the one that a logarithm begins at.
_LIKELY, _FLOOR = 0.03, 0.01
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Local:
    """What is known of a turn before anything is decided.

    Attributes:
        situation: name, nom, pron, i, beat or none.
        gap: narration blocks between it and the turn before (3 stands for more); 9 for the first of a chapter.
        candidates: characters, in a fixed order.
        features: per candidate.
        chances: the reader's, by candidate; empty without a reader.
        echoes: the reader's chances that the last speaker speaks, the last but one, and so on.
        hearers, answers: the same for being spoken to.
    """

    situation: str
    gap: int
    candidates: tuple[str, ...]
    features: tuple[Features, ...]
    chances: Mapping[str, float] = field(default_factory=dict)
    echoes: tuple[float, ...] = ()
    hearers: Mapping[str, float] = field(default_factory=dict)
    answers: tuple[float, ...] = ()


class Describer:
    """Makes the features of every turn of a stage."""

    def __init__(self, stage: Stage, heard: Sequence[Heard] = ()) -> None:
        self.stage = stage
        self.heard = heard
        self.anchors = [self._anchor(turn) for turn in stage.turns]
        self.genders = [self._tag_gender(turn) for turn in stage.turns]

    def _anchor(self, turn: Turn) -> str | None:
        """The character whom the turn's own tag names, with a name, a phrase or *I*."""
        if turn.tag is None or not turn.spoken:
            return None
        mention = self.stage.mentions[turn.tag.mention]
        if mention.form is MentionForm.PRON and mention.person != 1:
            return None
        return self.stage.meant.get(turn.tag.mention)

    def _tag_gender(self, turn: Turn) -> str:
        return "U" if turn.tag is None else self.stage.mentions[turn.tag.mention].gender.value

    def situation(self, turn: Turn) -> str:
        """What the turn's own paragraph offers."""
        if turn.tag is None:
            return "beat" if turn.beats else "none"
        mention = self.stage.mentions[turn.tag.mention]
        if mention.form is MentionForm.PROP:
            return "name"
        if mention.form is MentionForm.NOM:
            return "nom"
        return "i" if mention.person == 1 else "pron"

    def describe(self, position: int) -> Local:
        """Everything known of the turn at a position."""
        turn = self.stage.turns[position]
        situation = self.situation(turn)
        candidates = self._candidates(position, situation)
        shared = _Around(self, position)
        rows = [dict(self._features(shared, turn, character)) for character in candidates]
        self._favour(position, candidates, rows)
        return Local(situation, self._gap(position), candidates, tuple(rows), *self._chances(position, candidates))

    def _favour(self, position: int, candidates: Sequence[str], rows: Sequence[Features]) -> None:
        """Mark the candidate whom the reader finds likeliest by names alone, and how far it is ahead."""
        if not self.heard or len(candidates) < 2:
            return
        speakers = self.heard[position].speakers
        ranked = sorted(((speakers.get(who, 0.0), -at) for at, who in enumerate(candidates)), reverse=True)
        (first, place), (second, _) = ranked[:2]
        rows[-place]["read_first"] = 1.0
        rows[-place]["read_ahead"] = first - second

    def _chances(
        self, position: int, candidates: Sequence[str]
    ) -> tuple[dict[str, float], tuple[float, ...], dict[str, float], tuple[float, ...]]:
        """The reader's chances of the candidates and of the speakers before, to speak and to be spoken to."""
        if not self.heard:
            return {}, (), {}, ()
        heard = self.heard[position]
        before = [
            other for other in range(position - 1, max(-1, position - TURNS - 1), -1) if self.stage.turns[other].spoken
        ]
        return (
            {who: round(heard.speakers.get(who, 0.0), 4) for who in candidates},
            tuple(round(heard.echoes.get(other, 0.0), 4) for other in before),
            {who: round(heard.addressees.get(who, 0.0), 4) for who in candidates},
            tuple(round(heard.answered.get(other, 0.0), 4) for other in before),
        )

    def _gap(self, position: int) -> int:
        if position == 0:
            return 9
        turn, before = self.stage.turns[position], self.stage.turns[position - 1]
        if self.stage.apart(turn, before):
            return 9
        return min(max(turn.first_block - before.last_block - 1, 0), 3)

    def _candidates(self, position: int, situation: str) -> tuple[str, ...]:
        """Who may have spoken: the bearers of the tag's name, else everybody on stage, the nearest first."""
        stage, turn = self.stage, self.stage.turns[position]
        own = stage.meant.get(turn.tag.mention) if turn.tag else None
        if situation == "name" and own is not None:
            surface = " ".join(stage.mentions[turn.tag.mention].span.of(stage.document.text).split()).lower()  # type: ignore[union-attr]
            return tuple(sorted(stage.bearers.get(surface, set()) | {own}))
        if own is not None and (situation == "i" or (situation == "nom" and self._is_group(turn, own))):
            return (own,)
        found: dict[str, None] = dict.fromkeys([own] if own else [])
        found.update(dict.fromkeys(self._near(turn)))
        for other in range(max(0, position - 4), min(len(self.anchors), position + 4)):
            if stage.apart(turn, stage.turns[other]):
                continue
            anchor = self.anchors[other]
            if anchor is not None:
                found.setdefault(anchor)
            found.update(dict.fromkeys(stage.turns[other].called))
        narrator = stage.narrator_at(turn.span.start)
        if narrator is not None:
            found = {narrator: None, **found}
        kept = dict.fromkeys(list(found)[: _MOST + 4])
        if self.heard:
            kept.update(dict.fromkeys(who for who, p in self.heard[position].speakers.items() if p >= _LIKELY))
        return tuple(kept)

    def _is_group(self, turn: Turn, character: str) -> bool:
        """Whether the tag's phrase is plural and means a group: *cried the children*."""
        plural = turn.tag is not None and self.stage.mentions[turn.tag.mention].plural
        return plural and self.stage.characters[character].kind is CharacterKind.GROUP

    def _near(self, turn: Turn) -> Iterator[str]:
        """Characters mentioned in narration around a turn, the nearest before it first."""
        stage = self.stage
        at = bisect_left(stage.seen_offsets, turn.span.start)
        found: dict[str, None] = {}
        for item in stage.seen[at : at + 12]:
            if item.block <= turn.last_block + _AHEAD and item.block <= turn.last_block:
                found.setdefault(item.character)
        position = at - 1
        while position >= 0 and len(found) < _MOST:
            item = stage.seen[position]
            if turn.first_block - item.block > _BACK:
                break
            found.setdefault(item.character)
            position -= 1
        for item in stage.seen[at : at + 12]:
            if turn.last_block < item.block <= turn.last_block + _AHEAD and len(found) < _MOST + 2:
                found.setdefault(item.character)
        return iter(found)

    def _features(self, around: _Around, turn: Turn, character: str) -> Iterator[tuple[str, float]]:
        yield "bias", 1.0
        yield from self._standing(turn, character)
        yield from self._beside(around, turn, character)
        yield from around.recency(character)
        yield from self._names(around, turn, character)
        yield from self._anchored(around, character)

    def _standing(self, turn: Turn, character: str) -> Iterator[tuple[str, float]]:
        """Who the candidate is in the whole book."""
        stage = self.stage
        yield "log_count", log(1 + stage.counts[character])
        yield "log_tagged", log(1 + stage.tagged[character])
        if character in stage.unnamed:
            yield "unnamed", 1.0
        if stage.narrator_at(turn.span.start) == character:
            yield "narrator", 1.0
        if stage.gender(character) == "U":
            yield "gender_unknown", 1.0

    def _beside(self, around: _Around, turn: Turn, character: str) -> Iterator[tuple[str, float]]:
        """What the tag and the beats say."""
        stage = self.stage
        if turn.tag is not None:
            mention = stage.mentions[turn.tag.mention]
            if stage.meant.get(mention.id) == character:
                yield "tag_means", 1.0
                yield "tag_sure", stage.sure[mention.id]
            yield from self._agreement("tag", mention, character)
        for tag in turn.beats:
            mention = stage.mentions[tag.mention]
            place = ("after" if tag.after else "before") + ("_owner" if tag.owner else "")
            form = "pron" if mention.form is MentionForm.PRON else "name"
            if stage.meant.get(mention.id) == character:
                yield f"beat_{place}_{form}", 1.0
                yield f"beat_sure_{form}", stage.sure[mention.id]
            yield from self._agreement(f"beat_{place}", mention, character)
        if character in around.same_block:
            yield "same_block", 1.0

    def _agreement(self, what: str, mention: Mention, character: str) -> Iterator[tuple[str, float]]:
        """Whether the gender of the words fits the candidate's."""
        words, own = mention.gender.value, self.stage.gender(character)
        if words in "FM":
            outcome = "unsure" if own not in "FM" else "agrees" if own == words else "clashes"
            yield f"{what}_{outcome}", 1.0

    def _names(self, around: _Around, turn: Turn, character: str) -> Iterator[tuple[str, float]]:
        """Who is called and spoken of, here and in the turns around."""
        if character in turn.called:
            yield "called_here", 1.0
            if any(self.stage.meant.get(beat.mention) == character for beat in turn.beats):
                yield "called_and_acts", 1.0
        if character in turn.named:
            yield "named_here", 1.0
        for offset, other, near in around.neighbours:
            suffix = f"{offset:+d}" + ("" if near else "_far")
            if character in other.called:
                yield f"called{suffix}", 1.0
            if character in other.named and abs(offset) == 1:
                yield f"named{suffix}", 1.0

    def _anchored(self, around: _Around, character: str) -> Iterator[tuple[str, float]]:
        """Whose tags stand on the turns around."""
        gender = self.stage.gender(character)
        for offset, position, near in around.anchor_places:
            suffix = f"{offset:+d}" + ("" if near else "_far")
            anchor = self.anchors[position]
            if anchor is not None:
                yield (f"anchor{suffix}" if anchor == character else f"anchor_other{suffix}"), 1.0
            elif self.genders[position] in "FM" and gender in "FM" and abs(offset) <= 2:
                outcome = "same" if gender == self.genders[position] else "other"
                yield f"pron_{outcome}{suffix}", 1.0


class _Around:
    """What a turn's candidates share."""

    def __init__(self, describer: Describer, position: int) -> None:
        stage, self.turn = describer.stage, describer.stage.turns[position]
        self._sections = stage.sections
        self.neighbours: list[tuple[int, Turn, bool]] = []
        self.anchor_places: list[tuple[int, int, bool]] = []
        for offset in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5):
            other = position + offset
            if 0 <= other < len(stage.turns) and self._together(describer, position, other):
                near = self._near(describer, position, other)
                if abs(offset) > 3 and not near:
                    continue
                self.anchor_places.append((offset, other, near))
                if abs(offset) <= 2:
                    self.neighbours.append((offset, stage.turns[other], near))
        at = bisect_left(stage.seen_offsets, self.turn.span.start)
        self._before = self._ranks(stage, at)
        self._named = self._named_ranks(stage, at)
        self._often = Counter(item.character for item in stage.seen[max(0, at - 40) : at])
        self._subject = next(
            (item.character for item in reversed(stage.seen[max(0, at - 20) : at]) if item.subject), None
        )
        self._after = self._following(stage, at)
        self.same_block = self._in_block(stage, at)

    @staticmethod
    def _together(describer: Describer, one: int, other: int) -> bool:
        """Whether two turns stand within one stretch of talk: no step between them of more than three blocks."""
        low, high = sorted((one, other))
        turns = describer.stage.turns
        if describer.stage.apart(turns[low], turns[high]):
            return False
        return all(turns[i + 1].first_block - turns[i].last_block <= 4 for i in range(low, high))

    @staticmethod
    def _near(describer: Describer, one: int, other: int) -> bool:
        """Whether nothing but talk lies between two turns."""
        low, high = sorted((one, other))
        turns = describer.stage.turns
        return all(turns[i + 1].first_block - turns[i].last_block <= 1 for i in range(low, high))

    def _ranks(self, stage: Stage, at: int) -> dict[str, tuple[int, int, bool]]:
        """Per character named before the turn: rank by recency, blocks since, whether as a subject."""
        found: dict[str, tuple[int, int, bool]] = {}
        for item in reversed(stage.seen[max(0, at - 80) : at]):
            if item.character not in found:
                found[item.character] = (len(found), self.turn.first_block - item.block, item.subject)
        return found

    @staticmethod
    def _named_ranks(stage: Stage, at: int) -> dict[str, int]:
        """Rank by recency of the characters named (not by a pronoun) before the turn."""
        found: dict[str, int] = {}
        for item in reversed(stage.seen[max(0, at - 80) : at]):
            if item.named:
                found.setdefault(item.character, len(found))
        return found

    def _following(self, stage: Stage, at: int) -> dict[str, int]:
        """Rank of the characters first mentioned after the turn, in the two blocks that follow."""
        found: dict[str, int] = {}
        for item in stage.seen[at : at + 12]:
            if item.block > self.turn.last_block + _AHEAD:
                break
            if item.block > self.turn.last_block:
                found.setdefault(item.character, len(found))
        return found

    def _in_block(self, stage: Stage, at: int) -> frozenset[str]:
        first, last = self.turn.first_block, self.turn.last_block
        around = stage.seen[max(0, at - 20) : at + 20]
        return frozenset(item.character for item in around if first <= item.block <= last)

    def recency(self, character: str) -> Iterator[tuple[str, float]]:
        """How lately the candidate was mentioned in narration."""
        if character in self._before:
            rank, blocks, subject = self._before[character]
            yield f"rank_{min(rank, 5)}", 1.0
            yield f"blocks_{_bin(blocks)}", 1.0
            if self._sections[self.turn.first_block - blocks] != self._sections[self.turn.first_block]:
                yield "before_break", 1.0
            if subject:
                yield f"subject_rank_{min(rank, 2)}", 1.0
        else:
            yield "not_before", 1.0
        if character in self._named:
            yield f"named_rank_{min(self._named[character], 5)}", 1.0
        yield "log_often", log(1 + self._often[character])
        if character == self._subject:
            yield "last_subject", 1.0
        if character in self._after:
            yield f"follows_{min(self._after[character], 2)}", 1.0


def _bin(blocks: int) -> str:
    for top in (0, 1, 2, 4, 8, 16):
        if blocks <= top:
            return str(top)
    return "more"


def history(local: Local, character: str, spoke: Sequence[str | None]) -> Iterator[tuple[str, float]]:
    """Features of the speakers decided before: ``spoke[0]`` is the turn before, ``spoke[1]`` the one before that ...

    The reader's chance of a candidate is among them: it grows with the chance that an earlier speaker of the same
    conversation goes on, whoever that was decided to be.
    """
    if local.chances:
        chance = local.chances[character] + _echoed(local.echoes, character, spoke)
        yield "read", chance
        yield "log_read", log(_FLOOR + chance)
        hears = local.hearers.get(character, 0.0) + _echoed(local.answers, character, spoke)
        yield "hears", hears
        yield "log_hears", log(_FLOOR + hears)
    if local.gap != 9:
        yield from ((name, 1.0) for name in _turn_taking(local.gap, character, spoke))


def _echoed(chances: Sequence[float], character: str, spoke: Sequence[str | None]) -> float:
    return sum(chance for chance, who in zip(chances, spoke, strict=False) if who == character)


def _turn_taking(gap: int, character: str, spoke: Sequence[str | None]) -> Iterator[str]:
    if spoke[0] is not None:
        yield f"last_gap{gap}" if spoke[0] == character else f"not_last_gap{gap}"
    if spoke[1] is not None and spoke[1] != spoke[0]:
        yield f"last_but_one_gap{gap}" if spoke[1] == character else f"not_last_but_one_gap{gap}"
    if spoke[2] is not None and spoke[2] == character and character not in (spoke[0], spoke[1]):
        yield "last_but_two"
    if character in spoke[3:] and character not in spoke[:3]:
        yield "spoke_before"
    if spoke[0] == character and spoke[1] == character:
        yield "twice_running"
    if character not in spoke and spoke[0] is not None:
        yield f"new_voice_gap{gap}"
