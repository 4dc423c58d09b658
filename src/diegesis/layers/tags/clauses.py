"""Who may be the subject of a sentence of narration: its people in order, and the part each plays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from diegesis.document import Document
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.lexicons.load import listed
from diegesis.spans import Span

_OBJECT_FORMS = listed("him her them me us himself herself themselves myself ourselves yourself mine hers theirs ours")
_POSSESSIVES = listed("his her my their our your its")
PREPOSITIONS = listed(
    "to at of in on for with by from into upon over under after before about like toward towards behind beside between "
    "near against through than among around past onto across without except"
)
CONJUNCTIONS = listed(
    "and but or nor for yet so as when while whilst if because that though although before after until till since "
    "where whereupon which who whom whose what how why than"
)
DETERMINERS = listed("the a an this that these those another each every some any no both two three")
_ARTICLES = DETERMINERS - {"that", "this"}
_COMMON_ADJECTIVES = listed("old young poor little dear good great big tall fat new same other first second")
AUXILIARIES = listed(
    "had has have having was were is are am be been did does do will would could can should might must may shall"
)
_ADVERBS = listed(
    "then only just now at last once again still also even never always soon here there back aloud too first out up on "
    "in down over away together all both himself herself themselves myself"
)
#: Words that end as adverbs do; names too, since tokens are lower-cased.
_NOT_ADVERBS = listed("reply family belly bully fly ally jelly lily emily sally polly molly milly dolly kelly holly")


class Part(Enum):
    """What somebody is in a sentence, as far as the words around tell."""

    SUBJECT = auto()  #: nothing speaks against it
    OBJECT = auto()  #: a word that governs nothing and joins nothing stands before it, so a verb: *kissed Mary*
    GOVERNED = auto()  #: a preposition stands before it: *to Mary*


@dataclass(frozen=True, slots=True)
class Person:
    """A mention in a sentence.

    Attributes:
        mention: the mention.
        first, last: its first and last token, determiner and adjectives left out.
        part: what it is.
        owner: whether it only owns what follows: *Ann's eyes*, *her hand*.
    """

    mention: Mention
    first: int
    last: int
    part: Part
    owner: bool


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return word in _ADVERBS or (word.endswith("ly") and len(word) > 3 and word not in _NOT_ADVERBS)


def is_word(word: str) -> bool:
    """Whether a token is a word, not a mark."""
    return word[:1].isalnum()


class Clauses:
    """The people of any stretch of narration."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document = document
        self._mentions = [mention for mention in mentions if not mention.in_quote]
        self._starts = [mention.span.start for mention in self._mentions]

    def people(self, stretch: Span) -> list[Person]:
        """Those who may be a subject or own one, in text order; of nested mentions the outer one."""
        low = bisect_left(self._starts, stretch.start)
        high = bisect_left(self._starts, stretch.end)
        found: list[Person] = []
        end = stretch.start
        for mention in self._mentions[low:high]:
            if mention.span.end > stretch.end or (mention.form is MentionForm.PRON and self._is_object(mention)):
                continue
            if mention.span.start >= end:
                if found and self._goes_with(found[-1], mention):
                    found.pop()
                found.append(self._person(mention, found, stretch))
                end = mention.span.end
            elif mention.span.end > end and found:
                # *Miss Vale's niece*: the phrase begins inside the name that owns it.
                owner = found.pop()
                last = self._document.tokens.before(mention.span.end - 1)
                found.append(Person(mention, owner.first, last, owner.part, self._owns(mention)))
                end = mention.span.end
        return found

    def _goes_with(self, phrase: Person, name: Mention) -> bool:
        """Whether a phrase is no more than what stands before a name: *the gentle Mrs. Vale*."""
        between = self._document.text[phrase.mention.span.end : name.span.start]
        return (
            phrase.mention.form is MentionForm.NOM
            and name.form is MentionForm.PROP
            and bool(between)
            and between.isspace()
            and not phrase.owner
        )

    def _is_object(self, mention: Mention) -> bool:
        """Whether a pronoun can be neither subject nor owner: *him*, and *her* before a mark or a small word."""
        word = mention.span.of(self._document.text).lower()
        return word in _OBJECT_FORMS and not self._owns(mention)

    def _owns(self, mention: Mention) -> bool:
        text, (start, end) = self._document.text, mention.span
        if text[end : end + 2] in ("'s", "’s"):
            return mention.form is not MentionForm.PRON
        if text[start:end].lower() not in _POSSESSIVES or mention.form is not MentionForm.PRON:
            return False
        following = self._document.tokens.before(end - 1) + 1
        word = self._document.words[following] if following < len(self._document.words) else ""
        return is_word(word) and word not in PREPOSITIONS | CONJUNCTIONS | DETERMINERS and not is_adverb(word)

    def _person(self, mention: Mention, earlier: Sequence[Person], stretch: Span) -> Person:
        tokens = self._document.tokens
        first, last = tokens.before(mention.span.start), tokens.before(mention.span.end - 1)
        before = _COMMON_ADJECTIVES | (DETERMINERS if mention.form is MentionForm.NOM else _ARTICLES)
        return Person(mention, first, last, self._part(first, earlier, stretch, before), self._owns(mention))

    def _part(self, first: int, earlier: Sequence[Person], stretch: Span, before: frozenset[str]) -> Part:
        """What a person is by the word in front, those of ``before`` left out: *that Ann* begins a clause."""
        words, starts = self._document.words, self._document.tokens.starts
        position = first - 1
        while position >= 0 and starts[position] >= stretch.start and words[position] in before:
            position -= 1
        if position < 0 or starts[position] < stretch.start or not is_word(words[position]):
            return Part.SUBJECT
        word = words[position]
        if word in ("and", "or", "nor") and earlier and earlier[-1].last == position - 1:
            return Part.GOVERNED
        if word in PREPOSITIONS:
            return Part.GOVERNED
        return Part.SUBJECT if word in CONJUNCTIONS or is_adverb(word) else Part.OBJECT
