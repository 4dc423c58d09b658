"""``ssml``: Speech Synthesis Markup Language 1.1, well-formed, for any engine that reads it.

Elements used: ``speak`` (with ``xml:lang``), ``p`` (one per block of the text), ``voice`` (``name``, and ``gender``
where the text tells it) around each attributed line, ``break`` before a heading and in a scene break. The text of
all elements joined is the text of the book; characters that XML forbids become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from diegesis.document import BlockKind
from diegesis.errors import BadOption
from diegesis.export.voices import speaker_of, voice_names
from diegesis.layers.entities.records import Gender
from diegesis.spans import Span
from diegesis.story import Segment, Story

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_GENDERS = {Gender.F: "female", Gender.M: "male", Gender.N: "neutral"}
_PAUSES = {BlockKind.HEADING: "strong", BlockKind.SCENE_BREAK: "x-strong"}


def render(story: Story, *, text: bool = True) -> str:
    """The document.

    Raises:
        BadOption: ``text`` is false; there would be nothing left.
    """
    if not text:
        raise BadOption("ssml is made of the text, so it cannot leave the text out.", hint="Leave out --no-text.")
    language = story.document.language if _LANGUAGE.fullmatch(story.document.language) else "en"
    head = f'<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="{language}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{"".join(_body(story))}</speak>\n'


def _body(story: Story) -> Iterator[str]:
    """Paragraphs, and the white space between them as it is."""
    doc = story.document
    spoken = _Spoken(story)
    position = 0
    for block in doc.blocks:
        yield from spoken.within(Span(position, block.span.start))
        pause = f'<break strength="{_PAUSES[block.kind]}"/>' if block.kind in _PAUSES else ""
        yield f"<p>{pause}"
        yield from spoken.within(block.span)
        yield "</p>"
        position = block.span.end
    yield from spoken.within(Span(position, len(doc.text)))


class _Spoken:
    """The segments, given out stretch by stretch from the start of the text to its end."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._names = voice_names(story, forbidden=r"[^\w.'’-]+", replacement="_")
        self._segments = story.segments
        self._position = 0

    def within(self, stretch: Span) -> Iterator[str]:
        """The marked-up words of a stretch that begins where the last one ended."""
        while self._position < len(self._segments):
            segment = self._segments[self._position]
            start = max(segment.span.start, stretch.start)
            end = min(segment.span.end, stretch.end)
            if start < end:
                yield self._marked(segment, Span(start, end))
            if segment.span.end > stretch.end:
                return
            self._position += 1

    def _marked(self, segment: Segment, span: Span) -> str:
        words = _text(span.of(self._story.document.text))
        speaker = speaker_of(self._story, segment.quote)
        if speaker is None or not words.strip():
            return words
        gender = f' gender="{_GENDERS[speaker.gender]}"' if speaker.gender in _GENDERS else ""
        name = quoteattr(_FORBIDDEN.sub("_", self._names[speaker.id]))
        return f"<voice name={name}{gender}>{words}</voice>"


def _text(words: str) -> str:
    """Escaped; a carriage return is written as a reference, or a reader would lose it."""
    return escape(_FORBIDDEN.sub("\ufffd", words), {"\r": "&#13;"})
