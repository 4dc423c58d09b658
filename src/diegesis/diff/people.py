"""Who of one draft is who of the other: by names, by what the words around them kept, by the lines they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from diegesis.diff.align import Pair
from diegesis.diff.draft import Draft
from diegesis.diff.model import Change, Kind, Person
from diegesis.diff.places import Places
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Gender, MentionForm
from diegesis.spans import Span
from diegesis.story.likeness import CLEAR, LEAST, match
from diegesis.story.queries import folded

#: What a word or a line that both drafts have says: a name most, since it names one person.
_NAME, _LINE, _WORD = 3, 2, 1
#: Votes that make two people one, and their share of all votes for the one with fewer and the one with more.
_LEAST_VOTES, _LEAST_SHARE, _LEAST_OF_MORE = 2, 0.5, 0.3
#: Pairs of people whose names are weighed; in a larger cast only those that share a word.
_MOST_PAIRS = 10_000

Votes = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    aliases: tuple[tuple[str, int], ...]
    gender: Gender

    @property
    def words(self) -> frozenset[str]:
        """All words of all names, folded."""
        return frozenset(word for name in self.names for word in name.split())

    @property
    def names(self) -> frozenset[str]:
        """All names, folded."""
        return frozenset(folded(words) for words in (self.name, *(words for words, _ in self.aliases)))


class People:
    """The casts of two drafts, paired.

    Attributes:
        pairs: ids, old and new.
        splits: old id and the id of somebody of the new draft who had its names.
        merges: new id and the id of somebody of the old draft whose names it has.
    """

    def __init__(self, places: Places, lines: Sequence[Pair]) -> None:
        self.old, self.new = places.old, places.new
        self._old = {row.id: _named(self.old, row) for row in self.old.story.characters}
        self._new = {row.id: _named(self.new, row) for row in self.new.story.characters}
        self._votes = Counter(_votes(places, lines))
        self.pairs: dict[str, str] = {}
        self._taken: set[str] = set()
        self._pair()
        self._count_pair = {new: old for old, new in self.pairs.items()}
        self.splits = dict(self._parted(self._new, self._taken, self.pairs, self._old, flip=False))
        self.merges = dict(self._parted(self._old, set(self.pairs), self._count_pair, self._new, flip=True))
        self._groups = self._grouped()

    def same(self, old: str | None, new: str | None) -> bool:
        """Whether two people, or nobody, are one."""
        if old is None or new is None:
            return old is new
        return self._groups["old", old] == self._groups["new", new]

    def group(self, side: str, person: str) -> str:
        """A name for the same person in both drafts; ``side`` is ``old`` or ``new``."""
        return self._groups[side, person]

    def groups(self, side: str, people: Iterable[str]) -> dict[str, str]:
        """People by the name that both drafts have for them."""
        return {self._groups[side, person]: person for person in people}

    # -------------------------------------------------------------------------------------------- pairing

    def _pair(self) -> None:
        self._pair_all((2.0, old, new) for old, new in self._same_names())
        scored = list(self._by_names())
        self._pair_all(row for row in scored if row[0] >= CLEAR)
        self._pair_all(self._by_votes())
        self._pair_all(row for row in scored if not self._rivalled(row, scored))

    def _pair_all(self, scored: Iterable[tuple[float, str, str]]) -> None:
        """The best pairs first, each person once."""
        found = sorted(scored, key=lambda row: (-row[0], -self._votes[row[1], row[2]], row[1], row[2]))
        for _, old, new in found:
            if old not in self.pairs and new not in self._taken:
                self.pairs[old] = new
                self._taken.add(new)

    def _same_names(self) -> Iterator[tuple[str, str]]:
        """One name that one person has in either draft."""
        old, new = _by_name(self._old), _by_name(self._new)
        for name, people in old.items():
            if len(people) == len(new.get(name, ())) == 1:
                yield people[0], new[name][0]

    def _by_names(self) -> Iterator[tuple[float, str, str]]:
        old = [person for person in self._old if person not in self.pairs]
        new = [person for person in self._new if person not in self._taken]
        few = len(old) * len(new) <= _MOST_PAIRS
        for a, b in product(old, new) if few else self._sharing_a_word(old, new):
            score = match(self._old[a], self._new[b]).score
            if score >= LEAST:
                yield score, a, b

    def _sharing_a_word(self, old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
        holders: dict[str, list[str]] = defaultdict(list)
        for person in new:
            for word in self._new[person].words:
                holders[word].append(person)
        for a in old:
            near = {b for word in self._old[a].words if len(holders[word]) <= 9 for b in holders[word]}
            yield from ((a, b) for b in sorted(near))

    def _by_votes(self) -> Iterator[tuple[float, str, str]]:
        """Those whom the same words and lines belong to, whatever they are called."""
        olds: Counter[str] = Counter()
        news: Counter[str] = Counter()
        for (old, new), votes in self._votes.items():
            olds[old] += votes
            news[new] += votes
        for (old, new), votes in self._votes.items():
            fewer, more = sorted((olds[old], news[new]))
            if votes >= max(_LEAST_VOTES, _LEAST_SHARE * fewer, _LEAST_OF_MORE * more):
                yield votes / more, old, new

    def _rivalled(self, row: tuple[float, str, str], scored: Sequence[tuple[float, str, str]]) -> bool:
        """Whether a weak agreement of names fits another free person as well."""
        score, old, new = row
        free = (other for other in scored if other[1] not in self.pairs and other[2] not in self._taken)
        return any(other[0] >= score for other in free if (other[1] == old) != (other[2] == new))

    def _parted(
        self,
        people: dict[str, _Named],
        paired: set[str],
        pairs: dict[str, str],
        others: dict[str, _Named],
        *,
        flip: bool,
    ) -> Iterator[tuple[str, str]]:
        """Unpaired people with the paired one of the other draft who has one of their names."""
        holders: dict[str, list[str]] = defaultdict(list)
        for other in pairs:
            for name in others[other].names:
                holders[name].append(other)
        for person, named in people.items():
            if person in paired:
                continue
            near = {other for name in named.names for other in holders.get(name, ())}
            votes = {other: self._votes[(person, other) if flip else (other, person)] for other in near}
            best = max(near, key=lambda other: (votes[other], other), default="")
            if best and votes[best]:
                yield person, best

    def _grouped(self) -> dict[tuple[str, str], str]:
        groups = {("old", person): f"old {person}" for person in self._old}
        groups |= {("new", person): f"new {person}" for person in self._new}
        for old, new in self.pairs.items():
            groups["new", new] = groups["old", old]
        for new, old in self.splits.items():
            groups["new", new] = groups["old", old]
        for old, new in self.merges.items():
            groups["old", old] = groups["new", new]
        return groups

    # -------------------------------------------------------------------------------------------- changes

    def changes(self) -> Iterator[Change[Person]]:
        """What became of the people."""
        for old, new in self.pairs.items():
            yield from self._kept(self.old.story.character(old), self.new.story.character(new))
        for old in self._old:
            if old not in self.pairs and old not in self.merges:
                yield self._change((Kind.GONE,), [old], [])
        for new in self._new:
            if new not in self._taken and new not in self.splits:
                yield self._change((Kind.NEW,), [], [new])
        for old, parts in _gathered(self.splits).items():
            yield self._change((Kind.SPLIT,), [old], [self.pairs[old], *parts])
        for new, parts in _gathered(self.merges).items():
            yield self._change((Kind.MERGED,), [self._count_pair[new], *parts], [new])

    def _kept(self, old: Character, new: Character) -> Iterator[Change[Person]]:
        kinds: list[Kind] = []
        names, after = _by_folded(self.old, old), _by_folded(self.new, new)
        lost = [words for key, words in names.items() if key not in after]
        gained = [words for key, words in after.items() if key not in names]
        if folded(old.name) != folded(new.name):
            known = folded(old.name) in after or folded(new.name) in names
            kinds.append(Kind.SHOWN_AS if known else Kind.RENAMED)
            lost, gained = _beside_the_name(old.name, new.name, lost, gained)
        kinds += [Kind.ALIASES] if lost or gained else []
        kinds += [Kind.PRONOUNS] if old.pronouns != new.pronouns else []
        if kinds:
            yield self._change(tuple(kinds), [old.id], [new.id], gained=gained, lost=lost)

    def _change(
        self,
        kinds: tuple[Kind, ...],
        old: Sequence[str],
        new: Sequence[str],
        *,
        gained: Sequence[str] = (),
        lost: Sequence[str] = (),
    ) -> Change[Person]:
        named = Kind.RENAMED in kinds
        olds, news = _places(self.old, old, lost, named=named), _places(self.new, new, gained, named=named)
        return Change(
            kinds=kinds,
            old=tuple(self.old.person(self.old.story.character(person)) for person in old),
            new=tuple(self.new.person(self.new.story.character(person)) for person in new),
            gained=tuple(gained),
            lost=tuple(lost),
            old_passages=self.old.passages(olds),
            new_passages=self.new.passages(news),
            old_at=min(olds, default=Span(0, 0)).start,
            new_at=min(news, default=Span(0, 0)).start,
        )


def _named(draft: Draft, row: Character) -> _Named:
    aliases = draft.story.aliases.get(row.id, ())
    return _Named(row.name, tuple((alias.text, alias.count) for alias in aliases), row.gender)


def _votes(places: Places, lines: Sequence[Pair]) -> dict[tuple[str, str], int]:
    """How often a word or a line that both drafts have belongs to a person of the one and a person of the other."""
    votes: Votes = Counter()
    for row in lines:
        old, new = places.old.utterances[row.old].speaker, places.new.utterances[row.new].speaker
        if old is not None and new is not None:
            votes[str(old), str(new)] += _LINE
    meant = _meant(places.new)
    for start, (person, named) in _meant(places.old).items():
        other, other_named = meant.get(places.words.get(start, -1), ("", False))
        if other:
            votes[person, other] += _NAME if named and other_named else _WORD
    return votes


def _meant(draft: Draft) -> dict[int, tuple[str, bool]]:
    """Whom the words of a draft mean, and whether by name, by where the token of the mention's head begins."""
    tokens = draft.document.tokens
    found: dict[int, tuple[str, bool]] = {}
    for mention in draft.story.mentions:
        row = draft.story.resolutions.get(mention.id)
        at = tokens.at(mention.head.start)
        if row is not None and len(row.characters) == 1 and at is not None:
            found[tokens.starts[at]] = (str(row.characters[0]), mention.form is MentionForm.PROP)
    return found


def _by_name(people: dict[str, _Named]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for person, named in people.items():
        found[folded(named.name)].append(person)
    return found


def _by_folded(draft: Draft, row: Character) -> dict[str, str]:
    words = (row.name, *(alias.text for alias in draft.story.aliases.get(row.id, ())))
    found: dict[str, str] = {}
    for name in words:
        found.setdefault(folded(name), name)
    return found


def _beside_the_name(old: str, new: str, lost: list[str], gained: list[str]) -> tuple[list[str], list[str]]:
    """Without the names that follow from it: *Ann* is *Mary* where *Ann Vale* is *Mary Vale*."""
    became = dict(zip(folded(old).split(), folded(new).split(), strict=False))
    before = {" ".join(became.get(word, word) for word in folded(words).split()): words for words in lost}
    same = {folded(words) for words in gained} & before.keys()
    return (
        [words for key, words in before.items() if key not in same and words != old],
        [words for words in gained if folded(words) not in same and words != new],
    )


def _gathered(parts: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for part, whole in parts.items():
        found[whole].append(part)
    return found


def _places(draft: Draft, people: Sequence[str], names: Sequence[str], *, named: bool) -> list[Span]:
    """Where names stand first; where there are none, or the name to show is another, where the people do."""
    aliases = [alias for person in people for alias in draft.story.aliases.get(person, ())]
    found = [alias.evidence[0] for alias in aliases if alias.text in names and alias.evidence]
    firsts = [draft.first_places[person] for person in people if person in draft.first_places]
    return [*firsts, *found] if named or not found else found
