"""Entities: mentions that mean the same, put together.

A mention that means one character belongs to that character's entity. The others are joined by their clusters, where
a model gives them, and else by their words, which tells places with a name from each other and nothing more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Ref, stable_ids
from diegesis.layers.characters.records import Character
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.entities.records import EntityType, Mention, MentionForm

#: What an entity is told apart by: a character's id, the number of a cluster, or words.
_Key = tuple[str, Hashable]
_CHARACTER, _CLUSTER, _SEVERAL, _WORDS = "character", "cluster", "several", "words"


def entities_of(
    document: Document,
    mentions: Sequence[Mention],
    resolutions: Sequence[Resolution],
    characters: Sequence[Character],
    clusters: Mapping[str, int] | None = None,
) -> list[Entity]:
    """The entities of a document, in order of their first mention.

    Args:
        document: the text.
        mentions: in text order.
        resolutions: whom mentions mean; one of several characters leads to no character's entity.
        characters: the cast; one without a mention has no entity.
        clusters: number of the cluster by mention id, from a model. The mentions of a cluster are one entity. Where
            some of them mean a character, the rest belong to the one whom most of them mean, but those that mean
            several people keep to themselves.
    """
    cast = {row.id: row for row in characters}
    keys = _Keys.of(resolutions, clusters or {}, cast)
    groups: dict[_Key, list[Mention]] = defaultdict(list)
    for mention in mentions:
        key = keys.key(mention, document.text)
        if key is not None:
            groups[key].append(mention)
    firsts = [group[0].span for group in groups.values()]
    ids = stable_ids("e", document, firsts)
    return [_entity(name, key, groups[key], cast, document.text) for name, key in zip(ids, groups, strict=True)]


@dataclass(frozen=True, slots=True)
class _Keys:
    """Which entity a mention belongs to.

    Attributes:
        meant: characters by mention id.
        clusters: number of the cluster by mention id.
        leaders: the character whom most mentions of a cluster mean, by number.
    """

    meant: Mapping[str, tuple[str, ...]]
    clusters: Mapping[str, int]
    leaders: Mapping[int, str]

    @classmethod
    def of(cls, resolutions: Sequence[Resolution], clusters: Mapping[str, int], cast: Mapping[str, Character]) -> _Keys:
        meant = {str(row.mention): tuple(str(who) for who in row.characters if who in cast) for row in resolutions}
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        for mention, people in meant.items():
            if len(people) == 1 and mention in clusters:
                votes[clusters[mention]].update(people)
        return cls(meant, clusters, {number: counts.most_common(1)[0][0] for number, counts in votes.items()})

    def key(self, mention: Mention, text: str) -> _Key | None:
        """The entity of a mention; ``None`` for one that nothing ties to another."""
        people = self.meant.get(mention.id, ())
        if len(people) == 1:
            return _CHARACTER, people[0]
        number = self.clusters.get(mention.id)
        if number is not None:
            if people:
                return _SEVERAL, number
            return (_CHARACTER, self.leaders[number]) if number in self.leaders else (_CLUSTER, number)
        if mention.type is not EntityType.PER and mention.form is MentionForm.PROP:
            return _WORDS, _folded(mention, text).casefold()
        return None


def _entity(row_id: str, key: _Key, mentions: Sequence[Mention], cast: Mapping[str, Character], text: str) -> Entity:
    character = cast[str(key[1])] if key[0] == _CHARACTER else None
    return Entity(
        id=row_id,
        name=character.name if character else _name(mentions, text),
        type=EntityType.PER if character else _type(mentions),
        character=Ref[Character](character.id) if character else None,
        mentions=tuple(Ref[Mention](mention.id) for mention in mentions),
        confidence=character.confidence if character else max(mention.confidence for mention in mentions),
        made_by="reader" if key[0] in (_CLUSTER, _SEVERAL) else "rules",
    )


def _type(mentions: Sequence[Mention]) -> EntityType:
    """The type of most mentions; of several, the one that comes first."""
    return Counter(mention.type for mention in mentions).most_common(1)[0][0]


def _name(mentions: Sequence[Mention], text: str) -> str:
    """The most frequent proper name; without one the most frequent noun phrase, or pronoun."""
    best = min((mention.form for mention in mentions), key=list(MentionForm).index)
    return Counter(_folded(mention, text) for mention in mentions if mention.form is best).most_common(1)[0][0]


def _folded(mention: Mention, text: str) -> str:
    return " ".join(mention.span.of(text).split())
