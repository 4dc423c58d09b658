"""Rows of the quotes layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Ref, SpanRecord
from diegesis.spans import Span


class QuoteKind(StrEnum):
    """What a stretch between marks is."""

    SPEECH = "speech"  #: said aloud by somebody in the story
    THOUGHT = "thought"  #: thought and not said
    WRITING = "writing"  #: a letter, a sign, a message, read or written
    QUOTED = "quoted"  #: words cited: a title, a proverb, a remembered or reported phrase
    EMPHASIS = "emphasis"  #: scare quotes, a word mentioned as a word

    @property
    def voiced(self) -> bool:
        """Whether somebody of the story says or thinks it, so that it has a speaker."""
        return self in (QuoteKind.SPEECH, QuoteKind.THOUGHT)


class QuoteStyle(StrEnum):
    """How a quote is set off."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    CORNER = "corner"
    DASH = "dash"
    ITALIC = "italic"
    BLOCK = "block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(SpanRecord):
    """One piece of quoted text, its marks included.

    Attributes:
        kind: speech, thought, writing, quoted or emphasis.
        style: the marks that set it off.
        inner: ``[start, end)`` of the words without their marks.
        parent: the quote this one lies in, or ``None``.
        utterance: shared by the pieces of one utterance (split by a tag, or over several paragraphs); the id
            of its first piece.
        repair: how missing or doubled marks were read, in words; empty where the marks were whole.
    """

    kind: QuoteKind
    style: QuoteStyle
    inner: Span
    parent: Ref[Quote] | None = None
    utterance: Ref[Quote]
    repair: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDamage(SpanRecord):
    """A quotation mark that could not be read, or speech that no mark sets off.

    Attributes:
        code: ``stray_mark`` (a mark without a partner that opens and closes nothing) or ``unmarked_speech`` (tags
            of speech and hardly any marks in the whole text: who speaks cannot be told).
        message: what was found, in words for a person.
    """

    code: str
    message: str
