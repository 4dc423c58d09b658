"""Rows of the tags layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Ref, SpanRecord
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote
from diegesis.spans import Span


class TagKind(StrEnum):
    """How the words beside a quote name somebody."""

    TAG = "tag"  #: a speech verb and its subject: *said Ann*
    BEAT = "beat"  #: somebody's action in the paragraph: *Ann put down the cup.*


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(SpanRecord):
    """Words beside a quote that name somebody: the first pass at a speaker, as a mention.

    The span covers subject and verb.

    Attributes:
        quote: the piece the words stand beside.
        mention: the subject.
        kind: tag or beat.
        after: whether the words stand after the piece.
        verb: the speech verb; for a beat the subject once more.
        owner: whether the subject only owns what acts (*Ann's eyes fell.*).
    """

    quote: Ref[Quote]
    mention: Ref[Mention]
    kind: TagKind
    after: bool
    verb: Span
    owner: bool = False
