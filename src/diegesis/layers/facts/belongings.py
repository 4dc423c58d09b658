"""Possessives, *had* and *with*: whose eyes, whose knee, whose dog, and what these are said to be."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.entities.records import MentionForm
from diegesis.layers.facts.holdings import Holding, Reader, holding_at, kin_holding
from diegesis.layers.facts.page import Draft, Page, Subject, pronoun
from diegesis.layers.facts.predicates import Said
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.states import drafted
from diegesis.layers.facts.wordlists import ENDS, POSSESSIVES, colour, number
from diegesis.lexicons.load import listed
from diegesis.spans import Span

_HAVE = listed("had has have having hasn't haven't hadn't got")
_ARE = listed(
    "is was are were has had have be been gone going turned turning looked grown went always still not never quite very"
)
_DETERMINERS = listed("a an the no any some such one two three his her my your its only")
_BROKEN = listed(
    "broken gone missing bandaged stiff lame withered scarred paralysed amputated crushed shattered sprained "
    "swollen useless dislocated splinted wooden artificial burned burnt bad"
)
_SHAPED = listed(
    "small big long large broad thin thick brown freckled rough crooked hooked calloused square narrow tattooed"
)
_VOICED = listed("deep husky gravelly nasal high-pitched melodious soft-spoken")
_HAIR_STATES = listed("long short curly straight thin thinning thick cropped wavy plaited braided shorn tangled gone")


def belongings_of(page: Page) -> Iterator[Draft]:
    """Facts by possessives, in text order of the possessor."""
    for mention in page.people.mentions:
        subject = page.subject(mention)
        first = _behind(page, mention.span) if subject else None
        if subject is None or first is None:
            continue
        limit = page.sentence_end(first)
        yield from _kin(page, subject, first, limit)
        yield from _measured(page, subject, first, limit)
        yield from _name(page, subject, first, limit)
        yield from _birthday(page, subject, first, limit)
        yield from _slung(page, subject, first, limit)
        held = holding_at(page, first, limit)
        if held is None:
            continue
        for said in Reader(page, held).read():
            yield drafted(page, subject, said, rule="possessive")
        if held.kind in ("eyes", "hair", "body", "voice"):
            yield from _described(page, subject, held, limit)
            yield from _colour_of(page, subject, held)
        if held.kind in ("eyes", "hair"):
            yield from _apposed(page, subject, held, limit)


def _behind(page: Page, span: Span) -> int | None:
    """The token behind a possessive: a pronoun, or a name with its *'s*; ``None`` where it is none."""
    token = page.tokens.before(span.start)
    if token < 0 or token + 1 >= len(page.tokens):
        return None
    if page.words[token] in POSSESSIVES and page.tokens.ends[token] == span.end:
        return token + 1
    mark = page.text[span.end : span.end + 2]
    before = page.text[span.end - 2 : span.end]
    if mark in ("'s", "’s") or before in ("'s", "’s"):
        following = page.tokens.before(span.end) + 1
        return following if following < len(page.tokens) else None
    return None


def _measured(page: Page, subject: Subject, first: int, limit: int) -> Iterator[Draft]:
    """*His five foot four*."""
    if first + 1 < limit and number(page.words[first]) and page.words[first + 1] in ("foot", "feet"):
        end = first + 2
        while end < limit and (number(page.words[end]) or page.words[end] == "inches"):
            end += 1
        span = page.span(first, end)
        yield drafted(page, subject, Said(Attribute.HEIGHT, span, span, 0.9), rule="possessive")


def _birthday(page: Page, subject: Subject, first: int, limit: int) -> Iterator[Draft]:
    """*Her nineteenth birthday*."""
    if (
        first + 1 < limit
        and page.words[first + 1] == "birthday"
        and page.words[first].endswith(("th", "st", "nd", "rd"))
    ):
        span = page.span(first, first + 2)
        yield drafted(page, subject, Said(Attribute.AGE, span, span, 0.75), rule="birthday")


def _slung(page: Page, subject: Subject, first: int, limit: int) -> Iterator[Draft]:
    """*His left arm in a sling*, *his leg was in plaster*."""
    held = holding_at(page, first, limit)
    if held is None or held.kind != "body":
        return
    at = held.end + (held.end < limit and page.words[held.end] in ("was", "is", "were", "are"))
    worn = [i for i in range(at + 1, min(at + 4, limit)) if page.words[i] in _SLINGS]
    if at < limit and page.words[at] == "in" and worn:
        span = page.span(first, worn[0] + 1)
        yield drafted(page, subject, Said(Attribute.INJURY, span, span, 0.9), rule="described")


_SLINGS = listed("sling plaster splint splints cast bandage bandages irons")


def _name(page: Page, subject: Subject, first: int, limit: int) -> Iterator[Draft]:
    """*His name was Tom*."""
    named = page.words[first] == "name" and first + 1 < limit and page.words[first + 1] in ("is", "was")
    at = first + 2 if named else first + 1
    if (named or page.words[first] == "name's") and at < limit and page.capital(at):
        end = at
        while end < limit and page.capital(end):
            end += 1
        span = page.span(at, end)
        if page.asserted(subject, first):
            yield drafted(page, subject, Said(Attribute.NAME, span, span, 0.9), rule="name")


def _kin(page: Page, subject: Subject, first: int, limit: int) -> Iterator[Draft]:
    """*Her brother*: she has a brother, and he is hers."""
    held = kin_holding(page, first, limit)
    if held is None or _address(page, subject, held):
        return
    start = subject.mention.span.start if pronoun(subject.mention) else page.tokens.starts[first]
    end = held.end
    while end < limit and page.capital(end) and page.tag(end) in ("PROPN", ""):
        end += 1
    span = Span(start, page.tokens.ends[end - 1])
    value = page.span(held.first, end)
    yield drafted(page, subject, Said(Attribute.FAMILY, value, span, 0.85), rule="kin", naming=True)
    other = page.subject(page.people.mention_at(page.tokens[held.head]))
    if other is not None and other.character != subject.character:
        if "late" in page.words[held.first : held.head]:
            yield drafted(page, other, Said(Attribute.ALIVE, value, span, 0.85), rule="late", naming=True)
        whole = Span(subject.mention.span.start, page.tokens.ends[held.head])
        yield drafted(page, other, Said(Attribute.FAMILY, whole, whole, 0.8), rule="kin", naming=True)


def _address(page: Page, subject: Subject, held: Holding) -> bool:
    """*My dear child*, *my son*: calls somebody who may be no kin."""
    if page.words[held.first - 1] != "my" or page.people.quote_at(page.tokens.starts[held.head]) is None:
        return False
    mention = page.people.mention_at(page.tokens[held.head])
    called = mention is not None and mention.vocative
    return called or any(word in ("dear", "poor", "good") for word in page.words[held.first : held.head])


def _described(page: Page, subject: Subject, held: Holding, limit: int) -> Iterator[Draft]:
    """*Her eyes were green*, *his left arm was gone*."""
    at = held.end
    if at >= limit or page.words[at] not in _ARE or not _states(page, at):
        return
    negated = False
    while at < limit and page.words[at] in _ARE:
        negated |= page.words[at] in ("not", "never")
        at += 1
    end = at
    stops = (ENDS - listed("and , so")) | _OTHERS
    while end < limit and end < at + 8 and page.words[end] not in stops:
        end += 1
    words = [(place, page.words[place]) for place in range(at, end)]
    attribute = _attribute(held, page.words[held.head], [word for _, word in words])
    telling = [place for place, word in words if _tells(word)]
    if attribute is None or not telling:
        return
    span = page.span(held.first, telling[-1] + 1)
    start = subject.mention.span.start if pronoun(subject.mention) else span.start
    said = Said(attribute, page.span(at, telling[-1] + 1), Span(start, span.end), 0.9, negated)
    if page.asserted(subject, held.end):
        yield drafted(page, subject, said, rule="described")


#: Behind one of these something else is spoken of: *his leg was broken, and the big man ...*.
_OTHERS = listed("the his her my he she it they i you as like than")


def _apposed(page: Page, subject: Subject, held: Holding, limit: int) -> Iterator[Draft]:
    """*Her eyes, brown as peat*; *his eyes the colour of tea*."""
    at = held.end + (held.end < limit and page.words[held.end] == ",")
    if page.words[at : at + 3] in (["the", "colour", "of"], ["the", "color", "of"]):
        end = at + 3
    elif at > held.end and at < limit and colour(page.words[at + (page.words[at] in ("as", "so", "very"))]):
        end = at + 1
    else:
        return
    while end < limit and page.words[end] not in ENDS:
        end += 1
    attribute = Attribute.EYE_COLOUR if held.kind == "eyes" else Attribute.HAIR_COLOUR
    said = Said(attribute, page.span(at, end), page.span(held.first, end), 0.85)
    yield drafted(page, subject, said, rule="described")


def _states(page: Page, at: int) -> bool:
    return page.words[at] in ("is", "was", "are", "were", "had", "has", "have")


def _tells(word: str) -> bool:
    return word in _VOICED or colour(word) or word in _BROKEN or word in _SHAPED or word in _HAIR_STATES


def _attribute(held: Holding, noun: str, words: list[str]) -> Attribute | None:
    if held.kind == "voice":
        return Attribute.VOICE if any(word in _VOICED for word in words) else None
    if held.kind == "eyes":
        return Attribute.EYE_COLOUR if any(colour(word) and word != "red" for word in words) else None
    if held.kind == "hair":
        coloured = any(colour(word) for word in words) and noun == "hair"
        return Attribute.HAIR_COLOUR if coloured else Attribute.HAIR
    if any(word in _BROKEN for word in words):
        return Attribute.INJURY
    return Attribute.APPEARANCE if any(word in _SHAPED for word in words) else None


def _colour_of(page: Page, subject: Subject, held: Holding) -> Iterator[Draft]:
    """*The blue of his eyes*."""
    start = page.tokens.before(subject.mention.span.start)
    if (
        held.kind in ("body", "voice")
        or start < 2
        or page.words[start - 1] != "of"
        or not colour(page.words[start - 2])
    ):
        return
    attribute = Attribute.EYE_COLOUR if held.kind == "eyes" else Attribute.HAIR_COLOUR
    span = page.span(start - 2, held.end)
    yield drafted(page, subject, Said(attribute, span, span, 0.9), rule="colour of")


def havings(page: Page) -> Iterator[Draft]:
    """Facts by *had*, in text order."""
    for token, word in enumerate(page.words):
        if word == "got" and page.words[token - 1] not in _HAVE and not page.words[token - 1].endswith(("'ve", "'s")):
            continue
        if word in _HAVE or word.endswith(("'ve", "'d")):
            first, negated = _object(page, token + 1)
            if first is not None:
                yield from _had(page, token, first, negated=negated)


def _object(page: Page, at: int) -> tuple[int | None, bool]:
    """Where what is had begins, behind *got*, *never*, *a*; and whether it is denied. No determiner: no object."""
    negated, determined = False, False
    stop = min(page.sentence_end(at - 1), at + 5)
    while at < stop and (page.words[at] in _DETERMINERS or page.words[at] in _BEFORE or number(page.words[at])):
        negated |= page.words[at] in ("no", "not", "never")
        determined |= page.words[at] in _DETERMINERS or number(page.words[at])
        at += 1
    if at >= stop or (page.tag(at) in ("VERB", "AUX") and not determined):
        return None, negated
    return at, negated


_BEFORE = listed("got not never always still also only had")
_PASSING = listed("in on under over out at round around up from between behind against to")


def _had(page: Page, token: int, first: int, *, negated: bool) -> Iterator[Draft]:
    subject = page.subject_of(token)
    if subject is None or not page.asserted(subject, token):
        return
    negated = negated or page.denied(subject, token)
    limit = page.sentence_end(first)
    kin = kin_holding(page, first, limit)
    with_them = kin is not None and kin.end < limit and page.words[kin.end] in ("aboard", "with", "here", "there", "on")
    if kin is not None and not with_them and page.words[first - 1] not in ("the", "his", "her", "my", "your"):
        first = _number_before(page, first)
        span = page.span(first, kin.end)
        yield drafted(page, subject, Said(Attribute.FAMILY, span, span, 0.85, negated), rule="have")
        return
    yield from _inherited(page, subject, first, limit)
    if page.words[first - 1] in ("his", "her", "my", "your", "its", "the"):
        return
    held = holding_at(page, _number_before(page, first), limit)
    if held is None or not _lasting(page, held, limit):
        return
    for said in Reader(page, held, negated=negated).read():
        yield drafted(page, subject, said, rule="have")


def _inherited(page: Page, subject: Subject, first: int, limit: int) -> Iterator[Draft]:
    """*She has her father's nose*."""
    for at in range(max(first - 1, 0), min(first + 3, limit - 1)):
        if page.words[at].endswith(("'s", "s'")):
            held = holding_at(page, at + 1, limit)
            if held is not None and page.words[held.head] in _FEATURES and held.head < at + 3:
                span = page.span(first, held.end)
                yield drafted(page, subject, Said(Attribute.APPEARANCE, span, span, 0.85), rule="have")
            return


_FEATURES = listed("nose chin jaw mouth forehead brow brows eyes eyebrows hair hands ears cheekbones smile")


def _number_before(page: Page, first: int) -> int:
    return first - 1 if number(page.words[first - 1]) else first


def _lasting(page: Page, held: Holding, limit: int) -> bool:
    """What is had *in his hand* or *round her neck* passes; scars and eyes do not."""
    if held.kind not in ("possession", "clothing"):
        return held.kind != "body" or held.first < held.head
    behind = page.words[held.end] if held.end < limit else "."
    return behind not in _PASSING and page.tag(held.end - 1) != "VERB"


def features(page: Page) -> Iterator[Draft]:
    """*A woman with grey eyes*, *the man in the grey coat*: what stands behind the words for somebody."""
    for token, word in enumerate(page.words):
        if word not in ("with", "in") or token + 2 >= len(page.words):
            continue
        held = _featured(page, token)
        subject = None if held is None else _bearer(page, token, held)
        if held is None or subject is None:
            continue
        for said in Reader(page, held).read():
            yield drafted(page, subject, said, rule="with")


def _featured(page: Page, token: int) -> Holding | None:
    limit = page.sentence_end(token)
    first = token + 1
    while first < limit and page.words[first] in _ARTICLES:
        first += 1
    held = holding_at(page, first, limit)
    if held is None or held.kind == "possession" or (page.words[token] == "in") != (held.kind == "clothing"):
        return None
    return held


def _bearer(page: Page, token: int, held: Holding) -> Subject | None:
    """Whose feature it is: of the words right before, or of the noun or verb it hangs on."""
    beside = page.people.mention_at(page.tokens[token - 1]) if token else None
    if beside is not None and beside.head.end == page.tokens.ends[token - 1]:
        return page.subject(beside) if beside.form is not MentionForm.PRON else None
    noun = page.clauses.word_at(page.tokens.starts[held.head])
    head = noun.head if noun is not None else None
    if head is None or head.span.start > page.tokens.starts[token]:
        return None
    if head.tag in ("NOUN", "PROPN") and head.child("cop") is None:
        return page.subject(page.mention_of(head))
    hurt = held.kind == "body" and any(word in _BROKEN for word in page.words[held.first : held.head])
    if head.tag == "VERB" and held.kind not in ("clothing", "wound") and not hurt:
        return None
    found = head.subject
    return None if found is None else page.subject(page.mention_of(found))


_ARTICLES = listed("a an the some such his her")
