"""Stories whose worlds are written by hand: a book of three chapters, its sequel, and a builder for others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diegesis.layer import Record, Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Gender, MentionForm
from diegesis.layers.facts.records import Attribute, Fact, Portrayal, PortrayalRole
from diegesis.layers.findings.records import Code, Finding, Severity
from diegesis.layers.relationships.records import DIRECTED, Direction, Exchange, Relationship, TieKind, Turn
from diegesis.layers.scenes.records import Appearance, PovKind, Scene, SceneKind, StageRole
from diegesis.layers.timeline.records import Event, EventKind, Relation, SceneTime
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing import StoryBuilder

KINDS = (Scene, Appearance, Relationship, Turn, Exchange, Fact, Portrayal, Event, SceneTime, Finding)


class World:
    """Adds rows of the world to a builder of stories. People are named by name, places by words of the text."""

    def __init__(self, builder: StoryBuilder) -> None:
        self._builder = builder
        self._base = builder.build()
        self._ids = {row.name: Ref[Character](row.id) for row in self._base.characters}
        self._scenes: list[Scene] = []
        self.rows: list[Record] = []

    def at(self, words: str) -> Span:
        """The first place of some words."""
        start = self._base.document.text.index(words)
        return Span(start, start + len(words))

    def _id(self, kind: str) -> str:
        return f"{kind}-{len(self.rows)}"

    def scene(self, begins: str, *, present: Sequence[str] = (), pov: str | None = None, **fields: Any) -> World:
        """A scene that begins with some words and ends where the next one begins."""
        start = self.at(begins).start if self._scenes else 0
        if self._scenes:
            last = self._scenes.pop()
            self._scenes.append(_cut(last, start))
        people = tuple(self._ids[name] for name in present)
        span = Span(start, len(self._base.document.text))
        place = self.at(fields["place"]) if fields.get("place") else None
        kind = PovKind.CLOSE_THIRD if pov else PovKind.UNKNOWN
        known = {"pov": None if pov is None else self._ids[pov], "pov_kind": kind, "place_from": place, **fields}
        self._scenes.append(Scene(id=f"scene-{len(self._scenes) + 1}", span=span, present=people, **known))
        return self

    def appears(self, name: str, scene: int, words: str, role: StageRole = StageRole.PRESENT) -> World:
        row = Appearance(
            id=self._id("appearance"),
            scene=Ref(f"scene-{scene}"),
            character=self._ids[name],
            role=role,
            evidence=(self.at(words),),
        )
        self.rows.append(row)
        return self

    def fact(self, name: str, attribute: Attribute, value: str, words: str, **fields: Any) -> World:
        holder = fields.pop("holder", None)
        row = Fact(
            id=self._id("fact"),
            character=self._ids[name],
            attribute=attribute,
            value=value,
            holder=None if holder is None else self._ids[holder],
            evidence=(self.at(words),),
            **fields,
        )
        self.rows.append(row)
        return self

    def word(self, name: str, role: PortrayalRole, lemma: str, words: str, **fields: Any) -> World:
        span = self.at(words)
        row = Portrayal(id=self._id("word"), span=span, character=self._ids[name], role=role, lemma=lemma, **fields)
        self.rows.append(row)
        return self

    def tie(self, a: str, kind: TieKind, b: str, words: str, *, change: str = "", confidence: float = 0.9) -> World:
        row_id = self._id("tie")
        direction = Direction.DIRECTED if kind in DIRECTED else Direction.MUTUAL
        evidence = (self.at(words),)
        self.rows.append(
            Relationship(
                id=row_id,
                a=self._ids[a],
                b=self._ids[b],
                kind=kind,
                direction=direction,
                evidence=evidence,
                confidence=confidence,
            )
        )
        if change:
            turn = Turn(
                id=self._id("turn"), relationship=Ref(row_id), scene=Ref("scene-1"), change=change, evidence=evidence
            )
            self.rows.append(turn)
        return self

    def passed(self, scene: int, a: str, b: str, *, tone: float | None, spoken: int = 20) -> World:
        row = Exchange(
            id=self._id("exchange"),
            scene=Ref(f"scene-{scene}"),
            a=self._ids[a],
            b=self._ids[b],
            a_to_b=2,
            b_to_a=1,
            words=spoken,
            tone=tone,
            evidence=(Span(0, 5),),
        )
        self.rows.append(row)
        return self

    def event(self, order: int, label: str, *who: str, kind: EventKind = EventKind.ON_STAGE, when: str = "") -> World:
        people = tuple(self._ids[name] for name in who)
        evidence = (self.at(label),)
        row = Event(
            id=self._id("event"),
            order=order,
            label=label,
            participants=people,
            kind=kind,
            when=when,
            evidence=evidence,
        )
        self.rows.append(row)
        return self

    def time(
        self, scene: int, order: int, relation: Relation, words: str, *, after: int | None, gap: str = ""
    ) -> World:
        row = SceneTime(
            id=self._id("time"),
            scene=Ref(f"scene-{scene}"),
            after=None if after is None else Ref(f"scene-{after}"),
            relation=relation,
            order=order,
            gap=gap,
            evidence=(self.at(words),),
        )
        self.rows.append(row)
        return self

    def finding(self, code: Code, message: str, *words: str, confidence: float = 0.9) -> World:
        row = Finding(
            id=self._id("finding"),
            code=code,
            severity=Severity.ERROR,
            message=message,
            suggestion="Keep one of them.",
            evidence=tuple(map(self.at, words)),
            confidence=confidence,
        )
        self.rows.append(row)
        return self

    def build(self) -> Story:
        """The story."""
        base = self._base
        return Story(base.document, base.tables.extended(KINDS, [*self._scenes, *self.rows]), generator="0.0.1")


def _cut(scene: Scene, end: int) -> Scene:
    from dataclasses import replace

    return replace(scene, span=Span(scene.span.start, end))


LAMP = """CHAPTER I

Ilse Brandt climbed to the lamp room with green eyes full of salt. Her brother Jonas stood at the glass.

“You are late,” said Jonas. “The oil is low.”

“The oil is always low,” said Ilse.

Old Mrs. Coyle, who kept the shop, had told her so at noon.

CHAPTER II

Two weeks later Ilse walked down to the shop. Mrs. Coyle weighed the nails.

“Your mother was a singer,” said Mrs. Coyle. “Grey eyes she had, like you.”

“Who told you that?”

Ilse dropped the <b>nails</b> & the *tin*. She was twenty-nine.

CHAPTER III

Years before, when Ilse was nine, a ship had burned off the point. Jonas carried the bell up the stair.
"""


def lamp_builder() -> StoryBuilder:
    """The text of the lamp, its people, lines and mentions."""
    builder = (
        StoryBuilder(LAMP)
        .character("Ilse Brandt", aliases=["Ilse"], gender=Gender.F, pronouns="she/her")
        .character("Jonas", gender=Gender.M, pronouns="he/him")
        .character("Mrs. Coyle", gender=Gender.F, pronouns="she/her")
        .character("the ship")
        .quote("“You are late,”", speaker="Jonas", to=["Ilse Brandt"])
        .quote("“The oil is low.”", speaker="Jonas", to=["Ilse Brandt"], continues=True)
        .quote("“The oil is always low,”", speaker="Ilse Brandt", to=["Jonas"])
        .quote("“Your mother was a singer,”", speaker="Mrs. Coyle", to=["Ilse Brandt"])
        .quote("“Grey eyes she had, like you.”", speaker="Mrs. Coyle", to=["Ilse Brandt"], continues=True)
        .quote("“Who told you that?”")
    )
    after = 0
    for words, name, form in (
        ("Ilse Brandt", "Ilse Brandt", MentionForm.PROP),
        ("Her", "Ilse Brandt", MentionForm.PRON),
        ("Jonas", "Jonas", MentionForm.PROP),
        ("Jonas", "Jonas", MentionForm.PROP),
        ("Ilse", "Ilse Brandt", MentionForm.PROP),
        ("Mrs. Coyle", "Mrs. Coyle", MentionForm.PROP),
        ("Ilse", "Ilse Brandt", MentionForm.PROP),
        ("Mrs. Coyle", "Mrs. Coyle", MentionForm.PROP),
        ("Ilse", "Ilse Brandt", MentionForm.PROP),
        ("a ship", "the ship", MentionForm.NOM),
        ("Jonas", "Jonas", MentionForm.PROP),
    ):
        builder.mention(words, of=[name], after=after, form=form)
        after = builder.find(words, after=after).end
    return builder


def lamp() -> Story:
    """A book of three chapters with everything a bible tells."""
    ilse, jonas, coyle = "Ilse Brandt", "Jonas", "Mrs. Coyle"
    return (
        World(lamp_builder())
        .scene("CHAPTER I", present=[ilse, jonas], pov=ilse, place="the lamp room", confidence=1.0)
        .scene("CHAPTER II", present=[ilse, coyle], pov=ilse, place="the shop", time="Two weeks later")
        .scene("CHAPTER III", present=[jonas], kind=SceneKind.FLASHBACK)
        .appears(ilse, 1, "Ilse Brandt")
        .appears(jonas, 1, "Jonas")
        .appears(coyle, 1, "Mrs. Coyle", StageRole.MENTIONED)
        .appears(coyle, 2, "Mrs. Coyle weighed")
        .fact(ilse, Attribute.EYE_COLOUR, "green eyes", "green eyes")
        .fact(ilse, Attribute.EYE_COLOUR, "grey eyes", "Grey eyes", holder=coyle, confidence=0.7)
        .fact(ilse, Attribute.AGE, "twenty-nine", "twenty-nine")
        .fact(jonas, Attribute.POSSESSION, "the bell", "the bell", confidence=0.3)
        .fact(coyle, Attribute.OCCUPATION, "kept the shop", "kept the shop", negated=True)
        .fact(coyle, Attribute.NAME, "Mrs. Coyle", "Mrs. Coyle")
        .word(ilse, PortrayalRole.AGENT, "climb", "climbed")
        .word(ilse, PortrayalRole.AGENT, "drop", "dropped")
        .word(ilse, PortrayalRole.AGENT, "be", "was twenty")
        .word(jonas, PortrayalRole.AGENT, "carry", "carried")
        .word(coyle, PortrayalRole.MODIFIER, "old", "Old")
        .tie(ilse, TieKind.SIBLING, jonas, "Her brother Jonas", change="ends: the ship burns")
        .tie(coyle, TieKind.MENTOR, ilse, "had told her so", confidence=0.2)
        .passed(1, ilse, jonas, tone=-0.4)
        .passed(2, ilse, coyle, tone=0.2, spoken=40)
        .event(0, "a ship had burned", "the ship", kind=EventKind.FLASHBACK, when="Years before")
        .event(1, "Ilse Brandt climbed to the lamp room", ilse)
        .event(2, "Ilse dropped", ilse)
        .time(1, 1, Relation.UNKNOWN, "CHAPTER I", after=None)
        .time(2, 2, Relation.AFTER, "Two weeks later", after=1, gap="P14D")
        .time(3, 0, Relation.BEFORE, "Years before", after=1)
        .finding(Code.EYE_COLOUR, "Ilse Brandt has green eyes and grey eyes.", "green eyes", "Grey eyes")
        .finding(Code.TYPO, "unlikely", "nails", confidence=0.1)
        .build()
    )


SEQUEL = """Ilse Brandt-Moor opened the lamp house. Her brown eyes were tired.

“Jonas, you came,” said Ilse.

Jonas was her husband's clerk now. Piet Moor, her husband, shut the door.
"""


def sequel() -> Story:
    """A later book of the same world, in which Ilse has other eyes and is called otherwise."""
    ilse, jonas, piet = "Ilse Brandt-Moor", "Jonas", "Piet Moor"
    builder = (
        StoryBuilder(SEQUEL)
        .character(ilse, aliases=["Ilse"], gender=Gender.F, pronouns="she/her")
        .character(jonas, gender=Gender.M, pronouns="he/him")
        .character(piet, gender=Gender.M)
        .quote("“Jonas, you came,”", speaker=ilse, to=[jonas])
        .mention("Ilse Brandt-Moor", of=[ilse])
        .mention("Jonas", of=[jonas], after=SEQUEL.index("Jonas was"))
        .mention("Piet Moor", of=[piet])
    )
    return (
        World(builder)
        .scene("Ilse Brandt-Moor", present=[ilse, jonas, piet], place="the lamp house", confidence=1.0)
        .fact(ilse, Attribute.EYE_COLOUR, "brown eyes", "brown eyes")
        .fact(jonas, Attribute.OCCUPATION, "clerk", "clerk")
        .word(ilse, PortrayalRole.AGENT, "open", "opened")
        .tie(ilse, TieKind.SPOUSE, piet, "her husband, shut")
        .tie(ilse, TieKind.SUPERIOR, jonas, "clerk now")
        .build()
    )
