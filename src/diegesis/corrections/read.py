"""The corrections file: JSON Lines, one correction a line.

Blank lines and lines that begin with ``#`` are left out. ``docs/corrections.md`` describes every field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeGuard

from diegesis.corrections.corrections import Correction, QuoteAnchor, SpeakerOf
from diegesis.errors import CorrectionsError
from diegesis.layer import Merge, Rename
from diegesis.spans import Span

_EXAMPLES = {
    "merge": '{"do": "merge", "names": ["Lizzy", "Elizabeth"]}',
    "rename": '{"do": "rename", "name": "the waiter", "to": "Pierre"}',
    "speaker": '{"do": "speaker", "quote": {"text": "Come in."}, "speaker": "Ann"}',
}
_QUOTE_KEYS = frozenset({"id", "start", "end", "text", "before", "after", "occurrence"})


def read_corrections(path: str | Path) -> tuple[Correction, ...]:
    """Read a corrections file.

    Returns:
        One correction per line, in the order of the file.

    Raises:
        CorrectionsError: there is no such file, or a line cannot be used; the message names the line.
    """
    file = Path(path)
    try:
        content = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CorrectionsError(f"{file.name}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"{file.name}: is not UTF-8 text.", hint="Save it as UTF-8.") from error
    return parse_corrections(content, name=file.name)


def parse_corrections(content: str, *, name: str = "corrections") -> tuple[Correction, ...]:
    """Read corrections from a string; ``name`` is what error messages call it. See ``read_corrections``."""
    found = []
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            found.append(_Line(line, f"{name}, line {number}").correction(number))
    return tuple(found)


class _Line:
    """One line being read; every complaint names it."""

    def __init__(self, line: str, place: str) -> None:
        self.place = place
        self.word = ""
        try:
            found = json.loads(line)
        except ValueError as error:
            raise self.wrong(f"is not JSON ({error})") from error
        if not isinstance(found, dict):
            raise self.wrong("is not an object")
        self.row: Mapping[str, Any] = found

    def wrong(self, what: str) -> CorrectionsError:
        example = _EXAMPLES.get(self.word) or _EXAMPLES["speaker"]
        return CorrectionsError(f"{self.place}: {what}.", hint=f"Example: {example}")

    def correction(self, number: int) -> Correction:
        word = self.row.get("do")
        if word not in _EXAMPLES:
            raise self.wrong(f'"do" is {word!r}; it must be one of {", ".join(_EXAMPLES)}')
        self.word = word
        if word == "merge":
            return Correction(does=self._merge(), line=number)
        if word == "rename":
            return Correction(does=self._rename(), line=number)
        return Correction(does=self._speaker(), line=number)

    def _merge(self) -> Merge:
        self._only({"do", "names"})
        names = self._names("names")
        if len(names) < 2:
            raise self.wrong('"names" needs two names or more')
        return Merge(names)

    def _rename(self) -> Rename:
        self._only({"do", "name", "to"})
        return Rename(self._name("name"), self._name("to"))

    def _speaker(self) -> SpeakerOf:
        self._only({"do", "quote", "speaker", "addressees"})
        if "speaker" not in self.row:
            raise self.wrong('"speaker" is missing (null means: nobody known)')
        speaker = None if self.row["speaker"] is None else self._name("speaker")
        addressees = self._names("addressees") if self.row.get("addressees") is not None else None
        return SpeakerOf(quote=self._anchor(), speaker=speaker, addressees=addressees)

    def _anchor(self) -> QuoteAnchor:
        given = self.row.get("quote")
        if not isinstance(given, dict):
            raise self.wrong('"quote" must be an object with "text", "id", or "start" and "end"')
        if unknown := sorted(set(given) - _QUOTE_KEYS):
            raise self.wrong(f'"quote" has a key it should not have: {", ".join(unknown)}')
        for key in ("id", "text", "before", "after"):
            if key in given and not isinstance(given[key], str):
                raise self.wrong(f'"{key}" of "quote" must be a string')
        span = self._span(given)
        if "id" not in given and span is None and not str(given.get("text", "")).strip():
            raise self.wrong('"quote" must have "text", "id", or "start" and "end"')
        return QuoteAnchor(
            id=given.get("id"),
            span=span,
            text=given.get("text"),
            before=given.get("before", ""),
            after=given.get("after", ""),
            occurrence=self._occurrence(given),
        )

    def _span(self, given: Mapping[str, Any]) -> Span | None:
        if "start" not in given and "end" not in given:
            return None
        start, end = given.get("start"), given.get("end")
        if not (_is_count(start) and _is_count(end) and 0 <= start < end):
            raise self.wrong('"start" and "end" must be numbers of characters, the first smaller than the second')
        return Span(start, end)

    def _occurrence(self, given: Mapping[str, Any]) -> int | None:
        found = given.get("occurrence")
        if found is not None and (not _is_count(found) or found < 1):
            raise self.wrong('"occurrence" must be a number from 1')
        return found

    def _only(self, keys: set[str]) -> None:
        if unknown := sorted(set(self.row) - keys):
            raise self.wrong(f"has a key it should not have: {', '.join(unknown)}")

    def _name(self, key: str) -> str:
        found = self.row.get(key)
        if not isinstance(found, str) or not found.strip():
            raise self.wrong(f'"{key}" must be a name')
        return found.strip()

    def _names(self, key: str) -> tuple[str, ...]:
        found = self.row.get(key)
        if not isinstance(found, Sequence) or isinstance(found, str):
            raise self.wrong(f'"{key}" must be a list of names')
        if not all(isinstance(name, str) and name.strip() for name in found):
            raise self.wrong(f'"{key}" must be a list of names')
        return tuple(name.strip() for name in found)


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
