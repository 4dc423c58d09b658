"""The parts behind the text: the cast, and why each line has its speaker."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.export.contract import first_places
from diegesis.export.page_marks import PageMarks, percent, plain
from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.spans import Span
from diegesis.story import Story

#: Aliases of one person, candidates of one line, and characters of quoted words that are shown.
_MOST_ALIASES, _MOST_CANDIDATES, _MOST_WORDS = 12, 3, 40
#: Lines in one part of the page that a browser need not lay out before it is near.
_MOST_LINES = 100


def cast_section(story: Story, marks: PageMarks) -> Iterator[str]:
    """Everybody, those first who say most, then in order of first mention."""
    firsts = first_places(story)
    openings: dict[str, int] = {}
    for quote in marks.lines:
        said = marks.row(quote)
        if said is not None and said.speaker is not None:
            openings.setdefault(said.speaker, marks.numbers[quote.id])
    silent = [row for row in story.characters if row.id not in openings]
    yield '<section id="cast">\n<h2>Cast</h2>\n<ul>\n'
    for row in (*marks.speakers, *silent):
        yield _person(story, marks, row, firsts.get(row.id), openings.get(row.id))
    yield "</ul>\n</section>\n"


def _person(story: Story, marks: PageMarks, row: Character, first: int | None, line: int | None) -> str:
    aliases = [alias for alias in story.aliases.get(row.id, ()) if alias.text != row.name]
    named = ", ".join(f"<bdi>{plain(alias.text)}</bdi> {alias.count:,}" for alias in aliases[:_MOST_ALIASES])
    more = f" and {len(aliases) - _MOST_ALIASES} more" if len(aliases) > _MOST_ALIASES else ""
    facts = [row.pronouns and plain(row.pronouns), "tells the story" if row.narrator else ""]
    counts = ((story.quote_counts, "line"), (story.mention_counts, "mention"))
    facts += [_counted(number, noun) for known, noun in counts if (number := known.get(row.id, 0))]
    block = marks.block_of(Span(first, first)) if first is not None else None
    links = [f'<a href="#b{block}">first appears</a>' if block is not None else ""]
    links += [f'<a href="#q{line}">first speaks</a>' if line is not None else ""]
    number, colour = marks.people[row.id], marks.colour(row.id)
    return (
        f'<li id="p{number}"><b class="{colour or "none"}"><bdi>{plain(row.name)}</bdi></b>'
        f"{f' <small>also {named}{more}</small>' if named else ''}"
        f"<br>{', '.join(filter(None, facts))}{_after(links)}</li>\n"
    )


def _after(links: list[str]) -> str:
    found = ", ".join(filter(None, links))
    return f" ({found})" if found else ""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def reasons_section(story: Story, marks: PageMarks) -> Iterator[str]:
    """Why each line has its speaker, in text order."""
    yield '<section id="why">\n<h2>Why each line has its speaker</h2>\n'
    for start in range(0, len(marks.lines), _MOST_LINES):
        yield f'<ol start="{start + 1}">\n'
        for quote in marks.lines[start : start + _MOST_LINES]:
            yield _reason(story, marks, quote)
        yield "</ol>\n"
    yield "</section>\n"


def _reason(story: Story, marks: PageMarks, quote: Quote) -> str:
    number, row = marks.numbers[quote.id], marks.row(quote)
    who, candidates, evidence = _who(marks, row), _candidates(story, marks, quote), _evidence(story, marks, row)
    said = row.reason if row is not None else ""
    reason = f" {plain(said[:1].upper() + said[1:])}." if said else ""
    link = f"<a href=#q{number}><bdi>{plain(_cut(quote.span.of(story.document.text)))}</bdi></a>"
    return f"<li id=w{number}>{link} {who}.{reason}{candidates}{evidence}</li>\n"


def _cut(words: str) -> str:
    """The first words, on one line."""
    whole = " ".join(words.split())
    return whole if len(whole) <= _MOST_WORDS else f"{whole[:_MOST_WORDS].rsplit(' ', 1)[0]} …"


def _who(marks: PageMarks, row: Attribution | None) -> str:
    if row is None or row.speaker is None:
        return "Nobody known says it"
    to = ", ".join(map(marks.name, row.addressees))
    return f"{marks.name(row.speaker)}{f' to {to}' if to else ''}, {percent(row.confidence)}"


def _candidates(story: Story, marks: PageMarks, quote: Quote) -> str:
    row = marks.row(quote)
    others = [found for found in story.candidates.get(quote.id, ()) if row is None or found.character != row.speaker]
    near = [found for found in others if found.confidence >= 0.005][:_MOST_CANDIDATES]
    told = ", ".join(f"<bdi>{marks.bare_name(found.character)}</bdi> {percent(found.confidence)}" for found in near)
    return f" Else {told}." if told else ""


def _evidence(story: Story, marks: PageMarks, row: Attribution | None) -> str:
    links = []
    for span in row.evidence if row is not None else ():
        words = plain(_cut(span.of(story.document.text))) or "here"
        links.append(f"<a href=#e{marks.anchors[span.start]}><bdi>{words}</bdi></a>")
    return f" See {', '.join(links)}." if links else ""
