"""Clauses that may tell an event: a verb, what is joined to it, and the words from its subject to its last object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.layers.quotes.records import Quote
from diegesis.layers.timeline.tenses import Tenses, VerbTense, below
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
_IF = frozenset({"if", "unless", "whether"})
#: Dependents that are told apart from the phrase they hang on.
_APART = frozenset({"acl:relcl", "parataxis", "punct", "appos"})


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
    for position in _predicates(parse):
        if position in taken:
            continue
        verb = Word(parse, position)
        tense = tenses.of(verb)
        if tense not in _FINITE or _is_open(verb, tenses):
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


def _predicates(parse: Parse) -> list[int]:
    """Positions of verbs, and of whatever stands with a copula, that can tell something by themselves."""
    row = parse.row
    linked = {head for head, relation in zip(row.heads, row.relations, strict=True) if relation == "cop"}
    return [
        position
        for position, (tag, relation) in enumerate(zip(row.tags, row.relations, strict=True))
        if relation in _TELLING and (tag == "VERB" or position in linked)
    ]


def _is_open(verb: Word, tenses: Tenses) -> bool:
    """Whether a clause asks or supposes and asserts nothing: *did you see him?*, *if he came*."""
    if any(word.lemma in _IF for word in below(verb, "mark")):
        return True
    if not tenses.ends_in_question(verb):
        return False
    relations = verb.parse.row.relations
    before = [at for at in verb.parse.dependents[verb.position] if at < verb.position]
    subject = next((at for at in before if relations[at] in _SUBJECT_RELATIONS), None)
    auxiliary = next((at for at in before if relations[at] in ("aux", "aux:pass")), None)
    return subject is not None and auxiliary is not None and auxiliary < subject


def _joined(verb: Word, tenses: Tenses, tense: VerbTense) -> Iterator[Word]:
    """Verbs joined to a verb that share its subject and its tense."""
    for other in below(verb, "conj"):
        if other.tag == "VERB" and other.child(*_SUBJECT_RELATIONS) is None and tenses.of(other) is tense:
            yield other


def _reach(verb: Word) -> tuple[int, int]:
    """First and last position of a verb's own clause: subject, auxiliaries, objects and adjuncts up to a limit."""
    relations, below, here = verb.parse.row.relations, verb.parse.dependents[verb.position], verb.position
    first = last = here
    for at in below:
        if at < here and (relations[at] in _SUBJECT_RELATIONS or relations[at].startswith(("aux", "cop"))):
            first = min(first, max(_edges(verb.parse, at)[0], here - _LONGEST))
    for at in below:
        if at < here or (relations[at] == "punct" and at == last + 1):
            continue
        if relations[at].partition(":")[0] in _BEYOND:
            break
        end = _edges(verb.parse, at)[1]
        if end - first >= _LONGEST:
            break
        last = max(last, end)
    while first < here and relations[first] in ("punct", "cc"):
        first += 1
    return first, _trimmed(verb.parse, last, here)


def _trimmed(parse: Parse, last: int, verb: int) -> int:
    """The last position without trailing words that belong to what follows: *to* of an infinitive left out."""
    while last > verb and (parse.row.heads[last] > last or parse.row.relations[last] in ("punct", "cc")):
        last -= 1
    return last


def _edges(parse: Parse, position: int) -> tuple[int, int]:
    """First and last position of a dependent, relative clauses and what is joined by a verb left out."""
    row, first, last, waiting = parse.row, position, position, [position]
    while waiting:
        for at in parse.dependents[waiting.pop()]:
            relation = row.relations[at]
            if relation in _APART or (relation == "conj" and row.tags[at] == "VERB"):
                continue
            first, last = min(first, at), max(last, at)
            waiting.append(at)
    return first, last


def _clipped(span: Span, quote: Quote | None, people: People) -> Span:
    """A clause without what lies on the other side of a quotation mark."""
    if quote is not None:
        return Span(max(span.start, quote.inner.start), min(span.end, quote.inner.end))
    for inside in people.quotes_in(span):
        return Span(span.start, max(span.start, inside.span.start))
    return span


def near(span: Span, sentence: Span) -> Span:
    """Where the words of a sentence that date one of its clauses may stand."""
    return Span(max(sentence.start, span.start - 30), min(span.end + 20, max(sentence.end, span.end)))
