"""Skies that change without a word: moonlight in a moonless night, sun in the rain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from diegesis.layers.findings.passages import sentence, spoken, told
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.layers.scenes.records import SceneKind
from diegesis.spans import Span


@dataclass(frozen=True, slots=True)
class _Sky:
    """Two states that shut each other out.

    Attributes:
        one, other: words that show each.
        change: words between them that tell of a change.
        reach: characters after which the sky may have changed unseen.
        names: for the message.
        sure: how often two such passages are a slip.
    """

    one: re.Pattern[str]
    other: re.Pattern[str]
    change: re.Pattern[str]
    reach: int
    names: tuple[str, str]
    sure: float


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_SHINE = (
    r"(?:shone|shines|shining|came|comes|coming|poured|pours|streamed|streams|lay|lies|fell|"
    r"falls|blazed|blazes|beat|beats|"
    r"flashed|flashes|slanted|slants|glittered|glitters)"
)
_SUN = (
    rf"the (?:\w+ )?sun {_SHINE}|the sun (?:was|is) (?:hot|bright|warm|shining|high|strong)|"
    rf"sunlight {_SHINE}|sunshine {_SHINE}|"
    r"the (?:\w+ )?sun (?:was|is) (?:full|still|low|streaming|pouring)|"
    r"in the (?:bright |hot |warm |full )?(?:sunshine|sunlight)|(?:patch|shaft|square|beam|"
    r"bar|pool)s? of (?:\w+ )?sun(?:light|shine)?"
)
_RAIN = (
    r"rain (?:has been|had been|was|is|kept) (?:still )?(?:falling|coming|pouring|beating|"
    r"drumming|streaming|lashing|running)|"
    r"it (?:has been|had been|was|is) (?:still )?(?:raining|pouring|drizzling)|"
    r"rain (?:came|comes) down|it (?:poured|drizzled)|"
    r"rain (?:fell|falls|beat|beats|drummed|drums|lashed|poured|pours|ran|runs|running|"
    r"streamed|streams|drumming|beating) "
    r"(?:steadily|down|against|on|in|across)|it (?:had rained|has rained|rained) (?:all|since|the whole)"
)
_LATER = (
    r"(?:next|following|another|one|that|the same|some|other) (?:day|morning|afternoon|evening|night)|later|yesterday|"
    r"hours? (?:later|passed|after|went)|days (?:later|passed|after|went)|weeks?|months?|"
    r"when (?:he|she|they|we|I) (?:got|reached|woke)|by (?:noon|evening|night|morning)|"
    r"at (?:noon|last|length)|presently"
)
_SKIES = (
    _Sky(
        one=_words(
            r"there (?:was|is) no moon|no moon (?:that|to|yet|in)|moonless|without (?:a )?moon|"
            r"(?:neither|no) moon (?:n?or) stars?|not a glimmer of (?:a )?moon|"
            r"the moon (?:was|had) (?:not (?:yet )?risen|down|set|new)"
        ),
        other=_words(
            rf"(?:the |a |bright |pale |white |full )?(?:moonlight|moonbeams?) {_SHINE}|(?:in|by|under|"
            rf"into) the (?:\w+ )?moonlight|"
            rf"the (?:\w+ )?moon (?:{_SHINE}|hung|hangs|stood|stands|rode|looked|looks)"
        ),
        change=_words(
            r"(?:the )?moon (?:rose|had risen|came up|was rising|had come|rises|comes)|moonrise|"
            r"the next (?:night|day|evening|morning)|(?:nights|days|weeks|months) (?:later|after\w*|passed|went)|"
            r"(?:in the|that|one|by) morning|dawn|daylight|sunrise"
        ),
        reach=14_000,
        names=("there is no moon", "the moon shines"),
        sure=0.8,
    ),
    _Sky(
        one=_words(r"starless|no stars|without (?:a star|stars|moon or stars)|not a star"),
        other=_words(
            rf"the stars (?:were|are) (?:\w+ )?(?:bright|out|thick|clear)|the stars {_SHINE}|"
            rf"under the stars|starlight {_SHINE}"
        ),
        change=_words(rf"clear(?:ed|ing|s)|clouds? (?:parted|broke|lifted|rolled)|came out|appeared|dawn|{_LATER}"),
        reach=8_000,
        names=("there are no stars", "the stars shine"),
        sure=0.7,
    ),
    _Sky(
        one=_words(_RAIN),
        other=_words(f"{_SUN}|not a cloud|cloudless"),
        change=_words(
            r"rain(?:ing)? (?:had |has )?(?:stop\w*|ceas\w*|cleared|was over|is over|let up|gave over|"
            r"went off|slackened|is turned off)|"
            r"(?:had |has )?(?:stopped|ceased|left off) raining|clear(?:ed|ing|s) (?:up|off)|cleared|"
            r"clouds? (?:parted|broke|lifted|rolled)|"
            r"(?:sun|sunlight) (?:broke|came out|comes out|breaks|had come out|burst|struggled)|"
            r"after the rain|rainbow|shower|"
            rf"{_LATER}|dry"
        ),
        reach=5_000,
        names=("it rains", "the sun shines"),
        sure=0.75,
    ),
    _Sky(
        one=_words(
            r"(?:sky|heavens?) (?:was|is) (?:quite |perfectly )?(?:cloudless|clear|without a cloud)|"
            r"not a cloud in the sky|cloudless sky"
        ),
        other=_words(
            _RAIN.replace("(?:has been|had been|was|is|kept) ", "(?:was |is )?") + r"|drops? of rain|raindrops?"
        ),
        change=_words(rf"began|begun|started|starting|clouds?|storm|shower|thunder|darken\w*|came on|{_LATER}"),
        reach=5_000,
        names=("the sky is clear", "it rains"),
        sure=0.65,
    ),
    _Sky(
        one=_words(
            r"not a breath of (?:wind|air)|there (?:was|is) no wind|windless|not a leaf (?:stirred|"
            r"moved)|dead calm"
        ),
        other=_words(
            r"(?:gale|wind) (?:tore|howled|screamed|roared|whipped|tugged|lashed|raged|shrieked|tears|"
            r"howls|roars|whips|blew hard)"
        ),
        change=_words(rf"wind (?:rose|got up|sprang|came|had risen|had got)|began|gust|storm|{_LATER}"),
        reach=5_000,
        names=("there is no wind", "the wind howls"),
        sure=0.68,
    ),
    _Sky(
        one=_words(
            r"it was (?:past |after |nearly |close on |a little after )?midnight|in the dead of night|"
            r"it was (?:quite |pitch )?dark (?:outside|out of doors)|a dark night"
        ),
        other=_words(_SUN),
        change=_words(
            r"morning|dawn|daylight|sunrise|day|days|hours?|woke|awoke|slept|afternoon|years?|summer|"
            r"spring|" + _LATER
        ),
        reach=5_000,
        names=("it is night", "the sun shines"),
        sure=0.68,
    ),
)
_FIGURE = re.compile(
    r"\b(?:like|as if|as though|would|could|might|if|imagine\w*|remember\w*|dream\w*|thought of|picture|painting|song|"
    r"always|never|often|sometimes|whenever|used to|had (?!been)|photograph|memory|no|not|without|than)\b",
    re.IGNORECASE,
)


def skies(view: View) -> Iterable[Draft]:
    """A sky that is two skies within a scene, or within one night."""
    for sky in _SKIES:
        yield from _changed(view, sky)


def _changed(view: View, sky: _Sky) -> Iterable[Draft]:
    if sky.one.search(view.text) is None:
        return
    seen = [(Span(*m.span()), kind) for kind, p in enumerate((sky.one, sky.other)) for m in p.finditer(view.text)]
    seen = sorted((span, kind) for span, kind in seen if _meant(view, span, told=kind == 1))
    reported = -1
    for (first, kind), (second, next_kind) in pairwise(seen):
        if kind != 0 or next_kind != 1 or first.start <= reported or second.start - first.end > sky.reach:
            continue
        between = Span(first.end, second.end)
        if sky.change.search(told(view, between)) or sky.change.search(sentence(view, second.start).of(view.text)):
            continue
        reported = second.end
        yield Draft(
            code=Code.WEATHER_OR_LIGHT,
            severity=Severity.ERROR,
            message=f"Here {sky.names[0]}, and there {sky.names[1]}, with no change between.",
            suggestion="Let the weather change, or keep it.",
            evidence=(sentence(view, first.start), sentence(view, second.start)),
            confidence=sky.sure,
        )


def _meant(view: View, span: Span, *, told: bool) -> bool:
    """Whether words of the narration show the sky of the story's now."""
    whole = sentence(view, span.start)
    scene = view.scene_at(span.start)
    if spoken(view, span.start) or (scene is not None and scene.kind is not SceneKind.NOW):
        return False
    before = view.text[whole.start : span.start]
    return not (told and _FIGURE.search(before))


#: Detectors, in no particular order.
WEATHER: tuple[Detector, ...] = (skies,)
