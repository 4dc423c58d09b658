"""The rules that find tags and beats in the narration beside a quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.tags.clauses import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    Clauses,
    Part,
    Person,
    is_adverb,
    is_word,
)
from diegesis.layers.tags.records import TagKind
from diegesis.lexicons.load import listed, words
from diegesis.spans import Span

#: A subject may stand so many tokens before its verb: *The old man, after a pause, said*.
_SUBJECT_REACH = 12
#: And so many behind it: *said poor little Ann*.
_INVERTED_REACH = 5
#: A tag after a quote has its verb within so many characters.
_VERB_WITHIN = 80
_PRONOUN_SUBJECTS = listed("i he she they we you it")
_SAME_IN_PAST = listed("read put cut bid quoth")
#: Words before the *-ing* of a verb that leads to a quote, within so many characters.
_MEANS, _LEAD_WITHIN = listed("by of"), 40
_NEGATIONS = listed("not never didn't don't doesn't couldn't wouldn't won't hadn't nothing")
_NOTHING = listed("nothing no little")
_NO_VERB = PREPOSITIONS | CONJUNCTIONS | DETERMINERS | _PRONOUN_SUBJECTS
_OWNERS = listed("his her my their our your")
_VOICES = listed("voice answer reply response cry whisper shout retort rejoinder comment verdict")
_PERCEIVED = listed("heard hear hears hearing overheard overhearing saw let made make watched")
_BEGINNINGS = listed("began begins begin begun beginning continued continues proceeded proceeds went goes")
#: Verbs of saying of two words.
_PHRASAL = {
    **dict.fromkeys(listed("went goes go going gone"), ("on",)),
    **dict.fromkeys(listed("put puts cut cuts putting cutting"), ("in",)),
    **dict.fromkeys(listed("burst bursts bursting broke breaks breaking"), ("in", "out", "forth")),
    **dict.fromkeys(listed("wanted wants"), ("to",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A tag before it has an id."""

    quote: Quote
    mention: Mention
    kind: TagKind
    after: bool
    verb: Span
    owner: bool = False

    @property
    def span(self) -> Span:
        """From the first to the last of subject and verb."""
        first, last = sorted((self.mention.span, self.verb))
        return Span(first.start, max(last.end, first.end))


@dataclass(frozen=True, slots=True)
class Place:
    """The narration beside a piece, up to its neighbours or the ends of its block.

    Attributes:
        before, after: the stretches on both sides; empty spans where there is nothing.
        lead: the end of the block before, where the piece opens its own: *She said at last:*.
    """

    before: Span
    after: Span
    lead: Span


class Finder:
    """Looks beside the quotes of one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document = document
        self._clauses = Clauses(document, mentions)
        self._speech = words("speech_verbs")
        self._thought = words("thought_verbs")

    def beside(self, quote: Quote, place: Place) -> Iterator[Found]:
        """The tag of one piece and its beats, one from each side that has no tag."""
        before = place.before if self._says_something(place.before) else place.lead
        tag = self._tag(quote, before, place.after)
        if tag:
            yield tag
        for found in (self._beat(quote, place.after, after=True), self._beat(quote, before, after=False)):
            if found and (tag is None or found.after != tag.after):
                yield found

    def _tag(self, quote: Quote, before: Span, after: Span) -> Found | None:
        """The tag on the side that leads to the quote by a comma or a colon; else the one after it, else before."""
        leading = self._tag_before(quote, before)
        if leading is not None and self._document.text[before.start : before.end].rstrip()[-1:] in ",:":
            return leading
        return self._tag_after(quote, after) or leading

    def _says_something(self, stretch: Span) -> bool:
        return any(letter.isalpha() for letter in stretch.of(self._document.text))

    def _first_sentence(self, stretch: Span) -> Span:
        """The part of the stretch up to the first sentence end; parts without a letter are passed over."""
        sentences = self._document.sentences
        for position in range(max(sentences.before(stretch.start), 0), len(sentences)):
            sentence = sentences[position]
            if sentence.start >= stretch.end:
                break
            first = Span(max(stretch.start, sentence.start), min(sentence.end, stretch.end))
            if first.length > 0 and self._says_something(first):
                return first
        return Span(stretch.start, stretch.start)

    def _last_sentence(self, stretch: Span) -> Span:
        """The part of the stretch after the last sentence end; parts without a letter are passed over."""
        sentences = self._document.sentences
        for position in range(sentences.before(max(stretch.end - 1, 0)), -1, -1):
            sentence = sentences[position]
            if sentence.end <= stretch.start:
                break
            last = Span(max(stretch.start, sentence.start), min(sentence.end, stretch.end))
            if last.length > 0 and self._says_something(last):
                return last
        return Span(stretch.end, stretch.end)

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verbs(self, quote: Quote, sentence: Span) -> list[int]:
        """Tokens of a sentence that are verbs of saying, or of thinking."""
        tokens, thinks = self._document.words, quote.kind is QuoteKind.THOUGHT
        found = []
        for position in self._document.tokens.within(sentence):
            word = tokens[position]
            known = word in self._speech or (word in self._thought and (thinks or word.startswith("th")))
            if (known or self._is_phrasal(position)) and self._is_verb(position, sentence):
                found.append(position)
        return found

    def _is_phrasal(self, position: int) -> bool:
        """``went on``, ``put in``, ``wanted to know``."""
        tokens = self._document.words
        following = tokens[position + 1 : position + 3]
        if not following or following[0] not in _PHRASAL.get(tokens[position], ()):
            return False
        return following[0] != "to" or following[1:] == ["know"]

    def _is_verb(self, position: int, sentence: Span) -> bool:
        """Whether a word that may be a verb of saying is one here: not *with a cry*, *in answer*, *said nothing*."""
        tokens = self._document.words
        word, before = tokens[position], self._before(position, sentence)
        following = tokens[position + 1] if position + 1 < len(tokens) else ""
        if following in _NOTHING or before in _NEGATIONS:
            return False
        if word in _BEGINNINGS and self._begins_to_do(position):
            return False
        if before in _MEANS and word.endswith("ing") and self._leads(position, sentence):
            return True
        if before in DETERMINERS or before in _OWNERS or before.endswith("'s") or before in PREPOSITIONS - {"to"}:
            return self._is_reply(position, sentence)
        if self._is_base(word):
            close = {before, self._before(position - 1, sentence)}
            if close & (AUXILIARIES | {"to", "i", "we", "they", "you"}):
                return True
            return any(self._before(position - back, sentence) in _PERCEIVED for back in range(1, 6))
        return True

    def _leads(self, position: int, sentence: Span) -> bool:
        """Whether a sentence ends in a comma or colon soon after a word: *by saying, with some hesitation,*."""
        end = self._document.tokens.ends[position]
        return sentence.end - end <= _LEAD_WITHIN and sentence.of(self._document.text).rstrip()[-1:] in ",:"

    def _begins_to_do(self, position: int) -> bool:
        """``began to walk``, ``went on reading``: something other than talk is begun."""
        following = [word for word in self._document.words[position + 1 : position + 3] if word != "on"][:1]
        return any(word == "to" or (word.endswith("ing") and word not in self._speech) for word in following)

    def _is_reply(self, position: int, sentence: Span) -> bool:
        """``was Ann's reply``, ``came her answer``: a noun that the quote is said to be."""
        if not self._is_base(self._document.words[position]):
            return False
        return any(self._before(position - back, sentence) in ("was", "came", "is", "comes") for back in range(1, 5))

    def _is_base(self, word: str) -> bool:
        """Whether a verb stands in the form it has after *I* and *to*: *answer*, not *answers* or *answered*."""
        if word in _SAME_IN_PAST:
            return False
        return any(form in self._speech for form in (word + "s", word + "es", word[:-1] + "ies"))

    def _before(self, position: int, sentence: Span) -> str:
        """The token before one, within the sentence; empty where there is none."""
        if position <= 0 or self._document.tokens.starts[position - 1] < sentence.start:
            return ""
        return self._document.words[position - 1]

    # -- tags -----------------------------------------------------------------------------------------------------

    def _tag_after(self, quote: Quote, stretch: Span) -> Found | None:
        """``" said Ann``, ``" Ann said`` and, where the quote does not end its sentence, ``" Ann put in``."""
        if stretch.length <= 0:
            return None
        sentence = self._first_sentence(stretch)
        people = self._clauses.people(sentence)
        if not people or not self._goes_on(quote, sentence):
            return None
        apart = self._stands_apart(quote, sentence)
        begin = self._document.tokens.within(sentence).start
        for position in self._verbs(quote, sentence)[:3]:
            verb = self._document.tokens[position]
            subject = (
                self._straight(position, people, near=True) if apart else self._subject(position, people, sentence)
            )
            if subject is None or verb.start - sentence.start > _VERB_WITHIN or (apart and subject.first - begin > 3):
                continue
            return self._found(quote, subject, verb, after=True)
        return None if apart else self._unlisted(quote, people, sentence)

    def _found(self, quote: Quote, subject: Person, verb: Span, *, after: bool) -> Found:
        return Found(quote=quote, mention=subject.mention, kind=TagKind.TAG, after=after, verb=verb)

    def _stands_apart(self, quote: Quote, sentence: Span) -> bool:
        """Whether the narration may be a sentence of its own: ``"Why?" Ben rose, and Ann began to talk.``"""
        text = self._document.text
        opening = next((letter for letter in sentence.of(text) if letter.isalpha()), "")
        return opening.isupper() and quote.inner.of(text).rstrip()[-1:] != "," and sentence.of(text).lstrip()[:1] != ","

    def _goes_on(self, quote: Quote, sentence: Span) -> bool:
        """Whether the sentence of the quote may go on in the narration after it.

        ``"I see." He considered.`` begins a new one, ``"I see." He said.`` is no more than a tag. After a question
        the new sentence shows only where a capital stands that no name asks for: ``"Why?" She cried for an hour.``
        """
        closing = quote.inner.of(self._document.text).rstrip()[-1:]
        tokens = self._document.tokens.within(sentence)
        first = next((at for at in tokens if is_word(self._document.words[at])), None)
        if first is None or not self._document.text[self._document.tokens.starts[first]].isupper():
            return True
        word = self._document.words[first]
        plain = word in _PRONOUN_SUBJECTS - {"i"} or word in DETERMINERS or word in _OWNERS
        if closing == "." or (plain and closing in "!?…—–-"):
            return len(tokens) <= 4
        return True

    def _unlisted(self, quote: Quote, people: Sequence[Person], sentence: Span) -> Found | None:
        """A tag whose verb is in no list: ``"Who is it?" she signed``, ``"Me," offered somebody``."""
        text, tokens = self._document.text, self._document.words
        within = self._document.tokens.within(sentence)
        first = next((at for at in within if is_word(tokens[at])), None)
        closing = quote.inner.of(text).rstrip()[-1:]
        opening = sentence.of(text).lstrip()[:1]
        if first is None or opening in "-—–;:(" or not (closing == "," or opening == "," or opening.islower()):
            return None
        person = people[0]
        if person.first != first and is_adverb(tokens[first]):
            first += 1
        if person.first > first + 1 or (person.owner and tokens[person.last + 1] not in _VOICES):
            return None
        verb = person.last + 1 if person.first == first else first
        if verb >= within.stop or not is_word(tokens[verb]) or tokens[verb] in _NO_VERB or tokens[verb].endswith("ing"):
            return None
        return self._found(quote, person, self._document.tokens[verb], after=True)

    def _tag_before(self, quote: Quote, stretch: Span) -> Found | None:
        """``Ann said, "`` and ``Ann turned round and said: "``."""
        if stretch.length <= 0:
            return None
        sentence = self._last_sentence(stretch)
        lead = sentence.of(self._document.text).rstrip()
        if not lead or lead[-1] in ".!?" or sentence.end < stretch.end - 3:
            return None
        people = self._clauses.people(sentence)
        for position in reversed(self._verbs(quote, sentence)[-3:]):
            verb = self._document.tokens[position]
            subject = self._subject(position, people, sentence)
            if subject is not None and (lead[-1] in ",:;—-" or sentence.end - verb.end <= 25):
                return self._found(quote, subject, verb, after=False)
        return None

    # -- subjects -------------------------------------------------------------------------------------------------

    def _subject(self, verb: int, people: Sequence[Person], sentence: Span) -> Person | None:
        """Whose verb it is: who stands right before it, or after it, or farther before it."""
        tokens = self._document.words
        if tokens[verb + 1 : verb + 2] == ["by"] and self._before(verb, sentence) in AUXILIARIES:
            return next((one for one in people if verb < one.first <= verb + _INVERTED_REACH), None)
        near = self._straight(verb, people, near=True)
        if near is not None:
            return near
        inverted = self._inverted(verb, people)
        if inverted is not None and not any(one.last < verb and one.part is Part.SUBJECT for one in people):
            return inverted
        return self._straight(verb, people, near=False) or inverted

    def _inverted(self, verb: int, people: Sequence[Person]) -> Person | None:
        """The subject behind the verb: ``said Ann``, ``said again the old man``, ``said, with a smile, Ann``."""
        tokens = self._document.words
        person = next((one for one in people if one.first > verb), None)
        if person is None:
            return None
        between = tokens[verb + (2 if self._is_phrasal(verb) else 1) : person.first]
        if len(between) < _INVERTED_REACH and all(
            is_word(word) and word not in _NO_VERB - DETERMINERS for word in between
        ):
            return person
        aside = len(between) > 2 and between[0] == "," and between[-1] == "," and between.count(",") == 2
        return person if aside and len(between) <= 2 * _INVERTED_REACH else None

    def _straight(self, verb: int, people: Sequence[Person], *, near: bool) -> Person | None:
        """The subject before the verb.

        Args:
            verb: the verb's token.
            people: those of the sentence.
            near: only one with nothing but auxiliaries and adverbs between.
        """
        tokens = self._document.words
        for person in reversed(people):
            if person.last >= verb:
                continue
            if verb - person.last > _SUBJECT_REACH + 1:
                return None
            between = tokens[person.last + 1 : verb]
            if "who" in between[:2] and between[0] in ("who", ","):
                return person
            if person.part is Part.GOVERNED:
                continue
            if all(word in AUXILIARIES or word == "," or is_adverb(word) for word in between):
                return person
            if not near and person.part is Part.SUBJECT and (not person.owner or set(between[:3]) & _VOICES):
                return person
        return None

    # -- beats ----------------------------------------------------------------------------------------------------

    def _beat(self, quote: Quote, stretch: Span, *, after: bool) -> Found | None:
        """The subject of the sentence beside the quote, or else of another in the same stretch."""
        if stretch.length <= 0:
            return None
        sentence = self._first_sentence(stretch) if after else self._last_sentence(stretch)
        for part in (sentence, stretch):
            people = [person for person in self._clauses.people(part) if person.part is not Part.GOVERNED]
            if people:
                actor = next((person for person in people if person.part is Part.SUBJECT), people[0])
                mention = actor.mention
                return Found(
                    quote=quote, mention=mention, kind=TagKind.BEAT, after=after, verb=mention.span, owner=actor.owner
                )
        return None
