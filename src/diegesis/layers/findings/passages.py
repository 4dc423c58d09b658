"""The words around a place: numbers, sentences, whom a word belongs to; and the finding two passages make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.entities.records import Mention
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.lexicons.numerals import ONES, ORDINALS, TENS
from diegesis.spans import Span
from diegesis.views.clauses import Word

_UNITS = {"zero": 0, **ONES}
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS_WORDS = "|".join(TENS)
#: A cardinal number in words or digits.
NUMBER = (
    rf"(?:(?:{_ONES})-and-(?:{_TENS_WORDS})|(?:{_TENS_WORDS})(?:[- ](?:{_ONES}))?|"
    rf"{'|'.join(sorted(_UNITS, key=len, reverse=True))}|\d{{1,3}})"
)
#: A day of the month.
ORDINAL = (
    r"(?:(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    rf"{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th)?)"
)
_POSSESSIVES = "my|his|her|your|our|their"
_POSSESSOR = re.compile(
    rf"(?:\b(?P<who>{_POSSESSIVES}|[\w-]+(?=(?P<s>[’']s))))(?:[’']s)?(?:,? (?:[a-z][\w’-]*|-)){{0,4}} $", re.IGNORECASE
)
#: Characters before a noun in which its possessor stands.
_POSSESSOR_REACH = 60
#: Words that make a statement a guess, a wish, a comparison or a question.
_UNREAL = re.compile(
    r"\b(?:if|as if|as though|like an?|perhaps|maybe|might|could have|would have|should have|unless|suppose[ds]?|"
    r"imagine[ds]?|dream(?:t|ed|s|ing)?|pretend\w*|wish\w*|hope[ds]?|fear(?:ed|s)?|almost|nearly|seem(?:ed|s)?)\b",
    re.IGNORECASE,
)
#: Quotes that begin so far before a passage may reach into it.
_LONG_QUOTE = 2_000
#: How surely a name outside the cast means one person.
_UNKNOWN = 0.85
#: Coreference at 0.4 to 0.75 is right more often than it says, by so much; it is never surer than the last.
_LEAST_SURE, _UNDERSTATED, _MOST_SURE = 0.4, 0.16, 0.95
#: Characters before a passage that may make it unreal.
_LEAD = 60
#: At most that many passages are shown for one finding.
_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something a passage says of somebody.

    Attributes:
        span: the words.
        who: of whom.
        sure: probability that it is said of them, and that it is meant.
        value: what is said, so that equal values agree.
        words: the value as the text has it.
        spoken: whether somebody of the story says it, and may be wrong.
    """

    span: Span
    who: Ref[Character]
    sure: float
    value: frozenset[str]
    words: str
    spoken: bool


def number(words: str) -> int | None:
    """A cardinal or ordinal in words or digits as a number; ``None`` where it is none.

    >>> number("twenty-three"), number("two-and-forty"), number("9th"), number("thirtieth"), number("many")
    (23, 42, 9, 30, None)
    """
    lowered = words.lower().strip()
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", lowered)
    if digits:
        return int(digits.group(1))
    turned = re.fullmatch(r"(\w+)-and-(\w+)", lowered)
    if turned and turned.group(1) in _UNITS and turned.group(2) in TENS:
        return _UNITS[turned.group(1)] + TENS[turned.group(2)]
    tens, _, ones = lowered.replace(" ", "-").partition("-")
    if ones:
        small = _UNITS.get(ones, ORDINALS.get(ones))
        return TENS[tens] + small if tens in TENS and small is not None else None
    return _UNITS.get(lowered, TENS.get(lowered, ORDINALS.get(lowered)))


def windows(text: str, anchor: re.Pattern[str], reach: int) -> list[Span]:
    """The stretches within so many characters of an anchor, joined where they meet: few places to look at."""
    found: list[Span] = []
    for match in anchor.finditer(text):
        low, high = max(0, match.start() - reach), min(len(text), match.end() + reach)
        if found and low <= found[-1].end:
            found[-1] = Span(found[-1].start, high)
        else:
            found.append(Span(low, high))
    return found


def within(text: str, stretches: Iterable[Span], shape: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of a shape in some stretches of a text."""
    for low, high in stretches:
        yield from shape.finditer(text, low, high)


def sentence(view: View, offset: int) -> Span:
    """The sentence that holds an offset, or the character there where none does."""
    sentences = view.document.sentences
    position = sentences.before(offset)
    if position >= 0 and offset < sentences[position].end:
        return sentences[position]
    return Span(offset, min(offset + 1, len(view.text)))


def spoken(view: View, offset: int) -> bool:
    """Whether somebody of the story says or writes the words at an offset."""
    return view.people.quote_at(offset) is not None


def unreal(view: View, span: Span) -> bool:
    """Whether what leads up to a passage makes it a guess, a wish or a comparison, or its sentence is a question."""
    whole = sentence(view, span.start)
    led = view.text[max(whole.start, span.start - _LEAD) : span.end]
    return bool(_UNREAL.search(led)) or whole.of(view.text).rstrip("\"'”’»* _").endswith("?")


def told(view: View, span: Span) -> str:
    """The words of a span that the narration says; what stands in quotes is left out."""
    kept, position = [], span.start
    for quote in view.people.quotes_in(Span(max(0, span.start - _LONG_QUOTE), span.end)):
        if quote.span.start > position:
            kept.append(view.text[position : quote.span.start])
        position = max(position, quote.span.end)
    kept.append(view.text[position : span.end])
    return " ".join(kept)


def around(view: View, span: Span, reach: int) -> str:
    """The words of a span with so many characters on each side."""
    return view.text[max(0, span.start - reach) : span.end + reach]


def people_only(view: View, mention: Mention | None) -> tuple[Ref[Character], float] | None:
    """The one person a mention means, and how surely; ``None`` for groups and open mentions."""
    who = mention and view.people.only(mention)
    if not mention or not who or view.people.cast[who].kind is CharacterKind.GROUP:
        return None
    return who, _measured(view.people.surely(mention))


def _measured(sure: float) -> float:
    """How often a mention resolved so surely is right: coreference says too little (development stories)."""
    return sure if sure < _LEAST_SURE else min(_MOST_SURE, sure + _UNDERSTATED)


def mention_of(view: View, word: Word) -> Mention | None:
    """The mention a word heads: its own, or that of the name it begins (*Ned* of *Ned Hale*)."""
    found = view.people.mention_at(word.span)
    if found is not None:
        return found
    last = next(reversed(word.children_by("flat", "compound")), None)
    return None if last is None else view.people.mention_at(last.span)


def person_at(view: View, word: Word) -> tuple[Ref[Character], float] | None:
    """The one person a word means, and how surely."""
    return people_only(view, mention_of(view, word))


def named_at(view: View, word: Word) -> tuple[Ref[Character], float] | None:
    """The one person a word means; a name that stands for nobody of the cast stands for itself."""
    mention = mention_of(view, word)
    if mention is not None:
        return people_only(view, mention)
    if word.tag != "PROPN":
        return None
    last = next(reversed(word.children_by("flat")), word)
    return Ref[Character](last.span.of(view.text)), _UNKNOWN


def name_of(view: View, who: str) -> str:
    """The name of somebody of the cast, or the name that stands for itself."""
    return view.people.name(who) if who in view.people.cast else who


def owner(view: View, offset: int) -> tuple[Ref[Character], float] | None:
    """Whose the noun at an offset is: its possessor, what it hangs on, or the subject of the verb it hangs on.

    The possessor is read off the words first: *Ned's cold blue eyes*.
    """
    possessor = possessor_before(view, offset)
    if possessor is not None:
        return people_only(view, possessor)
    word = view.clauses.word_at(offset)
    return None if word is None or word.child("nmod:poss") is not None else _climb(view, word)


def possessor_before(view: View, offset: int) -> Mention | None:
    """The name, phrase or pronoun that owns a noun, up to four words before it."""
    start = max(0, offset - _POSSESSOR_REACH)
    before = _POSSESSOR.search(view.text[start:offset])
    if before is None:
        return None
    at = start + before.start("who")
    found = view.people.mention_at(Span(at, at + 1))
    if found is not None or before.group("s") is None:
        return found
    end = start + before.end("who")
    return next((m for m in reversed(view.people.mentions_in(Span(start, end))) if m.head.end == end), None)


def _climb(view: View, word: Word) -> tuple[Ref[Character], float] | None:
    for _ in range(4):
        subject = word.subject if word.position != 0 else None
        head = word.head
        for near in (subject, head):
            if near is not None and near.tag in ("NOUN", "PROPN", "PRON") and near.position != word.position:
                found = person_at(view, near)
                if found is not None:
                    return found
        if head is None:
            return None
        word = head
    return None


def clashing(code: Code, statements: Sequence[Statement], message: str, suggestion: str, confidence: float) -> Draft:
    """The finding that passages make together."""
    spoken_by_some = any(statement.spoken for statement in statements)
    return Draft(
        code=code,
        severity=Severity.WARNING if spoken_by_some else Severity.ERROR,
        message=message,
        suggestion=suggestion,
        evidence=tuple(sorted({statement.span for statement in statements}))[:_SHOWN],
        confidence=round(max(0.01, min(0.97, confidence)), 3),
    )


def by_person(statements: Iterable[Statement]) -> dict[Ref[Character], list[Statement]]:
    """Statements in text order, by whom they are of."""
    grouped: dict[Ref[Character], list[Statement]] = {}
    for statement in sorted(statements, key=lambda statement: statement.span):
        grouped.setdefault(statement.who, []).append(statement)
    return grouped
