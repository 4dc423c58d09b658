"""Documents and stories made by hand, so that a test states exactly what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from diegesis.document import Document, build_document
from diegesis.layer import Record, Ref, Tables, stable_ids
from diegesis.layers.characters.records import Alias, Character, CharacterKind
from diegesis.layers.coreference.entities import entities_of
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.entities.records import EntityType, Gender, Mention, MentionForm
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.layers.speakers.records import Attribution, Basis, Candidate
from diegesis.sources import source_from_text
from diegesis.spans import Span
from diegesis.story import Story

_STYLES = {
    "'": QuoteStyle.SINGLE,
    "‘": QuoteStyle.SINGLE,
    "«": QuoteStyle.GUILLEMET,
    "»": QuoteStyle.GUILLEMET,
    "‹": QuoteStyle.GUILLEMET,
    "「": QuoteStyle.CORNER,
    "『": QuoteStyle.CORNER,
    "—": QuoteStyle.DASH,
    "–": QuoteStyle.DASH,
    "―": QuoteStyle.DASH,
    "_": QuoteStyle.ITALIC,
    "*": QuoteStyle.ITALIC,
}
_MARKS = "\"“”„'‘’«»‹›「」『』—–―_*"

R = TypeVar("R", bound=Record)


def document(text: str) -> Document:
    """The document of a string of plain text: blocks, chapters, sentences and tokens found as in a reading.

    >>> document("One. Two.").text
    'One. Two.'
    """
    return build_document(source_from_text(text))


def story(text: str, quotes: Sequence[tuple[str, str | None]] = ()) -> Story:
    """A story of a text and its quotes.

    Args:
        text: the text.
        quotes: pieces in text order, each as it stands in the text with its marks, and the speaker's name or
            ``None``. Each name becomes a character.

    Raises:
        ValueError: a piece does not stand in the text after the one before it.

    >>> made = story('"Come in," said Ann. "Sit."', [('"Come in,"', "Ann"), ('"Sit."', "Ann")])
    >>> [made.name_of(row.speaker) for row in made.attributions]
    ['Ann', 'Ann']
    """
    builder = StoryBuilder(text)
    for name in dict.fromkeys(speaker for _, speaker in quotes if speaker):
        builder.character(name)
    for surface, speaker in quotes:
        builder.quote(surface, speaker=speaker)
    return builder.build()


@dataclass(frozen=True, slots=True, kw_only=True)
class _QuoteNote:
    span: Span
    speaker: str | None
    to: tuple[str, ...]
    kind: QuoteKind
    basis: Basis | None
    confidence: float
    continues: bool
    candidates: tuple[tuple[str, float], ...]
    evidence: tuple[Span, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _CastNote:
    name: str
    aliases: tuple[str, ...]
    gender: Gender
    pronouns: str
    kind: CharacterKind
    narrator: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _MentionNote:
    span: Span
    of: tuple[str, ...]
    form: MentionForm
    type: EntityType
    gender: Gender


class StoryBuilder:
    """Builds a story call by call; each call returns the builder. Surfaces are looked up in the text.

    >>> made = (
    ...     StoryBuilder('"Come in," said Ann to Bob.')
    ...     .character("Ann", gender=Gender.F)
    ...     .character("Bob")
    ...     .quote('"Come in,"', speaker="Ann", to=["Bob"])
    ...     .mention("Ann", of=["Ann"])
    ...     .build()
    ... )
    >>> [character.name for character in made.characters]
    ['Ann', 'Bob']
    """

    def __init__(self, text: str) -> None:
        self.document = document(text)
        self._cast: list[_CastNote] = []
        self._quotes: list[_QuoteNote] = []
        self._mentions: list[_MentionNote] = []

    def character(
        self,
        name: str,
        *,
        aliases: Sequence[str] = (),
        gender: Gender = Gender.U,
        pronouns: str = "",
        kind: CharacterKind = CharacterKind.PERSON,
        narrator: bool = False,
    ) -> StoryBuilder:
        """Add somebody. The name need not stand in the text (its evidence is then the text's first character)."""
        if any(note.name == name for note in self._cast):
            raise ValueError(f"there is already a character {name!r}")
        note = _CastNote(
            name=name,
            aliases=tuple(aliases),
            gender=gender,
            pronouns=pronouns,
            kind=kind,
            narrator=narrator,
        )
        self._cast.append(note)
        return self

    def quote(
        self,
        surface: str,
        *,
        speaker: str | None = None,
        to: Sequence[str] = (),
        kind: QuoteKind = QuoteKind.SPEECH,
        basis: Basis | None = None,
        confidence: float = 1.0,
        continues: bool = False,
        candidates: Iterable[tuple[str, float]] = (),
        evidence: Sequence[str] = (),
        reason: str = "",
    ) -> StoryBuilder:
        """Add a quote.

        Args:
            surface: the piece as it stands in the text, marks included. The first place after the start of the
                quote added before is meant, so a piece inside another is added after it.
            speaker: a name given to ``character``, or ``None``.
            to: names of the addressees.
            kind: what the piece is; ``EMPHASIS`` gets no attribution.
            basis: explicit, anaphoric or implicit; implicit by default where there is a speaker.
            confidence: probability of the speaker, 0 to 1.
            continues: whether it belongs to the utterance of the quote added before.
            candidates: names with probabilities, best first.
            evidence: surfaces, looked up from the start of the text.
            reason: in words.

        Raises:
            ValueError: a surface does not stand in the text.
        """
        after = self._quotes[-1].span.start + 1 if self._quotes else 0
        note = _QuoteNote(
            span=self.find(surface, after=after),
            speaker=speaker,
            to=tuple(to),
            kind=kind,
            basis=basis or (Basis.IMPLICIT if speaker else None),
            confidence=confidence,
            continues=continues,
            candidates=tuple(candidates),
            evidence=tuple(self.find(words) for words in evidence),
            reason=reason,
        )
        self._quotes.append(note)
        return self

    def mention(
        self,
        surface: str,
        *,
        of: Sequence[str] = (),
        after: int = 0,
        form: MentionForm = MentionForm.PROP,
        type: EntityType = EntityType.PER,
        gender: Gender = Gender.U,
    ) -> StoryBuilder:
        """Add a mention of the characters named in ``of`` (of nobody known where empty), at or after an offset.

        Mentions of one character alone become an entity, and so do places of one name.
        """
        span = self.find(surface, after=after)
        self._mentions.append(_MentionNote(span=span, of=tuple(of), form=form, type=type, gender=gender))
        return self

    def find(self, surface: str, *, after: int = 0) -> Span:
        """The first place of some whole words at or after an offset.

        Raises:
            ValueError: they do not stand there.
        """
        whole = rf"(?<!\w){re.escape(surface)}" if surface[:1].isalnum() else re.escape(surface)
        pattern = rf"{whole}(?!\w)" if surface[-1:].isalnum() else whole
        found = re.compile(pattern).search(self.document.text, after)
        if found is None or not surface:
            raise ValueError(f"{surface!r} does not stand in the text at or after character {after}")
        return Span(*found.span())

    def build(self) -> Story:
        """The story: every row has an id, and rows stand in text order.

        Raises:
            ValueError: a quote or a mention names somebody who was not added.
        """
        cast = self._characters()
        refs = {row.name: Ref[Character](row.id) for row in cast}
        quotes = self._quote_rows()
        mentions = self._mention_rows()
        resolutions = list(self._resolutions(mentions, refs))
        made: dict[type[Record], list[Record]] = {
            Quote: list(quotes),
            Mention: list(mentions),
            Character: list(cast),
            Alias: list(self._aliases(refs)),
            Resolution: list(resolutions),
            Entity: list(entities_of(self.document, mentions, resolutions, cast)),
            Attribution: list(self._attributions(quotes, refs)),
            Candidate: list(self._candidates(quotes, refs)),
        }
        return Story(self.document, Tables(made))

    def _first_place(self, words: str) -> Span:
        start = self.document.text.find(words)
        return Span(0, min(1, len(self.document.text))) if start < 0 else Span(start, start + len(words))

    def _characters(self) -> list[Character]:
        placed = sorted(((self._first_place(note.name), note) for note in self._cast), key=lambda pair: pair[0])
        ids = stable_ids("c", self.document, [span for span, _ in placed])
        return [
            Character(
                id=row_id,
                name=note.name,
                gender=note.gender,
                pronouns=note.pronouns,
                kind=note.kind,
                narrator=note.narrator,
                evidence=(span,),
            )
            for row_id, (span, note) in zip(ids, placed, strict=True)
        ]

    def _aliases(self, refs: dict[str, Ref[Character]]) -> list[Alias]:
        surfaces = {note.name: (note.name, *note.aliases) for note in self._cast}
        return [
            Alias(
                id=f"{ref}-alias-{number}",
                character=ref,
                text=words,
                form=MentionForm.PROP,
                count=self.document.text.count(words),
                evidence=(self._first_place(words),),
            )
            for name, ref in refs.items()
            for number, words in enumerate(surfaces[name], start=1)
        ]

    def _quote_rows(self) -> list[Quote]:
        spans = [note.span for note in self._quotes]
        ids = stable_ids("q", self.document, spans)
        rows: list[Quote] = []
        for row_id, note in zip(ids, self._quotes, strict=True):
            around = [row for row in rows if row.span.holds(note.span)]
            follows = note.continues and rows
            rows.append(
                Quote(
                    id=row_id,
                    span=note.span,
                    kind=note.kind,
                    style=_STYLES.get(self.document.text[note.span.start], QuoteStyle.DOUBLE),
                    inner=_inner(self.document.text, note.span),
                    parent=Ref[Quote](around[-1].id) if around else None,
                    utterance=rows[-1].utterance if follows else Ref[Quote](row_id),
                )
            )
        return rows

    def _mention_rows(self) -> list[Mention]:
        notes = sorted(self._mentions, key=lambda note: note.span)
        ids = stable_ids("m", self.document, [note.span for note in notes])
        return [
            Mention(
                id=row_id,
                span=note.span,
                head=_last_word(self.document.text, note.span),
                form=note.form,
                type=note.type,
                gender=note.gender,
                in_quote=any(quote.span.holds(note.span) for quote in self._quotes),
            )
            for row_id, note in zip(ids, notes, strict=True)
        ]

    def _resolutions(self, mentions: list[Mention], refs: dict[str, Ref[Character]]) -> list[Resolution]:
        notes = sorted(self._mentions, key=lambda note: note.span)
        return [
            Resolution(
                id=f"{row.id}-resolution",
                mention=Ref[Mention](row.id),
                characters=tuple(_known(name, refs) for name in note.of),
            )
            for row, note in zip(mentions, notes, strict=True)
            if note.of
        ]

    def _attributions(self, quotes: list[Quote], refs: dict[str, Ref[Character]]) -> list[Attribution]:
        return [
            Attribution(
                id=f"{row.id}-attribution",
                quote=Ref[Quote](row.id),
                speaker=_known(note.speaker, refs) if note.speaker else None,
                addressees=tuple(_known(name, refs) for name in note.to),
                confidence=note.confidence if note.speaker else 0.0,
                basis=note.basis,
                evidence=note.evidence,
                reason=note.reason,
            )
            for row, note in zip(quotes, self._quotes, strict=True)
            if note.kind is not QuoteKind.EMPHASIS
        ]

    def _candidates(self, quotes: list[Quote], refs: dict[str, Ref[Character]]) -> list[Candidate]:
        return [
            Candidate(
                id=f"{row.id}-candidate-{number}",
                quote=Ref[Quote](row.id),
                character=_known(name, refs),
                confidence=p,
            )
            for row, note in zip(quotes, self._quotes, strict=True)
            for number, (name, p) in enumerate(note.candidates, start=1)
        ]


def _known(name: str, refs: dict[str, Ref[Character]]) -> Ref[Character]:
    if name not in refs:
        raise ValueError(f"no character {name!r}: add it with character({name!r}); there are {sorted(refs)}")
    return refs[name]


def _inner(text: str, span: Span) -> Span:
    """The words between the marks at both ends."""
    start, end = span
    if text[start] in _MARKS:
        start += 1
    if end > start and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)


def _last_word(text: str, span: Span) -> Span:
    last = span.of(text).rstrip().rpartition(" ")[2]
    start = span.start + span.of(text).rfind(last)
    return Span(start, start + len(last))
