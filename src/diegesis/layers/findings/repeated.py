"""Words that stand twice by mistake: *the the*, *of the of the*."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.surface import Surface
from diegesis.layers.findings.view import Draft
from diegesis.lexicons.load import listed
from diegesis.spans import Span

#: Words that English never doubles, in whatever sentence.
_NEVER = listed(
    "the a an and of at with from but or my your their our its into he they we i was were if than because as "
    "she this these those"
)
#: Words on which a speaker hardly stammers.
_NO_STAMMER = listed("the a an of")
#: Words that meet themselves where two clauses meet, or a particle and a preposition: *what it is is*.
_SELDOM = listed("to for by in on is are his him has not be been would could will did when where who what then")
#: Words that a sentence may double at will, for weight or because grammar says so.
_FREE = listed(
    "had that her very so no yes far long many much more less little old never ever always really too again now "
    "there here well come go hush oh ah ha ho la knock tap tick drip drop bang round on over up down out off away "
    "by in you me one ever good bad big dear poor right way all half quite deep half high low fast slow slowly only "
    "just please wait do bye night hear thump tock clang ding dong chop tut aye nay ay ye ta pat rat toot boom quick "
    "quickly and-and click snip crunch hey hi fie ahem back blah beep yada yeah okay ok mine still black white cold "
    "hot warm thin sweet red green blue real nice wide soft softly gently stop run help new empty dead stone"
)
#: *What it is is ...*, *all that it was was ...*: two clauses meet at their verbs.
_BE, _FUSED = listed("is are was were"), listed("what all thing that who where how whatever as trouble point truth")
_ALWAYS_WRONG, _LIKELY, _CONTENT = 0.93, 0.75, 0.8


def find_repeated(surface: Surface) -> Iterator[Draft]:
    """Words that follow themselves with nothing between, in text order."""
    words = surface.words
    for at in range(1, len(words)):
        if words[at] == words[at - 1] and surface.together(at - 1, at) and surface.blank_before(at):
            chance = _chance(surface, at)
            if chance:
                yield _draft(surface, at - 1, at, chance)
        elif at > 2 and _pair(surface, at):
            yield _draft(surface, at - 3, at, _ALWAYS_WRONG)


def _chance(surface: Surface, at: int) -> float:
    """The probability that a word doubled is a slip; 0 where it may well be meant."""
    word = surface.words[at]
    alone = not (at > 1 and surface.words[at - 2] == word)
    one_case = surface.spans[at].of(surface.text).islower()
    if not (alone and one_case and word.isalpha() and surface.plain[at]):
        return 0.0
    if word in _BE and any(surface.words[back] in _FUSED for back in range(max(0, at - 8), at)):
        return 0.0
    if word in _NEVER:
        if surface.told[at]:
            return _ALWAYS_WRONG
        return _LIKELY if word in _NO_STAMMER else 0.0
    if word in _SELDOM:
        return _LIKELY if surface.told[at] and word not in _FREE else 0.0
    content = len(word) > 2 and word not in _FREE and surface.told[at]
    return _CONTENT if content else 0.0


def _pair(surface: Surface, at: int) -> bool:
    """Whether two small words stand twice: *in the in the*."""
    words = surface.words
    return (
        words[at] == words[at - 2]
        and words[at - 1] == words[at - 3]
        and words[at] in {"the", "a", "his", "her", "my", "their"}
        and words[at - 1] in {"of", "in", "to", "at", "with", "from", "and", "for", "by", "on", "into", "was"}
        and surface.together(at - 3, at)
        and all(surface.blank_before(at - back) for back in range(3))
    )


def _draft(surface: Surface, first: int, last: int, chance: float) -> Draft:
    half = (last - first + 1) // 2
    twice = Span(surface.spans[last - half + 1].start, surface.spans[last].end).of(surface.text)
    return Draft(
        code=Code.REPEATED_WORD,
        severity=Severity.ERROR,
        message=f"“{twice}” stands twice",
        suggestion=f"take out one “{twice}”",
        evidence=(Span(surface.spans[first].start, surface.spans[last].end),),
        confidence=chance,
    )
