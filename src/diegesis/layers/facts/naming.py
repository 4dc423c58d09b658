"""What somebody is called: *the old pilot*, *Doctor Hale*, *the red-haired girl*, *Tom, a baker of forty*."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.entities.records import MentionForm
from diegesis.layers.facts.page import Draft, Page, Subject
from diegesis.layers.facts.predicates import Predicate, Said
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.states import drafted
from diegesis.layers.facts.wordlists import DETERMINERS, HONOURS, noun, number
from diegesis.lexicons.load import listed
from diegesis.lexicons.people import titles
from diegesis.spans import Span

_COMMON = listed("old young little poor dear dead other living tall short quiet proud single late")
#: How sure a phrase must be of its person before its words are facts about them.
_NAMED = 0.6
#: Titles of the British police, and of medicine.
_POLICE = listed("pc dc ds di dci dcs wpc constable inspector")
_NOT_WORK = listed("st. saint father mother sister brother saint private minister lord lady dame prior squire")
_ROUGHLY = listed("aged about perhaps maybe barely only just nearly almost no not more older than some scarcely")
_CLOSERS = frozenset(", . ; : ) ! ? — – -- who whose \" ” ’ '".split())


def names(page: Page) -> Iterator[Draft]:
    """Facts by what people are called, in text order."""
    for mention in page.people.mentions:
        if mention.form is MentionForm.PRON or mention.plural:
            continue
        subject = page.subject(mention)
        if subject is not None and not mention.vocative:
            first = page.tokens.before(mention.span.start)
            yield from (
                _titled(page, subject, first) if mention.form is MentionForm.PROP else _called(page, subject, first)
            )
            yield from _aged(page, subject)
            yield from _hailing(page, subject)
    yield from appositions(page)


def _titled(page: Page, subject: Subject, first: int) -> Iterator[Draft]:
    """*Captain Hale*, *Doctor Hale*, *the late Captain Hale*."""
    word = page.words[first]
    late = first if word == "late" else first + 1 if page.words[first : first + 2] == ["the", "late"] else first - 1
    if page.words[late] == "late":
        said = Said(Attribute.ALIVE, page.tokens[late], page.span(late, late + 2), 0.85)
        yield drafted(page, subject, said, rule="late", naming=True)
    title = titles().get(word)
    span = page.tokens[first]
    ranked = word in _POLICE or (title is not None and title.kind in ("rank", "noble"))
    if not ranked or word in _NOT_WORK or (span.end >= subject.mention.span.end and subject.sure < _NAMED):
        return
    rank = (title is not None and title.kind == "noble") or word.rstrip(".") in HONOURS
    attribute = Attribute.RANK if rank else Attribute.OCCUPATION
    yield drafted(page, subject, Said(attribute, span, subject.mention.span, 0.85), rule="title", naming=True)


def _called(page: Page, subject: Subject, first: int) -> Iterator[Draft]:
    head = page.tokens.before(subject.mention.head.end - 1)
    if subject.sure < _NAMED or page.words[first] not in DETERMINERS or head <= first:
        return
    if page.words[first] in ("no", "any", "every", "each", "some", "another"):
        return
    limit = page.tokens.before(subject.mention.span.end - 1) + 1
    predicate = Predicate(page, first, limit, called=True)
    for said in predicate.phrase(first):
        if said.attribute is Attribute.FAMILY or _only_common(page, said) or said.value.of(page.text).lower() == "lord":
            continue
        yield drafted(page, subject, said, rule="called", naming=True)


def _only_common(page: Page, said: Said) -> bool:
    """*The old man*, *poor young fellow*: said of anybody."""
    return page.words[page.tokens.before(said.evidence.start)] in _COMMON and said.attribute in (
        Attribute.AGE,
        Attribute.TEMPERAMENT,
        Attribute.MARITAL_STATUS,
    )


def _aged(page: Page, subject: Subject) -> Iterator[Draft]:
    """*Tom, forty,* and *Tom, aged forty,*."""
    at = page.tokens.before(subject.mention.span.end - 1) + 1
    if at + 2 >= len(page.words) or page.words[at] != ",":
        return
    first = at + 1
    while first + 2 < len(page.words) and page.words[first] in _ROUGHLY:
        first += 1
    if number(page.words[first]) and first + 1 < len(page.words):
        behind = page.words[first + 1]
        end = first + 3 if page.words[first + 1 : first + 3] == ["years", "old"] else first + 1
        if behind in (",", ".", "and") or end > first + 1:
            span = page.span(first, end)
            yield drafted(page, subject, Said(Attribute.AGE, span, span, 0.85), rule="aged")


def _hailing(page: Page, subject: Subject) -> Iterator[Draft]:
    """*The woman from Cork*."""
    at = page.tokens.before(subject.mention.head.end - 1) + 1
    if subject.mention.form is MentionForm.NOM and page.words[at : at + 1] == ["from"] and at + 1 < len(page.words):
        end = at + 1
        while end < min(len(page.words), at + 5) and page.capital(end):
            end += 1
        if end > at + 1:
            span = page.span(at, end)
            yield drafted(page, subject, Said(Attribute.ORIGIN, page.span(at + 1, end), span, 0.85), rule="from")


def appositions(page: Page) -> Iterator[Draft]:
    """*Tom, a baker of forty, ...* where the name stands first."""
    for mention in page.people.mentions:
        if mention.form is not MentionForm.PROP or mention.vocative:
            continue
        subject = page.subject(mention)
        at = page.tokens.before(mention.span.end - 1) + 1
        if subject is None or at + 1 >= len(page.words):
            continue
        if page.words[at] == "the" and noun(page.words[at + 1]) is not None:
            yield from _apposed(page, subject, at)
        if page.words[at] not in (",", "—", "–"):
            continue
        if page.words[at + 1] in DETERMINERS or (
            noun(page.words[at + 1]) is Attribute.OCCUPATION and not page.capital(at + 1)
        ):
            yield from _apposed(page, subject, at + 1)


def _apposed(page: Page, subject: Subject, first: int) -> Iterator[Draft]:
    predicate = Predicate(page, first, page.sentence_end(first))
    for said in predicate.read():
        end = page.tokens.before(said.evidence.end - 1) + 1
        behind = page.words[end] if end < len(page.words) else "."
        if behind in _CLOSERS and not _another(page, said.evidence, subject):
            yield drafted(page, subject, said, rule="apposition")


def _another(page: Page, span: Span, subject: Subject) -> bool:
    """Whether the phrase is said of somebody else: *Ann, the baker, and the clerk*."""
    end = page.tokens.before(span.end - 1) + 1
    return page.words[end : end + 2] == [",", "and"]
