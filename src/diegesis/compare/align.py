"""Who of one story is who of another, by their names (see ``diegesis.story.likeness``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.bible.model import Sheet
from diegesis.story.likeness import CLEAR, LEAST, Match, match


@dataclass(slots=True)
class Group:
    """One person through several stories.

    Attributes:
        members: the sheet in each story, ``None`` where there is none.
        score: of the weakest match in the group; 1 for somebody of one story.
        why: what that match rests on.
    """

    members: list[Sheet | None]
    score: float = 1.0
    why: str = ""

    @property
    def shared(self) -> bool:
        """Whether the person is in two stories or more."""
        return sum(member is not None for member in self.members) > 1


def align(casts: Sequence[Sequence[Sheet]]) -> list[Group]:
    """Everybody of all stories, each person once; those of the first story first, in the order given.

    Args:
        casts: the people of each story, those first who matter most.
    """
    groups: list[Group] = []
    for story, cast in enumerate(casts):
        for group in groups:
            group.members.append(None)
        taken = _assigned(groups, cast)
        for position, sheet in enumerate(cast):
            if position in taken:
                group, found = taken[position]
                group.members[story] = sheet
                if found.score < group.score or not group.why:
                    group.score, group.why = min(found.score, group.score), found.why
            else:
                groups.append(Group([*([None] * story), sheet]))
    return groups


def _assigned(groups: Sequence[Group], cast: Sequence[Sheet]) -> dict[int, tuple[Group, Match]]:
    """The group that each of a cast belongs to: the best pairs first, each person once."""
    scores: dict[tuple[int, int], Match] = {}
    for i, group in enumerate(groups):
        for j, sheet in enumerate(cast):
            members = (member for member in group.members if member is not None)
            found = max((match(member, sheet) for member in members), key=lambda found: found.score)
            if found.score >= LEAST:
                scores[i, j] = found
    taken: dict[int, tuple[Group, Match]] = {}
    used: set[int] = set()
    for (i, j), found in sorted(scores.items(), key=lambda row: (-row[1].score, row[0])):
        if i in used or j in taken or _doubtful(scores, i, j, used, set(taken)):
            continue
        used.add(i)
        taken[j] = (groups[i], found)
    return taken


def _doubtful(scores: dict[tuple[int, int], Match], i: int, j: int, used: set[int], taken: set[int]) -> bool:
    """Whether a weak match has a rival as good: *Marsh* is one of two Marshes, and nothing says which."""
    score = scores[i, j].score
    if score >= CLEAR:
        return False
    free = {(a, b): row.score for (a, b), row in scores.items() if a not in used and b not in taken}
    return any(other >= score for (a, b), other in free.items() if (a == i) != (b == j))
