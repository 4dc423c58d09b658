"""What a noun says of whoever it belongs to: *green eyes*, *a bad knee*, *her dog*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.layers.facts.page import Page
from diegesis.layers.facts.predicates import Said
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.wordlists import ENDS, belongings, colour, number
from diegesis.lexicons.load import listed
from diegesis.lexicons.people import kin_terms

_EYES = listed("eye eyes")
_HAIR = listed("hair")
_BEARDS = listed("beard moustache mustache whiskers goatee sideburns stubble fringe wig cowlick")
_HAIR_MANNERS = listed(
    "long short curly curling thin thinning straight wavy thick frizzy cropped close-cropped shaggy bushy tangled "
    "matted wild shoulder-length waist-length spiky silky fine coarse receding untidy unruly bobbed lank plaited "
    "braided shorn sleek woolly crinkly fuzzy uncut full neat waxed ragged tidy scanty sparse"
)
_HURT = listed(
    "bad broken lame wooden glass missing crippled withered dead scarred injured wounded artificial false twisted "
    "sprained bandaged stiff game gammy swollen burned burnt maimed blind blinded amputated mutilated paralysed "
    "paralyzed clubbed shattered fractured cracked dislocated bruised sightless arthritic gouty mangled useless "
    "torn splinted one"
)
_HOMES = listed("house flat cottage apartment rooms farm home room lodgings attic bedsit bungalow villa farmhouse digs")
_HOME_AT, _ALONG = listed("in at near above over"), listed("on across through over from along down")
_GONE = listed("gone missing broken amputated bandaged")
_WEAK = listed("weak bad poor failing good")
_HEALTH_PARTS = listed("heart chest lungs lung eyes eye sight eyesight ear ears hearing stomach kidneys kidney liver")
_SHAPES = listed(
    "strong powerful blunt pudgy chapped ink-stained work-worn lean pretty plain handsome ugly beautiful boyish "
    "girlish foxy big small long short broad square thin thick narrow round pointed crooked hooked brown dark "
    "freckled rough calloused callused bony large heavy sharp flat snub aquiline hairy tattooed wrinkled lined "
    "weathered weather-beaten tanned sunburned sunburnt gold huge enormous tiny delicate slender knotted gnarled "
    "prominent protruding jutting receding hollow sunken high full upturned beaky roman double cleft dimpled "
    "pockmarked olive sallow swarthy ruddy bulbous misshapen webbed stubby plump fleshy scrawny wide fair bald "
    "leathery"
)
_SKIN = listed("tattooed freckled hairy brown calloused callused gnarled wrinkled bony webbed leathery knotted")
_SHAPED = listed(
    "hand hands nose chin jaw cheek cheeks cheekbones forehead brow eyebrow eyebrows ear ears lips mouth teeth "
    "neck throat face skin complexion features finger fingers thumb thumbs feet legs arms shoulders head belly "
    "tail chest palms knuckles brows"
)
_VOICES = listed(
    "deep soft gravelly husky nasal reedy squeaky shrill booming hoarse rough gruff thin flat rich musical "
    "resonant tenor"
)
_INTENSIFIERS = listed("very rather so too quite such that same somewhat deep really extremely")


@dataclass(frozen=True, slots=True)
class Holding:
    """A noun with the words before it: tokens ``first`` up to ``head``."""

    first: int
    head: int
    kind: str

    @property
    def end(self) -> int:
        """The token behind the noun."""
        return self.head + 1


def kind_of(word: str) -> str:
    """What sort of thing a noun is; empty where it is of no account here."""
    if word in _EYES:
        return "eyes"
    if word in _HAIR:
        return "hair"
    if word == "voice":
        return "voice"
    return belongings().get(word, "")


#: No noun is looked for beyond one of these.
_STOPS = ENDS | listed(
    "of in at from with for to on by about under over as like into near off is was are were had has have up down "
    "out the his her my your its their a an he she it i they we you then again away"
)


def holding_at(page: Page, first: int, limit: int, *, most: int = 6) -> Holding | None:
    """The first noun of account from a token on, over its adjectives; ``None`` where there is none."""
    for at in range(first, min(limit, first + most)):
        word = page.words[at]
        if (word in _STOPS and not (word in (",", "and") and at > first)) or word.endswith(("'s", "s'")):
            return None
        kind = kind_of(word)
        if kind and not _compound(page, at, limit) and not _modifies(page, at):
            return Holding(first, at, kind)
        if page.tag(at) in ("VERB", "AUX", "PRON") and not page.words[at].endswith(("ed", "ing", "en")):
            return None
    return None


def _modifies(page: Page, at: int) -> bool:
    """*back* and *long* may be other than nouns."""
    return page.tag(at) in ("ADV", "VERB", "ADP", "ADJ") and page.words[at] not in ("glasses", "spectacles")


def _compound(page: Page, at: int, limit: int) -> bool:
    """Whether the noun only modifies the next one: *his watch chain*, *her eye shadow*."""
    following = at + 1
    if following >= limit or page.words[following] in _STOPS:
        return False
    return page.tag(following) in ("NOUN", "PROPN") or bool(kind_of(page.words[following]))


class Reader:
    """Says what a holding tells.

    Args:
        page: the text.
        holding: the noun with its adjectives.
        negated: whether it is denied: *no ring*.
    """

    def __init__(self, page: Page, holding: Holding, *, negated: bool = False) -> None:
        self.page = page
        self.holding = holding
        self.negated = negated
        self.before = list(page.words[holding.first : holding.head])
        self.noun = page.words[holding.head]

    def said(self, attribute: Attribute, right: float, *, end: int | None = None) -> Said:
        """The noun with its adjectives, as evidence and as value."""
        span = self.page.span(self.holding.first, end or self.holding.end)
        return Said(attribute, span, span, right, self.negated)

    def read(self) -> Iterator[Said]:
        """What is told, in no particular order."""
        yield from getattr(self, f"_{self.holding.kind}")()

    def _eyes(self) -> Iterator[Said]:
        if any(word in _HURT and word not in ("dead", "swollen", "bad") for word in self.before):
            yield self.said(Attribute.INJURY, 0.85)
        elif any(word in _WEAK for word in self.before):
            yield self.said(Attribute.HEALTH, 0.85)
        elif any(colour(word) for word in self.before) and "red" not in self.before[-1:]:
            yield self.said(Attribute.EYE_COLOUR, 0.95)

    def _hair(self) -> Iterator[Said]:
        if self.noun in _BEARDS:
            yield self.said(Attribute.HAIR, 0.9)
            return
        coloured = any(colour(word) for word in self.before)
        if coloured:
            yield self.said(Attribute.HAIR_COLOUR, 0.95)
        if self.noun not in _HAIR or any(word in _HAIR_MANNERS for word in self.before):
            yield self.said(Attribute.HAIR, 0.9)

    def _body(self) -> Iterator[Said]:
        behind = self.page.words[self.holding.end : self.holding.end + 1]
        if behind and behind[0] in _GONE:
            yield self.said(Attribute.INJURY, 0.9, end=self.holding.end + 1)
            return
        if behind == ["like"] and self.noun in _SHAPED:
            yield self.said(Attribute.APPEARANCE, 0.8, end=self._phrase(self.holding.end))
            return
        hurt = any(word in _HURT for word in self.before)
        if hurt and "one" in self.before and len(self.before) == 1:
            hurt = False
        if hurt and self.noun not in ("head", "face", "skin", "features", "complexion", "mouth"):
            yield self.said(Attribute.INJURY, 0.9)
        elif self.noun in _HEALTH_PARTS and any(word in _WEAK for word in self.before):
            yield self.said(Attribute.HEALTH, 0.85)
        elif self.noun == "hand" and not any(word in _SKIN for word in self.before):
            return  # *his square hand* may be how he writes
        elif self.noun in _SHAPED and any(word in _SHAPES for word in self.before):
            build = self.noun in ("shoulders", "belly", "chest")
            yield self.said(Attribute.BUILD if build else Attribute.APPEARANCE, 0.8)

    def _possession(self) -> Iterator[Said]:
        if self.noun == "watch" and self.page.words[self.holding.first - 2 : self.holding.first - 1] == ["on"]:
            return
        yield self.said(Attribute.POSSESSION, 0.85)
        where = self._where(self.holding.end) if self.noun in _HOMES else self.holding.end
        if where > self.holding.end + 1:
            yield self.said(Attribute.RESIDENCE, 0.75, end=where)

    def _clothing(self) -> Iterator[Said]:
        if "neither" not in self.before and any(word not in _INTENSIFIERS | _PLAIN for word in self.before):
            yield self.said(Attribute.CLOTHING, 0.8)

    def _home(self) -> Iterator[Said]:
        where = self._where(self.holding.end)
        if where > self.holding.end + 1:
            yield self.said(Attribute.RESIDENCE, 0.75, end=where)

    def _mark(self) -> Iterator[Said]:
        yield self.said(Attribute.APPEARANCE, 0.8)

    def _end(self) -> Iterator[Said]:
        """*Since her father's death*: one that lies behind, not one that is feared or sworn by."""
        first = self.holding.first
        if any(word in ("since", "after", "upon") for word in self.page.words[max(0, first - 4) : first]):
            yield self.said(Attribute.ALIVE, 0.8)

    def _marriage(self) -> Iterator[Said]:
        yield self.said(Attribute.MARITAL_STATUS, 0.8)

    def _illness(self) -> Iterator[Said]:
        yield self.said(Attribute.HEALTH, 0.85)

    def _wound(self) -> Iterator[Said]:
        yield self.said(Attribute.INJURY, 0.9, end=self._where(self.holding.end))

    def _where(self, end: int) -> int:
        """A scar goes on over *from lip to ear*."""
        page = self.page
        if end >= len(page.words) or page.words[end] not in (_HOME_AT if self.noun in _HOMES else _ALONG):
            return end
        return self._phrase(end)

    def _phrase(self, end: int) -> int:
        stop = self.page.sentence_end(end)
        while end < stop and self.page.words[end] not in ENDS:
            end += 1
        return end

    def _voice(self) -> Iterator[Said]:
        if any(word in _VOICES for word in self.before):
            yield self.said(Attribute.VOICE, 0.8)


_PLAIN = listed("own old new other best wet dry clean dirty one two first second last whole torn open and , left right")


def kin_holding(page: Page, first: int, limit: int) -> Holding | None:
    """A kin term from a token on, over its adjectives: *two younger brothers*."""
    for at in range(first, min(limit, first + 5)):
        word = page.words[at]
        if word in _STOPS or word.endswith(("'s", "s'")):
            return None
        if _singular(word) in KIN:
            return Holding(first, at, "kin")
        if page.tag(at) in ("VERB", "AUX", "PRON"):
            return None
    return None


def _singular(word: str) -> str:
    if word in ("children", "wives"):
        return {"children": "child", "wives": "wife"}[word]
    return word[:-1] if word.endswith("s") and not number(word) else word


#: Family in the narrow sense.
KIN = kin_terms().keys() - listed("friend companion master mistress")
