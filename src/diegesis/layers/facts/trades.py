"""What somebody does for a living, owns or has learnt, by verbs."""

from __future__ import annotations

from diegesis.layers.facts.page import Page
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.wording import PRONOUNS, WHERE, Found, said, tail, word
from diegesis.layers.facts.wordlists import ENDS, belongings, noun, number
from diegesis.lexicons.load import listed

_POINTERS = listed("his her my your its the a an one both two three four five an")


_BUSINESSES = listed(
    "shop shops inn pub hotel bar cafe café business farm school restaurant office bakery mill stall firm company "
    "garage clinic ferry boarding-house tavern house post-office store newspaper paper magazine factory "
    "department laundry nursery stables saloon mine ship hospital library museum theatre theater lodging-house "
    "guesthouse kiosk salon practice"
)


_KEPT = _BUSINESSES | listed(
    "cows bees pigs sheep goats hens chickens lighthouse lock books accounts pigeons gate door"
)


_TAUGHT = listed(
    "school infants music english french latin history mathematics maths geography art science piano drawing "
    "dancing german"
)


_LEARNT = listed(
    "law medicine theology history music art philosophy engineering divinity chemistry physics mathematics"
)


_VEHICLES = listed("taxi cab lorry truck bus tram coach ambulance van hearse tractor train")


def work(page: Page, token: int) -> Found:
    """*Works as a nurse*, *worked for a printer*."""
    behind, then = word(page, token + 1), word(page, token + 2)
    if behind == "as" and then in ("a", "an", "the"):
        yield said(page, Attribute.OCCUPATION, token, tail(page, token + 1), 0.95)
        return
    if behind not in ("for", "at", "in", "on") or then in PRONOUNS or token + 2 >= len(page.words):
        return
    if then in ("a", "an", "the") or page.capital(token + 2):
        yield said(page, Attribute.OCCUPATION, token, tail(page, token + 1), 0.8)


_OWN = listed("his her my up from to")


def keep(page: Page, token: int) -> Found:
    """*Kept an inn*, *kept house for her uncle*."""
    end = tail(page, token + 1)
    if word(page, token + 1) == "house" and word(page, token + 2) in ("for", "with", ".", ","):
        yield said(page, Attribute.OCCUPATION, token, end, 0.9)
        return
    for at in range(token + 1, min(token + 6, end)):
        if page.words[at] in _KEPT and page.words[at] not in ("house", "door", "ship", "gate"):
            alone = word(page, at + 1) in ENDS or page.tag(at + 1) != "NOUN"
            if alone and not any(other in _OWN for other in page.words[token + 1 : at]):
                yield said(page, Attribute.OCCUPATION, token, end, 0.85)
            return


def run(page: Page, token: int) -> Found:
    """*Runs the post office*."""
    end = tail(page, token + 1)
    if word(page, token + 1) not in ("a", "an", "the", "his", "her", "my", "our", "their"):
        return
    verb = page.clauses.word_at(page.tokens.starts[token])
    done = verb.child("obj") if verb is not None else None
    ran = page.words[token] in ("runs", "ran", "run")
    if ran and done is not None and done.lemma not in _RUNNABLE and done.tag == "NOUN":
        yield said(page, Attribute.OCCUPATION, token, end, 0.75)
        return
    for at in range(token + 2, min(token + 5, end)):
        if page.words[at] in _BUSINESSES and page.words[at] not in ("house", "door"):
            yield said(page, Attribute.OCCUPATION, token, end, 0.85)
            return


_RUNNABLE = listed(
    "hand finger thumb race mile temperature fever bath comb risk errand eye tap water light gauntlet tongue palm "
    "fingertip mind gaze knuckle nail engine car boat ship cloth brush pen needle rope line test check marathon "
    "length distance way road course sum number figure name program diagnostic blade knife stick step gamut "
    "danger chance other glance lip sleeve towel scan computer ad story article game horse red"
)


def in_the_role(page: Page, token: int) -> Found:
    """*Went to sea as a cook*; *as good as a cook*, *dressed as a cook* are none."""
    if word(page, token + 1) not in ("a", "an", "the", "his", "her", "our", "their", "my"):
        return
    before = page.words[max(0, token - 3) : token]
    if any(other in ("as", "such", "same", "so", "like") or other in _SEEMING for other in before):
        return
    end, limit = token + 2, min(page.sentence_end(token), token + 6)
    while end < limit and word(page, end) not in ENDS | WHERE | {"of", "to", "for"}:
        end += 1
    if noun(page.words[end - 1]) is Attribute.OCCUPATION and page.tag(token) in ("ADP", ""):
        yield said(page, Attribute.OCCUPATION, token, tail(page, token), 0.7, value=token + 2)


_SEEMING = listed(
    "dressed disguised regarded looked treated seen saw known look taken painted think thought posed posing "
    "imagine quick much well soon far just"
)


def trade(page: Page, token: int) -> Found:
    """*Mended nets*, *sells insurance*: bare nouns of what one deals in."""
    behind = word(page, token + 1)
    if page.tag(token) == "VERB" and page.tag(token + 1) == "NOUN" and behind.endswith("s") and behind not in PRONOUNS:
        yield said(page, Attribute.OCCUPATION, token, tail(page, token + 1), 0.75)


def own(page: Page, token: int) -> Found:
    """*Owned a boat*."""
    if word(page, token + 1) in _POINTERS or number(word(page, token + 1)):
        yield said(page, Attribute.POSSESSION, token, tail(page, token + 1), 0.9, value=token + 1)


def teach(page: Page, token: int) -> Found:
    """*Taught the infants*."""
    end = tail(page, token + 1)
    first = token + 1 + (word(page, token + 1) == "the")
    if word(page, first) in _TAUGHT:
        yield said(page, Attribute.OCCUPATION, token, end, 0.9)


def sell(page: Page, token: int) -> Found:
    """*Sells garage doors*."""
    if word(page, token + 1) not in PRONOUNS | _POINTERS and page.tag(token + 1) in ("NOUN", "ADJ"):
        yield said(page, Attribute.OCCUPATION, token, tail(page, token + 1), 0.8)


def drive(page: Page, token: int) -> Found:
    """*Drove a taxi*."""
    if word(page, token + 1) in ("a", "an", "the"):
        end = tail(page, token + 1)
        driven = [other for other in page.words[token + 2 : min(end, token + 6)] if other in _VEHICLES]
        owned = any(belongings().get(other) == "possession" for other in page.words[token + 2 : min(end, token + 6)])
        if driven:
            yield said(page, Attribute.OCCUPATION, token, end, 0.8)
        elif owned and word(page, token + 1) != "the":
            yield said(page, Attribute.POSSESSION, token, end, 0.8)


def study(page: Page, token: int) -> Found:
    """*Studied law*."""
    if word(page, token + 1) in _LEARNT:
        yield said(page, Attribute.OCCUPATION, token, tail(page, token + 1), 0.85)


def command(page: Page, token: int) -> Found:
    """*Commanded a frigate*."""
    if word(page, token + 1) in ("a", "the") or word(page, token + 1).endswith("s"):
        yield said(page, Attribute.OCCUPATION, token, tail(page, token + 1), 0.75)


def qualify(page: Page, token: int) -> Found:
    """*Trained as a nurse*."""
    if word(page, token + 1) in ("as",):
        yield said(page, Attribute.OCCUPATION, token, tail(page, token + 1), 0.85)


def retire(page: Page, token: int) -> Found:
    """*Retired last year*."""
    if word(page, token + 1) in ENDS | {"from", "last", "early", "now", "years"}:
        yield said(page, Attribute.OCCUPATION, token, tail(page, token), 0.75)
