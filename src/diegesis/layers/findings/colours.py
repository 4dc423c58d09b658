"""The colours of eyes and hair, read from the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.findings.bearers import bearer
from diegesis.layers.findings.passages import Statement, people_only, spoken, unreal, windows, within
from diegesis.layers.findings.view import View
from diegesis.lexicons.load import listed
from diegesis.spans import Span

#: What each word allows eyes to be.
EYES: dict[str, str] = {
    "blue": "blue",
    "brown": "brown",
    "grey": "gray",
    "gray": "gray",
    "steel-grey": "gray",
    "green": "green",
    "hazel": "hazel",
    "black": "black brown",
    "dark": "black brown hazel",
    "amber": "amber brown hazel",
    "violet": "violet blue",
    "turquoise": "blue green",
    "emerald": "green",
    "sapphire": "blue",
    "chestnut": "brown",
}
#: What each word allows hair to be. White and grey come with age: they clash with nothing.
HAIR: dict[str, str] = {
    "black": "black",
    "raven": "black",
    "jet": "black",
    "brown": "brown light",
    "chestnut": "brown red",
    "auburn": "brown red",
    "dark": "black brown",
    "red": "red",
    "ginger": "red",
    "copper": "red",
    "carroty": "red",
    "sandy": "red blond",
    "blond": "blond",
    "blonde": "blond",
    "flaxen": "blond",
    "yellow": "blond",
    "straw": "blond",
    "golden": "blond red",
    "fair": "blond light",
    "mousy": "brown blond light",
}
#: Nouns that name a person by the hair.
_PERSONS = {"redhead": "red", "blonde": "blond", "blond": "blond", "brunette": "black brown"}
_EYE_WORDS = "eyes?"
_HAIR_WORDS = (
    "hair|curls?|plaits?|braids?|ponytail|pony-tail|pigtails?|queue|fringe|mane|strands?|locks?|tresses|ringlets|head"
)
_BEARD_WORDS = "beard|moustache|mustache|whiskers"
#: A gaze has a colour where the word is one of eyes only.
_GAZE = re.compile(r"\b(?P<c>blue|brown|gr[ae]y|green|hazel),? (?:[a-z]+,? ){0,2}(?P<n>gaze|stare)\b", re.IGNORECASE)
_SHADE = r"(?:(?:very|rather|so|quite|dark|pale|light|bright|deep|clear|cold|soft|warm|vivid|startling|striking)[ -])"
#: Characters between a noun and its colour.
_NEAR = 60
_BETWEEN = r"(?:(?:[a-z]+,? ){0,2})"
_AS = r"(?:as|like) "
#: After the colour of a noun this says another thing: *red with crying*.
_OTHERWISE = re.compile(
    r"\s+(?:with (?!a\b)|from (?:weep|cry|lack|want|smoke)|and (?:blue|brown|green|gr[ae]y)\b|rimmed|circles?|rings?)"
)
_CHANGING = re.compile(
    r"\b(?:turn(?:ed|s|ing)?|bec[ao]me|go(?:es|ne)|went|gr[eo]wn?|darken\w*|flash\w*|shade[ds]?|dyed?|look(?:ed|s)?|"
    r"shone|gleam\w*|one|other|left|right|painted|in (?:the|that|this) \w*light)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|n[o’']t|never|no longer|neither|nor|without)\b[^.,;]{0,25}$", re.IGNORECASE)


def eye_colours(view: View) -> Iterator[Statement]:
    """What colour somebody's eyes are."""
    yield from _colours(view, _EYE_WORDS, EYES, "eyed")
    for match in _GAZE.finditer(view.text):
        statement = _of_noun(view, match, EYES)
        if statement is not None:
            yield statement


def hair_colours(view: View) -> Iterator[Statement]:
    """What colour somebody's hair is."""
    yield from _colours(view, _HAIR_WORDS, HAIR, "haired|headed")
    for match in re.finditer(rf"\b(?:{'|'.join(_PERSONS)})\b", view.text, re.IGNORECASE):
        statement = _of_name(view, match)
        if statement is not None:
            yield statement


def beard_colours(view: View) -> Iterator[Statement]:
    """What colour somebody's beard is."""
    return _colours(view, _BEARD_WORDS, HAIR, "bearded|whiskered")


def _colours(view: View, nouns: str, table: dict[str, str], compound: str) -> Iterator[Statement]:
    colours = "|".join(sorted(table, key=len, reverse=True))
    shapes = (
        #: *his pale blue eyes*
        rf"\b{_SHADE}*(?P<c>{colours})(?:ish|st|est)?,? {_BETWEEN}(?P<n>{nouns})\b",
        #: *her eyes were so pale a blue*
        rf"\b(?P<n>{nouns}) (?:is|are|was|were|had been|being)(?: \w+){{0,3}}? ?\b{_SHADE}*(?:an? |the )?(?:same )?"
        rf"(?P<c>{colours})\b",
        #: *his eyes, brown as tea*
        rf"\b(?P<n>{nouns}), (?:which (?:were|was|are|is) )?(?:(?:very|so|"
        rf"as) )?{_SHADE}*(?P<c>{colours})(?= as\b|,| and\b|\.)",
        #: *his eyes, a clear cold grey,*; *his eyes wide; they were brown*
        rf"\b(?P<n>{nouns}), an? (?:[a-z]+,? ){{0,3}}(?P<c>{colours})(?=[,.;])",
        #: *her plait, red as rust*; *her plait had come down, fox-red*; *eyes as grey as slate*
        rf"\b(?P<n>{nouns})(?: [a-z]+){{1,10}}, (?:[a-z]+-)?(?P<c>{colours})(?= as an?\b|[,.;])",
        rf"\b(?P<n>{nouns})(?: were| was| is| are)? as (?P<c>{colours}) as\b",
        rf"\b(?P<n>{nouns})(?: [a-z]+){{0,3}}[;,] (?:and )?they (?:were|are) {_SHADE}*(?P<c>{colours})\b",
    )
    places = windows(view.text, re.compile(rf"\b(?:{nouns})\b", re.IGNORECASE), _NEAR)
    for shape in shapes:
        for match in within(view.text, places, re.compile(shape, re.IGNORECASE)):
            statement = _of_noun(view, match, table)
            if statement is not None:
                yield statement
    places = windows(view.text, re.compile(rf"-(?:{compound})\b", re.IGNORECASE), _NEAR)
    for match in within(view.text, places, re.compile(rf"\b(?P<c>{colours})-(?:{compound})\b", re.IGNORECASE)):
        statement = _of_compound(view, match, table)
        if statement is not None:
            yield statement


def _of_noun(view: View, match: re.Match[str], table: dict[str, str]) -> Statement | None:
    colour, span = match.group("c").lower(), Span(*match.span())
    if match.group("n").lower() == "eye" or _otherwise(view, span, match.group()) or unreal(view, span):
        return None
    found = bearer(view, match.start("n"), worn=True)
    if found is None:
        return None
    return _statement(view, span, found, table[colour], colour)


def _of_compound(view: View, match: re.Match[str], table: dict[str, str]) -> Statement | None:
    span = Span(*match.span())
    if _otherwise(view, span, ""):
        return None
    mention = next(
        (m for m in view.people.mentions_in(Span(max(0, span.start - 12), span.end)) if m.span.holds(span)), None
    )
    found = people_only(view, mention) or _predicate_of(view, span)
    if found is None:
        return None
    colour = match.group("c").lower()
    return _statement(view, span, found, table[colour], colour)


def _predicate_of(view: View, span: Span) -> tuple[Ref[Character], float] | None:
    """Who *was dark-haired*, or stands before *, blue-eyed,*."""
    before = re.search(
        r"(\w+)(?:,| was| is| were)(?: (?:very|rather|tall|short|thin),?)?(?: and)? $",
        view.text[max(0, span.start - 40) : span.start],
    )
    if before is None:
        return None
    start = max(0, span.start - 40) + before.start(1)
    return people_only(view, view.people.mention_at(Span(start, start + 1)))


def _of_name(view: View, match: re.Match[str]) -> Statement | None:
    """*She was a redhead.*"""
    span, noun = Span(*match.span()), match.group().lower()
    found = people_only(view, view.people.mention_at(span)) or _predicate_of(view, span)
    if found is None or _otherwise(view, span, ""):
        return None
    return _statement(view, span, found, _PERSONS[noun], noun)


def _otherwise(view: View, span: Span, words: str) -> bool:
    before, after = view.text[max(0, span.start - 40) : span.start], view.text[span.end : span.end + 30]
    return bool(_OTHERWISE.match(after) or _CHANGING.search(words) or _NEGATED.search(before))


def _statement(view: View, span: Span, found: tuple[Ref[Character], float], allowed: str, colour: str) -> Statement:
    who, sure = found
    return Statement(
        span=span, who=who, sure=sure, value=listed(allowed), words=colour, spoken=spoken(view, span.start)
    )
