"""Who does what in a sentence: verbs with their subjects and objects, from the syntax layer's rows.

Relations are those of Universal Dependencies. Without a model there are no such rows, and no words here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span, SpanIndex

_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "scarcely"})
_MODALS = frozenset("will would shall should can could may might must ought 'll 'd".split())
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})


class Word(NamedTuple):
    """A word of a parsed sentence.

    Attributes:
        parse: the sentence's view.
        position: place in the sentence, from 0.
    """

    parse: Parse
    position: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.parse.row.words[self.position]

    @property
    def lemma(self) -> str:
        """As a dictionary lists it."""
        return self.parse.row.lemmas[self.position]

    @property
    def tag(self) -> str:
        """Universal part of speech."""
        return self.parse.row.tags[self.position]

    @property
    def relation(self) -> str:
        """Relation to the head, with its subtype."""
        return self.parse.row.relations[self.position]

    @property
    def head(self) -> Word | None:
        """The word it depends on; ``None`` for the root."""
        position = self.parse.row.heads[self.position]
        return None if position < 0 else self.parse.words[position]

    @property
    def children(self) -> list[Word]:
        """The words that depend on it, in text order."""
        words = self.parse.words
        return [words[at] for at in self.parse.dependents[self.position]]

    def child(self, *relations: str) -> Word | None:
        """The first dependent with one of some relations; a relation without a subtype stands for all of its own."""
        for at in self.parse.dependents[self.position]:
            if _is(self.parse.row.relations[at], relations):
                return self.parse.words[at]
        return None

    def children_by(self, *relations: str) -> list[Word]:
        """The dependents with one of some relations, in text order."""
        return [word for word in self.children if _is(word.relation, relations)]

    @property
    def subject(self) -> Word | None:
        """Its subject; for a verb joined to another (*she rose and left*) that of the first."""
        relations = self.parse.row.relations
        places = self.parse.dependents[self.position]
        own = next((self.parse.words[at] for at in places if relations[at] in _SUBJECTS), None)
        head = self.head
        if own is None and head is not None and (self.relation == "conj" or self.relation == "xcomp"):
            return head.subject
        return own

    @property
    def passive(self) -> bool:
        """Whether its subject suffers what it says."""
        return self.child("nsubj:pass", "aux:pass") is not None

    @property
    def negated(self) -> bool:
        """Whether a *not*, *never* or *no* hangs on it."""
        lemmas = self.parse.row.lemmas
        return any(lemmas[at] in _NEGATIONS for at in self.parse.dependents[self.position])

    @property
    def modal(self) -> str | None:
        """The lemma of its modal verb, or ``None``."""
        return next((w.lemma for w in self.children if w.relation == "aux" and w.lemma in _MODALS), None)

    @property
    def auxiliaries(self) -> list[Word]:
        """Auxiliaries and copula, in text order."""
        return [word for word in self.children if word.relation in _AUXILIARIES]

    @property
    def subtree(self) -> Span:
        """From its first to its last dependent word, its own included."""
        positions = list(self._below())
        words = self.parse.row.words
        return Span(words[min(positions)].start, words[max(positions)].end)

    def _below(self) -> Iterator[int]:
        waiting, seen = [self.position], set[int]()
        while waiting:
            position = waiting.pop()
            if position not in seen:
                seen.add(position)
                yield position
                waiting.extend(self.parse.dependents[position])


class Parse:
    """One sentence as a tree."""

    def __init__(self, row: Sentence) -> None:
        self.row = row

    @cached_property
    def dependents(self) -> list[list[int]]:
        """Positions of the dependents of each word, in text order."""
        found: list[list[int]] = [[] for _ in self.row.words]
        for position, head in enumerate(self.row.heads):
            if head >= 0:
                found[head].append(position)
        return found

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words, in text order."""
        return tuple(Word(self, position) for position in range(len(self.row.words)))

    @property
    def predicates(self) -> list[Word]:
        """Verbs, and whatever stands with a copula, in text order."""
        return [word for word in self.words if word.tag == "VERB" or word.child("cop") is not None]


class Clauses:
    """The sentences of a document as trees, found by place.

    Args:
        sentences: rows of the syntax layer, in text order.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.parses = [Parse(row) for row in sentences]
        self._spans = SpanIndex([row.span for row in sentences])

    def at(self, offset: int) -> Parse | None:
        """The sentence that holds an offset; ``None`` between sentences."""
        position = self._spans.at(offset)
        return None if position is None else self.parses[position]

    def within(self, span: Span) -> list[Parse]:
        """Sentences that start in a stretch, in text order."""
        return [self.parses[at] for at in self._spans.starting_in(span)]

    def word_at(self, offset: int) -> Word | None:
        """The word that holds an offset; ``None`` between words."""
        parse = self.at(offset)
        if parse is None:
            return None
        for position, span in enumerate(parse.row.words):
            if span.start <= offset < span.end:
                return parse.words[position]
        return None


def _is(relation: str, wanted: Sequence[str]) -> bool:
    return relation in wanted or relation.partition(":")[0] in wanted
