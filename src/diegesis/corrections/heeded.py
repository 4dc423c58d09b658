"""Looks after the run whether each correction came true, so that none is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from diegesis.corrections.corrections import NAMING, Correction, Unplaced
from diegesis.layer import (
    AlsoCalled,
    Clamp,
    Described,
    Merge,
    NarratedBy,
    NotCharacter,
    Rename,
    SceneBreak,
    Split,
    SpokenBy,
    Tables,
)
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.quotes.records import Quote
from diegesis.layers.relatives.records import KinAlias
from diegesis.layers.scenes.records import Scene
from diegesis.layers.speakers.records import Attribution
from diegesis.story.queries import folded
from diegesis.views.people import cast_of


def unheeded(placed: Sequence[tuple[Correction, Clamp]], tables: Tables) -> tuple[Unplaced, ...]:
    """Corrections that the finished tables do not show, with the reason, in the order given.

    What a later correction of the same people changed again is not looked after.

    Args:
        placed: corrections with the clamps they became.
        tables: what all layers made; where a table is missing, what it would show is not looked after.
    """
    if not placed:
        return ()
    outcome = _Outcome(tables)
    found: dict[int, tuple[Correction, list[str]]] = {}
    for at, (correction, clamp) in enumerate(placed):
        later = [other for _, other in placed[at + 1 :]]
        reasons = "; ".join(outcome.reasons(clamp)) if not _is_overruled(clamp, later) else ""
        if reasons:
            found.setdefault(id(correction), (correction, []))[1].append(reasons)
    return tuple(Unplaced(correction, "; ".join(dict.fromkeys(told))) for correction, told in found.values())


def unknown_speakers(clamps: Iterable[Clamp], tables: Tables) -> tuple[str, ...]:
    """Names that somebody was said to speak or be spoken to by, and that nobody of the cast has; in the order given.

    The text may have the words without naming anybody by them (*a lady dressed in grey* speaks once).
    """
    if Character not in tables.kinds():
        return ()
    outcome = _Outcome(tables)
    said = [
        name for clamp in clamps if isinstance(clamp, SpokenBy) for name in (clamp.speaker, *(clamp.addressees or ()))
    ]
    return tuple(dict.fromkeys(name for name in said if name is not None and not outcome.people(name)))


def _is_overruled(clamp: Clamp, later: Sequence[Clamp]) -> bool:
    """Whether a later correction names the same people, or another narrator."""
    if not isinstance(clamp, NAMING):
        return False
    if isinstance(clamp, NarratedBy):
        tellers = [other for other in later if isinstance(other, NarratedBy)]
        if any(other.chapter in (None, clamp.chapter) for other in tellers):
            return True
    names = names_in(clamp)
    return any(isinstance(other, NAMING) and not names.isdisjoint(names_in(other)) for other in later)


def names_in(does: object) -> frozenset[str]:
    """Every name that a correction of the cast says, folded; none for other kinds."""
    match does:
        case Merge(names=names):
            said: tuple[str, ...] = names
        case Rename(name=name, new_name=new_name):
            said = (name, new_name)
        case Split(name=name, aliases=aliases, new_name=new_name):
            said = (name, *aliases, new_name)
        case AlsoCalled(alias=alias, name=name):
            said = (alias, name)
        case Described(name=name) | NotCharacter(name=name) | NarratedBy(name=name):
            said = (name,)
        case _:
            said = ()
    return frozenset(map(folded, said))


class _Outcome:
    """The finished cast, quotes, scenes and speakers, asked by name and place."""

    def __init__(self, tables: Tables) -> None:
        self._has_cast = Character in tables.kinds()
        self._has_speakers = Attribution in tables.kinds()
        self._has_scenes = Scene in tables.kinds()
        self._cast: dict[str, Character] = {row.id: row for row in cast_of(tables)}
        self._names = {row.id: {folded(row.name)} for row in self._cast.values()}
        for alias in (*tables.rows(Alias), *tables.rows(KinAlias)):
            self._names.setdefault(alias.character, set()).add(folded(alias.text))
        self._quotes = {quote.span: quote for quote in tables.rows(Quote)}
        self._rows = {str(row.quote): row for row in tables.rows(Attribution)}
        self._scenes = {row.span.start for row in tables.rows(Scene)}

    def reasons(self, clamp: Clamp) -> Iterator[str]:
        """Why a clamp did not come true; nothing where it did."""
        match clamp:
            case SpokenBy() if self._has_speakers:
                yield from self._not_spoken(clamp)
            case SceneBreak(at=at, begins=begins) if self._has_scenes and (at in self._scenes) is not begins:
                yield "no scene begins there" if begins else "a scene begins there all the same"
            case _ if self._has_cast:
                yield from self._not_so_called(clamp)

    def _not_so_called(self, clamp: Clamp) -> Iterator[str]:
        match clamp:
            case Merge(names=names):
                yield from self._still_several(names)
            case Rename(new_name=name):
                yield from self._unknown(name)
            case Split(name=name, new_name=new_name, aliases=aliases):
                if not self.people(new_name) or not all(self._among(each, self.people(new_name)) for each in aliases):
                    yield f"{name} has no such aliases" if self.people(name) else f"the cast has nobody called {name}"
            case AlsoCalled(alias=alias, name=name) if not self._among(alias, self.people(name)):
                yield (
                    f"the cast has nobody called {name}" if not self.people(name) else "they are still several people"
                )
            case NotCharacter(name=name) if self.people(name):
                yield f"somebody else is called {name} too"
            case Described(name=name):
                yield from self._unknown(name)
            case NarratedBy(name=name) if not any(self._cast[who].narrator for who in self.people(name)):
                yield from self._unknown(name) if not self.people(name) else ("nobody says I there",)

    def _unknown(self, name: str) -> Iterator[str]:
        if not self.people(name):
            yield f"the cast has nobody called {name}"

    def _not_spoken(self, clamp: SpokenBy) -> Iterator[str]:
        quote = self._quotes.get(clamp.span)
        row = self._rows.get(quote.id) if quote is not None else None
        if row is None:
            yield "nobody can say this; it is no speech"
            return
        if clamp.speaker is None and row.speaker is not None:
            yield "the line has a speaker all the same"
        if clamp.speaker is not None and not self._among(clamp.speaker, [row.speaker] if row.speaker else []):
            known = self.people(clamp.speaker)
            yield "the line has another speaker" if known else f"the cast has nobody called {clamp.speaker}"
        for name in clamp.addressees or ():
            if not self._among(name, row.addressees):
                yield f"the cast has nobody called {name}"

    def _still_several(self, names: Sequence[str]) -> Iterator[str]:
        """Names that no person has are left out: they may stand in the text and mean nobody."""
        owners = [people for people in map(self.people, names) if people]
        if not owners or not set.intersection(*owners):
            yield "they are still several people" if owners else "the cast has none of them"

    def people(self, name: str) -> set[str]:
        """The ids of all who have a name."""
        wanted = folded(name)
        return {person for person, names in self._names.items() if wanted in names}

    def _among(self, name: str, people: Iterable[str]) -> bool:
        return not self.people(name).isdisjoint(people)
