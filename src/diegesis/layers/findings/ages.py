"""Ages that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Gender
from diegesis.layers.findings.bearers import settled
from diegesis.layers.findings.passages import (
    NUMBER,
    ORDINAL,
    Statement,
    by_person,
    clashing,
    number,
    owner,
    people_only,
    sentence,
    spoken,
    unreal,
    windows,
    within,
)
from diegesis.layers.findings.records import Code
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.lexicons.people import person_nouns
from diegesis.spans import Span

_BE = r"(?:is|was|am|are|were|[’']s|[’']m|[’']re|had been|has been)"
_FEW = r"(?:only |just |now |already |barely |still |not yet |but |all of )"
#: A number that counts other things.
_NOT_AGE = (
    r"(?! (?:o[’']clock|hours?|minutes?|days?|weeks?|months?|miles?|feet|foot|inches|yards?|"
    r"pounds?|shillings?|pence|dollars?|times?|"
    r"hundred|thousand|or|to|of|in the (?:morning|evening|afternoon)|past|and (?:a half|"
    r"twenty)|per|percent|degrees|who|when|more|"
    r"years? (?:since|ago|later|before|after|earlier|in|at|a\b|with|of (?!age)))|%|:|\.\d|,\d|-)"
)
_COUNTED = "|".join(sorted(word for word, (_, plural) in person_nouns().items() if not plural and " " not in word))
_SHAPES = (
    #: She was nineteen; you're nineteen; he had been nineteen since midsummer; the boy's seventeen
    re.compile(
        rf"(?P<who>[\w’'-]+?)(?: |(?=[’'])){_BE} {_FEW}?(?P<n>{NUMBER})\b"
        rf"(?:[- ]years?[- ]old| years of age)?(?P<after>{_NOT_AGE})",
        re.IGNORECASE,
    ),
    #: a girl of nineteen; a boy aged nineteen
    re.compile(rf"\b(?P<who>{_COUNTED}) (?:of|aged) (?P<n>{NUMBER})\b{_NOT_AGE}", re.IGNORECASE),
    #: the nineteen-year-old
    re.compile(rf"\b(?P<n>{NUMBER})[- ]year[- ]old(?: (?P<who>[\w-]+))?", re.IGNORECASE),
    #: Ann Hale, nineteen, ...; Ann Hale, nineteen years old
    re.compile(rf"(?P<who>[A-Z][\w’-]+), (?:aged |now )?(?P<n>{NUMBER})(?:,| years old| and a\b)"),
    #: At nineteen Ann still bit her nails
    re.compile(
        rf"\bAt (?:the age of )?(?P<n>{NUMBER}),? (?P<who>[A-Z][\w’-]+|he|she)(?= (?:still|was|is|"
        rf"had never|knew)\b)"
    ),
    #: Ann, at nineteen, ...
    re.compile(rf"(?P<who>[A-Z][\w’-]+), (?:still |now |already )?at (?P<n>{NUMBER}),"),
    #: At two-and-twenty, as you are now
    re.compile(rf"\b[Aa]t (?P<n>{NUMBER}), as (?P<who>you|he|she|I) (?:now )?(?:are|is|was|am)\b"),
    #: Ann Hale. Nineteen last Saturday
    re.compile(
        r"(?P<who>[A-Z][\w’-]+)[.:] (?P<n>(?-i:[A-Z])\w+(?:-\w+)?)"
        r"(?=,| (?:a (?:week|month|fortnight) )?(?:last|next|this|in|on|come) (?-i:[A-Z])|[.] )"
    ),
    #: He’ll not be eighteen till March; I shall be forty in the autumn: a year less now
    re.compile(
        rf"(?P<who>[\w’'-]+?)(?: (?:will|shall|would)|[’']ll|[’']d)(?: not)? (?:not )?be (?P<n>{NUMBER})"
        rf"(?= (?:till|until|in (?:the )?\w+|next|on|come|this)\b){_NOT_AGE}",
        re.IGNORECASE,
    ),
    #: She had turned nineteen; her nineteenth birthday
    re.compile(rf"\b(?P<who>[\w’-]+) (?:had |has )?(?:just )?turned (?P<n>{NUMBER})\b{_NOT_AGE}", re.IGNORECASE),
    re.compile(rf"\b(?P<who>[\w-]+)(?:[’']s)? (?P<n>{ORDINAL}) birthday\b", re.IGNORECASE),
)
_ANSWER = re.compile(
    rf"How old (?P<asked>are|is|"
    rf"was) [^.!?\n]{{2,30}}\?[\"”’'][^\"“‘'\n]{{0,60}}\s*[\"“‘'](?P<n>{NUMBER})[.,!]",
    re.IGNORECASE,
)
#: Where an age may stand: a number that is no *one* and no *two*, or a birthday.
_NUMBERS = re.compile(
    r"\b(?:\d{1,3}|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|"
    r"[Tt]welve|[A-Za-z]{3,5}teen|"
    r"(?:[Tt]wen|[Tt]hir|[Ff]or|[Ff]if|[Ss]ix|[Ss]even|[Ee]igh|[Nn]ine)ty|birthday)\b"
)
_NEAR = 50
#: The last shapes tell of a birthday, after which somebody may be a year older.
_BIRTHDAYS = 2
#: Another time than the story's now.
_OTHER_TIME = re.compile(
    r"\b(?:when|while|then|at the time|in those days|until|till|by the time|will be|would be|"
    r"ago|since (?:he|she|I|you|they))\b",
    re.IGNORECASE,
)
#: In talk this tells of another time.
_WAS = re.compile(r"\b(?:was|were|had been)\b", re.IGNORECASE)
_I_WAS = re.compile(r"I (?:was|had been)\b")
#: An age that is still to come.
_COMING = re.compile(r"\b(?:will|shall|would|not yet)\b|[’'](?:ll|d) (?:not )?be\b", re.IGNORECASE)
_ROUND = re.compile(
    r"\b(?:about|some|over|under|nearly|almost|past|perhaps|at least|around|more than|"
    r"less than|not|like|felt|feels|looked|looks)\b",
    re.IGNORECASE,
)
#: Words between two passages that let somebody grow older, or that own up to a lie.
_OLDER = re.compile(
    r"\b(?:birthday|years? (?:later|passed|after|went)|turned \w+(?:-\w+)? (?:in|on|that)|"
    r"next year|a year older|lied|a lie|lies)\b",
    re.IGNORECASE,
)
_AGE, _SAID, _ANSWERED = 0.9, 0.85, 0.8
#: Characters after a passage in which a lie is owned up to.
_OWNED_UP = 150
_YOUNG = frozenset("boy girl lad lass child".split())
_PRONOUNS = {"he": Gender.M, "she": Gender.F}
#: A pronoun at least so sure is believed.
_SURE = 0.7
_OPEN, _THE_BOY, _MOST_YOUNG = 0.4, 0.7, 22
#: Ages in a long book grow.
_FAR = 60_000
#: So many statements of one age are compared with later ones.
_KEPT = 3
#: Numbers further apart are of two people, or of two times of a life.
_MOST_APART = 10
_LEAST_AGE, _MOST_AGE = 3, 110


def ages(view: View) -> Iterable[Draft]:
    """Somebody who is one age here and another there."""
    for who, said in by_person(_settled(view, [*_ages(view), *_answers(view)])).items():
        pair = next((pair for pair in _pairs(said) if _clash(view, *pair)), None)
        if pair is None:
            continue
        earlier, later = pair
        name = view.people.name(who)
        sure = _AGE * min(earlier.sure, later.sure) * (_SAID if earlier.spoken or later.spoken else 1.0)
        yield clashing(
            Code.AGE,
            pair,
            f"{name} is {earlier.words} here and {later.words} there.",
            f"Decide how old {name} is, or let the time pass.",
            sure,
        )


def _settled(view: View, said: list[Statement]) -> Iterator[Statement]:
    """*The boy's seventeen* of nobody sure is of the one young man whose age is told, where there is one."""
    young = {gender: _young(view, said, gender) for gender in (Gender.M, Gender.F)}
    for statement in said:
        gender = _young_gender(view, statement)
        if gender is not None and statement.sure < _OPEN and len(young[gender]) == 1:
            yield replace(statement, who=next(iter(young[gender])), sure=_THE_BOY)
        else:
            yield statement


def _young_gender(view: View, statement: Statement) -> Gender | None:
    """Of which gender a young person is whom *the boy*, or *he* of an age of the young, means."""
    noun = re.split(r"[ ’']", statement.span.of(view.text))[0].lower()
    if noun in _PRONOUNS and min(int(years) for years in statement.value) <= _MOST_YOUNG:
        return _PRONOUNS[noun]
    gender, _ = person_nouns().get(noun, ("", False))
    definite = view.text[max(0, statement.span.start - 4) : statement.span.start].lower() == "the "
    return Gender(gender) if definite and noun in _YOUNG and gender in (Gender.M, Gender.F) else None


def _young(view: View, said: list[Statement], gender: Gender) -> set[Ref[Character]]:
    return {
        statement.who
        for statement in said
        if statement.sure >= _OPEN
        and view.people.cast[statement.who].gender is gender
        and min(int(years) for years in statement.value) <= _MOST_YOUNG
    }


def _pairs(said: list[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Each statement with those before it, the first few of each value."""
    kept: list[Statement] = []
    for later in said:
        for earlier in kept:
            yield earlier, later
        if sum(other.value == later.value for other in kept) < _KEPT:
            kept.append(later)


def _clash(view: View, earlier: Statement, later: Statement) -> bool:
    apart = min(abs(int(one) - int(other)) for one in earlier.value for other in later.value)
    if not 0 < apart <= _MOST_APART:
        return False
    between = Span(earlier.span.end, later.span.end)
    if between.length > _FAR:
        return False
    return not _OLDER.search(view.text[between.start : between.end + _OWNED_UP])


def _ages(view: View) -> Iterator[Statement]:
    taken: set[int] = set()
    places = windows(view.text, _NUMBERS, _NEAR)
    for shape in _SHAPES:
        birthday = shape in _SHAPES[-_BIRTHDAYS:]
        for match in within(view.text, places, shape):
            statement = None if match.start("n") in taken else _age(view, match, birthday=birthday)
            if statement is not None:
                taken.add(match.start("n"))
                yield statement


def _answers(view: View) -> Iterator[Statement]:
    """*How old are you?* and the bare number that answers it."""
    for match in _ANSWER.finditer(view.text):
        quote = view.people.quote_at(match.start("n"))
        who = None if quote is None else view.people.speaker(quote)
        if who is not None and match.group("asked") == "are":
            span, words = Span(*match.span("n")), match.group("n").lower()
            yield Statement(
                span=span, who=who, sure=0.8, value=frozenset({str(number(words))}), words=words, spoken=True
            )


def _age(view: View, match: re.Match[str], *, birthday: bool) -> Statement | None:
    years = number(match.group("n"))
    span = Span(*match.span())
    if years is None or not _LEAST_AGE <= years <= _MOST_AGE or unreal(view, span):
        return None
    whole = sentence(view, match.start("n"))
    clause = view.text[max(whole.start, match.start() - 40) : min(whole.end, match.end() + 40)]
    coming = bool(_COMING.search(match.group()))
    if not coming and _OTHER_TIME.search(clause):
        return None
    if not coming and _ROUND.search(view.text[max(0, match.start("n") - 12) : match.start("n")]):
        return None
    years -= coming
    said = spoken(view, span.start)
    found = None if said and _WAS.search(match.group()) else _whose(view, match)
    if found is None or _looking_back(view, match, found[0]):
        return None
    return Statement(
        span=span,
        who=found[0],
        sure=found[1],
        value=frozenset({str(years), *([str(years + 1)] if birthday else [])}),
        words=match.group("n").lower(),
        spoken=said,
    )


def _looking_back(view: View, match: re.Match[str], who: str) -> bool:
    """Whether somebody who tells the story says how old they were, which they no longer are."""
    return bool(_I_WAS.match(match.group())) and view.people.narrator_at(match.start()) == who


def _whose(view: View, match: re.Match[str]) -> tuple[Ref[Character], float] | None:
    who = match.group("who")
    if who is None or who.lower() == "who":
        return owner(view, match.start("n"))
    at = Span(*match.span("who"))
    found = people_only(view, view.people.mention_at(at))
    gender = _PRONOUNS.get(who.lower())
    if found is not None and gender is not None and found[1] < _SURE:
        found = settled(view, at.start, found, gender) if not spoken(view, at.start) else (found[0], _OPEN / 2)
    return found or (owner(view, match.start("who")) if who.lower() in person_nouns() else None)


#: Detectors, in no particular order.
AGES: tuple[Detector, ...] = (ages,)
