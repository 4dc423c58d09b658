"""The library: a folder with one folder a book, which holds the book's file, its ``.story`` and its corrections.

No path of it is ever made from words of a request: a name that comes from outside becomes a new, plain name, and an id
is looked up among the folders that are there.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from diegesis.corrections.file import SUFFIX as CORRECTIONS
from diegesis.corrections.file import corrections_path
from diegesis.errors import OutputError
from diegesis.story.store import is_story_file
from diegesis.story.write import replacing, reporting_failure

STORY = ".story"
#: Folders in which a book is being added begin so; they are no books yet.
_ADDING = ".adding-"
#: One that is older, in seconds, was left by a process that was killed.
_LEFT_BEHIND = 24 * 3600.0
_LONGEST_SLUG, _LONGEST_STEM, _LONGEST_SUFFIX = 60, 80, 12
_MOST_OF_A_NAME = 10_000
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
#: The folder of earlier drafts, in the folder of a book.
_DRAFTS = "drafts"
#: Between the id of a story and the number of an earlier draft.
_DRAFT = "@"


@dataclass(frozen=True, slots=True)
class Shelved:
    """Where the files of one story are.

    Attributes:
        id: of the story.
        story: the ``.story`` file.
        book: the book's file; ``None`` where it is not there.
        corrections: the corrections file, which need not be there yet.
    """

    id: str
    story: Path
    book: Path | None
    corrections: Path


class Library:
    """A folder of books. Several processes may use one at once.

    Args:
        folder: is made when the first book is added.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def stories(self) -> list[Shelved]:
        """All books that are wholly there, by id."""
        return [found for path in self._folders() if (found := self._shelved(path)) is not None]

    def find(self, given: str) -> Shelved | None:
        """The story with an id (of an earlier draft too); ``None`` where there is none."""
        folders = {path.name: path for path in self._folders()}
        # A folder that a person made may have the mark in its own name.
        current, _, draft = (given, "", "") if given in folders else given.rpartition(_DRAFT)
        path = folders.get(current)
        found = self._shelved(path) if path is not None else None
        if found is None or not draft:
            return found
        return next((one for one in self.drafts(found) if one.id == given), None)

    def drafts(self, shelved: Shelved) -> list[Shelved]:
        """The earlier drafts of a story, the oldest first."""
        numbered = sorted((int(path.stem), path) for path in _files(shelved.story.parent / _DRAFTS) if _is_draft(path))
        nothing = shelved.story.parent / _DRAFTS / f"none{CORRECTIONS}"
        return [Shelved(f"{shelved.id}{_DRAFT}{number}", path, None, nothing) for number, path in numbered]

    def holding(self, book: Path) -> Shelved | None:
        """The story whose book is, byte for byte, this file; ``None`` where there is none."""
        size, digest = book.stat().st_size, ""
        for shelved in self.stories():
            if shelved.book is not None and shelved.book.stat().st_size == size:
                digest = digest or _digest(book)
                if _digest(shelved.book) == digest:
                    return shelved
        return None

    def _folders(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from sorted(path for path in self.folder.iterdir() if path.name[0] != "." and path.is_dir())

    def _shelved(self, folder: Path) -> Shelved | None:
        files = _files(folder)
        story = next((path for path in files if path.suffix == STORY), None)
        return None if story is None else _beside(folder.name, story, files)

    # -------------------------------------------------------------------------------------------- adding

    def begin(self, name: str) -> Path:
        """A fresh place for a book that is being added; the folder it is in becomes the book's, or is thrown away.

        Args:
            name: of the file, as it was given; it may be anything.

        Raises:
            OutputError: the library cannot be written to.
        """
        with reporting_failure(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            return Path(tempfile.mkdtemp(prefix=_ADDING, dir=self.folder)) / plain_name(name)

    def settle(self, book: Path) -> Shelved:
        """Make the folder of an added book a folder of the library, all at once.

        Raises:
            OutputError: it could not be done; the book is as it was.
        """
        with reporting_failure(self.folder):
            target = self._moved(book.parent, slug_of(book.name))
        found = self._shelved(target)
        if found is None:
            raise OutputError(f"{target.name}: the story of this book is not there.")
        return found

    def _moved(self, folder: Path, slug: str) -> Path:
        """A folder under the first free name; another process may take one at the same moment."""
        for number in range(1, _MOST_OF_A_NAME):
            target = self.folder / (slug if number == 1 else f"{slug}-{number}")
            if target.exists():
                continue
            try:
                return folder.rename(target)
            except OSError:
                if not target.exists():
                    raise
        raise OutputError(f"{slug}: the library has too many books of this name.")

    def replace(self, shelved: Shelved, book: Path) -> Shelved:
        """Put a new draft, read already, in the place of a story; the old story is kept as an earlier draft.

        The corrections stay. For a story outside the library the book's own file is left alone.

        Raises:
            OutputError: a file could not be moved.
        """
        folder = shelved.story.parent
        with reporting_failure(shelved.story):
            if not self.owns(shelved):
                with replacing(shelved.story) as temporary:
                    shutil.copyfile(story_beside(book), temporary)
                return shelved
            drafts = folder / _DRAFTS
            drafts.mkdir(exist_ok=True)
            number = 1 + max((int(path.stem) for path in _files(drafts) if _is_draft(path)), default=0)
            shutil.copyfile(shelved.story, drafts / f"{number}{STORY}")
            story_beside(book).replace(shelved.story)
            target = folder / book.name
            if shelved.corrections.exists() and shelved.corrections != corrections_path(target):
                shelved.corrections.replace(corrections_path(target))
            book.replace(target)
            if shelved.book is not None and shelved.book != target:
                shelved.book.unlink(missing_ok=True)
        return Shelved(shelved.id, shelved.story, target, corrections_path(target))

    def owns(self, shelved: Shelved) -> bool:
        """Whether a story lies in this library."""
        return shelved.story.parent.parent == self.folder

    def _sweep(self) -> None:
        """Throw away what killed processes left."""
        for path in self.folder.glob(f"{_ADDING}*"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
                    discard(path)


def story_beside(book: Path) -> Path:
    """Where the story of a book goes: ``emma.story`` beside ``emma.epub``, as ``diegesis read`` has it."""
    return book.with_name(book.stem + STORY)


def discard(folder: Path) -> None:
    """Throw a folder of a book that is not added away."""
    shutil.rmtree(folder, ignore_errors=True)


def in_place(story: Path) -> Shelved:
    """A story outside the library, with its book and corrections if they lie beside it."""
    path = story.absolute()
    return _beside(slug_of(path.name), path, _files(path.parent), stem=path.stem)


def _beside(given: str, story: Path, files: list[Path], *, stem: str = "") -> Shelved:
    """The files of a story; with a stem the book is one of that stem, as ``emma.epub`` for ``emma.story``."""
    books = [path for path in files if _is_book(path) and (not stem or stem in (path.name, path.stem))]
    book = books[0] if books else None
    kept = [path for path in files if path.name.endswith(CORRECTIONS)] if not stem else []
    corrections = corrections_path(book or story)
    return Shelved(given, story, book, kept[0] if kept and not corrections.exists() else corrections)


def _is_book(path: Path) -> bool:
    others = (STORY, CORRECTIONS, ".json", ".jsonl", ".part", ".check")
    return not path.name.endswith(others) and path.suffix.lower() in _BOOKS and not is_story_file(path)


_BOOKS = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".epub", ".docx", ".book"})


def _is_draft(path: Path) -> bool:
    return path.suffix == STORY and path.stem.isascii() and path.stem.isdecimal()


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name[0] != "." and path.is_file())
    except OSError:
        return []


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def slug_of(name: str) -> str:
    """A plain word for a file's name: small letters, digits and hyphens, 60 at most, never empty.

    >>> slug_of("../Émile & the Æther.epub"), slug_of("CON.txt"), slug_of("...")
    ('emile-the-ther', 'book-con', 'book')
    """
    stem = Path(plain_name(name)).stem
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_LONGEST_SLUG].strip("-") or "book"
    return f"book-{slug}" if _RESERVED.fullmatch(slug) else slug


def plain_name(name: str) -> str:
    """A file's name that every system can keep, without folders; one of a kind of file that is not read gets ``.book``.

    >>> plain_name("..\\\\..\\\\x/My: draft?.DOCX"), plain_name("aux.txt"), plain_name("\\x00")
    ('My draft.DOCX', 'book aux.txt', 'book.book')
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(mark for mark in last if unicodedata.category(mark)[0] != "C" and mark not in '<>:"|?*')
    stem, dot, suffix = " ".join(shown.split()).rpartition(".")
    stem, suffix = (stem, f".{suffix}") if dot and len(suffix) <= _LONGEST_SUFFIX else (stem + dot + suffix, "")
    stem = _shortened(stem.strip(" .")) or "book"
    if _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"book {stem}"
    return stem + (suffix if suffix.lower() in _BOOKS else ".book")


def _shortened(stem: str) -> str:
    """At most 80 characters, and no more bytes than a file's name may have."""
    return stem[:_LONGEST_STEM].encode("utf-8")[: 2 * _LONGEST_STEM].decode("utf-8", "ignore").strip(" .")
