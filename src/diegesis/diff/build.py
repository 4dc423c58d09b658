"""What changed between two drafts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from diegesis.diff.align import align
from diegesis.diff.draft import Draft
from diegesis.diff.lines import changed_lines
from diegesis.diff.model import SECTIONS, Change, Changes, FactView, FindingView, Line, Person, SceneView, TieView
from diegesis.diff.people import People
from diegesis.diff.places import Places
from diegesis.diff.scenes import Scenes
from diegesis.diff.world import World
from diegesis.story import Story

#: Facts, ties and findings less probable than this are not told.
LEAST = 0.5

T = TypeVar("T", Person, Line, SceneView, FactView, TieView, FindingView)


def diff(old: Story, new: Story, *, least: float = LEAST) -> Changes:
    """What is otherwise in the new draft: people, who says which line, scenes, facts, ties, findings.

    Args:
        old, new: two drafts of one story.
        least: the least probability (0 to 1) of facts, ties and findings.

    >>> from diegesis.testing import story
    >>> made = [story(f'"Come in," said {name}. "Sit."', [('"Come in,"', name)]) for name in ("Ann", "Mary")]
    >>> [(row.kinds[0].value, row.old[0].name, row.new[0].name) for row in diff(*made).people]
    [('renamed', 'Ann', 'Mary')]
    """
    # Where several pairings are as good, the choice must not hang on which draft is the old one.
    if _swapped(old, new):
        return _ordered(_mirrored(_changes(new, old, least=least)))
    return _ordered(_changes(old, new, least=least))


def _swapped(old: Story, new: Story) -> bool:
    """Whether the new draft goes first: any order that hangs on the drafts alone."""
    if old.document.text != new.document.text:
        return new.document.text < old.document.text
    return _rows(new) < _rows(old)


def _rows(story: Story) -> str:
    return repr([story.rows(kind) for kind in sorted(story.tables.kinds(), key=lambda kind: kind.__name__)])


def _changes(old: Story, new: Story, *, least: float) -> Changes:
    first, second = Draft(old), Draft(new)
    places = Places(first, second)
    lines = align([row.words for row in first.utterances], [row.words for row in second.utterances])
    people = People(places, lines)
    world = World(places, people, least=least)
    return Changes(
        old=first.view(),
        new=second.view(),
        kept=len(lines),
        people=tuple(people.changes()),
        lines=tuple(changed_lines(places, lines, people)),
        scenes=tuple(Scenes(places, people).changes()),
        facts=tuple(world.facts()),
        ties=tuple(world.ties()),
        findings=tuple(world.findings()),
    )


def _mirrored(changes: Changes) -> Changes:
    parts = {name: tuple(row.mirrored() for row in getattr(changes, name)) for name in SECTIONS}
    return Changes(old=changes.new, new=changes.old, kept=changes.kept, **parts)


def _ordered(changes: Changes) -> Changes:
    parts = {name: _sorted(getattr(changes, name)) for name in SECTIONS}
    return Changes(old=changes.old, new=changes.new, kept=changes.kept, **parts)


def _sorted(rows: Iterable[Change[T]]) -> tuple[Change[T], ...]:
    """In text order of the new draft."""
    return tuple(sorted(rows, key=lambda row: (row.new_at, row.old_at, row.kinds, repr(row.old), repr(row.new))))
