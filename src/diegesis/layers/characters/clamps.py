"""What a person said of the cast: members, merges, names. It outranks every rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diegesis.document import Document
from diegesis.layer import CastMember, Clamp, Merge, Rename
from diegesis.layers.characters.entries import Entry, Named
from diegesis.layers.entities.records import MentionForm
from diegesis.spans import Span

_GENDERS = {"she": "F", "he": "M", "it": "N"}
_REASON = "a person said so"


def apply_clamps(document: Document, entries: list[Entry], clamps: Sequence[Clamp]) -> dict[int, int]:
    """Merge, rename and add entries as a person said, in the order they were said.

    Returns:
        For every entry that was merged away, the position of the one it is now part of. The list keeps its length
        but for members added at its end.
    """
    gone: dict[int, int] = {}
    for clamp in clamps:
        if isinstance(clamp, Merge):
            at = _merged(entries, gone, clamp.names)
            if at is not None:
                entries[at].name, entries[at].made_by = clamp.names[0], "person"
        elif isinstance(clamp, Rename):
            at = _first(entries, gone, (clamp.name,))
            if at is not None:
                entries[at].name, entries[at].made_by = clamp.new_name, "person"
        elif isinstance(clamp, CastMember):
            _member(document, entries, gone, clamp)
    return gone


def _folded(names: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(name.lower().split()) for name in names)


def _all(entries: Sequence[Entry], gone: dict[int, int], names: Sequence[str]) -> list[int]:
    wanted = _folded(names)
    return [at for at, entry in enumerate(entries) if at not in gone and entry.bears(wanted)]


def _first(entries: Sequence[Entry], gone: dict[int, int], names: Sequence[str]) -> int | None:
    return next(iter(_all(entries, gone, names)), None)


def _merged(entries: Sequence[Entry], gone: dict[int, int], names: Sequence[str]) -> int | None:
    """Make one entry of all who bear one of the names; returns its position, ``None`` where nobody does."""
    found = _all(entries, gone, names)
    if not found:
        return None
    home = entries[found[0]]
    for other in found[1:]:
        moved = entries[other]
        home.aliases += [Named(a.text, a.form, a.count, a.first, _REASON) for a in moved.aliases]
        home.evidence += [moved.first, *moved.evidence]
        home.narrator = home.narrator or moved.narrator
        home.gender = home.gender if home.gender != "U" else moved.gender
        gone[other] = found[0]
    return found[0]


def _member(document: Document, entries: list[Entry], gone: dict[int, int], clamp: CastMember) -> None:
    """A member of the cast: merged from all of their names, or added where the text gave nobody."""
    names = (clamp.name, *clamp.aliases)
    at = _merged(entries, gone, names)
    if at is None:
        at = len(entries)
        entries.append(Entry(name=clamp.name, first=_place(document, names)))
    entry = entries[at]
    entry.name, entry.made_by = clamp.name, "person"
    known = {alias.text.lower() for alias in entry.aliases}
    for name in names:
        count = len(_uses(document, name))
        if name.lower() not in known and count:
            entry.aliases.append(Named(name, MentionForm.PROP, count, _place(document, (name,)), _REASON))
    if clamp.pronouns:
        entry.pronouns = clamp.pronouns
        entry.gender = _GENDERS.get(clamp.pronouns.split("/")[0].strip().lower(), "U")


def _uses(document: Document, name: str) -> list[Span]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    pattern = re.compile(rf"(?<!\w){words}(?!\w)")
    return [Span(*match.span()) for match in pattern.finditer(document.text)]


def _place(document: Document, names: Sequence[str]) -> Span:
    """The first place of any of the names; the first word of the text where it has none."""
    uses = [span for name in names for span in _uses(document, name)[:1]]
    return min(uses, default=document.tokens[0] if len(document.tokens) else Span(0, 0))
