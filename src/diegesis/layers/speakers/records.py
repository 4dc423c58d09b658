"""Rows of the speakers layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Record, Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote
from diegesis.spans import Span


class Basis(StrEnum):
    """What stands beside a line to say who speaks (PDNC's quote types)."""

    EXPLICIT = "explicit"  #: the speaker's name, in a tag or a beat
    ANAPHORIC = "anaphoric"  #: a pronoun or a noun phrase for the speaker
    IMPLICIT = "implicit"  #: neither


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Record):
    """Who says a quote, and to whom. One row per quote of a kind that somebody can say (all but emphasis).

    ``confidence`` is the probability that ``speaker`` is right; 0 where it is ``None``.

    Attributes:
        quote: the quote.
        speaker: who says it, or ``None`` (the reason says why).
        addressees: to whom; empty where unknown or to nobody.
        basis: what the decision rests on; ``None`` where there is no speaker.
        evidence: the words that support it: the tag, the beat, the vocative.
        reason: in words for a person.
    """

    quote: Ref[Quote]
    speaker: Ref[Character] | None
    addressees: tuple[Ref[Character], ...] = ()
    basis: Basis | None = None
    evidence: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Record):
    """One of the (at most five) best candidates for a quote's speaker; ``confidence`` is the probability.

    Rows of one quote stand best first.
    """

    quote: Ref[Quote]
    character: Ref[Character]
