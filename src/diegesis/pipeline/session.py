"""A story under correction: what reading made is kept, so that a correction runs again only what depends on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diegesis.corrections import Correction, Unplaced
from diegesis.layer import Clamp
from diegesis.pipeline.run import OnProgress
from diegesis.sources import SourceText
from diegesis.story import Story


@dataclass(frozen=True, slots=True)
class Change:
    """What came of corrections.

    Attributes:
        story: the corrected story.
        corrected: ids (in the new story) of the quotes that the new corrections speak of and that changed their
            speaker, addressees, kind or words, in text order.
        neighbours: ids of the other quotes that changed, in text order.
        gone: ids (in the old story) of quotes that are no more.
        came, went: names of the people who joined and left the cast.
        people: ids of the characters of the new story whose row or aliases changed, those who came among them.
        unplaced: the new corrections that found no place, with the reason.
        run_again: names of the layers that were run again, in their order.
    """

    story: Story
    corrected: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    run_again: tuple[str, ...] = ()

    @property
    def quotes(self) -> tuple[str, ...]:
        """Ids of all quotes that changed, those the corrections speak of first."""
        return (*self.corrected, *self.neighbours)


class Session:
    """A story that is being corrected.

    Attributes:
        story: as it is now.
        corrections: all that were given, undone ones and undos too, in their order.
        unplaced: those that hold and found no place.
        placed: for each correction that was placed, the ids of the quotes it speaks of (empty for other kinds), by
            its position in ``corrections``.
    """

    story: Story
    corrections: tuple[Correction, ...]
    unplaced: tuple[Unplaced, ...]
    placed: Mapping[int, tuple[str, ...]]

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
        raise NotImplementedError

    @classmethod
    def of(
        cls,
        story: Story,
        *,
        model: bool | str | Path | None = None,
        threads: int = 2,
    ) -> Session:
        """A session of a story that was read before, in this process or from a ``.story`` file.

        The story knows what it was read with (``Story.given``: cast, corrections, options). The trained reader reads
        the text again when a layer that looks at it is run again, and not before.

        Args:
            model: as in ``diegesis.read``; by default as the story was read.
            threads: of the reader.
        """
        raise NotImplementedError

    def correct(self, corrections: Sequence[Correction], *, on_progress: OnProgress | None = None) -> Change:
        """Hear more corrections, after those heard before; an ``Undo`` among them takes an earlier one back.

        One whose ``id`` was heard before does nothing. ``on_progress`` is called at the start of every layer that is
        run again.
        """
        raise NotImplementedError

    def hold(self, corrections: Sequence[Correction], *, on_progress: OnProgress | None = None) -> Change:
        """Let exactly these corrections hold, whatever was heard before: a file that was changed by somebody else."""
        raise NotImplementedError
