"""What the author wants to see: ``pyproject.toml``, and a comment file beside the draft.

In ``pyproject.toml``, of the draft's folder or of one above it::

    [tool.diegesis.check]
    select = ["eye_colour", "age"]      # only these codes
    ignore = ["confusable_names"]       # not these
    min-confidence = 0.7                # only what is at least so probable

Beside ``draft.docx``, in ``draft.docx.check``, one line for each thing that is as it should be::

    # She dyes it in the lost chapter.
    hair_colour: her red hair           findings of a code whose passages hold these words
    n-1f0a9c3b7e                        one finding by its id
    confusable_names                    a code, in this draft
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from diegesis.errors import SettingsError
from diegesis.layers.findings.records import SHOWN, Code
from diegesis.story.queries import folded, suggestion

SUFFIX = ".check"
_CODES = tuple(code.value for code in Code)
_KEYS = ("select", "ignore", "min-confidence")


@dataclass(frozen=True, slots=True)
class Ignored:
    """One line of the file beside a draft: a finding's id, or a code, or a code and words of a passage."""

    id: str = ""
    code: Code | None = None
    words: str = ""

    def fits(self, finding_id: str, code: Code, passages: Iterable[str]) -> bool:
        """Whether a finding is one that this line takes out."""
        if self.code is None:
            return self.id == finding_id
        return self.code is code and any(folded(self.words) in folded(passage) for passage in passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is shown.

    Attributes:
        select: only these codes; all where empty.
        ignore: not these.
        min_confidence: only findings at least so probable (0 to 1).
        ignored: what the author says is as it should be.
    """

    select: frozenset[Code] = frozenset()
    ignore: frozenset[Code] = frozenset()
    min_confidence: float = SHOWN
    ignored: tuple[Ignored, ...] = ()

    def overridden(
        self,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        min_confidence: float | None = None,
    ) -> Settings:
        """These settings with what the command line says instead; ``ignore`` adds to what is ignored.

        Raises:
            SettingsError: there is no such code.
        """
        chosen = _codes(select, "--select")
        return replace(
            self,
            select=chosen or self.select,
            ignore=(self.ignore | _codes(ignore, "--ignore")) - chosen,
            min_confidence=self.min_confidence if min_confidence is None else min_confidence,
        )


def read_settings(start: Path) -> Settings:
    """The settings of the nearest ``pyproject.toml`` in a folder or above it; the defaults where none has any.

    Raises:
        SettingsError: the file cannot be read, or holds a key, a code or a value that is not known.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        file = folder / "pyproject.toml"
        if not file.is_file():
            continue
        try:
            found = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{file.name} in {folder.name or folder}: cannot be read: {error}.") from error
        section = found.get("tool", {}).get("diegesis", {}).get("check")
        if section is not None:
            return _settings(section)
    return Settings()


def _settings(section: Mapping[str, Any]) -> Settings:
    where = "pyproject.toml, [tool.diegesis.check]"
    unknown = sorted(set(section) - set(_KEYS))
    if unknown:
        hint = suggestion(unknown[0], _KEYS) or f"Known: {', '.join(_KEYS)}."
        raise SettingsError(f"{where}: {unknown[0]!r} is not known here.", hint=hint)
    least = section.get("min-confidence", SHOWN)
    if isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
        raise SettingsError(f"{where}: min-confidence is {least!r}, not a number from 0 to 1.")
    lists = {}
    for key in ("select", "ignore"):
        given = section.get(key, [])
        if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
            raise SettingsError(f"{where}: {key} is not a list of codes.", hint='Example: ignore = ["age"]')
        lists[key] = _codes(given, f"{where}: {key}")
    return Settings(select=lists["select"], ignore=lists["ignore"], min_confidence=float(least))


def _codes(given: Sequence[str], where: str) -> frozenset[Code]:
    unknown = [code for code in given if code not in _CODES]
    if unknown:
        hint = suggestion(unknown[0], _CODES) or f"Codes: {', '.join(_CODES)}."
        raise SettingsError(f"{where}: there is no code {unknown[0]!r}.", hint=hint)
    return frozenset(map(Code, given))


def known_code(name: str) -> Code:
    """The code of a name.

    Raises:
        SettingsError: there is no such code.
    """
    [code] = _codes([name], "--explain")
    return code


def ignored_beside(draft: Path) -> tuple[Ignored, ...]:
    """What the file beside a draft says (``draft.docx.check`` for ``draft.docx``); nothing where there is none.

    Raises:
        SettingsError: the file cannot be read, or a line begins with neither a code nor an id.
    """
    file = draft.with_name(draft.name + SUFFIX)
    if not file.is_file():
        return ()
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name}: cannot be read: {error}.", hint="Save it as UTF-8 text.") from error
    return tuple(
        _ignored(line.strip(), f"{file.name}, line {number}")
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def _ignored(line: str, where: str) -> Ignored:
    head, colon, words = line.partition(":")
    name = head.split()[0] if head.split() else ""
    if name in _CODES:
        return Ignored(code=Code(name), words=words.strip() if colon else "")
    if name.startswith("n-") and not colon:
        return Ignored(id=name)
    hint = suggestion(name, _CODES) or "Begin a line with a code, or with the id of a finding, such as n-1f0a9c3b7e."
    raise SettingsError(f"{where}: {name or line!r} is neither a code nor the id of a finding.", hint=hint)
