"""A comparison as Markdown and as JSON."""

from __future__ import annotations

import json
from typing import Any

from diegesis.bible.markdown import render as render_page
from diegesis.bible.model import Sheet, SheetTie
from diegesis.bible.page import Block, Item, Items, Page, Para, Row, Run, Runs, Section, Table, dim, plain, strong
from diegesis.bible.wording import LABELS, ROLES, counted, listed, percent
from diegesis.compare.model import Comparison, Difference, SharedPerson

FORMAT = "diegesis-comparison/1"
#: Portrayal words, values of one attribute and names of one story that are shown.
_MOST_WORDS = 8
_MOST_VALUES = 4
_MOST_NAMES = 40
_MISSING = "—"


def label_of(difference: Difference) -> str:
    """What a difference is about, in words."""
    return LABELS[difference.attribute] if difference.attribute is not None else "Pronouns"


def portrait(person: SharedPerson, comparison: Comparison) -> list[tuple[str, tuple[str, ...], str]]:
    """How each story portrays somebody, line by line: label, a cell per story, and how the line differs.

    The last is ``differs`` for what should not change, ``changes`` for what may, and empty otherwise. An empty cell
    says nothing; ``—`` stands where the person is not in the story.
    """
    marks = {label_of(row): "differs" if row.lasting else "changes" for row in person.differences}
    rows: list[tuple[str, list[str]]] = [
        ("Called", [_called(sheet) for sheet in person.sheets]),
        ("Pronouns", [_cell(sheet, sheet.pronouns if sheet else "") for sheet in person.sheets]),
        ("Lines", [_lines(sheet) for sheet in person.sheets]),
    ]
    for attribute, label in LABELS.items():
        told = [_values(sheet, attribute.value) for sheet in person.sheets]
        rows.append((label, told))
    names = [bible.names for bible in comparison.bibles]
    rows.append(("Ties", [_ties(sheet, known) for sheet, known in zip(person.sheets, names, strict=True)]))
    for label in ROLES.values():
        rows.append((label, [_words(sheet, label) for sheet in person.sheets]))
    return [
        (label, tuple(cells), marks.get(label, ""))
        for label, cells in rows
        if any(cell not in ("", _MISSING) for cell in cells)
    ]


def _cell(sheet: Sheet | None, words: str) -> str:
    return _MISSING if sheet is None else words


def _called(sheet: Sheet | None) -> str:
    if sheet is None:
        return _MISSING
    return listed([sheet.name, *(words for words, _ in sheet.aliases)], most=_MOST_VALUES)


def _lines(sheet: Sheet | None) -> str:
    if sheet is None:
        return _MISSING
    said = f"{counted(sheet.lines, 'line')} ({percent(sheet.speech)} of what is said), " if sheet.lines else ""
    return f"{said}{counted(sheet.mentions, 'mention')}"


def _values(sheet: Sheet | None, attribute: str) -> str:
    if sheet is None:
        return _MISSING
    found = [trait for trait in sheet.traits if trait.attribute.value == attribute]
    return listed([f"{row.words} ({row.note})" if row.note else row.words for row in found], most=_MOST_VALUES)


def _ties(sheet: Sheet | None, names: Any) -> str:
    if sheet is None:
        return _MISSING
    return listed([f"{tie.role}: {names[tie.other]}" for tie in sheet.ties], most=_MOST_VALUES)


def _words(sheet: Sheet | None, label: str) -> str:
    if sheet is None:
        return _MISSING
    return listed([word.words for row in sheet.lists if row.label == label for word in row.words][:_MOST_WORDS])


# ---------------------------------------------------------------------------------------------- Markdown


def render_markdown(comparison: Comparison) -> str:
    """The comparison as Markdown; ends in a line feed."""
    title = " and ".join(comparison.labels) if len(comparison.labels) == 2 else listed(comparison.labels)
    found = sum(row.lasting for person in comparison.people for row in person.differences)
    size = f"{counted(len(comparison.people), 'person', 'people')} in common, {counted(found, 'contradiction')}."
    sections = [_contradictions(comparison), *(_person(person, comparison) for person in comparison.people)]
    sections += [_shared_ties(comparison), *_alone(comparison)]
    there = tuple(section for section in sections if section is not None)
    return render_page(Page(title=title, under=((plain(size),),), sections=there))


def _contradictions(comparison: Comparison) -> Section | None:
    items = []
    for person in comparison.people:
        for row in person.differences:
            if row.lasting:
                told = zip(comparison.labels, row.values, strict=True)
                parts = [f"{label}: {listed(values)}" for label, values in told if values]
                what = f"{person.name}, {label_of(row).lower()}"
                items.append(Item(runs=(strong(what), plain(f" — {'; '.join(parts)}"))))
    blocks: tuple[Block, ...] = (Items(items=tuple(items)),)
    return Section(title="What contradicts", anchor="contradictions", level=2, blocks=blocks) if items else None


def _person(person: SharedPerson, comparison: Comparison) -> Section:
    rows = []
    for label, cells, mark in portrait(person, comparison):
        head: Runs = (strong(label), dim(f" ({mark})")) if mark else (plain(label),)
        rows.append(Row(cells=(head, *(((strong if mark else plain)(cell),) for cell in cells))))
    note = Para(runs=(dim(f"Names agree to {percent(person.score)}: {person.why}."),))
    table = Table(head=("", *comparison.labels), rows=tuple(rows))
    return Section(title=person.name, anchor="", level=2, blocks=(note, table))


def _shared_ties(comparison: Comparison) -> Section | None:
    if not comparison.ties:
        return None
    rows = []
    for tie in comparison.ties:
        pair = f"{comparison.people[tie.a].name} and {comparison.people[tie.b].name}"
        cells = tuple((Run(listed(words)),) for words in tie.kinds)
        rows.append(Row(cells=((strong(pair), dim(" (differs)" if tie.differs else "")), *cells)))
    table = Table(head=("", *comparison.labels), rows=tuple(rows))
    return Section(title="Ties between them", anchor="ties", level=2, blocks=(table,))


def _alone(comparison: Comparison) -> list[Section]:
    return [
        Section(
            title=f"Only in {label}",
            anchor="",
            level=2,
            blocks=(Para(runs=(plain(listed([sheet.name for sheet in people], most=_MOST_NAMES)),)),),
        )
        for label, people in zip(comparison.labels, comparison.only, strict=True)
        if people
    ]


# -------------------------------------------------------------------------------------------------- JSON


def render_json(comparison: Comparison) -> str:
    """The comparison as one JSON object; ends in a line feed."""
    content = {
        "format": FORMAT,
        "stories": list(comparison.labels),
        "people": [_person_row(person, comparison) for person in comparison.people],
        "only": [[sheet.name for sheet in people] for people in comparison.only],
        "ties": [
            {
                "a": comparison.people[tie.a].name,
                "b": comparison.people[tie.b].name,
                "stories": [list(words) for words in tie.kinds],
                "differs": tie.differs,
            }
            for tie in comparison.ties
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def _person_row(person: SharedPerson, comparison: Comparison) -> dict[str, Any]:
    names = [bible.names for bible in comparison.bibles]
    return {
        "name": person.name,
        "score": person.score,
        "why": person.why,
        "differences": [
            {
                "attribute": "pronouns" if row.attribute is None else row.attribute.value,
                "lasting": row.lasting,
                "stories": [list(values) for values in row.values],
            }
            for row in person.differences
        ],
        "stories": [
            None if sheet is None else _sheet_row(sheet, known)
            for sheet, known in zip(person.sheets, names, strict=True)
        ],
    }


def _sheet_row(sheet: Sheet, names: Any) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "aliases": [words for words, _ in sheet.aliases],
        "pronouns": sheet.pronouns,
        "lines": sheet.lines,
        "mentions": sheet.mentions,
        "facts": [
            {
                "attribute": trait.attribute.value,
                "value": trait.words,
                "note": trait.note,
                "confidence": round(trait.sure, 4),
            }
            for trait in sheet.traits
        ],
        "words": {row.label.lower(): [word.words for word in row.words] for row in sheet.lists},
        "ties": [_tie_row(tie, names) for tie in sheet.ties],
    }


def _tie_row(tie: SheetTie, names: Any) -> dict[str, Any]:
    return {"role": tie.role, "other": names[tie.other], "confidence": round(tie.sure, 4)}
