"""Reads the output of BookNLP (``.quotes`` and ``.entities``, plain or gzipped) into a story over the book's text.

The files count tokens of their own and do not hold the text. The words of a quotation are its tokens joined by
spaces; without white space they stand in the text in the same order, and that is how they are placed.
"""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from diegesis.document import Document
from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate.gold import whole_speech
from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.spans import Span
from diegesis.story import Story

_FORMS = (MentionForm.PROP, MentionForm.NOM, MentionForm.PRON)


def read_booknlp(predictions: Path, name: str, text: str) -> Story:
    """BookNLP's quotations, speakers and cast of one book.

    Args:
        predictions: folder with ``<name>/*.quotes`` and ``*.entities``, or with ``<name>.quotes`` and so on.
        name: the book's name in its corpus.
        text: the book's text.

    Raises:
        FileMissing: a file is absent.
        GoldError: a file does not hold what it must, or belongs to another text.
    """
    quotes = _rows(_file(predictions, name, "quotes"), ("char_id", "quote"))
    entities = _rows(_file(predictions, name, "entities"), ("COREF", "prop", "text"))
    spans = _placed([row["quote"] for row in quotes], text, name)
    rows = [whole_speech(f"b{number}", span, made_by="booknlp") for number, span in enumerate(spans)]
    speakers = [row["char_id"] for row in quotes]
    names = _names(entities, dict.fromkeys(speakers))
    tables: dict[type[Record], Sequence[Record]] = {
        Quote: rows,
        Attribution: [
            Attribution(
                id=f"a-{quote.id}",
                quote=Ref(quote.id),
                speaker=Ref(speaker) if speaker in names else None,
                made_by="booknlp",
            )
            for quote, speaker in zip(rows, speakers, strict=True)
        ],
        Character: [
            Character(id=character, name=next(iter(given), f"person {character}"), made_by="booknlp")
            for character, given in names.items()
        ],
        Alias: [
            Alias(
                id=f"{character}/{number}",
                character=Ref(character),
                text=words,
                form=MentionForm.PROP,
                count=count,
                made_by="booknlp",
            )
            for character, given in names.items()
            for number, (words, count) in enumerate(given.items())
        ],
    }
    return Story(Document(text=text, name=name), Tables(tables))


def _file(predictions: Path, name: str, ending: str) -> Path:
    patterns = [f"{name}/*.{ending}", f"{name}/*.{ending}.gz", f"{name}.{ending}", f"{name}.{ending}.gz"]
    found = [path for pattern in patterns for path in sorted(predictions.glob(pattern))]
    if not found:
        raise FileMissing(
            f"There is no .{ending} file of {name} under {predictions}.",
            hint=f"Expected {predictions / name}/*.{ending} (or .{ending}.gz).",
        )
    return found[0]


def _rows(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """Rows of a tab-separated file without any quoting: cells contain bare quotation marks."""
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines = content.decode("utf-8").split("\n")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} cannot be read: {error}.") from error
    header = lines[0].rstrip("\r").split("\t")
    missing = [column for column in needed if column not in header]
    if missing:
        raise GoldError(f"{path} lacks the columns {', '.join(missing)}.", hint="Expected a BookNLP output file.")
    cells = [line.rstrip("\r").split("\t") for line in lines[1:] if line.strip()]
    return [dict(zip(header, row, strict=False)) for row in cells if len(row) >= len(header)]


def _placed(quotations: Sequence[str], text: str, name: str) -> list[Span]:
    """Find each quotation in the text, in order, white space apart."""
    places = [at for at, character in enumerate(text) if not character.isspace()]
    solid = "".join(text.split())
    spans = []
    position = 0
    for words in quotations:
        wanted = "".join(words.split())
        found = solid.find(wanted, position)
        if found < 0 or not wanted:
            raise GoldError(
                f"The quotation {words[:60]!r} does not stand in the text of {name} after character "
                f"{places[min(position, len(places) - 1)] if places else 0}.",
                hint="The predictions must be of the same text.",
            )
        spans.append(Span(places[found], places[found + len(wanted) - 1] + 1))
        position = found + len(wanted)
    return spans


def _names(entities: Sequence[dict[str, str]], speakers: dict[str, None]) -> dict[str, dict[str, int]]:
    """Words and counts by character, most frequent first: its proper names, else noun phrases, else pronouns.

    Characters are all that speak, and all persons with a proper name.
    """
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    people = dict(speakers)
    for row in entities:
        counts[row["COREF"]][row["prop"]][row["text"]] += 1
        if row.get("cat") == "PER" and row["prop"] == MentionForm.PROP:
            people.setdefault(row["COREF"])
    names = {}
    for character in people:
        form = next((form for form in _FORMS if counts[character][form]), MentionForm.PRON)
        names[character] = dict(counts[character][form].most_common())
    return names
