"""Several stories side by side."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.bible.build import LEAST, build_bible
from diegesis.bible.model import Bible, Sheet
from diegesis.compare.align import Group, align
from diegesis.compare.differ import differences
from diegesis.compare.model import Comparison, SharedPerson, SharedTie
from diegesis.errors import BadOption
from diegesis.layers.relationships.records import DIRECTED, TieKind
from diegesis.story import Story

#: Two people are one of these to each other, and stay it.
_KIN = frozenset({TieKind.PARENT, TieKind.GRANDPARENT, TieKind.SIBLING, TieKind.AUNT_UNCLE, TieKind.COUSIN})


def compare(stories: Sequence[Story], *, least: float = LEAST) -> Comparison:
    """Set the people of several stories side by side.

    Args:
        stories: two or more, in the order in which they are to be shown.
        least: the least probability (0 to 1) of what is said.

    Raises:
        BadOption: there are fewer than two stories.

    >>> from diegesis.testing import story
    >>> made = [story(f'"Come in," said {name}.', [('"Come in,"', name)]) for name in ("Ann Vale", "Ann")]
    >>> [(row.name, row.score) for row in compare(made).people]
    [('Ann Vale', 0.8)]
    """
    if len(stories) < 2:
        raise BadOption("Comparing takes two stories or more.", hint="diegesis compare A.story B.story")
    bibles = tuple(build_bible(story, least=least) for story in stories)
    groups = align([(*bible.sheets, *bible.others) for bible in bibles])
    shared = sorted((group for group in groups if group.shared), key=lambda group: -_presence(group))
    return Comparison(
        bibles=bibles,
        labels=_labels(bibles),
        people=tuple(
            SharedPerson(
                sheets=tuple(group.members),
                score=group.score,
                why=group.why,
                differences=differences(group.members),
            )
            for group in shared
        ),
        only=tuple(_only(groups, number) for number in range(len(bibles))),
        ties=_ties(bibles, shared),
    )


def _presence(group: Group) -> int:
    """How much of the stories somebody takes."""
    return sum(member.mentions + member.lines for member in group.members if member is not None)


def _labels(bibles: Sequence[Bible]) -> tuple[str, ...]:
    """Titles, with a number where two are the same."""
    titles = [bible.title for bible in bibles]
    return tuple(
        title if titles.count(title) == 1 else f"{title} ({number})" for number, title in enumerate(titles, start=1)
    )


def _only(groups: Sequence[Group], story: int) -> tuple[Sheet, ...]:
    found = (group.members[story] for group in groups if not group.shared)
    return tuple(sheet for sheet in found if sheet is not None)


def _ties(bibles: Sequence[Bible], shared: Sequence[Group]) -> tuple[SharedTie, ...]:
    """Ties between shared people, in order of the people."""
    rows: dict[tuple[int, int], list[list[tuple[str, tuple[TieKind, bool]]]]] = {}
    for story, bible in enumerate(bibles):
        known = {sheet.key: i for i, group in enumerate(shared) if (sheet := group.members[story]) is not None}
        for tie in bible.ties:
            if tie.a in known and tie.b in known:
                a, b = known[tie.a], known[tie.b]
                forward = tie.kind not in DIRECTED or a < b
                told = rows.setdefault((min(a, b), max(a, b)), [[] for _ in bibles])
                told[story].append((tie.words, (tie.kind, forward)))
    return tuple(_tie(pair, told) for pair, told in sorted(rows.items()))


def _tie(pair: tuple[int, int], told: Sequence[Sequence[tuple[str, tuple[TieKind, bool]]]]) -> SharedTie:
    kin = [{kind for _, kind in ties if kind[0] in _KIN} for ties in told]
    said = [kinds for kinds in kin if kinds]
    return SharedTie(
        a=pair[0],
        b=pair[1],
        kinds=tuple(tuple(words for words, _ in ties) for ties in told),
        differs=len(said) > 1 and not set.intersection(*said),
    )
