"""Scores of the story's world: scenes, ties, facts, events and findings, by the protocol of docs/evaluation.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from diegesis.evaluate.coreference_scores import Shares, Sums
from diegesis.evaluate.gold import GoldBook
from diegesis.evaluate.match import percent
from diegesis.evaluate.reading import agreement
from diegesis.evaluate.wording import alike, head_noun
from diegesis.layers.facts.records import Fact
from diegesis.layers.findings.records import SHOWN, Finding
from diegesis.layers.relationships.records import Relationship
from diegesis.layers.scenes.records import Scene
from diegesis.layers.timeline.records import Event
from diegesis.spans import Span
from diegesis.story import Story

Mapping_ = Mapping[str, str]
#: A boundary is right up to this many paragraphs away.
_NEAR = 1
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class SceneScore(Sums):
    """Counts of scenes.

    Attributes:
        boundaries: where scenes begin, the first apart, within one paragraph.
        scenes: gold scenes; each is judged by the predicted scene that covers most of it.
        pov, tense, kind: gold scenes whose point of view (the person, or nobody), tense and kind are right.
        places: gold scenes with a place, and of these how many have the same head noun.
        places_right: see ``places``.
        on_stage: people present, over all scenes.
    """

    boundaries: Shares = field(default_factory=Shares)
    scenes: int = 0
    pov: int = 0
    tense: int = 0
    kind: int = 0
    places: int = 0
    places_right: int = 0
    on_stage: Shares = field(default_factory=Shares)

    @property
    def pov_share(self) -> float:
        """Percent of scenes with the right point of view."""
        return percent(self.pov, self.scenes)

    @property
    def tense_share(self) -> float:
        """Percent of scenes with the right tense."""
        return percent(self.tense, self.scenes)

    @property
    def kind_share(self) -> float:
        """Percent of scenes of the right kind."""
        return percent(self.kind, self.scenes)

    @property
    def place_share(self) -> float:
        """Percent of scenes with a place where it has the same head noun."""
        return percent(self.places_right, self.places)


@dataclass(frozen=True, slots=True)
class EventScore(Sums):
    """Counts of events.

    Attributes:
        gold: gold events.
        found: those that some predicted event overlaps.
        kinds: found ones of the right kind.
        predicted: predicted events.
        pairs: pairs of found gold events at different times.
        agreeing, clashing: pairs that stand in the same order, or the other way round.
    """

    gold: int = 0
    found: int = 0
    kinds: int = 0
    predicted: int = 0
    pairs: int = 0
    agreeing: int = 0
    clashing: int = 0

    @property
    def recall(self) -> float:
        """Percent of gold events found."""
        return percent(self.found, self.gold)

    @property
    def kind_share(self) -> float:
        """Percent of found events of the right kind."""
        return percent(self.kinds, self.found)

    @property
    def tau(self) -> float:
        """Kendall's tau over the pairs, -1 to 1; pairs the prediction holds simultaneous count as neither."""
        return (self.agreeing - self.clashing) / self.pairs if self.pairs else 0.0


@dataclass(frozen=True, slots=True)
class FindingScore(Sums):
    """Counts of findings that are shown by default.

    Attributes:
        all: findings with the right code that touch every passage of the gold one.
        earned: findings that touch every passage of a change the text explains: false alarms.
        clean_words: words of stories without a slip.
        clean_findings: findings there, false ones all.
    """

    all: Shares = field(default_factory=Shares)
    earned: int = 0
    clean_words: int = 0
    clean_findings: int = 0

    @property
    def clean_rate(self) -> float:
        """False findings per 2,000 words of stories without a slip."""
        return 2000 * self.clean_findings / self.clean_words if self.clean_words else 0.0


@dataclass(frozen=True, slots=True)
class WorldScore(Sums):
    """What one story, or several, score.

    Attributes:
        scenes: see ``SceneScore``.
        ties: pair and kind.
        facts: character, attribute, denial, overlapping evidence, half of the words; precision is a lower bound,
            since gold marks the main facts only.
        events: see ``EventScore``.
        findings: see ``FindingScore``.
    """

    scenes: SceneScore = field(default_factory=SceneScore)
    ties: Shares = field(default_factory=Shares)
    facts: Shares = field(default_factory=Shares)
    events: EventScore = field(default_factory=EventScore)
    findings: FindingScore = field(default_factory=FindingScore)


def score_world(gold: GoldBook, predicted: Story, mapping: Mapping[str, str]) -> WorldScore | None:
    """Score a story's world; ``None`` where the gold marks none, or the system made none.

    Args:
        gold: the gold book.
        predicted: a story over the same text.
        mapping: gold character by predicted character.
    """
    if not gold.story.rows(Scene) or Scene not in predicted.tables.kinds():
        return None
    return WorldScore(
        scenes=_scenes(gold.story, predicted, mapping),
        ties=agreement(_ties(gold.story, {}), _ties(predicted, mapping)),
        facts=_facts(gold.story, predicted, mapping),
        events=_events(gold.story, predicted),
        findings=_findings(gold, predicted),
    )


def _scenes(gold: Story, predicted: Story, mapping: Mapping_) -> SceneScore:
    found = predicted.rows(Scene)
    score = SceneScore(boundaries=_boundaries(gold, predicted))
    for scene in gold.rows(Scene):
        best = max(found, key=lambda row: row.span.overlap(scene.span), default=None)
        if best is not None:
            score += _scene(scene, best, mapping)
    return score


def _scene(gold: Scene, found: Scene, mapping: Mapping_) -> SceneScore:
    pov = None if found.pov is None else mapping.get(found.pov, "?")
    same_place = bool(found.place) and head_noun(found.place) == head_noun(gold.place)
    people = {mapping.get(who, f"?{who}") for who in found.present}
    return SceneScore(
        scenes=1,
        pov=int(pov == gold.pov),
        tense=int(found.tense is gold.tense),
        kind=int(found.kind is gold.kind),
        places=int(bool(gold.place)),
        places_right=int(bool(gold.place) and same_place),
        on_stage=agreement(set(gold.present), people),
    )


def _boundaries(gold: Story, predicted: Story) -> Shares:
    """Boundaries matched one to one, nearest first."""
    text = gold.document.text
    starts = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]

    def paragraphs(story: Story) -> list[int]:
        return [sum(start <= _words_from(text, row.span) for start in starts) for row in story.rows(Scene)[1:]]

    wanted, free = paragraphs(gold), paragraphs(predicted)
    total = len(free)
    right = 0
    for far in range(_NEAR + 1):
        for place in list(wanted):
            near = next((other for other in free if abs(other - place) == far), None)
            if near is not None:
                wanted.remove(place)
                free.remove(near)
                right += 1
    return Shares(right, total, right, len(gold.rows(Scene)[1:]))


def _words_from(text: str, span: Span) -> int:
    """Where the first letter or digit of a stretch stands: a scene may begin at its mark or behind it."""
    return next((at for at in range(*span) if text[at].isalnum()), span.start)


def _ties(story: Story, mapping: Mapping_) -> set[Hashable]:
    """Pairs with the kind of their tie; people of the prediction by their gold ids."""

    def person(who: str) -> str:
        return mapping.get(who, f"?{who}") if mapping else who

    return {(frozenset((person(row.a), person(row.b))), row.kind.value) for row in story.rows(Relationship)}


def _facts(gold: Story, predicted: Story, mapping: Mapping_) -> Shares:
    wanted, found = gold.rows(Fact), predicted.rows(Fact)
    text = gold.document.text

    def same(one: Fact, other: Fact) -> bool:
        return (
            mapping.get(other.character) == one.character
            and one.attribute is other.attribute
            and one.negated is other.negated
            and _overlap(one.evidence, other.evidence)
            and any(alike(words, other.value) for words in (one.value, *_words(text, one.evidence)))
        )

    return _matched(wanted, found, same)


def _words(text: str, spans: Iterable[Span]) -> list[str]:
    """Gold values are a reader's summary; the words they rest on count as well."""
    return [span.of(text) for span in spans]


def _matched(
    gold: Sequence[Fact] | Sequence[Finding],
    found: Sequence[Fact] | Sequence[Finding],
    same: Callable[..., bool],
) -> Shares:
    right_gold = sum(any(same(one, other) for other in found) for one in gold)
    right_found = sum(any(same(one, other) for one in gold) for other in found)
    return Shares(right_found, len(found), right_gold, len(gold))


def _overlap(one: Iterable[Span], other: Sequence[Span]) -> bool:
    return any(a.touches(b) for a in one for b in other)


def _events(gold: Story, predicted: Story) -> EventScore:
    found = predicted.rows(Event)
    pairs: list[tuple[Event, Event]] = []
    for event in gold.rows(Event):
        touching = [row for row in found if _overlap(event.evidence, row.evidence)]
        if touching:
            pairs.append((event, max(touching, key=lambda row: _shared(event, row))))
    return EventScore(
        gold=len(gold.rows(Event)),
        found=len(pairs),
        kinds=sum(one.kind is other.kind for one, other in pairs),
        predicted=len(found),
        **_order(pairs),
    )


def _shared(one: Event, other: Event) -> int:
    return sum(a.overlap(b) for a in one.evidence for b in other.evidence)


def _order(pairs: Sequence[tuple[Event, Event]]) -> dict[str, int]:
    counts = {"pairs": 0, "agreeing": 0, "clashing": 0}
    for at, (gold, found) in enumerate(pairs):
        for other_gold, other_found in pairs[at + 1 :]:
            wanted = other_gold.order - gold.order
            got = other_found.order - found.order
            counts["pairs"] += bool(wanted)
            counts["agreeing"] += wanted * got > 0
            counts["clashing"] += wanted * got < 0
    return counts


def _findings(gold: GoldBook, predicted: Story) -> FindingScore:
    wanted = gold.story.rows(Finding)
    shown = [row for row in predicted.rows(Finding) if row.confidence >= SHOWN]

    def same(one: Finding, other: Finding) -> bool:
        return one.code is other.code and _touches_all(one.evidence, other.evidence)

    return FindingScore(
        all=_matched(wanted, shown, same),
        earned=sum(any(_touches_all(spans, row.evidence) for row in shown) for spans in gold.earned),
        clean_words=0 if wanted else len(gold.story.document.text.split()),
        clean_findings=0 if wanted else len(shown),
    )


def _touches_all(passages: Iterable[Span], evidence: Sequence[Span]) -> bool:
    return all(any(passage.touches(span) for span in evidence) for passage in passages)
