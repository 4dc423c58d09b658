"""From a file or a string to a story, telling its progress as events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from diegesis.corrections import Correction, Resolved, Unplaced, resolve, unheeded
from diegesis.document import Document, build_document
from diegesis.layer import Clamp, Tables
from diegesis.layers.quotes.records import Quote
from diegesis.layers.register import registered
from diegesis.pipeline.order import run_order
from diegesis.sources import SourceText, open_source, source_from_text
from diegesis.story import Story


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage began: ``number`` (from 1) of ``total``; ``number == total + 1`` with stage ``done`` ends the run."""

    stage: str
    number: int
    total: int


OnProgress = Callable[[Progress], None]


def read(
    path: str | Path | BinaryIO,
    *,
    clamps: Sequence[Clamp] = (),
    corrections: Sequence[Correction] = (),
    options: Mapping[str, Any] | None = None,
    on_progress: OnProgress | None = None,
) -> Story:
    """Read a book from a file.

    Args:
        path: a .txt, .md, .html, .epub or .docx file, or an open binary stream.
        clamps: what a person has said (cast, merges, speakers), taken as fact.
        corrections: the same, from a corrections file; each finds its place in the text first, and what finds
            none is told by ``Story.unplaced``.
        options: a layer's options by the layer's name, such as ``{"speakers": SpeakerOptions(min_confidence=0.5)}``.
        on_progress: called at the start of every stage.

    Returns:
        The story; about 5 seconds per 100,000 words.

    Raises:
        SourceError: the file cannot be read as a book; the subclass and its code say why.
    """
    source = open_source(path)
    return read_source(source, clamps=clamps, corrections=corrections, options=options, on_progress=on_progress)


def read_text(
    text: str,
    *,
    name: str = "text",
    clamps: Sequence[Clamp] = (),
    corrections: Sequence[Correction] = (),
    options: Mapping[str, Any] | None = None,
    on_progress: OnProgress | None = None,
) -> Story:
    """Read a story from a string of plain text; any string works, the empty one too. See ``read``."""
    source = source_from_text(text, name=name)
    return read_source(source, clamps=clamps, corrections=corrections, options=options, on_progress=on_progress)


def read_source(
    source: SourceText,
    *,
    clamps: Sequence[Clamp] = (),
    corrections: Sequence[Correction] = (),
    options: Mapping[str, Any] | None = None,
    on_progress: OnProgress | None = None,
) -> Story:
    """Read a story from a source text. See ``read``."""
    report = on_progress or (lambda _: None)
    total = len(registered()) + 1
    report(Progress("document", 1, total))
    document = build_document(source)
    tables, unplaced = _run_layers(document, clamps, corrections, options or {}, report)
    report(Progress("done", total + 1, total))
    return Story(document, tables, unplaced=tuple(map(str, unplaced)))


def annotate_document(
    document: Document,
    *,
    clamps: Sequence[Clamp] = (),
    options: Mapping[str, Any] | None = None,
    on_progress: OnProgress | None = None,
) -> Tables:
    """Run every layer over a document and return all tables."""
    return _run_layers(document, clamps, (), options or {}, on_progress or (lambda _: None))[0]


def _run_layers(
    document: Document,
    clamps: Sequence[Clamp],
    corrections: Sequence[Correction],
    options: Mapping[str, Any],
    report: OnProgress,
) -> tuple[Tables, tuple[Unplaced, ...]]:
    """All tables, and the corrections that found no place.

    Corrections point at quotes, so they become clamps as soon as there are quotes, and hold for all later layers.
    """
    layers = run_order(registered())
    tables = Tables()
    resolved = Resolved((), ())
    for number, layer in enumerate(layers, start=2):
        report(Progress(layer.name, number, len(layers) + 1))
        own = options.get(layer.name) or (layer.options() if layer.options else None)
        rows = layer.annotate(document, tables, encoded=None, clamps=tuple(clamps), options=own)
        tables = tables.extended(layer.makes, rows)
        if corrections and Quote in layer.makes:
            resolved = resolve(corrections, document, tables.rows(Quote), clamps=clamps)
            clamps = (*clamps, *resolved.clamps)
    unplaced = (*resolved.unplaced, *unheeded(resolved.placed, tables))
    return tables, tuple(sorted(unplaced, key=lambda one: one.correction.line))
