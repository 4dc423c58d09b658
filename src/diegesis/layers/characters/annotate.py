"""The cast: names gathered into people, unnamed speakers, the narrator, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diegesis.document import Document
from diegesis.layer import CastMember, Clamp, Layer, Merge, Record, Ref, Rename, Tables, stable_ids
from diegesis.layers.characters.forms import FormUse, collect
from diegesis.layers.characters.narrator import NarratorFinder, Stretch
from diegesis.layers.characters.people import Gatherer, Person
from diegesis.layers.characters.records import Alias, Character, CharacterKind, Narration, Refusal
from diegesis.layers.characters.unnamed import Unnamed, find_unnamed
from diegesis.layers.entities.records import EntityType, Gender, Mention, MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.spans import Span

_PRONOUNS = {"F": "she/her", "M": "he/him"}
_ANIMALS = frozenset(
    "dog cat horse bird fox wolf bear rabbit mouse rat cow pig parrot owl crow raven lion tiger monkey donkey mule goat "
    "sheep hound puppy kitten caterpillar tortoise turtle".split()
)


@dataclass(slots=True)
class _Entry:
    """One row of the cast to be."""

    name: str
    first: Span
    gender: str = "U"
    kind: CharacterKind = CharacterKind.PERSON
    narrator: bool = False
    aliases: list[tuple[str, MentionForm, int, Span, str]] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    pronouns: str = ""
    made_by: str = "rules"


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> list[Record]:
    """Make the cast, in order of first mention, with its aliases, narrations and refusals."""
    mentions, tags = tables.rows(Mention), tables.rows(Tag)
    people = _people(document, mentions, clamps)
    entries = [_named_entry(person) for person in people]
    owners = _owners(people)
    stretches = NarratorFinder(document, owners, mentions).stretches(tables.rows(Quote), tags)
    narrator = _mark_narrators(document, entries, stretches, clamps)
    entries += [_unnamed_entry(document, item) for item in find_unnamed(document, mentions, tags)]
    order = sorted(range(len(entries)), key=lambda i: (entries[i].first, entries[i].name))
    ids = stable_ids("c", document, [entries[i].first for i in order])
    refs = {i: Ref[Character](name) for i, name in zip(order, ids, strict=True)}
    rows: list[Record] = [_character(refs[i], entries[i]) for i in order]
    rows += _aliases(document, [(refs[i], entries[i]) for i in order])
    rows += _narrations(document, stretches, narrator, refs)
    rows += _refusals(document, mentions, tags, owners)
    return rows


def _people(document: Document, mentions: Sequence[Mention], clamps: Sequence[Clamp]) -> list[Person]:
    uses = collect(document, mentions)
    _veto_authors(document, uses)
    people = Gatherer().gather(uses.values())
    for clamp in clamps:
        if isinstance(clamp, Merge):
            _merge(people, clamp.names)
        elif isinstance(clamp, CastMember):
            _merge(people, (clamp.name, *clamp.aliases))
    return people


def _veto_authors(document: Document, uses: dict[object, FormUse]) -> None:  # type: ignore[type-arg]
    """The byline never joins the cast: drop a form that is an author's full name and hardly used."""
    authors = {" ".join(author.lower().split()) for author in document.authors}
    for key, use in list(uses.items()):
        if " ".join(use.form.parts) in authors and use.count < 3:
            del uses[key]


def _merge(people: list[Person], names: Sequence[str]) -> None:
    """Make one person of all who bear one of the names."""
    wanted = {" ".join(name.lower().split()) for name in names}
    found = [p for p in people if any(s.lower() in wanted for use, _ in p.uses for s in use.surfaces)]
    for other in found[1:]:
        found[0].uses.extend((use, "a person said so") for use, _ in other.uses)
        found[0].givens |= other.givens
        found[0].surnames |= other.surnames
        people.remove(other)


def _owners(people: Sequence[Person]) -> dict[str, int]:
    """Mention id to the position of its person."""
    return {m.id: i for i, person in enumerate(people) for use, _ in person.uses for m in use.mentions}


def _named_entry(person: Person) -> _Entry:
    uses = [use for use, _ in person.uses]
    first = min(mention.span for use in uses for mention in use.mentions)
    entry = _Entry(name=_display(uses), first=first, gender=person.gender)
    for use, reason in sorted(person.uses, key=lambda pair: (-pair[0].count, pair[0].form.parts, pair[0].form.titles)):
        surface = use.surfaces.most_common(1)[0][0]
        entry.aliases.append((surface, MentionForm.PROP, use.count, use.mentions[0].span, reason))
        entry.aliases.extend(
            (other, MentionForm.PROP, number, use.mentions[0].span, reason)
            for other, number in sorted(use.surfaces.items())
            if other != surface and other.lower() != surface.lower()
        )
    return entry


def _display(uses: Sequence[FormUse]) -> str:
    """The fullest of the frequent names: first and last name where it stands twice, else the most frequent form."""
    total = sum(use.count for use in uses)
    best = max(uses, key=lambda use: (use.count, use.form.parts))
    full = [use for use in uses if use.form.given and (use.count >= max(2, total // 100) or total < 12)]
    chosen = max(full, key=lambda use: (not use.form.titles, use.count, use.form.parts), default=best)
    surface = max(chosen.surfaces.items(), key=lambda item: (item[1], item[0]))[0]
    return _with_article(surface, chosen)


def _with_article(surface: str, use: FormUse) -> str:
    """``the General`` for a rank that stands for a name; names in capitals are set in lower case."""
    if not use.form.parts and use.form.kind in ("rank", "noble"):
        return f"the {surface}"
    return surface.title() if surface.isupper() and len(surface) > 3 else surface


def _unnamed_entry(document: Document, item: Unnamed) -> _Entry:
    first = item.mentions[0]
    word = item.key.split()[-1]
    kind = CharacterKind.GROUP if first.plural else CharacterKind.ANIMAL if word in _ANIMALS else CharacterKind.PERSON
    surface = " ".join(first.span.of(document.text).split())
    name = surface if surface.lower().startswith(("his ", "her ", "my ")) else f"the {item.key}"
    entry = _Entry(name=name, first=first.span, gender=first.gender.value, kind=kind)
    entry.aliases.append((f"the {item.key}", MentionForm.NOM, len(item.mentions), first.span, "the words of a speech tag"))
    return entry


def _mark_narrators(
    document: Document, entries: list[_Entry], stretches: Sequence[Stretch], clamps: Sequence[Clamp]
) -> dict[Span, int]:
    """Mark who tells each stretch; a narrator without a name becomes an entry of their own."""
    told: dict[Span, int] = {}
    said = _said_narrator(entries, clamps)
    anonymous: int | None = None
    for stretch in stretches:
        person = said if said is not None else stretch.person
        if person is None:
            if anonymous is None:
                anonymous = len(entries)
                entries.append(_Entry(name="Narrator", first=_first_i(document, stretch.span), narrator=True))
            person = anonymous
        entries[person].narrator = True
        entries[person].evidence.extend(stretch.evidence)
        told[stretch.span] = person
    _apply_names(entries, clamps)
    return told


def _said_narrator(entries: Sequence[_Entry], clamps: Sequence[Clamp]) -> int | None:
    for clamp in clamps:
        if isinstance(clamp, CastMember) and clamp.narrator:
            return _find(entries, (clamp.name, *clamp.aliases))
    return None


def _find(entries: Sequence[_Entry], names: Sequence[str]) -> int | None:
    wanted = {" ".join(name.lower().split()) for name in names}
    for position, entry in enumerate(entries):
        if entry.name.lower() in wanted or any(alias[0].lower() in wanted for alias in entry.aliases):
            return position
    return None


def _apply_names(entries: Sequence[_Entry], clamps: Sequence[Clamp]) -> None:
    """Names and pronouns that a person gave."""
    for clamp in clamps:
        if isinstance(clamp, CastMember):
            position = _find(entries, (clamp.name, *clamp.aliases))
            if position is not None:
                entries[position].name, entries[position].made_by = clamp.name, "person"
                _set_pronouns(entries[position], clamp.pronouns)
        elif isinstance(clamp, (Merge, Rename)):
            old = clamp.names if isinstance(clamp, Merge) else (clamp.name,)
            position = _find(entries, old)
            if position is not None:
                entries[position].name = clamp.names[0] if isinstance(clamp, Merge) else clamp.new_name
                entries[position].made_by = "person"


def _set_pronouns(entry: _Entry, pronouns: str) -> None:
    if pronouns:
        entry.pronouns = pronouns
        entry.gender = {"she": "F", "he": "M", "it": "N"}.get(pronouns.split("/")[0].lower(), "U")


def _first_i(document: Document, span: Span) -> Span:
    for position in document.tokens.within(span):
        if document.words[position] in ("i", "my", "me"):
            return document.tokens[position]
    return Span(span.start, span.start + 1)


def _character(ref: Ref[Character], entry: _Entry) -> Character:
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


def _aliases(document: Document, cast: Sequence[tuple[Ref[Character], _Entry]]) -> list[Alias]:
    rows = [(ref, alias) for ref, entry in cast for alias in entry.aliases]
    rows.sort(key=lambda row: (row[1][3], row[1][0]))
    ids = stable_ids("a", document, [alias[3] for _, alias in rows])
    return [
        Alias(id=name, character=ref, text=text, form=form, count=count, evidence=(span,), reason=reason)
        for name, (ref, (text, form, count, span, reason)) in zip(ids, rows, strict=True)
    ]


def _narrations(
    document: Document, stretches: Sequence[Stretch], told: dict[Span, int], refs: dict[int, Ref[Character]]
) -> list[Narration]:
    ids = stable_ids("n", document, [stretch.span for stretch in stretches])
    return [
        Narration(id=name, span=stretch.span, character=refs[told[stretch.span]], reason=stretch.reason)
        for name, stretch in zip(ids, stretches, strict=True)
    ]


def _refusals(
    document: Document, mentions: Sequence[Mention], tags: Sequence[Tag], owners: dict[str, int]
) -> Iterator[Refusal]:
    """Names in speech tags that are nobody of the cast."""
    by_id = {mention.id: mention for mention in mentions}
    refused = [
        by_id[tag.mention]
        for tag in tags
        if tag.kind is TagKind.TAG and by_id[tag.mention].form is MentionForm.PROP and tag.mention not in owners
    ]
    spans = list(dict.fromkeys(mention.span for mention in refused))
    reasons = {
        mention.span: "the book uses it as a place or thing" if mention.type is not EntityType.PER else "not a name"
        for mention in refused
    }
    for name, span in zip(stable_ids("r", document, spans), spans, strict=True):
        yield Refusal(id=name, span=span, text=span.of(document.text), reason=reasons[span])


LAYER = Layer(
    name="characters", makes=(Character, Alias, Narration, Refusal), needs=(Quote, Mention, Tag), annotate=annotate
)
