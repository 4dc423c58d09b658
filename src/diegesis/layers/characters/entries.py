"""Rows of the cast while they are made: named people, unnamed speakers, narrators without a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diegesis.document import Document
from diegesis.layers.characters.forms import FormUse
from diegesis.layers.characters.people import Person
from diegesis.layers.characters.records import CharacterKind
from diegesis.layers.characters.unnamed import Unnamed
from diegesis.layers.entities.records import MentionForm
from diegesis.lexicons.people import person_nouns
from diegesis.spans import Span

_ANIMALS = frozenset(
    "dog cat horse bird fox wolf bear rabbit mouse rat cow pig parrot owl crow raven lion tiger monkey donkey mule "
    "goat sheep hound puppy kitten caterpillar tortoise turtle heron pigeon dormouse dragon".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """One alias to be: the words, their form, how often they stand, where first, and why they belong here."""

    text: str
    form: MentionForm
    count: int
    first: Span
    reason: str


@dataclass(slots=True)
class Entry:
    """One row of the cast to be.

    Attributes:
        name, gender, kind, narrator, pronouns, made_by: as in ``Character``.
        first: the first mention.
        aliases: the names.
        evidence: further places.
    """

    name: str
    first: Span
    gender: str = "U"
    kind: CharacterKind = CharacterKind.PERSON
    narrator: bool = False
    aliases: list[Named] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    pronouns: str = ""
    made_by: str = "rules"

    def bears(self, names: frozenset[str]) -> bool:
        """Whether the entry is known by one of the names (lower case)."""
        return self.name.lower() in names or any(alias.text.lower() in names for alias in self.aliases)


def named_entry(person: Person) -> Entry:
    """The row of somebody with a name; aliases most frequent first."""
    uses = [use for use, _ in person.uses]
    first = min(mention.span for use in uses for mention in use.mentions)
    entry = Entry(name=_display(uses), first=first, gender=person.gender, kind=_kind(uses))
    if entry.gender == "U":
        entry.gender = _noun_gender(uses)
    for use, reason in sorted(person.uses, key=lambda pair: (-pair[0].count, pair[0].form.parts, pair[0].form.titles)):
        for surface, number in sorted(use.surfaces.items(), key=lambda item: (-item[1], item[0])):
            entry.aliases.append(Named(surface, MentionForm.PROP, number, use.mentions[0].span, reason))
    return entry


def _noun(uses: Sequence[FormUse]) -> str:
    """The noun of an epithet that stands for a name: ``man`` of *the Invisible Man*; empty for other names."""
    best = max(uses, key=lambda use: use.count)
    return best.form.parts[-1] if best.form.parts and best.definite * 2 > best.count else ""


def _noun_gender(uses: Sequence[FormUse]) -> str:
    return person_nouns().get(_noun(uses), ("U", False))[0]


def _kind(uses: Sequence[FormUse]) -> CharacterKind:
    noun = _noun(uses)
    if noun in _ANIMALS:
        return CharacterKind.ANIMAL
    return CharacterKind.GROUP if person_nouns().get(noun, ("U", False))[1] else CharacterKind.PERSON


def _display(uses: Sequence[FormUse]) -> str:
    """The fullest of the frequent names: first and last name where it stands twice, else the most frequent form."""
    total = sum(use.count for use in uses)
    best = max(uses, key=lambda use: (bool(use.form.parts), use.count, use.form.parts))
    full = [use for use in uses if use.form.given and (use.count >= max(2, total // 100) or total < 12)]
    chosen = max(full, key=lambda use: (not use.form.titles, use.count, use.form.parts), default=best)
    surface = max(chosen.surfaces.items(), key=lambda item: (item[1], item[0]))[0]
    if chosen.definite * 2 > chosen.count:
        return f"the {surface}"
    return surface.title() if surface.isupper() and len(surface) > 3 else surface


def unnamed_entry(document: Document, item: Unnamed) -> Entry:
    """The row of somebody known by a noun phrase."""
    first = item.mentions[0]
    word = item.key.split()[-1]
    kind = CharacterKind.GROUP if first.plural else CharacterKind.ANIMAL if word in _ANIMALS else CharacterKind.PERSON
    surface = " ".join(first.kernel.of(document.text).lower().split())
    name = surface if surface.startswith(("his ", "her ", "my ", "their ")) else f"the {item.key}"
    entry = Entry(name=name, first=first.span, gender=item.gender, kind=kind)
    entry.aliases.append(
        Named(f"the {item.key}", MentionForm.NOM, len(item.mentions), first.span, "the words of a speech tag")
    )
    return entry
