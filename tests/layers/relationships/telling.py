"""Stories of a few sentences for the tests of ties: whoever is named is in the cast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diegesis.layer import Record, Tables
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.relationships.annotate import annotate
from diegesis.layers.relationships.records import Direction, Relationship
from diegesis.layers.scenes.records import Scene
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing.builders import StoryBuilder

GENDERS = {"Ann": "F", "May": "F", "Ruth": "F", "Tom": "M", "Hugh": "M", "Mama": "F"}


def story_of(
    text: str,
    mentions: Sequence[tuple[str, str]],
    *,
    quotes: Sequence[tuple[str, str, str]] = (),
    pov: str = "",
    called: Sequence[str] = (),
) -> Story:
    """A story of one scene.

    Args:
        text: the text.
        mentions: words, in text order, each with the name of whom they mean.
        quotes: pieces with speaker and addressee.
        pov: through whose eyes it is told.
        called: words that call somebody.
    """
    builder = StoryBuilder(text)
    names = dict.fromkeys((*(name for _, name in mentions), *(name for _, *two in quotes for name in two)))
    for name in names:
        builder.character(name, gender=Gender(GENDERS.get(name.split()[0], "U")))
    after = 0
    for words, name in mentions:
        builder.mention(words, of=[name], after=after, form=_form(words))
        after = builder.find(words, after=after).start
    for words, speaker, addressee in quotes:
        builder.quote(words, speaker=speaker, to=[addressee])
    made = builder.build()
    rows = [replace(row, vocative=row.span.of(text) in called) for row in made.mentions]
    view = next((row.id for row in made.characters if row.name == pov), None)
    scene = Scene(id="sc-1", span=Span(0, len(text)), pov=view)  # type: ignore[arg-type]
    return Story(made.document, _with(made.tables, rows, [scene]))


def _with(tables: Tables, mentions: Sequence[Record], scenes: Sequence[Record]) -> Tables:
    kept = {kind: tables.rows(kind) for kind in tables.kinds()}
    return Tables({**kept, Mention: mentions, Scene: scenes})


def _form(words: str) -> MentionForm:
    if words.lower() in {"his", "her", "my", "she", "he", "i", "your", "they", "their"}:
        return MentionForm.PRON
    return MentionForm.PROP if words[0].isupper() else MentionForm.NOM


def rows_of(story: Story) -> tuple[Record, ...]:
    """What the layer makes of a story."""
    return annotate(story.document, story.tables)


def ties_of(story: Story) -> set[str]:
    """Its ties in words, mutual ones in the order of the alphabet: ``Ann parent Tom``."""
    names = {row.id: row.name for row in story.rows(Character)}
    found = set()
    for row in rows_of(story):
        if isinstance(row, Relationship):
            two = [names[row.a], names[row.b]]
            if row.direction is Direction.MUTUAL:
                two.sort()
            found.add(f"{two[0]} {row.kind.value} {two[1]}")
    return found
