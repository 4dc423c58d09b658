"""Rows of the entities layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import SpanRecord
from diegesis.spans import Span


class MentionForm(StrEnum):
    """How a mention names what it means (LitBank's three forms)."""

    PROP = "PROP"  #: a proper name
    NOM = "NOM"  #: a noun phrase
    PRON = "PRON"  #: a pronoun or possessive


class EntityType(StrEnum):
    """What is meant (ACE's types, as in LitBank)."""

    PER = "PER"
    FAC = "FAC"
    GPE = "GPE"
    LOC = "LOC"
    VEH = "VEH"
    ORG = "ORG"


class Gender(StrEnum):
    """Grammatical gender of the words used for somebody; ``U`` where nothing says."""

    F = "F"
    M = "M"
    N = "N"
    U = "U"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(SpanRecord):
    """Words that mean somebody (or some place): a name, a noun phrase or a pronoun.

    Attributes:
        head: the head word: the last word of a name, the noun of a phrase, the pronoun itself.
        form: name, noun phrase or pronoun.
        type: what is meant.
        gender: what the words themselves say (*Mrs.*, *the girl*, *he*).
        person: grammatical person of a pronoun, 1, 2 or 3; 3 for the rest.
        plural: whether several are meant.
        in_quote: whether the mention stands inside quoted text.
        vocative: whether it calls the person spoken to: *Come in, Ann.*
        title: whether it is only the title in a longer name (*Miss* in *Miss Hale*, which LitBank marks by itself);
            such a mention means nobody of its own.
        around: whether it is a phrase around a name with the same head: *poor old Mr. Hale*.
        cast: whether a member of the cast may be made of it; false for what the reader alone takes for a person's name.
    """

    head: Span
    form: MentionForm
    type: EntityType = EntityType.PER
    gender: Gender = Gender.U
    person: int = 3
    plural: bool = False
    in_quote: bool = False
    vocative: bool = False
    title: bool = False
    around: bool = False
    cast: bool = True

    @property
    def kernel(self) -> Span:
        """The words up to the head: *the captain* of *the captain of the ship*."""
        return Span(self.span.start, max(self.head.end, self.span.start))

    @property
    def personal(self) -> bool:
        """Whether it may mean a person by itself: a name, whose type may be wrong, or another mention of type PER."""
        return (
            self.cast
            and not (self.title or self.around)
            and (self.type is EntityType.PER or self.form is MentionForm.PROP)
        )
