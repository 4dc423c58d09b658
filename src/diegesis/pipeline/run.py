"""From a file or a string to a story, telling its progress as events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from diegesis.corrections import Correction
from diegesis.document import Document, build_document
from diegesis.errors import BadOption
from diegesis.layer import Clamp, Tables
from diegesis.layers.register import registered
from diegesis.pipeline.maker import Maker, Run
from diegesis.pipeline.stages import OnProgress, Progress, Stages
from diegesis.sources import SourceText, open_source, source_from_text
from diegesis.story import Given, Story

if TYPE_CHECKING:
    from diegesis.inference.model import Model

__all__ = [
    "OnProgress",
    "Progress",
    "Run",
    "annotate_document",
    "made_story",
    "maker_of",
    "read",
    "read_source",
    "read_text",
    "run_layers",
]


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
    maker = maker_of(options=options, model=model, threads=threads, clamps=clamps)
    stages = Stages(on_progress, maker.stages + 1)
    stages.begin("document")
    maker.document = build_document(source)
    story = made_story(maker, maker.make(corrections, stages), corrections)
    stages.done()
    return story


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
    maker = maker_of(document, options=options, model=model, threads=threads, clamps=clamps)
    return maker.make(corrections, Stages(on_progress, maker.stages + 1, number=1))


def maker_of(
    document: Document | None = None,
    *,
    clamps: Sequence[Clamp] = (),
    options: Mapping[str, Any] | None = None,
    model: bool | str | Path = True,
    threads: int = 2,
) -> Maker:
    """What makes the tables of a document (which may be given later). Arguments and errors as in ``read``."""
    _check_threads(threads)
    reader = _model(None if model is False else "" if model is True else model)
    return Maker(
        document or Document(text=""), registered(), clamps=clamps, options=options, model=reader, threads=threads
    )


def made_story(maker: Maker, run: Run, corrections: Sequence[Correction]) -> Story:
    """The story of a run."""
    models = {} if maker.model is None else {maker.model.card.name: maker.model.card.version}
    given = Given(maker.clamps, tuple(corrections), maker.options, run.strangers)
    return Story(maker.document, run.tables, models=models, unplaced=tuple(map(str, run.unplaced)), given=given)


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
