"""What a person said of the cast: members, merges, splits, names. It outranks every rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from diegesis.document import Document
from diegesis.layer import AlsoCalled, CastMember, Clamp, Described, Merge, NarratedBy, NotCharacter, Rename, Split
from diegesis.layers.characters.entries import Entry, Named
from diegesis.layers.characters.forms import parse
from diegesis.layers.entities.records import MentionForm
from diegesis.lexicons.people import first_name_gender
from diegesis.spans import Span

#: The clamps that change the cast.
HEEDED = (CastMember, Merge, Rename, Split, AlsoCalled, Described, NotCharacter, NarratedBy)
#: Where an entry went that a person said is nobody.
NOBODY = -1
_GENDERS = {"she": "F", "he": "M", "it": "N"}
_REASON = "a person said so"


def apply_clamps(document: Document, entries: list[Entry], clamps: Sequence[Clamp]) -> dict[int, int]:
    """Merge, part, rename, take out and add entries as a person said, in the order it was said.

    Returns:
        For every entry that is no more, the position of the one it is now part of, or ``NOBODY``. The list keeps its
        length but for people added at its end.
    """
    gone: dict[int, int] = {}
    for clamp in clamps:
        match clamp:
            case Merge(names=names):
                _name(entries, _merged(entries, gone, names), names[0])
            case Rename(name=name, new_name=new_name):
                _name(entries, _first(entries, gone, (name,)), new_name)
            case CastMember():
                _member(document, entries, gone, clamp)
            case Split():
                _split(entries, gone, clamp)
            case AlsoCalled():
                _also_called(document, entries, gone, clamp)
            case Described(name=name):
                _describe(entries, _first(entries, gone, (name,)), clamp.pronouns, clamp.gender)
            case NotCharacter(name=name):
                at = _first(entries, gone, (name,))
                if at is not None:
                    gone[at] = NOBODY
    return gone


def now_at(gone: dict[int, int], position: int) -> int:
    """Where an entry is after all merges; ``NOBODY`` where it was taken out."""
    while position in gone:
        position = gone[position]
    return position


def _name(entries: Sequence[Entry], at: int | None, name: str) -> None:
    if at is not None:
        entries[at].name, entries[at].made_by = name, "person"


def _describe(entries: Sequence[Entry], at: int | None, pronouns: str, gender: str) -> None:
    """Set what a person knows of somebody; pronouns say the gender where nothing else does."""
    if at is None:
        return
    entries[at].made_by = "person"
    entries[at].pronouns = pronouns or entries[at].pronouns
    known = _GENDERS.get(pronouns.split("/")[0].strip().lower(), "U") if pronouns else entries[at].gender
    entries[at].gender = gender or known


def _split(entries: list[Entry], gone: dict[int, int], clamp: Split) -> None:
    """Aliases of one entry become another's: that of ``new_name`` where there is one, else a new one."""
    at = _first(entries, gone, (clamp.name,))
    if at is None:
        return
    moved = _taken(entries[at], clamp.aliases)
    if not moved:
        return
    if not entries[at].aliases:
        _name(entries, at, clamp.new_name)
        entries[at].aliases = moved
        return
    other = next((i for i in _all(entries, gone, (clamp.new_name,)) if i != at), None)
    if other is None:
        other = len(entries)
        entries.append(Entry(name=clamp.new_name, first=min(a.first for a in moved), gender=_gender(clamp.new_name)))
    entries[other].aliases += _because(moved)
    entries[other].first = min(entries[other].first, *(a.first for a in moved))
    entries[other].made_by = entries[at].made_by = "person"


def _also_called(document: Document, entries: list[Entry], gone: dict[int, int], clamp: AlsoCalled) -> None:
    """An alias moves to its person from whoever bore it; somebody who had no other is that person."""
    at = _first(entries, gone, (clamp.name,))
    if at is None:
        return
    entry = entries[at]
    for other in _all(entries, gone, (clamp.alias,)):
        if other == at:
            continue
        entry.aliases += _because(_taken(entries[other], (clamp.alias,)))
        if not entries[other].aliases:
            entry.evidence += [entries[other].first, *entries[other].evidence]
            gone[other] = at
    if not entry.bears(_folded((clamp.alias,))):
        form = MentionForm.PROP if clamp.alias[:1].isupper() else MentionForm.NOM
        count = len(_uses(document, clamp.alias))
        entry.aliases.append(Named(clamp.alias, form, count, _place(document, (clamp.alias,)), _REASON))
    entry.made_by = "person"


def _taken(entry: Entry, names: Sequence[str]) -> list[Named]:
    """Take aliases from an entry; one that was shown by such a name shows the most frequent of the rest."""
    wanted = _folded(names)
    moved = [alias for alias in entry.aliases if alias.text.lower() in wanted]
    entry.aliases = [alias for alias in entry.aliases if alias.text.lower() not in wanted]
    if entry.aliases:
        entry.first = min(alias.first for alias in entry.aliases)
        if entry.name.lower() in wanted:
            entry.name = max(entry.aliases, key=lambda alias: alias.count).text
    return moved


def _because(aliases: Iterable[Named]) -> list[Named]:
    """Aliases as a person's word."""
    return [Named(a.text, a.form, a.count, a.first, _REASON) for a in aliases]


def _gender(name: str) -> str:
    """The gender that a title or a first name says; U where neither does."""
    form = parse(name)
    return form.gender if form.gender != "U" or not form.parts else first_name_gender(form.parts[0])


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
        home.aliases += _because(moved.aliases)
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
        _describe(entries, at, clamp.pronouns, "")


def _uses(document: Document, name: str) -> list[Span]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    pattern = re.compile(rf"(?<!\w){words}(?!\w)")
    return [Span(*match.span()) for match in pattern.finditer(document.text)]


def _place(document: Document, names: Sequence[str]) -> Span:
    """The first place of any of the names; the first word of the text where it has none."""
    uses = [span for name in names for span in _uses(document, name)[:1]]
    return min(uses, default=document.tokens[0] if len(document.tokens) else Span(0, 0))
