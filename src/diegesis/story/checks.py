"""What a reading can check of itself: speakers that contradict the words beside their lines."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.story.story import Story


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A line whose tag names somebody of the cast who is not the speaker it was given."""

    quote: Quote
    tag: Tag
    named: tuple[Character, ...]
    speaker: Character


def contradictions(story: Story) -> tuple[Contradiction, ...]:
    """Lines whose speaker bears none of the names in their tag, in text order; what a person said is left out.

    A tag whose name nobody of the cast bears contradicts nothing (``Story.refusals`` lists it).
    """
    bearers: dict[str, list[Character]] = {}
    for character in story.characters:
        for alias in story.aliases[character.id]:
            bearers.setdefault(alias.text.lower(), []).append(character)
    mentions = {mention.id: mention for mention in story.mentions if mention.form is MentionForm.PROP}
    found = []
    for tag in story.rows(Tag):
        mention = mentions.get(tag.mention)
        if tag.kind is TagKind.TAG and mention is not None:
            found += _contradicted(story, tag, bearers.get(_surface(story, mention), []))
    return tuple(sorted(found, key=lambda row: row.quote.span))


def _surface(story: Story, mention: Mention) -> str:
    return " ".join(mention.span.of(story.document.text).split()).lower()


def _contradicted(story: Story, tag: Tag, named: list[Character]) -> list[Contradiction]:
    row = story.attribution_of(tag.quote)
    if row is None or row.speaker is None or row.made_by == "person" or not named:
        return []
    if any(character.id == row.speaker for character in named):
        return []
    quote, speaker = story.quotes_by_id[tag.quote], story.character(row.speaker)
    return [Contradiction(quote, tag, tuple(named), speaker)]
