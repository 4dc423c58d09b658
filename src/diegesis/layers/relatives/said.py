"""What a person said of relatives: that one is somebody of the cast, is called otherwise, or is nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diegesis.layer import AlsoCalled, Clamp, Described, Merge, NotCharacter, Ref, Rename, Tables
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.entities.records import Gender
from diegesis.layers.relatives.records import Relative

HEEDED = (Merge, AlsoCalled, Rename, Described, NotCharacter)


class Said:
    """Answers by the name that a relative would be given (*Tom's aunt*)."""

    def __init__(self, tables: Tables, clamps: Sequence[Clamp]) -> None:
        self._clamps = clamps
        self._cast = {_folded(row.name): Ref[Character](row.id) for row in tables.rows(Character)}
        self._aliases: dict[str, Ref[Character]] = {}
        for alias in tables.rows(Alias):
            self._aliases.setdefault(_folded(alias.text), alias.character)

    def person(self, name: str) -> Ref[Character] | None:
        """The one of the cast that a person said a relative is, or who has just this name; else ``None``."""
        wanted = _folded(name)
        found = self._cast.get(wanted)
        for clamp in self._clamps:
            if isinstance(clamp, Merge) and wanted in map(_folded, clamp.names):
                found = self._first(clamp.names) or found
            elif isinstance(clamp, AlsoCalled) and wanted == _folded(clamp.alias):
                found = self._first((clamp.name,)) or found
        return found

    def _first(self, names: Sequence[str]) -> Ref[Character] | None:
        keys = [_folded(name) for name in names]
        return next((where[key] for key in keys for where in (self._cast, self._aliases) if key in where), None)

    def is_nobody(self, name: str) -> bool:
        """Whether a person said that a relative is no character."""
        now = _folded(name)
        for clamp in self._clamps:
            if isinstance(clamp, Rename) and _folded(clamp.name) == now:
                now = _folded(clamp.new_name)
            elif isinstance(clamp, NotCharacter) and _folded(clamp.name) == now:
                return True
        return False

    def described(self, row: Relative) -> Relative:
        """A relative with the name, the pronouns and the gender that a person gave."""
        for clamp in self._clamps:
            if isinstance(clamp, Rename) and _folded(clamp.name) == _folded(row.name):
                row = replace(row, name=clamp.new_name, made_by="person")
            elif isinstance(clamp, Described) and _folded(clamp.name) == _folded(row.name):
                gender = Gender(clamp.gender) if clamp.gender else row.gender
                row = replace(row, pronouns=clamp.pronouns or row.pronouns, gender=gender, made_by="person")
        return row


def _folded(name: str) -> str:
    return " ".join(name.lower().replace("’", "'").split())
