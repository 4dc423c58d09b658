"""Noun phrases that the book ties to a name: *Mrs. Orme, the housekeeper*, *her brother, Tom*, *Tom was the pilot*."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diegesis.document import Document
from diegesis.layers.characters.unnamed import phrase_key
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.lexicons.load import listed
from diegesis.lexicons.people import kin_terms

#: Nouns that fit too many people to name one by what he *is*: ``Tom was a man of few words``.
_ANYBODY = listed(
    "man woman boy girl child person fellow lady gentleman baby one friend guest stranger people creature thing fool "
    "someone somebody other youth party acquaintance companion lad lass chap guy kid soul figure voice body face"
)
#: A phrase that stands so many times as often as it is tied to the name means others too; a word for anybody sooner.
_MOST, _MOST_OF_ANYBODY = 12, 4
_OWNERS = listed("my your his her its our their")
_ARTICLES = listed("the a an")
#: What may stand between a name and what its bearer is, and the reverse.
_IS = re.compile(r"(?:,? who)? (?:was|is|had been|being|became) |, (?:now|once) ")
_CALLED = re.compile(r",? (?:named|called|whose name was) | (?:was|is) ")
#: What may stand behind an apposition, and what makes it a list.
_CLOSED = re.compile(r"\s*(?:[,.;:—–)]|-- ?|$)| who\b")
#: What may stand behind a phrase that is whole: *the patient one* is not *the patient*.
_WHOLE = re.compile(r"\s*(?:[,.;:!?—–)]|-- ?|$)| (?:of|who|at|in|with|to|from|on|and|but|for|there|here|now|then)\b")
_LISTED = re.compile(r",? (?:and|or|nor|&) ")


@dataclass(frozen=True, slots=True)
class Epithet:
    """A phrase that means somebody with a name: the person (a position), and its mentions in narration."""

    person: int
    mentions: tuple[Mention, ...]


def find_epithets(
    document: Document, mentions: Sequence[Mention], owners: Mapping[str, int], genders: Sequence[str]
) -> dict[str, Epithet]:
    """Whom phrases mean that the narration ties to one name, by the phrase without its determiner.

    Args:
        document: the text.
        mentions: all mentions, in text order.
        owners: the person (a position) of each name mention's id.
        genders: F, M, N or U of each person.

    Returns:
        Phrases tied to one person only, in order of first mention. A kin word is left out where the book speaks of
        several people's (*his mother* and *my mother*), a word for anybody where it is not set beside the name.
    """
    told = [row for row in mentions if not row.in_quote and (row.form is MentionForm.NOM or row.id in owners)]
    phrases: dict[str, list[Mention]] = defaultdict(list)
    for row in told:
        if row.form is MentionForm.NOM:
            phrases[phrase_key(document, row)].append(row)
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for one, other in pairwise(told):
        phrase, name = (one, other) if one.form is MentionForm.NOM else (other, one)
        if phrase.form is name.form or name.form is MentionForm.NOM or not _tied(document, one, other):
            continue
        person = owners[name.id]
        if "U" in (phrase.gender.value, genders[person]) or phrase.gender.value == genders[person]:
            votes[phrase_key(document, phrase)][person] += 1
    return {
        key: Epithet(next(iter(votes[key])), tuple(uses))
        for key, uses in phrases.items()
        if key and len(votes.get(key, ())) == 1 and not _of_others(document, key, uses, votes[key].total())
    }


def _of_others(document: Document, key: str, phrases: Sequence[Mention], tied: int) -> bool:
    """Whether a phrase stands for others too: a kin word with several owners, or one tied too seldom for its uses."""
    noun = key.split()[-1]
    if len(phrases) > tied * (_MOST_OF_ANYBODY if noun in _ANYBODY else _MOST):
        return True
    if noun not in kin_terms():
        return False
    return len({_first_word(document, row) for row in phrases} - _ARTICLES) > 1


def _first_word(document: Document, mention: Mention) -> str:
    return mention.span.of(document.text).split()[0].lower()


def _tied(document: Document, one: Mention, other: Mention) -> bool:
    """Whether the words between a name and a phrase, in either order, say that they are one.

    A phrase may be told with what follows its head (*the captain of the ship, Tom Vale*), or go on to the name itself
    (*a student named Tom Vale*).
    """
    ends = dict.fromkeys((one.span.end, one.kernel.end if one.form is MentionForm.NOM else one.span.end))
    return any(_tied_from(document, one, end, other) for end in ends if end <= other.span.start)


def _tied_from(document: Document, one: Mention, end: int, other: Mention) -> bool:
    text = document.text
    between = " ".join(f"x{text[end : other.span.start]}x".split())[1:-1]
    after = text[other.span.end : other.span.end + 8]
    phrase = one if one.form is MentionForm.NOM else other
    anybody = phrase.head.of(text).lower() in _ANYBODY
    definite = _first_word(document, phrase) not in ("a", "an") and phrase.span.length > phrase.head.length
    if between == ", ":
        return _CLOSED.match(after) is not None and not _in_list(text, one, after) and (definite or not anybody)
    if phrase is one and between == " ":
        return _first_word(document, phrase) in _OWNERS and phrase.head.of(text).lower() in kin_terms()
    if anybody or phrase.plural:
        return False
    if phrase is one:
        return _CALLED.fullmatch(between) is not None
    return _IS.fullmatch(between) is not None and _WHOLE.match(after) is not None


def _in_list(text: str, one: Mention, after: str) -> bool:
    """Whether names and phrases stand in a row: ``Ann, the captain, and Tom``."""
    before = text[max(0, one.span.start - 5) : one.span.start]
    return _LISTED.match(after) is not None or before.endswith((", ", "and "))
