"""Clauses that may tell an event: a verb, what is joined to it, and the words from its subject to its last object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.layers.quotes.records import Quote
from diegesis.layers.timeline.tenses import Tenses, VerbTense
from diegesis.spans import Span
from diegesis.views.clauses import Clauses, Parse, Word
from diegesis.views.people import People

#: Words of a clause at most, and of a clause with those joined to it.
_LONGEST, _JOINED = 15, 24
#: Dependents that end a clause where they follow the verb.
_BEYOND = frozenset("advcl conj parataxis ccomp csubj vocative discourse dislocated list punct cc appos".split())
#: Relations of verbs that tell something by themselves.
_TELLING = frozenset("root conj ccomp parataxis advcl acl:relcl acl csubj xcomp".split())
_FINITE = frozenset(
    (
        VerbTense.PAST,
        VerbTense.PRESENT,
        VerbTense.PLUPERFECT,
        VerbTense.PERFECT,
        VerbTense.FUTURE,
        VerbTense.CONDITIONAL,
    )
)
_SUBJECT_RELATIONS = ("nsubj", "nsubj:pass", "csubj", "expl")


@dataclass(frozen=True, slots=True)
class Happening:
    """A clause that may tell an event.

    Attributes:
        verbs: its verb and those joined to it (*rose and left*).
        span: from its subject to its last object.
        tense: of the first verb.
        subject: its subject, if it has one of its own or shares that of the verb it is joined to.
        quote: the quote it stands in.
        words: how many words the span has.
    """

    verbs: tuple[Word, ...]
    span: Span
    tense: VerbTense
    subject: Word | None
    quote: Quote | None
    words: int

    @property
    def verb(self) -> Word:
        """The first verb."""
        return self.verbs[0]


def happenings(clauses: Clauses, people: People, tenses: Tenses) -> Iterator[Happening]:
    """The finite clauses of a text, in text order; verbs joined to a short one are one with it."""
    for parse in clauses.parses:
        yield from _of(parse, people, tenses)


def _of(parse: Parse, people: People, tenses: Tenses) -> Iterator[Happening]:
    taken: set[int] = set()
    for verb in parse.predicates:
        if verb.position in taken or verb.relation not in _TELLING:
            continue
        tense = tenses.of(verb)
        if tense not in _FINITE:
            continue
        first, last = _reach(verb)
        chain = [verb]
        for other in _joined(verb, tenses, tense):
            end = _reach(other)[1]
            if end - first < _JOINED and other.position > last:
                chain.append(other)
                last = end
        taken.update(word.position for word in chain)
        words = parse.row.words
        quote = people.quote_at(verb.span.start)
        span = _clipped(Span(words[first].start, words[last].end), quote, people)
        if span.length:
            yield Happening(tuple(chain), span, tense, verb.subject, quote, last - first + 1)


def _joined(verb: Word, tenses: Tenses, tense: VerbTense) -> Iterator[Word]:
    """Verbs joined to a verb that share its subject and its tense."""
    for other in verb.children_by("conj"):
        if other.tag == "VERB" and other.child(*_SUBJECT_RELATIONS) is None and tenses.of(other) is tense:
            yield other


def _reach(verb: Word) -> tuple[int, int]:
    """First and last position of a verb's own clause: subject, auxiliaries, objects and adjuncts up to a limit."""
    first = last = verb.position
    for word in verb.children:
        if word.position < verb.position:
            keeps = word.relation in _SUBJECT_RELATIONS or word.relation.startswith("aux") or word.relation == "cop"
            if keeps:
                first = min(first, max(_edges(word)[0], verb.position - _LONGEST))
    for word in verb.children:
        if word.position < verb.position:
            continue
        if word.relation.partition(":")[0] in _BEYOND:
            if word.relation == "punct" and word.position == last + 1:
                continue
            break
        end = _edges(word)[1]
        if end - first >= _LONGEST:
            break
        last = max(last, end)
    return first, last


def _edges(word: Word) -> tuple[int, int]:
    """First and last position of a dependent, relative clauses and what is joined by a verb left out."""
    first = last = word.position
    waiting = [word]
    while waiting:
        for child in waiting.pop().children:
            if child.relation in ("acl:relcl", "parataxis", "punct", "appos") or (
                child.relation == "conj" and child.tag == "VERB"
            ):
                continue
            first, last = min(first, child.position), max(last, child.position)
            waiting.append(child)
    return first, last


def _clipped(span: Span, quote: Quote | None, people: People) -> Span:
    """A clause without what lies on the other side of a quotation mark."""
    if quote is not None:
        return Span(max(span.start, quote.inner.start), min(span.end, quote.inner.end))
    for inside in people.quotes_in(span):
        return Span(span.start, max(span.start, inside.span.start))
    return span
