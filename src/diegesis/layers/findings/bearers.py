"""Whose a trait is where coreference is unsure: the one person about whom the words can mean."""

from __future__ import annotations

import re

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.findings.passages import owner, people_only, possessor_before, sentence
from diegesis.layers.findings.view import View
from diegesis.spans import Span

Found = tuple[Ref[Character], float]

#: *That black hair of his*; *the dark curls off his forehead*.
_AFTER = re.compile(
    r"[\w’'-]+ (?:of (?P<own>his|hers|mine|yours)\b|"
    r"(?:off|from|out of|over|about|across|on|upon|round|around|down) (?P<part>his|her|my) "
    r"(?:forehead|brow|face|eyes|neck|shoulders|ears|back|head|cheeks?|chin|collar)\b)",
    re.IGNORECASE,
)
#: *Those mild brown eyes*: whose is not said, and hardly the one who looks into them.
_POINTED = re.compile(r"\b(?:into|in|at|on|upon|of|from) (?:those|these|that) (?:[\w’-]+,? ){0,3}$", re.IGNORECASE)
_LATER = re.compile(
    r"[^.;:!?\n]{1,60}? (?:from|under|beneath|out of|over|in|down) (?P<whose>his|her|my) ", re.IGNORECASE
)
_WEARS = 0.85
_GENDERS = {
    **dict.fromkeys("he him his himself".split(), Gender.M),
    **dict.fromkeys("she her hers herself".split(), Gender.F),
}
#: Coreference at least so sure is believed.
_BELIEVED = 0.7
#: How surely the one person of that gender in the sentence, or in the paragraph, is meant.
_IN_SENTENCE, _IN_PARAGRAPH, _AGREED = 0.68, 0.62, 0.8
#: What is left of an unsure reading where two people of that gender are about.
_TWO_ABOUT = 0.7
#: A mention that is surer than this puts somebody on the spot.
_ABOUT = 0.5
#: A paragraph is looked at so far back.
_REACH = 1_200


def bearer(view: View, offset: int, *, worn: bool = False) -> Found | None:
    """Whose the noun at an offset is; where coreference is unsure, the one person about whom it can be.

    Args:
        view: the story.
        offset: of the noun.
        worn: whether a noun of nobody is of whoever's cap it is under, or of the one person the paragraph tells of.
    """
    after = _AFTER.match(view.text, offset)
    said = _possessor(view, offset, after)
    found = owner(view, offset) if after is None else people_only(view, said)
    if said is None and _POINTED.search(view.text[max(0, offset - 60) : offset]):
        return None
    if worn and said is None and found is None:
        return _wearer(view, offset) or in_focus(view, offset)
    if found is not None and found[1] >= _BELIEVED:
        return found
    gender = None if said is None else _GENDERS.get(said.head.of(view.text).lower())
    return settled(view, offset, found, gender)


def _wearer(view: View, offset: int) -> Found | None:
    """*A dark strand had got loose from her cap*: whose the cap is."""
    match = _LATER.match(view.text, offset)
    found = None if match is None else people_only(view, view.people.mention_at(Span(*match.span("whose"))))
    return None if found is None else (found[0], found[1] * _WEARS)


def in_focus(view: View, offset: int) -> Found | None:
    """The one person of whom the narration of the paragraph tells before the sentence of an offset."""
    before = Span(_paragraph(view, offset), sentence(view, offset).start)
    if before.end <= before.start:
        return None
    about = {
        view.people.only(mention): None
        for mention in view.people.mentions_in(before)
        if not mention.in_quote and view.people.surely(mention) >= _ABOUT
    }
    who = next(iter(about), None)
    return (who, _IN_PARAGRAPH) if who is not None and len(about) == 1 else None


def settled(view: View, offset: int, found: Found | None, gender: Gender | None) -> Found | None:
    """An unsure reading of *his* at an offset, made surer or less sure by who of that gender is about."""
    if gender is None:
        return found
    whole = sentence(view, offset)
    near = people_about(view, Span(whole.start, offset), gender)
    sure = _IN_SENTENCE
    if not near:
        near, sure = people_about(view, Span(_paragraph(view, offset), offset), gender), _IN_PARAGRAPH
    if len(near) == 1:
        only = next(iter(near))
        agreed = found is not None and found[0] == only
        return only, max(found[1], _AGREED) if found is not None and agreed else sure
    if found is not None and len(near) > 1:
        return found[0], found[1] * _TWO_ABOUT
    return found


def people_about(view: View, span: Span, gender: Gender) -> dict[Ref[Character], None]:
    """People of a gender, or of none known, whom names and phrases in the narration of a stretch mean."""
    about: dict[Ref[Character], None] = {}
    for mention in view.people.mentions_in(span):
        if mention.in_quote or mention.form is MentionForm.PRON:
            continue
        who = view.people.only(mention)
        if who is None or view.people.cast[who].kind is CharacterKind.GROUP:
            continue
        if view.people.surely(mention) < _ABOUT:
            who = office(view, mention) or who
        if view.people.cast[who].gender in (gender, Gender.U):
            about[who] = None
    return about


def office(view: View, mention: Mention) -> Ref[Character] | None:
    """Whom *the boatswain* means where one name alone is said to be *the boatswain*: *Ned Hale the boatswain*."""
    noun = mention.head.of(view.text).lower()
    return view.offices.get(noun)


def _possessor(view: View, offset: int, after: re.Match[str] | None) -> Mention | None:
    if after is None:
        return possessor_before(view, offset)
    group = "own" if after.group("own") else "part"
    return view.people.mention_at(Span(*after.span(group)))


def _paragraph(view: View, offset: int) -> int:
    """Where the paragraph of an offset begins, or so far back as is looked."""
    block = view.document.block_at(offset)
    start = 0 if block is None else view.document.blocks[block].span.start
    return max(start, offset - _REACH)
