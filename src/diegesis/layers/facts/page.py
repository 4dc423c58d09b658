"""The text as the rules of this layer see it: tokens, whom they mean, who says them, what a clause asserts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from diegesis.document import Document
from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.facts.records import Attribute
from diegesis.layers.quotes.records import Quote
from diegesis.layers.scenes.records import Scene
from diegesis.layers.syntax.records import Sentence
from diegesis.lexicons.load import listed
from diegesis.spans import Span, SpanIndex
from diegesis.views.clauses import Clauses, Word
from diegesis.views.people import People

#: Below this nobody is said to be meant.
_SURE = 0.3
#: A quote whose speaker is less sure than this is said by nobody known.
_HEARD = 0.35
_NO_STATEMENT = listed(
    "if whether unless lest suppose supposing imagine pretend pretended pretending wish wished wishes"
)
_OPINION = listed(
    "swore swears claimed claims pretends think thought thinks believe believed believes hope hoped hopes doubt "
    "doubted dreamed dreamt guess guessed fear feared suppose supposed imagined assumed suspected like though"
)
_SKIPPED = listed("that also always never still now just only not then once already both all really")
_MODALS = listed("would could should may might must can will shall 'd 'll cannot can't won't wouldn't couldn't")
_NEGATIONS = listed("not never no neither nor hardly scarcely")
_RELATIVE = listed("who that which whom")
#: Longest stretch of tokens between a subject and its verb that is searched for modals and negations.
_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody a clause is about.

    Attributes:
        character: who.
        sure: probability that it is they.
        mention: the words for them.
    """

    character: Ref[Character]
    sure: float
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fact before its ids. ``right`` is how often the rule is right where the person is."""

    subject: Subject
    attribute: Attribute
    value: str
    evidence: Span
    right: float
    rule: str
    negated: bool = False
    #: Whether the words only call somebody by it (*the old pilot*): told once, however often it is repeated.
    naming: bool = False


class Page:
    """One document with its tables.

    Args:
        document: the text.
        tables: those of the layers up to scenes; an absent one counts as empty.
    """

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document = document
        self.text = document.text
        self.words: Sequence[str] = document.words
        self.tokens = document.tokens
        self.people = People(tables)
        self.clauses = Clauses(tables.rows(Sentence))
        self.scenes = tables.rows(Scene)
        self._scenes = SpanIndex([scene.span for scene in self.scenes])
        self._several = {row.id for row in tables.rows(Character) if row.kind is CharacterKind.GROUP}
        self._tags = {
            span.start: tag for row in tables.rows(Sentence) for span, tag in zip(row.words, row.tags, strict=True)
        }

    @cached_property
    def ends(self) -> dict[int, Mention]:
        """The longest resolved mention that ends at an offset."""
        return {m.span.end: m for m in reversed(self.people.mentions)}

    @cached_property
    def starts(self) -> dict[int, Mention]:
        """The shortest resolved mention that starts at an offset."""
        return {m.span.start: m for m in self.people.mentions}

    def tag(self, token: int) -> str:
        """Universal part of speech of a token; empty without a model."""
        return self._tags.get(self.tokens.starts[token], "")

    def span(self, first: int, end: int) -> Span:
        """Of the tokens from ``first`` up to, not including, ``end``."""
        return Span(self.tokens.starts[first], self.tokens.ends[end - 1])

    def wording(self, span: Span) -> str:
        """The words of a stretch on one line."""
        return " ".join(span.of(self.text).split()).strip("_*")

    def capital(self, token: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.text[self.tokens.starts[token]].isupper()

    def sentence_end(self, token: int) -> int:
        """The token behind the last of its sentence."""
        sentence = self.document.sentences.before(self.tokens.starts[token])
        return self.tokens.within(self.document.sentences[sentence]).stop if sentence >= 0 else token + 1

    def sentence_start(self, token: int) -> int:
        """The first token of its sentence."""
        sentence = self.document.sentences.before(self.tokens.starts[token])
        return self.tokens.within(self.document.sentences[sentence]).start if sentence >= 0 else token

    def subject(self, mention: Mention | None) -> Subject | None:
        """The one person a mention means, where that is sure enough and no group."""
        if mention is None:
            return None
        who = self.people.only(mention)
        sure = self.people.surely(mention)
        if who is None or who in self._several or sure < _SURE or mention.plural:
            return None
        return Subject(who, sure, mention)

    def subject_of(self, token: int) -> Subject | None:
        """Who does or is what a verb or copula says."""
        word = self.clauses.word_at(self.tokens.starts[token])
        if word is not None and self.words[token] == "as":
            word = _verb_above(word)
        if word is not None:
            found = self._by_tree(word)
            if found is not None:
                return found
        return self._beside(token)

    def mention_of(self, word: Word) -> Mention | None:
        """The mention a word of a tree is the head of: a name's head is its last word, a tree's its first."""
        found = self.people.mention_at(word.span)
        if found is None and word.tag == "PROPN":
            parts = [child for child in word.children if child.relation in ("flat", "compound", "nmod:desc")]
            found = next((m for part in reversed(parts) if (m := self.people.mention_at(part.span))), None)
        return found

    def _by_tree(self, word: Word) -> Subject | None:
        verb = word.head if word.relation.partition(":")[0] in ("cop", "aux") and word.head else word
        found = verb.subject
        if found is not None and found.span.of(self.text).lower() in _RELATIVE:
            found = _antecedent(verb)
        elif found is None and verb.head is not None and verb.relation.startswith("acl"):
            found = verb.head
        elif found is None and verb.head is not None and verb.relation == "advcl":
            found = verb.head.subject
        return None if found is None else self.subject(self.mention_of(found))

    def _beside(self, token: int) -> Subject | None:
        """The mention right before a verb, adverbs and auxiliaries looked past."""
        at = token - 1
        floor = max(self.sentence_start(token), token - 4)
        while at >= floor and self.words[at] in _AUXILIARY:
            at -= 1
        if at >= floor and self.words[at] in ("who", "that"):
            return self.subject(self._relative(at))
        if at < floor:
            return None
        mention = self.ends.get(self.tokens.ends[at])
        if mention is None and self.words[at].endswith(("'s", "'ve", "'d", "'ll")):
            mention = self.starts.get(self.tokens.starts[at])
        return self.subject(mention) if mention is not None and _subjective(self.words[at]) else None

    def _relative(self, at: int) -> Mention | None:
        """Whom *who* means: the words for somebody before it, or the last such in the sentence before a comma."""
        comma = self.words[at - 1] == ","
        beside = self.ends.get(self.tokens.ends[at - 1 - comma])
        if beside is not None or not comma or self.words[at] == "that" or self.capital(at - 2):
            return beside
        start = self.tokens.starts[max(self.sentence_start(at), at - 14)]
        known = self.people.mentions_in(Span(start, self.tokens.starts[at]))
        return next((m for m in reversed(known) if not m.plural and m.form is not MentionForm.PRON), None)

    def between(self, subject: Subject, token: int) -> list[str]:
        """The words from a subject to a verb; those right before the verb where the subject stands far away."""
        first = self.tokens.within(Span(subject.mention.span.end, self.tokens.starts[token])).start
        return list(self.words[max(first, token - _BETWEEN) : token])

    def asserted(self, subject: Subject, token: int, *, modal: bool = False) -> bool:
        """Whether a clause is stated as true: no question, condition, wish or opinion, and no modal verb."""
        last = self.sentence_end(token) - 1
        if any(self.words[at] == "?" for at in range(token, last + 1)) and not self._quoted_apart(token, last):
            return False
        if not modal and self._modal(subject, token):
            return False
        return not self._supposed(subject, token)

    def _modal(self, subject: Subject, token: int) -> bool:
        """Whether a modal verb stands between, or is one with the subject: *he'll be*."""
        first = self.words[self.tokens.before(subject.mention.span.end - 1)]
        joined = first.endswith("'ll") or (first.endswith("'d") and self.words[token] == "be")
        return joined or any(word in _MODALS or word.endswith("'ll") for word in self.between(subject, token))

    def _quoted_apart(self, token: int, last: int) -> bool:
        """Whether the question belongs to another quote than the token."""
        question = next(at for at in range(token, last + 1) if self.words[at] == "?")
        one, other = (self.people.quote_at(self.tokens.starts[at]) for at in (token, question))
        return one is not other

    def _supposed(self, subject: Subject, token: int) -> bool:
        start = subject.mention.span.start
        at = (self.tokens.before(start) if start < self.tokens.starts[token] else token) - 1
        floor = self.sentence_start(token)
        while at >= floor and self.words[at] in _SKIPPED:
            at -= 1
        return at >= floor and (self.words[at] in _NO_STATEMENT or self.words[at] in _OPINION)

    def denied(self, subject: Subject, token: int) -> bool:
        """Whether a verb is denied by a word before it or by its own ending."""
        words = [*self.between(subject, token), self.words[token]]
        return any(word in _NEGATIONS or word.endswith("n't") or word == "cannot" for word in words)

    def quote_at(self, offset: int) -> Quote | None:
        """The innermost quote that holds an offset."""
        return self.people.quote_at(offset)

    def holder(self, offset: int) -> tuple[Ref[Character] | None, bool]:
        """Who says what stands at an offset (``None``: the narration), and whether that is known."""
        quote = self.people.quote_at(offset)
        if quote is None:
            return None, True
        said = self.people.attribution(quote)
        if said is None or said.speaker is None or said.confidence < _HEARD:
            return None, False
        return said.speaker, True

    def scene_at(self, offset: int) -> Scene | None:
        """The scene that holds an offset; ``None`` where there are no scenes."""
        position = self._scenes.at(offset)
        return None if position is None else self.scenes[position]


_AUXILIARY = _SKIPPED | listed(
    "had has have having been be is was are were do does did used to would could can cannot can't couldn't hadn't "
    "hasn't haven't don't doesn't didn't isn't wasn't ever often usually even too himself herself"
)


def _verb_above(word: Word) -> Word | None:
    """The verb that a phrase with *as* hangs on."""
    for _ in range(3):
        if word.head is None:
            return None
        word = word.head
        if word.tag == "VERB":
            return word
    return None


def _antecedent(verb: Word) -> Word | None:
    """The noun a relative clause hangs on, also for a verb joined to that of the clause."""
    seen = 0
    while verb.relation == "conj" and verb.head is not None and seen < _BETWEEN:
        verb, seen = verb.head, seen + 1
    return verb.head if verb.relation.startswith("acl") else None


def _subjective(word: str) -> bool:
    """Whether a word may be a subject by its form: no *him*, no *his*."""
    return word not in ("him", "her", "his", "me", "my", "them", "us", "your", "their", "its")


def pronoun(mention: Mention) -> bool:
    """Whether a mention is a pronoun or possessive."""
    return mention.form is MentionForm.PRON
