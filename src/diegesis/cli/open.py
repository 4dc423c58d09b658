"""``diegesis open``."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from diegesis.errors import FileMissing, MissingExtra

if TYPE_CHECKING:
    from diegesis.reader.jobs import Jobs
    from diegesis.reader.library import Library
    from diegesis.reader.security import Gate
    from diegesis.reader.shelf import Shelf

#: Where books are kept, in the home folder, where nobody says otherwise.
_LIBRARY = "Diegesis"
_NEEDED = ("starlette", "uvicorn")


@click.command(
    "open",
    help="""Read, question and correct a story on a page in the browser.

    WHAT is a book, which is added to the library and read; a .story file, which is opened where it is; or a folder,
    which is then the library. Without WHAT the library is opened.

    The page is served by this computer to this computer alone, by a link that works once. Corrections are kept beside
    the book. Ctrl-C ends it.""",
    epilog="""\b
Examples:
  diegesis open book.epub
  diegesis open book.story
  diegesis open --library ~/novels
  diegesis open --no-browser --port 8080""",
)
@click.argument("what", metavar="WHAT", required=False)
@click.option("--library", "folder", metavar="DIR", help="The folder of books (default: ~/Diegesis).")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port (default: a free one).")
@click.option("--no-browser", is_flag=True, help="Print the link and open no browser.")
@click.option("--no-model", is_flag=True, help="Read by rules alone, without the trained reader: faster, less right.")
def command(what: str | None, *, folder: str | None, port: int, no_browser: bool, no_model: bool) -> None:
    """Open the page."""
    require_reader()
    from diegesis.reader.jobs import Jobs
    from diegesis.reader.library import Library
    from diegesis.reader.serve import listening, serve
    from diegesis.reader.shelf import Shelf

    path = None if what is None else Path(what)
    if path is not None and path.is_dir() and folder is None:
        folder, path = str(path), None
    library = Library(Path(folder).absolute() if folder else Path.home() / _LIBRARY)
    shelf, jobs = Shelf(library, model=not no_model), Jobs()
    sock = listening(port)
    try:
        place = "" if path is None else prepared(path, library, shelf, jobs, model=not no_model)
        serve(
            library,
            shelf,
            jobs,
            sock=sock,
            on_ready=lambda gate: _tell(gate, place, browser=not no_browser),
            model=not no_model,
        )
    finally:
        sock.close()
        jobs.close()


def require_reader() -> None:
    """Make sure that the packages of the page are there.

    Raises:
        MissingExtra: they are not.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        hint = "Install them with: pip install 'diegesis[reader]'"
        raise MissingExtra(f"The page needs packages that are not installed: {', '.join(missing)}.", hint=hint)


def prepared(path: Path, library: Library, shelf: Shelf, jobs: Jobs, *, model: bool) -> str:
    """Put a file on the shelf, a book into the queue; returns the place of the page that shows it.

    Raises:
        FileMissing: there is no such file.
        StoryFileError: a ``.story`` file cannot be opened.
        SourceError: the file is no book.
        OutputError: the library cannot be written to.
    """
    from diegesis.story.store import is_story_file

    if not path.is_file():
        raise FileMissing(f"{path}: there is no such file.", hint="Check the name and the folder.")
    if is_story_file(path) or path.suffix == ".story":
        return _warmed(shelf.place(path).id, shelf)
    known = library.holding(path)
    if known is not None:
        return _warmed(known.id, shelf)
    return f"#/?job={_ordered(path, library, jobs, model=model)}"


def _ordered(path: Path, library: Library, jobs: Jobs, *, model: bool) -> str:
    """Copy a book into the library and have it read; the id of the job."""
    from diegesis.reader.app import Adding, order_for
    from diegesis.reader.library import discard
    from diegesis.story.write import reporting_failure

    book = library.begin(path.name)
    try:
        with reporting_failure(book):
            shutil.copyfile(path, book)
    except BaseException:
        discard(book.parent)
        raise
    return jobs.order(path.name, Adding(library, order_for(book, model=model))).id


def _warmed(story: str, shelf: Shelf) -> str:
    """The place of a story's text, once it is loaded: the page then shows at once."""
    shelf.warm(story)
    return _text_of(story)


def _text_of(story: str) -> str:
    return f"#/{quote(story)}/text/0"


def _tell(gate: Gate, place: str, *, browser: bool) -> None:
    """Give the link, and open it."""
    import webbrowser

    link = gate.link(place)
    click.echo(f"Diegesis is open at {link}")
    click.echo("The link works once. Ctrl-C ends it.")
    if browser:
        webbrowser.open(link)
