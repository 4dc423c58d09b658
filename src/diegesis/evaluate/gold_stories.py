"""Loads gold in Diegesis's own format, ``diegesis-gold/1``: ``NAME.txt`` beside ``NAME.gold.json``.

A ``SPLIT.tsv`` (story, part, fold) says which stories are for development; the rest are read only on demand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from diegesis.document import Document
from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate.gold import GoldBook, chosen_folder, read_gold_text
from diegesis.evaluate.gold_world import earned_changes, world_tables
from diegesis.evaluate.mentions import PRONOUNS, last_word
from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Alias, Character, CharacterKind
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.layers.speakers.records import Attribution, Basis
from diegesis.spans import Span
from diegesis.story import Story

FORMAT = "diegesis-gold/1"
_Row = Mapping[str, Any]


def story_parts(directory: Path) -> dict[str, str]:
    """Part (``dev``, ``report``) by story; every story is ``dev`` where there is no ``SPLIT.tsv``.

    Raises:
        FileMissing: the folder does not exist.
        GoldError: it holds no gold, or ``SPLIT.tsv`` has a row without a part.
    """
    present = sorted(path.name.removesuffix(".gold.json") for path in chosen_folder(directory).glob("*.gold.json"))
    if not present:
        raise GoldError(f"{directory} holds no .gold.json file.", hint="Expected NAME.txt beside NAME.gold.json.")
    split = directory / "SPLIT.tsv"
    if not split.exists():
        return dict.fromkeys(present, "dev")
    rows = [line.split("\t") for line in read_gold_text(split).splitlines()[1:] if line.strip()]
    if any(len(row) < 2 for row in rows):
        raise GoldError(f"{split} has a row without a part.", hint="Expected the columns story, part and fold.")
    parts = {row[0]: row[1] for row in rows}
    return {name: parts[name] for name in present if name in parts}


def load_story(directory: Path, name: str) -> GoldBook:
    """One story.

    Raises:
        FileMissing, GoldError: a file is absent or does not hold what it must.
    """
    path = directory / f"{name}.gold.json"
    gold = _content(path)
    text = read_gold_text(directory / f"{name}.txt")
    try:
        tables = {**_tables(gold, text), **world_tables(gold, len(text))}
        earned = earned_changes(gold, len(text))
        names = {row["id"]: [row["name"], *row["aliases"]] for row in gold["characters"]}
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{path} does not hold {FORMAT}: {type(error).__name__} {error}.") from error
    return GoldBook(
        name=name,
        story=Story(Document(text=text, name=f"{name}.txt"), Tables(tables)),
        group=name.rstrip("0123456789") or name,
        names=names,
        source=directory / f"{name}.txt",
        earned=earned,
    )


def _content(path: Path) -> _Row:
    if not path.exists():
        raise FileMissing(f"There is no file {path}.", hint="Check the name after --books.")
    try:
        content = json.loads(read_gold_text(path))
    except ValueError as error:
        raise GoldError(f"{path} is not JSON: {error}.") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise GoldError(f"{path} is not in the format {FORMAT}.")
    return content


def _tables(gold: _Row, text: str) -> dict[type[Record], Sequence[Record]]:
    quotes = sorted(gold["quotes"], key=lambda row: (row["start"], -row["end"]))
    pieces = _quotes(quotes, len(text))
    mentions = sorted(gold["mentions"], key=lambda row: (row["start"], -row["end"]))
    return {
        Quote: pieces,
        Attribution: [_attribution(row, piece) for row, piece in zip(quotes, pieces, strict=True)],
        Character: [_character(row) for row in gold["characters"]],
        Alias: [
            Alias(id=f"{row['id']}/{at}", character=Ref(row["id"]), text=words, form=_form(words), count=1)
            for row in gold["characters"]
            for at, words in enumerate(row["aliases"])
        ],
        Mention: [_mention(row, number, text) for number, row in enumerate(mentions)],
        Resolution: [
            Resolution(
                id=f"r{number}",
                mention=Ref(f"m{number}"),
                characters=tuple(Ref(who) for who in row["characters"]),
                made_by="gold",
            )
            for number, row in enumerate(mentions)
            if row["characters"]
        ],
    }


def _span(row: _Row, length: int) -> Span:
    span = Span(int(row["start"]), int(row["end"]))
    if not 0 <= span.start < span.end <= length:
        raise ValueError(f"span {span.start}-{span.end} does not lie in the text of {length} characters")
    return span


def _quotes(rows: Sequence[_Row], length: int) -> list[Quote]:
    """Pieces in text order; the first piece of each utterance gives it its id, an enclosing piece is the parent."""
    quotes: list[Quote] = []
    first: dict[str, str] = {}
    open_quotes: list[Quote] = []
    for number, row in enumerate(rows):
        span = _span(row, length)
        while open_quotes and not open_quotes[-1].span.holds(span):
            open_quotes.pop()
        quote = Quote(
            id=f"g{number}",
            span=span,
            kind=QuoteKind(row["kind"]),
            style=QuoteStyle.DOUBLE,
            inner=span,
            parent=Ref(open_quotes[-1].id) if open_quotes else None,
            utterance=Ref(first.setdefault(str(row["utterance"]), f"g{number}")),
            made_by="gold",
        )
        open_quotes.append(quote)
        quotes.append(quote)
    return quotes


def _attribution(row: _Row, quote: Quote) -> Attribution:
    return Attribution(
        id=f"a-{quote.id}",
        quote=Ref(quote.id),
        speaker=Ref(row["speaker"]) if row["speaker"] else None,
        addressees=tuple(Ref(who) for who in row["addressees"] or ()),
        basis=Basis(row["basis"]) if row["basis"] else None,
        made_by="gold",
    )


def _character(row: _Row) -> Character:
    return Character(
        id=row["id"],
        name=row["name"],
        gender=Gender(row["gender"]),
        pronouns=row["pronouns"] or "",
        kind=CharacterKind(row["kind"]),
        narrator=row["narrator"],
        made_by="gold",
    )


def _form(words: str) -> MentionForm:
    """A guess at the form, which gold does not state: a pronoun by list, a name by a capital on its last word."""
    if words.casefold().replace("’", "'") in PRONOUNS:
        return MentionForm.PRON
    last = words.split()[-1] if words.split() else words
    return MentionForm.PROP if last[:1].isupper() else MentionForm.NOM


def _mention(row: _Row, number: int, text: str) -> Mention:
    span = _span(row, len(text))
    return Mention(
        id=f"m{number}",
        span=span,
        head=last_word(text, span),
        form=_form(span.of(text)),
        plural=len(row["characters"]) > 1,
        made_by="gold",
    )
