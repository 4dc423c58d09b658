"""Gender from the pronouns that take a name up."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from diegesis.document import Document
from diegesis.layers.entities.records import Mention, MentionForm

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading

K = TypeVar("K", bound=Hashable)
#: What follows *her* where it is an object and owns nothing.
_AFTER_OBJECT = frozenset(
    "in to at and with on up down off out from by for as a an the into over through that so if when while again".split()
)
#: A pronoun further off than so many characters says nothing of a name.
_REACH = 220
#: The reader's chance that makes a vote.
_SURE = 0.4


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
            if last is not None and mention.gender.value in "FMN" and not mention.plural:
                weight = _weight(document, last, mention)
                if weight:
                    own = votes.setdefault(owners[last.id], {"F": 0.0, "M": 0.0, "N": 0.0})
                    own[mention.gender.value] += weight
        elif mention.id in owners:
            last = mention
        elif mention.form is MentionForm.PROP or mention.gender.value != "U":
            last = None
    return votes


def read_votes(mentions: Sequence[Mention], owners: Mapping[str, K], encoded: Reading) -> dict[K, dict[str, float]]:
    """Votes F, M and N for each owner of mentions, from the pronouns that the reader leads back to it.

    Args:
        mentions: all mentions, in text order.
        owners: whose mention each one is, by mention id.
        encoded: the reader's pass over the text.
    """
    from diegesis.inference.antecedents import passed_on

    choices = encoded.antecedents([row.span for row in mentions], [row.form.value for row in mentions])
    given: list[dict[K, float] | None] = [
        {owners[row.id]: 1.0} if row.id in owners else {} if row.form is MentionForm.PROP else None for row in mentions
    ]
    votes: dict[K, dict[str, float]] = {}
    for mention, taken in zip(mentions, passed_on(choices, given), strict=True):
        if mention.form is MentionForm.PRON and mention.gender.value in "FMN" and not mention.plural:
            for owner, chance in taken.items():
                if chance >= _SURE:
                    own = votes.setdefault(owner, {"F": 0.0, "M": 0.0, "N": 0.0})
                    own[mention.gender.value] += chance
    return votes


def _weight(document: Document, name: Mention, pronoun: Mention) -> float:
    if pronoun.span.start - name.span.end > _REACH or _is_object(document, name, pronoun):
        return 0.0
    home = document.sentences.before(name.span.start)
    away = document.sentences.before(pronoun.span.start) - home
    opens = name.span.start - document.sentences.starts[home] <= 2
    if away == 0:
        return 2.0 if opens else 1.0
    return 1.0 if away == 1 else 0.5


def _is_object(document: Document, name: Mention, pronoun: Mention) -> bool:
    """Whether the pronoun is the object of the clause that the name opens: ``Hugh let her in.`` is not about Hugh."""
    token = document.tokens.before(pronoun.span.start)
    word = document.words[token]
    if word not in ("him", "her") or document.sentences.before(name.span.start) != document.sentences.before(
        pronoun.span.start
    ):
        return False
    following = document.words[token + 1] if token + 1 < len(document.words) else "."
    return word == "him" or not following[0].isalpha() or following in _AFTER_OBJECT


def majority(votes: Mapping[str, float], *, least: float = 3.0, share: float = 0.75) -> str:
    """F, M or N where there are ``least`` votes and one gender has the ``share`` of them; ``U`` otherwise."""
    total = sum(votes.values())
    if total < least:
        return "U"
    best = max(("F", "M", "N"), key=lambda gender: votes.get(gender, 0.0))
    return best if votes.get(best, 0.0) >= share * total else "U"
