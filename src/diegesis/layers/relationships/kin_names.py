"""*Mama*, *Uncle Theo*, *Granny*: kin words that serve as names, read from whoever uses them."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.nouns import KIN, TieNoun, tie_nouns
from diegesis.layers.relationships.records import TieKind
from diegesis.layers.relationships.slots import Role, is_unnamed, kin_word
from diegesis.lexicons.load import listed

#: Before a name they are titles of monks, nuns and priests, or of the old.
_TITLES = listed("brother sister father mother")
_OWNING = listed("my your his her our their the a an this that some any")
_VOCATIVE, _SPOKEN, _TOLD = 0.8, 0.7, 0.75


def kin_name_claims(reading: Reading) -> Iterator[Claim | Role]:
    """Claims of all kin words that stand as a name or before one, in text order."""
    for mention in reading.people.mentions:
        noun = _kin_word(reading, mention)
        if noun is None or mention.plural:
            continue
        named = reading.people.only(mention)
        user, sure = reading.self_at(mention.span.start)
        if named is None or user is None:
            continue
        weight = _weight(mention) * sure
        if is_unnamed(reading, named) or kin_word(reading, named):
            yield Role(noun, user, mention.span, weight, *_heard(reading, mention, named))
        else:
            weight *= reading.surely(mention)
            yield from reading.claim(noun, named, user, weight=weight, span=mention.span, rule="a kin word is the name")


def _heard(reading: Reading, mention: Mention, named: str) -> tuple[str, float]:
    """Whom a kin word means: of a call whoever hears it, if the talk tells."""
    quote = reading.people.quote_at(mention.span.start)
    hearing = reading.people.addressees(quote) if quote is not None and mention.vocative else ()
    return (hearing[0], 0.6) if len(hearing) == 1 else (named, reading.surely(mention))


def _kin_word(reading: Reading, mention: Mention) -> TieNoun | None:
    """The kin noun that a mention is, or begins with."""
    if mention.form is MentionForm.PRON:
        return None
    text = reading.document.text
    words = mention.span.of(text).replace("’", "'").split()
    if text[mention.span.end : mention.span.end + 2] in {"'a", "’a"}:  # the *ma* of *ma'am*
        return None
    first = words[0].lower().strip(".,")
    noun = tie_nouns().get(first)
    if noun is None or noun.kind not in KIN or noun.role == "b" or noun.kind is TieKind.SPOUSE:
        return None
    capital = words[0][0].isupper()
    if len(words) == 1:
        return noun if (capital or mention.vocative) and _bare(reading, mention) else None
    return noun if capital and first not in _TITLES and words[1][0].isupper() else None


def _bare(reading: Reading, mention: Mention) -> bool:
    """Whether nothing owns the word: *my Mother* is read elsewhere."""
    position = reading.document.tokens.at(mention.span.start)
    before = reading.word(position - 1) if position else ""
    return before not in _OWNING and not before.endswith("'s")


def _weight(mention: Mention) -> float:
    if mention.vocative:
        return _VOCATIVE
    return _SPOKEN if mention.in_quote else _TOLD
