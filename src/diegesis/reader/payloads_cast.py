"""What requests about a story as a whole and about its people answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from diegesis.layers.characters.records import Character
from diegesis.layers.facts.records import Portrayal, PortrayalRole
from diegesis.layers.scenes.records import Appearance, StageRole
from diegesis.reader.payloads_text import line
from diegesis.reader.payloads_world import fact_row, tie_rows
from diegesis.reader.view import Row, View, probability
from diegesis.story.queries import folded

#: Words of each list of a portrayal, at most.
MOST_WORDS = 60
_LISTS = {
    "does": PortrayalRole.AGENT,
    "suffers": PortrayalRole.PATIENT,
    "has": PortrayalRole.POSSESSION,
    "is": PortrayalRole.MODIFIER,
}


def overview(view: View, given: str, *, revision: int = 0, placed: int = 0, unplaced: Iterable[str] = ()) -> Row:
    """A story at a glance: its parts, its people, what there is to count.

    Args:
        view: the story.
        given: its id.
        revision: grows with every change.
        placed: how many corrections hold.
        unplaced: those that found no place, in words.
    """
    whole = view.whole.document
    return {
        "id": given,
        "title": whole.title,
        "authors": list(whole.authors),
        "name": whole.name,
        "length": len(whole.text),
        "words": view.words,
        "revision": revision,
        "blocks": len(whole.blocks),
        "chapters": chapters(view),
        "characters": [character(view, row) for row in view.story.characters],
        "counts": counts(view),
        "corrections": {"placed": placed, "unplaced": list(unplaced)},
    }


def counts(view: View) -> Row:
    """How many lines there are, and how many questions."""
    return {
        "quotes": len(view.voiced),
        "attributed": sum(row.speaker is not None for _, row in view.voiced),
        "doubtful": view.doubtful,
        "findings": len(view.shown_findings),
    }


def chapters(view: View) -> list[Row]:
    """The chapters that have begun, each with its blocks."""
    ends = {row.id: row.span.end for row in view.whole.document.chapters}
    return [
        {
            "id": row.id,
            "number": row.number,
            "title": row.title,
            "start": row.span.start,
            "end": ends[row.id],
            "first_block": view.block(row.span.start),
            "last_block": view.block(max(row.span.start, view.last_letter(ends[row.id]))),
        }
        for row in view.document.chapters
    ]


def character(view: View, row: Character) -> Row:
    """Somebody of the cast."""
    story = view.story
    aliases = story.aliases.get(row.id, ())
    return {
        "id": row.id,
        "name": row.name,
        "aliases": [{"text": one.text, "form": one.form.value, "count": one.count} for one in aliases],
        "pronouns": row.pronouns,
        "gender": row.gender.value,
        "kind": row.kind.value,
        "narrator": row.narrator,
        "mentions": story.mention_counts.get(row.id, 0),
        "quotes": story.quote_counts.get(row.id, 0),
        "first": view.firsts.get(row.id),
        "confidence": probability(row.confidence),
        "colour": view.whole.colours.get(row.id, 0),
    }


def sheet(view: View, given: str) -> Row:
    """All there is about one person.

    Raises:
        UnknownName: there is no such person.
    """
    row = view.character(given)
    story = view.story
    said = (quote for quote, attribution in view.voiced if attribution.speaker == row.id)
    return {
        "character": character(view, row),
        "lines": [line(view, quote) for quote in said],
        "facts": [fact_row(view, fact) for fact in story.facts if fact.character == row.id],
        "ties": [tie for tie in tie_rows(view) if row.id in (tie["a"], tie["b"])],
        "presence": _presence(view, row),
        "places": _places(view, row),
        "portrayal": _portrayal(view, row),
    }


def _presence(view: View, row: Character) -> list[Row]:
    """The scenes somebody is in or spoken of, with what they say there and how often they are mentioned."""
    roles: dict[str, set[StageRole]] = defaultdict(set)
    for appearance in view.story.rows(Appearance):
        if appearance.character == row.id:
            roles[appearance.scene].add(appearance.role)
    lines = _by_scene(view, (quote.span.start for quote, said in view.voiced if said.speaker == row.id))
    meant = view.story.resolutions
    places = (m.span.start for m in view.story.mentions if m.id in meant and row.id in meant[m.id].characters)
    mentions = _by_scene(view, places)
    return [
        {
            "scene": scene.id,
            "start": scene.span.start,
            "end": scene.span.end,
            "lines": lines[scene.id],
            "mentions": mentions[scene.id],
            "present": StageRole.PRESENT in roles[scene.id],
        }
        for scene in view.story.scenes
        if scene.id in roles
    ]


def _by_scene(view: View, offsets: Iterable[int]) -> Counter[str]:
    scenes = (view.scene_at(offset) for offset in offsets)
    return Counter(scene.id for scene in scenes if scene is not None)


def _places(view: View, row: Character) -> list[Row]:
    """Where somebody is on stage, in order of the first scene."""
    found: dict[str, Row] = {}
    for scene in view.story.scenes:
        if scene.place and row.id in scene.present:
            place = found.setdefault(folded(scene.place), {"place": scene.place, "scenes": []})
            place["scenes"].append(scene.id)
    return list(found.values())


def _portrayal(view: View, row: Character) -> Row:
    words = [word for word in view.story.rows(Portrayal) if word.character == row.id]
    return {name: _counted(view, [word for word in words if word.role is role]) for name, role in _LISTS.items()}


def _counted(view: View, words: list[Portrayal]) -> list[Row]:
    """Each word once, the most frequent first, with its first place."""
    found: dict[str, Row] = {}
    for word in words:
        named = f"not {word.lemma}" if word.negated else word.lemma
        place = {"word": named, "count": 0, "block": view.block(word.span.start), "start": word.span.start}
        found.setdefault(named, place)["count"] += 1
    return sorted(found.values(), key=lambda one: (-one["count"], one["start"]))[:MOST_WORDS]


def card(view: View | None, given: str) -> Row:
    """A story in a few words, for the library; all counts are 0 for one that cannot be opened."""
    if view is None:
        counted = dict.fromkeys(("words", "quotes", "doubtful", "chapters", "characters"), 0)
        return {"id": given, "title": "", "authors": [], "name": "", **counted}
    doc = view.document
    return {
        "id": given,
        "title": doc.title,
        "authors": list(doc.authors),
        "name": doc.name,
        "words": view.words,
        "quotes": len(view.voiced),
        "doubtful": view.doubtful,
        "chapters": len(doc.chapters),
        "characters": len(view.story.characters),
    }
