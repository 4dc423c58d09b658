"""Every exception Diegesis raises, in one tree.

::

    DiegesisError
    ├── UsageError                     the caller asked for something that cannot be (exit code 2)
    │   ├── UnknownName
    │   ├── UnknownFormat
    │   ├── BadOption
    │   ├── MissingExtra
    │   └── SettingsError
    └── InputError                     a file cannot be used (exit code 1)
        ├── SourceError
        │   ├── FileMissing  EmptySource  NotText  TooLarge  UnsupportedFormat  Encrypted
        │   └── DamagedFile  UnsafeArchive  NotEnglish
        ├── StoryFileError
        ├── CastFileError
        ├── CorrectionsError
        ├── GoldError
        ├── OutputError
        └── ModelFileError

Each class has a stable ``code`` (``D`` and three digits) that has a row in ``docs/errors.md``. A message names
the place, what was found, what was expected and the next step.
"""

from __future__ import annotations


class DiegesisError(Exception):
    """Base of all errors.

    Args:
        problem: what was found and what was expected, naming the place.
        hint: the next step for the person; may be empty.
    """

    code = "D000"
    exit_code = 1

    def __init__(self, problem: str, *, hint: str = "") -> None:
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem} {self.hint}".strip()


class UsageError(DiegesisError):
    """The caller asked for something that cannot be."""

    code = "D100"
    exit_code = 2


class UnknownName(UsageError):
    """A character, chapter or quote that the story does not have."""

    code = "D101"


class UnknownFormat(UsageError):
    """An export format that does not exist."""

    code = "D102"


class BadOption(UsageError):
    """An option or argument outside its range, or options that exclude each other."""

    code = "D103"


class MissingExtra(UsageError):
    """A feature needs an optional package that is not installed."""

    code = "D104"


class SettingsError(UsageError):
    """Settings of ``diegesis check`` (pyproject.toml, the file beside a draft) that cannot be."""

    code = "D105"


class InputError(DiegesisError):
    """A file cannot be used."""

    code = "D200"


class SourceError(InputError):
    """A book cannot be read."""

    code = "D210"


class FileMissing(SourceError):
    """There is no such file, or it may not be read."""

    code = "D211"


class EmptySource(SourceError):
    """The file holds no text."""

    code = "D212"


class NotText(SourceError):
    """The bytes are not text in any encoding Diegesis knows."""

    code = "D213"


class TooLarge(SourceError):
    """The file, or what it unpacks to, is over the limit."""

    code = "D214"


class UnsupportedFormat(SourceError):
    """A format Diegesis does not read (PDF, for one)."""

    code = "D215"


class Encrypted(SourceError):
    """The book is protected by DRM or a password."""

    code = "D216"


class DamagedFile(SourceError):
    """The container (zip, XML) is broken."""

    code = "D217"


class UnsafeArchive(SourceError):
    """The archive tries something a book does not need: path traversal, entity bombs, absurd ratios."""

    code = "D218"


class NotEnglish(SourceError):
    """The text is not English."""

    code = "D219"


class StoryFileError(InputError):
    """A ``.story`` file is broken, of another format version, or not one at all."""

    code = "D220"


class CastFileError(InputError):
    """The file given to ``--cast`` does not hold what it must."""

    code = "D221"


class CorrectionsError(InputError):
    """A line of the corrections file cannot be used."""

    code = "D222"


class GoldError(InputError):
    """A gold or prediction file of ``diegesis evaluate`` does not hold what it must."""

    code = "D223"


class OutputError(InputError):
    """An output could not be written; nothing was left half-written."""

    code = "D224"


class ModelFileError(InputError):
    """A model's file is absent, altered, or of another version."""

    code = "D225"
