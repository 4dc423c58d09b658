"""The table of casts."""

from __future__ import annotations

from functools import cache

import pytest

import diegesis
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.entities.records import MentionForm
from tests.layers.characters.cases import CASES, Case


@cache
def cast_of(text: str) -> tuple[str, ...]:
    """The cast of a text as the table writes it, aliases in alphabetical order, without the name in other letters."""
    story = diegesis.read_text(text)
    rows = []
    for character in story.rows(Character):
        rows_of = [alias for alias in story.aliases.get(character.id, ()) if alias.form is MentionForm.PROP]
        shown = {character.name.lower(), character.name.lower().removeprefix("the ")}
        aliases = sorted({alias.text for alias in rows_of if alias.text.lower() not in shown})
        said = f"{character.name} = {', '.join(aliases)} ({character.gender})".replace("=  ", "= ")
        said += f" {character.kind}" if character.kind is not CharacterKind.PERSON else ""
        rows.append(said + (" narrator" if character.narrator else ""))
    return tuple(sorted(rows))


def expected(case: Case) -> tuple[str, ...]:
    """The cast a case asks for, aliases in alphabetical order."""
    rows = []
    for row in case.cast:
        name, _, rest = row.partition(" = ")
        aliases, _, gender = rest.rpartition("(")
        listed = ", ".join(sorted(alias for alias in aliases.strip().split(", ") if alias))
        rows.append(f"{name} = {listed} ({gender}".replace("=  ", "= "))
    return tuple(sorted(rows))


def test_the_table_names_each_case_once() -> None:
    assert len({case.what for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_cast(case: Case, request: pytest.FixtureRequest) -> None:
    if case.fails:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case.fails))
    assert cast_of(case.text) == expected(case)
