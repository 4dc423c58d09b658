"""Which lines are said by others, to others, in other words, elsewhere, or in one draft alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diegesis.diff.align import Pair
from diegesis.diff.draft import Draft, Utterance
from diegesis.diff.model import Change, Kind, Line
from diegesis.diff.people import People
from diegesis.diff.places import Places


def changed_lines(places: Places, pairs: Sequence[Pair], people: People) -> Iterator[Change[Line]]:
    """What became of the lines."""
    old, new = places.old.utterances, places.new.utterances
    for row in pairs:
        kinds = tuple(_kinds(old[row.old], new[row.new], row, people))
        if kinds:
            yield _change(places, kinds, old[row.old], new[row.new])
    kept_old, kept_new = {row.old for row in pairs}, {row.new for row in pairs}
    for at, line in enumerate(old):
        if at not in kept_old:
            yield _change(places, (Kind.REMOVED,), line, None)
    for at, line in enumerate(new):
        if at not in kept_new:
            yield _change(places, (Kind.ADDED,), None, line)


def _kinds(old: Utterance, new: Utterance, row: Pair, people: People) -> Iterator[Kind]:
    if not people.same(old.speaker, new.speaker):
        yield Kind.SPEAKER
    if people.groups("old", old.addressees).keys() != people.groups("new", new.addressees).keys():
        yield Kind.ADDRESSEES
    if old.words != new.words:
        yield Kind.REWORDED
    if row.moved:
        yield Kind.MOVED


def _change(places: Places, kinds: tuple[Kind, ...], old: Utterance | None, new: Utterance | None) -> Change[Line]:
    old_spans = [] if old is None else [old.span]
    new_spans = [] if new is None else [new.span]
    return Change(
        kinds=kinds,
        old=() if old is None else (_line(places.old, old),),
        new=() if new is None else (_line(places.new, new),),
        old_passages=places.old.passages(old_spans or places.in_old(new_spans)),
        new_passages=places.new.passages(new_spans or places.in_new(old_spans)),
        old_at=old_spans[0].start if old_spans else places.old_at(new_spans[0].start),
        new_at=new_spans[0].start if new_spans else places.new_at(old_spans[0].start),
    )


def _line(draft: Draft, row: Utterance) -> Line:
    text = draft.document.text
    return Line(
        id=row.pieces[0].id,
        words=" ".join(" ".join(piece.span.of(text).split()) for piece in row.pieces),
        speaker=draft.name(row.speaker),
        addressees=draft.names(row.addressees),
        confidence=round(row.row.confidence, 4) if row.row is not None else 0.0,
    )
