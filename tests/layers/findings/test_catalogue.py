"""Every code is described, and its own example is found by it."""

from __future__ import annotations

import pytest

from diegesis import read_text
from diegesis.layers.findings.catalogue import CATALOGUE
from diegesis.layers.findings.records import SHOWN, Code

#: Codes that are shown on demand, from this probability on.
ON_DEMAND: dict[Code, float] = {}


def codes(text: str, least: float = SHOWN) -> set[Code]:
    """The codes shown for a text, read as a user's draft is."""
    return {row.code for row in read_text(text).findings if row.confidence >= least}


def test_the_catalogue_has_every_code_in_order() -> None:
    assert list(CATALOGUE) == list(Code)


@pytest.mark.parametrize("code", CATALOGUE, ids=str)
def test_the_example_is_found_by_its_code_alone(code: Code) -> None:
    assert codes(CATALOGUE[code].wrong, ON_DEMAND.get(code, SHOWN)) == {code}


@pytest.mark.parametrize("code", CATALOGUE, ids=str)
def test_the_mended_example_is_clean(code: Code) -> None:
    assert codes(CATALOGUE[code].right) == set()
