"""The cast: names gathered into people, unnamed speakers, the narrator, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Ref, Tables, stable_ids
from diegesis.layers.characters.clamps import HEEDED, apply_clamps
from diegesis.layers.characters.entries import Entry, Named, named_entry, unnamed_entry
from diegesis.layers.characters.epithets import Epithet, find_epithets
from diegesis.layers.characters.forms import Form, FormUse, canonical_title, collect, parse
from diegesis.layers.characters.narrator import NarratorFinder, Stretch, links_to_i
from diegesis.layers.characters.people import Gatherer, Person
from diegesis.layers.characters.records import Alias, Character, Narration, Refusal
from diegesis.layers.characters.teller import NAMELESS, Telling, first_i, said_teller, tellers_said, with_said_chapters
from diegesis.layers.characters.unnamed import find_unnamed
from diegesis.layers.entities.records import EntityType, Gender, Mention, MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.lexicons.people import titles
from diegesis.spans import Span

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading

_PRONOUNS = {"F": "she/her", "M": "he/him"}


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: Reading | None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> list[Record]:
    """Make the cast, in order of first mention, with its aliases, narrations and refusals."""
    tags = tables.rows(Tag)
    everything = [row for row in tables.rows(Mention) if not row.title]
    mentions = [row for row in everything if row.personal]
    people = _people(document, everything, encoded)
    owners = {m.id: i for i, person in enumerate(people) for use, _ in person.uses for m in use.mentions}
    entries = [named_entry(person) for person in people]
    known = said_teller(clamps) is not None
    links = links_to_i(everything, encoded) if encoded is not None else None
    finder = NarratorFinder(document, owners, mentions, tables.rows(Quote), tags, links)
    stretches = finder.stretches(known=known)
    strangers = [row for row in everything if row.form is MentionForm.PROP and row.id not in owners]
    called = finder.called_only(strangers, [stretch.span for stretch in stretches if stretch.person is None])
    epithets = find_epithets(document, mentions, owners, [entry.gender for entry in entries])
    entries += _unnamed(document, mentions, tags, entries, epithets)
    stretches = with_said_chapters(document, stretches, clamps)
    told = _tellers(document, entries, stretches, called)
    gone = apply_clamps(document, entries, clamps)
    told = tellers_said(document, entries, Telling(stretches, told), gone, clamps)
    order = sorted(set(range(len(entries))) - set(gone), key=lambda i: (entries[i].first, entries[i].name))
    ids = stable_ids("c", document, [entries[i].first for i in order])
    refs = {i: Ref[Character](name) for i, name in zip(order, ids, strict=True)}
    rows: list[Record] = [_character(refs[i], entries[i]) for i in order]
    rows += _aliases(document, [(refs[i], entries[i]) for i in order])
    rows += _narrations(document, stretches, [refs[i] for i in told])
    rows += _refusals(document, mentions, tags, owners)
    return rows


def _people(document: Document, mentions: Sequence[Mention], encoded: Reading | None) -> list[Person]:
    uses = collect(document, mentions, encoded)
    _veto_authors(document, uses)
    return Gatherer().gather(uses.values())


def _unnamed(
    document: Document,
    mentions: Sequence[Mention],
    tags: Sequence[Tag],
    named: Sequence[Entry],
    epithets: Mapping[str, Epithet],
) -> list[Entry]:
    """Entries of unnamed speakers; *the captain* is the only captain of the book where there is just one.

    A phrase that the book ties to a name becomes an alias of its bearer.
    """
    for key, epithet in epithets.items():
        reason = "the words beside the name"
        first, count = epithet.mentions[0].span, len(epithet.mentions)
        named[epithet.person].aliases.append(Named(f"the {key}", MentionForm.NOM, count, first, reason))
    ranked: dict[str, list[Entry]] = {}
    for entry in named:
        for title in sorted({title for alias in entry.aliases for title in parse(alias.text).titles}):
            ranked.setdefault(title, []).append(entry)
    found = []
    for item in find_unnamed(document, mentions, tags):
        if item.key in epithets:
            continue
        bearers = ranked.get(canonical_title(item.key), [])
        made = unnamed_entry(document, item)
        if len(bearers) == 1 and item.key in titles():
            bearers[0].aliases += [replace(alias, reason="the only one with the title") for alias in made.aliases]
        else:
            found.append(made)
    return found


def _veto_authors(document: Document, uses: dict[Form, FormUse]) -> None:
    """The byline never joins the cast: drop a form that is an author's full name and hardly used."""
    authors = {" ".join(author.lower().split()) for author in document.authors}
    for form in [form for form, use in uses.items() if " ".join(form.parts) in authors and use.count < 3]:
        del uses[form]


def _tellers(
    document: Document, entries: list[Entry], stretches: Sequence[Stretch], called: Sequence[Mention]
) -> list[int]:
    """Who tells each stretch (a position); a narrator who is nobody yet becomes an entry of their own.

    ``called``: mentions of the narrator by a name that is nobody else's.
    """
    told: list[int] = []
    anonymous: int | None = None
    for stretch in stretches:
        person = stretch.person
        if person is None:
            if anonymous is None:
                anonymous = len(entries)
                entries.append(_nameless(document, stretch.span, called))
            person = anonymous
        entries[person].narrator = True
        entries[person].evidence.extend(stretch.evidence)
        told.append(person)
    return told


def _nameless(document: Document, span: Span, called: Sequence[Mention]) -> Entry:
    """A narrator whom no name of the cast fits: named as others call them, where they do."""
    entry = Entry(name=NAMELESS, first=first_i(document, span))
    if called:
        entry.name = called[0].span.of(document.text)
        reason = "others call the narrator by this name"
        entry.aliases.append(Named(entry.name, MentionForm.PROP, len(called), called[0].span, reason))
        entry.evidence.append(called[0].span)
    return entry


def _character(ref: Ref[Character], entry: Entry) -> Character:
    return Character(
        id=ref,
        made_by=entry.made_by,
        name=entry.name,
        gender=Gender(entry.gender),
        pronouns=entry.pronouns or _PRONOUNS.get(entry.gender, ""),
        kind=entry.kind,
        narrator=entry.narrator,
        evidence=tuple(dict.fromkeys([entry.first, *entry.evidence])),
    )


def _aliases(document: Document, cast: Sequence[tuple[Ref[Character], Entry]]) -> list[Alias]:
    rows = sorted(
        ((ref, alias) for ref, entry in cast for alias in entry.aliases), key=lambda row: (row[1].first, row[1].text)
    )
    ids = stable_ids("a", document, [alias.first for _, alias in rows])
    return [
        Alias(
            id=name,
            character=ref,
            text=alias.text,
            form=alias.form,
            count=alias.count,
            evidence=(alias.first,),
            reason=alias.reason,
        )
        for name, (ref, alias) in zip(ids, rows, strict=True)
    ]


def _narrations(document: Document, stretches: Sequence[Stretch], told: Sequence[Ref[Character]]) -> list[Narration]:
    ids = stable_ids("n", document, [stretch.span for stretch in stretches])
    return [
        Narration(id=name, span=stretch.span, character=who, reason=stretch.reason)
        for name, stretch, who in zip(ids, stretches, told, strict=True)
    ]


def _refusals(
    document: Document, mentions: Sequence[Mention], tags: Sequence[Tag], owners: Mapping[str, int]
) -> Iterator[Refusal]:
    """Names in speech tags that are nobody of the cast."""
    by_id = {mention.id: mention for mention in mentions}
    refused = [
        by_id[tag.mention]
        for tag in tags
        if tag.kind is TagKind.TAG and by_id[tag.mention].form is MentionForm.PROP and tag.mention not in owners
    ]
    spans = sorted({mention.span for mention in refused})
    reasons = {
        mention.span: "the book uses it as a place or thing" if mention.type is not EntityType.PER else "not a name"
        for mention in refused
    }
    for name, span in zip(stable_ids("r", document, spans), spans, strict=True):
        yield Refusal(id=name, span=span, text=span.of(document.text), reason=reasons[span])


LAYER = Layer(
    name="characters",
    makes=(Character, Alias, Narration, Refusal),
    needs=(Quote, Mention, Tag),
    annotate=annotate,
    heeds=HEEDED,
    reader=True,
)
