"""Speakers whom the cast had not: who they are follows from the corrections that hold, not from how they came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from diegesis import read_text
from diegesis.corrections import parse_correction
from diegesis.export import render
from diegesis.pipeline.session import Session
from diegesis.story import Story

TEXT = """Ann Marsh came in. “Are you well?” said Ann.

“Yes.”

“No,” said Peter Vale. He looked at the old house.

Ann sat down by the fire. “We must go,” she said to Peter.

Peter Vale walked to the town with Ann. “It is cold today,” said Peter.
"""
GO = {"text": "We must go"}
#: Corrections under which somebody is a stranger for a while, or only before others were heard.
RUNS: list[list[dict[str, Any]]] = [
    [
        {"do": "speaker", "quote": GO, "speaker": "the old house", "addressees": ["the fire"]},
        {"do": "kind", "quote": {"text": "Yes."}, "kind": "speech"},
        {"do": "speaker", "quote": GO, "speaker": None},
    ],
    [
        {"do": "merge", "names": ["Zoe Quill", "the town"]},
        {"do": "speaker", "quote": {"text": "Yes."}, "speaker": "the town"},
        {"do": "speaker", "quote": {"text": "Yes."}, "speaker": "Zoe Quill"},
    ],
    [
        {"do": "speaker", "quote": {"text": "Yes."}, "speaker": "the town"},
        {"do": "alias", "alias": "the town", "name": "Ann"},
        {"do": "person", "name": "Ann", "gender": "F"},
    ],
]


@pytest.mark.parametrize("rows", RUNS)
def test_a_story_is_the_same_corrected_at_once_one_by_one_and_from_its_file(
    rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    said = [parse_correction({"id": f"k{at}", **row}, line=at) for at, row in enumerate(rows, start=1)]
    at_once = read_text(TEXT, model=False, corrections=said)
    one_by_one = Session.of(read_text(TEXT, model=False))
    opened, path = read_text(TEXT, model=False), tmp_path / "a.story"
    for correction in said:
        one_by_one.correct([correction])
        opened.save(path)
        opened = Session.of(Story.open(path)).correct([correction]).story
    assert render(one_by_one.story, "json") == render(at_once, "json")
    assert render(opened, "json") == render(at_once, "json")
    at_once.save(tmp_path / "b.story")
    opened.save(path)
    assert path.read_bytes() == (tmp_path / "b.story").read_bytes()
