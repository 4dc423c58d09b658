"""The words around a place: numbers, sentences, whom a word belongs to; and the finding two passages make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.entities.records import Mention
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.spans import Span
from diegesis.views.clauses import Word

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30}
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS_WORDS = "|".join(_TENS)
#: A cardinal number in words or digits.
NUMBER = rf"(?:(?:{_TENS_WORDS})(?:[- ](?:{_ONES}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))}|\d{{1,3}})"
#: A day of the month.
ORDINAL = (
    r"(?:(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    rf"{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th)?)"
)
#: Words that make a statement a guess, a wish, a comparison or a question.
_UNREAL = re.compile(
    r"\b(?:if|as if|as though|like an?|perhaps|maybe|might|could have|would have|should have|unless|suppose[ds]?|"
    r"imagine[ds]?|dream(?:t|ed|s|ing)?|pretend\w*|wish\w*|hope[ds]?|fear(?:ed|s)?|almost|nearly|seem(?:ed|s)?)\b",
    re.IGNORECASE,
)
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

    >>> number("twenty-three"), number("9th"), number("thirtieth"), number("many")
    (23, 9, 30, None)
    """
    lowered = words.lower().strip()
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", lowered)
    if digits:
        return int(digits.group(1))
    tens, _, ones = lowered.replace(" ", "-").partition("-")
    if ones:
        small = _UNITS.get(ones, _ORDINALS.get(ones))
        return _TENS[tens] + small if tens in _TENS and small is not None else None
    return _UNITS.get(lowered, _TENS.get(lowered, _ORDINALS.get(lowered)))


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


def around(view: View, span: Span, reach: int) -> str:
    """The words of a span with so many characters on each side."""
    return view.text[max(0, span.start - reach) : span.end + reach]


def people_only(view: View, mention: Mention | None) -> tuple[Ref[Character], float] | None:
    """The one person a mention means, and how surely; ``None`` for animals, groups and open mentions."""
    who = mention and view.people.only(mention)
    if not mention or not who or view.people.cast[who].kind is not CharacterKind.PERSON:
        return None
    return who, _measured(view.people.surely(mention))


def _measured(sure: float) -> float:
    """How often a mention resolved so surely is right: coreference says too little (development stories)."""
    return sure if sure < _LEAST_SURE else min(_MOST_SURE, sure + _UNDERSTATED)


def owner(view: View, offset: int) -> tuple[Ref[Character], float] | None:
    """Whose the noun at an offset is: its possessor, what it hangs on, or the subject of the verb it hangs on.

    Without a tree the possessor that stands up to four words before.
    """
    word = view.clauses.word_at(offset)
    if word is None:
        return _possessor_before(view, offset)
    possessor = word.child("nmod:poss", "det:poss") or word.child("nmod:poss")
    if possessor is not None:
        return people_only(view, view.people.mention_at(possessor.span))
    return _climb(view, word)


def _climb(view: View, word: Word) -> tuple[Ref[Character], float] | None:
    for _ in range(4):
        head = word.head
        if head is None:
            return None
        found = people_only(view, view.people.mention_at(head.span)) if head.tag in ("NOUN", "PROPN", "PRON") else None
        subject = head.subject
        if found is None and subject is not None and subject.position != word.position:
            found = people_only(view, view.people.mention_at(subject.span))
            if found is None:
                return None
        if found is not None:
            return found
        word = head
    return None


def _possessor_before(view: View, offset: int) -> tuple[Ref[Character], float] | None:
    before = re.search(r"(\S+)(?:\s+[\w’'-]+){0,3}\s+$", view.text[max(0, offset - 60) : offset])
    if before is None:
        return None
    start = max(0, offset - 60) + before.start()
    mentions = view.people.mentions_in(Span(start, offset))
    return people_only(view, mentions[-1]) if mentions else None


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
