"""A zip archive that is read in memory, member by member, with limits; nothing is ever unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from types import TracebackType

from diegesis.errors import DamagedFile, Encrypted, TooLarge, UnsafeArchive
from diegesis.sources import limits

_CHUNK = 1024 * 1024
_BOMB = "No book packs like that; do not use the file."
_COPY = "Fetch or copy the file again; it may have been cut off."
#: What zipfile raises on broken archives; ``NotImplementedError`` for packing methods it does not know.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


class Archive:
    """The members of a zip archive.

    Args:
        content: the archive's bytes.
        name: file name, for messages.

    Raises:
        DamagedFile: it is not a whole zip archive.
        Encrypted: members have a password.
        UnsafeArchive: member names lead out of the archive, or members unpack absurdly.
        TooLarge: it unpacks to more than the limit.
    """

    def __init__(self, content: bytes, *, name: str) -> None:
        self.name = name
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as problem:
            raise DamagedFile(f"{name}: the archive is broken ({problem}).", hint=_COPY) from problem
        self._members = {member.filename: member for member in self._zip.infolist() if not member.is_dir()}
        self._folded = {member.lower(): member for member in reversed(self._members)}
        self._check()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> frozenset[str]:
        """The members' names, without folders."""
        return frozenset(self._members)

    def find(self, member: str) -> str | None:
        """The member's name as the archive spells it; letter case is forgiven. ``None`` where there is none."""
        return member if member in self._members else self._folded.get(member.lower())

    def read(self, member: str) -> bytes:
        """A member's bytes.

        Raises:
            DamagedFile: it cannot be unpacked.
            TooLarge: the archive unpacks to more than the limit.
        """
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(self._members[member]) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._count(len(chunk), size, member)
                    parts.append(chunk)
        except _BROKEN as problem:
            raise DamagedFile(f"{self.name}: {member} cannot be unpacked ({problem}).", hint=_COPY) from problem
        return b"".join(parts)

    def _count(self, size: int, member_size: int, member: str) -> None:
        self._unpacked += size
        if member_size > limits.MEMBER_BYTES or self._unpacked > limits.ARCHIVE_BYTES:
            raise _too_large(f"{self.name}: {member}", limits.MEMBER_BYTES)

    def _check(self) -> None:
        members = self._zip.infolist()
        if len(members) > limits.ARCHIVE_MEMBERS:
            raise UnsafeArchive(f"{self.name}: holds {len(members):,} files.", hint=_BOMB)
        for member in members:
            self._check_member(member)
        if sum(member.file_size for member in members) > limits.ARCHIVE_BYTES:
            raise _too_large(self.name, limits.ARCHIVE_BYTES)

    def _check_member(self, member: zipfile.ZipInfo) -> None:
        place = f"{self.name}: {member.filename[:80]}"
        if _leads_out(member.orig_filename) or _leads_out(member.filename):
            raise UnsafeArchive(f"{place}: the name leads out of the archive.", hint="Do not use the file.")
        if member.flag_bits & 1:
            raise Encrypted(f"{place}: has a password.", hint="Save a copy without the password.")
        if member.file_size > limits.RATIO_FROM_BYTES and member.file_size > limits.RATIO * member.compress_size:
            raise UnsafeArchive(f"{place}: {member.compress_size:,} bytes unpack to {member.file_size:,}.", hint=_BOMB)


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":" or "\0" in name


def _too_large(place: str, limit: int) -> TooLarge:
    return TooLarge(
        f"{place}: unpacks to more than {limit:,} bytes.", hint="A book's text is far smaller; check the file."
    )
