"""Findings for programs: JSON, SARIF 2.1.0, annotations of GitHub Actions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from diegesis.check.choose import Passage, Shown
from diegesis.layers.findings.catalogue import CATALOGUE
from diegesis.layers.findings.records import Severity
from diegesis.story import Story
from diegesis.version import __version__

#: A draft's name, its story, and what is shown of it.
Checked = tuple[str, Story, Sequence[Shown]]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_json(checked: Sequence[Checked]) -> str:
    """An array with a row per finding, in order of the drafts and of the text; ends in a line feed."""
    rows = [_row(name, story, shown) for name, story, found in checked for shown in found]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def _row(name: str, story: Story, shown: Shown) -> dict[str, Any]:
    finding = shown.finding
    return {
        "file": name,
        "id": finding.id,
        "code": finding.code.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "suggestion": finding.suggestion or None,
        "confidence": round(finding.confidence, 4),
        "passages": [
            {
                "start": passage.span.start,
                "end": passage.span.end,
                "line": passage.line,
                "column": passage.column,
                "chapter": passage.chapter,
                "text": passage.span.of(story.document.text),
                "sentence": passage.sentence.of(story.document.text),
            }
            for passage in shown.passages
        ],
    }


def as_sarif(checked: Sequence[Checked]) -> str:
    """A SARIF 2.1.0 log, as code hosts and editors read it; ends in a line feed."""
    rules = [
        {
            "id": code.value,
            "shortDescription": {"text": entry.title},
            "fullDescription": {"text": entry.about},
            "defaultConfiguration": {"level": entry.severity.value},
        }
        for code, entry in CATALOGUE.items()
    ]
    results = [_result(name, story, shown) for name, story, found in checked for shown in found]
    driver = {"name": "diegesis", "semanticVersion": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def _result(name: str, story: Story, shown: Shown) -> dict[str, Any]:
    finding = shown.finding
    first, *others = [_location(name, story, passage) for passage in shown.passages]
    result = {
        "ruleId": finding.code.value,
        "ruleIndex": list(CATALOGUE).index(finding.code),
        "level": finding.severity.value,
        "message": {"text": _said(shown)},
        "locations": [first],
        "rank": round(100 * finding.confidence, 2),
        "partialFingerprints": {"diegesisFinding/v1": finding.id},
    }
    if others:
        result["relatedLocations"] = [{**place, "id": number} for number, place in enumerate(others, start=1)]
    return result


def _location(name: str, story: Story, passage: Passage) -> dict[str, Any]:
    region = {
        "startLine": passage.line,
        "startColumn": passage.column,
        "endLine": passage.end_line,
        "endColumn": passage.end_column,
        "charOffset": passage.span.start,
        "charLength": passage.span.length,
        "snippet": {"text": passage.span.of(story.document.text)},
    }
    return {"physicalLocation": {"artifactLocation": {"uri": name.replace("\\", "/")}, "region": region}}


def _said(shown: Shown) -> str:
    return f"{shown.finding.message} {shown.finding.suggestion}".strip()


def as_github(checked: Sequence[Checked]) -> str:
    """Workflow commands that GitHub Actions turns into annotations: one line per passage."""
    lines = []
    for name, _, found in checked:
        for shown in found:
            lines += [_annotation(name, shown, passage) for passage in shown.passages]
    return "".join(line + "\n" for line in lines)


def _annotation(name: str, shown: Shown, passage: Passage) -> str:
    properties = {
        "file": name.replace("\\", "/"),
        "line": str(passage.line),
        "endLine": str(passage.end_line),
        "col": str(passage.column),
        "title": f"diegesis {shown.finding.code.value}",
    }
    written = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{_GITHUB[shown.finding.severity]} {written}::{_escaped(_said(shown))}"


def _escaped(words: str, also: str = "") -> str:
    """Marks that a workflow command would take for its own, percent-encoded."""
    for mark in "%\r\n" + also:
        words = words.replace(mark, f"%{ord(mark):02X}")
    return words


#: How findings can be written, by the name that ``--format`` takes.
WRITERS = {"json": as_json, "sarif": as_sarif, "github": as_github}
