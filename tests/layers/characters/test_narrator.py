"""A narrator called by a name that founded nobody: only the reader took the word for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diegesis.layer import Tables
from diegesis.layers.characters.annotate import annotate
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.entities.records import EntityType, Mention, MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.tags.records import Tag
from diegesis.pipeline import read_text
from diegesis.spans import Span

TEXT = (
    "I mended the net. “Mind the step,” said the old man, “mind it, {name}!” I minded it. I went on with the net. "
    "“You are slow,” said the old man. “I am careful,” I said."
)


def cast(text: str, *names: str, confidence: float) -> tuple[tuple[Character, ...], tuple[Alias, ...]]:
    """The cast with these words as names that the reader alone saw."""
    story = read_text(text, model=False)
    kept = [row for row in story.rows(Mention) if row.span.of(text) not in names]
    pattern = next((row for row in story.rows(Mention) if row.in_quote), story.rows(Mention)[0])
    for name in names:
        start = text.index(name)
        kept.append(
            replace(
                pattern,
                id=f"m-{name}",
                span=Span(start, start + len(name)),
                head=Span(start, start + len(name)),
                form=MentionForm.PROP,
                type=EntityType.PER,
                person=3,
                in_quote=True,
                vocative=True,
                cast=False,
                title=False,
                around=False,
                confidence=confidence,
                made_by="reader",
            )
        )
    tables = Tables(
        {
            Mention: sorted(kept, key=lambda row: row.span),
            Quote: story.rows(Quote),
            Tag: [tag for tag in story.rows(Tag) if tag.mention in {row.id for row in kept}],
        }
    )
    rows = annotate(story.document, tables)
    made = tables.extended((Character, Alias), [row for row in rows if isinstance(row, (Character, Alias))])
    return made.rows(Character), made.rows(Alias)


def narrator(text: str, *names: str, confidence: float = 0.9) -> str:
    characters, _ = cast(text, *names, confidence=confidence)
    return next(row.name for row in characters if row.narrator)


def test_a_name_the_reader_alone_saw_names_the_narrator() -> None:
    characters, aliases = cast(TEXT.format(name="Oddvei"), "Oddvei", confidence=0.9)
    teller = next(row for row in characters if row.narrator)
    assert teller.name == "Oddvei"
    assert [alias.text for alias in aliases if alias.character == teller.id] == ["Oddvei"]


@pytest.mark.parametrize(
    ("text", "names", "confidence", "why"),
    [
        (TEXT.format(name="Oddvei"), ("Oddvei",), 0.4, "the reader is not sure"),
        (TEXT.format(name="Bosun"), ("Bosun",), 0.9, "a word for work"),
        ("“Come, Ragnfast,” said the old man. " + TEXT.format(name="Oddvei"), ("Oddvei", "Ragnfast"), 0.9, "two alike"),
        (TEXT.format(name="my lad"), (), 0.9, "nobody is called by a name"),
    ],
)
def test_else_the_narrator_stays_without_a_name(text: str, names: tuple[str, ...], confidence: float, why: str) -> None:
    assert narrator(text, *names, confidence=confidence) == "Narrator", why
