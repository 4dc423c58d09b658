"""From a file or a string to a story, telling its progress as events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from diegesis.corrections import Correction, Resolved, Unplaced, resolve, unheeded
from diegesis.document import BlockKind, Document, build_document
from diegesis.errors import BadOption
from diegesis.layer import Clamp, Tables
from diegesis.layers.quotes.records import Quote
from diegesis.layers.register import registered
from diegesis.pipeline.order import run_order
from diegesis.sources import SourceText, open_source, source_from_text
from diegesis.story import Story

if TYPE_CHECKING:
    from diegesis.inference.model import Model
    from diegesis.inference.reading import Reading


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
    model: bool | str | Path = True,
    threads: int = 2,
    on_progress: OnProgress | None = None,
) -> Story:
    """Read a book from a file.

    Args:
        path: a .txt, .md, .html, .epub or .docx file, or an open binary stream.
        clamps: what a person has said (cast, merges, speakers), taken as fact.
        corrections: the same, from a corrections file; each finds its place in the text first, and what finds
            none is told by ``Story.unplaced``.
        options: a layer's options by the layer's name, such as ``{"speakers": SpeakerOptions(min_confidence=0.5)}``.
        model: whether the trained reader reads along; a folder for another one than the package's own. Without it
            rules decide alone.
        threads: of the reader, at least 1; the story is the same with any number.
        on_progress: called at the start of every stage.

    Returns:
        The story. What a long book takes: benchmarks/reports/speed.md, made by ``make bench``.

    Raises:
        SourceError: the file cannot be read as a book; the subclass and its code say why.
        ModelFileError: a file of the reader is absent or altered.
        BadOption: fewer than one thread.
    """
    _check_threads(threads)
    source = open_source(path)
    return read_source(
        source,
        clamps=clamps,
        corrections=corrections,
        options=options,
        model=model,
        threads=threads,
        on_progress=on_progress,
    )


def read_text(
    text: str,
    *,
    name: str = "text",
    clamps: Sequence[Clamp] = (),
    corrections: Sequence[Correction] = (),
    options: Mapping[str, Any] | None = None,
    model: bool | str | Path = True,
    threads: int = 2,
    on_progress: OnProgress | None = None,
) -> Story:
    """Read a story from a string of plain text; any string works, the empty one too. See ``read``."""
    source = source_from_text(text, name=name)
    return read_source(
        source,
        clamps=clamps,
        corrections=corrections,
        options=options,
        model=model,
        threads=threads,
        on_progress=on_progress,
    )


def read_source(
    source: SourceText,
    *,
    clamps: Sequence[Clamp] = (),
    corrections: Sequence[Correction] = (),
    options: Mapping[str, Any] | None = None,
    model: bool | str | Path = True,
    threads: int = 2,
    on_progress: OnProgress | None = None,
) -> Story:
    """Read a story from a source text. See ``read``."""
    _check_threads(threads)
    reader = _model(None if model is False else "" if model is True else model)
    stages = _Stages(on_progress, len(registered()) + 1 + (reader is not None))
    stages.begin("document")
    document = build_document(source)
    run = _run(document, clamps, corrections, options or {}, reader, stages, threads=threads)
    stages.begin("done")
    models = {} if reader is None else {reader.card.name: reader.card.version}
    return Story(document, run.tables, models=models, unplaced=tuple(map(str, run.unplaced)))


def annotate_document(
    document: Document,
    *,
    clamps: Sequence[Clamp] = (),
    options: Mapping[str, Any] | None = None,
    model: bool | str | Path = True,
    threads: int = 2,
    on_progress: OnProgress | None = None,
) -> Tables:
    """Run every layer over a document and return all tables. Arguments and errors as in ``read``."""
    return run_layers(
        document, clamps=clamps, options=options, model=model, threads=threads, on_progress=on_progress
    ).tables


class Run(NamedTuple):
    """All tables, the corrections that found no place, and what the reader saw (``None`` without one)."""

    tables: Tables
    unplaced: tuple[Unplaced, ...]
    encoded: Reading | None


def run_layers(
    document: Document,
    *,
    clamps: Sequence[Clamp] = (),
    corrections: Sequence[Correction] = (),
    options: Mapping[str, Any] | None = None,
    model: bool | str | Path = True,
    threads: int = 2,
    on_progress: OnProgress | None = None,
) -> Run:
    """Run every layer, and the reader once the quotes are known. Arguments and errors as in ``read``."""
    _check_threads(threads)
    reader = _model(None if model is False else "" if model is True else model)
    stages = _Stages(on_progress, len(registered()) + 1 + (reader is not None), number=1)
    return _run(document, clamps, corrections, options or {}, reader, stages, threads=threads)


class _Stages:
    """Numbers the stages and tells when one begins."""

    def __init__(self, on_progress: OnProgress | None, total: int, *, number: int = 0) -> None:
        self._report = on_progress or (lambda _: None)
        self._total = total
        self._number = number

    def begin(self, stage: str) -> None:
        self._number += 1
        self._report(Progress(stage, self._number, self._total))


def _run(
    document: Document,
    clamps: Sequence[Clamp],
    corrections: Sequence[Correction],
    options: Mapping[str, Any],
    reader: Model | None,
    stages: _Stages,
    *,
    threads: int,
) -> Run:
    """All tables.

    Corrections point at quotes, so they become clamps as soon as there are quotes, and hold for all later layers.
    """
    tables = Tables()
    encoded: Reading | None = None
    resolved = Resolved((), ())
    for layer in run_order(registered()):
        stages.begin(layer.name)
        own = options.get(layer.name) or (layer.options() if layer.options else None)
        rows = layer.annotate(document, tables, encoded=encoded, clamps=tuple(clamps), options=own)
        tables = tables.extended(layer.makes, rows)
        if Quote in layer.makes and reader is not None:
            stages.begin("reader")
            encoded = _encode(document, tables.rows(Quote), reader, threads=threads)
        if corrections and Quote in layer.makes:
            resolved = resolve(corrections, document, tables.rows(Quote), clamps=clamps)
            clamps = (*clamps, *resolved.clamps)
    unplaced = (*resolved.unplaced, *unheeded(resolved.placed, tables))
    return Run(tables, tuple(sorted(unplaced, key=lambda one: one.correction.line)), encoded)


def _check_threads(threads: int) -> None:
    """Refuse fewer than one."""
    if threads < 1:
        raise BadOption(f"{threads} threads cannot read anything.", hint="Give 1 or more.")


def _model(given: str | Path | None) -> Model | None:
    """The reader in a folder, an empty one standing for the package's own; ``None`` for rules alone."""
    if given is None:
        return None
    from diegesis.inference.model import load_model

    return load_model(str(given))


def _encode(document: Document, quotes: Sequence[Quote], model: Model, *, threads: int) -> Reading | None:
    """Let the reader read: once, when the quotes are known, so that it sees what is inside marks."""
    from diegesis.inference.reading import read_pieces

    return read_pieces(
        model,
        document.text,
        quotes=[quote.span for quote in quotes],
        paragraphs=[block.span.start for block in document.blocks if block.kind is not BlockKind.SCENE_BREAK],
        threads=threads,
    )
