"""Tiny corpora in the publishers' formats, with the publishers' traps, written into a folder."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from diegesis.document import Document
from diegesis.evaluate import GoldBook
from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.layers.speakers.records import Attribution, Basis
from diegesis.spans import Span
from diegesis.story import Story

PDNC_COLUMNS = (
    "quoteID",
    "quoteText",
    "subQuotationList",
    "quoteByteSpans",
    "speaker",
    "addressees",
    "quoteType",
    "referringExpression",
    "mentionTextsList",
    "mentionSpansList",
    "mentionEntitiesList",
)

#: Two sub-quotations around a tag; a speaker by an alias with a trailing space; a quotation without a type; a cell
#: with a bare line feed; a title in marks that is no quotation.
NOVEL = (
    "THE YARD\n\n"
    '"Come in," said Mr. Van Der Luyden.  "Do sit\ndown, and never mind the dog."\n\n'
    '"Thank you," answered Lucy.\n\n'
    '"Not at all."\n\n'
    'She had read "The Times" twice.\n\n'
    '"Is it raining?" he asked.\n'
)
NOVEL_LINES = (
    (["Come in,", "Do sit\ndown, and never mind the dog."], "Mr. Van Der Luyden", ["Miss Ames"], "Explicit"),
    (["Thank you,"], "Lucy ", ["Mr. Van Der Luyden"], "Explicit"),
    (["Not at all."], "Mr. Van Der Luyden", [], "Implicit"),
    (["Is it raining?"], "Mr. Van Der Luyden", ["_unknowable"], "nan"),
)
NOVEL_CAST = (
    ("Miss Ames", "{'Lucy', 'Miss Ames'}", "F"),
    ("Mr. Van Der Luyden", "['Mr. Van Der Luyden']", "M"),
    ("_group", "['_group']", "X"),
    ("_unknowable", "['_unknowable']", "X"),
)


def write_novel(
    folder: Path,
    name: str = "TheYard",
    *,
    text: str = NOVEL,
    lines: Sequence[tuple[Sequence[str], str, Sequence[str], str]] = NOVEL_LINES,
    cast: Sequence[tuple[str, str, str]] = NOVEL_CAST,
) -> Path:
    """Write a novel in PDNC's format and return the corpus folder."""
    home = folder / name
    home.mkdir(parents=True)
    (home / "novel_text.txt").write_bytes(text.encode())
    rows = []
    position = 0
    for number, (pieces, speaker, addressees, kind) in enumerate(lines):
        spans = []
        for piece in pieces:
            start = text.index(piece, position)
            position = start + len(piece)
            spans.append([start, position])
        cells = [
            f"Q{number}",
            "\n".join(pieces),
            list(pieces),
            spans,
            speaker,
            list(addressees),
            kind,
            "nan",
            [],
            [],
            [],
        ]
        rows.append([str(cell) for cell in cells])
    _write_csv(home / "quotation_info.csv", [PDNC_COLUMNS, *rows])
    people = [[str(number), main, aliases, gender, "minor"] for number, (main, aliases, gender) in enumerate(cast)]
    _write_csv(home / "character_info.csv", [("Character ID", "Main Name", "Aliases", "Gender", "Category"), *people])
    return folder


def _write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Rows end in CR LF, line feeds inside cells stay bare."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    path.write_bytes(buffer.getvalue().encode())


def write_booknlp(
    folder: Path,
    name: str = "TheYard",
    *,
    quotes: Sequence[tuple[str, str]],
    entities: Sequence[tuple[str, str, str]],
    packed: bool = False,
) -> Path:
    """Write BookNLP output: (tokens joined by spaces, id) per quote, (id, form, words) per mention."""
    home = folder / name
    home.mkdir(parents=True)
    header = "quote_start\tquote_end\tmention_start\tmention_end\tmention_phrase\tchar_id\tquote"
    lines = [header, *(f"0\t0\t0\t0\tx\t{who}\t{words}" for words, who in quotes)]
    (home / "other_name.quotes").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["COREF\tstart_token\tend_token\tprop\tcat\ttext"]
    lines += [f"{who}\t0\t0\t{form}\tPER\t{words}" for who, form, words in entities]
    content = ("\n".join(lines) + "\n").encode()
    if packed:
        (home / "other_name.entities.gz").write_bytes(gzip.compress(content))
    else:
        (home / "other_name.entities").write_bytes(content)
    return folder


def write_story(
    folder: Path,
    name: str,
    text: str,
    *,
    characters: Mapping[str, Sequence[str]],
    quotes: Sequence[Mapping[str, Any]] = (),
    mentions: Sequence[tuple[str, Sequence[str]]] = (),
    world: Mapping[str, Any] | None = None,
) -> Path:
    """Write a story in the format ``diegesis-gold/1``.

    Args:
        characters: names by id, the first is the main name.
        quotes: rows with ``words`` (looked up in order from the start of the row before) and any gold fields.
        mentions: surfaces in text order, with ids.
        world: further keys of the file: scenes, relationships, facts, events, findings, earned.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    people = [
        {
            "id": who,
            "name": names[0],
            "aliases": list(names[1:]),
            "gender": "U",
            "pronouns": "",
            "kind": "person",
            "narrator": False,
        }
        for who, names in characters.items()
    ]
    content = {
        "format": "diegesis-gold/1",
        "characters": people,
        "quotes": _quote_rows(text, quotes),
        "mentions": _mention_rows(text, mentions),
        **(world or {}),
    }
    (folder / f"{name}.gold.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def _quote_rows(text: str, quotes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    after = 0
    for number, quote in enumerate(quotes):
        start = text.index(quote["words"], after)
        after = start + 1
        row = {"kind": "speech", "speaker": None, "addressees": [], "basis": None, "utterance": str(number)}
        row.update({key: value for key, value in quote.items() if key != "words"})
        rows.append({"start": start, "end": start + len(quote["words"]), **row})
    return rows


def _mention_rows(text: str, mentions: Sequence[tuple[str, Sequence[str]]]) -> list[dict[str, Any]]:
    rows = []
    after = 0
    for words, people in mentions:
        start = text.index(words, after)
        after = start + 1
        rows.append({"start": start, "end": start + len(words), "characters": list(people)})
    return rows


def gold_book(lines: Sequence[tuple[str, str | None]], *, bases: Sequence[Basis] = ()) -> GoldBook:
    """A gold book of one-piece lines: the words of each line and its speaker's name, which is also the id."""
    text = "".join(f'"{words}"\n\n' for words, _ in lines)
    names = list(dict.fromkeys(speaker for _, speaker in lines if speaker is not None))
    quotes, attributions = [], []
    position = 0
    for number, (words, speaker) in enumerate(lines):
        span = Span(position, position + len(words) + 2)
        position = span.end + 2
        label = f"q{number}"
        quotes.append(
            Quote(
                id=label,
                span=span,
                kind=QuoteKind.SPEECH,
                style=QuoteStyle.DOUBLE,
                inner=Span(span.start + 1, span.end - 1),
                utterance=Ref(label),
            )
        )
        attributions.append(
            Attribution(
                id=f"a{number}",
                quote=Ref(label),
                speaker=Ref(speaker) if speaker is not None else None,
                basis=bases[number] if bases else Basis.IMPLICIT,
            )
        )
    tables: dict[type[Record], Sequence[Record]] = {
        Quote: quotes,
        Attribution: attributions,
        Character: [Character(id=name, name=name) for name in names],
    }
    return GoldBook(
        name="made", story=Story(Document(text=text), Tables(tables)), group="all", names={n: [n] for n in names}
    )


#: Tokens by sentence; a speech over two sentences, a clitic, and an entity with two others inside.
LITBANK_SENTENCES = (
    "“ Come in .",
    "Sit , do , ” said Miss Ames to the boy .",
    "“ No ! ”",
    "He left Miss Ames 's house in Dale .",
)
#: (sentence, first token, last token, words, type, form, cluster); the pronoun is in no entity of the entity layer.
LITBANK_MENTIONS = (
    (1, 6, 7, "Miss Ames", "PER", "PROP", 0),
    (1, 9, 10, "the boy", "PER", "NOM", 1),
    (3, 0, 0, "He", "PER", "PRON", 1),
    (3, 2, 5, "Miss Ames 's house", "FAC", "NOM", 2),
    (3, 2, 3, "Miss Ames", "PER", "PROP", 0),
    (3, 7, 7, "Dale", "GPE", "PROP", 3),
)
_LITBANK_QUOTATIONS = (
    "QUOTE\tQ1\t0\t0\t1\t4\t“ Come in . Sit , do , ”\nQUOTE\tQ2\t2\t0\t2\t3\t“ No ! ”\n"
    "ATTRIB\tQ1\tAmes-0\nATTRIB\tQ2\tboy-1\n"
)
_LITBANK_EVENTS = ((1, 5), (3, 1))


def write_litbank(folder: Path, name: str = "1_the_yard") -> Path:
    """Write one document in LitBank's layout, all layers, and return the corpus folder."""
    words = [sentence.split() for sentence in LITBANK_SENTENCES]
    files = {
        "entities/brat/{}.txt": "\n".join(LITBANK_SENTENCES) + "\n",
        "entities/tsv/{}.tsv": _by_token(words, _bio(words)),
        "events/tsv/{}.tsv": _by_token(words, lambda s, t: ["EVENT" if (s, t) in _LITBANK_EVENTS else "O"]),
        "coref/tsv/{}.ann": _coreference_rows(),
        "coref/conll/{}.conll": _conll(words, name),
        "quotations/tsv/{}.ann": _LITBANK_QUOTATIONS,
    }
    for path, content in files.items():
        target = folder / path.format(f"{name}_brat")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return folder


def _by_token(words: Sequence[Sequence[str]], cells: Callable[[int, int], Sequence[str]]) -> str:
    """A line a token, a blank line after each sentence."""
    rows = [
        "".join("\t".join([token, *cells(s, t)]) + "\n" for t, token in enumerate(sentence))
        for s, sentence in enumerate(words)
    ]
    return "\n".join(rows) + "\n"


def _bio(words: Sequence[Sequence[str]]) -> Callable[[int, int], Sequence[str]]:
    """Two columns and a trailing tab; the outer entity stands in the right one."""
    marks = {(s, t): ["O", "O", ""] for s, sentence in enumerate(words) for t in range(len(sentence))}
    for s, first, last, _, kind, form, _ in LITBANK_MENTIONS:
        if form != "PRON":
            for t in range(first, last + 1):
                marks[s, t][int(kind == "FAC")] = f"{'B' if t == first else 'I'}-{kind}"
    return lambda s, t: marks[s, t]


def _coreference_rows() -> str:
    """The last mention of the file is in no COREF line, as an attribute is."""
    rows = [
        f"MENTION\tT{at}\t{s}\t{first}\t{s}\t{last}\t{surface}\t{kind}\t{form}\n"
        for at, (s, first, last, surface, kind, form, _) in enumerate(LITBANK_MENTIONS)
    ]
    labels = ("Ames-0", "boy-1", "boy-1", "house-2", "Ames-0")
    return "".join(rows) + "".join(f"COREF\tT{at}\t{label}\n" for at, label in enumerate(labels)) + "COP\tT1\tT5\n"


def _conll(words: Sequence[Sequence[str]], name: str) -> str:
    lines = [f"#begin document ({name}); part 0"]
    for s, sentence in enumerate(words):
        for t, token in enumerate(sentence):
            cells = [
                f"{'(' * (t == first)}{cluster}{')' * (t == last)}"
                for at, first, last, _, _, _, cluster in LITBANK_MENTIONS
                if at == s and t in (first, last)
            ]
            lines.append("\t".join([name, "0", str(t), token, *["_"] * 8, "|".join(cells)]))
        lines.append("")
    return "\n".join([*lines, "#end document"]) + "\n"
