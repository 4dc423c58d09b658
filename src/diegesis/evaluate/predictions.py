"""Keeps what a reading says of a book as offsets and labels, so that it is scored again without a model.

The format ``diegesis-predictions/1``, one JSON file a book, is described in docs/evaluation.md. It holds what scores
look at and no words of the book: a name is the place where it stands. Rows point at each other by position.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from diegesis.document import Document
from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate.gold import read_gold_text
from diegesis.evaluate.names import normal_name
from diegesis.evaluate.speakers import PROBABILITY_DIGITS
from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.entities.records import EntityType, Mention, MentionForm
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.triggers.records import Trigger
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.story.write import reporting_failure, write_whole

FORMAT = "diegesis-predictions/1"
_MADE_BY = "saved"
_LETTERS = re.compile(r"[^\W_]+")

Place = list[int] | str  #: start and end of a name in the text, or the name itself where the text has it nowhere


class QuoteRow(NamedTuple):
    """A quote and who says it; numbers of ``characters`` and of ``quotes``."""

    start: int
    end: int
    kind: str
    utterance: int  #: the quote that begins the utterance
    parent: int | None
    speaker: int | None
    probability: float
    addressees: list[int]


class MentionRow(NamedTuple):
    """A mention and what it means; numbers of ``characters`` (empty where it means none of them) and ``entities``."""

    start: int
    end: int
    form: str
    type: str
    characters: list[int]
    entity: int | None


class TriggerRow(NamedTuple):
    """An event word."""

    start: int
    end: int
    probability: float


def save_predictions(folder: Path, name: str, story: Story, *, marks: bool) -> None:
    """Write ``folder/name.json``, whole or not at all; the folder is made where it is absent.

    Args:
        folder: where the files of a corpus are.
        name: the book's name in its corpus.
        story: what was read.
        marks: whether mentions, entities and event words are kept too.

    Raises:
        OutputError: the file could not be written.
    """
    with reporting_failure(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{name}.json", as_json(saved_values(story, marks=marks)))


def read_predictions(folder: Path, name: str, text: str) -> Story:
    """The story that ``folder/name.json`` keeps.

    Args:
        folder: where the files of a corpus are.
        name: the book's name in its corpus.
        text: the book's text.

    Raises:
        FileMissing: the book has no file.
        GoldError: the file is of another format or of another text, or does not hold what it must.
    """
    path = folder / f"{name}.json"
    if not path.is_file():
        raise FileMissing(f"There are no predictions of {name} in {folder}.", hint="Write them with --save.")
    try:
        values = json.loads(read_gold_text(path))
    except ValueError as error:
        raise GoldError(f"{path} is not JSON: {error}.", hint="Write it anew with --save.") from error
    return saved_story(values, text, name)


def saved_values(story: Story, *, marks: bool) -> dict[str, Any]:
    """What scores look at in a story, as plain values, the same for the same story. See ``save_predictions``."""
    text = story.document.text
    people = {row.id: number for number, row in enumerate(story.characters)}
    places = _Places(text)
    return {
        "format": FORMAT,
        "sha256": _digest(text),
        "characters": [_names(story, row, places) for row in story.characters],
        "quotes": _quote_rows(story, people),
        **(_mark_rows(story, people) if marks else {}),
    }


def as_json(values: Mapping[str, Any]) -> str:
    """Compact JSON with one row a line, so that two versions can be compared by eye."""
    parts = []
    for name, value in values.items():
        of_rows = isinstance(value, list) and any(isinstance(row, (list, tuple)) for row in value)
        written = "[\n" + ",\n".join(map(_compact, value)) + "\n]" if of_rows else _compact(value)
        parts.append(f"{_compact(name)}:{written}")
    return "{" + ",\n".join(parts) + "}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _names(story: Story, character: Character, places: _Places) -> list[Place]:
    """The places of the name, then of the aliases in order, each spelling once."""
    seen: dict[str, tuple[Span, ...]] = {character.name: character.evidence}
    for alias in story.aliases[character.id]:
        seen[alias.text] = (*alias.evidence, *seen.get(alias.text, ()))
    return [places.of(words, evidence) for words, evidence in seen.items()]


class _Places:
    """Finds where a text has a name."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)

    def of(self, words: str, evidence: Sequence[Span]) -> Place:
        """A place where the name is spelt so, else one that counts as the same name, else the name itself."""
        text, name = self._text, normal_name(words)
        exact = (span for span in (*evidence, *self._spelt(words)) if _folded(span.of(text)) == words)
        alike = (span for span in (*evidence, *self._named(words)) if normal_name(span.of(text)) == name)
        found = next(exact, None) or next(alike, None)
        return list(found) if found else words

    def _spelt(self, words: str) -> Iterator[Span]:
        """Where the words stand, whatever white space is between them."""
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        return (Span(*found.span()) for found in pattern.finditer(self._text) if found.group())

    def _named(self, words: str) -> Iterator[Span]:
        """Where their letters stand in any case, with any marks between them, the first word (an article?) apart."""
        parts = _LETTERS.findall(words.lower())
        for given in filter(None, (parts, parts[1:])):
            pattern = re.compile(r"[\W_]+".join(map(re.escape, given)) + r"(?!\w)")
            for found in pattern.finditer(self._lower):
                start, end = found.span()
                if not self._lower[max(0, start - 1) : start].isalnum():
                    yield Span(start, end)


def _folded(words: str) -> str:
    """Words with their white space folded, as names are."""
    return " ".join(words.split())


def _quote_rows(story: Story, people: Mapping[str, int]) -> list[QuoteRow]:
    number = {quote.id: at for at, quote in enumerate(story.quotes)}
    rows = []
    for quote in story.quotes:
        said = story.attribution_of(quote)
        speaker = said.speaker if said else None
        rows.append(
            QuoteRow(
                *quote.span,
                kind=quote.kind.value,
                utterance=number[quote.utterance],
                parent=number[quote.parent] if quote.parent is not None else None,
                speaker=people[speaker] if speaker is not None else None,
                probability=round(said.confidence, PROBABILITY_DIGITS) if said and speaker is not None else 0,
                addressees=[people[who] for who in said.addressees] if said else [],
            )
        )
    return rows


def _mark_rows(story: Story, people: Mapping[str, int]) -> dict[str, Any]:
    """Types of the entities that have mentions, in order of the first one; mentions; event words."""
    entities: dict[str, int] = {}
    types: list[str] = []
    mentions = []
    for mention in story.mentions:
        entity = story.entities_by_mention.get(mention.id)
        if entity is not None and entity.id not in entities:
            entities[entity.id] = len(types)
            types.append(entity.type.value)
        meant = story.resolutions.get(mention.id)
        mentions.append(
            MentionRow(
                *mention.span,
                form=mention.form.value,
                type=mention.type.value,
                characters=[people[who] for who in meant.characters] if meant else [],
                entity=entities[entity.id] if entity is not None else None,
            )
        )
    triggers = [TriggerRow(*row.span, round(row.confidence, PROBABILITY_DIGITS)) for row in story.rows(Trigger)]
    return {"entities": types, "mentions": mentions, "triggers": triggers}


def saved_story(values: Any, text: str, name: str) -> Story:
    """The story that plain values keep, over the text they were made of.

    Args:
        values: as ``saved_values`` made them.
        text: the book's text.
        name: the book's name, for messages.

    Raises:
        GoldError: the values are of another format or of another text, or do not hold what they must.
    """
    found = values.get("format") if isinstance(values, dict) else None
    if found != FORMAT:
        raise GoldError(f"The predictions of {name} are in the format {found!r}, not {FORMAT!r}.")
    if values.get("sha256") != _digest(text):
        raise GoldError(
            f"The predictions of {name} were made on another text.",
            hint="Use the corpus as its publishers have it, or write them anew with --save.",
        )
    try:
        tables = {**_speaking(values, text), **(_marked(values, len(text)) if "mentions" in values else {})}
    except (LookupError, TypeError, ValueError) as error:
        raise GoldError(f"The predictions of {name} do not hold {FORMAT}: {type(error).__name__} {error}.") from error
    return Story(Document(text=text, name=name), Tables(tables))


def _speaking(values: Mapping[str, Any], text: str) -> dict[type[Record], Sequence[Record]]:
    """The cast with its names, the quotes, and who says them."""
    cast = [[_spelt(place, text) for place in places] for places in values["characters"]]
    rows = [QuoteRow(*row) for row in values["quotes"]]
    return {
        Character: [Character(id=f"{at}", name=names[0], made_by=_MADE_BY) for at, names in enumerate(cast)],
        Alias: [
            Alias(id=f"{at}/{n}", character=Ref(f"{at}"), text=words, form=MentionForm.PROP, count=1, made_by=_MADE_BY)
            for at, names in enumerate(cast)
            for n, words in zip(count(1), names[1:], strict=False)
        ],
        Quote: [_quote(at, row, len(rows), len(text)) for at, row in enumerate(rows)],
        Attribution: [
            Attribution(
                id=f"{at}",
                quote=Ref(f"{at}"),
                speaker=_optional(row.speaker, len(cast)),
                addressees=tuple(_ref(who, len(cast)) for who in row.addressees),
                confidence=float(row.probability),
                made_by=_MADE_BY,
            )
            for at, row in enumerate(rows)
            if row.kind != QuoteKind.EMPHASIS
        ],
    }


def _spelt(place: Any, text: str) -> str:
    if isinstance(place, str):
        return place
    start, end = place
    return _folded(_span(start, end, len(text)).of(text))


def _quote(at: int, row: QuoteRow, rows: int, length: int) -> Quote:
    span = _span(row.start, row.end, length)
    return Quote(
        id=f"{at}",
        span=span,
        kind=QuoteKind(row.kind),
        style=QuoteStyle.DOUBLE,
        inner=span,
        parent=_optional(row.parent, rows),
        utterance=_ref(row.utterance, rows),
        made_by=_MADE_BY,
    )


def _marked(values: Mapping[str, Any], length: int) -> dict[type[Record], Sequence[Record]]:
    """Mentions, whom they mean, the entities they make, and event words."""
    types = [EntityType(kind) for kind in values["entities"]]
    members: list[list[Ref[Mention]]] = [[] for _ in types]
    mentions: list[Mention] = []
    resolutions: list[Resolution] = []
    for at, row in enumerate(MentionRow(*given) for given in values["mentions"]):
        span = _span(row.start, row.end, length)
        form, kind = MentionForm(row.form), EntityType(row.type)
        mentions.append(Mention(id=f"{at}", span=span, head=span, form=form, type=kind, made_by=_MADE_BY))
        if row.characters:
            who = tuple(_ref(number, len(values["characters"])) for number in row.characters)
            resolutions.append(Resolution(id=f"{at}", mention=Ref(f"{at}"), characters=who, made_by=_MADE_BY))
        if row.entity is not None:
            members[int(_ref(row.entity, len(types)))].append(Ref(f"{at}"))
    return {
        Mention: mentions,
        Resolution: resolutions,
        Entity: [
            Entity(id=f"{at}", name="", type=kind, character=None, mentions=tuple(own), made_by=_MADE_BY)
            for at, (kind, own) in enumerate(zip(types, members, strict=True))
        ],
        Trigger: [_trigger(at, TriggerRow(*row), length) for at, row in enumerate(values["triggers"])],
    }


def _trigger(at: int, row: TriggerRow, length: int) -> Trigger:
    span = _span(row.start, row.end, length)
    return Trigger(id=f"{at}", span=span, confidence=float(row.probability), made_by=_MADE_BY)


def _span(start: int, end: int, length: int) -> Span:
    if not 0 <= start < end <= length:
        raise ValueError(f"span {start}-{end} does not lie in the text of {length} characters")
    return Span(start, end)


def _ref(number: int, total: int) -> Ref[Any]:
    if number not in range(total):
        raise ValueError(f"there is no row {number} among {total}")
    return Ref(f"{number}")


def _optional(number: int | None, total: int) -> Ref[Any] | None:
    return None if number is None else _ref(number, total)
