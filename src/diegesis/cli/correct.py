"""``diegesis correct``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.terminal import console, counted, progress_of, shown
from diegesis.errors import BadOption, CorrectionsError

if TYPE_CHECKING:
    from diegesis.corrections import Correction
    from diegesis.corrections.file import Kept
    from diegesis.pipeline import Change, Session

#: Options that each are a correction of people, with the keys of their values.
_OF_PEOPLE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "rename": ("rename", ("name", "to")),
    "alias": ("alias", ("alias", "name")),
    "not_character": ("not_character", ("name",)),
    "narrator": ("narrator", ("name",)),
}


@click.command(
    "correct",
    help="""Correct a story: add one correction to BOOK.corrections.jsonl, and say what it changes.

    BOOK is a book or the .story file of one. The corrections lie beside it; `diegesis read` heeds them in every later
    reading and every draft. A .story file is corrected too. A correction that finds no place is not kept.""",
    epilog="""\b
Examples:
  diegesis correct book.txt --line "Come in." --speaker Ann --to Tom
  diegesis correct book.story --line "Yes." --after "He stood" --nobody
  diegesis correct book.story --line "Never again." --kind thought
  diegesis correct book.story --merge Ranni "Ragnhild Moe"
  diegesis correct book.story --split "Mr. Vale" "Young Vale" "Peter Vale"
  diegesis correct book.story --add '{"do": "person", "name": "Ann", "pronouns": "she/her"}'
  diegesis correct book.story --list
  diegesis correct book.story --undo k-1f0a9c3b7e""",
)
@click.argument("book", metavar="BOOK")
@click.option("--line", metavar="WORDS", help="The line that is meant, by its words.")
@click.option("--quote", metavar="ID", help="The line that is meant, by its id (from diegesis quotes).")
@click.option("--before", metavar="WORDS", help="What stands right before the line, where several say the same.")
@click.option("--after", metavar="WORDS", help="What stands right after it.")
@click.option("--speaker", metavar="NAME", help="Who says the line.")
@click.option("--nobody", is_flag=True, help="Nobody known says the line.")
@click.option("--to", "addressees", metavar="NAME", multiple=True, help="Whom it is said to; may be repeated.")
@click.option("--kind", metavar="KIND", help="What the line is: speech, thought, writing, quoted or emphasis.")
@click.option("--merge", metavar="NAME OTHER", nargs=2, help="Two names are one person, shown by the first.")
@click.option("--split", metavar="NAME ALIAS NEW", nargs=3, help="An alias of a person is another person, NEW.")
@click.option("--rename", metavar="NAME NEW", nargs=2, help="Show a person under another name.")
@click.option("--alias", metavar="ALIAS NAME", nargs=2, help="A further name of a person.")
@click.option("--not-character", metavar="NAME", help="Nobody is called so.")
@click.option("--narrator", metavar="NAME", help="Who says I.")
@click.option("--add", metavar="JSON", help="Any correction, as a line of the corrections file.")
@click.option("--undo", metavar="ID", help="Take a correction back; of an undo: let it hold again.")
@click.option("--list", "as_list", is_flag=True, help="List the corrections with their ids.")
@click.option("--no-model", is_flag=True, help="Read a book by rules alone.")
def command(book: str, *, as_list: bool, no_model: bool, **given: Any) -> None:
    """Correct a story."""
    from diegesis.corrections.file import append, read, with_ids

    given["line"] = _anchor(**{key: given.pop(key) for key in ("line", "quote", "before", "after")})
    rows = _rows(**given)
    if len(rows) + as_list != 1:
        raise BadOption("Say one thing to correct.", hint="diegesis correct --help has examples.")
    at = _Place.of(book)
    kept = read(at.file)
    if as_list:
        _write_list(kept, at.file)
        return
    session = _session(at, model=not no_model)
    session.correct(_unheard(session, kept))
    [row] = with_ids(kept, [_anchored(rows[0], session)])
    change = session.correct([_checked(row, kept)])
    if change.unplaced:
        hint = "Nothing was kept. `diegesis quotes BOOK` lists the lines, `diegesis cast BOOK` the names."
        raise CorrectionsError(f"It finds no place: {change.unplaced[0].reason}.", hint=hint)
    [name] = append(at.file, [row])
    if at.story is not None:
        change.story.save(at.story)
    _write_change(change, _checked(row, kept), name, at.file)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a book, its corrections and its story lie; ``story`` is ``None`` where the book itself was named."""

    source: Path
    file: Path
    story: Path | None

    @classmethod
    def of(cls, book: str) -> _Place:
        from diegesis.corrections.file import corrections_path
        from diegesis.story.store import is_story_file, open_story

        path = Path(book)
        if not is_story_file(path) and path.suffix != ".story":
            return cls(path, corrections_path(path), None)
        name = Path(open_story(path).document.name.replace("\\", "/")).name or path.name
        return cls(path, corrections_path(path.parent / name), path)


def _session(at: _Place, *, model: bool) -> Session:
    from diegesis.pipeline import Session
    from diegesis.story import Story

    if at.story is not None:
        return Session.of(Story.open(at.story))
    with progress_of(at.source.name) as on_progress:
        return Session.read(at.source, model=model, on_progress=on_progress)


def _unheard(session: Session, kept: Kept) -> list[Correction]:
    """The corrections of the file that the story was not read with."""
    known = {row.key for row in session.corrections}
    return [row for row in kept.corrections if row.key not in known]


# ------------------------------------------------------------------------------------------- the correction


def _anchor(*, line: str | None, quote: str | None, before: str | None, after: str | None) -> dict[str, str] | None:
    said = {"text": line, "id": quote, "before": before, "after": after}
    anchor = {key: value for key, value in said.items() if value is not None}
    return anchor or None


def _rows(
    *,
    line: dict[str, str] | None,
    speaker: str | None,
    nobody: bool,
    addressees: Sequence[str],
    kind: str | None,
    add: str | None,
    undo: str | None,
    merge: Sequence[str] | None,
    split: Sequence[str] | None,
    **people: Any,
) -> list[dict[str, Any]]:
    """The corrections that were asked for, as objects of the file."""
    rows: list[dict[str, Any]] = []
    if speaker is not None or nobody:
        to = {"addressees": list(addressees)} if addressees else {}
        rows.append({"do": "speaker", "quote": _needed(line), "speaker": None if nobody else speaker, **to})
    if kind is not None:
        rows.append({"do": "kind", "quote": _needed(line), "kind": kind})
    if merge:
        rows.append({"do": "merge", "names": list(merge)})
    if split:
        rows.append({"do": "split", "name": split[0], "aliases": [split[1]], "to": split[2]})
    for option, (word, keys) in _OF_PEOPLE.items():
        value = people[option]
        if value:
            rows.append({"do": word, **dict(zip(keys, [value] if isinstance(value, str) else value, strict=True))})
    if undo is not None:
        rows.append({"do": "undo", "of": undo})
    if add is not None:
        rows.append(_object(add))
    return rows


def _needed(line: dict[str, str] | None) -> dict[str, str]:
    if line is None:
        raise BadOption("Which line is meant?", hint='Give --line "its words" or --quote ID.')
    return line


def _object(content: str) -> dict[str, Any]:
    try:
        row = json.loads(content)
    except ValueError as error:
        raise BadOption(f"--add is not JSON ({error}).") from error
    if not isinstance(row, dict):
        raise BadOption("--add is not a JSON object.")
    return row


def _anchored(row: dict[str, Any], session: Session) -> dict[str, Any]:
    """The row with all that is known of its line, so that later drafts have it too; as it is where none is found."""
    from diegesis.corrections import QuoteFinder, anchor_of, anchor_row, parse_correction
    from diegesis.corrections.corrections import KindOf, SpeakerOf

    does = parse_correction(row).does
    anchor = does.quote if isinstance(does, KindOf) else does.quotes[0] if isinstance(does, SpeakerOf) else None
    if anchor is None or "quote" not in row:
        return row
    found = QuoteFinder(session.story.document, session.story.quotes).find(anchor)
    return row if isinstance(found, str) else {**row, "quote": anchor_row(anchor_of(session.story, found.span))}


def _checked(row: dict[str, Any], kept: Kept) -> Correction:
    from diegesis.corrections import parse_correction

    ids = {entry.correction.id for entry in kept.entries if entry.correction.id}
    if row["do"] == "undo" and row["of"] not in ids:
        raise BadOption(f"No correction has the id {row['of']}.", hint="diegesis correct BOOK --list shows all ids.")
    return parse_correction(row)


# ------------------------------------------------------------------------------------------------- what is told


def _write_change(change: Change, correction: Correction, name: str, file: Path) -> None:
    from diegesis.corrections import described

    screen = console()
    screen.print(shown(described(correction.does)), style="bold")
    lines = counted(len(change.quotes), "line") if change.quotes else "No line"
    beside = f", {counted(len(change.neighbours), 'neighbour')} among them" if change.neighbours else ""
    screen.print(f"{lines} changed{beside}.")
    for words, people in (("Joined the cast", change.came), ("Left the cast", change.went)):
        if people:
            screen.print(f"{words}: {', '.join(map(shown, people))}")
    screen.print(f"Kept in {shown(file.name)}; to take it back: --undo {name}", style="dim")


def _write_list(kept: Kept, file: Path) -> None:
    from diegesis.corrections import described

    screen = console()
    for entry in kept.entries:
        name = entry.correction.id or f"line {entry.line}"
        undone = "  (undone)" if entry.undone else ""
        screen.print(f"{shown(name)}  {shown(described(entry.correction.does))}{undone}", highlight=False, markup=False)
    for told in kept.passed_over:
        screen.print(f"{shown(file.name)}, {told}", style="yellow")
    if not kept.entries:
        screen.print(f"{shown(file.name)} has no corrections.")
