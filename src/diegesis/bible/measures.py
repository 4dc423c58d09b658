"""What the plots show, as plain numbers: presence, network, dialogue, tone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from diegesis.bible.counting import WordCount
from diegesis.bible.people import by_presence
from diegesis.bible.ties import near_or_spoken
from diegesis.layers.relationships.records import Exchange, TieKind
from diegesis.story import Story

#: People of one plot at most.
_MOST_PEOPLE = 16
#: Pairs whose tone is shown, at most.
_MOST_PAIRS = 8
#: Lines of a network at most, besides those of ties.
_MOST_EDGES = 45
#: A share of what is said under which somebody goes with the others.
_LEAST_SHARE = 0.005
#: Parts into which a book is cut to see who is in them.
_PARTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """How often each part of the book means each person.

    Attributes:
        names: of people, most present first.
        counts: mentions and lines of each, part by part.
        chapters: where the chapters begin, 0 to 1, without the first.
    """

    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    chapters: tuple[float, ...]


def presence_of(story: Story) -> Presence:
    """Presence over the book."""
    length = max(1, len(story.document.text))
    people = [row for row in by_presence(story) if story.mention_counts.get(row.id)][:_MOST_PEOPLE]
    counts: dict[str, list[int]] = {row.id: [0] * _PARTS for row in people}
    starts = {row.id: row.span.start for row in story.mentions}
    for mention, resolution in story.resolutions.items():
        for character in resolution.characters:
            if character in counts:
                counts[character][starts[mention] * _PARTS // length] += 1
    return Presence(
        names=tuple(row.name for row in people),
        counts=tuple(tuple(counts[row.id]) for row in people),
        chapters=tuple(chapter.span.start / length for chapter in story.document.chapters[1:]),
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """Two people by their positions among the names, how much passes between them, and their tie, if any."""

    a: int
    b: int
    weight: int
    tie: TieKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """People and what passes between them.

    Attributes:
        names: of people, in an order in which those stand together who have most to do with each other.
        sizes: lines and mentions of each.
        edges: between them, the strongest first.
    """

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    edges: tuple[Edge, ...]


def network_of(story: Story) -> Network:
    """Who speaks to or stands beside whom, and who is tied to whom."""
    weights: Counter[tuple[str, str]] = Counter()
    for row in story.rows(Exchange):
        if near_or_spoken(row):
            weights[_pair(row.a, row.b)] += 2 * (row.a_to_b + row.b_to_a) + row.near
    ties = {_pair(row.a, row.b): row.kind for row in story.relationships if row.confidence >= 0.5}
    wanted = [row.id for row in by_presence(story)]
    shown = set(wanted[:_MOST_PEOPLE])
    heavy = [pair for pair, _ in sorted(weights.items(), key=lambda row: (-row[1], row[0])) if set(pair) <= shown]
    pairs = {*heavy[:_MOST_EDGES], *(pair for pair in ties if set(pair) <= shown)}
    linked = {person for pair in pairs for person in pair}
    people = _round([person for person in wanted[:_MOST_PEOPLE] if person in linked], weights)
    position = {person: number for number, person in enumerate(people)}
    edges = [Edge(position[a], position[b], weights[a, b], ties.get((a, b))) for a, b in pairs]
    edges.sort(key=lambda edge: (-edge.weight, edge.a, edge.b))
    sizes = tuple(story.mention_counts.get(person, 0) + story.quote_counts.get(person, 0) for person in people)
    names = tuple(story.character(person).name for person in people)
    return Network(names=names, sizes=sizes, edges=tuple(edges))


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _round(people: list[str], weights: Counter[tuple[str, str]]) -> list[str]:
    """People in an order where each follows whom they have most to do with, beginning with the first."""
    if not people:
        return []
    found, waiting = [people[0]], people[1:]
    while waiting:
        nearest = max(waiting, key=lambda person: (weights[_pair(found[-1], person)], -waiting.index(person)))
        found.append(nearest)
        waiting.remove(nearest)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """Who says how much.

    Attributes:
        people: names with their share of all spoken words, largest first.
        rest: share of all others, and of lines without a speaker.
        chapters: numbers of chapters with the share of each that is spoken.
    """

    people: tuple[tuple[str, float], ...]
    rest: float
    chapters: tuple[tuple[int, float], ...]


def dialogue_of(story: Story) -> Dialogue:
    """Shares of what is said."""
    count = WordCount(story)
    spoken = sorted(count.spoken_by(story).items(), key=lambda row: -row[1])[:_MOST_PEOPLE]
    total = count.total_spoken
    least = max(1.0, _LEAST_SHARE * total)
    people = tuple((story.character(person).name, words / total) for person, words in spoken if words >= least)
    return Dialogue(
        people=people,
        rest=max(0.0, 1 - sum(share for _, share in people)) if total else 0.0,
        chapters=tuple((chapter.number, count.dialogue(chapter.span)) for chapter in story.document.chapters),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """How two people speak to each other.

    Attributes:
        names: of the two.
        scenes: numbers of scenes, with the tone in each, -1 to 1, and the words it rests on.
    """

    names: tuple[str, str]
    scenes: tuple[tuple[int, float, int], ...]


def tones_of(story: Story) -> tuple[Tone, ...]:
    """The tone between those who say most to each other, most words first."""
    numbers = {scene.id: number for number, scene in enumerate(story.scenes, start=1)}
    pairs: dict[tuple[str, str], list[tuple[int, float, int]]] = defaultdict(list)
    for row in story.rows(Exchange):
        if row.tone is not None and row.scene in numbers:
            pairs[row.a, row.b].append((numbers[row.scene], row.tone, row.words))
    ranked = sorted(pairs.items(), key=lambda row: -sum(words for _, _, words in row[1]))[:_MOST_PAIRS]
    return tuple(
        Tone(names=(story.character(a).name, story.character(b).name), scenes=tuple(sorted(scenes)))
        for (a, b), scenes in ranked
    )
