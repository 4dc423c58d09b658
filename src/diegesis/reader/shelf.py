"""The stories that are open: kept in memory, read again when their file changes, corrected one request at a time."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from diegesis.corrections import file as corrections_file
from diegesis.corrections.corrections import Correction, described
from diegesis.corrections.file import Kept
from diegesis.errors import CorrectionsError, DiegesisError, OutputError, UnknownName
from diegesis.pipeline.change import Change
from diegesis.pipeline.session import Session
from diegesis.reader.library import Library, Shelved, in_place
from diegesis.reader.payloads_cast import card, overview
from diegesis.reader.payloads_text import text
from diegesis.reader.view import Row, View
from diegesis.story import Story
from diegesis.story.queries import folded
from diegesis.story.write import write_whole
from diegesis.version import __version__

#: Stories kept in memory, and cuts of one story.
_OPEN, _CUTS = 4, 4

#: What a library's list says of a story, kept beside it.
_CARD = ".card.json"

Stamp = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A story as it is at one revision.

    Attributes:
        view: what is asked.
        revision: lines of the corrections file plus readings; grows with every change.
        kept: what the corrections file holds.
        unplaced: corrections that found no place, or why none can be read, in words.
    """

    view: View
    revision: int
    kept: Kept
    unplaced: tuple[str, ...]


class Opened:
    """One story that is open."""

    def __init__(
        self, shelved: Shelved, copy: Copy, stamp: Stamp, session: Session | None, drafts: tuple[Shelved, ...] = ()
    ) -> None:
        self.shelved = shelved
        self._drafts = drafts
        self.copy = copy
        self.stamp = stamp
        self.session = session
        self._cuts: OrderedDict[int, View] = OrderedDict()

    @cached_property
    def drafts(self) -> tuple[tuple[str, str], ...]:
        """The earlier drafts, the oldest first: id, and the name of the file it was read from."""
        return tuple((one.id, _name_of(one)) for one in self._drafts)

    def view(self, upto: int | None) -> View:
        """The view of the whole, or of the part up to an offset."""
        whole = self.copy.view
        if upto is None or upto >= len(whole.document.text):
            return whole
        cuts = self._cuts
        found = cuts.get(upto)
        if found is None:
            found = cuts[upto] = whole.until(upto)
            while len(cuts) > _CUTS:
                cuts.popitem(last=False)
        return found


class Shelf:
    """All stories that can be asked for.

    Args:
        library: where they are, apart from those put beside it by ``place``.
        model: whether the trained reader reads along when a correction is worked in.
    """

    def __init__(self, library: Library, *, model: bool = True) -> None:
        self.library = library
        self._model = model
        self._placed: dict[str, Shelved] = {}
        self._open: OrderedDict[str, Opened] = OrderedDict()
        self._locks: dict[str, threading.RLock] = defaultdict(threading.RLock)
        self._all = threading.Lock()
        self._stamps: dict[str, Stamp] = {}
        self._reads: dict[str, int] = {}
        self._cards: dict[str, tuple[Stamp, Row]] = {}

    # --------------------------------------------------------------------------------------------- finding

    def place(self, story: Path) -> Shelved:
        """Put a story that lies outside the library on the shelf, where it is.

        Raises:
            FileMissing, StoryFileError: it cannot be opened.
        """
        Story.open(story)
        shelved = in_place(story)
        taken = {one.id for one in self.library.stories()} | set(self._placed)
        given, number = shelved.id, 1
        while given in taken:
            number += 1
            given = f"{shelved.id}-{number}"
        self._placed[given] = Shelved(given, shelved.story, shelved.book, shelved.corrections)
        return self._placed[given]

    def all(self) -> list[Shelved]:
        """Every story, those outside the library first."""
        return [*self._placed.values(), *self.library.stories()]

    def find(self, given: str) -> Shelved:
        """Where a story's files are.

        Raises:
            UnknownName: there is no such story.
        """
        found = self._placed.get(given) or self.library.find(given)
        if found is None:
            raise UnknownName("There is no such story.", hint="It may have been moved; look into the library.")
        return found

    def cards(self) -> list[Row]:
        """Every story in a few words; one that cannot be opened says why."""
        return [self._card(shelved) for shelved in self.all()]

    def _card(self, shelved: Shelved) -> Row:
        stamp = stamp_of(shelved)
        known = self._cards.get(shelved.id)
        if known is None or known[0] != stamp:
            own = self.library.owns(shelved)
            made = (kept_card(shelved, stamp) if own else None) or _made_card(shelved)
            if own:
                keep_card(shelved, stamp, made)
            known = self._cards[shelved.id] = stamp, made
        return {**known[1], "id": shelved.id}

    # --------------------------------------------------------------------------------------------- opening

    def glance(self, given: str) -> Opened | None:
        """The story if it is open and its files are as they were: quick, and never waits."""
        with self._all:
            opened = self._open.get(given)
            if opened is None or opened.stamp != stamp_of(opened.shelved):
                return None
            self._open.move_to_end(given)
            return opened

    def open(self, given: str) -> Opened:
        """The story, as its files are now. Corrections that a crash left unheeded are worked in first.

        Raises:
            UnknownName: there is no such story.
            StoryFileError: its file is damaged.
        """
        opened = self.glance(given)
        if opened is not None:
            return opened
        shelved = self.find(given)
        with self._lock(given):
            return self.glance(given) or self._opened(shelved)

    def warm(self, given: str) -> None:
        """Open a story and load what its first page asks for, before anybody waits for it. Errors as for ``open``."""
        view = self.open(given).view(None)
        overview(view, given)
        text(view, 0, 0)

    def _lock(self, given: str) -> threading.RLock:
        with self._all:
            return self._locks[given]

    def _opened(self, shelved: Shelved) -> Opened:
        story = Story.open(shelved.story)
        kept, fault = _kept(shelved.corrections)
        session = None
        wanted = to_hold(story, kept)
        if fault is None and [row.key for row in wanted] != [row.key for row in story.given.corrections]:
            session = self._session(story)
            story = session.hold(wanted).story
            story.save(shelved.story)
        return self._keep(shelved, story, kept, session, fault)

    def _session(self, story: Story) -> Session:
        return Session.of(story, model=None if self._model else False)

    def _keep(
        self, shelved: Shelved, story: Story, kept: Kept, session: Session | None, fault: CorrectionsError | None = None
    ) -> Opened:
        stamp = stamp_of(shelved)
        given = shelved.id
        with self._all:
            if self._stamps.get(given, stamp) != stamp:
                self._reads[given] = self._reads.get(given, 0) + 1
            self._stamps[given] = stamp
            revision = lines_of(shelved.corrections) + self._reads.get(given, 0)
            unplaced = (*kept.passed_over, *story.unplaced) if fault is None else (str(fault),)
            drafts = self.library.drafts(shelved) if self.library.owns(shelved) else ()
            opened = Opened(shelved, Copy(View(story), revision, kept, unplaced), stamp, session, tuple(drafts))
            self._open[given] = opened
            self._open.move_to_end(given)
            while len(self._open) > _OPEN:
                self._open.popitem(last=False)
            return opened

    # ------------------------------------------------------------------------------------------- correcting

    def correct(self, given: str, row: Mapping[str, Any]) -> Row:
        """Write a correction down, then work it in.

        Returns:
            The revision, the correction's id, what changed, and why it found no place (``None`` where it did).

        Raises:
            UnknownName: there is no such story.
            CorrectionsError: it says nothing that can be done; nothing was written.
            OutputError: a file could not be written.
        """
        return self._changed(given, lambda path: corrections_file.append(path, [row])[0])

    def undo(self, given: str, of: str, *, id: str = "") -> Row:
        """Take a correction back. See ``correct``.

        Raises:
            UnknownName: there is no such story, or no such correction.
        """
        return self._changed(given, lambda path: corrections_file.undo(path, of, id=id))

    def _changed(self, given: str, write: Callable[[Path], str]) -> Row:
        with self._lock(given):
            opened = self.open(given)
            shelved = opened.shelved
            one = write(shelved.corrections)
            kept = corrections_file.read(shelved.corrections)
            story = opened.copy.view.story
            if kept == opened.copy.kept:  # a repeated request
                return _told(Change(story), one, opened.copy.revision)
            session = opened.session or self._session(story)
            change = session.hold(to_hold(story, kept))
            change.story.save(shelved.story)
            # This change is told by the number of lines; a file that somebody else changed is told by readings.
            self._stamps[given] = stamp_of(shelved)
            opened = self._keep(shelved, change.story, kept, session)
            return _told(change, one, opened.copy.revision)

    def replace(self, given: str, book: Path) -> str:
        """Put a new draft, read already, in the place of a story; its corrections stay. Returns the story's id.

        Raises:
            OutputError: a file could not be moved.
        """
        with self._lock(given):
            shelved = self.library.replace(self.find(given), book)
            if given in self._placed:
                self._placed[given] = shelved
            with self._all:
                self._open.pop(given, None)
            return given


def _name_of(shelved: Shelved) -> str:
    """What the file was called that a story was read from; of one that cannot be opened the story's own file."""
    try:
        return Story.open(shelved.story).document.name
    except DiegesisError:
        return shelved.story.name


def _made_card(shelved: Shelved) -> Row:
    try:
        return card(View(Story.open(shelved.story)), shelved.id)
    except DiegesisError as error:
        why = {"code": error.code, "message": error.problem, "hint": error.hint}
        return {**card(None, shelved.id), "name": shelved.story.name, "error": why}


def kept_card(shelved: Shelved, stamp: Stamp) -> Row | None:
    """The card that was kept beside a story, if it is of the story as it is now; ``None`` otherwise."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(shelved.story.with_name(_CARD).read_bytes())
        if found["stamp"] == list(stamp) and found["version"] == __version__:
            row: Row = found["card"]
            return row
    return None


def keep_card(shelved: Shelved, stamp: Stamp, row: Row) -> None:
    """Keep a card, so that a library of many books is listed without opening them all; a failure only costs time."""
    with suppress(OutputError):
        content = {"stamp": list(stamp), "version": __version__, "card": row}
        write_whole(shelved.story.with_name(_CARD), json.dumps(content))


def _kept(path: Path) -> tuple[Kept, CorrectionsError | None]:
    """What the corrections file holds; one that cannot be read is told, and the story opens without it."""
    try:
        return corrections_file.read(path), None
    except CorrectionsError as error:
        return Kept(), error


def to_hold(story: Story, kept: Kept) -> tuple[Correction, ...]:
    """What shall hold: the file beside the book, after what the story was read with from another file.

    Lines that Diegesis writes have an id, so that one which was taken out of the file is told from those.
    """
    known = {row.key for row in kept.corrections}
    elsewhere = (row for row in story.given.corrections if not row.id and row.key not in known)
    return (*elsewhere, *kept.corrections)


def _told(change: Change, one: str, revision: int) -> Row:
    unplaced = next((row.reason for row in change.unplaced if row.correction.id == one), None)
    return {
        "revision": revision,
        "id": one,
        "changed": {
            "quotes": list(change.quotes),
            "by_correction": len(change.corrected),
            "neighbours": len(change.neighbours),
            "gone": list(change.gone),
            "people": list(change.people),
        },
        "unplaced": unplaced,
    }


def corrections_row(copy: Copy, view: View) -> Row:
    """What the corrections file holds, line by line, and what came of each; of a cut story nothing of what comes later.

    Args:
        copy: of the whole story.
        view: of as much of it as may be told.
    """
    entries = copy.kept.entries
    if view is not view.whole:
        read = folded(view.document.text)
        entries = tuple(entry for entry in entries if all(folded(word) in read for word in _words(entry.row)))
    return {"corrections": [_entry(copy, entry) for entry in entries]}


#: Keys of a correction whose words we know or are no words of the book.
_NOT_OF_THE_BOOK = frozenset({"id", "do", "kind", "table", "pronouns", "gender", "what", "of"})


def _words(row: Any) -> Iterator[str]:
    """The words of the book, and the names, in a correction."""
    if isinstance(row, str):
        yield row
    elif isinstance(row, Mapping):
        for key, value in row.items():
            if key not in _NOT_OF_THE_BOOK:
                yield from _words(value)
    elif isinstance(row, list | tuple):
        for value in row:
            yield from _words(value)


def _entry(copy: Copy, entry: corrections_file.Entry) -> Row:
    said = described(entry.correction.does)
    start = f"line {entry.line}: {said}: "
    why = next((words.removeprefix(start) for words in copy.unplaced if words.startswith(start)), None)
    return {
        "id": entry.correction.id or None,
        "line": entry.line,
        "does": dict(entry.row),
        "said": said,
        "undone": entry.undone,
        "placed": why is None and not entry.undone,
        "reason": why,
    }


def lines_of(path: Path) -> int:
    """Lines of a file; 0 where there is none."""
    try:
        return path.read_bytes().count(b"\n")
    except OSError:
        return 0


def stamp_of(shelved: Shelved) -> Stamp:
    """What changes when a story or its corrections file changes."""
    return (*_stamp(shelved.story), *_stamp(shelved.corrections))


def _stamp(path: Path) -> Stamp:
    try:
        state = path.stat()
    except OSError:
        return (0, 0, 0)
    return state.st_ino, state.st_size, state.st_mtime_ns
