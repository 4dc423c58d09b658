"""A story under correction: what reading made is kept, so that a correction runs again only what depends on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from diegesis.corrections import Correction, Resolved, Unplaced, effective
from diegesis.document import build_document
from diegesis.layer import Clamp
from diegesis.pipeline.change import Change, change_between
from diegesis.pipeline.maker import Maker, Run
from diegesis.pipeline.run import made_story, maker_of
from diegesis.pipeline.stages import OnProgress, Stages
from diegesis.sources import SourceText, open_source
from diegesis.story import Story
from diegesis.version import __version__


class Session:
    """A story that is being corrected. Made by ``read`` or ``of``.

    Attributes:
        story: as it is now.
        corrections: all that were given, undone ones and undos too, in their order.
        unplaced: those that hold and found no place, in their order, with the reason.

    >>> from diegesis import read_text
    >>> from diegesis.corrections import parse_correction
    >>> session = Session.of(read_text("“Come in.”", model=False))
    >>> said = {"do": "speaker", "quote": {"text": "Come in."}, "speaker": "Ann"}
    >>> change = session.correct([parse_correction(said)])
    >>> len(change.corrected), change.came
    (1, ('Ann',))
    """

    def __init__(self, story: Story, maker: Maker, corrections: Sequence[Correction] = ()) -> None:
        self.story = story
        self.corrections = tuple(corrections)
        self.unplaced: tuple[Unplaced, ...] = ()
        self._maker = maker
        self._resolved: Resolved | None = None

    @classmethod
    def read(
        cls,
        source: SourceText | str | Path,
        *,
        clamps: Sequence[Clamp] = (),
        corrections: Sequence[Correction] = (),
        options: Mapping[str, Any] | None = None,
        model: bool | str | Path = True,
        threads: int = 2,
        on_progress: OnProgress | None = None,
    ) -> Session:
        """Read a book (a source text, or a file by its path) and keep all that a correction needs.

        Arguments and errors as in ``diegesis.read``.
        """
        maker = maker_of(clamps=clamps, options=options, model=model, threads=threads)
        text = source if isinstance(source, SourceText) else open_source(source)
        stages = Stages(on_progress, maker.stages + 1)
        stages.begin("document")
        maker.document = build_document(text)
        run = maker.make(corrections, stages)
        session = cls(made_story(maker, run, corrections), maker, corrections)
        session._keep(run)
        stages.done()
        return session

    @classmethod
    def of(cls, story: Story, *, model: bool | str | Path | None = None, threads: int = 2) -> Session:
        """A session of a story that was read before, in this process or from a ``.story`` file.

        The story knows what it was read with (``Story.given``). The trained reader reads the text again when a layer
        that looks at it is run again, and not before. A story that another version of Diegesis or another reader made
        is made anew with the first correction.

        Args:
            story: it stays as it is.
            model: as in ``diegesis.read``; by default the package's own reader if one read the story.
            threads: of the reader.

        Raises:
            ModelFileError: a file of the reader is absent or altered.
            BadOption: fewer than one thread.
        """
        if isinstance(story.workings, Maker) and model is None:
            return cls(story, story.workings.copy(), story.given.corrections)
        chosen = bool(story.models) if model is None else model
        given = story.given
        maker = maker_of(story.document, clamps=given.clamps, options=given.options, model=chosen, threads=threads)
        return cls(story, maker, given.corrections)

    def correct(self, corrections: Sequence[Correction], *, on_progress: OnProgress | None = None) -> Change:
        """Hear more corrections, after those heard before; an ``Undo`` among them takes an earlier one back.

        One whose ``id`` was heard before does nothing. ``on_progress`` is called at the start of every layer that is
        run again.

        Returns:
            What came of it; ``Change.story`` is the story from now on.
        """
        known = {row.id for row in self.corrections if row.id}
        fresh: list[Correction] = []
        for row in corrections:
            if not row.id or row.id not in known:
                fresh.append(row)
                known.add(row.id)
        return self.hold((*self.corrections, *fresh), on_progress=on_progress)

    def hold(self, corrections: Sequence[Correction], *, on_progress: OnProgress | None = None) -> Change:
        """Let exactly these corrections hold, whatever was heard before: a file that somebody else changed.

        Arguments and result as for ``correct``; ``Change.corrected`` and ``Change.unplaced`` speak of those that
        hold now and did not before, or the other way about.
        """
        before = self._prepared()
        stages = Stages(on_progress, self._maker.stages)
        run = self._maker.make(corrections, stages, at_once=False)
        story = made_story(self._maker, run, corrections)
        story.workings = self._maker.copy()
        turned = _turned(self.corrections, corrections)
        old, self.story, self.corrections = self.story, story, tuple(corrections)
        self._keep(run)
        stages.done()
        return change_between(old, story, before, run, turned)

    def lines_of(self, correction: Correction) -> tuple[str, ...]:
        """Ids of the quotes that a correction speaks of, in the story as it is; empty for other kinds and unplaced."""
        at = {quote.span: quote.id for quote in self.story.quotes}
        spans = [span for row, span in self._prepared().quotes if row.key == correction.key]
        return tuple(dict.fromkeys(at[span] for span in spans if span in at))

    def _keep(self, run: Run) -> None:
        self.unplaced, self._resolved = run.unplaced, run.resolved

    def _prepared(self) -> Resolved:
        """Where the corrections of the story found their place; what was made before is remembered first."""
        if self._resolved is None:
            model = self._maker.model
            models = {} if model is None else {model.card.name: model.card.version}
            if self.story.generator == __version__ and self.story.models == models:
                self._resolved = self._maker.remember(self.story.tables, self.corrections, self.story.given.strangers)
            else:
                self._resolved = self._maker.resolved(self.corrections)
        return self._resolved


def _turned(before: Sequence[Correction], now: Sequence[Correction]) -> tuple[Correction, ...]:
    """Corrections that hold now and did not before, or the other way about, and the undos that are new."""
    held, hold = ({row.key: row for row in effective(rows)[0]} for rows in (before, now))
    known = {row.key for row in before}
    changed = {key: row for key, row in held.items() if key not in hold}
    changed |= {key: row for key, row in hold.items() if key not in held}
    return tuple((changed | {row.key: row for row in now if row.key not in known}).values())
