"""Reading the word lists that ship with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of ``lexicons/<name>.txt`` in file order: one a line, without comments and empty lines.

    Args:
        name: the list's name without its ending, such as ``speech_verbs``.

    Raises:
        FileNotFoundError: where the package has no such list.
    """
    text = (files("diegesis.lexicons") / f"{name}.txt").read_text(encoding="utf-8")
    stripped = (line.strip() for line in text.splitlines())
    return tuple(line for line in stripped if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The entries of ``lexicons/<name>.txt`` as a set.

    >>> "whispered" in words("speech_verbs")
    True
    """
    return frozenset(lines(name))


def listed(entries: str) -> frozenset[str]:
    """A short closed list written in one string, as a set.

    >>> sorted(listed("he she they"))
    ['he', 'she', 'they']
    """
    return frozenset(entries.split())
