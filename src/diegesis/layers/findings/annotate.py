"""Runs the detectors over a document."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, RejectedFinding, Tables, is_rejected, stable_ids
from diegesis.layers.findings.attributes import ATTRIBUTES
from diegesis.layers.findings.naming import NAMING
from diegesis.layers.findings.reckoning import RECKONING
from diegesis.layers.findings.records import Finding
from diegesis.layers.findings.staging import STAGING
from diegesis.layers.findings.telling import TELLING
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.layers.findings.wording import WORDING
from diegesis.layers.scenes.records import Scene
from diegesis.layers.syntax.records import Sentence
from diegesis.layers.tags.records import Tag
from diegesis.spans import Span
from diegesis.views.people import PEOPLE

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
    kept = (draft for draft in best.values() if not _is_rejected(draft, clamps))
    drafts = sorted(kept, key=lambda draft: (draft.evidence, draft.code.value))
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


def _is_rejected(draft: Draft, clamps: Sequence[Clamp]) -> bool:
    """Whether a person said that a finding is none. It may be called by its code or its message."""
    words = (draft.code.value, draft.message, _sentence(draft.message))
    return is_rejected(RejectedFinding, draft.evidence, words, clamps)


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
    needs=(*PEOPLE, Tag, Sentence, Scene),
    annotate=annotate,
    heeds=(RejectedFinding,),
)
