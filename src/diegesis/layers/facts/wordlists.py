"""The word lists of the layer, as typed look-ups."""

from __future__ import annotations

import re
from functools import cache

from diegesis.layers.facts.records import Attribute
from diegesis.lexicons.load import lines, listed, words

#: Behind one of these, what is said of somebody has ended.
ENDS = listed(
    "who whom whose which that because when while although though but if so since until till before after where "
    "than and or nor yet , ; : . ! ? — – -- ... … ( ) [ ] \" “ ” « » ' ‘ ’"
)
DETERMINERS = listed(
    "a an the my his her your our their its this that these those one some another no any such each every"
)
POSSESSIVES = listed("my his her your its")
BE = listed("is was are were am be been being became become becomes isn't wasn't aren't weren't remained")
PERSON = listed(
    "man woman girl boy child person fellow lady gentleman creature chap lad lass youth guy soul one figure baby "
    "kid bloke stranger thing somebody someone people old-timer"
)
MILITARY = listed(
    "captain colonel major general lieutenant sergeant corporal admiral commodore commander brigadier ensign "
    "midshipman baron baroness count countess duke duchess earl marquis marquess viscount viscountess prince "
    "princess king queen emperor empress lord dame heir heiress archbishop cardinal knight superintendent "
    "chieftain"
)
#: Honours; the posts among them (*sergeant*) are what somebody works as.
HONOURS = MILITARY - listed(
    "captain lieutenant sergeant corporal commander ensign midshipman superintendent archbishop cardinal chieftain"
)
_TRADE = re.compile(
    r"\w{3,}-?(?:maker|keeper|smith|wright|monger|mender|seller|grower|breeder|dealer|driver|worker|hand|master|mistress|"
    r"teacher|officer|engineer|clerk|hunter|player|builder|cutter|binder|catcher|tender|cleaner|monitor|wife)"
)
_DOER = re.compile(r"\w{3,}(?:ist|ologist|ician|arian|eer|smith|woman|sman)")
_NO_TRADE = listed(
    "gentlewoman englishwoman frenchwoman irishwoman dutchwoman welshwoman kinswoman noblewoman madwoman "
    "countrywoman spokesman statesman huntsman sportsman clansman kinsman tribesman townsman optimist pessimist "
    "egotist egoist atheist calvinist methodist baptist buddhist darwinist communist socialist fascist "
    "nationalist capitalist idealist realist materialist racist sexist feminist activist antagonist twist wrist "
    "mist fist list assist exist insist resist consist persist moist heist rapist terrorist dentist's tourist "
    "sadist nudist perfectionist humorist moralist royalist loyalist anarchist theist deist career volunteer "
    "sneer cheer veer steer pioneer peer overseer vegetarian barbarian centenarian octogenarian nonagenarian "
    "librarian's unitarian disciplinarian humanitarian cyclist"
) | listed(
    "midwife housewife beforehand secondhand second-hand firsthand first-hand left-hand right-hand postmaster-general"
)
_NUMBER = re.compile(
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)(?:[-‑](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:one|two|three|four|five|six|seven|eight|nine)[-‑]and[-‑](?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)|hundred)"
)


def number(word: str) -> bool:
    """Whether a word (lower case) is a number such as somebody's age.

    >>> number("sixty-one"), number("61"), number("sixtieth")
    (True, True, False)
    """
    return _NUMBER.fullmatch(word) is not None


@cache
def _traits(kind: str) -> dict[str, Attribute]:
    rows = (line.split("\t") for line in lines("traits"))
    return {word: Attribute(attribute) for word, attribute, part in rows if part == kind}


def adjective(word: str) -> Attribute | None:
    """What an adjective (lower case) says of a person; ``None`` where nothing that lasts.

    >>> adjective("six-year-old"), adjective("copper-haired"), adjective("angry")
    (<Attribute.AGE: 'age'>, <Attribute.HAIR_COLOUR: 'hair_colour'>, None)
    """
    known = _traits("A").get(word)
    if known is not None or "-" not in word:
        return known
    first, _, last = word.replace("\u2011", "-").rpartition("-")
    if last == "old" and first.endswith(("-year", "-years")):
        return Attribute.AGE
    if last in ("eyed", "haired"):
        coloured = Attribute.EYE_COLOUR if last == "eyed" else Attribute.HAIR_COLOUR
        return coloured if colour(first) else Attribute.HAIR if last == "haired" else None
    return None


def noun(word: str) -> Attribute | None:
    """What a noun (lower case) says of whoever is one; trades by the list or by their last part."""
    if word in HONOURS:
        return Attribute.RANK
    if word in words("occupations") or word in MILITARY or word.rpartition("-")[2] in words("occupations"):
        return Attribute.OCCUPATION
    found = _traits("N").get(word)
    if found is None and word not in _NO_TRADE and (_TRADE.fullmatch(word) or _DOER.fullmatch(word)):
        return Attribute.OCCUPATION
    return found


@cache
def belongings() -> dict[str, str]:
    """Noun (lower case) to what sort of thing it is: possession, clothing, hair, body, illness, wound ..."""
    rows = (line.split("\t") for line in reversed(lines("belongings")))
    return dict(row for row in rows if row[1] not in ("instrument", "language"))


@cache
def _sort(kind: str) -> frozenset[str]:
    rows = (line.split("\t") for line in lines("belongings"))
    return frozenset(word for word, sort in rows if sort == kind)


def instrument(word: str) -> bool:
    """Whether somebody may play it."""
    return word in _sort("instrument")


def language(word: str) -> bool:
    """Whether somebody may speak it."""
    return word in _sort("language")


def colour(word: str) -> bool:
    """Whether a word (lower case) names a colour of eyes, hair or skin."""
    return word in words("colours")
