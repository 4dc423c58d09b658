"""A draft with three findings, written by hand."""

from __future__ import annotations

from diegesis.layer import Tables
from diegesis.layers.findings.records import Code, Finding, Severity
from diegesis.story import Story
from diegesis.testing import document
from tests.story.made import place

TEXT = "One\r\n\r\nHer eyes were green. He sat.\n\nHer eyes were brown, 100%:\nso he said, the the end.\n"


def made_draft() -> Story:
    """The draft as a story."""
    clash = Finding(
        id="n-1",
        code=Code.EYE_COLOUR,
        severity=Severity.ERROR,
        message="Her eyes are green here\nand brown there.",
        suggestion="Choose one.",
        evidence=(place(TEXT, "green"), place(TEXT, "brown")),
        confidence=0.8,
    )
    unsure = Finding(
        id="n-2",
        code=Code.POV_SLIP,
        severity=Severity.NOTE,
        message="He feels.",
        evidence=(place(TEXT, "He sat."),),
        confidence=0.3,
    )
    twice = Finding(
        id="n-3",
        code=Code.REPEATED_WORD,
        severity=Severity.WARNING,
        message="“the” stands twice.",
        evidence=(place(TEXT, "the the"),),
        confidence=0.9,
    )
    return Story(document(TEXT), Tables({Finding: [clash, unsure, twice]}))
