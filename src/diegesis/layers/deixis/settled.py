"""Pronouns of the narration that the speakers settle: the *he* of *he said* is whoever says the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.tags.records import Tag, TagKind

#: How surely the subject beside a line is its speaker, and a pronoun of its paragraph the same person.
_SUBJECT, _CARRIED = 0.95, 0.8
#: A speaker less sure than that settles nothing.
_LEAST = 0.4


@dataclass(frozen=True, slots=True)
class Settled:
    """Whom a pronoun means after all, and how surely (0 to 1)."""

    character: Ref[Character]
    confidence: float
    reason: str


def settle(
    document: Document,
    mentions: Sequence[Mention],
    resolutions: Sequence[Resolution],
    tags: Sequence[Tag],
    attributions: Sequence[Attribution],
) -> dict[str, Settled]:
    """Pronouns by mention id that coreference and the speakers read otherwise, or that coreference left open.

    The subject of a speech tag, or of a beat, is the speaker of the line beside it: who speaks is decided over a whole
    conversation, whom *he* means from the sentences before. Where that changes a pronoun, those of its paragraph that
    were read as the same person change with it, unless that person is named in the paragraph.
    """
    by_id = {mention.id: mention for mention in mentions}
    meant = {str(row.mention): row.characters for row in resolutions}
    said = {
        str(row.quote): Settled(row.speaker, row.confidence * _SUBJECT, "who says the line beside it")
        for row in attributions
        if row.speaker is not None and row.confidence >= _LEAST
    }
    found: dict[str, Settled] = {}
    for tag in sorted(tags, key=lambda tag: tag.kind is TagKind.BEAT):
        answer = said.get(tag.quote)
        if answer is None or tag.owner or tag.mention in found or not _is_open(by_id[tag.mention]):
            continue
        if meant.get(tag.mention) != (answer.character,):
            found[tag.mention] = answer
    return {**_carried(document, mentions, meant, found), **found}


def _is_open(mention: Mention) -> bool:
    """Whether a mention is a singular *he* or *she* of the narration."""
    third = mention.form is MentionForm.PRON and mention.person == 3 and not mention.plural
    return third and not mention.in_quote and mention.gender is not Gender.U


def _carried(
    document: Document,
    mentions: Sequence[Mention],
    meant: Mapping[str, tuple[Ref[Character], ...]],
    found: Mapping[str, Settled],
) -> dict[str, Settled]:
    """The other pronouns of the paragraphs in which a pronoun changed."""
    changed: dict[tuple[int | None, tuple[Ref[Character], ...], Gender], Settled] = {}
    named: set[tuple[int | None, tuple[Ref[Character], ...]]] = set()
    for mention in mentions:
        block, people = document.block_at(mention.span.start), meant.get(mention.id, ())
        if mention.id in found and people:
            changed.setdefault((block, people, mention.gender), found[mention.id])
        elif mention.form is not MentionForm.PRON and not mention.in_quote:
            named.add((block, people))
    carried = {}
    for mention in mentions:
        if mention.id in found or not _is_open(mention) or mention.id not in meant:
            continue
        place = document.block_at(mention.span.start), meant[mention.id]
        other = changed.get((*place, mention.gender))
        if other is not None and place not in named:
            reason = "whoever the same paragraph calls so"
            carried[mention.id] = Settled(other.character, other.confidence * _CARRIED, reason)
    return carried
