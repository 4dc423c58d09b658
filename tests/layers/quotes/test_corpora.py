"""Thresholds on the corpora, and the silent failure: a book in which nothing is found."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from diegesis.document import Document
from diegesis.evaluate import load_gold
from diegesis.evaluate.kinds import KindScore, score_kinds
from diegesis.evaluate.match import Letters, SpanScore, score_spans
from diegesis.layer import Tables
from diegesis.layers.quotes.annotate import annotate
from diegesis.layers.quotes.records import MarkDamage, Quote, QuoteKind
from diegesis.story import Story
from diegesis.testing import document

pytestmark = pytest.mark.corpus

#: The novels that rules may be written on; the other six are for reports only.
NOVELS = (
    "ARoomWithAView",
    "AlicesAdventuresInWonderland",
    "DaisyMiller",
    "Emma",
    "NightAndDay",
    "NorthangerAbbey",
    "SenseAndSensibility",
    "TheInvisibleMan",
    "ThePictureOfDorianGray",
    "TheSignOfTheFour",
    "TheSportOfTheGods",
)
#: Novels in every convention, most of them with marks that are hard to read.
CONVENTIONS = (
    "ENG18471_Bronte",
    "ENG18481_Dickens",
    "ENG18510_Kingsley",
    "ENG18531_Yonge",
    "ENG18870_Barry",
    "ENG18900_Doyle",
    "ENG18911_Gissing",
    "ENG18970_Phillpots",
    "ENG19011_Jerome",
    "ENG19150_Buchan",
    "ENG19192_Woolf",
)


def folder(corpora: Path, name: str) -> Path:
    found = corpora / name
    if not found.is_dir():
        pytest.skip(f"the corpus {name} is not here: {found} does not exist")
    return found


def quotes_of(doc: Document) -> tuple[Quote, ...]:
    return tuple(row for row in annotate(doc, Tables()) if isinstance(row, Quote))


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def development_stories(corpora: Path) -> list[str]:
    rows = (folder(corpora, "stories") / "SPLIT.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [name for name, part, _ in (row.split("\t") for row in rows) if part == "dev"]


def test_published_novels(corpora: Path) -> None:
    """Sub-quotation recall at least 99.5 %; precision of outermost speech at least BookNLP's 93.8 %."""
    any_kind, speech = SpanScore(), SpanScore()
    for name in NOVELS:
        gold = load_gold("pdnc", folder(corpora, "pdnc"), name)
        quotes = quotes_of(document(gold.story.document.text))
        letters = Letters(gold.story.document.text)
        spans = [quote.span for quote in gold.story.quotes]
        outer = [quote for quote in quotes if quote.parent is None]
        any_kind += score_spans(letters, spans, [quote.span for quote in outer if quote.kind is not QuoteKind.EMPHASIS])
        speech += score_spans(letters, spans, [quote.span for quote in outer if quote.kind is QuoteKind.SPEECH])
    assert any_kind.recall >= 99.8
    assert speech.recall >= 98.8
    assert speech.precision >= 95.5


def test_stories_of_our_own(corpora: Path) -> None:
    """Piece F1 at least 97 %, kinds right at least 95 % of all pieces, speech against the rest F1 at least 96 %."""
    spans, kinds = SpanScore(), KindScore()
    utterances = agreed = 0
    for name in development_stories(corpora):
        gold = load_gold("gold", folder(corpora, "stories"), name).story
        quotes = quotes_of(document(gold.document.text))
        spans += score_spans(
            Letters(gold.document.text), [quote.span for quote in gold.quotes], [quote.span for quote in quotes]
        )
        kinds += score_kinds(gold, Story(gold.document, Tables({Quote: quotes})))
        same, pairs = utterance_agreement(gold.quotes, quotes)
        utterances, agreed = utterances + pairs, agreed + same
    assert spans.f1 >= 99.5
    assert kinds.right_of_all >= 98.5
    assert kinds.speech_f1 >= 99.0
    assert agreed / utterances >= 0.985


def utterance_agreement(gold: tuple[Quote, ...], found: tuple[Quote, ...]) -> tuple[int, int]:
    """How many neighbouring pieces that both sides have are joined or parted alike, and how many there are."""
    own = {quote.span: quote.utterance for quote in found}
    both = [quote for quote in gold if quote.span in own]
    same = sum(
        (one.utterance == other.utterance) == (own[one.span] == own[other.span]) for one, other in pairwise(both)
    )
    return same, max(0, len(both) - 1)


@pytest.mark.parametrize("name", CONVENTIONS)
def test_no_convention_fails_silently(corpora: Path, name: str) -> None:
    """Speech covers its share of the book, and next to no double mark is left outside quotes."""
    text = read(folder(corpora, "eltec_eng") / f"{name}.txt")
    doc = document(text)
    outer = [quote for quote in quotes_of(doc) if quote.parent is None]
    assert sum(quote.span.length for quote in outer) > 0.15 * len(text)
    spoken = sum(quote.kind is QuoteKind.SPEECH for quote in outer)
    assert spoken > 0.8 * len(outer)
    covered = bytearray(len(text))
    for quote in outer:
        covered[quote.span.start : quote.span.end] = b"\1" * quote.span.length
    marks = [at for block in doc.story_blocks() for at in range(*block.span) if text[at] in '"“”«»']
    assert sum(not covered[at] for at in marks) <= 0.01 * len(marks) + 1


def test_a_novel_without_marks_says_so(corpora: Path) -> None:
    doc = document(read(folder(corpora, "eltec_eng") / "ENG18972_Morris.txt"))
    rows = annotate(doc, Tables())
    assert [row.code for row in rows if isinstance(row, MarkDamage)] == ["unmarked_speech"]
