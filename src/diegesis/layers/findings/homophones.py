"""Words written for others that sound the same: a closed list of both, with the neighbours that decide."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.findings.patterns import Pattern, matches
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.surface import Surface
from diegesis.layers.findings.view import Draft

#: Narration that only tells (1) and speech, in which a writer may spell as people talk (0).
_SURE, _SPOKEN = 0.9, 0.7


def find_homophones(surface: Surface) -> Iterator[Draft]:
    """Every word of the list among the neighbours that make it wrong, once each."""
    for at, pattern in matches(surface, "homophones"):
        yield _draft(surface, at, pattern)


def _draft(surface: Surface, at: int, pattern: Pattern) -> Draft:
    span = surface.spans[at]
    wrong = span.of(surface.text)
    return Draft(
        code=Code.HOMOPHONE,
        severity=Severity.ERROR,
        message=f"“{wrong}” stands where “{pattern.right}” is meant; the two sound alike",
        suggestion=f"write “{pattern.right}”",
        evidence=(span,),
        confidence=_SURE if surface.told[at] else _SPOKEN,
    )
