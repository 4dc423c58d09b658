"""``html``: the book as one page that needs nothing else, to read, to question and to print.

The text stands as it is set, each line of speech in its speaker's colour; behind it the cast, and why each line has its
speaker. Nothing is loaded: the style sheet and a small script stand in the page and are allowed by their hashes, all
else is forbidden. Without the script everything is there too; it shows reasons beside the text instead of below it.
"""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_left
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files

from diegesis.document import Chapter
from diegesis.errors import BadOption
from diegesis.export.page_cast import cast_section, reasons_section
from diegesis.export.page_marks import PageMarks, plain
from diegesis.export.page_text import text_section
from diegesis.story import Story

#: Chapters named in the contents without having to unfold it.
_MANY = 12


def render(story: Story, *, text: bool = True) -> str:
    """The page, which ends in a line feed.

    Raises:
        BadOption: ``text`` is false; there would be nothing to read.
    """
    if not text:
        raise BadOption(
            "html is a page to read the book in, so it cannot leave the text out.", hint="Leave out --no-text."
        )
    return "".join(_page(story, PageMarks(story)))


def _page(story: Story, marks: PageMarks) -> Iterator[str]:
    style, script = _asset("page.css"), _asset("page.js")
    title = plain(_title(story))
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#text">To the text</a>\n'
    yield from _header(story, marks, title)
    yield "<main>\n"
    yield from text_section(story, marks)
    yield from cast_section(story, marks)
    yield from reasons_section(story, marks)
    yield '</main>\n<aside id="panel" aria-label="Why" tabindex="-1" hidden></aside>\n'
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _asset(name: str) -> str:
    return files("diegesis.export").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, and nothing may run or set but these two."""
    hashes = [b64encode(sha256(words.encode()).digest()).decode() for words in (style, script)]
    own = f"style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _title(story: Story) -> str:
    document = story.document
    if document.title.strip():
        return " ".join(document.title.split())
    stem = document.name.rpartition(".")[0] or document.name
    return " ".join(stem.replace("_", " ").split()) or "A story"


def _header(story: Story, marks: PageMarks, title: str) -> Iterator[str]:
    yield f"<header>\n<h1><bdi>{title}</bdi></h1>\n"
    if story.document.authors:
        yield f'<p class="by"><bdi>{plain(", ".join(story.document.authors))}</bdi></p>\n'
    yield f'<p class="sizes">{marks.sizes()}</p>\n</header>\n<nav aria-label="Contents">\n'
    yield from _contents(story, marks)
    yield from _legend(marks)
    yield '<div id="tools" hidden><label>Only <select id="who"><option value="">everybody</option></select></label>'
    yield ' <button type="button" id="next">Next doubtful line <kbd>n</kbd></button></div>\n</nav>\n'


def _contents(story: Story, marks: PageMarks) -> Iterator[str]:
    chapters = [chapter for chapter in story.document.chapters if chapter.title]
    unfolded = "" if len(chapters) > _MANY else " open"
    if chapters:
        yield f"<details{unfolded}><summary>Chapters</summary><ol>\n"
        for chapter in chapters:
            yield f'<li><a href="#b{_first_block(story, chapter)}"><bdi>{plain(chapter.title)}</bdi></a></li>\n'
        yield "</ol></details>\n"
    yield '<p class="parts"><a href="#text">Text</a> <a href="#cast">Cast</a> '
    yield '<a href="#why">Why each line has its speaker</a></p>\n'


def _first_block(story: Story, chapter: Chapter) -> int:
    return bisect_left(story.document.blocks, chapter.span.start, key=lambda block: block.span.start)


def _legend(marks: PageMarks) -> Iterator[str]:
    if not marks.speakers:
        return
    yield '<ul class="legend" aria-label="Colours">\n'
    for number, colour, name in marks.legend():
        yield f'<li class="c{colour}"><a href="#p{number}"><bdi>{plain(name)}</bdi></a></li>\n'
    if marks.beyond_legend:
        yield f'<li><a href="#cast">and {marks.beyond_legend:,} more, in the same colours</a></li>\n'
    yield '<li class="sure"><span class="q d">dotted</span>, with a question mark: in doubt</li>\n</ul>\n'
