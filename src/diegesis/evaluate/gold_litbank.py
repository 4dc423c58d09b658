"""Loads the quotations of LitBank (Sims and Bamman, EMNLP 2020) with the names of their speakers.

The corpus is tokenised and the spacing of the books is lost, so the text is the published one: tokens joined by
single spaces, one sentence a line. Speakers are coreference labels; their names are the proper names of their
cluster, most frequent first, else its noun phrases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from diegesis.document import Document
from diegesis.errors import GoldError
from diegesis.evaluate.gold import GoldBook, chosen_folder, read_gold_text, whole_speech
from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.spans import Span
from diegesis.story import Story

_ENDING = "_brat"


def litbank_books(directory: Path) -> tuple[str, ...]:
    """Names of the documents in a corpus folder, such as ``158_emma``, sorted.

    Raises:
        FileMissing: the folder does not exist.
        GoldError: it holds no quotations.
    """
    found = sorted((chosen_folder(directory) / "quotations" / "tsv").glob("*.ann"))
    if not found:
        raise GoldError(f"{directory} holds no LitBank.", hint="Expected quotations/tsv and coref/tsv with .ann files.")
    return tuple(path.stem.removesuffix(_ENDING) for path in found)


def load_litbank(directory: Path, name: str) -> GoldBook:
    """The quotations of one document; the book has no source file and is read from its text.

    Raises:
        FileMissing, GoldError: a file is absent or does not hold what it must.
    """
    path = directory / "quotations" / "tsv" / f"{name}{_ENDING}.ann"
    text = read_gold_text(path.with_suffix(".txt"))
    names = _names(directory / "coref" / "tsv" / f"{name}{_ENDING}.ann")
    spans, speakers = _quotations(path, _token_spans(text))
    order = sorted(spans, key=lambda label: (spans[label].start, -spans[label].end))
    tables: dict[type[Record], Sequence[Record]] = {
        Quote: [whole_speech(label, spans[label], made_by="gold") for label in order],
        Attribution: [
            Attribution(id=f"a-{label}", quote=Ref(label), speaker=_speaker(speakers.get(label)), made_by="gold")
            for label in order
        ],
        Character: [
            Character(id=label, name=next(iter(given), label), made_by="gold") for label, given in names.items()
        ],
        Alias: [
            Alias(id=f"{label}/{at}", character=Ref(label), text=words, form=MentionForm.PROP, count=1, made_by="gold")
            for label, given in names.items()
            for at, words in enumerate(given)
        ],
    }
    return GoldBook(
        name=name, story=Story(Document(text=text, name=f"{name}.txt"), Tables(tables)), group="all", names=names
    )


def _token_spans(text: str) -> list[list[Span]]:
    """Spans of tokens by sentence."""
    sentences = []
    position = 0
    for line in text.split("\n"):
        spans = []
        for token in line.split(" "):
            spans.append(Span(position, position + len(token)))
            position += len(token) + 1
        sentences.append(spans)
    return sentences


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in read_gold_text(path).split("\n") if line.strip()]


def _quotations(path: Path, tokens: Sequence[Sequence[Span]]) -> tuple[dict[str, Span], dict[str, str]]:
    """Spans and speaker labels by quotation; positions are (sentence, token), end inclusive."""
    spans: dict[str, Span] = {}
    speakers: dict[str, str] = {}
    for row in _rows(path):
        try:
            if row[0] == "QUOTE":
                first, start, last, end = map(int, row[2:6])
                spans[row[1]] = Span(tokens[first][start].start, tokens[last][end].end)
            elif row[0] == "ATTRIB":
                speakers[row[1]] = row[2]
        except (IndexError, ValueError) as error:
            raise GoldError(f"{path}: the row {' '.join(row)[:60]!r} cannot be used: {error}.") from error
    return spans, speakers


def _names(path: Path) -> Mapping[str, Sequence[str]]:
    """Names by coreference label, most frequent first: proper names, else noun phrases, else none."""
    words: dict[str, tuple[str, str]] = {}
    counts: dict[str, dict[str, Counter[str]]] = {}
    for row in _rows(path):
        if row[0] == "MENTION" and len(row) >= 9:
            words[row[1]] = (row[8], row[6])
        elif row[0] == "COREF" and len(row) >= 3 and row[1] in words:
            form, surface = words[row[1]]
            counts.setdefault(row[2], {}).setdefault(form, Counter())[surface] += 1
    return {
        label: [name for name, _ in (forms.get("PROP") or forms.get("NOM") or Counter[str]()).most_common()]
        for label, forms in counts.items()
    }


def _speaker(label: str | None) -> Ref[Character] | None:
    return Ref(label) if label else None
