"""The pages of a bible: which block says what, and in which order, for every format."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from diegesis.bible.model import Bible, Claim, Moment, Sheet, Slip, Trait
from diegesis.bible.page import (
    Block,
    Figure,
    Item,
    Items,
    Labelled,
    Page,
    Para,
    Row,
    Run,
    Runs,
    Section,
    Style,
    Table,
    dim,
    plain,
    strong,
)
from diegesis.bible.wording import LABELS, counted, listed, percent, ranges

#: A claim at least so probable goes without its probability.
_SURE = 0.95
#: The same for what happens, of which there is much.
_SURE_EVENT = 0.75
#: Numbers of passages behind one claim at most.
_MOST_CITES = 6
#: The share of a text that is its beginning.
_BEGINNING = 0.03
#: Names in one cell or line at most.
_MOST_NAMES = 8
_ALIASES = 10


def page_of(bible: Bible, *, plots: Collection[str] = ()) -> Page:
    """The whole bible as one page; parts with nothing to say are left out.

    Args:
        bible: what to lay out.
        plots: the kinds of plots there are; a place is kept for each.
    """
    maker = _Maker(bible, frozenset(plots))
    sections = (
        maker.cast(),
        maker.others(),
        maker.ties(),
        maker.places(),
        maker.timeline(),
        maker.chapters(),
        maker.questions(),
        maker.slips(),
        maker.evidence(),
    )
    return Page(title=bible.title, under=maker.under(), sections=tuple(row for row in sections if row is not None))


class _Maker:
    def __init__(self, bible: Bible, plots: frozenset[str]) -> None:
        self._bible = bible
        self._plots = plots
        self._eyes = {moment.eyes for moment in bible.timeline}
        self._passages = {passage.number: passage for passage in bible.passages}

    # ------------------------------------------------------------------------------------------ runs

    def name(self, key: str) -> Run:
        return Run(self._bible.names[key], link=key)

    def names(self, keys: Sequence[str], *, most: int = _MOST_NAMES) -> Runs:
        shown = keys if len(keys) <= most + 1 else keys[:most]
        found: list[Run] = []
        for key in shown:
            found += [plain(", "), self.name(key)] if found else [self.name(key)]
        rest = len(keys) - len(shown)
        return (*found, dim(f" and {rest} more")) if rest else tuple(found)

    def cites(self, numbers: Sequence[int]) -> Runs:
        found = [Run(str(number), Style.CITE, f"e{number}") for number in numbers[:_MOST_CITES]]
        rest = len(numbers) - len(found)
        return (*found, dim(f" and {rest} more")) if rest else tuple(found)

    def sure(self, claim: Claim, *, silent: float = _SURE) -> Runs:
        """What must be known with a claim: who says so, how sure it is where it is less than ``silent``."""
        parts = [claim.note] if claim.note else []
        parts += [percent(claim.sure)] if claim.sure < silent else []
        return (dim(f" ({', '.join(parts)})"),) if parts else ()

    def claim(self, claim: Claim) -> Runs:
        return (plain(claim.words), *self.sure(claim), *self.cites(claim.cites))

    def quote(self, number: int) -> Runs:
        """A passage with its place."""
        passage = self._passages[number]
        runs = tuple(Run(words, Style.MARKED if marked else Style.QUOTE) for words, marked in passage.pieces)
        where = self._bible.where(passage.at)
        return (*runs, dim(f" ({where})")) if where else runs

    def figure(self, kind: str) -> tuple[Figure, ...]:
        """The place of a plot; none where it was not drawn."""
        return (Figure(kind=kind, caption=_CAPTIONS[kind]),) if kind in self._plots else ()

    # -------------------------------------------------------------------------------------- sections

    def under(self) -> tuple[Runs, ...]:
        bible = self._bible
        size = [
            counted(bible.words, "word"),
            counted(len(bible.chapters), "chapter"),
            counted(len(bible.timeline), "scene"),
            counted(len(bible.names), "character"),
            f"{percent(bible.dialogue)} dialogue",
        ]
        note = (
            "Everything here was read out of the text; the numbers lead to the passages, and percentages say how "
            f"sure a claim is. Claims under {percent(bible.least)} stand under the open questions. It tells the whole "
            "story."
        )
        by = ((plain(f"by {listed(bible.authors)}"),),) if bible.authors else ()
        return (*by, (plain(" · ".join(size)),), (dim(note),))

    def cast(self) -> Section | None:
        if not self._bible.sheets:
            return None
        blocks: list[Block] = [*self.figure("presence")]
        blocks += self.figure("dialogue") if len(self._bible.chapters) < 2 else ()
        blocks += [self.sheet(sheet) for sheet in self._bible.sheets]
        return Section(title="Cast", anchor="cast", level=2, blocks=tuple(blocks))

    def sheet(self, sheet: Sheet) -> Section:
        what = [sheet.kind, sheet.pronouns, "narrator" if sheet.narrator else ""]
        blocks: list[Block] = []
        if any(what):
            blocks.append(Para(runs=(plain(" · ".join(filter(None, what))),), kind="what"))
        blocks.append(Labelled(rows=tuple(self._sheet_rows(sheet))))
        return Section(title=sheet.name, anchor=sheet.key, level=3, blocks=tuple(blocks), kind="sheet")

    def _sheet_rows(self, sheet: Sheet) -> Iterable[tuple[str, tuple[Runs, ...]]]:
        if sheet.aliases:
            names = [f"{words} ({count})" for words, count in sheet.aliases]
            yield "Also called", ((plain(listed(names, most=_ALIASES)),),)
        yield "First appears", ((plain(self._first(sheet)),),)
        yield "In the book", ((plain(self._share(sheet)),),)
        for attribute, traits in groupby(sheet.traits, key=lambda trait: trait.attribute):
            yield LABELS[attribute], tuple(self._trait(trait) for trait in traits)
        if sheet.ties:
            yield (
                "Ties",
                tuple(
                    (
                        plain(f"{tie.role}: "),
                        self.name(tie.other),
                        *self.sure(Claim(words="", sure=tie.sure)),
                        *self.cites(tie.cites),
                    )
                    for tie in sheet.ties
                ),
            )
        for words in sheet.lists:
            runs: list[Run] = []
            for word in words.words:
                times = f" ×{word.count}" if word.count > 1 else ""
                runs += [plain(", ")] if runs else []
                runs += [plain(word.words), dim(times), *self.cites([word.cite])]
            yield words.label, (tuple(run for run in runs if run.words),)

    def _first(self, sheet: Sheet) -> str:
        named, staged = self._bible.where(sheet.named), self._bible.where(sheet.staged) if sheet.staged else ""
        if sheet.staged is None and self._bible.timeline:
            return f"named in {named}, never on stage" if named else "named only, never on stage"
        if not named:
            return f"{percent(sheet.opening)} into the text" if sheet.opening > _BEGINNING else "at the beginning"
        return named if named == staged or not staged else f"named in {named}, on stage from {staged}"

    def _share(self, sheet: Sheet) -> str:
        parts = [counted(sheet.mentions, "mention")]
        if sheet.lines:
            parts.append(f"{counted(sheet.lines, 'line')}, {percent(sheet.speech)} of all that is said")
        if sheet.chapters and len(self._bible.chapters) > 1:
            parts.append(f"on stage in chapter{'s' * (len(sheet.chapters) > 1)} {ranges(sheet.chapters)}")
        elif len(self._bible.timeline) > 1 and sheet.scenes:
            parts.append(f"on stage in scene{'s' * (len(sheet.scenes) > 1)} {ranges(sheet.scenes)}")
        return "; ".join(parts)

    def _trait(self, trait: Trait) -> Runs:
        quoted = (plain(" — "), *self.quote(trait.cites[0])) if trait.cites else ()
        return (strong(trait.words), *self.sure(trait), *quoted, *self.cites(trait.cites))

    def others(self) -> Section | None:
        if not self._bible.others:
            return None
        rows = tuple(
            Row(
                cells=(
                    (strong(sheet.name),),
                    (plain(self._bible.where(sheet.named)),),
                    (plain(f"{sheet.mentions:,}"),),
                    tuple(self._in_short(sheet)),
                ),
                anchor=sheet.key,
            )
            for sheet in self._bible.others
        )
        table = Table(head=("Name", "First named", "Mentions", "What is said"), rows=rows, numeric=frozenset({2}))
        return Section(title="Also named", anchor="also", level=2, blocks=(table,))

    def _in_short(self, sheet: Sheet) -> Iterable[Run]:
        first = True
        for trait in sheet.traits:
            yield plain(f"{'' if first else '; '}{LABELS[trait.attribute].lower()}: {trait.words}")
            yield from self.cites(trait.cites)
            first = False
        for tie in sheet.ties:
            yield plain(f"{'' if first else '; '}{tie.role}: ")
            yield self.name(tie.other)
            yield from self.cites(tie.cites)
            first = False

    def ties(self) -> Section | None:
        items = []
        for tie in self._bible.ties:
            head = (strong(tie.words), *self.sure(Claim(words="", sure=tie.sure)), *self.cites(tie.cites))
            below = [self.claim(turn) for turn in tie.turns]
            met = f"together in {counted(tie.scenes, 'scene')}"
            said = f", {counted(tie.spoken, 'word')} to each other" if tie.spoken else ""
            below += [(dim(met + said),)] if tie.scenes else []
            items.append(Item(runs=head, below=tuple(below)))
        listing = (Items(items=tuple(items), kind="ties"),) if items else ()
        blocks = (*self.figure("network"), *listing, *self.figure("tone"))
        return Section(title="Ties", anchor="ties", level=2, blocks=blocks) if blocks else None

    def places(self) -> Section | None:
        if not self._bible.places:
            return None
        rows = tuple(
            Row(
                cells=(
                    (strong(place.name), *self.cites(place.cites)),
                    (plain(ranges(place.scenes)),),
                    self.names(place.people),
                )
            )
            for place in self._bible.places
        )
        table = Table(head=("Place", "Scenes", "Who is there"), rows=rows)
        return Section(title="Places", anchor="places", level=2, blocks=(table,))

    def timeline(self) -> Section | None:
        bible = self._bible
        if not bible.timeline or (len(bible.timeline) == 1 and not bible.timeline[0].happenings):
            return None
        told = "Scenes in the order in which they happen." if bible.ordered else _AS_TOLD
        items = Items(items=tuple(map(self.moment, bible.timeline)), kind="timeline")
        return Section(title="Timeline", anchor="timeline", level=2, blocks=(Para(runs=(dim(told),)), items))

    def moment(self, moment: Moment) -> Item:
        bible = self._bible
        chapter = f" (ch. {moment.chapter})" if moment.chapter is not None and len(bible.chapters) > 1 else ""
        head = [strong(f"Scene {moment.scene}"), dim(chapter)]
        head += [plain(f" · {moment.when}")] if moment.when else []
        # *Two weeks later* is what the gap says in other words.
        time = "" if moment.when and moment.time.endswith(_RECKONED) else moment.time
        seen = [part for part in (moment.place, time, moment.kind) if part]
        head += [plain(f" · {', '.join(seen)}")] if seen else []
        below: list[Runs] = []
        if moment.people:
            below.append((*self.names(moment.people), dim(self._through(moment))))
        below += [self._happening(row.kind, row) for row in moment.happenings]
        if not moment.happenings and moment.opening:
            below.append((Run(moment.opening, Style.QUOTE),))
        return Item(runs=(*(run for run in head if run.words), *self.cites(moment.cites)), below=tuple(below))

    def _through(self, moment: Moment) -> str:
        """Through whose eyes a scene is seen, where not all scenes are seen so."""
        if len(self._eyes) < 2 or not moment.eyes:
            return ""
        if moment.eyes in self._bible.names.values():
            return f", through the eyes of {moment.eyes}"
        return f", told by {moment.eyes}" if moment.eyes.endswith("(I)") else f", seen: {moment.eyes}"

    def _happening(self, kind: str, claim: Claim) -> Runs:
        sort = (dim(f"{kind}: "),) if kind else ()
        return (*sort, plain(claim.words), *self.sure(claim, silent=_SURE_EVENT), *self.cites(claim.cites))

    def chapters(self) -> Section | None:
        bible = self._bible
        if len(bible.chapters) < 2:
            return None
        rows = tuple(
            Row(
                cells=(
                    (strong(_titled(row.number, row.title)),),
                    self.names(row.people, most=5),
                    (plain(listed(row.places, most=4)),),
                    (plain(listed(row.times, most=3)),),
                    (plain(listed(row.eyes, most=3)),),
                    (plain(f"{row.words:,}"),),
                    (plain(percent(row.dialogue)),),
                )
            )
            for row in bible.chapters
        )
        head = ("Chapter", "Who", "Where", "When", "Through whose eyes", "Words", "Dialogue")
        table = _without_empty_columns(Table(head=head, rows=rows, numeric=frozenset({5, 6})))
        return Section(title="Chapters", anchor="chapters", level=2, blocks=(*self.figure("dialogue"), table))

    def questions(self) -> Section | None:
        if not self._bible.questions:
            return None
        parts = []
        for number, sort in enumerate(self._bible.questions, start=1):
            blocks: list[Block] = [Items(items=tuple(Item(runs=self.claim(claim)) for claim in sort.shown))]
            rest = sort.total - len(sort.shown)
            if rest > 0 and len(sort.shown) > 1:
                blocks.append(Para(runs=(dim(f"and {rest:,} more"),)))
            title = f"{sort.title} ({sort.total:,})"
            parts.append(Section(title=title, anchor=f"question-{number}", level=3, blocks=tuple(blocks)))
        return Section(title="Open questions", anchor="questions", level=2, blocks=tuple(parts))

    def slips(self) -> Section | None:
        if not self._bible.slips:
            return None
        items = Items(items=tuple(map(self._slip, self._bible.slips)), kind="slips")
        return Section(title="Findings", anchor="findings", level=2, blocks=(items,))

    def _slip(self, slip: Slip) -> Item:
        head = (strong(f"{slip.title}. "), plain(slip.words[:1].upper() + slip.words[1:]), *self.sure(slip))
        below = [(*self.quote(number), *self.cites([number])) for number in slip.cites]
        below += [(plain(f"→ {slip.suggestion}"),)] if slip.suggestion else []
        return Item(runs=head, below=tuple(below))

    def evidence(self) -> Section | None:
        if not self._bible.passages:
            return None
        items = tuple(
            Item(runs=self.quote(passage.number), anchor=f"e{passage.number}") for passage in self._bible.passages
        )
        return Section(title="Passages", anchor="passages", level=2, blocks=(Items(items=items, kind="passages"),))


_CAPTIONS = {
    "presence": "Who is there, from the first page to the last",
    "network": "Who speaks to whom, and who is tied to whom",
    "dialogue": "How much is said, and by whom",
    "tone": "The tone between two people, scene by scene",
}
_RECKONED = ("later", "earlier", "after", "before")
_AS_TOLD = "Scenes in the order in which they are told: the text does not say when they happen."


_NUMBERED = re.compile(r"(?:chapter\s+)?(?P<number>\d+|[ivxlc]+)\b[.:\s–—-]*", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _titled(number: int, title: str) -> str:
    """A chapter's number, and its title where that says more.

    >>> _titled(4, "CHAPTER IV. The Door"), _titled(4, "CHAPTER IV"), _titled(9, "Chapter 1"), _titled(2, "")
    ('4. The Door', '4', '9. Chapter 1', '2')
    """
    found = _NUMBERED.match(title)
    rest = title[found.end() :] if found and _value(found["number"]) == number else title
    return f"{number}. {rest}" if rest else str(number)


def _value(numeral: str) -> int:
    """A Roman or Arabic numeral as a number."""
    if numeral.isdecimal():
        return int(numeral)
    values = [_ROMAN[letter] for letter in numeral.lower()]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _without_empty_columns(table: Table) -> Table:
    """A table without the columns in which no cell says anything."""
    kept = [i for i in range(len(table.head)) if any(run.words for row in table.rows for run in row.cells[i])]
    return Table(
        head=tuple(table.head[i] for i in kept),
        rows=tuple(Row(cells=tuple(row.cells[i] for i in kept), anchor=row.anchor) for row in table.rows),
        numeric=frozenset(position for position, i in enumerate(kept) if i in table.numeric),
    )
