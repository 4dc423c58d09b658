"""What came of corrections: two stories of one text held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diegesis.corrections import Correction, Resolved, Unplaced
from diegesis.corrections.heeded import names_in
from diegesis.layer import NotCharacter
from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote
from diegesis.pipeline.maker import Run
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.story.queries import folded


@dataclass(frozen=True, slots=True)
class Change:
    """What came of corrections.

    Attributes:
        story: the corrected story.
        corrected: ids (in the new story) of the quotes that the corrections speak of, by themselves or by the people
            they name, and that changed their speaker, addressees, kind or words; in text order.
        neighbours: ids of the other quotes that changed, in text order.
        gone: ids (in the old story) of quotes that are no more.
        came, went: names of the people who joined and left the cast.
        people: ids of the characters of the new story whose row or aliases changed, those who came among them.
        unplaced: the corrections that found no place, with the reason.
        run_again: names of the layers that were run again, in their order.
    """

    story: Story
    corrected: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    run_again: tuple[str, ...] = ()

    @property
    def quotes(self) -> tuple[str, ...]:
        """Ids of all quotes that changed, those the corrections speak of first."""
        return (*self.corrected, *self.neighbours)


def change_between(old: Story, new: Story, before: Resolved, run: Run, turned: Sequence[Correction]) -> Change:
    """The change from one story to the next.

    Args:
        old, new: two stories of one text.
        before: where the corrections of the old one found their place.
        run: what made the new one.
        turned: the corrections that are new, or hold no more.
    """
    asked = {row.key for row in turned}
    spans = {span for row, span in (*before.quotes, *run.resolved.quotes) if row.key in asked}
    compared = _Compared(old, new, spans, turned)
    changed = compared.changed()
    by_correction = {quote.id for quote in changed if compared.is_spoken_of(quote)}
    there = {quote.span for quote in new.quotes}
    return Change(
        story=new,
        corrected=tuple(quote.id for quote in changed if quote.id in by_correction),
        neighbours=tuple(quote.id for quote in changed if quote.id not in by_correction),
        gone=tuple(quote.id for quote in old.quotes if quote.span not in there),
        came=_only_in(new, old),
        went=_only_in(old, new),
        people=_changed_people(old, new),
        unplaced=tuple(row for row in run.unplaced if row.correction.key in asked),
        run_again=run.run_again,
    )


class _Compared:
    """The quotes of two stories by their places."""

    def __init__(self, old: Story, new: Story, spans: Iterable[Span], turned: Sequence[Correction]) -> None:
        self._old, self._new = old, new
        self._before = {quote.span: quote for quote in old.quotes}
        self._spans = set(spans)
        self._utterances = {quote.utterance for quote in new.quotes if quote.span in self._spans}
        names = {name for row in turned for name in names_in(row.does)}
        self._nobody = any(isinstance(row.does, NotCharacter) for row in turned)
        self._named_before, self._named_now = _bearers(old, names), _bearers(new, names)

    def changed(self) -> list[Quote]:
        """Quotes of the new story that are not as they were, in text order."""
        return [quote for quote in self._new.quotes if self._is_changed(quote)]

    def _is_changed(self, quote: Quote) -> bool:
        before = self._before.get(quote.span)
        if before is None or before.kind is not quote.kind:
            return True
        was, now = self._people(self._old, before), self._people(self._new, quote)
        return len(was) != len(now) or any(not self._same(one, other) for one, other in zip(was, now, strict=True))

    def _people(self, story: Story, quote: Quote) -> list[Character | None]:
        """The speaker, then the addressees; nobody where no one can say it."""
        row = story.attribution_of(quote)
        if row is None:
            return [None]
        return [None if who is None else story.character(who) for who in (row.speaker, *row.addressees)]

    def _same(self, one: Character | None, other: Character | None) -> bool:
        """A person keeps their id through a new name, and their name through a new first place."""
        if one is None or other is None:
            return one is other
        return one.id == other.id or folded(one.name) == folded(other.name)

    def is_spoken_of(self, quote: Quote) -> bool:
        """Whether the corrections speak of a quote, or of those who said it before and say it now."""
        if quote.span in self._spans or quote.utterance in self._utterances:
            return True
        before = self._before.get(quote.span)
        if before is None:
            return False
        was, now = self._people(self._old, before)[0], self._people(self._new, quote)[0]
        if was is None or was.id not in self._named_before:
            return False
        return self._nobody or (now is not None and now.id in self._named_now)


def _bearers(story: Story, names: Iterable[str]) -> frozenset[str]:
    """Ids of all who have one of the names (folded)."""
    wanted = set(names)
    found = {row.id for row in story.characters if folded(row.name) in wanted}
    found |= {who for who, rows in story.aliases.items() if any(folded(row.text) in wanted for row in rows)}
    return frozenset(found)


def _only_in(story: Story, other: Story) -> tuple[str, ...]:
    """Names of the people whom the other story does not have, neither by id nor by name, in order of the cast."""
    ids = {row.id for row in other.characters}
    names = {folded(row.name) for row in other.characters}
    return tuple(row.name for row in story.characters if row.id not in ids and folded(row.name) not in names)


def _changed_people(old: Story, new: Story) -> tuple[str, ...]:
    before = {row.id: (row, old.aliases.get(row.id, ())) for row in old.characters}
    return tuple(row.id for row in new.characters if before.get(row.id) != (row, new.aliases.get(row.id, ())))
