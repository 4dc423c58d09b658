"""The table of dialogues."""

from __future__ import annotations

import pytest

from tests.layers.speakers.cases import CASES, Case
from tests.layers.speakers.reading import Line, lines_of


def described(line: Line, wanted: str) -> str:
    """A line as the table writes it, as fully as the table asks."""
    if wanted == "?":
        return wanted
    speaker, asked, listeners = wanted.partition(" >")
    own = "?" if speaker == "?" else first_or_same(line.speaker, speaker)
    if not asked:
        return own
    named = [name for name in listeners.strip().split(", ") if name]
    found = [next((name for name in named if first_or_same(who, name) == name), who) for who in line.addressees]
    return f"{own} >" + "".join(f" {who}" for who in [", ".join(sorted(found))] if who)


def first_or_same(shown: str, wanted: str) -> str:
    """The wanted name where the shown one is a longer or a shorter form of it, article and case apart."""
    words, asked = shown.lower().split(), wanted.lower().split()
    plain = [word for word in words if word not in ("the", "a")]
    return wanted if plain and {*asked} - {"the", "a"} <= {*plain} else shown


def marked(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=case.fails)] if case.fails else []
    return pytest.param(case, id=case.about, marks=marks)


def test_the_table_has_its_size() -> None:
    assert len(CASES) >= 30
    assert len({case.about for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_speakers_and_addressees(case: Case) -> None:
    lines = lines_of(case.text)
    assert len(lines) == len(case.lines)
    assert [described(*pair) for pair in zip(lines, case.lines, strict=True)] == list(case.lines)
