"""Gender from the pronouns that take a name up."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from diegesis.document import Document
from diegesis.layers.entities.records import Mention, MentionForm

K = TypeVar("K", bound=Hashable)
#: A pronoun further off than so many characters says nothing of a name.
_REACH = 220


def pronoun_votes(
    document: Document, mentions: Sequence[Mention], owners: Mapping[str, K]
) -> dict[K, dict[str, float]]:
    """Votes F and M for each owner of mentions, from the third-person pronouns of narration that follow them.

    A pronoun counts while nobody else has been named since: 2 in the sentence that the name opens, 1 in the next
    or behind a name inside its sentence, 0.5 further on. ``Ann put down her cup. She ...`` gives F 3.

    Args:
        document: the text.
        mentions: all mentions, in text order.
        owners: whose mention each one is, by mention id; those of nobody are left out.
    """
    votes: dict[K, dict[str, float]] = {}
    last: Mention | None = None
    for mention in mentions:
        if mention.in_quote:
            continue
        if mention.form is MentionForm.PRON:
            if last is not None and mention.gender.value in "FM" and not mention.plural:
                weight = _weight(document, last, mention)
                if weight:
                    own = votes.setdefault(owners[last.id], {"F": 0.0, "M": 0.0})
                    own[mention.gender.value] += weight
        elif mention.id in owners:
            last = mention
        elif mention.form is MentionForm.PROP or mention.gender.value != "U":
            last = None
    return votes


def _weight(document: Document, name: Mention, pronoun: Mention) -> float:
    if pronoun.span.start - name.span.end > _REACH:
        return 0.0
    home = document.sentences.before(name.span.start)
    away = document.sentences.before(pronoun.span.start) - home
    opens = name.span.start - document.sentences.starts[home] <= 2
    if away == 0:
        return 2.0 if opens else 1.0
    return 1.0 if away == 1 else 0.5


def majority(votes: Mapping[str, float], *, least: float = 3.0, share: float = 0.75) -> str:
    """``F`` or ``M`` where the votes are at least ``least`` and one has the ``share`` of them; ``U`` otherwise."""
    female, male = votes.get("F", 0.0), votes.get("M", 0.0)
    if female + male < least:
        return "U"
    best = "F" if female > male else "M"
    return best if max(female, male) >= share * (female + male) else "U"
