"""Loads the Project Dialogism Novel Corpus (Vishnubhotla, Hammond and Hirst, LREC 2022) in its published format.

``<Novel>/novel_text.txt``, ``quotation_info.csv`` and ``character_info.csv``. Each sub-quotation becomes a
``Quote`` of kind speech, the sub-quotations of a quotation one utterance. Spans leave the marks out.
"""

from __future__ import annotations

import csv
import io
from ast import literal_eval
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from diegesis.document import Document
from diegesis.errors import GoldError
from diegesis.evaluate.gold import GoldBook, chosen_folder, read_gold_text
from diegesis.evaluate.repairs import PDNC_REPAIRS, Repair, repaired
from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Alias, Character, CharacterKind
from diegesis.layers.entities.records import Gender, MentionForm
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.layers.speakers.records import Attribution, Basis
from diegesis.spans import Span
from diegesis.story import Story

#: Novels that are only for reports; rules are developed on the others.
REPORT_NOVELS = frozenset(
    {
        "HowardsEnd",
        "Persuasion",
        "TheAgeOfInnocence",
        "TheAwakening",
        "TheGambler",
        "TheManWhoWasThursday",
    }
)

_BASES = {"Explicit": Basis.EXPLICIT, "Anaphoric": Basis.ANAPHORIC, "Implicit": Basis.IMPLICIT}
#: Special entries of the lists: never names, never speakers.
_NOBODY = frozenset({"_group", "_unknowable"})


def pdnc_books(directory: Path) -> tuple[str, ...]:
    """Names of the novels in a corpus folder, sorted.

    Raises:
        FileMissing: the folder does not exist.
        GoldError: it holds no novel.
    """
    found = sorted(path.parent.name for path in chosen_folder(directory).glob("*/quotation_info.csv"))
    if not found:
        raise GoldError(
            f"{directory} holds no PDNC novel.", hint="Expected folders with novel_text.txt and quotation_info.csv."
        )
    return tuple(found)


def load_pdnc(directory: Path, name: str, *, repairs: Sequence[Repair] = PDNC_REPAIRS) -> GoldBook:
    """One novel.

    Args:
        directory: the corpus folder.
        name: the novel's folder.
        repairs: changes of the published character lists.

    Raises:
        FileMissing, GoldError: a file is absent or does not hold what it must; the message names the row.
    """
    folder = directory / name
    text = read_gold_text(folder / "novel_text.txt")
    cast = _Cast(list(_rows(folder / "character_info.csv", ("Main Name", "Aliases"))), folder, repairs)
    quotes: list[Quote] = []
    attributions: list[Attribution] = []
    for row in _rows(folder / "quotation_info.csv", ("quoteByteSpans", "speaker", "addressees", "quoteType")):
        pieces = _pieces(row, len(text), folder)
        quotes.extend(pieces)
        attributions.extend(_attributions(row, pieces, cast, folder))
    quotes.sort(key=lambda quote: quote.span)
    tables: dict[type[Record], Sequence[Record]] = {
        Quote: quotes,
        Attribution: attributions,
        Character: cast.characters(),
        Alias: _aliases(cast.names),
    }
    return GoldBook(
        name=name,
        story=Story(Document(text=text, name=f"{name}.txt"), Tables(tables)),
        group="report" if name in REPORT_NOVELS else "development",
        names=cast.names,
        source=folder / "novel_text.txt",
        by_utterance=True,
    )


class _Cast:
    """The character list of a novel, repaired: main names are the ids."""

    def __init__(self, rows: Sequence[Mapping[str, str]], folder: Path, repairs: Sequence[Repair]) -> None:
        self._genders = {row["Main Name"].strip(): row.get("Gender", "") for row in rows}
        self.names = repaired(folder.name, {name: _names(row, folder) for name, row in _by_name(rows)}, repairs)
        self._owners: dict[str, str] = {}
        for main, names in self.names.items():
            for name in names:
                self._owners.setdefault(name, main)
        self._owners.update({main: main for main in self.names})

    def who(self, name: str) -> str | None:
        """The main name behind any name; ``None`` for a group, nobody known, or a name that is not in the list."""
        found = self._owners.get(name.strip())
        return None if found in _NOBODY else found

    def characters(self) -> list[Character]:
        return [
            Character(
                id=main,
                name=main,
                gender=Gender(self._genders[main]) if self._genders.get(main) in {"F", "M"} else Gender.U,
                kind=CharacterKind.GROUP if main in _NOBODY else CharacterKind.PERSON,
                narrator=any(name.strip("_").casefold() == "narr" for name in names),
                made_by="gold",
            )
            for main, names in self.names.items()
        ]


def _by_name(rows: Sequence[Mapping[str, str]]) -> list[tuple[str, Mapping[str, str]]]:
    return [(row["Main Name"].strip(), row) for row in rows]


def _names(row: Mapping[str, str], folder: Path) -> list[str]:
    """Main name first, then the aliases sorted (a set has no order); the special names are no names."""
    main = row["Main Name"].strip()
    aliases = sorted({str(alias).strip() for alias in _literal(row["Aliases"], "Aliases", folder)} - {main})
    return [name for name in (main, *aliases) if name not in _NOBODY]


def _aliases(names: Mapping[str, Sequence[str]]) -> list[Alias]:
    return [
        Alias(id=f"{main}/{name}", character=Ref(main), text=name, form=MentionForm.PROP, count=1, made_by="gold")
        for main, given in names.items()
        for name in given[1:]
    ]


def _rows(path: Path, needed: Sequence[str]) -> Iterator[dict[str, str]]:
    """Rows of a CSV file; the text goes to the parser with its line ends, since cells hold bare line feeds."""
    reader = csv.DictReader(io.StringIO(read_gold_text(path).removeprefix("\ufeff"), newline=""))
    missing = [column for column in needed if column not in (reader.fieldnames or ())]
    if missing:
        raise GoldError(f"{path} lacks the columns {', '.join(missing)}.", hint="Use the publisher's files unchanged.")
    yield from reader


def _literal(cell: str, column: str, folder: Path) -> Any:
    """A cell that holds a Python literal; an absent value is an empty list."""
    if cell.strip() in {"", "nan"}:
        return []
    try:
        return literal_eval(cell)
    except (ValueError, SyntaxError) as error:
        raise GoldError(f"{folder}: a cell of the column {column} is no Python literal: {cell[:60]!r}.") from error


def _pieces(row: Mapping[str, str], length: int, folder: Path) -> list[Quote]:
    label = row.get("quoteID") or row["quoteByteSpans"]
    spans = [Span(int(start), int(end)) for start, end in _literal(row["quoteByteSpans"], "quoteByteSpans", folder)]
    if not spans or any(not 0 <= span.start < span.end <= length for span in spans):
        raise GoldError(f"{folder}: the spans of quotation {label} do not lie in novel_text.txt.")
    first: Ref[Quote] = Ref(f"{label}-1")
    return [
        Quote(
            id=f"{label}-{number}",
            span=span,
            kind=QuoteKind.SPEECH,
            style=QuoteStyle.DOUBLE,
            inner=span,
            utterance=first,
            made_by="gold",
        )
        for number, span in enumerate(spans, start=1)
    ]


def _attributions(row: Mapping[str, str], pieces: Sequence[Quote], cast: _Cast, folder: Path) -> list[Attribution]:
    speaker = cast.who(row["speaker"])
    named = [cast.who(str(name)) for name in _literal(row["addressees"], "addressees", folder)]
    addressees = tuple(Ref[Character](name) for name in named if name is not None)
    return [
        Attribution(
            id=f"a-{piece.id}",
            quote=Ref(piece.id),
            speaker=Ref(speaker) if speaker is not None else None,
            addressees=addressees,
            basis=_BASES.get(row["quoteType"]),
            made_by="gold",
        )
        for piece in pieces
    ]
