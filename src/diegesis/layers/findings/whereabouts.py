"""People who are elsewhere: the absent who speak, one person in two places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Gender, MentionForm
from diegesis.layers.findings.calendar import WEEKDAYS, weekday_of
from diegesis.layers.findings.passages import (
    NUMBER,
    around,
    name_of,
    named_at,
    number,
    people_only,
    sentence,
    spoken,
    unreal,
)
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.stage import Act, acts
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.spans import Span

_STAYED = re.compile(
    r"(?P<who>[A-Z][\w’-]+) (?:(?:had|has) (?:stayed|remained|been left)|(?:was|"
    r"is) (?:still )?(?:away|abroad|miles away))"
    r"(?: (?P<rest>[^.;!?\n]{0,80}))?"
)
_LEFT = re.compile(
    r"\b(?:had|have) left (?P<who>[A-Z][\w’-]+(?: [A-Z][\w’-]+)?) (?:(?:behind|waiting|asleep) )?"
    r"(?P<rest>(?:in|at|on|by|with) (?:the|her|his) [^.;!?\n]{0,60})"
)
#: Somebody goes out of reach of the scene.
_GOES = re.compile(
    r"(?P<who>[A-Z][\w’-]+|\b[Hh]e|\b[Ss]he)\b(?P<rest>[^.;:!?\n“”\"‘]{0,50}? "
    r"(?:drove off|drove away|drives off|drives away|rode off|rode away|rides off|rides away|left for|leaves for|"
    r"set off (?:for|to)|set out (?:for|to)|sets off (?:for|to)|went (?:off )?home|goes (?:off )?home|went off to|"
    r"went up to bed|goes up to bed|went to bed|goes to bed|caught the|catches the|took the (?:train|bus|ferry|boat)|"
    r"takes the (?:train|bus|ferry|boat)|(?:left|leaves) the (?:house|building|ship|town|village|party|island)|"
    r"(?:walked|stormed|marched|walks|storms|marches) out)\b[^.;:!?\n“”\"‘]{0,40})"
)
_HERE = re.compile(
    r"\b(?:beside|with (?:him|her|them|us|me)|here|together|in the room|still|where (?:he|"
    r"she) was|silent|standing|sitting|seated)\b"
)
#: What brings somebody back, or their voice.
_COMES = (
    r"(?:came|comes|come|returned|returns|arrived|arrives|entered|enters|walked|walks|stepped|steps|appeared|appears|"
    r"rode|rides|drove|drives|ran|runs|burst|slipped|was back|is back|back|joined|let|brought|"
    r"stood in|followed|opened)"
)
_VOICES = re.compile(
    r"\b(?:telephone|phone|the line|radio|wireless|loudspeaker|intercom|letter|wrote|screen|"
    r"called from|message|tape|recording|"
    r"next (?:day|morning|week)|(?:hours?|days?|weeks?) later|door (?:opened|opens)|footsteps|"
    r"when (?:he|she) (?:came|got|returned))\b",
    re.IGNORECASE,
)
_DAY = "|".join(day.capitalize() for day in WEEKDAYS)
_CLOCK = re.compile(
    rf"\b[Aa]t (?:about |exactly )?(?P<n>{NUMBER})(?: o[’']clock)?(?: in the (?:morning|afternoon|evening))? "
    rf"(?:on|of) (?:the )?(?P<w>{_DAY})(?P<part> (?:morning|afternoon|evening|night))?"
)
_PLACES = re.compile(
    r"\b(?:in|at|on|aboard|inside) (?:the |her |his |their |an? )?((?:[A-Z][\w’-]+ ?)+|"
    r"[a-z]+)|\bthe ([a-z]+) (?:was|is)\b"
)
_TWINS = re.compile(r"\b(?:twins?|two of them|the other one|double|impostor|lied|a lie)\b", re.IGNORECASE)
_NO_PLACE = frozenset(
    "morning afternoon evening night time fact front hand hands arms lap feet knees head back way case silence ice "
    "chair only room once last first least all that which it".split()
)
#: Characters after which somebody may have come unseen.
_FAR = 6_000
_BESIDE = 250
#: Who goes must be so sure.
_SURE_GONE = 0.85
#: Words by which nobody goes now.
_NO_GOING = re.compile(
    r"\b(?:had|would|could|might|never|not|if|when|before|until|till|after|as|who|that|and (?:they|we|I)|to)\b"
    r"(?! (?:bed|the|[A-Z]))"
)
_ABSENT, _TWO_PLACES = 0.66, 0.66


def absent(view: View) -> Iterable[Draft]:
    """Somebody who stayed elsewhere, and speaks or acts in the scene without having come."""
    matches = [match for shape in (_STAYED, _LEFT) for match in shape.finditer(view.text)]
    away = [found for match in sorted(matches, key=re.Match.start) if (found := _away(view, match)) is not None]
    if not away:
        return
    done = list(acts(view))
    for span, who, sure in away:
        whole = sentence(view, span.start)
        later = (act for act in done if act.who == who and act.span.start > whole.end)
        act = next(later, None)
        if act is not None and act.span.start - span.end < _FAR and not _returned(view, span, act, who):
            yield _absent(view, span, act, sure)


def gone(view: View) -> Iterable[Draft]:
    """Somebody who drove off, and speaks in the same scene, where others have stayed and talked on."""
    goings = [(match, found) for match in _GOES.finditer(view.text) if (found := _goes(view, match)) is not None]
    done = list(acts(view)) if goings else []
    for match, (who, sure) in goings:
        span, scene = Span(*match.span()), view.scene_at(match.start())
        if scene is None or scene.pov == who or view.people.narrator_at(span.start) == who:
            continue
        later = [act for act in done if span.end < act.span.start < scene.span.end and act.speech]
        act = next((act for act in later if act.who == who), None)
        if act is None or later[0] is act or act.span.start - span.end > _FAR or _returned(view, span, act, who):
            continue
        if not _followed(view, Span(sentence(view, span.start).end, sentence(view, act.span.start).start), who):
            yield _absent(view, span, act, sure)


def _goes(view: View, match: re.Match[str]) -> tuple[Ref[Character], float] | None:
    mention = view.people.mention_at(Span(*match.span("who")))
    span = Span(*match.span())
    if spoken(view, span.start) or unreal(view, span) or _NO_GOING.search(match.group()):
        return None
    found = people_only(view, mention)
    return found if found is not None and found[1] >= _SURE_GONE else None


def _followed(view: View, span: Span, who: str) -> bool:
    """Whether the narration goes with somebody: it tells of them again before they speak."""
    return any(not mention.in_quote and view.people.only(mention) == who for mention in view.people.mentions_in(span))


def _away(view: View, match: re.Match[str]) -> tuple[Span, Ref[Character], float] | None:
    span = Span(*match.span())
    word = view.clauses.word_at(match.end("who") - 1)
    found = None if word is None else named_at(view, word)
    if found is None or spoken(view, span.start) or unreal(view, span) or _HERE.search(match.group()):
        return None
    return span, found[0], found[1]


def _returned(view: View, span: Span, act: Act, who: str) -> bool:
    between = view.text[span.end : sentence(view, act.span.start).end]
    words = name_of(view, who).split()
    names = {words[0], words[-1]}
    told = view.text[span.end : act.span.start]
    comes = any(re.search(rf"\b{re.escape(name)}\b[^.;\n]{{0,40}}\b{_COMES}\b", told) for name in names)
    gender = view.people.cast[who].gender if who in view.people.cast else Gender.U
    pronoun = {Gender.F: "she", Gender.M: "he"}.get(gender, "(?:he|she)")
    return comes or bool(_VOICES.search(between)) or bool(re.search(rf"\b{pronoun} {_COMES}\b", told, re.IGNORECASE))


def _absent(view: View, span: Span, act: Act, sure: float) -> Draft:
    name = name_of(view, act.who)
    return Draft(
        code=Code.ABSENT_SPEAKS,
        severity=Severity.ERROR,
        message=f"{name} is elsewhere here and {'speaks' if act.speech else 'acts'} on the spot there.",
        suggestion=f"Let {name} come first, or give the words to somebody else.",
        evidence=(span, act.span),
        confidence=round(_ABSENT * min(sure, act.sure) / 0.95, 3),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hour:
    span: Span
    when: tuple[int, int]
    people: frozenset[str]
    places: frozenset[str]


def two_places(view: View) -> Iterable[Draft]:
    """One person at one hour of one day in two places."""
    known: dict[tuple[int, int], list[_Hour]] = {}
    for match in _CLOCK.finditer(view.text):
        hour = _hour(view, match)
        for earlier in known.get(hour.when, []):
            both = sorted(earlier.people & hour.people)
            elsewhere = earlier.places and hour.places and not earlier.places & hour.places
            beside = around(view, earlier.span, _BESIDE) + around(view, hour.span, _BESIDE)
            if both and elsewhere and not _TWINS.search(beside):
                yield _draft(view, earlier, hour, both[0])
        known.setdefault(hour.when, []).append(hour)


def _hour(view: View, match: re.Match[str]) -> _Hour:
    whole = sentence(view, match.start())
    scene = view.scene_at(match.start())
    opens = scene is not None and match.start() - scene.span.start < 20
    people = {str(who) for who in _people_in(view, whole)}
    if opens and scene is not None:
        people |= {str(who) for who in scene.present}
    places = {noun.lower() for noun in _nouns(whole.of(view.text))}
    return _Hour(
        span=whole,
        when=(weekday_of(match.group("w")), number(match.group("n")) or 0),
        people=frozenset(people),
        places=frozenset(places),
    )


def _people_in(view: View, span: Span) -> Iterator[Ref[Character]]:
    for mention in view.people.mentions_in(span):
        who = view.people.only(mention)
        if who is not None and mention.form is not MentionForm.PRON:
            yield who


def _nouns(words: str) -> Iterator[str]:
    for match in _PLACES.finditer(words):
        noun = (match.group(1) or match.group(2)).strip()
        if noun.lower() not in _NO_PLACE and noun.lower() not in WEEKDAYS:
            yield noun


def _draft(view: View, earlier: _Hour, later: _Hour, who: str) -> Draft:
    return Draft(
        code=Code.TWO_PLACES,
        severity=Severity.ERROR,
        message=f"{view.people.name(who)} is in two places at one time.",
        suggestion="Change the hour or the place, or let somebody make the way.",
        evidence=(earlier.span, later.span),
        confidence=_TWO_PLACES,
    )


#: Detectors, in no particular order.
WHEREABOUTS: tuple[Detector, ...] = (absent, gone, two_places)
