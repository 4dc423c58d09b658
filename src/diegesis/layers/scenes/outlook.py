"""Through whose eyes a scene is told: by an *I*, with one person's mind, or from outside and above.

A person's score is their share of the places where the narration sees with somebody, each sort of place with a weight
of its own, in the scene and in its chapter. Whether a chapter keeps to one mind at all shows in how many of such places
belong to one person, and in how it names people: a narrator from outside calls even the hero *the lieutenant*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log1p

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.scenes.minds import Sight, glimpses_in
from diegesis.layers.scenes.records import PovKind, SceneKind
from diegesis.layers.scenes.told import Told
from diegesis.layers.scenes.writers import writer_of
from diegesis.lexicons.load import listed
from diegesis.spans import Span

Who = Ref[Character]

#: What one sort of sign counts, when all of it in a stretch belongs to one person. Fitted on the development stories.
_WEIGHTS: Mapping[str, float] = {
    Sight.THINKS: 3,
    Sight.THOUGHT: 2,
    Sight.PERCEIVES: 2,
    Sight.FEELS: 1,
    Sight.INWARD: 1.5,
    Sight.STRUCK: 1.5,
    Sight.COULD: 1.5,
    Sight.HAD: 1,
    Sight.ACTS: 1.5,
    Sight.LOOKS: 1,
    Sight.GAZED: 1,
    "speaks": 3,
    MentionForm.PROP: 1,
}
_STRONG = (Sight.THINKS, Sight.FEELS, Sight.PERCEIVES, Sight.STRUCK, Sight.INWARD, Sight.THOUGHT)
#: Signs that nobody in particular has: a single one says little.
_SMOOTHING = 2.0
#: What the chapter counts beside the scene.
_CHAPTER = 3.0
#: What a sign counts where only a pronoun says whose it is: those are led back to the wrong one more often.
_BY_PRONOUN = 0.5
#: What is left of the score of somebody whom nobody names: seldom the one who sees.
_UNNAMED = 0.6
#: Words of narration that the counts of a stretch are scaled to.
_SCALE = 800
#: A scene goes from head to head where it enters minds so often, and not even this share of that is one person's.
_CROWD, _OWN = 8, 0.5
_OWNED = "owned"
_OWNERS = listed("my our his her their its your")
_FIRST = listed("i i'm i'd i'll i've my me myself mine we we'd we'll we've our us")
#: One *I* at least in so many words of narration.
_FIRST_EVERY = 250
#: So many words of narration without an *I* are not the narrator's: a letter stands before them, or another voice.
_SILENT = 150


@dataclass(slots=True)
class Light:
    """What a stretch shows of each mind.

    Attributes:
        signs: by person, how often each sort of sign and each form of mention stands there.
        sure: the same, where a pronoun counts less.
        words: words of narration.
        first: how many of them are in the first person.
    """

    signs: dict[Who, Counter[str]] = field(default_factory=dict)
    sure: dict[Who, dict[str, float]] = field(default_factory=dict)
    words: int = 0
    first: int = 0

    def merge(self, other: Light) -> None:
        """Add what another stretch shows."""
        self.words += other.words
        self.first += other.first
        for who, own in other.signs.items():
            self.signs.setdefault(who, Counter()).update(own)
        for who, weights in other.sure.items():
            mine = self.sure.setdefault(who, {})
            for sign, weight in weights.items():
                mine[sign] = mine.get(sign, 0.0) + weight

    def add(self, who: Who, sign: str, weight: float = 1.0) -> None:
        """Count one more sign of somebody."""
        self.signs.setdefault(who, Counter())[sign] += 1
        own = self.sure.setdefault(who, {})
        own[sign] = own.get(sign, 0.0) + weight

    def strong(self, who: Who) -> int:
        """Places where the narration enters somebody's mind."""
        return sum(self.signs[who][sign] for sign in _STRONG)

    def scores(self) -> dict[Who, float]:
        """Each person's share of the signs, weighted."""
        totals = {sign: sum(own.get(sign, 0.0) for own in self.sure.values()) for sign in _WEIGHTS}
        return {
            who: sum(weight * own.get(sign, 0.0) / (totals[sign] + _SMOOTHING) for sign, weight in _WEIGHTS.items())
            for who, own in self.sure.items()
        }


def light_on(told: Told, span: Span) -> Light:
    """What a stretch shows of each mind; groups have none."""
    people = told.people
    words, positions = told.document.words, told.tokens(span)
    light = Light(words=len(positions), first=sum(words[at] in _FIRST for at in positions))
    single = {who for who, row in people.cast.items() if row.kind is not CharacterKind.GROUP}
    for glimpse in glimpses_in(told, span):
        if glimpse.who in single:
            light.add(glimpse.who, glimpse.sight, 1.0 if glimpse.named else _BY_PRONOUN)
    for mention in people.mentions_in(span):
        who = people.only(mention)
        if who in single and who is not None and not told.is_quoted(mention.span.start):
            light.add(who, _OWNED if _is_owned(told, mention) else mention.form)
    for quote in people.quotes_in(span):
        who = people.speaker(quote)
        if who in single and who is not None:
            light.add(who, "speaks")
    return light


def _is_owned(told: Told, mention: Mention) -> bool:
    """Whether a phrase says whose somebody is: *her brother* is how one mind names people, *the lieutenant* is not."""
    first = mention.span.of(told.text).split(maxsplit=1)[0].lower()
    return mention.form is MentionForm.NOM and (first in _OWNERS or first.endswith(("'s", "’s")))


def closeness(light: Light) -> float:
    """Log odds that a stretch is told with one mind: a logit, fitted on the development stories and drafts.

    Of 64 of them, each left out in turn, 52 are told apart so; without the share of the signs that is one person's, 49.
    """
    scores = light.scores()
    top = max(scores, key=lambda who: (scores[who], who), default=None)
    if top is None:
        return -1.0
    scale = _SCALE / max(light.words, _SCALE / 4)
    strong = light.strong(top) * scale
    others = sum(light.strong(who) for who in light.signs) * scale - strong
    forms = Counter[str]()
    for own in light.signs.values():
        forms.update({form: own[form] for form in MentionForm})
    own = light.signs[top]
    nominal = forms[MentionForm.NOM] / max(1, forms.total())
    own_nominal = own[MentionForm.NOM] / max(1, sum(own[form] for form in MentionForm))
    share = scores[top] / (sum(scores.values()) or 1.0)
    return 0.64 + 1.27 * log1p(strong) - 1.1 * log1p(others) - 18.6 * nominal - 5.1 * own_nominal + 8.9 * share


@dataclass(frozen=True, slots=True)
class Outlook:
    """Through whose eyes (``None``: nobody's in particular), of which kind, and how surely (0 to 1)."""

    who: Who | None
    kind: PovKind
    confidence: float


def outlooks_of(
    told: Told, scenes: Sequence[Span], chapters: Sequence[Span], kinds: Sequence[SceneKind]
) -> list[Outlook]:
    """The point of view of each scene.

    Args:
        told: the document.
        scenes: in text order.
        chapters: for each scene the chapter it stands in.
        kinds: of each scene.
    """
    lights = [light_on(told, scene) for scene in scenes]
    wide: dict[Span, Light] = {}
    book = Light()
    for light, chapter in zip(lights, chapters, strict=True):
        wide.setdefault(chapter, Light()).merge(light)
        book.merge(light)
    return [
        _outlook(told, scene, kind, light, wide[chapter], book)
        for scene, chapter, kind, light in zip(scenes, chapters, kinds, lights, strict=True)
    ]


def _outlook(told: Told, scene: Span, kind: SceneKind, light: Light, wide: Light, book: Light) -> Outlook:
    writer = writer_of(told, scene) if kind is SceneKind.DOCUMENT else None
    if writer is not None:
        return Outlook(writer, PovKind.FIRST, 0.8)
    narrator = told.people.narrator_at((scene.start + scene.end) // 2)
    from_outside = light.first == 0 and light.words >= _SILENT
    if narrator is not None and not from_outside and wide.first * _FIRST_EVERY >= wide.words:
        return Outlook(narrator, PovKind.FIRST, 0.85)
    odds = (closeness(wide) + closeness(book)) / 2
    if odds < 0:
        return Outlook(None, PovKind.OMNISCIENT, 1 / (1 + exp(odds)))
    around = wide.scores()
    both = {
        who: (score + _CHAPTER * around[who]) * (_UNNAMED if told.people.cast[who].name[:1].islower() else 1.0)
        for who, score in light.scores().items()
    }
    ranked = sorted(both, key=lambda who: (-both[who], who))
    if not ranked or not both[ranked[0]]:
        return Outlook(None, PovKind.UNKNOWN, 0.3)
    strong = sum(light.strong(who) for who in light.signs)
    if strong >= _CROWD and light.strong(ranked[0]) < _OWN * strong:
        return Outlook(None, PovKind.SHIFTING, 0.6)
    share = both[ranked[0]] / sum(both.values())
    return Outlook(ranked[0], PovKind.CLOSE_THIRD, share / (1 + exp(-odds)))
