"""Runs the detectors over a document."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Tables, stable_ids
from diegesis.layers.characters.records import Character, Narration
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.deixis.records import Indication
from diegesis.layers.entities.records import Mention
from diegesis.layers.facts.records import Fact
from diegesis.layers.findings.attributes import ATTRIBUTES
from diegesis.layers.findings.naming import NAMING
from diegesis.layers.findings.reckoning import RECKONING
from diegesis.layers.findings.records import Finding
from diegesis.layers.findings.staging import STAGING
from diegesis.layers.findings.telling import TELLING
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.layers.findings.wording import WORDING
from diegesis.layers.quotes.records import MarkDamage, Quote
from diegesis.layers.relationships.records import Relationship
from diegesis.layers.scenes.records import Appearance, Scene
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.syntax.records import Sentence
from diegesis.layers.tags.records import Tag
from diegesis.layers.timeline.records import Event, SceneTime, TimeExpression
from diegesis.spans import Span

DETECTORS: tuple[Detector, ...] = (*WORDING, *NAMING, *TELLING, *ATTRIBUTES, *RECKONING, *STAGING)


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: object = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> tuple[Finding, ...]:
    """Everything the detectors find, in order of the first passage; of equal findings the surest stays."""
    view = View(document, tables)
    best: dict[tuple[str, tuple[Span, ...]], Draft] = {}
    for detector in DETECTORS:
        for draft in detector(view):
            key = (draft.code.value, draft.evidence)
            if key not in best or best[key].confidence < draft.confidence:
                best[key] = draft
    drafts = sorted(best.values(), key=lambda draft: (draft.evidence, draft.code.value))
    ids = stable_ids("n", document, [draft.evidence[0] for draft in drafts])
    return tuple(
        Finding(
            id=name,
            code=draft.code,
            severity=draft.severity,
            message=_sentence(draft.message),
            suggestion=_sentence(draft.suggestion),
            evidence=draft.evidence,
            confidence=draft.confidence,
        )
        for name, draft in zip(ids, drafts, strict=True)
    )


def _sentence(words: str) -> str:
    """Words with a capital before and a stop behind.

    >>> _sentence("close the speech")
    'Close the speech.'
    """
    ended = words if not words or words.endswith((".", "!", "?")) else f"{words}."
    return ended[:1].upper() + ended[1:]


LAYER = Layer(
    name="findings",
    makes=(Finding,),
    needs=(
        Quote,
        MarkDamage,
        Mention,
        Resolution,
        Indication,
        Character,
        Narration,
        Attribution,
        Tag,
        Sentence,
        Scene,
        Appearance,
        Relationship,
        Fact,
        Event,
        SceneTime,
        TimeExpression,
    ),
    annotate=annotate,
)
