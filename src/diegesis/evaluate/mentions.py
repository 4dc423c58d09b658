"""Whether mentions lead to the right person.

A predicted mention matches a gold one that has the same span or the same last word (possessive endings apart). It is
right where the people it is resolved to, mapped by name, are exactly the gold people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from diegesis.evaluate.gold import GoldBook
from diegesis.evaluate.match import harmonic, percent
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.spans import Span
from diegesis.story import Story

_PRONOUN_WORDS = """
i me my mine myself we us our ours ourselves you your yours yourself yourselves thou thee thy thine thyself ye yeh
he him his himself she her hers herself it its itself they them their theirs themselves themself xe xem xyr xyrs
who whom whose this that these those one both all each
"""
#: Pronouns and possessives, by which gold mentions are told apart from names and noun phrases.
PRONOUNS = frozenset(_PRONOUN_WORDS.split())

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MentionScore:
    """Counts of mentions. ``right`` counts gold mentions found and resolved to the right people.

    ``predicted`` counts predicted mentions with a resolution. The three forms are those of the gold words.
    """

    gold: int = 0
    found: int = 0
    right: int = 0
    predicted: int = 0
    names: int = 0
    names_right: int = 0
    phrases: int = 0
    phrases_right: int = 0
    pronouns: int = 0
    pronouns_right: int = 0

    def __add__(self, other: MentionScore) -> MentionScore:
        return MentionScore(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def recall(self) -> float:
        """Share of gold mentions that lead to the right people."""
        return percent(self.right, self.gold)

    @property
    def found_share(self) -> float:
        """Share of gold mentions that some predicted mention matches."""
        return percent(self.found, self.gold)

    @property
    def names_recall(self) -> float:
        """Share of proper names that lead to the right people."""
        return percent(self.names_right, self.names)

    @property
    def phrases_recall(self) -> float:
        """Share of noun phrases that lead to the right people."""
        return percent(self.phrases_right, self.phrases)

    @property
    def pronouns_recall(self) -> float:
        """Share of pronouns that lead to the right people."""
        return percent(self.pronouns_right, self.pronouns)

    @property
    def precision(self) -> float:
        """Right gold mentions over predicted resolved mentions: a lower bound, since gold leaves some unmarked."""
        return percent(self.right, self.predicted)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return harmonic(self.precision, self.recall)


def last_word(text: str, span: Span) -> Span:
    """The last word of a stretch, its possessive ending apart; the stretch itself where it has no word."""
    last = span
    for found in _WORD.finditer(text, span.start, span.end):
        last = Span(*found.span())
    ending = _POSSESSIVE.search(last.of(text))
    return Span(last.start, last.start + ending.start()) if ending else last


def score_mentions(gold: GoldBook, predicted: Story, mapping: Mapping[str, str]) -> MentionScore:
    """Score every gold mention of a book.

    Args:
        gold: the gold book.
        predicted: a story over the same text.
        mapping: gold character by predicted character.
    """
    text = gold.story.document.text
    resolved = [mention for mention in predicted.mentions if mention.id in predicted.resolutions]
    by_span = {mention.span: mention for mention in resolved}
    by_word: dict[Span, Mention] = {}
    for mention in sorted(resolved, key=lambda row: row.span.length):
        by_word[last_word(text, mention.span)] = mention
    counts = dict.fromkeys((f.name for f in fields(MentionScore)), 0)
    for mention in gold.story.mentions:
        match = by_span.get(mention.span) or by_word.get(last_word(text, mention.span))
        right = match is not None and _people(predicted, match, mapping) == _gold_people(gold.story, mention)
        for name in ("gold", _FORM_NAMES[mention.form]):
            counts[name] += 1
        for name in ("right", f"{_FORM_NAMES[mention.form]}_right"):
            counts[name] += right
        counts["found"] += match is not None
    return MentionScore(**{**counts, "predicted": len(resolved)})


_FORM_NAMES = {MentionForm.PROP: "names", MentionForm.NOM: "phrases", MentionForm.PRON: "pronouns"}


def _people(story: Story, mention: Mention, mapping: Mapping[str, str]) -> frozenset[str | None]:
    return frozenset(mapping.get(who) for who in story.resolutions[mention.id].characters)


def _gold_people(story: Story, mention: Mention) -> frozenset[str | None]:
    row = story.resolutions.get(mention.id)
    return frozenset(row.characters) if row else frozenset()
