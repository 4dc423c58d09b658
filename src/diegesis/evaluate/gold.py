"""What every gold loader returns: a story made by hand, and what a story cannot carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate.names import NameTable
from diegesis.layer import Ref
from diegesis.layers.entities.records import EntityType
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.layers.speakers.records import Basis
from diegesis.spans import Span
from diegesis.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is scored as one unit: a quotation with its pieces, or a piece by itself.

    Attributes:
        pieces: the gold pieces, in text order; at least one.
        speaker: gold character id, or ``None`` where gold names no single one.
        addressees: gold character ids.
        basis: what stands beside the line, where gold says so.
        kind: the kind of the first piece.
    """

    pieces: tuple[Quote, ...]
    speaker: str | None
    addressees: tuple[str, ...]
    basis: Basis | None
    kind: QuoteKind


@dataclass(frozen=True, kw_only=True)
class GoldBook:
    """One book with its gold.

    Attributes:
        name: the book's name in its corpus.
        story: the gold rows over the exact text.
        group: what the book is pooled with, such as a manner of writing or a part of the corpus.
        names: all gold names by character id, the main name first (repairs made).
        source: the file to read, or ``None`` where the text was built from the gold (read the text then).
        by_utterance: whether the pieces of one utterance are one line (PDNC), or each piece is (own gold).
        nested: names and noun phrases with their types, of people, places and the rest; ``None`` where gold marks
            no such thing. Where it does, the story also has gold mentions, entities and event words.
        earned: passages of each change that the text explains, which is no slip (own gold).
    """

    name: str
    story: Story
    group: str
    names: Mapping[str, Sequence[str]]
    source: Path | None = None
    by_utterance: bool = False
    nested: frozenset[tuple[Span, EntityType]] | None = None
    earned: tuple[tuple[Span, ...], ...] = ()

    @cached_property
    def name_table(self) -> NameTable:
        """Gold people by their unshared names."""
        return NameTable.of(self.names)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in text order of its first piece."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        groups: dict[str, list[Quote]] = {}
        for quote in self.story.quotes:
            groups.setdefault(quote.utterance if self.by_utterance else quote.id, []).append(quote)
        for pieces in groups.values():
            row = self.story.attribution_of(pieces[0])
            yield Line(
                pieces=tuple(pieces),
                speaker=row.speaker if row else None,
                addressees=tuple(row.addressees) if row else (),
                basis=row.basis if row else None,
                kind=pieces[0].kind,
            )


def read_gold_text(path: Path) -> str:
    """The text of a gold file, line endings kept.

    Raises:
        FileMissing: there is no such file.
        GoldError: it is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise FileMissing(f"There is no file {path}.", hint="Check the corpus folder.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} cannot be read as UTF-8 text: {error}.") from error


def chosen_folder(directory: Path) -> Path:
    """The directory itself, once it is known to be one.

    Raises:
        FileMissing: it is not a directory.
    """
    if not directory.is_dir():
        raise FileMissing(
            f"There is no folder {directory}.", hint="Give the corpus folder, or set DIEGESIS_DATA to its parent."
        )
    return directory


def whole_speech(label: str, span: Span, *, made_by: str) -> Quote:
    """A piece of speech of which a file gives the extent alone: an utterance by itself, its marks not told apart."""
    return Quote(
        id=label,
        span=span,
        kind=QuoteKind.SPEECH,
        style=QuoteStyle.DOUBLE,
        inner=span,
        utterance=Ref(label),
        made_by=made_by,
    )
