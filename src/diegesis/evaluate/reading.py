"""What a reader of the text marks: nested entities, what means the same, event words. Gold and prediction are stories.

Spans are compared to the character, after white space and quotation marks at both ends are taken off. Entities are the
names and noun phrases, strictly by span and type. Coreference is scored over the mentions that belong to an entity,
singletons included, by MUC, B-cubed and CEAF-e (``coreference_scores``).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from typing import Any

from diegesis.evaluate.coreference_scores import Cluster, Shares, Sums, b_cubed, ceaf_e, muc
from diegesis.evaluate.gold import GoldBook
from diegesis.layers.coreference.records import Entity
from diegesis.layers.entities.records import EntityType, MentionForm
from diegesis.layers.triggers.records import Trigger
from diegesis.spans import Span
from diegesis.story import Story

_MARKS = frozenset("\"“”„‟'‘’‚‛`«»‹›「」『』")


@dataclass(frozen=True, slots=True)
class EntityScore(Sums):
    """Names and noun phrases by strict span and type: all, and those of each type."""

    all: Shares = field(default_factory=Shares)
    per: Shares = field(default_factory=Shares)
    fac: Shares = field(default_factory=Shares)
    gpe: Shares = field(default_factory=Shares)
    loc: Shares = field(default_factory=Shares)
    veh: Shares = field(default_factory=Shares)
    org: Shares = field(default_factory=Shares)


@dataclass(frozen=True, slots=True)
class CoreferenceScore(Sums):
    """Clusters of mentions.

    Attributes:
        mentions: mentions of every form that belong to an entity, by span.
        muc, b_cubed, ceaf_e: the three measures; counts are added over books before they are divided.
    """

    mentions: Shares = field(default_factory=Shares)
    muc: Shares = field(default_factory=Shares)
    b_cubed: Shares = field(default_factory=Shares)
    ceaf_e: Shares = field(default_factory=Shares)

    @property
    def conll(self) -> float:
        """The mean of the three F1, in percent."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


@dataclass(frozen=True, slots=True)
class ReadingScore(Sums):
    """What one book, or several, score.

    Attributes:
        entities: names and noun phrases with their types, nested ones too.
        coreference: mentions of all types.
        people: the same with entities of type PER alone, on both sides.
        events: event words.
    """

    entities: EntityScore = field(default_factory=EntityScore)
    coreference: CoreferenceScore = field(default_factory=CoreferenceScore)
    people: CoreferenceScore = field(default_factory=CoreferenceScore)
    events: Shares = field(default_factory=Shares)


def score_reading(gold: GoldBook, predicted: Story) -> ReadingScore | None:
    """Score a story against gold; ``None`` where the gold marks nothing of the kind, or the system has no entities."""
    if gold.nested is None or Entity not in predicted.tables.kinds():
        return None
    return ReadingScore(
        entities=_entities(gold.story.document.text, gold.nested, predicted),
        coreference=score_clusters(clusters_of(gold.story), clusters_of(predicted)),
        people=score_clusters(clusters_of(gold.story, EntityType.PER), clusters_of(predicted, EntityType.PER)),
        events=agreement(_words(gold.story), _words(predicted)),
    )


def agreement(gold: Collection[Hashable], predicted: Collection[Hashable]) -> Shares:
    """How much of two sets is the same.

    >>> agreement({"a", "b"}, {"b"}).recall
    50.0
    """
    right, other = set(gold), set(predicted)
    both = len(right & other)
    return Shares(both, len(other), both, len(right))


def trimmed(text: str, span: Span) -> Span:
    """A span without the white space and quotation marks at its ends; the span itself where nothing else is in it.

    >>> trimmed("“ Ann ”", Span(0, 7))
    Span(start=2, end=5)
    """
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _MARKS):
        end -= 1
    return Span(start, end) if start < end else span


def clusters_of(story: Story, only: EntityType | None = None) -> list[Cluster]:
    """The mentions of each entity as trimmed spans, entities in order of first mention.

    Args:
        story: gold or predicted.
        only: entities of this type; all where not given.
    """
    found: dict[str, set[Span]] = {}
    taken: set[Span] = set()
    for mention in story.mentions:
        entity = story.entities_by_mention.get(mention.id)
        span = trimmed(story.document.text, mention.span)
        if entity is None or span in taken or only not in (None, entity.type):
            continue
        taken.add(span)
        found.setdefault(entity.id, set()).add(span)
    return [frozenset(cluster) for cluster in found.values()]


def score_clusters(gold: list[Cluster], predicted: list[Cluster]) -> CoreferenceScore:
    """Score clusters of spans; no span stands in two of one side."""
    return CoreferenceScore(
        mentions=agreement(_members(gold), _members(predicted)),
        muc=muc(gold, predicted),
        b_cubed=b_cubed(gold, predicted),
        ceaf_e=ceaf_e(gold, predicted),
    )


def _members(clusters: list[Cluster]) -> set[Any]:
    return {span for cluster in clusters for span in cluster}


def _entities(text: str, nested: Collection[tuple[Span, EntityType]], predicted: Story) -> EntityScore:
    gold = {(trimmed(text, span), kind) for span, kind in nested}
    found = {
        (trimmed(text, mention.span), mention.type)
        for mention in predicted.mentions
        if mention.form is not MentionForm.PRON
    }
    by_type = {
        kind.value.lower(): agreement({g for g in gold if g[1] is kind}, {f for f in found if f[1] is kind})
        for kind in EntityType
    }
    return EntityScore(all=agreement(gold, found), **by_type)


def _words(story: Story) -> set[Span]:
    return {trimmed(story.document.text, row.span) for row in story.rows(Trigger)}
