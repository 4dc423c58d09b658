"""From drafts to rows: one for each statement, with who says so and in which scenes it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diegesis.layer import Clamp, Ref, RejectedFact, is_rejected, stable_ids
from diegesis.layers.characters.records import Character
from diegesis.layers.facts.page import Draft, Page
from diegesis.layers.facts.records import Attribute, Fact
from diegesis.layers.scenes.records import Scene

#: Every statement of these is a row, so that two of them can be held against each other.
_RESTATED = frozenset(
    {Attribute.EYE_COLOUR, Attribute.HAIR_COLOUR, Attribute.AGE, Attribute.INJURY, Attribute.ALIVE, Attribute.HAIR}
)
#: What somebody has one of at a time: a later, different value ends an earlier one.
_ONE_AT_A_TIME = frozenset({Attribute.RESIDENCE, Attribute.MARITAL_STATUS, Attribute.RANK})

_Row = tuple[Draft, Ref[Character] | None, Ref[Scene] | None]


#: Whom words mean must be this sure; for a plain statement of what two passages may clash on, less will do.
_SURE = 0.4
_STATED = frozenset({"copula", "described", "have", "verb", "object", "colour of", "at age", "answer"})
_CLASHING = _RESTATED | {Attribute.OCCUPATION, Attribute.HEIGHT}


def _sure(draft: Draft) -> bool:
    return draft.subject.sure >= _SURE or (draft.rule in _STATED and draft.attribute in _CLASHING)


def ledger(page: Page, drafts: Iterable[Draft], clamps: Sequence[Clamp] = ()) -> list[Fact]:
    """The rows, in text order; a naming is told once, a statement once for each place, what is rejected not at all."""
    kept = (draft for draft in drafts if _sure(draft) and not _is_rejected(page, draft, clamps))
    rows = _told(page, _once(kept))
    ids = stable_ids("f", page.document, [draft.evidence for draft, _, _ in rows])
    facts = [
        Fact(
            id=name,
            confidence=round(draft.subject.sure * draft.right, 4),
            made_by=f"rules: {draft.rule}",
            character=draft.subject.character,
            attribute=draft.attribute,
            value=draft.value,
            negated=draft.negated,
            holder=holder,
            since=scene,
            evidence=(draft.evidence,),
        )
        for name, (draft, holder, scene) in zip(ids, rows, strict=True)
    ]
    return _ended(page, facts)


def _is_rejected(page: Page, draft: Draft, clamps: Sequence[Clamp]) -> bool:
    """Whether a person said that a statement is wrong. It may be called by its value, what it is about, or both."""
    about = draft.attribute.value
    name = page.people.cast[draft.subject.character].name
    words = (draft.value, about, f"{about}: {draft.value}", f"{name}: {about}: {draft.value}")
    return is_rejected(RejectedFact, (draft.evidence,), words, clamps)


def _once(drafts: Iterable[Draft]) -> list[Draft]:
    """Of drafts that say the same of the same words, the surest."""
    best: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.evidence.end, draft.subject.character, draft.attribute)
        known = best.get(key)
        if known is None or (known.naming, -known.right) > (draft.naming, -draft.right):
            best[key] = draft
    return sorted(best.values(), key=lambda d: (d.evidence, d.attribute.value, d.subject.character))


def _told(page: Page, drafts: Sequence[Draft]) -> list[_Row]:
    rows: list[_Row] = []
    seen: set[tuple[object, ...]] = set()
    for draft in drafts:
        holder, known = page.holder(draft.evidence.start)
        if not known or not draft.value:
            continue
        key = (draft.subject.character, draft.attribute, draft.value.lower(), draft.negated, holder)
        if key in seen and (draft.naming or draft.attribute not in _RESTATED):
            continue
        seen.add(key)
        scene = page.scene_at(draft.evidence.start)
        rows.append((draft, holder, Ref[Scene](scene.id) if scene else None))
    return rows


def _ended(page: Page, facts: Sequence[Fact]) -> list[Fact]:
    """An earlier value ends in the scene before the one that states another, for what one has one of at a time."""
    last: dict[tuple[str, Attribute], int] = {}
    made = list(facts)
    scenes = [Ref[Scene](scene.id) for scene in page.scenes]
    before_of = dict(zip(scenes[1:], scenes, strict=False))
    for at, fact in enumerate(facts):
        key = (fact.character, fact.attribute)
        before = last.get(key)
        if fact.attribute in _ONE_AT_A_TIME and not fact.negated and fact.holder is None:
            if before is not None and made[before].since != fact.since and made[before].value != fact.value:
                made[before] = replace(made[before], until=before_of.get(fact.since) if fact.since else None)
            last[key] = at
    return made
