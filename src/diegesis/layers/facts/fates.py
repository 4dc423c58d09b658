"""Where somebody lives, what befell them, what they can do, wear and fear, by verbs."""

from __future__ import annotations

import re
from dataclasses import replace

from diegesis.layers.facts.holdings import KIN
from diegesis.layers.facts.page import Page
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.wording import PRONOUNS, WHERE, Found, said, tail, word
from diegesis.layers.facts.wordlists import ENDS, belongings, instrument, language, number
from diegesis.lexicons.load import listed

#: What only somebody skilled can.
_ARTS = listed(
    "whistle juggle knit mimic recite lip-read imitate weld sew bake fence wrestle navigate yodel embroider crochet"
)
_SKILLS = listed(
    "swim read write sing dance cook ride drive sew knit draw paint type whistle fish shoot sail row juggle skate ski"
)


_AFTER_SKILL = ENDS | listed("well at all a anything any to very better music no english french latin german too")


_STATES = listed(
    "state misery world dream fear hope past kind sort constant perpetual dread peace poverty luxury comfort "
    "style sin terror atmosphere suspense anxiety ignorance hell memory thought ease harmony harness"
)


def live(page: Page, token: int) -> Found:
    """*Lived above the shop*."""
    at = token + 1
    while word(page, at) in ("all", "then", "now", "still", "alone", "once"):
        at += 1
    if word(page, at) == "by" and word(page, at + 1) not in ("the", "a"):
        return
    if any(other in _STATES for other in page.words[at + 1 : at + 5]):
        return
    if word(page, at) in WHERE and word(page, at + 1) not in PRONOUNS | {"fear", "hope", "peace", "dread"}:
        yield said(page, Attribute.RESIDENCE, token, tail(page, at), 0.9, value=at)


def come(page: Page, token: int) -> Found:
    """*Comes from Leeds*, *came here from a mining town*."""
    at = token + 1
    while word(page, at) in ("originally", "here", "over", "out", "first", "all", "up", "down"):
        at += 1
    if word(page, at) != "from" or at + 1 >= len(page.words):
        return
    end = tail(page, at)
    place = any(other in _ORIGINS for other in page.words[at + 1 : end])
    if page.capital(at + 1) or (place and page.words[at + 1] in ("a", "an", "the")):
        yield said(page, Attribute.ORIGIN, token, end, 0.85, value=at + 1)


_ORIGINS = listed(
    "town village city country county farm north south east west coast island islands hills mountains family people"
)


def grow_up(page: Page, token: int) -> Found:
    """*Grew up on a barge*."""
    if word(page, token + 1) == "up" and word(page, token + 2) in ("in", "on", "at", "among", "with", "near"):
        yield said(page, Attribute.ORIGIN, token, tail(page, token + 2), 0.9)


def serve(page: Page, token: int) -> Found:
    """*Served in the navy*, *fought at Mons*."""
    if word(page, token + 1) not in ("in", "as", "under", "with", "on", "aboard", "at") or token + 2 >= len(page.words):
        return
    if word(page, token + 2) in ("the", "a", "an", "his", "her") or page.capital(token + 2):
        yield said(page, Attribute.PAST, token, tail(page, token + 1), 0.8)


def limp(page: Page, token: int) -> Found:
    """*Limped*."""
    if page.tag(token) in ("VERB", ""):
        yield said(page, Attribute.INJURY, token, token + 1, 0.85)


def lose(page: Page, token: int) -> Found:
    """*Lost an eye*, *lost her husband*."""
    first = token + 1
    for at in range(first, min(first + 7, page.sentence_end(token))):
        other = page.words[at]
        if other in ENDS:
            return
        if other in ("eye", "eyes", "sight", "hearing") or (belongings().get(other) == "body" and other not in _SPOKEN):
            yield said(page, Attribute.INJURY, token, at + 1, 0.9)
            return
        if other in KIN and word(page, first) in ("his", "her", "my", "your", "a", "both"):
            yield said(page, Attribute.FAMILY, token, at + 1, 0.85)
            return


_SPOKEN = listed("head heart face mouth tail back feet foot temple calf skin")


def hurt(page: Page, token: int) -> Found:
    """*Broke her arm*."""
    first = token + 1
    if word(page, first) not in ("his", "her", "my", "your", "an", "a", "two", "three", "both", "the"):
        return
    for at in range(first + 1, min(first + 4, page.sentence_end(token))):
        other = page.words[at]
        if other in ENDS:
            return
        if belongings().get(other) == "body" and other not in _NO_INJURY:
            yield said(page, Attribute.INJURY, token, at + 1, 0.85)
            return


def cut(page: Page, token: int) -> Found:
    """*Cut his hair*, *cut her hand*."""
    if word(page, token + 1) in ("his", "her", "my", "your", "off") and "hair" in page.words[token + 1 : token + 5]:
        yield said(page, Attribute.HAIR, token, tail(page, token + 1), 0.85)
    else:
        yield from hurt(page, token)


def dye(page: Page, token: int) -> Found:
    """*Dyed her hair red*."""
    if "hair" in page.words[token + 1 : token + 4]:
        yield said(page, Attribute.HAIR_COLOUR, token, tail(page, token + 1), 0.9)


def die(page: Page, token: int) -> Found:
    """*Died in March*."""
    behind = word(page, token + 1)
    if page.words[token] == "drowned" and behind not in ENDS and behind not in ("in", "off", "at", "last"):
        return
    if behind not in ("away", "down", "out", "on"):
        yield said(page, Attribute.ALIVE, token, tail(page, token), 0.9)


def pass_away(page: Page, token: int) -> Found:
    """*Passed away*."""
    if word(page, token + 1) == "away":
        yield said(page, Attribute.ALIVE, token, token + 2, 0.85)


def marry(page: Page, token: int) -> Found:
    """*Married a baker*."""
    end = tail(page, token)
    if word(page, token - 1) not in ("to",):
        yield said(page, Attribute.MARITAL_STATUS, token, end, 0.85)


def speak(page: Page, token: int) -> Found:
    """*Speaks German*."""
    for at in range(token + 1, min(token + 4, page.sentence_end(token))):
        if language(page.words[at]) and page.capital(at):
            yield said(page, Attribute.SKILL, token, tail(page, token + 1), 0.85)
            return


def play(page: Page, token: int) -> Found:
    """*Plays the flute*."""
    first = token + 1 + (word(page, token + 1) in ("the", "a"))
    if instrument(word(page, first)):
        yield said(page, Attribute.SKILL, token, tail(page, token + 1), 0.85)


def can(page: Page, token: int) -> Found:
    """*Could not swim*, *can play the flute*."""
    at = token + 1
    denied = False
    while word(page, at) in ("not", "never", "also", "still", "even", "neither"):
        denied |= word(page, at) in ("not", "never", "neither")
        at += 1
    if word(page, at) in _ARTS or (word(page, at) in _SKILLS and word(page, at + 1) in _AFTER_SKILL):
        told = said(page, Attribute.SKILL, token, tail(page, at), 0.8, value=at)
        yield replace(told, negated=denied)
    elif word(page, at) in ("play", "speak"):
        for told in (play if word(page, at) == "play" else speak)(page, at):
            yield replace(told, negated=denied)


def fear(page: Page, token: int) -> Found:
    """*Feared dogs*."""
    end = tail(page, token + 1)
    first = word(page, token + 1)
    if page.tag(token) not in ("VERB", "") or first in PRONOUNS | ENDS | {"for", "to", "his", "her", "he", "the"}:
        return
    if page.tag(token + 1) in ("NOUN", "PROPN", "PRON"):
        yield said(page, Attribute.FEAR, token, end, 0.75, value=token + 1)


def wear(page: Page, token: int) -> Found:
    """*Wore a red coat*."""
    for at in range(token + 1, min(token + 9, page.sentence_end(token))):
        other = page.words[at]
        kind = belongings().get(other, "")
        if kind in ("clothing", "possession", "hair"):
            attribute = {"clothing": Attribute.CLOTHING, "hair": Attribute.HAIR}.get(kind, Attribute.POSSESSION)
            yield said(page, attribute, token, at + 1, 0.85, value=token + 1)
            return
        if other in ENDS and other not in (",", "and"):
            return


def dressed(page: Page, token: int) -> Found:
    """*Dressed in black*."""
    if word(page, token + 1) == "in" and word(page, token + 2) not in ENDS:
        yield said(page, Attribute.CLOTHING, token, tail(page, token + 1), 0.85)


def stand(page: Page, token: int) -> Found:
    """*Stood six feet*."""
    end = tail(page, token + 1)
    behind = page.words[token + 1 : token + 5]
    if not any(other in ("foot", "feet", "metres", "meters") for other in behind):
        return
    if any(number(other) for other in behind) and not any(other in _APART for other in page.words[token:end]):
        yield said(page, Attribute.HEIGHT, token, end, 0.85)


_YEAR = re.compile(r"1\d{3}|20\d{2}")
_APART = listed("from away apart behind above below of off")
_AFTER_AGE = listed("in that last the")
_NO_INJURY = listed("head face temple brow tail mouth throat")


def turn(page: Page, token: int) -> Found:
    """*Turned thirty*."""
    at = token + 1 + (word(page, token + 1) == "just")
    behind = word(page, at + 1)
    if number(word(page, at)) and page.words[at] not in ("one", "two") and behind in ENDS | _AFTER_AGE:
        yield said(page, Attribute.AGE, token, at + 1, 0.85)


def aged(page: Page, token: int) -> Found:
    """*Aged forty*."""
    if number(word(page, token + 1)):
        yield said(page, Attribute.AGE, token, token + 2, 0.9)


def suffer(page: Page, token: int) -> Found:
    """*Suffers from gout*."""
    if word(page, token + 1) == "from":
        yield said(page, Attribute.HEALTH, token, tail(page, token + 1), 0.75)


def expect(page: Page, token: int) -> Found:
    """*Expecting a child*."""
    if any(other in ("baby", "child", "twins") for other in page.words[token + 1 : token + 5]):
        yield said(page, Attribute.HEALTH, token, tail(page, token + 1), 0.9)


def be_born(page: Page, token: int) -> Found:
    """*Born in Hull*."""
    if word(page, token + 1) not in ("in", "at", "on", "near") or token + 2 >= len(page.words):
        return
    if _YEAR.fullmatch(page.words[token + 2]):
        yield said(page, Attribute.AGE, token, token + 3, 0.85)
    elif page.capital(token + 2) or page.words[token + 2] in ("a", "the"):
        yield said(page, Attribute.ORIGIN, token, tail(page, token + 1), 0.85)


def walk(page: Page, token: int) -> Found:
    """*Walked with a stick*."""
    if page.words[token + 1 : token + 3] not in (["with", "a"], ["on", "a"], ["with", "the"]):
        return
    if any(other in ("limp", "stick", "cane", "crutch") for other in page.words[token + 3 : token + 6]):
        yield said(page, Attribute.INJURY, token, tail(page, token + 1), 0.8)


def look(page: Page, token: int) -> Found:
    """*Looked like her father*."""
    at = token + 1
    while word(page, at) in ("exactly", "just", "a", "very", "so", "much", "more"):
        at += 1
    while word(page, at) in (
        "about",
        "at",
        "least",
        "around",
        "nearly",
        "no",
        "more",
        "older",
        "than",
        "maybe",
        "perhaps",
    ):
        at += 1
    if number(word(page, at)) and word(page, at + 1) in ENDS:
        yield said(page, Attribute.AGE, token, at + 1, 0.75, value=at)
    if word(page, at) == "like" and word(page, at + 1) in ("his", "her", "my", "your") and word(page, at + 2) in KIN:
        yield said(page, Attribute.APPEARANCE, token, at + 3, 0.8)


def move(page: Page, token: int) -> Found:
    """*Moved to Leeds*, *had settled in Cork*."""
    if word(page, token + 1) in ("to", "in") and token + 2 < len(page.words) and page.capital(token + 2):
        yield said(page, Attribute.RESIDENCE, token, tail(page, token + 1), 0.8, value=token + 2)


def learn(page: Page, token: int) -> Found:
    """*Never learned to swim*."""
    if word(page, token + 1) == "to" and word(page, token + 2) in _SKILLS:
        yield said(page, Attribute.SKILL, token, tail(page, token + 1), 0.8, value=token + 2)


def carry(page: Page, token: int) -> Found:
    """*Carried a stick*."""
    for at in range(token + 1, min(token + 5, page.sentence_end(token))):
        if page.words[at] in ENDS or page.words[at] in ("his", "her", "the", "my", "up", "out"):
            return
        if belongings().get(page.words[at]) == "possession":
            yield said(page, Attribute.POSSESSION, token, at + 1, 0.75, value=token + 1)
            return


def acquire(page: Page, token: int) -> Found:
    """*Inherited the farm*, *bought a boat*."""
    end = tail(page, token + 1)
    if any(belongings().get(other) == "possession" for other in page.words[token + 1 : end]):
        yield said(page, Attribute.POSSESSION, token, end, 0.8, value=token + 1)


def answer_to(page: Page, token: int) -> Found:
    """*Went by Red*, *answered to Red*."""
    preposition = "by" if page.words[token].startswith(("g", "w")) else "to"
    at = token + 2 + (page.words[token + 2 : token + 5] == ["the", "name", "of"]) * 3
    if word(page, token + 1) == preposition and at < len(page.words) and page.capital(at):
        yield said(page, Attribute.NAME, token, at + 1, 0.7, value=at)


def gift(page: Page, token: int) -> Found:
    """*Had a knack for locks*."""
    determined = token - 3 > 0 and any(other in ("had", "has", "have") for other in page.words[token - 3 : token])
    if determined and word(page, token + 1) in ("for", "with", "of"):
        yield said(page, Attribute.SKILL, token, tail(page, token + 1), 0.8)
