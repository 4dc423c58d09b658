"""Which pieces of one text are which of another, by their words; close to linear where the texts are close.

As in patience diff, what stands once in each text holds the alignment; between two such places the same is done again,
and in what is left pieces are paired by how many words they share. Then whole pieces that stand elsewhere are paired:
they were moved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: The words of a piece, folded.
Words = tuple[str, ...]

#: Two pieces that share less (twice the shared words by all words) are two pieces.
_ALIKE = 0.5
#: Comparisons in one gap; larger gaps are searched by their rare words.
_MOST_CELLS = 10_000
#: Pieces that may hold a word for it to count as rare.
_RARE = 8
#: Candidates that are weighed for one piece of a large gap.
_MOST_CANDIDATES = 5
#: Longer pieces are compared as bags of words.
_LONG = 400
#: A shorter piece that stands elsewhere is another one: everybody says *Yes*.
_LEAST_MOVED = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces that are one.

    Attributes:
        old, new: their positions.
        alike: 1 for the same words, less for reworded ones.
        moved: whether the piece stands in another order than the others.
    """

    old: int
    new: int
    alike: float
    moved: bool = False


def align(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    """The pieces that are in both texts, in order of ``new``; the other way round it gives the same pairs.

    >>> rows = [tuple(line.split()) for line in ("come in", "who is there", "nobody at all")]
    >>> [(pair.old, pair.new, pair.alike) for pair in align(rows, [rows[0], ("nobody", "there", "at", "all")])]
    [(0, 0, 1.0), (2, 1, 0.857...)]
    """
    if list(new) < list(old):
        found = [Pair(row.new, row.old, row.alike, row.moved) for row in _aligned(new, old)]
    else:
        found = _aligned(old, new)
    return sorted(found, key=lambda row: row.new)


def _aligned(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    found = list(_in_order(old, new))
    return [*found, *_moved(old, new, found)]


_Gap = tuple[int, int, int, int]


def _in_order(old: Sequence[Words], new: Sequence[Words]) -> Iterator[Pair]:
    gaps: list[_Gap] = [(0, len(old), 0, len(new))]
    while gaps:
        a, b, c, d = gaps.pop()
        while a < b and c < d and old[a] == new[c]:
            yield Pair(a, c, 1.0)
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            yield Pair(b, d, 1.0)
        if a == b or c == d:
            continue
        anchors = _anchors(old, new, (a, b, c, d))
        if not anchors:
            yield from _alike(old, new, (a, b, c, d))
            continue
        for x, y in anchors:
            # An anchor begins the gap that follows it, and is paired there.
            gaps.append((a, x, c, y))
            a, c = x, y
        gaps.append((a, b, c, d))


def _anchors(old: Sequence[Words], new: Sequence[Words], gap: _Gap) -> list[tuple[int, int]]:
    """Pieces that stand once in each side of a gap, the most words that are in one order."""
    a, b, c, d = gap
    first, second = Counter(old[a:b]), Counter(new[c:d])
    places = {words: at for at, words in enumerate(new[c:d], start=c) if second[words] == 1}
    pairs = [(at, places[old[at]]) for at in range(a, b) if first[old[at]] == 1 and old[at] in places]
    return [pairs[at] for at in heaviest_rise([y for _, y in pairs], [1 + len(old[x]) for x, _ in pairs])]


def heaviest_rise(values: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Positions of the heaviest strictly rising run of values, not necessarily neighbours.

    Args:
        values: different numbers.
        weights: above 0, one for each value.

    >>> heaviest_rise([4, 0, 1, 5, 2], [1, 1, 1, 1, 1]), heaviest_rise([1, 0], [1, 9])
    ([1, 2, 3], [1])
    """
    ranks = {value: rank for rank, value in enumerate(sorted(values), start=1)}
    # A Fenwick tree of the heaviest run that ends at a rank or below: its weight, and where it ends.
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(values) + 1)
    before: list[int] = []
    heaviest = (0.0, -1)
    for at, value in enumerate(values):
        weight, last = _heaviest_below(tree, ranks[value] - 1)
        before.append(last)
        run = (weight + weights[at], at)
        heaviest = max(heaviest, run, key=lambda found: found[0])
        rank = ranks[value]
        while rank < len(tree):
            tree[rank] = max(tree[rank], run, key=lambda found: found[0])
            rank += rank & -rank
    found: list[int] = []
    at = heaviest[1]
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _heaviest_below(tree: Sequence[tuple[float, int]], rank: int) -> tuple[float, int]:
    found = (0.0, -1)
    while rank:
        found = max(found, tree[rank], key=lambda row: row[0])
        rank &= rank - 1
    return found


# ------------------------------------------------------------------------------------------ pieces that are alike


def likeness(a: Words, b: Words) -> float:
    """Twice the shared words in one order by all words; 0 where less than half is shared."""
    most = 2 * sum((Counter(a) & Counter(b)).values()) / (len(a) + len(b) or 1)
    if most < _ALIKE or max(len(a), len(b)) > _LONG:
        return most if most >= _ALIKE else 0.0
    # Matching blocks depend on which comes first; drafts may be given either way.
    first, second = sorted((a, b))
    found = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return found if found >= _ALIKE else 0.0


def _alike(old: Sequence[Words], new: Sequence[Words], gap: _Gap) -> Iterator[Pair]:
    a, b, c, d = gap
    if (b - a) * (d - c) > _MOST_CELLS:
        yield from _alike_by_rare_words(old, new, gap)
        return
    scores = [[likeness(old[i], new[j]) for j in range(c, d)] for i in range(a, b)]
    best = [[0.0] * (d - c + 1) for _ in range(b - a + 1)]
    for i in range(b - a - 1, -1, -1):
        for j in range(d - c - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + scores[i][j])
    i = j = 0
    while i < b - a and j < d - c:
        if scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            yield Pair(a + i, c + j, scores[i][j])
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _alike_by_rare_words(old: Sequence[Words], new: Sequence[Words], gap: _Gap) -> Iterator[Pair]:
    a, b, c, d = gap
    holders: dict[str, list[int]] = defaultdict(list)
    for i in range(a, b):
        for word in set(old[i]):
            holders[word].append(i)
    scored: list[tuple[float, int, int]] = []
    for j in range(c, d):
        rare = [holders[word] for word in sorted(set(new[j])) if 0 < len(holders.get(word, ())) <= _RARE]
        counts = Counter(i for places in rare for i in places)
        near = sorted(counts, key=lambda i: (-counts[i], i))[:_MOST_CANDIDATES]
        scored += [(score, i, j) for i in near if (score := likeness(old[i], new[j]))]
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for score, i, j in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if i not in used and j not in taken:
            used.add(i)
            taken[j] = (i, score)
    rows = sorted(taken.items())
    for at in heaviest_rise([i for _, (i, _) in rows], [score for _, (_, score) in rows]):
        j, (i, score) = rows[at]
        yield Pair(i, j, score)


# ------------------------------------------------------------------------------------------------- moved pieces


def _moved(old: Sequence[Words], new: Sequence[Words], found: Sequence[Pair]) -> Iterator[Pair]:
    """Whole pieces that stand elsewhere, and what stands beside them in both texts."""
    free_old = set(range(len(old))) - {row.old for row in found}
    free_new = set(range(len(new))) - {row.new for row in found}
    first, second = Counter(old[i] for i in free_old), Counter(new[j] for j in free_new)
    places = {new[j]: j for j in free_new if second[new[j]] == 1}
    for i in sorted(free_old):
        words = old[i]
        if i not in free_old or len(words) < _LEAST_MOVED or first[words] > 1 or words not in places:
            continue
        j = places[words]
        if j not in free_new:
            continue
        for row in _beside(old, new, i, j, free_old, free_new):
            free_old.discard(row.old)
            free_new.discard(row.new)
            yield row


def _beside(
    old: Sequence[Words], new: Sequence[Words], i: int, j: int, free_old: set[int], free_new: set[int]
) -> Iterator[Pair]:
    """A moved piece, and its neighbours on both sides for as long as they are alike and free."""
    yield Pair(i, j, 1.0, moved=True)
    for step in (-1, 1):
        x, y = i + step, j + step
        while x in free_old and y in free_new:
            alike = 1.0 if old[x] == new[y] else likeness(old[x], new[y])
            if not alike:
                break
            yield Pair(x, y, alike, moved=True)
            x, y = x + step, y + step
