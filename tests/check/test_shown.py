"""Which findings are shown, where their passages stand, and the forms for programs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from diegesis.check import Ignored, Settings, shown_findings
from diegesis.check.formats import as_github, as_json, as_sarif
from diegesis.layers.findings.records import Code
from tests.check.made_drafts import TEXT, made_draft


def shown_ids(**settings: Any) -> list[str]:
    return [row.finding.id for row in shown_findings(made_draft(), Settings(**settings))]


@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        ({}, ["n-1", "n-3"]),
        ({"min_confidence": 0.2}, ["n-1", "n-2", "n-3"]),
        ({"min_confidence": 0.85}, ["n-3"]),
        ({"select": frozenset({Code.EYE_COLOUR, Code.POV_SLIP})}, ["n-1"]),
        ({"ignore": frozenset({Code.EYE_COLOUR})}, ["n-3"]),
        ({"ignored": (Ignored(id="n-3"),)}, ["n-1"]),
        ({"ignored": (Ignored(code=Code.EYE_COLOUR, words="eyes were BROWN"),)}, ["n-3"]),
    ],
)
def test_the_settings_choose(settings: dict[str, Any], ids: list[str]) -> None:
    assert shown_ids(**settings) == ids


def test_lines_and_columns_count_from_one_over_every_line_end() -> None:
    [clash, twice] = shown_findings(made_draft(), Settings())
    lines = TEXT.replace("\r\n", "\n").split("\n")
    for passage, word in zip([*clash.passages, *twice.passages], ("green", "brown", "the the"), strict=True):
        assert lines[passage.line - 1][passage.column - 1 :].startswith(word)
        assert (passage.end_line, passage.end_column) == (passage.line, passage.column + len(word))
    assert clash.passages[0].sentence.of(TEXT) == "Her eyes were green."


def test_json_has_every_passage() -> None:
    [row, _] = json.loads(as_json([("d.txt", made_draft(), shown_findings(made_draft(), Settings()))]))
    assert (row["file"], row["code"], row["severity"], row["confidence"]) == ("d.txt", "eye_colour", "error", 0.8)
    assert [passage["text"] for passage in row["passages"]] == ["green", "brown"]
    assert all(TEXT[p["start"] : p["end"]] == p["text"] for p in row["passages"])


def test_sarif_has_rules_places_and_fingerprints() -> None:
    found = shown_findings(made_draft(), Settings())
    log = json.loads(as_sarif([("a\\d.txt", made_draft(), found)]))
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert [rule["id"] for rule in rules] == [code.value for code in Code]
    clash, twice = run["results"]
    assert rules[clash["ruleIndex"]]["id"] == clash["ruleId"] == "eye_colour"
    assert clash["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a/d.txt"
    assert clash["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "green"
    assert clash["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 5
    assert (clash["level"], clash["rank"]) == ("error", 80.0)
    assert clash["partialFingerprints"] == {"diegesisFinding/v1": "n-1"}
    assert "relatedLocations" not in twice


def test_github_gets_a_line_per_passage_with_marks_escaped() -> None:
    lines = as_github([("a:b,c.txt", made_draft(), shown_findings(made_draft(), Settings()))]).splitlines()
    assert len(lines) == 3
    assert lines[0] == (
        "::error file=a%3Ab%2Cc.txt,line=3,endLine=3,col=15,title=diegesis eye_colour::"
        "Her eyes are green here%0Aand brown there. Choose one."
    )
    assert lines[2].startswith("::warning file=")
