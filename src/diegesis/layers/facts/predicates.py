"""What the words behind *is* and *was* say of somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diegesis.layers.facts.page import Page
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.wordlists import DETERMINERS, ENDS, PERSON, adjective, noun, number
from diegesis.lexicons.load import listed
from diegesis.lexicons.people import kin_terms
from diegesis.spans import Span

_LEAD = listed(
    "not never only just still now already always quite very so too rather really once then almost nearly about "
    "barely hardly scarcely perhaps probably certainly also even simply clearly somewhat all both as more most "
    "exactly over under above past around roughly some at least maybe no n't truly indeed extremely terribly "
    "awfully pretty fairly both going getting turning rising close to on by been"
)
_NEGATIVE = listed("not never no neither hardly scarcely")
#: What may stand behind an age that is not followed by *years old*.
_AFTER_AGE = ENDS | listed("now then this last next in on at by today already again to years-old or the for with")
_PREPOSITIONS = listed("of in at from with for to on by about under over as like into near off")
#: Adjectives that say what lasts before a noun (*a quiet man*) and often a mood behind *was*.
_MOODS = listed(
    "quiet careful patient impatient nervous kind unkind gentle careless brave honest mean strict cheerful gloomy "
    "suspicious jealous proud sick mute dumb single wounded practical reserved sensible foolish stupid clever "
    "cautious engaged separated wise delicate idle pious pretty plain cruel polite selfish reckless severe stern "
    "witty slight spare living alive humble reliable careful modest generous sly surly sullen barren eccentric "
    "fluent insane solitary melancholy excitable tactful faithful loyal truthful absent-minded curious scarred "
    "limping jealous lazy respectable feverish seasick passionate sentimental romantic industrious intelligent "
    "courageous resourceful"
)
_SERVICE = listed(
    "army navy marines police force militia cavalry infantry artillery guards reserves service church law"
)
_PLACES = listed(
    "town village city country county farm north south east west coast island islands hills mountains valley "
    "family people parish province region side"
)
_DECADES = listed("teens twenties thirties forties fifties sixties seventies eighties nineties")
_LENGTHS = listed("foot feet ft metres meters metre inches")
_AGE_NOUNS = PERSON | kin_terms().keys()
_SKILFUL = listed(
    "best finest worst fastest quickest good bad poor great excellent fine keen brilliant terrible hopeless "
    "wonderful splendid born strong"
)
_DOERS = listed(
    "cook dancer singer rider shot swimmer driver player horseman horsewoman sailor climber skater walker fighter"
)
_POSSESSIVE_DETERMINERS = listed("my his her your our their its")
_KIN_LIKE = kin_terms().keys() - listed("friend companion master mistress")
_COMPARED = listed("older younger taller shorter")
_AGO = listed("these before a some many")
_SUPERLATIVES = listed("youngest eldest oldest elder younger")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a predicate says. ``first`` and ``end`` are the tokens of the evidence, ``value`` its words."""

    attribute: Attribute
    value: Span
    evidence: Span
    right: float
    negated: bool = False


class Predicate:
    """Reads the tokens from ``first`` up to the end of what is said there.

    Args:
        page: the text.
        first: the token behind the copula.
        limit: the token behind the last one that may belong to it.
        called: whether the words only call somebody so: *the mate in the bow* is no mate of the bow.
    """

    def __init__(self, page: Page, first: int, limit: int, *, called: bool = False) -> None:
        self.page = page
        self.words = page.words
        self.limit = limit
        self.called = called
        self.negated = False
        self.always = False
        #: Whether a span of years stands before what is said: *had been eleven years at the bar*.
        self.years = False
        self.first = self._lead(first)
        if self._numeral(self.first) and self._word(self.first + 1) in ("years", "months"):
            behind = self._word(self.first + 2)
            if behind in ("a", "an", "at", "in", "with", "on"):
                self.years = True
                self.first += 2

    def _lead(self, at: int) -> int:
        while at < self.limit and self.words[at] in _LEAD:
            self.negated |= self.words[at] in _NEGATIVE
            self.always |= self.words[at] == "always"
            if self.words[at] == "no" or (self.words[at] == "some" and not self._numeral(at + 1)):
                break
            at += 1
        return at

    def _numeral(self, at: int) -> bool:
        return at < self.limit and number(self.words[at])

    def _word(self, at: int) -> str:
        return self.words[at] if at < self.limit else "."

    def read(self) -> Iterator[Said]:
        """What is said, in text order, over *and* and commas."""
        yield from self._piece()
        at = self.first
        for _ in range(_PIECES):
            at = self._joint(at)
            if at >= self.limit:
                return
            rest = Predicate(self.page, at, self.limit)
            if rest._opens():
                yield from rest._piece()
            at = rest.first

    def _joint(self, at: int) -> int:
        """The token behind the next comma or *and* of the same predicate; the limit where it ends before."""
        stop = min(self.limit, at + _REACH)
        while at < stop and self._word(at) not in (",", "and", "but"):
            if self.page.tag(at) in ("VERB", "AUX", "SCONJ") or self._word(at) in _BREAKS:
                return self.limit
            at += 1
        while at < stop and self._word(at) in (",", "and", "but"):
            at += 1
        return at if at < stop else self.limit

    def _opens(self) -> bool:
        """Whether what stands here can only go on with a predicate: a number, an article, a trait."""
        word, behind = self._word(self.first), self._word(self.first + 1)
        if word in ("a", "an", "the"):
            end = self.noun_end(self.first + 1)
            return self._word(end) not in _VERBAL and self.page.tag(end) not in ("VERB", "AUX")
        return number(word) or adjective(word) is not None or (word in _FEARFUL and behind == "of")

    def _piece(self) -> Iterator[Said]:
        word = self._word(self.first)
        if word in ENDS:
            return
        if number(word):
            yield from self._number()
        elif word in DETERMINERS or word.endswith("'s"):
            yield from self.phrase(self.first)
        elif adjective(word):
            yield from self._adjectives(self.first)
        else:
            yield from self._bare()

    def said(self, attribute: Attribute, first: int, end: int, right: float, *, value_from: int | None = None) -> Said:
        """A ``Said`` of tokens."""
        start = first if value_from is None else value_from
        page = self.page
        return Said(attribute, page.span(start, end), page.span(first, end), right, self.negated)

    def _number(self) -> Iterator[Said]:
        at = self.first
        end = at + 1
        if self._word(end) in ("or", "to", "and") and self._numeral(end + 1):
            end += 2
        if self._word(end) in _LENGTHS:
            yield from self._height(at, end)
            return
        if self._word(end) == "or" and self._word(end + 1) in ("so", "thereabouts"):
            end += 2
        if self._word(end) in ("years", "year", "months", "summers", "winters"):
            if self._word(end + 1) in ("old", "older", "younger"):
                yield self.said(Attribute.AGE, at, end + 2, 0.95)
            elif self._word(end + 1) == "of" and self._word(end + 2) == "age":
                yield self.said(Attribute.AGE, at, end + 3, 0.95)
        elif self._word(end) in _AFTER_AGE and self._word(at) not in ("one", "two", "three", "hundred"):
            yield self.said(Attribute.AGE, at, self._age_end(end), 0.9)

    def _age_end(self, end: int) -> int:
        """An age goes on over *when the sea took her*."""
        return self.tail(end) if self._word(end) in ("when", "that", "this", "last", "next") else end

    def _height(self, at: int, unit: int) -> Iterator[Said]:
        end = unit + 1
        while end < self.limit and (number(self._word(end)) or self._word(end) in _LENGTHS):
            end += 1
        if self._word(end) in ("tall", "high"):
            end += 1
        if self._word(end) not in ("away", "long", "wide", "deep", "from", "below", "above", "behind", "of", "off"):
            yield self.said(Attribute.HEIGHT, at, end, 0.9)

    def tail(self, at: int, *, most: int = 9) -> int:
        """The end of a phrase that begins at a token: its clause mark apart, up to the next stop."""
        end = at + 1
        while end < min(self.limit, at + most) and self._word(end) not in ENDS:
            end += 1
        return min(end, self.limit)

    def noun_end(self, at: int) -> int:
        """The token behind the head of the noun phrase whose first word behind the determiner is at ``at``."""
        end = at
        while end < self.limit and self._word(end) not in ENDS and self._word(end) not in _PREPOSITIONS:
            if end > at and self.page.tag(end) in ("VERB", "AUX", "PRON", "ADV", "SCONJ"):
                break
            end += 1
        return end

    def phrase(self, at: int) -> Iterator[Said]:
        """What a noun phrase with a determiner at ``at`` says of whoever is it."""
        determiner = self._word(at)
        self.negated |= determiner == "no"
        first = at + 1
        end = self.noun_end(first)
        if end <= first:
            return
        head = self._word(end - 1)
        if head.endswith("-old") and adjective(head) is Attribute.AGE:
            yield self.said(Attribute.AGE, first, end, 0.9)
        yield from self._superlative(at, first, end)
        if head in PERSON or head.endswith(("man", "woman", "boy", "girl")):
            yield from self._person(first, end)
        if head in _KIN_LIKE:
            yield from self._kin(at, determiner, end)
        elif (head in _DOERS or _excels(head, self.words[first : end - 1])) and any(
            word in _SKILFUL for word in self.words[first : end - 1]
        ):
            yield self.said(Attribute.SKILL, first, end, 0.85)
        elif (attribute := self._what(end - 1, determiner)) is not None:
            yield self.said(attribute, at, self.with_of(end), 0.9, value_from=first)
            yield from self._modifiers(first, end)

    def _what(self, at: int, determiner: str) -> Attribute | None:
        """What a noun says: a people has its capital (*a telegraph pole* is no Pole), *no judge* is no trade."""
        attribute = noun(self._word(at))
        if attribute is Attribute.OCCUPATION and determiner == "no":
            return None
        return None if attribute is Attribute.ORIGIN and not self.page.capital(at) else attribute

    def with_of(self, end: int) -> int:
        """A noun phrase goes on over *of the ship*, *in the marines*, *at the hospital*, *for the pilots*."""
        joints = ("of", "for", "to") if self.called else ("of", "in", "at", "for", "to", "with", "on")
        return self.tail(end) if self._word(end) in joints else end

    def _superlative(self, at: int, first: int, end: int) -> Iterator[Said]:
        for place in range(first, end):
            if self._word(place) in _SUPERLATIVES:
                yield self.said(Attribute.AGE, at, self.with_of(end), 0.8)
                return

    def _person(self, first: int, end: int) -> Iterator[Said]:
        yield from self._modifiers(first, end)
        if self._word(end) == "of":
            at = end + 1
            while self._word(at) in ("about", "some", "nearly", "over", "perhaps", "barely", "maybe"):
                at += 1
            if number(self._word(at)):
                stop = at + 1
                while self._word(stop) in ("or", "so", "thereabouts") or number(self._word(stop)):
                    stop += 1
                yield self.said(Attribute.AGE, first, stop, 0.9, value_from=at)

    def _modifiers(self, first: int, end: int) -> Iterator[Said]:
        for at in range(first, end - 1):
            attribute = adjective(self._word(at))
            if self._word(at) in _COMPARED or (self._word(at) == "old" and self.negated):
                continue
            if attribute is not None:
                yield self.said(attribute, at, end, 0.85)

    def _kin(self, at: int, determiner: str, end: int) -> Iterator[Said]:
        of = self._word(end) == "of"
        if determiner in _POSSESSIVE_DETERMINERS or determiner.endswith("'s") or of:
            yield self.said(Attribute.FAMILY, at, self.with_of(end) if of else end, 0.9)
        elif any(word in ("only", "twin", "adopted", "foster") for word in self.words[at:end]):
            yield self.said(Attribute.FAMILY, at, end, 0.85)

    def _adjectives(self, at: int) -> Iterator[Said]:
        while at < self.limit:
            word = self._word(at)
            attribute = adjective(word)
            if attribute is None:
                return
            end = at + 1
            if self._word(end) in ("in", "of", "to", "from", "since"):
                end = self.tail(end)
            if self._fits(word, attribute, at):
                yield self.said(attribute, at, end, 0.85)
            at += 1
            while self._word(at) in ("and", ",", "but", "very", "rather"):
                at += 1

    def _fits(self, word: str, attribute: Attribute, at: int) -> bool:
        behind = self._word(at + 1)
        if word == "engaged":
            return behind == "to"
        if word in ("single", "separated"):
            return behind in ENDS or behind == "from"
        if word in _MOODS and not self.always:
            return False
        if word in _COMPARED:
            return behind == "than"
        if word == "dead":
            return behind != "by" and (behind in _AFTER_AGE | _PREPOSITIONS | _AGO or number(behind))
        if word in ("old", "young", "tall", "short", "thin", "fat", "big", "large"):
            return behind not in ("enough", "of") and self._word(at - 1) not in ("too", "how", "more", "as")
        return attribute is not Attribute.ORIGIN or self.page.capital(at)

    def _bare(self) -> Iterator[Said]:
        at = self.first
        word = self._word(at)
        if word == "from" and at + 1 < self.limit:
            end = self.tail(at)
            if self.page.capital(at + 1) or any(part in _PLACES for part in self.words[at:end]):
                yield self.said(Attribute.ORIGIN, at, end, 0.85, value_from=at + 1)
        elif word == "in":
            yield from self._in(at)
        elif word in ("at", "with", "on") and self.years:
            yield self.said(Attribute.OCCUPATION, at, self.tail(at), 0.7)
        elif word == "with" and self._word(at + 1) == "child":
            yield self.said(Attribute.HEALTH, at, at + 2, 0.9)
        elif noun(word) in (Attribute.OCCUPATION, Attribute.RANK, Attribute.MARITAL_STATUS):
            if self._word(at + 1) in ENDS or self._word(at + 1) in _PREPOSITIONS:
                yield self.said(noun(word) or Attribute.OTHER, at, self.with_of(at + 1), 0.85)
        elif adjective(self._word(at + 1)) is Attribute.HEALTH and self.page.tag(at) in ("ADV", "NOUN", "ADJ"):
            yield from self._adjectives(at + 1)
        else:
            yield from self._participle(at, word)

    def _in(self, at: int) -> Iterator[Said]:
        end = self.tail(at)
        lasting = self.years or any(word in ("years", "months", "now") for word in self.words[at:end])
        if at + 1 < self.limit and self.page.capital(at + 1) and lasting:
            yield self.said(Attribute.RESIDENCE, at, end, 0.8)
            return
        if self._word(at + 1) == "charge" and self._word(at + 2) == "of":
            yield self.said(Attribute.OCCUPATION, at, end, 0.8)
        for place in range(at + 1, min(at + 5, self.limit)):
            word = self._word(place)
            if word in ENDS:
                return
            if word in _DECADES:
                yield self.said(Attribute.AGE, at, place + 1, 0.9)
            elif word in _SERVICE and self._word(at + 1) == "the":
                yield self.said(Attribute.OCCUPATION, at, place + 1, 0.85)

    def _participle(self, at: int, word: str) -> Iterator[Said]:
        behind = self._word(at + 1)
        if word == "born" and behind in ("in", "at", "on", "near"):
            if self.page.capital(min(at + 2, self.limit - 1)):
                yield self.said(Attribute.ORIGIN, at, self.tail(at), 0.9)
        elif word in ("raised", "bred") and behind in ("in", "at", "on"):
            yield self.said(Attribute.ORIGIN, at, self.tail(at), 0.85)
        elif word in ("afraid", "scared", "frightened", "terrified") and behind == "of":
            yield from self._fear(at)
        elif word in ("called", "named", "nicknamed", "christened") and behind not in ENDS:
            if self.page.capital(at + 1) and at + 1 < self.limit:
                yield self.said(Attribute.NAME, at, self._capitals(at + 1), 0.9, value_from=at + 1)
        elif word in ("good", "bad", "hopeless", "clever", "brilliant", "fluent") and behind in ("at", "in", "with"):
            if word == "fluent" or behind == "at":
                yield self.said(Attribute.SKILL, at, self.tail(at), 0.8)
        elif word in ("killed", "drowned", "murdered", "hanged", "buried", "executed"):
            yield self.said(Attribute.ALIVE, at, self.tail(at), 0.85)
        elif word in ("appointed", "elected", "made", "hired", "ordained", "promoted") and behind not in ENDS:
            yield from self._made(at + 1)
        elif word in ("retired", "apprenticed", "employed"):
            yield self.said(Attribute.OCCUPATION, at, self.tail(at), 0.8)
        elif word in _WOUNDED and (behind in ENDS or behind in ("in", "at", "by", "from", "through")):
            if word in ("wounded", "injured", "blinded", "crippled", "maimed") or behind == "in":
                yield self.said(Attribute.INJURY, at, self.tail(at), 0.85)
        elif word == "known" and behind == "as" and at + 2 < self.limit and self.page.capital(at + 2):
            yield self.said(Attribute.NAME, at, self._capitals(at + 2), 0.9, value_from=at + 2)
        elif word == "allergic":
            yield self.said(Attribute.HEALTH, at, self.tail(at), 0.9)

    def _made(self, at: int) -> Iterator[Said]:
        """*Was appointed bishop*, *had been made head clerk*, *was hired as a cook*."""
        while self._word(at) in ("as", "to", "a", "an", "the"):
            at += 1
        end = self.noun_end(at)
        attribute = noun(self._word(end - 1)) if end > at else None
        if attribute in (Attribute.OCCUPATION, Attribute.RANK):
            yield self.said(attribute or Attribute.OCCUPATION, at, self.with_of(end), 0.85)

    def _capitals(self, at: int) -> int:
        end = at
        while end < self.limit and self.page.capital(end):
            end += 1
        return end

    def _fear(self, at: int) -> Iterator[Said]:
        """Of things, not of what will happen: *afraid of the dark*, not *afraid of losing her*."""
        word = self._word(at + 2)
        end = self.tail(at)
        if word in ENDS or word.endswith("ing") or word in _FEARLESS or end - at < 3:
            return
        yield self.said(Attribute.FEAR, at, end, 0.8, value_from=at + 2)


_WOUNDED = listed("wounded injured blinded crippled maimed shot hurt stabbed")


def _excels(head: str, before: Sequence[str]) -> bool:
    """*The best swimmer in the school*, where swimming is no trade."""
    best = any(word in ("best", "finest", "worst", "fastest", "quickest") for word in before)
    return best and head.endswith(("er", "or")) and noun(head) is None and head not in kin_terms()


_PIECES, _REACH = 3, 12
_BREAKS = listed('; . : ! ? — – -- " “ ” who which that he she they it i we you because when while if so as for')
_VERBAL = listed("was were is are had has have did could would")
_FEARFUL = listed("afraid scared frightened terrified")
_FEARLESS = listed(
    "him her me you them it us his my your their what being this that himself herself myself yourself how"
)
