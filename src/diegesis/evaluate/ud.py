"""Universal Dependencies: parts of speech and dependencies, with the treebank's own words and from raw text.

Each document is read as a text of its own. With the published words and sentences, the scores are shares of words; from
raw text they are F1 over words found at the same characters, as in the shared task of CoNLL 2018 (Zeman et al.).
Relations count without their subtype, as there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from diegesis.document import build_document
from diegesis.errors import GoldError, UnknownName
from diegesis.evaluate.coreference_scores import Shares, Sums
from diegesis.evaluate.gold import chosen_folder
from diegesis.evaluate.gold_ud import TreebankSentence, Word, load_treebank
from diegesis.evaluate.jobs import mapped
from diegesis.layers.syntax.lemmas import lemma
from diegesis.layers.syntax.records import Sentence
from diegesis.sources import source_from_text
from diegesis.spans import Span

_ENDING = ".conllu"


@dataclass(frozen=True, slots=True)
class TreeScore(Sums):
    """Counts of words.

    Attributes:
        words, sentences: found at the same characters.
        tags: with the right universal part of speech.
        lemmas: with the right lemma, letter case aside.
        heads: with the right head (UAS).
        relations: with the right head and universal relation (LAS).
        subtypes: with the subtype right too.
    """

    words: Shares = field(default_factory=Shares)
    sentences: Shares = field(default_factory=Shares)
    tags: Shares = field(default_factory=Shares)
    lemmas: Shares = field(default_factory=Shares)
    heads: Shares = field(default_factory=Shares)
    relations: Shares = field(default_factory=Shares)
    subtypes: Shares = field(default_factory=Shares)


@dataclass(frozen=True, slots=True)
class UdScore(Sums):
    """A file's scores: ``given`` with its own words and sentences, ``raw`` from its text alone."""

    given: TreeScore = field(default_factory=TreeScore)
    raw: TreeScore = field(default_factory=TreeScore)


def ud_files(directory: Path) -> dict[str, Path]:
    """The files of a treebank by part (``dev``, ``test``, ``train``), sorted.

    Raises:
        FileMissing: the folder does not exist.
        GoldError: it holds none.
    """
    found = sorted(chosen_folder(directory).glob(f"*-ud-*{_ENDING}"))
    if not found:
        raise GoldError(f"{directory} holds no treebank.", hint="Expected files such as en_ewt-ud-dev.conllu.")
    return {path.stem.rpartition("-")[2]: path for path in found}


def evaluate_ud(
    directory: Path,
    *,
    parts: Sequence[str] = ("dev",),
    jobs: int = 1,
    on_document: Callable[[], None] | None = None,
) -> dict[str, UdScore]:
    """Score parts of speech and dependencies.

    Args:
        directory: the treebank's folder, with files ``*-ud-PART.conllu``.
        parts: which files.
        jobs: processes; the outcome does not depend on it.
        on_document: called when a document is scored.

    Returns:
        The score of each part, parts sorted by name.

    Raises:
        FileMissing, GoldError: the treebank is absent or does not hold what it must.
        UnknownName: a part that is not there.
    """
    files = ud_files(directory)
    unknown = [part for part in parts if part not in files]
    if unknown:
        raise UnknownName(f"{directory} has no part {', '.join(unknown)}.", hint=f"It has: {', '.join(files)}.")
    scores = {}
    for part in sorted(set(parts)):
        total = UdScore()
        for score in mapped(_score, list(documents(load_treebank(files[part]))), jobs, chunk=10):
            total += score
            if on_document:
                on_document()
        scores[part] = total
    return scores


def documents(sentences: Iterable[TreebankSentence]) -> Iterator[tuple[TreebankSentence, ...]]:
    """Sentences by document."""
    found: list[TreebankSentence] = []
    for sentence in sentences:
        if sentence.opens and found:
            yield tuple(found)
            found = []
        found.append(sentence)
    if found:
        yield tuple(found)


def _score(sentences: tuple[TreebankSentence, ...]) -> UdScore:
    """Read a document and score it."""
    from diegesis.pipeline.run import run_layers

    text, begins = laid_out(sentences)
    document = build_document(source_from_text(text, name="treebank"))
    if document.text != text:
        raise GoldError("A document of the treebank is not read as it was written.")
    run = run_layers(document)
    placed = [_placed(sentence.words, begin) for sentence, begin in zip(sentences, begins, strict=True)]
    spans = [[span for span, _ in words] for words in placed]
    gold = [_gold(words) for words in placed]
    if run.encoded is None:  # No words to read.
        return UdScore(_agreement(gold, []), _agreement(gold, []))
    given = []
    for own, parsed in zip(spans, run.encoded.parse(spans), strict=True):
        lemmas = [lemma(span.of(text), tag) for span, tag in zip(own, parsed.tags, strict=True)]
        given.append(_rows(own, parsed.tags, parsed.heads, parsed.relations, lemmas))
    read = [_rows(row.words, row.tags, row.heads, row.relations, row.lemmas) for row in run.tables.rows(Sentence)]
    return UdScore(_agreement(gold, given), _agreement(gold, read))


def laid_out(sentences: Sequence[TreebankSentence]) -> tuple[str, list[int]]:
    """The text of a document, with an empty line before a paragraph, and where each sentence begins in it."""
    text, begins = "", []
    for sentence in sentences:
        text += ("\n\n" if sentence.paragraph else " ") if text else ""
        begins.append(len(text))
        text += sentence.text
    return text, begins


def _placed(words: Sequence[Word], begin: int) -> list[tuple[Span, Word]]:
    return [(Span(begin + word.start, begin + word.end), word) for word in words]


#: Span, part of speech, lemma, span of the head (``None`` for a root), relation.
_Row = tuple[Span, str, str, Span | None, str]


def _gold(words: Sequence[tuple[Span, Word]]) -> list[_Row]:
    """The rows of a sentence as they were published."""
    tags, heads, relations, lemmas = zip(*((w.tag, w.head, w.relation, w.lemma) for _, w in words), strict=True)
    return _rows([span for span, _ in words], tags, heads, relations, lemmas)


def _rows(
    spans: Sequence[Span], tags: Sequence[str], heads: Sequence[int], relations: Sequence[str], lemmas: Sequence[str]
) -> list[_Row]:
    return [
        (span, tag, name.lower(), spans[head] if head >= 0 else None, relation)
        for span, tag, head, relation, name in zip(spans, tags, heads, relations, lemmas, strict=True)
    ]


def _agreement(gold: Sequence[Sequence[_Row]], found: Sequence[Sequence[_Row]]) -> TreeScore:
    rows = {row[0]: row for sentence in gold for row in sentence}
    own = [row for sentence in found for row in sentence]
    pairs = [(row, rows[row[0]]) for row in own if row[0] in rows]
    ends = {(sentence[0][0].start, sentence[-1][0].end) for sentence in gold if sentence}
    own_ends = {(sentence[0][0].start, sentence[-1][0].end) for sentence in found if sentence}

    def shares(right: Callable[[_Row, _Row], bool]) -> Shares:
        count = float(sum(right(one, other) for one, other in pairs))
        return Shares(count, float(len(own)), count, float(len(rows)))

    def headed(one: _Row, other: _Row) -> bool:
        return one[3] == other[3]

    return TreeScore(
        words=shares(lambda one, other: True),
        sentences=Shares(
            float(len(ends & own_ends)), float(len(own_ends)), float(len(ends & own_ends)), float(len(ends))
        ),
        tags=shares(lambda one, other: one[1] == other[1]),
        lemmas=shares(lambda one, other: one[2] == other[2]),
        heads=shares(headed),
        relations=shares(lambda one, other: headed(one, other) and _universal(one[4]) == _universal(other[4])),
        subtypes=shares(lambda one, other: headed(one, other) and one[4] == other[4]),
    )


def _universal(relation: str) -> str:
    return relation.partition(":")[0]
