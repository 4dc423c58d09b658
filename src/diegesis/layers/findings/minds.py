"""A mind the narration enters though the scene is told through somebody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.layers.scenes.records import PovKind, Scene
from diegesis.lexicons.load import listed
from diegesis.views.clauses import Word

#: What nobody else can see somebody do.
_INNER = listed(
    "feel wonder hope wish realize realise remember suspect regret dread long yearn recall think fear envy resent "
    "imagine reflect miss find resolve"
)
#: *He found the key*, *he missed the ball*: outer after all, unless a clause follows.
_ONLY_WITH_CLAUSE = listed("find think miss imagine fear long reflect hope wish")
_OUTER_AFTER_FEEL = listed("in for along under around round about inside behind over through with at into down up")
_HEDGES = listed(
    "seem appear perhaps maybe probably evidently apparently clearly obviously plainly must might may could would if "
    "though doubtless surely"
)
_CLAUSES = ("ccomp", "xcomp", "advcl")
_SURE, _FIRST_PERSON = 0.65, 0.45
#: At most one scene in so many strays into another head where the teller keeps to one by rule.
_SCENES = 8
#: How much oftener than somebody the viewer of the other scenes must be told of to be the viewer of this one.
_LEADS = 1.5


@dataclass(frozen=True, slots=True)
class _Insight:
    """Somebody's inner life, told as a fact."""

    who: Ref[Character]
    verb: Word
    sure: float


def find_point_of_view_slips(view: View) -> Iterator[Draft]:
    """Sentences that tell what somebody else feels than the one whose eyes the scene is seen through.

    A teller who looks into several heads in one scene, or in scene after scene, does so by right.
    """
    scenes = [scene for scene in view.scenes if scene.pov_kind in (PovKind.CLOSE_THIRD, PovKind.FIRST)]
    found = [slip for scene in scenes if scene.pov is not None and (slip := _slip_of(view, scene, scenes))]
    if len(found) <= max(1, len(scenes) // _SCENES):
        yield from found


def _slip_of(view: View, scene: Scene, scenes: Sequence[Scene]) -> Draft | None:
    """The one sentence of a scene that enters another mind; ``None`` where there is none, or more than one."""
    insights = list(_insights(view, scene))
    pov = _viewer(view, scene, insights, scenes)
    others = [insight for insight in insights if insight.who != pov]
    if pov is None or not others or len({insight.verb.parse.row.id for insight in others}) > 1:
        return None
    chance = _FIRST_PERSON if scene.pov_kind is PovKind.FIRST else _SURE
    return _draft(view, others[0], pov, chance * min(1.0, others[0].sure + 0.2))


def _viewer(view: View, scene: Scene, insights: Sequence[_Insight], scenes: Sequence[Scene]) -> Ref[Character] | None:
    """Through whom a scene is told, if the one sentence that looks into somebody is not taken for a proof of it.

    Somebody who sees the other scenes, is named here first and oftener, is the viewer here as well.
    """
    sentences = {insight.verb.parse.row.id for insight in insights}
    elsewhere = {other.pov for other in scenes if other is not scene and other.pov is not None}
    if scene.pov is None or len(sentences) != 1 or len(elsewhere) != 1 or insights[0].who != scene.pov:
        return scene.pov
    other = next(iter(elsewhere))
    told = [who for m in view.people.mentions_in(scene.span) if not m.in_quote and (who := view.people.only(m))]
    counts = Counter(told)
    leads = counts[other] >= _LEADS * counts[scene.pov] and told.index(other) < told.index(scene.pov)
    return other if leads else scene.pov


def _insights(view: View, scene: Scene) -> Iterator[_Insight]:
    for parse in view.clauses.within(scene.span):
        for word in parse.words:
            if word.tag == "VERB" and word.lemma in _INNER and _is_told(view, word):
                subject = word.child("nsubj") or (word.subject if word.relation == "conj" else None)
                mention = view.people.mention_at(subject.span) if subject is not None else None
                who = view.people.only(mention) if mention is not None else None
                if who is not None and mention is not None and view.people.cast[who].kind is CharacterKind.PERSON:
                    yield _Insight(who, word, view.people.surely(mention))


def _is_told(view: View, word: Word) -> bool:
    """Whether an inner verb is stated by the narration as a fact: no quote, no hedge, no question, no outer sense."""
    if view.people.quote_at(word.span.start) is not None or word.relation not in ("root", "conj", "parataxis"):
        return False
    form = word.span.of(view.text).lower()
    hedged = any(child.lemma in _HEDGES for child in word.children) or word.modal is not None or word.negated
    busy = form.endswith("ing") and not (word.lemma == "think" and word.child("aux") is not None)
    if hedged or busy or "?" in word.parse.row.span.of(view.text):
        return False
    if word.lemma in _ONLY_WITH_CLAUSE:
        clause = _what_of(view, word) or word.child("ccomp")
        return clause is not None and view.people.quote_at(clause.span.start) is None
    return word.lemma != "feel" or not _gropes(word)


def _what_of(view: View, word: Word) -> Word | None:
    """Whom or what of their own somebody thinks: *he thought of his daughter*."""
    thing = word.child("obl")
    case, owner = (thing.child("case"), thing.child("nmod:poss")) if thing is not None else (None, None)
    own = owner is not None and owner.span.of(view.text).lower() in ("his", "her")
    return thing if word.lemma == "think" and case is not None and case.lemma == "of" and own else None


def _gropes(word: Word) -> bool:
    """Whether somebody feels with the hand: *she felt in her pocket*."""
    following = [child for child in word.children if child.position > word.position][:1]
    small = [*following, *(below for child in following if child.relation == "obl" for below in child.children)]
    return any(one.lemma in _OUTER_AFTER_FEEL and one.relation != "mark" for one in small)


def _draft(view: View, insight: _Insight, pov: Ref[Character], chance: float) -> Draft:
    whose, eyes = view.people.name(insight.who), view.people.name(pov)
    return Draft(
        code=Code.POV_SLIP,
        severity=Severity.NOTE,
        message=f"the scene is told through {eyes}, but this tells what {whose} feels or thinks",
        suggestion=f"show it as {eyes} can see it, or leave it out",
        evidence=(insight.verb.parse.row.span,),
        confidence=round(chance, 2),
    )
