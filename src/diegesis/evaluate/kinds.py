"""Whether quoted pieces are given the right kind."""

from __future__ import annotations

from dataclasses import dataclass, fields

from diegesis.evaluate.match import Letters, harmonic, match_spans, percent
from diegesis.layers.quotes.records import QuoteKind
from diegesis.story import Story


@dataclass(frozen=True, slots=True)
class KindScore:
    """Counts of pieces of every kind.

    Attributes:
        gold: gold pieces.
        matched: gold pieces that some predicted piece matches.
        exact: gold pieces with a predicted piece of the very same span.
        right: gold pieces whose best predicted piece has their kind.
        speech: gold pieces of kind speech.
        speech_found: those whose best predicted piece is speech.
        speech_predicted: predicted pieces of kind speech.
        speech_true: those whose best gold piece is speech.
    """

    gold: int = 0
    matched: int = 0
    exact: int = 0
    right: int = 0
    speech: int = 0
    speech_found: int = 0
    speech_predicted: int = 0
    speech_true: int = 0

    def __add__(self, other: KindScore) -> KindScore:
        return KindScore(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def accuracy(self) -> float:
        """Share of matched pieces with the right kind."""
        return percent(self.right, self.matched)

    @property
    def right_of_all(self) -> float:
        """Share of all gold pieces found with the right kind."""
        return percent(self.right, self.gold)

    @property
    def exact_spans(self) -> float:
        """Share of all gold pieces found to the character."""
        return percent(self.exact, self.gold)

    @property
    def speech_f1(self) -> float:
        """F1 of speech against all the rest, the unmarked text included."""
        precision = percent(self.speech_true, self.speech_predicted)
        return harmonic(precision, percent(self.speech_found, self.speech))


def score_kinds(gold: Story, predicted: Story) -> KindScore:
    """Compare the kinds of two stories over one text."""
    letters = Letters(gold.document.text)
    gold_spans = [quote.span for quote in gold.quotes]
    spans = [quote.span for quote in predicted.quotes]
    heard = [
        predicted.quotes[at].kind if at is not None else None for at in match_spans(letters, gold_spans, spans).best
    ]
    truth = [gold.quotes[at].kind if at is not None else None for at in match_spans(letters, spans, gold_spans).best]
    pairs = list(zip((quote.kind for quote in gold.quotes), heard, strict=True))
    claims = list(zip((quote.kind for quote in predicted.quotes), truth, strict=True))
    present = set(spans)
    speech = QuoteKind.SPEECH
    return KindScore(
        gold=len(pairs),
        matched=sum(kind is not None for _, kind in pairs),
        exact=sum(span in present for span in gold_spans),
        right=sum(one is other for one, other in pairs),
        speech=sum(one is speech for one, _ in pairs),
        speech_found=sum(one is speech and other is speech for one, other in pairs),
        speech_predicted=sum(one is speech for one, _ in claims),
        speech_true=sum(one is speech and other is speech for one, other in claims),
    )
