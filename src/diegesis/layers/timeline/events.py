"""Events: the clauses that tell one, of which kind each is, who takes part, and its place in story time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Ref, Tables, stable_ids
from diegesis.layers.characters.records import Character
from diegesis.layers.scenes.records import Scene
from diegesis.layers.syntax.records import Sentence
from diegesis.layers.timeline.expressions import Found
from diegesis.layers.timeline.happenings import Happening, happenings, near
from diegesis.layers.timeline.kinds import KindRead, kind_of
from diegesis.layers.timeline.ordering import Telling, days_back, days_of, ranks
from diegesis.layers.timeline.records import Event, EventKind, TimeKind
from diegesis.layers.timeline.salience import Surroundings, features, probability
from diegesis.layers.timeline.tenses import Tenses
from diegesis.layers.triggers.records import Trigger
from diegesis.lexicons.load import words
from diegesis.spans import Span, SpanIndex
from diegesis.views.clauses import Clauses
from diegesis.views.people import People

#: Least probability of a main event.
LEAST = 0.12
#: Reports of one scene that stand no farther apart than that are of one time unless they say otherwise.
_TOGETHER = 2000
#: How far back in a speech a time is named that still holds, in characters.
_EARSHOT = 200
_WHEN_LEAD = re.compile(
    r"\b(?:(?:late|early|just|soon|not\s+long)\s+)?"
    r"(?:at|in|on|by|since|until|till|before|after|about|for|from|during|towards?|round|around)\s+$",
    re.IGNORECASE,
)
_DATING = frozenset(TimeKind) - {TimeKind.DURATION, TimeKind.SET, TimeKind.AGE}


@dataclass(frozen=True, slots=True)
class Draft:
    """A clause that may become an event.

    Attributes:
        happening: the clause.
        seen: its features.
        read: its kind.
        times: the time expressions of its clause, or else of its sentence.
        scene: position of its scene; -1 where there is none.
    """

    happening: Happening
    seen: dict[str, float]
    read: KindRead
    times: tuple[Found, ...]
    scene: int


class EventReader:
    """Reads the events of one document.

    Args:
        document: the text.
        tables: those of the layers before.
        found: its time expressions.
        people: the shared view.
    """

    def __init__(self, document: Document, tables: Tables, found: Sequence[Found], people: People) -> None:
        self.document = document
        self.people = people
        self.scenes = tables.rows(Scene)
        self._starts = [scene.span.start for scene in self.scenes]
        self._clauses = Clauses(tables.rows(Sentence))
        self._triggers = {row.span.start: row.confidence for row in tables.rows(Trigger)}
        self._found = found
        self._times = SpanIndex([one.span for one in found])

    def drafts(self) -> Iterator[Draft]:
        """Every clause of a kind that can be an event, in text order."""
        for happening in happenings(self._clauses, self.people, Tenses(self.document.text)):
            scene = bisect_right(self._starts, happening.span.start) - 1
            times = self._times_of(happening)
            read = kind_of(happening, self.scenes[scene] if scene >= 0 else None, times)
            if read is not None:
                yield Draft(happening, self._seen(happening), read, times, scene)

    def _times_of(self, happening: Happening) -> tuple[Found, ...]:
        """Of the clause, else those of its sentence that can date another clause."""
        sentence = happening.verb.parse.row.span
        own = self._in(near(happening.span, sentence), happening)
        return own or tuple(one for one in self._in(sentence, happening) if one.kind is not TimeKind.TIME_OF_DAY)

    def _in(self, span: Span, happening: Happening) -> tuple[Found, ...]:
        quoted = happening.quote is not None
        found = (self._found[at] for at in self._times.touching(span))
        return tuple(one for one in found if (self.people.quote_at(one.span.start) is not None) == quoted)

    def _seen(self, happening: Happening) -> dict[str, float]:
        sentence = happening.verb.parse.row.span
        dated = any(self._found[at].kind in _DATING for at in self._times.touching(near(happening.span, sentence)))
        trigger = max(self._triggers.get(verb.span.start, 0.0) for verb in happening.verbs)
        return features(happening, Surroundings(trigger, dated), self.document, self.people)

    def rows(self, scene_order: Sequence[int]) -> list[Event]:
        """The events, in told order.

        Args:
            scene_order: each scene's place in story time.
        """
        chosen = [draft for draft in self.drafts() if probability(draft.seen) >= LEAST]
        chosen.sort(key=lambda draft: draft.happening.span)
        orders = ranks(list(self._tellings(chosen, scene_order)))
        ids = stable_ids("ev", self.document, [draft.happening.span for draft in chosen])
        return [self._row(name, draft, order) for name, draft, order in zip(ids, chosen, orders, strict=True)]

    def _tellings(self, chosen: Sequence[Draft], scene_order: Sequence[int]) -> Iterator[Telling]:
        # Speech and narration keep their own thread of what lies how far back, within a scene.
        threads: dict[tuple[bool, int], tuple[int, float]] = {}
        for draft in chosen:
            start = draft.happening.span.start
            thread = draft.happening.quote is None, draft.scene
            place, back = threads.get(thread, (-_TOGETHER, 0.0))
            back, dated = self._back(draft, back if start - place < _TOGETHER else None)
            if dated and draft.read.kind in (EventKind.REPORTED, EventKind.FLASHBACK):
                threads[thread] = start, back
            yield Telling(
                draft.read.kind,
                self.document.chapter_at(start) or 0,
                scene_order[draft.scene] if draft.scene >= 0 else 0,
                start,
                back,
            )

    def _back(self, draft: Draft, together: float | None) -> tuple[float, bool]:
        """About how many days back an event lies (ahead, for what is planned), and whether words of its own say so."""
        happening = draft.happening
        if draft.read.kind is EventKind.PLANNED:
            return max((one.reading.days for one in draft.times if one.kind is TimeKind.OFFSET), default=1.0), True
        old, said = self._is_old(happening), self._said_before(happening)
        before = together if said is None else said
        back = days_back(draft.times, happening.tense, spoken=happening.quote is not None, before=before, old=old)
        return back, old or said is not None or any(days_of(one) is not None for one in draft.times)

    def _said_before(self, happening: Happening) -> float | None:
        """The time the same speech has named in the sentences before: *Four years ago. A shop burnt down.*"""
        if happening.quote is None:
            return None
        start = happening.span.start
        before = Span(max(happening.quote.span.start, start - _EARSHOT), start)
        named = [days for at in self._times.touching(before) if (days := days_of(self._found[at])) is not None]
        return named[-1] if named else None

    def _is_old(self, happening: Happening) -> bool:
        """Whether it says *once*, or what *my mother* did: a story of the family."""
        verb, subject = happening.verb, happening.subject
        if any(word.lemma in ("once", "originally") for word in verb.children_by("advmod")):
            return True
        kin = subject is not None and subject.lemma.lower() in words("kin_terms")
        return kin and subject is not None and subject.child("nmod:poss") is not None

    def _row(self, name: str, draft: Draft, order: int) -> Event:
        span = draft.happening.span
        return Event(
            id=name,
            confidence=draft.read.confidence,
            order=order,
            label=" ".join(span.of(self.document.text).split()),
            participants=self._participants(draft.happening),
            when=self._when(draft),
            kind=draft.read.kind,
            scene=Ref[Scene](self.scenes[draft.scene].id) if draft.scene >= 0 else None,
            evidence=(span,),
        )

    def _participants(self, happening: Happening) -> tuple[Ref[Character], ...]:
        subject = happening.subject
        doer = self.people.mention_at(subject.span) if subject is not None else None
        mentions = [doer] if doer is not None else []
        mentions += self.people.mentions_in(happening.span)
        return tuple(dict.fromkeys(who for mention in mentions for who in self.people.meant(mention)))

    def _when(self, draft: Draft) -> str:
        """The words that say when, with their preposition."""
        span = draft.happening.span
        dating = [one.span for one in draft.times if one.kind in _DATING]
        if not dating:
            return ""
        best = min(dating, key=lambda other: (max(other.start - span.end, span.start - other.end, 0), other.start))
        lead = _WHEN_LEAD.search(self.document.text, max(0, best.start - 20), best.start)
        start = lead.start() if lead else best.start
        return " ".join(Span(start, best.end).of(self.document.text).split())
