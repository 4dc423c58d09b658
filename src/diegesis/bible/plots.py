"""Plots of a story as SVG or PNG, drawn by matplotlib (the extra ``plots``).

One story gives the same bytes each time: no date, and ids that hang on the picture alone.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib.util import find_spec
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any

from diegesis.bible.measures import Network, dialogue_of, network_of, presence_of, tones_of
from diegesis.bible.page import shown
from diegesis.bible.wording import percent
from diegesis.errors import BadOption, MissingExtra
from diegesis.layers.relationships.records import TieKind
from diegesis.story import Story

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 8.4
_INK, _DIM, _SOFT, _BLUE, _RED = "#22262b", "#646b75", "#d5d9df", "#2f6db3", "#b5473c"
_COLOURS = {"kin": "#2e8b57", "love": "#c2457a", "work": "#b8860b", "against": "#b5473c", "other": "#2f6db3"}
_TIES = {
    "kin": "parent grandparent sibling aunt_uncle cousin in_law",
    "love": "spouse ex_spouse lover ex_lover",
    "work": "mentor superior colleague teammate classmate carer client owner_animal",
    "against": "rival enemy",
}
_MOST_NAME = 26


def draw(story: Story, kind: str, *, form: str = "svg") -> bytes:
    """A plot.

    Args:
        story: of what.
        kind: ``presence``, ``network``, ``dialogue`` or ``tone``.
        form: ``svg`` or ``png``.

    Raises:
        BadOption: there is no such kind, or the story has nothing for it to show.
        MissingExtra: matplotlib is not installed.
    """
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(KINDS)}."
        raise BadOption(f"There is no plot {kind!r}.", hint=hint)
    written = io.BytesIO()
    with _settled():
        figure = _DRAWN[kind](story)
        if figure is None:
            raise BadOption(f"There is nothing for the plot {kind!r} to show in this story.", hint=_LACKING[kind])
        # Without a date; matplotlib's own name and version would change the bytes with every release of it.
        metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        figure.savefig(written, format=form, metadata=metadata, dpi=150)
    return written.getvalue()


def drawn(story: Story, *, form: str = "svg") -> dict[str, bytes]:
    """Every plot that the story has something for, by kind.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    found = {}
    for kind in KINDS:
        try:
            found[kind] = draw(story, kind, form=form)
        except BadOption:
            continue
    return found


def require_matplotlib() -> None:
    """Say how to install what draws.

    Raises:
        MissingExtra: it is not installed.
    """
    if find_spec("matplotlib") is None:
        hint = "Install it with: pip install 'diegesis[plots]'"
        raise MissingExtra("Plots are drawn by matplotlib, which is not installed.", hint=hint)


@contextmanager
def _settled() -> Iterator[None]:
    """matplotlib with settings of its own, whatever the user's are."""
    require_matplotlib()
    import matplotlib

    # A name in a script that the measuring font lacks is written all the same: the reader's font draws it.
    with matplotlib.rc_context(), warnings.catch_warnings(action="ignore", category=UserWarning):
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "svg.hashsalt": "diegesis",
                "svg.fonttype": "none",
                "text.parse_math": False,
                "font.family": "sans-serif",
                "font.size": 10,
                "text.color": _INK,
                "axes.edgecolor": _SOFT,
                "axes.labelcolor": _DIM,
                "xtick.color": _DIM,
                "ytick.color": _INK,
                "axes.spines.top": False,
                "axes.spines.right": False,
            }
        )
        yield


def _figure(height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(_WIDTH, height), layout="constrained")


def _short(name: str) -> str:
    name = shown(name)
    return name if len(name) <= _MOST_NAME else f"{name[: _MOST_NAME - 1]}…"


# ---------------------------------------------------------------------------------------------- presence


def _presence(story: Story) -> Figure | None:
    """A row per person, darker where the book means them more often."""
    found = presence_of(story)
    if not found.names:
        return None
    figure = _figure(0.9 + 0.3 * len(found.names))
    axes = figure.add_subplot()
    parts = len(found.counts[0])
    most = max(max(row) for row in found.counts)
    for line, row in enumerate(found.counts):
        axes.hlines(line, 0, 1, color=_SOFT, linewidth=0.6, zorder=1)
        there = [(part, count) for part, count in enumerate(row) if count]
        axes.broken_barh(
            [(part / parts, 1 / parts) for part, _ in there],
            (line - 0.31, 0.62),
            facecolors=[(_BLUE, 0.25 + 0.75 * (count / most) ** 0.5) for _, count in there],
            zorder=2,
        )
    for start in found.chapters:
        axes.axvline(start, color="#ffffff", linewidth=1.2, zorder=3)
        axes.axvline(start, color=_SOFT, linewidth=0.6, zorder=3)
    axes.set_yticks(range(len(found.names)), list(map(_short, found.names)))
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["start", "25 %", "50 %", "75 %", "end"])
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure


# ----------------------------------------------------------------------------------------------- network


def _network(story: Story) -> Figure | None:
    """People around a circle; a line is the thicker the more passes between two, and coloured where they are tied."""
    found = network_of(story)
    if not found.edges:
        return None
    figure = _figure(5.6)
    axes = figure.add_subplot()
    count = len(found.names)
    points = [(sin(2 * pi * i / count), cos(2 * pi * i / count)) for i in range(count)]
    _draw_edges(axes, found, points)
    _draw_people(axes, found, points)
    _key_of_ties(axes, found)
    axes.set_xlim(-2.0, 2.0)
    axes.set_ylim(-1.28, 1.28)
    axes.set_aspect("equal")
    axes.set_axis_off()
    return figure


def _draw_edges(axes: Axes, found: Network, points: list[tuple[float, float]]) -> None:
    heaviest = max(1, *(edge.weight for edge in found.edges))
    for edge in reversed(found.edges):
        (ax, ay), (bx, by) = points[edge.a], points[edge.b]
        colour = _COLOURS[_sort_of(edge.tie)] if edge.tie else "#aeb5bf"
        width = 0.8 + 5.2 * (edge.weight / heaviest) ** 0.5
        # Bent towards the middle, so that lines between neighbours do not lie on each other.
        bend = 0.15 * hypot(ax - bx, ay - by)
        middle = ((ax + bx) / 2 * (1 - bend), (ay + by) / 2 * (1 - bend))
        axes.add_patch(_curve([(ax, ay), middle, (bx, by)], colour, width, 0.9 if edge.tie else 0.55))


def _curve(points: list[tuple[float, float]], colour: str, width: float, alpha: float) -> Any:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    path = Path(points, [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    return PathPatch(path, fill=False, edgecolor=colour, linewidth=width, alpha=alpha, capstyle="round")


def _draw_people(axes: Axes, found: Network, points: list[tuple[float, float]]) -> None:
    most = max(1, *found.sizes)
    for name, size, (x, y) in zip(found.names, found.sizes, points, strict=True):
        area = 60 + 440 * size / most
        axes.scatter([x], [y], s=area, color="#ffffff", edgecolor=_INK, linewidth=1.3, zorder=3)
        side = "left" if x > 0.05 else "right" if x < -0.05 else "center"
        level = "bottom" if y > 0.95 else "top" if y < -0.95 else "center"
        axes.text(1.14 * x, 1.12 * y, _short(name), ha=side, va=level, zorder=4)


def _key_of_ties(axes: Axes, found: Network) -> None:
    from matplotlib.lines import Line2D

    there = {_sort_of(edge.tie) for edge in found.edges if edge.tie}
    lines = [Line2D([], [], color=_COLOURS[sort], linewidth=3, label=sort) for sort in _COLOURS if sort in there]
    if lines and any(edge.tie is None for edge in found.edges):
        lines.append(Line2D([], [], color="#aeb5bf", linewidth=3, label="no tie stated"))
    axes.legend(handles=lines, loc="lower left", frameon=False, fontsize=9, labelcolor=_DIM)


def _sort_of(kind: TieKind | None) -> str:
    return next((sort for sort, kinds in _TIES.items() if kind is not None and kind.value in kinds.split()), "other")


# ---------------------------------------------------------------------------------------------- dialogue


def _dialogue(story: Story) -> Figure | None:
    """Each person's share of all that is said; with chapters, how much of each is said."""
    found = dialogue_of(story)
    if not found.people:
        return None
    rows = [*found.people, *([("others, or unknown", found.rest)] if found.rest >= 0.005 else [])]
    chapters = len(found.chapters) > 1
    heights = [0.7 + 0.28 * len(rows), *([2.3] if chapters else [])]
    figure = _figure(sum(heights))
    panels = figure.subplots(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0]
    _bars_of_people(panels[0], rows)
    if chapters:
        _bars_of_chapters(panels[1], found.chapters)
    return figure


def _bars_of_people(axes: Axes, rows: list[tuple[str, float]]) -> None:
    shares = [share for _, share in rows]
    colours = [_SOFT if name == "others, or unknown" else _BLUE for name, _ in rows]
    axes.barh(range(len(rows)), shares, color=colours, height=0.66)
    for line, share in enumerate(shares):
        axes.text(share + 0.006 * max(shares), line, f" {percent(share)}", va="center", color=_DIM, size=9)
    axes.set_yticks(range(len(rows)), [_short(name) for name, _ in rows])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.1 * max(shares))
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
    axes.set_title("Share of all spoken words", loc="left", size=10, color=_DIM)


def _bars_of_chapters(axes: Axes, chapters: tuple[tuple[int, float], ...]) -> None:
    numbers = [number for number, _ in chapters]
    axes.bar(numbers, [100 * share for _, share in chapters], color=_BLUE, width=0.7)
    axes.set_title("Dialogue in each chapter, per cent of its words", loc="left", size=10, color=_DIM)
    axes.set_xlim(min(numbers) - 0.6, max(numbers) + 0.6)
    step = 1 + len(numbers) // 25
    axes.set_xticks(numbers[::step], [str(number) for number in numbers[::step]])
    axes.set_ylim(0, max(10, *(110 * share for _, share in chapters)))
    axes.tick_params(length=0, labelsize=9)
    axes.yaxis.grid(visible=True, color=_SOFT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)


# -------------------------------------------------------------------------------------------------- tone


def _tone(story: Story) -> Figure | None:
    """A row per pair: how warm or hard the words between them are, scene by scene."""
    pairs = tones_of(story)
    if not pairs:
        return None
    figure = _figure(0.6 + 0.95 * len(pairs))
    panels = figure.subplots(len(pairs), 1, sharex=True, squeeze=False)[:, 0]
    scenes = len(story.scenes)
    farthest = max(0.25, *(abs(tone) for pair in pairs for _, tone, _ in pair.scenes))
    for axes, pair in zip(panels, pairs, strict=True):
        numbers = [number for number, _, _ in pair.scenes]
        tones = [tone for _, tone, _ in pair.scenes]
        axes.axhline(0, color=_SOFT, linewidth=0.8, zorder=1)
        axes.plot(numbers, tones, color=_DIM, linewidth=0.9, zorder=2)
        sizes = [18 + min(90, words / 4) for _, _, words in pair.scenes]
        axes.scatter(numbers, tones, s=sizes, c=[_BLUE if tone >= 0 else _RED for tone in tones], zorder=3)
        axes.set_xlim(0.4, scenes + 0.6)
        axes.set_ylim(-1.4 * farthest, 1.4 * farthest)
        axes.set_yticks([-farthest, farthest], ["hard", "warm"])
        axes.tick_params(length=0, labelsize=8, labelcolor=_DIM)
        axes.set_title(" and ".join(map(_short, pair.names)), loc="left", size=10, pad=2)
        axes.spines["bottom"].set_visible(False)
    panels[-1].set_xlabel("scene")
    panels[-1].set_xticks(sorted({1, *range(5, scenes + 1, max(5, 5 * (scenes // 60))), scenes}))
    return figure


_DRAWN: dict[str, Callable[[Story], Figure | None]] = {
    "presence": _presence,
    "network": _network,
    "dialogue": _dialogue,
    "tone": _tone,
}
#: The kinds of plots.
KINDS = tuple(_DRAWN)
_LACKING = {
    "presence": "Nobody is named in it.",
    "network": "Nobody speaks to anybody in it, and no two people share a sentence.",
    "dialogue": "No line of speech in it has a speaker.",
    "tone": "No two people in it speak to each other in words that have a tone.",
}
