"""Who tells the story in the first person, once a person's word is heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import CastMember, Clamp, NarratedBy
from diegesis.layers.characters.clamps import NOBODY, now_at
from diegesis.layers.characters.entries import Entry
from diegesis.layers.characters.narrator import Stretch
from diegesis.spans import Span

#: What the narrator is called where nobody says a name.
NAMELESS = "Narrator"


@dataclass(frozen=True, slots=True)
class Telling:
    """Stretches told in the first person, in text order, each with who tells it (a position in the entries)."""

    stretches: Sequence[Stretch]
    tellers: Sequence[int]


def said_teller(clamps: Sequence[Clamp]) -> str | None:
    """The narrator of the whole book that a person named, the last of several; ``None`` where they named none."""
    members = [clamp.name for clamp in clamps if isinstance(clamp, CastMember) and clamp.narrator]
    said = [clamp.name for clamp in clamps if isinstance(clamp, NarratedBy) and clamp.chapter is None]
    return next(iter((*reversed(said), *members)), None)


def _by_chapter(clamps: Sequence[Clamp]) -> dict[int, str]:
    """Narrators of chapters that a person named, unless they named one of the whole book later."""
    found: dict[int, str] = {}
    for clamp in clamps:
        if isinstance(clamp, NarratedBy) and clamp.chapter is None:
            found.clear()
        elif isinstance(clamp, NarratedBy) and clamp.chapter is not None:
            found[clamp.chapter] = clamp.name
    return found


def with_said_chapters(document: Document, stretches: Sequence[Stretch], clamps: Sequence[Clamp]) -> list[Stretch]:
    """The stretches, and the chapters that nobody was found to tell and a person named the narrator of."""
    said = _by_chapter(clamps)
    told = {document.chapter_at(stretch.span.start) for stretch in stretches}
    more = [
        Stretch(chapter.span, None, "a person said so", ())
        for at, chapter in enumerate(document.chapters)
        if chapter.number in said and at not in told
    ]
    return sorted((*stretches, *more), key=lambda stretch: stretch.span)


def tellers_said(
    document: Document, entries: list[Entry], telling: Telling, gone: dict[int, int], clamps: Sequence[Clamp]
) -> list[int]:
    """Who tells each stretch once merges are followed and the narrators that a person named are put in.

    A narrator who tells nothing any more is none; one without a name who was found in their stead is nobody.
    """
    found = [now_at(gone, teller) for teller in telling.tellers]
    told = list(_tellers(document, entries, Telling(telling.stretches, found), gone, clamps))
    for person in set(found) - set(told) - {NOBODY}:
        entries[person].narrator = False
        if entries[person].name == NAMELESS and not entries[person].aliases and told:
            gone[person] = told[0]
    for person in told:
        entries[person].narrator = True
    whole = _bearer(entries, gone, said_teller(clamps))
    if whole is not None:
        entries[whole].narrator = True
    return told


def _tellers(
    document: Document, entries: list[Entry], telling: Telling, gone: dict[int, int], clamps: Sequence[Clamp]
) -> Iterator[int]:
    """Per stretch: the narrator named for its chapter, for the book, the one found, or one without a name."""
    whole = _bearer(entries, gone, said_teller(clamps))
    said = {number: _bearer(entries, gone, name) for number, name in _by_chapter(clamps).items()}
    for stretch, found in zip(telling.stretches, telling.tellers, strict=True):
        chapter = document.chapter_at(stretch.span.start)
        number = None if chapter is None else document.chapters[chapter].number
        own = said.get(number) if number is not None else None
        teller = own if own is not None else whole if whole is not None else found
        yield _nameless(document, entries, stretch) if teller == NOBODY else teller


def _bearer(entries: Sequence[Entry], gone: dict[int, int], name: str | None) -> int | None:
    """The entry with a name: one that is shown by it before one that has it as an alias."""
    if name is None:
        return None
    wanted = frozenset((" ".join(name.lower().split()),))
    kept = [at for at in range(len(entries)) if at not in gone and entries[at].bears(wanted)]
    return min(kept, key=lambda at: (entries[at].name.lower() not in wanted, at), default=None)


def _nameless(document: Document, entries: list[Entry], stretch: Stretch) -> int:
    entries.append(Entry(name=NAMELESS, first=first_i(document, stretch.span), narrator=True))
    return len(entries) - 1


def first_i(document: Document, span: Span) -> Span:
    """Where the narration first says *I*."""
    for position in document.tokens.within(span):
        if document.words[position] in ("i", "my", "me", "mine", "i'm", "i'd", "i've", "i'll"):
            return document.tokens[position]
    return document.tokens[document.tokens.within(span).start]
