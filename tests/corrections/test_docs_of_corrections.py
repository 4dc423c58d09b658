"""The examples of ``docs/corrections.md`` can be used as they are."""

from __future__ import annotations

import json
import re

from diegesis.corrections import parse_cast, parse_correction, parse_corrections
from diegesis.corrections.parse import EXAMPLES
from diegesis.layer import CastMember
from tests.architecture.source import ROOT


def example(language: str) -> str:
    page = (ROOT / "docs/corrections.md").read_text(encoding="utf-8")
    [found] = re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_cast_file() -> None:
    assert parse_cast(example("toml")) == (
        CastMember("Ragnhild Moe", aliases=("Ranni", "Miss Moe"), pronouns="she/her"),
        CastMember("Jory", narrator=True),
    )


def test_the_corrections_file() -> None:
    kinds = [type(row.does).__name__ for row in parse_corrections(example("jsonl"))]
    assert set(kinds) == {type(parse_correction(json.loads(row)).does).__name__ for row in EXAMPLES.values()}
