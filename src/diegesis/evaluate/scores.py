"""Everything measured on one book, and the reading of books that leads there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diegesis.errors import GoldError
from diegesis.evaluate.cast import CastScore, score_cast
from diegesis.evaluate.floors import floor_verdicts
from diegesis.evaluate.gold import GoldBook
from diegesis.evaluate.kinds import KindScore, score_kinds
from diegesis.evaluate.match import Letters, SpanScore, score_spans
from diegesis.evaluate.mentions import MentionScore, score_mentions
from diegesis.evaluate.reading import ReadingScore, score_reading
from diegesis.evaluate.speakers import ScoredLine, named_characters, outermost, quotes_of, score_speakers
from diegesis.evaluate.world import WorldScore, score_world
from diegesis.layers.quotes.records import QuoteKind
from diegesis.story import Story

SPEECH = frozenset({QuoteKind.SPEECH})
#: Kinds that somebody can say; emphasis is none.
SAYABLE = frozenset(QuoteKind) - {QuoteKind.EMPHASIS}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookScore:
    """Counts and verdicts of one book; scores of several books are pooled from these.

    Attributes:
        name: the book.
        group: what it is pooled with.
        spans: pieces: predicted outermost speech against gold speech; in own gold all pieces of every kind.
        any_kind: the same with predicted outermost quotes of every kind but emphasis.
        lines: gold speech with a single speaker.
        any_lines: the same, when predicted quotes of every kind but emphasis may answer.
        other_lines: gold thought, writing and quoted words with a speaker (own gold only).
        floors: verdict per line of ``lines`` by floor; empty where not asked for.
        cast: all gold people.
        speaking: gold people who speak a line.
        kinds, mentions: own gold only.
        reading: nested entities, coreference and event words; LitBank only.
        world: scenes, ties, facts, events and findings; own gold only.
    """

    name: str
    group: str
    spans: SpanScore
    any_kind: SpanScore
    lines: tuple[ScoredLine, ...]
    any_lines: tuple[ScoredLine, ...]
    other_lines: tuple[ScoredLine, ...]
    floors: Mapping[str, tuple[bool, ...]]
    cast: CastScore
    speaking: CastScore
    kinds: KindScore | None = None
    mentions: MentionScore | None = None
    reading: ReadingScore | None = None
    world: WorldScore | None = None


def score_book(gold: GoldBook, predicted: Story, *, full: bool = False, floors: bool = True) -> BookScore:
    """Score a story against its gold.

    Args:
        gold: the gold book.
        predicted: a story over exactly the gold text.
        full: gold marks every quote and mention (own gold), so that kinds and mentions are scored too.
        floors: also name speakers by the trivial floors.

    Raises:
        GoldError: the two texts differ.
    """
    if predicted.document.text != gold.story.document.text:
        raise GoldError(
            f"The text of {gold.name} as it was read differs from the gold text.",
            hint="Gold offsets count characters of the published file; read that file.",
        )
    speech, sayable = quotes_of(predicted, SPEECH), quotes_of(predicted, SAYABLE)
    answering = sayable if full else speech
    mapping = named_characters(predicted, gold.name_table)
    lines = tuple(score_speakers(gold, predicted, answering))
    own = [line for line in gold.lines if line.kind in SPEECH and line.speaker is not None]
    spans, any_kind = _span_scores(gold, predicted, full=full)
    return BookScore(
        name=gold.name,
        group=gold.group,
        spans=spans,
        any_kind=any_kind,
        lines=lines,
        any_lines=lines if full else tuple(score_speakers(gold, predicted, sayable)),
        other_lines=tuple(score_speakers(gold, predicted, answering, kinds=SAYABLE - SPEECH)) if full else (),
        floors=floor_verdicts(gold, own) if floors else {},
        cast=score_cast(gold, predicted, mapping, [row.id for row in gold.story.characters]),
        speaking=score_cast(gold, predicted, mapping, [line.speaker or "" for line in own]),
        kinds=score_kinds(gold.story, predicted) if full else None,
        mentions=score_mentions(gold, predicted, mapping) if full else None,
        reading=score_reading(gold, predicted),
        world=score_world(gold, predicted, mapping) if full else None,
    )


def _span_scores(gold: GoldBook, predicted: Story, *, full: bool) -> tuple[SpanScore, SpanScore]:
    """Of speech and of every kind. Where gold marks every quote, pieces inside pieces count too."""
    letters = Letters(gold.story.document.text)
    gold_spans = [quote.span for quote in gold.story.quotes]
    if full:
        score = score_spans(letters, gold_spans, [quote.span for quote in predicted.quotes])
        return score, score
    speech = outermost(quotes_of(predicted, SPEECH))
    sayable = outermost(quotes_of(predicted, SAYABLE))
    return (
        score_spans(letters, gold_spans, [quote.span for quote in speech]),
        score_spans(letters, gold_spans, [quote.span for quote in sayable]),
    )
