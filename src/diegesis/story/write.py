"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from diegesis.errors import OutputError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader sees either the old content or all of the new.

    Text is written as UTF-8 with its line ends as they are. A device or a pipe is written to as it is.

    Args:
        path: the file; its folder must exist.
        content: all of it.

    Raises:
        OutputError: it could not be written; the old file, if any, is still there, and nothing else is.
    """
    encoded = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    with reporting_failure(path):
        if path.exists() and not path.is_file():
            path.write_bytes(encoded)
            return
        with replacing(path) as temporary:
            temporary.write_bytes(encoded)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file in the same folder that takes the place of ``path`` if the block ends well.

    Whatever goes wrong, the temporary file is removed and ``path`` is as it was.
    """
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _settle(temporary)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _settle(temporary: Path) -> None:
    """Give the file the rights a new file has, and have it on the disk before it replaces the old one."""
    umask = os.umask(0)
    os.umask(umask)
    temporary.chmod(0o666 & ~umask)
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())


@contextmanager
def reporting_failure(path: Path) -> Iterator[None]:
    """Turn what the operating system says into an ``OutputError`` that names the file."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        hint = "Check that the folder exists, that you may write to it, and that the disk has room."
        raise OutputError(f"{path.name or path}: could not be written ({why}).", hint=hint) from error
