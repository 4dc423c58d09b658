"""Rows of the scenes layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Record, Ref, SpanRecord
from diegesis.layers.characters.records import Character
from diegesis.spans import Span


class PovKind(StrEnum):
    """Through whose eyes a scene is told (focalisation)."""

    FIRST = "first"  #: by somebody who says *I*
    CLOSE_THIRD = "close_third"  #: in the third person, knowing what one person perceives and feels
    OMNISCIENT = "omniscient"  #: from outside, or knowing what everybody feels
    SHIFTING = "shifting"  #: from one head to another within the scene
    UNKNOWN = "unknown"


class Tense(StrEnum):
    """The tense the narration of a scene is told in."""

    PAST = "past"
    PRESENT = "present"
    MIXED = "mixed"


class SceneKind(StrEnum):
    """Where a scene stands to the story's now."""

    NOW = "now"
    FLASHBACK = "flashback"
    DREAM = "dream"
    DOCUMENT = "document"


class StageRole(StrEnum):
    """How somebody belongs to a scene."""

    PRESENT = "present"  #: on stage: acts, speaks, is seen
    MENTIONED = "mentioned"  #: named by the narration, not there
    SPOKEN_OF = "spoken_of"  #: named in somebody's words alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene(SpanRecord):
    """A stretch of one place, time, cast and point of view. Scenes tile the text from its first character to its last.

    ``confidence`` is the probability that a scene begins here.

    Attributes:
        place: where it happens, in the text's words; empty where nothing says. Carried forward when not restated.
        time: when, in the text's words; empty where nothing says.
        pov: through whose eyes; ``None`` for an omniscient or unknown one.
        pov_kind: of the point of view.
        tense: of the narration.
        kind: now, flashback, dream or document.
        present: who is on stage, in order of appearance.
        mentioned: who is named and not there.
        place_from, time_from: the words that say so; ``None`` where nothing does. They stand before the scene where
            carried forward.
        boundary: why a scene begins here, in words.
    """

    place: str = ""
    time: str = ""
    pov: Ref[Character] | None = None
    pov_kind: PovKind = PovKind.UNKNOWN
    tense: Tense = Tense.PAST
    kind: SceneKind = SceneKind.NOW
    present: tuple[Ref[Character], ...] = ()
    mentioned: tuple[Ref[Character], ...] = ()
    place_from: Span | None = None
    time_from: Span | None = None
    boundary: str = ""

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The words that say where and when, in text order."""
        return tuple(sorted(span for span in (self.place_from, self.time_from) if span is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance(Record):
    """Somebody in a scene: on stage, mentioned or spoken of. One row at most per person and scene.

    Attributes:
        scene: the scene.
        character: who.
        role: how.
        evidence: the first words that show it.
    """

    scene: Ref[Scene]
    character: Ref[Character]
    role: StageRole
    evidence: tuple[Span, ...] = ()
