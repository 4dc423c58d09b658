"""A small story whose rows are written by hand, so that tests depend on no layer."""

from __future__ import annotations

from diegesis.document import Document, build_document
from diegesis.layer import Record, Ref, Tables, stable_ids
from diegesis.layers.characters.records import Alias, Character, Narration, Refusal
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.entities.records import EntityType, Gender, Mention, MentionForm
from diegesis.layers.facts.records import Attribute, Fact, Portrayal, PortrayalRole
from diegesis.layers.findings.records import Code, Finding, Severity
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.layers.relationships.records import Direction, Exchange, Relationship, TieKind, Turn
from diegesis.layers.scenes.records import Appearance, Scene, StageRole
from diegesis.layers.speakers.records import Attribution, Basis, Candidate
from diegesis.layers.timeline.records import Event, Relation, SceneTime, TimeExpression, TimeKind
from diegesis.sources import source_from_text
from diegesis.spans import Span
from diegesis.story import Story

TEXT = """CHAPTER I
The Door

“Come in, Tom,” said Ann Marsh. “Mind the step.”

He minded it. “So this is the ‘tower’,” he said.

“She told me, ‘Never go up,’” said Ann.

CHAPTER II
The Stair

“Who is there?”

He thought of the word “up” & of [pause] nothing.
"""

#: (words, kind, speaker, addressee, basis, confidence)
_LINES: tuple[tuple[str, QuoteKind, str | None, str | None, Basis | None, float], ...] = (
    ("“Come in, Tom,”", QuoteKind.SPEECH, "ann", "tom", Basis.EXPLICIT, 0.97),
    ("“Mind the step.”", QuoteKind.SPEECH, "ann", "tom", Basis.EXPLICIT, 0.97),
    ("“So this is the ‘tower’,”", QuoteKind.SPEECH, "tom", "ann", Basis.ANAPHORIC, 0.81),
    ("‘tower’", QuoteKind.EMPHASIS, None, None, None, 0.0),
    ("“She told me, ‘Never go up,’”", QuoteKind.SPEECH, "ann", "tom", Basis.EXPLICIT, 0.95),
    ("‘Never go up,’", QuoteKind.QUOTED, None, None, None, 0.0),
    ("“Who is there?”", QuoteKind.SPEECH, None, None, None, 0.0),
    ("“up”", QuoteKind.EMPHASIS, None, None, None, 0.0),
)


def place(text: str, words: str, nth: int = 1) -> Span:
    """Where ``words`` stand for the ``nth`` time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def made_document(text: str = TEXT) -> Document:
    """The document of a text, as the package builds it."""
    return build_document(source_from_text(text, name="made.txt"))


def made_story(text: str = TEXT) -> Story:
    """The story above with a cast of two, five lines, a thought-up refusal and a narration."""
    document = made_document(text)
    quotes = _quotes(document)
    rows: list[Record] = [*quotes, *_people(text), *_mentions(document), *_speakers(quotes, text)]
    kinds = (Quote, Mention, Character, Alias, Narration, Refusal, Resolution, Entity, Attribution, Candidate)
    return Story(document, Tables().extended(kinds, rows), generator="0.0.1")


def _quotes(document: Document) -> list[Quote]:
    spans = [place(document.text, words) for words, *_ in _LINES]
    ids = stable_ids("q", document, spans)
    quotes = []
    for i, (words, kind, *_) in enumerate(_LINES):
        parent = ids[2] if i == 3 else ids[4] if i == 5 else None
        quotes.append(
            Quote(
                id=ids[i],
                span=spans[i],
                kind=kind,
                style=QuoteStyle.SINGLE if words[0] == "‘" else QuoteStyle.DOUBLE,
                inner=Span(spans[i].start + 1, spans[i].end - 1),
                parent=None if parent is None else Ref[Quote](parent),
                utterance=Ref[Quote](ids[0] if i == 1 else ids[i]),
                repair="a closing mark is missing" if i == 6 else "",
            )
        )
    return quotes


def _people(text: str) -> list[Record]:
    ann, tom = Ref[Character]("c-ann"), Ref[Character]("c-tom")
    first = (place(text, "Ann Marsh"),)
    return [
        Character(id="c-tom", name="Tom", gender=Gender.M, pronouns="he/him", evidence=(place(text, "Tom"),)),
        Character(id="c-ann", name="Ann Marsh", gender=Gender.F, narrator=True, evidence=first, confidence=0.9),
        Alias(id="a-1", character=tom, text="Tom", form=MentionForm.PROP, count=1, reason="a name"),
        Alias(id="a-2", character=ann, text="Ann Marsh", form=MentionForm.PROP, count=1, evidence=first),
        Alias(id="a-3", character=ann, text="Ann", form=MentionForm.PROP, count=2),
        Narration(id="n-1", span=Span(0, len(text)), character=ann, reason="she says I"),
        Refusal(id="r-1", span=place(text, "nothing"), text="nothing", reason="not a name"),
    ]


def _mentions(document: Document) -> list[Record]:
    text = document.text
    wanted = (("Tom", "c-tom"), ("Ann Marsh", "c-ann"), ("He minded", "c-tom"), ("Ann.", "c-ann"))
    rows: list[Record] = []
    for number, (words, character) in enumerate(wanted, start=1):
        span = Span(place(text, words).start, place(text, words).start + len(words.split()[0].rstrip(".")))
        form = MentionForm.PRON if words.startswith("He") else MentionForm.PROP
        rows.append(Mention(id=f"m-{number}", span=span, head=span, form=form))
        people = (Ref[Character](character),)
        rows.append(
            Resolution(id=f"s-{number}", mention=Ref[Mention](f"m-{number}"), characters=people, confidence=0.9)
        )
    she = place(text, "She")
    rows.append(Mention(id="m-5", span=she, head=she, form=MentionForm.PRON, confidence=0.5))
    return [*rows, _entity("e-1", "Tom", "c-tom", "m-1", "m-3"), _entity("e-2", "Ann Marsh", "c-ann", "m-2", "m-4")]


def _entity(row_id: str, name: str, character: str, *mentions: str) -> Entity:
    refs = tuple(Ref[Mention](mention) for mention in mentions)
    return Entity(id=row_id, name=name, type=EntityType.PER, character=Ref[Character](character), mentions=refs)


def _speakers(quotes: list[Quote], text: str) -> list[Record]:
    rows: list[Record] = []
    for quote, (_, kind, speaker, addressee, basis, confidence) in zip(quotes, _LINES, strict=True):
        if kind is QuoteKind.EMPHASIS:
            continue
        rows.append(
            Attribution(
                id=f"t-{quote.id}",
                quote=Ref[Quote](quote.id),
                speaker=None if speaker is None else Ref[Character](f"c-{speaker}"),
                addressees=() if addressee is None else (Ref[Character](f"c-{addressee}"),),
                basis=basis,
                confidence=confidence,
                evidence=(place(text, "said Ann Marsh"),) if confidence == 0.97 else (),
                reason=f"the tag names {speaker}" if speaker else "nothing says who speaks",
            )
        )
        for rank, person in enumerate(("ann", "tom") if speaker == "ann" else ("tom", "ann") if speaker else ()):
            ref = Ref[Character](f"c-{person}")
            p = confidence if rank == 0 else round((1 - confidence) / 2, 4)
            rows.append(Candidate(id=f"k-{quote.id}-{rank}", quote=Ref[Quote](quote.id), character=ref, confidence=p))
    return rows


def made_world() -> Story:
    """The story above with one row in every table of the world."""
    story = made_story()
    tom, ann = Ref[Character]("c-tom"), Ref[Character]("c-ann")
    said = place(TEXT, "“Come in, Tom,”")
    scene = Ref[Scene]("sc-1")
    tie = Relationship(id="r-1", a=tom, b=ann, kind=TieKind.FRIEND, direction=Direction.MUTUAL, evidence=(said,))
    rows: list[Record] = [
        Scene(id="sc-1", span=Span(0, len(TEXT)), place="the tower", pov=tom, present=(ann, tom), confidence=0.9),
        Appearance(id="p-1", scene=scene, character=ann, role=StageRole.PRESENT, evidence=(said,)),
        tie,
        Turn(id="u-1", relationship=Ref("r-1"), scene=scene, change="begins", evidence=(Span(17, 30),)),
        Exchange(id="x-1", scene=scene, a=tom, b=ann, a_to_b=1, b_to_a=2, tone=0.25, evidence=(said,)),
        Fact(id="f-1", character=tom, attribute=Attribute.AGE, value="nine", holder=ann, since=scene, evidence=(said,)),
        Portrayal(id="w-1", span=place(TEXT, "minded"), character=tom, role=PortrayalRole.AGENT, lemma="mind"),
        Event(id="v-1", order=0, label="He minded it", participants=(tom,), scene=scene, evidence=(said,)),
        SceneTime(id="d-1", scene=scene, after=None, relation=Relation.UNKNOWN, order=0, evidence=(said,)),
        TimeExpression(id="t-1", span=place(TEXT, "up"), kind=TimeKind.AGE, value="P9Y", scene=scene),
        Finding(id="n-1", code=Code.AGE, severity=Severity.ERROR, message="nine and ten", evidence=(said,)),
    ]
    return Story(story.document, story.tables.extended([type(row) for row in rows], rows))
