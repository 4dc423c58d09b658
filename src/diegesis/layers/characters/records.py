"""Rows of the characters layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Record, Ref, SpanRecord
from diegesis.layers.entities.records import Gender, MentionForm
from diegesis.spans import Span


class CharacterKind(StrEnum):
    """What sort of being a character is."""

    PERSON = "person"
    GROUP = "group"
    ANIMAL = "animal"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Character(Record):
    """Somebody of the story, under all names.

    Attributes:
        name: the name to show: the fullest of the frequent ones, or a noun phrase for somebody unnamed.
        gender: from titles, kin words and pronouns; ``U`` where the text does not say.
        pronouns: such as ``she/her``; empty where unknown.
        kind: person, group, animal or other.
        narrator: whether this is the first-person narrator of the book or of a part of it.
        evidence: where the name first stands (and, for a narrator, where the text ties the name to *I*).
    """

    name: str
    gender: Gender = Gender.U
    pronouns: str = ""
    kind: CharacterKind = CharacterKind.PERSON
    narrator: bool = False
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Record):
    """One way the text names a character. A surface shared by several people has a row for each of them.

    Attributes:
        character: whose alias it is.
        text: the words, white space folded, as they most often stand in the text.
        form: name or noun phrase.
        count: how often the words stand in the text (for a shared surface: in all its uses).
        evidence: the first place.
        reason: why the alias belongs to this character, in words.
    """

    character: Ref[Character]
    text: str
    form: MentionForm
    count: int
    evidence: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration(SpanRecord):
    """A stretch told by a first-person narrator (a chapter or more).

    Attributes:
        character: who says *I*.
        reason: what ties them to it, in words.
    """

    character: Ref[Character]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(SpanRecord):
    """A name in a speech tag that did not enter the cast, with the reason. The span is the name."""

    text: str
    reason: str
