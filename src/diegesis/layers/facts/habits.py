"""What somebody always, never or every Thursday does."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.facts.page import Draft, Page, Subject
from diegesis.layers.facts.predicates import Said
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.states import drafted
from diegesis.layers.facts.wordlists import ENDS
from diegesis.lexicons.load import listed

_OFTEN = listed("always never usually seldom rarely forever invariably habitually")
#: What one knows, sees or is is no habit.
_NO_HABIT = listed(
    "be have know think see hear feel want like love hate mean seem look find get come become believe understand "
    "remember forget expect dream imagine notice realise realize meet wish hope need suppose guess appear belong "
    "return happen learn leave die consider discover ask marry mind admire succeed cease stop begin manage quite "
    "again intend exist regret doubt care suspect fancy regard picture shiver fear associate attach dread say "
    "tell wonder answer call seem treat consider recover lose live reach break change prove fail end receive "
    "arrive move speak tell trust assume please thank forgive let do go"
)
_TIMES = listed(
    "day morning night evening afternoon week month year sunday monday tuesday wednesday thursday friday saturday "
    "summer winter spring autumn christmas easter weekend noon dawn hour sundays"
)
_VERBAL = listed("ought was were had would could is are")
_CHANGES = listed("be have seem become get grow draw come appear increase expect bring")
_DAYS = listed("mondays tuesdays wednesdays thursdays fridays saturdays sundays weekdays weekends")
_ONCE = listed("again before yet until since then so such once now")
_HABITUAL = listed("drink smoke eat drinks smokes eats sleeps gamble gambles")


def habits(page: Page) -> Iterator[Draft]:
    """Habits, in text order; without a model there are none, for nothing says what the adverb goes with."""
    for token, word in enumerate(page.words):
        if word in _OFTEN:
            yield from _adverb(page, token)
        elif word in ("every", "each") and token + 1 < len(page.words) and page.words[token + 1] in _TIMES:
            yield from _every(page, token)
        elif word in _DAYS and token and page.words[token - 1] == "on":
            yield from _every(page, token - 1)
        elif word in ("habit", "way", "trick") and page.words[token + 1 : token + 2] == ["of"]:
            yield from _way(page, token)
        elif word in ("fear", "horror", "dread", "terror") and page.words[token + 1 : token + 2] == ["of"]:
            yield from _dread(page, token)
        elif word in _HABITUAL:
            yield from _habitual(page, token)
        elif word == "used" and page.words[token + 1 : token + 2] == ["to"]:
            yield from _used(page, token)


def _adverb(page: Page, token: int) -> Iterator[Draft]:
    word = page.clauses.word_at(page.tokens.starts[token])
    verb = word.head if word is not None else None
    if verb is None or verb.tag != "VERB" or verb.lemma in _NO_HABIT or verb.span.start < page.tokens.starts[token]:
        return
    at = page.tokens.before(verb.span.start)
    subject = page.subject_of(at)
    if subject is None or at > token + 3 or not page.asserted(subject, token):
        return
    end = _tail(page, at + 1)
    words = page.words[at:end]
    if any(other in _ONCE for other in words) or (
        page.words[token] == "never" and not _lasting(page, subject, token, at, end)
    ):
        return
    span = page.span(token, end)
    yield drafted(page, subject, Said(Attribute.HABIT, span, span, 0.75), rule="habit")


def _lasting(page: Page, subject: Subject, token: int, at: int, end: int) -> bool:
    """*Never sleeps*, *has never been late in her life*; *never looked at me* tells of once."""
    if any(word in ("life", "years", "days") for word in page.words[at:end]):
        return True
    helped = any(word in ("had", "has", "have", "did", "'d", "could", "would") for word in page.between(subject, at))
    present = page.words[at].endswith("s") or page.holder(page.tokens.starts[token])[0] is not None
    return present and not helped and not page.words[at].endswith(("ed", "en")) and page.words[at] not in _PASTS


_PASTS = listed(
    "said went came took gave got made saw knew thought left told did had was were heard felt kept ran sat stood spoke"
)


def _tail(page: Page, at: int) -> int:
    end, limit = at, min(page.sentence_end(at - 1), at + 12)
    while end < limit and page.words[end] not in ENDS and page.words[end] not in _VERBAL:
        end += 1
    return end


def _every(page: Page, token: int) -> Iterator[Draft]:
    """*She swam every morning*, *had called every Thursday*."""
    word = page.clauses.word_at(page.tokens.starts[token + 1])
    verb = word.head if word is not None else None
    if verb is None or verb.tag != "VERB" or verb.lemma in _CHANGES or verb.span.of(page.text).endswith("ing"):
        return
    at = page.tokens.before(verb.span.start)
    subject = page.subject_of(at)
    if subject is None or not page.asserted(subject, at, modal="would" in page.between(subject, at)):
        return
    span = page.span(min(at, token), max(at + 1, token + 2))
    if not any(mark in page.words[min(at, token) : max(at, token)] for mark in (".", ";", "?", "“", '"')):
        yield drafted(page, subject, Said(Attribute.HABIT, span, span, 0.8), rule="habit")


def _way(page: Page, token: int) -> Iterator[Draft]:
    """*Had a way of looking past people*, *his habit of humming*."""
    subject, start = _haver(page, token)
    if subject is not None and token + 2 < len(page.words) and page.words[token + 2].endswith("ing"):
        span = page.span(token, _tail(page, token + 2))
        yield drafted(
            page, subject, Said(Attribute.HABIT, page.span(start, _tail(page, token + 2)), span, 0.85), rule="way of"
        )


def _dread(page: Page, token: int) -> Iterator[Draft]:
    """*Had a horror of spiders*, *her fear of water*."""
    subject, _ = _haver(page, token)
    end = _tail(page, token + 2)
    if subject is None or end < token + 3 or page.words[token + 2].endswith("ing"):
        return
    if page.words[token + 2] not in ("his", "her", "him", "it", "what", "them", "me", "you", "this", "that", "being"):
        said = Said(Attribute.FEAR, page.span(token + 2, end), page.span(token, end), 0.8)
        yield drafted(page, subject, said, rule="fear of")


def _haver(page: Page, token: int) -> tuple[Subject | None, int]:
    """Who has what a noun names, by a possessive or by *had a*."""
    at = token - 1
    while at > 0 and page.tag(at) == "ADJ":
        at -= 1
    if page.words[at] in ("his", "her", "my", "your"):
        return page.subject(page.starts.get(page.tokens.starts[at])), token
    if page.words[at] in ("a", "the") and page.words[at - 1] in ("had", "has", "have"):
        subject = page.subject_of(at - 1)
        return (subject, token) if subject and page.asserted(subject, at - 1) else (None, token)
    return None, token


def _habitual(page: Page, token: int) -> Iterator[Draft]:
    """*I don't drink milk*, *he smokes*; *did not eat* tells of once."""
    if page.words[token - 1 : token] in (["did"], ["didn't"], ["to"]) or "did" in page.words[max(0, token - 3) : token]:
        return
    subject = page.subject_of(token)
    if subject is None or page.tag(token) not in ("VERB", "") or not page.asserted(subject, token):
        return
    denied = page.denied(subject, token)
    if not denied and (subject.mention.person == 2 or page.holder(page.tokens.starts[token])[0] is None):
        return
    span = page.span(token, max(token + 1, _tail(page, token + 1)))
    yield drafted(page, subject, Said(Attribute.HABIT, span, span, 0.7), rule="habit", denied=denied)


def _used(page: Page, token: int) -> Iterator[Draft]:
    """*He used to whistle*, not *was used to*."""
    subject = page.subject_of(token)
    if subject is None or not page.asserted(subject, token):
        return
    if any(word in ("is", "was", "were", "be", "been", "got", "are", "am") for word in page.between(subject, token)):
        return
    if page.words[token + 2 : token + 3] in (["be"], ["have"], ["think"], ["know"], ["it"], ["the"]):
        return
    end = _tail(page, token + 2)
    span = page.span(token, end)
    yield drafted(page, subject, Said(Attribute.HABIT, span, span, 0.75), rule="habit")
