"""Where a place of one draft stands in the other, by the sentences that both have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from diegesis.diff.align import Pair, Words, align
from diegesis.diff.draft import Draft
from diegesis.spans import Span

#: Words of a reworded sentence that are compared one by one.
_LONG = 400


class Places:
    """Two drafts, their sentences paired."""

    def __init__(self, old: Draft, new: Draft) -> None:
        self.old = old
        self.new = new
        self.pairs: list[Pair] = align(old.sentences, new.sentences)

    @cached_property
    def to_new(self) -> dict[int, int]:
        """Positions of sentences in the new draft by those in the old one."""
        return {row.old: row.new for row in self.pairs}

    @cached_property
    def to_old(self) -> dict[int, int]:
        """The other way round."""
        return {row.new: row.old for row in self.pairs}

    def in_new(self, spans: Sequence[Span]) -> list[Span]:
        """The sentences of the new draft that are those around some places of the old one."""
        return _across(self.old, self.new, self.to_new, spans)

    def in_old(self, spans: Sequence[Span]) -> list[Span]:
        """The sentences of the old draft that are those around some places of the new one."""
        return _across(self.new, self.old, self.to_old, spans)

    def new_at(self, offset: int) -> int:
        """Where a place of the old draft would stand in the new one: after the last sentence before it that is kept."""
        return _at(self.old, self.new, self.to_new, self._kept_old, offset)

    def old_at(self, offset: int) -> int:
        """The other way round."""
        return _at(self.new, self.old, self.to_old, self._kept_new, offset)

    @cached_property
    def _kept_old(self) -> list[int]:
        return sorted(row.old for row in self.pairs if not row.moved)

    @cached_property
    def _kept_new(self) -> list[int]:
        return sorted(row.new for row in self.pairs if not row.moved)

    @cached_property
    def words(self) -> dict[int, int]:
        """Start of a word in the new draft by its start in the old one; a word put for another counts as that one."""
        found: dict[int, int] = {}
        for row in self.pairs:
            old, new = self.old.word_tokens[row.old], self.new.word_tokens[row.new]
            for i, j in _word_pairs(self.old.sentences[row.old], self.new.sentences[row.new]):
                found[self.old.document.tokens.starts[old[i]]] = self.new.document.tokens.starts[new[j]]
        return found


def _across(here: Draft, there: Draft, known: dict[int, int], spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        at = here.document.sentences.at(span.start)
        if at is not None and at in known:
            found.append(there.document.sentences[known[at]])
    return found


def _at(here: Draft, there: Draft, known: dict[int, int], kept: Sequence[int], offset: int) -> int:
    at = here.document.sentences.at(offset)
    if at is not None and at in known:
        return there.document.sentences.starts[known[at]]
    before = bisect_right(kept, here.document.sentences.before(offset)) - 1
    return there.document.sentences.ends[known[kept[before]]] if before >= 0 else 0


def _word_pairs(old: Words, new: Words) -> Iterator[tuple[int, int]]:
    """Positions of words that are the same or stand for each other."""
    if len(old) == len(new) and (old == new or max(len(old), len(new)) > _LONG):
        yield from zip(range(len(old)), range(len(new)), strict=True)
        return
    if max(len(old), len(new)) > _LONG:
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            yield from zip(range(a, b), range(c, d), strict=True)
