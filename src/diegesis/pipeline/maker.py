"""Makes the tables of a document, again and again: a layer runs when what it looks at is not as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from diegesis.corrections import Correction, Resolved, Unplaced, resolve, unheeded, unknown_speakers
from diegesis.document import BlockKind, Document
from diegesis.layer import CastMember, Clamp, Layer, Record, SpokenBy, Tables
from diegesis.layers.quotes.records import Quote
from diegesis.pipeline.order import run_order
from diegesis.pipeline.stages import Stages

if TYPE_CHECKING:
    from diegesis.inference.model import Model
    from diegesis.inference.reading import Reading


class Run(NamedTuple):
    """All tables, the corrections that found no place, and what the reader saw (``None`` without one).

    ``resolved`` tells where the corrections found their place, ``run_again`` which layers were run, ``strangers`` names
    that somebody was said to speak by, whose words the text has and the cast had not.
    """

    tables: Tables
    unplaced: tuple[Unplaced, ...]
    encoded: Reading | None
    resolved: Resolved = Resolved((), ())
    run_again: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()


_Rows = Mapping[type[Record], tuple[Record, ...]]


@dataclass(frozen=True, slots=True)
class _Made:
    """What a layer looked at when it was last run, and what it made."""

    heeded: tuple[Clamp, ...]
    needs: _Rows
    makes: _Rows


class Maker:
    """Makes the tables of one document.

    Args:
        document: the text.
        layers: the register.
        clamps: what a person has said from the start.
        options: of layers, by their names.
        model: the trained reader; ``None`` for rules alone.
        threads: of the reader.
    """

    def __init__(
        self,
        document: Document,
        layers: Sequence[Layer],
        *,
        clamps: Sequence[Clamp] = (),
        options: Mapping[str, Any] | None = None,
        model: Model | None = None,
        threads: int = 2,
    ) -> None:
        self.document = document
        self.clamps = tuple(clamps)
        self.options = dict(options or {})
        self.model = model
        self._layers = run_order(layers)
        self._threads = threads
        self._made: dict[str, tuple[_Made, ...]] = {}  # The newest first; two where strangers make two passes.
        self._strangers: tuple[str, ...] = ()
        self._found: tuple[Record, ...] | None = None
        self._has_read = False
        self._encoded: Reading | None = None

    def copy(self) -> Maker:
        """A maker that knows the same and goes its own way."""
        made = Maker(self.document, self._layers, clamps=self.clamps, options=self.options, model=self.model)
        made._threads, made._made, made._found = self._threads, dict(self._made), self._found
        made._has_read, made._encoded = self._has_read, self._encoded
        made._strangers = self._strangers
        return made

    @property
    def stages(self) -> int:
        """How many stages a run has at most."""
        return len(self._layers) + (self.model is not None)

    def make(self, corrections: Sequence[Correction], stages: Stages, *, at_once: bool = True) -> Run:
        """All tables under these corrections.

        Corrections point at quotes, so they become clamps as soon as the quotes are found, and hold for all layers,
        that of the quotes too.

        Args:
            corrections: all that were said, undos too.
            stages: told of the layers that are run.
            at_once: let the reader read as soon as there are quotes, not when a layer first asks for it.
        """
        self._strangers = ()  # Who is one follows from these corrections alone, not from those heard before.
        rows, resolved, ran = self._pass(corrections, stages, at_once=at_once)
        self._strangers = unknown_speakers(resolved.clamps, Tables(rows))
        if self._strangers:
            rows, resolved, again = self._pass(corrections, Stages(None, self.stages), at_once=at_once)
            ran = list(dict.fromkeys((*ran, *again)))
        else:
            self._made = {name: made[:1] for name, made in self._made.items()}
        tables = Tables(rows)
        unplaced = _in_order((*resolved.unplaced, *unheeded(resolved.placed, tables)), corrections)
        return Run(tables, unplaced, self._encoded, resolved, tuple(ran), self._strangers)

    def _pass(
        self, corrections: Sequence[Correction], stages: Stages, *, at_once: bool
    ) -> tuple[_Rows, Resolved, list[str]]:
        """All rows, where the corrections found their place, and the layers that were run."""
        rows: dict[type[Record], tuple[Record, ...]] = {}
        resolved = Resolved((), ())
        clamps = self.clamps
        ran: list[str] = []
        for layer in self._layers:
            if Quote in layer.makes and corrections:
                resolved = self.resolved(corrections)
                clamps = (*self.clamps, *resolved.clamps)
            if self._is_as_it_was(layer, rows, clamps):
                stages.skip()
            else:
                self._run(layer, rows, clamps, stages)
                ran.append(layer.name)
            rows.update(self._made[layer.name][0].makes)
            if Quote in layer.makes and at_once:
                self._reading(stages)
        return rows, resolved, ran

    def remember(self, tables: Tables, corrections: Sequence[Correction], strangers: tuple[str, ...] = ()) -> Resolved:
        """Take tables that were made before under these corrections for what the layers made of them now.

        ``strangers`` are those of the run that made the tables.
        """
        self._strangers = strangers
        resolved = self.resolved(corrections)
        clamps = (*self.clamps, *resolved.clamps)
        there = set(tables.kinds())
        for layer in self._layers:
            if there.issuperset((*layer.makes, *layer.needs)):
                needs, makes = ({kind: tables.rows(kind) for kind in kinds} for kinds in (layer.needs, layer.makes))
                self._made[layer.name] = (_Made(_heeded(layer, clamps), needs, makes),)
        return resolved

    def resolved(self, corrections: Sequence[Correction]) -> Resolved:
        """Where corrections find their place."""
        if not corrections:
            return Resolved((), ())
        found = resolve(corrections, self.document, self._quotes(), clamps=self.clamps)
        said = [clamp for clamp in found.clamps if isinstance(clamp, SpokenBy)]
        names = [name for clamp in said for name in (clamp.speaker, *(clamp.addressees or ())) if name is not None]
        strangers = [CastMember(name) for name in dict.fromkeys(names) if name in self._strangers]
        return replace(found, newcomers=(*found.newcomers, *strangers))

    def _quotes(self) -> tuple[Quote, ...]:
        """The quotes as found without corrections."""
        if self._found is None:
            layer = next(layer for layer in self._layers if Quote in layer.makes)
            self._found = tuple(self._annotated(layer, {}, _heeded(layer, self.clamps), None))
        return tuple(row for row in self._found if isinstance(row, Quote))

    def _annotated(
        self, layer: Layer, needs: _Rows, heeded: tuple[Clamp, ...], encoded: Reading | None
    ) -> Sequence[Record]:
        """The rows of a layer; those of the quotes without corrections are kept once they are found."""
        if Quote in layer.makes and self._found is not None and heeded == _heeded(layer, self.clamps):
            return self._found
        options = self.options.get(layer.name) or (layer.options() if layer.options else None)
        return layer.annotate(self.document, Tables(needs), encoded=encoded, clamps=heeded, options=options)

    def _is_as_it_was(self, layer: Layer, rows: _Rows, clamps: Sequence[Clamp]) -> bool:
        """Whether a layer would look at what it looked at before; what it made of it is the newest then."""
        heeded = _heeded(layer, clamps)
        known = self._made.get(layer.name, ())
        for made in known:
            if made.heeded == heeded and all(
                made.needs[kind] is rows[kind] or made.needs[kind] == rows[kind] for kind in layer.needs
            ):
                self._made[layer.name] = (made, *(other for other in known if other is not made))
                return True
        return False

    def _run(self, layer: Layer, rows: _Rows, clamps: Sequence[Clamp], stages: Stages) -> None:
        """Run a layer on what it says it looks at, and on nothing else."""
        encoded = self._reading(stages) if layer.reader else None
        stages.begin(layer.name)
        heeded = _heeded(layer, clamps)
        needs = {kind: rows[kind] for kind in layer.needs}
        found = self._annotated(layer, needs, heeded, encoded)
        if Quote in layer.makes and heeded == _heeded(layer, self.clamps):
            self._found = tuple(found)
        made = Tables().extended(layer.makes, found)
        newest = _Made(heeded, needs, {kind: made.rows(kind) for kind in layer.makes})
        self._made[layer.name] = (newest, *self._made.get(layer.name, ())[:1])

    def _reading(self, stages: Stages) -> Reading | None:
        """What the reader sees: it reads once, the quotes as found, so that corrections change nothing of it."""
        if self.model is not None and not self._has_read:
            stages.begin("reader")
            self._encoded = _encode(self.document, self._quotes(), self.model, threads=self._threads)
            self._has_read = True
        return self._encoded


def _heeded(layer: Layer, clamps: Sequence[Clamp]) -> tuple[Clamp, ...]:
    return tuple(clamp for clamp in clamps if isinstance(clamp, layer.heeds))


def _in_order(unplaced: Sequence[Unplaced], corrections: Sequence[Correction]) -> tuple[Unplaced, ...]:
    order = {id(correction): at for at, correction in enumerate(corrections)}
    return tuple(sorted(unplaced, key=lambda one: order[id(one.correction)]))


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
