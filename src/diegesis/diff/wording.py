"""Changes in words, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from diegesis.bible.wording import LABELS, eyes_words, listed
from diegesis.diff.model import Change, Changes, FactView, FindingView, Kind, Line, Person, SceneView, TieView
from diegesis.layers.facts.records import Attribute
from diegesis.layers.scenes.records import PovKind

TITLES = {
    "people": "People",
    "lines": "Lines",
    "scenes": "Scenes",
    "facts": "Facts",
    "ties": "Ties",
    "findings": "Findings",
}
KINDS = {
    Kind.NEW: "new",
    Kind.GONE: "gone",
    Kind.RENAMED: "renamed",
    Kind.SHOWN_AS: "shown under another name",
    Kind.ALIASES: "other aliases",
    Kind.PRONOUNS: "other pronouns",
    Kind.SPLIT: "split",
    Kind.MERGED: "merged",
    Kind.ADDED: "added",
    Kind.REMOVED: "removed",
    Kind.MOVED: "moved",
    Kind.SPEAKER: "other speaker",
    Kind.ADDRESSEES: "said to others",
    Kind.REWORDED: "reworded",
    Kind.PLACE: "other place",
    Kind.TIME: "other time",
    Kind.POV: "other eyes",
    Kind.TENSE: "other tense",
    Kind.STAGE: "others on stage",
    Kind.CHANGED: "changed",
    Kind.FIXED: "fixed",
}
NOBODY = "nobody known"
T = TypeVar("T")
#: One thing of a change: what it is about, and what it is in the old and in the new draft (empty: nothing there).
Row = tuple[str, str, str]


def counts_words(changes: Changes, section: str) -> str:
    """How many changes a part has, by kind; empty where it has none.

    Such as *2 renamed, 1 new*.
    """
    return listed([f"{number:,} {KINDS[kind]}" for kind, number in changes.counts(section).items()])


def kinds_words(kinds: Sequence[Kind]) -> str:
    """Kinds in words, joined by commas."""
    return listed([KINDS[kind] for kind in kinds])


def head(section: str, change: Change[Any]) -> str:
    """What a change is about, in few words: a name, a scene's number, an attribute; empty for a line."""
    return _HEADS[section](change) if section in _HEADS else ""


def rows(section: str, change: Change[Any]) -> list[Row]:
    """What is otherwise, thing by thing."""
    return _ROWS[section](change)


def _person_head(change: Change[Person]) -> str:
    return listed([row.name for row in change.old or change.new])


def _scene_head(change: Change[SceneView]) -> str:
    return " → ".join(filter(None, (_scenes(change.old), _scenes(change.new))))


def _scenes(scenes: Sequence[SceneView]) -> str:
    return f"scene{'s' if len(scenes) > 1 else ''} {listed([str(row.number) for row in scenes])}" if scenes else ""


def _fact_head(change: Change[FactView]) -> str:
    first = (change.old or change.new)[0]
    label = LABELS[Attribute(first.attribute)]
    return f"{first.person}, {label[:1].lower()}{label[1:]}"


def _tie_head(change: Change[TieView]) -> str:
    first = (change.old or change.new)[0]
    return f"{first.a} and {first.b}"


def _finding_head(change: Change[FindingView]) -> str:
    return (change.old or change.new)[0].code.replace("_", " ")


def _person_rows(change: Change[Person]) -> list[Row]:
    found = []
    if {Kind.RENAMED, Kind.SHOWN_AS, Kind.SPLIT, Kind.MERGED, Kind.NEW, Kind.GONE} & set(change.kinds):
        found.append(("name", listed([row.name for row in change.old]), listed([row.name for row in change.new])))
    if change.gained or change.lost:
        found.append(("also called", listed(change.lost), listed(change.gained)))
    if Kind.PRONOUNS in change.kinds:
        found.append(("pronouns", change.old[0].pronouns or "unknown", change.new[0].pronouns or "unknown"))
    return found


def _line_rows(change: Change[Line]) -> list[Row]:
    old, new = "", ""
    if change.old:
        old = change.old[0].speaker or NOBODY
    if change.new:
        new = change.new[0].speaker or NOBODY
    if not (change.old and change.new):
        return [("says", old, new)]
    found = [("says", old, new)] if Kind.SPEAKER in change.kinds else []
    if Kind.ADDRESSEES in change.kinds:
        to = (listed(change.old[0].addressees) or NOBODY, listed(change.new[0].addressees) or NOBODY)
        found.append(("to", *to))
    return found


def _scene_rows(change: Change[SceneView]) -> list[Row]:
    if not change.old or not change.new:
        return []
    old, new, found = change.old[0], change.new[0], []
    if Kind.MOVED in change.kinds:
        found.append(("order", f"scene {old.number}", f"scene {new.number}"))
    for kind, label in ((Kind.PLACE, "place"), (Kind.TIME, "time"), (Kind.TENSE, "tense")):
        if kind in change.kinds:
            found.append((label, getattr(old, label) or "not said", getattr(new, label) or "not said"))
    if Kind.POV in change.kinds:
        found.append(("eyes", _eyes(old), _eyes(new)))
    if change.gained or change.lost:
        found.append(("on stage", listed(change.lost), listed(change.gained)))
    return found


def _eyes(scene: SceneView) -> str:
    return eyes_words(PovKind(scene.pov_kind), scene.pov or None) or "unknown"


def _fact_rows(change: Change[FactView]) -> list[Row]:
    return [("says", _first(change.old, _fact), _first(change.new, _fact))]


def _fact(fact: FactView) -> str:
    said = f" (says {fact.holder})" if fact.holder else ""
    return f"{'not ' if fact.negated else ''}{fact.value}{said}"


def _tie_rows(change: Change[TieView]) -> list[Row]:
    return [("tie", _first(change.old, lambda row: row.words), _first(change.new, lambda row: row.words))]


def _finding_rows(change: Change[FindingView]) -> list[Row]:
    return [("finding", _first(change.old, lambda row: row.message), _first(change.new, lambda row: row.message))]


def _first(side: Sequence[T], words: Callable[[T], str]) -> str:
    return words(side[0]) if side else ""


_HEADS: dict[str, Callable[[Change[Any]], str]] = {
    "people": _person_head,
    "scenes": _scene_head,
    "facts": _fact_head,
    "ties": _tie_head,
    "findings": _finding_head,
}
_ROWS: dict[str, Callable[[Change[Any]], list[Row]]] = {
    "people": _person_rows,
    "lines": _line_rows,
    "scenes": _scene_rows,
    "facts": _fact_rows,
    "ties": _tie_rows,
    "findings": _finding_rows,
}
