"""Cast sheets: who somebody is, from what the text states, shows and lets be counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from diegesis.bible.cited import Atlas, Citations
from diegesis.bible.counting import WordCount
from diegesis.bible.deeds import word_lists
from diegesis.bible.model import Sheet, SheetTie, Trait
from diegesis.bible.wording import LABELS, role_of
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.facts.records import Attribute, Fact
from diegesis.layers.relationships.records import DIRECTED, Relationship
from diegesis.layers.scenes.records import Appearance, Scene, StageRole
from diegesis.story import Story
from diegesis.story.queries import folded

#: From so many mentions on, or with a line to say, somebody has a sheet.
MENTIONS_OF_A_SHEET = 5


def keys_of(story: Story) -> dict[str, str]:
    """A short key for each character id, by place in the cast."""
    return {row.id: f"p{number}" for number, row in enumerate(story.characters, start=1)}


class Sheets:
    """Makes the sheets of one story.

    Args:
        story: whose cast.
        atlas, citations, count: of the story.
        least: the least probability of what stands on a sheet.
    """

    def __init__(self, story: Story, atlas: Atlas, citations: Citations, count: WordCount, *, least: float) -> None:
        self._story = story
        self._atlas = atlas
        self._citations = citations
        self._least = least
        self._keys = keys_of(story)
        self._spoken = count.spoken_by(story)
        self._all_spoken = count.total_spoken
        self._stage = _on_stage(story)
        self._scenes = {scene.id: scene for scene in story.scenes}
        self._facts = _grouped(story.facts)
        self._ties = _ties_of(story.relationships)
        self._lists = word_lists(story, citations, least=least)

    def sheet(self, person: Character) -> Sheet:
        """The sheet of one person."""
        story, staged = self._story, self._stage.get(person.id, [])
        return Sheet(
            key=self._keys[person.id],
            name=person.name,
            gender=person.gender,
            pronouns=person.pronouns,
            kind="" if person.kind is CharacterKind.PERSON else person.kind.value,
            narrator=person.narrator,
            aliases=_aliases(story, person),
            named=self._atlas.at(first_offset(person)),
            opening=first_offset(person) / max(1, len(story.document.text)),
            staged=self._atlas.at(staged[0][1]) if staged else None,
            chapters=self._chapters(staged),
            scenes=tuple(self._atlas.scene_numbers[scene] for scene, _ in staged),
            lines=story.quote_counts.get(person.id, 0),
            speech=self._spoken.get(person.id, 0) / self._all_spoken if self._all_spoken else 0.0,
            mentions=story.mention_counts.get(person.id, 0),
            traits=self.traits(person),
            lists=self._lists(person.id),
            ties=self._ties_on_sheet(person),
        )

    def _chapters(self, staged: Sequence[tuple[str, int]]) -> tuple[int, ...]:
        numbers = {self._atlas.chapter(offset) for _, offset in staged}
        return tuple(sorted(number for number in numbers if number is not None))

    def traits(self, person: Character) -> tuple[Trait, ...]:
        """What is sure enough, in order of a sheet; facts that say the same are one trait with all their passages."""
        same: dict[tuple[str, str, bool], list[Fact]] = defaultdict(list)
        for fact in self._facts.get(person.id, ()):
            if fact.confidence >= self._least and tells(fact, person):
                same[fact.attribute.value, folded(fact.value), fact.negated].append(fact)
        order = list(LABELS)
        groups = sorted(same.values(), key=lambda facts: order.index(facts[0].attribute))
        return tuple(self._trait(person, facts) for facts in groups)

    def _trait(self, person: Character, facts: Sequence[Fact]) -> Trait:
        first = facts[0]
        holders = list(dict.fromkeys(fact.holder for fact in facts))
        notes = [] if None in holders else [self._said_by(person, [h for h in holders if h is not None])]
        until = facts[-1].until
        if until is not None and until in self._atlas.scene_numbers:
            notes.append(f"until scene {self._atlas.scene_numbers[until]}")
        return Trait(
            words=f"not {first.value}" if first.negated else first.value,
            note=", ".join(notes),
            sure=max(fact.confidence for fact in facts),
            cites=self._citations.cite(span for fact in facts for span in fact.evidence),
            attribute=first.attribute,
            negated=first.negated,
            holders=() if None in holders else tuple(self._keys[holder] for holder in holders if holder is not None),
        )

    def _said_by(self, person: Character, holders: Sequence[str]) -> str:
        if list(holders) == [person.id]:
            return "by own account"
        names = ["they themselves" if holder == person.id else self._story.character(holder).name for holder in holders]
        return f"according to {' and '.join(names)}"

    def _ties_on_sheet(self, person: Character) -> tuple[SheetTie, ...]:
        found = []
        for row in self._ties.get(person.id, ()):
            if row.confidence < self._least:
                continue
            other = self._story.character(row.b if row.a == person.id else row.a)
            first = row.kind not in DIRECTED or other.id == row.a
            found.append(
                SheetTie(
                    role=role_of(row.kind, other.gender, first=first),
                    other=self._keys[other.id],
                    sure=row.confidence,
                    cites=self._citations.cite(row.evidence),
                )
            )
        return tuple(found)


def tells(fact: Fact, person: Character) -> bool:
    """Whether a fact says more than the name does: not that Dean is *Dean*, nor Tom's aunt *his aunt*."""
    value, name = folded(fact.value), folded(person.name)
    kin = fact.attribute is Attribute.FAMILY and "'s " in name and value.split()[-1:] == name.split()[-1:]
    return value != name and not kin


def first_offset(person: Character) -> int:
    """Where somebody is first named."""
    return min((span.start for span in person.evidence), default=0)


def presence(story: Story, person: Character) -> tuple[int, int]:
    """How much of the book somebody takes: lines and mentions together, then lines."""
    lines = story.quote_counts.get(person.id, 0)
    return story.mention_counts.get(person.id, 0) + lines, lines


def by_presence(story: Story) -> list[Character]:
    """The cast, those first who take most of the book, then in order of first mention."""
    return sorted(story.characters, key=lambda row: tuple(-number for number in presence(story, row)))


def has_sheet(story: Story, person: Character) -> bool:
    """Whether somebody is more than a name in passing."""
    all_of_it, lines = presence(story, person)
    return lines > 0 or all_of_it >= MENTIONS_OF_A_SHEET


def _aliases(story: Story, person: Character) -> tuple[tuple[str, int], ...]:
    known = {folded(person.name)}
    found = []
    for alias in story.aliases.get(person.id, ()):
        if folded(alias.text) not in known:
            known.add(folded(alias.text))
            found.append((alias.text, alias.count))
    return tuple(found)


def _on_stage(story: Story) -> dict[str, list[tuple[str, int]]]:
    """Scenes each person is on stage in, with where that is first seen, by character id, in text order."""
    seen: dict[str, dict[str, int]] = defaultdict(dict)
    starts: Mapping[str, Scene] = {scene.id: scene for scene in story.scenes}
    for row in story.rows(Appearance):
        if row.role is StageRole.PRESENT and row.scene in starts:
            start = row.evidence[0].start if row.evidence else starts[row.scene].span.start
            seen[row.character][row.scene] = start
    for scene in story.scenes:
        for person in scene.present:
            seen[person].setdefault(scene.id, scene.span.start)
    order = {scene.id: number for number, scene in enumerate(story.scenes)}
    return {person: sorted(rows.items(), key=lambda row: order[row[0]]) for person, rows in seen.items()}


def _grouped(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.character].append(fact)
    return found


def _ties_of(rows: Sequence[Relationship]) -> dict[str, list[Relationship]]:
    """Ties by the id of each of their two parties, the surest first."""
    found: dict[str, list[Relationship]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: -row.confidence):
        found[row.a].append(row)
        found[row.b].append(row)
    return found
