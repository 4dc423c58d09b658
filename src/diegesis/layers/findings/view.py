"""What the detectors look at, and what they return."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from diegesis.document import Document
from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.scenes.records import Scene
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span, SpanIndex
from diegesis.views.clauses import Clauses
from diegesis.views.people import People

_OFFICE = re.compile(r"\b(?P<name>[A-Z][\w’-]+),? (?:the|our) (?P<noun>[a-z]{4,})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A finding without its id. See ``Finding``."""

    code: Code
    severity: Severity
    message: str
    evidence: tuple[Span, ...]
    confidence: float
    suggestion: str = ""


class View:
    """One document with its tables, as the detectors see it.

    Args:
        document: the text.
        tables: those of all other layers; an absent one counts as empty.
    """

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document = document
        self.text = document.text
        self.tables = tables
        self.scenes = tables.rows(Scene)
        self._scenes = SpanIndex([scene.span for scene in self.scenes])

    @cached_property
    def people(self) -> People:
        """Whom words mean and who speaks."""
        return People(self.tables)

    @cached_property
    def clauses(self) -> Clauses:
        """Sentences as trees; empty without a model."""
        return Clauses(self.tables.rows(Sentence))

    @cached_property
    def offices(self) -> dict[str, Ref[Character]]:
        """Whom a noun means that is given to one name alone: *Ned Hale the boatswain*."""
        found: dict[str, set[Ref[Character]]] = {}
        for match in _OFFICE.finditer(self.text):
            mention = self.people.mention_at(Span(*match.span("name")))
            who = None if mention is None or mention.form is not MentionForm.PROP else self.people.only(mention)
            if who is not None:
                found.setdefault(match.group("noun"), set()).add(who)
        return {noun: next(iter(whom)) for noun, whom in found.items() if len(whom) == 1}

    def scene_at(self, offset: int) -> Scene | None:
        """The scene that holds an offset; ``None`` where there are no scenes."""
        position = self._scenes.at(offset)
        return None if position is None else self.scenes[position]


Detector = Callable[[View], Iterable[Draft]]
