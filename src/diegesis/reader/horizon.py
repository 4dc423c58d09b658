"""A story as somebody knows it who has read up to a place: no row, name or passage that comes later.

The cut is made once, on the rows, so that nothing that is made of them afterwards has to think of spoilers.
"""

from __future__ import annotations

import re
import types
import typing
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from diegesis.document import Document, SpanArray
from diegesis.export.contract import first_places
from diegesis.layer import Record, Ref, SpanRecord, Tables
from diegesis.layers.characters.records import Alias, Character, Narration
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.deixis.records import Indication
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.facts.records import Fact
from diegesis.layers.findings.records import Finding
from diegesis.layers.relationships.records import Exchange
from diegesis.layers.relatives.records import KinAlias, KinResolution, Relative
from diegesis.layers.scenes.records import Appearance, Scene, StageRole
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.timeline.records import Event
from diegesis.spans import Span
from diegesis.story import Story

R = TypeVar("R", bound=Record)
#: Rows that mean nothing once nobody is left in them.
_NEED_SOMEBODY: frozenset[type[Record]] = frozenset({Resolution, Indication, KinResolution, Entity})
#: Fields whose words we make, so that they may hold any name.
_WORDS = ("reason", "boundary", "suggestion", "message", "value", "label")
#: Those without which a row says nothing.
_NEED_WORDS = frozenset({"message", "value"})
#: How those of a scene who are not on stage belong to it.
_NOT_THERE = (StageRole.MENTIONED, StageRole.SPOKEN_OF)
#: What somebody is called of whom the text has given no name and no noun so far.
NOBODY_YET = "somebody"


def story_until(story: Story, upto: int, *, firsts: Mapping[str, int] | None = None) -> Story:
    """A story cut at a place.

    Args:
        story: the whole.
        upto: offset in code points; what is first known at or after it is left out.
        firsts: ``first_places(story)``, where the caller has it already.

    Returns:
        A story whose text ends with the block that holds ``upto``; its rows are those that the text before ``upto``
        gives, people have the names known by then, and counts count what stands before it. Corrections without place
        are left out. A contradiction is known at its last passage.
    """
    document = document_until(story.document, upto)
    known = dict(first_places(story) if firsts is None else firsts)
    return Story(document, _TablesUntil(story, upto, known), generator=story.generator, models=story.models)


def document_until(document: Document, upto: int) -> Document:
    """The document up to the end of the block that holds ``upto``; nothing of it where ``upto`` is 0 or less."""
    count = bisect_left(document.blocks, upto, key=lambda block: block.span.start)
    blocks = document.blocks[:count]
    end = min(len(document.text), max(upto, blocks[-1].span.end if blocks else 0))
    chapters = [row for row in document.chapters if row.span.start < upto]
    tokens = _cut(document.tokens, end)
    return replace(
        document,
        text=document.text[: max(0, end)],
        blocks=blocks,
        chapters=tuple(replace(row, span=Span(row.span.start, min(row.span.end, end))) for row in chapters),
        damage=tuple(row for row in document.damage if row.span.start < upto),
        sentences=_cut(document.sentences, end),
        tokens=tokens,
        words=document.words[: len(tokens)],
        italics=_cut(document.italics, end),
    )


def _cut(spans: SpanArray, end: int) -> SpanArray:
    made = SpanArray()
    count = bisect_left(spans.starts, end) if end > 0 else 0
    made.starts, made.ends = spans.starts[:count], spans.ends[:count]
    return made


class _Field(NamedTuple):
    """A field that points at rows: which, and whether it holds one, one or none, or several."""

    name: str
    target: type[Record]
    shape: str


class _Shape(NamedTuple):
    """What of a row type has to be looked at."""

    spanned: bool
    cited: bool
    pointers: tuple[_Field, ...]
    words: tuple[str, ...]


_SHAPES: dict[type[Record], _Shape] = {}


def _shape(kind: type[Record]) -> _Shape:
    if kind not in _SHAPES:
        hints = typing.get_type_hints(kind)
        names = {field.name for field in fields(kind)}
        found = (_pointer(field.name, hints[field.name]) for field in fields(kind))
        # A piece of an utterance points back at an earlier one, which is there.
        pointers = tuple(field for field in found if field is not None and field.target is not kind)
        words = tuple(name for name in _WORDS if name in names)
        _SHAPES[kind] = _Shape("span" in names, "evidence" in names, pointers, words)
    return _SHAPES[kind]


def _pointer(name: str, hint: Any) -> _Field | None:
    shape = "one"
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        shape = "one or none"
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    elif typing.get_origin(hint) is tuple:
        shape = "several"
        hint = typing.get_args(hint)[0]
    return _Field(name, typing.get_args(hint)[0], shape) if typing.get_origin(hint) is Ref else None


class _TablesUntil(Tables):
    """Tables cut at a place, each when it is first asked for."""

    __slots__ = ("_firsts", "_ids", "_people", "_story", "_upto")

    def __init__(self, story: Story, upto: int, firsts: Mapping[str, int]) -> None:
        super().__init__()
        self._story = story
        self._upto = upto
        self._ids: dict[type[Record], frozenset[str]] = {}
        self._people = _People(story, upto, firsts)

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        if kind not in self._rows:
            shape = _shape(kind)
            cut = (self._row(row, shape) for row in self._story.rows(kind))
            self._rows[kind] = tuple(row for row in cut if row is not None)
        return super().rows(kind)

    def kinds(self) -> Iterator[type[Record]]:
        return self._story.tables.kinds()

    def extended(self, kinds: Sequence[type[Record]], rows: Any) -> Tables:
        whole: dict[type[Record], Sequence[Record]] = {kind: self.rows(kind) for kind in self.kinds()}
        return Tables(whole).extended(kinds, rows)

    def _row(self, row: R, shape: _Shape) -> R | None:
        """The row as it is known so far, or ``None``."""
        if shape.spanned and cast("SpanRecord", row).span.start >= self._upto:
            return None
        changes = self._pointed(row, shape) if shape.pointers else {}
        if changes is None or (shape.cited and not self._cited(row, changes)):
            return None
        known = replace(row, **changes) if changes else row
        own = _OWN.get(type(row))
        told = known if own is None else cast("R | None", own(self, row, known))
        return told if told is None or not shape.words else self._unnamed(told, shape)

    def _cited(self, row: Record, changes: dict[str, Any]) -> bool:
        """Note the passages that are left; false where none is and the row stands on them."""
        evidence: tuple[Span, ...] = row.evidence  # type: ignore[attr-defined]
        kept = tuple(span for span in evidence if span.start < self._upto)
        if len(kept) < len(evidence):
            changes["evidence"] = kept
        return bool(kept) or not evidence or isinstance(row, Attribution | Character)

    def _unnamed(self, row: R, shape: _Shape) -> R | None:
        """The row without words that give away a name which the text has not told yet."""
        telling = {name for name in shape.words if self._people.gives_away(getattr(row, name))}
        if not telling:
            return row
        if telling & _NEED_WORDS:
            return None
        changes: dict[str, Any] = dict.fromkeys(telling, "")
        if isinstance(row, Event):
            changes["label"] = " ".join(row.evidence[0].of(self._story.document.text).split())
        return replace(row, **changes)

    def _pointed(self, row: Record, shape: _Shape) -> dict[str, Any] | None:
        """The fields that point at rows left out, without those; ``None`` where the row cannot be without them."""
        changes: dict[str, Any] = {}
        for name, target, held in shape.pointers:
            value, known = getattr(row, name), self.known(target)
            if held == "several":
                kept = tuple(ref for ref in value if ref in known)
                if value and not kept and type(row) in _NEED_SOMEBODY:
                    return None
                if len(kept) < len(value):
                    changes[name] = kept
            elif value is not None and value not in known:
                if held == "one":
                    return None
                changes[name] = None
        return changes

    def known(self, kind: type[Record]) -> frozenset[str]:
        """The ids of the rows of a kind that are not left out."""
        if kind is Character:
            return self._people.told
        if kind not in self._ids:
            self._ids[kind] = frozenset(row.id for row in self.rows(kind))
        return self._ids[kind]

    # ------------------------------------------------------------------ kinds with a rule of their own

    def character(self, row: Character, known: Character) -> Character | None:
        """Under the name known so far."""
        return self._people.known(row, known) if row.id in self._people.told else None

    def alias(self, row: Alias, known: Alias) -> Alias | None:
        """With the uses so far."""
        count = self._people.uses(row.character, row.text)
        return replace(known, count=count) if count or row.evidence else None

    def scene(self, row: Scene, known: Scene) -> Scene:
        """With the place, the time and the people told so far."""
        upto = self._upto
        place = row.place if row.place_from is None or row.place_from.start < upto else ""
        time = row.time if row.time_from is None or row.time_from.start < upto else ""
        shown = self._people.on_stage.get(row.id, frozenset())
        return replace(
            known,
            span=Span(row.span.start, min(row.span.end, len_until(self._story.document, upto))),
            place=place,
            time=time,
            place_from=row.place_from if place else None,
            time_from=row.time_from if time else None,
            present=tuple(who for who in known.present if (who, StageRole.PRESENT) in shown),
            mentioned=tuple(who for who in known.mentioned if any((who, role) in shown for role in _NOT_THERE)),
        )

    def fact(self, row: Fact, known: Fact) -> Fact | None:
        """Without an end that is told later; not at all where its holder is not told."""
        if row.holder is not None and known.holder is None:
            return None
        ends = {scene.id: scene.span.end for scene in self._story.scenes} if known.until else {}
        over = known.until is not None and ends.get(known.until, 0) >= self._upto
        return replace(known, until=None) if over else known

    def finding(self, row: Finding, known: Finding) -> Finding | None:
        """Once both sides of it are told."""
        return row if len(known.evidence) == len(row.evidence) else None

    def attribution(self, row: Attribution, known: Attribution) -> Attribution:
        """Without a speaker who is not told, or whom only later words give away."""
        late = bool(row.evidence) and not known.evidence
        if row.speaker is None or (known.speaker is not None and not late):
            return known if row.speaker is not None else replace(known, addressees=known.addressees)
        return replace(known, speaker=None, basis=None, confidence=0.0, reason="")

    def entity(self, row: Entity, known: Entity) -> Entity:
        """Under a name that the text has had so far."""
        if row.character is not None:
            people = {person.id: person.name for person in self.rows(Character)}
            people |= {person.id: person.name for person in self.rows(Relative)}
            return replace(known, name=people.get(row.character, NOBODY_YET))
        if _folded(row.name) in self._people.read:
            return known
        spans = self._people.spans
        return replace(known, name=" ".join(spans[known.mentions[0]].of(self._story.document.text).split()))

    def narration(self, row: Narration, known: Narration) -> Narration:
        """Up to the place."""
        return replace(known, span=Span(row.span.start, min(row.span.end, self._upto)))

    def exchange(self, row: Exchange, known: Exchange) -> Exchange | None:
        """In the scene that is being read, only what has been said so far."""
        scene = self._people.scenes[row.scene]
        if scene.span.end <= self._upto:
            return known
        a_to_b, b_to_a = (self._people.lines(scene.id, *pair) for pair in ((row.a, row.b), (row.b, row.a)))
        if not a_to_b + b_to_a:
            return None
        return replace(known, a_to_b=a_to_b, b_to_a=b_to_a, words=0, a_about_b=0, b_about_a=0, near=0, tone=None)


def len_until(document: Document, upto: int) -> int:
    """Where the text cut at ``upto`` ends."""
    position = document.block_at(upto - 1) if upto > 0 else None
    return upto if position is None else max(upto, document.blocks[position].span.end)


_OWN: dict[type[Record], Callable[..., Record | None]] = {
    Character: _TablesUntil.character,
    Relative: _TablesUntil.character,
    Alias: _TablesUntil.alias,
    KinAlias: _TablesUntil.alias,
    Scene: _TablesUntil.scene,
    Fact: _TablesUntil.fact,
    Finding: _TablesUntil.finding,
    Attribution: _TablesUntil.attribution,
    Narration: _TablesUntil.narration,
    Exchange: _TablesUntil.exchange,
    Entity: _TablesUntil.entity,
}


class _People:
    """Who is told so far, and how they are called."""

    def __init__(self, story: Story, upto: int, firsts: Mapping[str, int]) -> None:
        self._story = story
        self._upto = upto
        told = {who for who, first in firsts.items() if first < upto}
        # Somebody brought in by a correction may have lines and no place in the text.
        told |= {row.speaker for row in self._attributions if row.speaker is not None and row.speaker not in firsts}
        self.told = frozenset(map(str, told))

    @cached_property
    def _attributions(self) -> list[Attribution]:
        starts = {quote.id: quote.span.start for quote in self._story.quotes}
        return [row for row in self._story.attributions if starts[row.quote] < self._upto]

    @cached_property
    def _mentions(self) -> list[tuple[Mention, str]]:
        """Mentions so far that mean one person, with the person."""
        rows = self._story.resolutions
        found = []
        for mention in self._story.mentions:
            row = rows.get(mention.id) if mention.span.start < self._upto else None
            if row is not None and len(row.characters) == 1:
                found.append((mention, str(row.characters[0])))
        return found

    @cached_property
    def _uses(self) -> Counter[tuple[str, str]]:
        text = self._story.document.text
        return Counter((who, _folded(mention.span.of(text))) for mention, who in self._mentions)

    def uses(self, who: str, words: str) -> int:
        """How often words have meant somebody so far."""
        return self._uses[who, _folded(words)]

    @cached_property
    def read(self) -> str:
        """The text so far, folded."""
        return _folded(self._story.document.text[: self._upto])

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Where each mention is."""
        return {mention.id: mention.span for mention in self._story.mentions}

    @cached_property
    def _secret(self) -> re.Pattern[str] | None:
        """The proper names that the text has not had so far."""
        aliases = (alias for rows in self._story.aliases.values() for alias in rows if alias.form is MentionForm.PROP)
        names = {*(alias.text for alias in aliases), *(row.name for row in self._story.characters)}
        late = sorted((name for name in names if _folded(name) not in self.read), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, late))})(?!\w)") if late else None

    def gives_away(self, words: str) -> bool:
        """Whether words hold a name that the text has not had so far."""
        return self._secret is not None and self._secret.search(words) is not None

    def known(self, row: Character, known: Character) -> Character:
        """Somebody as they are known so far."""
        if not row.evidence or row.evidence[0].start < self._upto:
            return replace(known, narrator=row.narrator and known.evidence == row.evidence)
        name, named = self._called(row)
        genders = {mention.gender for mention, who in self._mentions if who == row.id}
        if genders & {Gender.F, Gender.M, Gender.N}:
            return replace(known, name=name)
        return replace(known, name=name, gender=Gender.U, pronouns="", narrator=row.narrator and not named)

    def _called(self, row: Character) -> tuple[str, bool]:
        """The most frequent name so far, else noun phrase, else the words of the first mention."""
        so_far = [alias for alias in self._story.aliases.get(row.id, ()) if self._told(alias)]
        for form in (MentionForm.PROP, MentionForm.NOM):
            named = [alias for alias in so_far if alias.form is form]
            if named:
                best = max(named, key=lambda alias: self.uses(row.id, alias.text))
                return best.text, form is MentionForm.PROP
        text = self._story.document.text
        first = next((mention for mention, who in self._mentions if who == row.id), None)
        return (" ".join(first.span.of(text).split()) if first else NOBODY_YET), False

    def _told(self, alias: Alias) -> bool:
        return bool(alias.evidence) and alias.evidence[0].start < self._upto

    @cached_property
    def scenes(self) -> dict[str, Scene]:
        """All scenes by id."""
        return {scene.id: scene for scene in self._story.scenes}

    @cached_property
    def on_stage(self) -> dict[str, frozenset[tuple[str, StageRole]]]:
        """Who has been shown in each scene so far, and how."""
        found: dict[str, set[tuple[str, StageRole]]] = {}
        for row in self._story.rows(Appearance):
            if all(span.start < self._upto for span in row.evidence[:1]):
                found.setdefault(row.scene, set()).add((row.character, row.role))
        return {scene: frozenset(shown) for scene, shown in found.items()}

    def lines(self, scene: str, speaker: str, addressee: str) -> int:
        """Quotes of a scene, so far, said by somebody to somebody."""
        return self._lines[scene, speaker, addressee]

    @cached_property
    def _lines(self) -> Counter[tuple[str, str, str]]:
        starts = {quote.id: quote.span.start for quote in self._story.quotes}
        cut = next((row for row in self._story.scenes if row.span.start < self._upto <= row.span.end), None)
        counted: Counter[tuple[str, str, str]] = Counter()
        for row in self._attributions:
            if cut is not None and row.speaker is not None and starts[row.quote] >= cut.span.start:
                counted.update((cut.id, str(row.speaker), str(other)) for other in row.addressees)
        return counted


def _folded(words: str) -> str:
    return " ".join(words.split()).lower()
