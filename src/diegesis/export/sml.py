"""``sml``: the text with ``[voice:Name]...[/voice]`` around each attributed line, as ebook2audiobook reads it.

Narration, headings and lines without a speaker have no tag, so they get the narrator's voice. Nothing else is
changed, but for one guard: where the book itself holds what would be read as a tag (``[pause]``), an invisible
word joiner (U+2060) goes behind its bracket. Without tags and guards the output is the text of the book.
"""

from __future__ import annotations

import re

from diegesis.errors import BadOption
from diegesis.export.voices import speaker_of, voice_names
from diegesis.story import Story

#: Words that ebook2audiobook takes for a tag when they follow a bracket.
_LOOKS_LIKE_A_TAG = re.compile(r"\[(?=\s*/?\s*(?:voice|pause|break|heading)\b)", re.IGNORECASE)
_GUARD = "\u2060"


def render(story: Story, *, text: bool = True) -> str:
    """The tagged text.

    Raises:
        BadOption: ``text`` is false; there would be nothing left.
    """
    if not text:
        raise BadOption("sml is made of the text, so it cannot leave the text out.", hint="Leave out --no-text.")
    names = voice_names(story, forbidden=r"[\[\]:\s]+")
    parts: list[str] = []
    for segment in story.segments:
        words = _LOOKS_LIKE_A_TAG.sub(f"[{_GUARD}", segment.span.of(story.document.text))
        speaker = speaker_of(story, segment.quote)
        if speaker is None:
            parts.append(words)
        else:
            said = words.rstrip()
            parts += [f"[voice:{names[speaker.id]}]", said, "[/voice]", words[len(said) :]]
    return "".join(parts)
