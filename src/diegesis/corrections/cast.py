"""The cast file: people the user knows, as TOML.

::

    [[character]]
    name = "Ragnhild Moe"
    aliases = ["Ranni", "Miss Moe"]
    pronouns = "she/her"
    narrator = false
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from diegesis.errors import CastFileError
from diegesis.layer import CastMember

_KEYS = frozenset({"name", "aliases", "pronouns", "narrator"})
_EXAMPLE = 'Example: [[character]] then name = "Ann Marsh" and aliases = ["Ann"], each on a line of its own.'


def read_cast(path: str | Path) -> tuple[CastMember, ...]:
    """Read a cast file.

    Returns:
        One clamp per person, in the order of the file.

    Raises:
        CastFileError: there is no such file, or it does not hold what it must; the message names the line of a
            fault of TOML, and otherwise the person.
    """
    file = Path(path)
    try:
        content = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CastFileError(f"{file.name}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CastFileError(f"{file.name}: is not UTF-8 text.", hint="Save it as UTF-8.") from error
    return parse_cast(content, name=file.name)


def parse_cast(content: str, *, name: str = "cast") -> tuple[CastMember, ...]:
    """Read a cast from a string; ``name`` is what error messages call it. See ``read_cast``."""
    try:
        found = tomllib.loads(content.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise CastFileError(f"{name}: is not TOML: {error}.", hint=_EXAMPLE) from error
    people = found.get("character")
    if not isinstance(people, list) or not people:
        raise CastFileError(f"{name}: has no [[character]].", hint=_EXAMPLE)
    if others := sorted(set(found) - {"character"}):
        raise CastFileError(f"{name}: has something beside [[character]]: {', '.join(others)}.", hint=_EXAMPLE)
    lines = _lines_of_people(content)
    members = []
    for number, person in enumerate(people):
        line = f", line {lines[number]}" if number < len(lines) else f", character {number + 1}"
        members.append(_member(person, f"{name}{line}"))
    return tuple(members)


def _lines_of_people(content: str) -> list[int]:
    """The lines on which a ``[[character]]`` begins."""
    lines = enumerate(content.split("\n"), start=1)
    return [number for number, line in lines if line.replace(" ", "").startswith("[[character]]")]


def _member(person: Any, place: str) -> CastMember:
    if not isinstance(person, Mapping):
        raise CastFileError(f"{place}: a character must be a table.", hint=_EXAMPLE)
    if unknown := sorted(set(person) - _KEYS):
        allowed = ", ".join(sorted(_KEYS))
        raise CastFileError(f"{place}: {', '.join(unknown)} is no key of a character.", hint=f"Keys: {allowed}.")
    return CastMember(
        name=_string(person, "name", place, needed=True),
        aliases=_aliases(person, place),
        pronouns=_string(person, "pronouns", place),
        narrator=_truth(person, "narrator", place),
    )


def _string(person: Mapping[str, Any], key: str, place: str, *, needed: bool = False) -> str:
    found = person.get(key, "")
    if not isinstance(found, str) or (needed and not found.strip()):
        raise CastFileError(f'{place}: {key} must be a string in quotation marks, such as "Ann".', hint=_EXAMPLE)
    return found.strip()


def _truth(person: Mapping[str, Any], key: str, place: str) -> bool:
    found = person.get(key, False)
    if not isinstance(found, bool):
        raise CastFileError(f"{place}: {key} must be true or false.", hint=_EXAMPLE)
    return found


def _aliases(person: Mapping[str, Any], place: str) -> tuple[str, ...]:
    found = person.get("aliases", [])
    if not isinstance(found, list) or not all(isinstance(alias, str) and alias.strip() for alias in found):
        raise CastFileError(f'{place}: aliases must be a list of names, such as ["Ann"].', hint=_EXAMPLE)
    return tuple(alias.strip() for alias in found)
