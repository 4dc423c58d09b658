"""People without a name who speak: *the waiter*, *a voice*, *her mother*, *the girls*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diegesis.document import Document
from diegesis.layers.characters.gender import majority, pronoun_votes
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.tags.records import Tag, TagKind

_LEAD = frozenset(
    "the a an this that these those another his her its my your our their one two three some any every each".split()
)
_NOBODY = frozenset("one man-of-war devil god people other others person each creature".split())


@dataclass(slots=True)
class Unnamed:
    """Somebody known by a noun phrase; ``key`` is the phrase without its determiner, in lower case.

    The gender is the noun's (*the girl*), or else that of the pronouns that take the phrase up.
    """

    key: str
    mentions: list[Mention] = field(default_factory=list)
    gender: str = "U"


def phrase_key(document: Document, mention: Mention) -> str:
    """A noun phrase without its determiner or owner: ``the old man`` is ``old man``, ``Ann's aunt`` is ``aunt``."""
    split = mention.kernel.of(document.text).lower().replace("’", "'").split()
    while split and (split[0] in _LEAD or split[0].endswith("'s")):
        split.pop(0)
    return " ".join(split)


def _definite(document: Document, mention: Mention) -> bool:
    return document.text[mention.span.start : mention.span.start + 4].lower() == "the "


def find_unnamed(document: Document, mentions: Sequence[Mention], tags: Sequence[Tag]) -> list[Unnamed]:
    """Everybody unnamed who is the subject of a speech tag, in order of first mention.

    And who acts beside a line, where the phrase is definite: ``The boy put down the cups. "Two forks?"``
    """
    spoken = {tag.mention for tag in tags if tag.kind is TagKind.TAG}
    acting = {tag.mention for tag in tags if tag.kind is TagKind.BEAT and not tag.owner}
    phrases = [mention for mention in mentions if mention.form is MentionForm.NOM]
    keys = {
        phrase_key(document, mention)
        for mention in phrases
        if mention.id in spoken or (mention.id in acting and _definite(document, mention))
    }
    keys -= _NOBODY | {""}
    found: dict[str, Unnamed] = {}
    for mention in phrases:
        key = phrase_key(document, mention)
        if key in keys and not mention.in_quote:
            found.setdefault(key, Unnamed(key)).mentions.append(mention)
    votes = pronoun_votes(document, mentions, {m.id: key for key, item in found.items() for m in item.mentions})
    for key, item in found.items():
        noun = item.mentions[0].gender.value
        item.gender = noun if noun != "U" else majority(votes.get(key, {}))
    return list(found.values())
