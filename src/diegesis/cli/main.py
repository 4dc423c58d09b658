"""The command line: finds the command, and turns errors into messages and exit codes.

Exit codes: 0 done, 1 an input could not be used, 2 the call was wrong, 130 stopped by the user.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

import click

from diegesis.errors import DiegesisError, OutputError
from diegesis.version import __version__

#: command -> one line about it. The module is ``diegesis.cli.<command>`` and loads when the command runs.
COMMANDS = {
    "read": "Read books: who is in them, who says each line and to whom.",
    "open": "Read, question and correct a story on a page in the browser.",
    "cast": "List the people of a story with their other names.",
    "quotes": "List the lines of a story with their speakers.",
    "why": "Show why a line has its speaker, with the evidence.",
    "correct": "Correct a line, a name or the cast; it holds in every later reading.",
    "scenes": "List the scenes: where, when, who is there, through whose eyes.",
    "ties": "List the ties between people and how they change.",
    "facts": "List what the story states about its people.",
    "timeline": "List what happens, in the order in which it happens.",
    "bible": "Write the story bible: cast sheets, ties, places, timeline, open questions.",
    "plot": "Draw who is when where, who speaks with whom, and in which tone.",
    "compare": "Set the people of several stories side by side.",
    "diff": "Say what changed in the world between two drafts.",
    "check": "Check a draft: what contradicts itself, and slips of the craft.",
    "export": "Write a story as one page to read, JSON, CSV, audiobook script, SML or SSML.",
    "evaluate": "Measure how often Diegesis is right on published gold data.",
}
_INTERRUPTED = 130


class LazyGroup(click.Group):
    """Commands that are imported when they are asked for, so that ``--help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, the one to begin with first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"diegesis.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one, say which was perhaps meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else "To read a book: diegesis read BOOK"
            raise click.UsageError(f"There is no command {args[0]!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Begin with:
  diegesis read BOOK.epub         read a book; keeps the result in BOOK.story
  diegesis cast BOOK.story        who is in it
  diegesis export BOOK.story --to script -o BOOK.script.jsonl
  diegesis check DRAFT.docx       what contradicts itself

Everything runs on this computer; nothing is downloaded or sent anywhere.""",
)
@click.version_option(__version__, prog_name="diegesis", message="%(prog)s %(version)s")
def group() -> None:
    """Read prose fiction in English: the cast, who says each line and to whom, with the evidence."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process."""
    _write_utf8()
    try:
        code = group.main(args=list(args) if args is not None else None, prog_name="diegesis", standalone_mode=False)
        sys.stdout.flush()
    except DiegesisError as error:
        report(error)
        code = error.exit_code
    except click.Abort:
        code = _INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        code = 0
    except OSError as error:
        _forget_stdout()
        report(OutputError(f"The output could not be written ({error.strerror or error})."))
        code = OutputError.exit_code
    sys.exit(code if isinstance(code, int) else 0)


def report(error: DiegesisError) -> None:
    """Tell the person what is wrong and what to do, on standard error."""
    click.secho(f"error[{error.code}]: ", fg="red", bold=True, err=True, nl=False)
    click.echo(error.problem, err=True)
    if error.hint:
        click.secho(f"  {error.hint}", fg="yellow", err=True)


def _write_utf8() -> None:
    """Write UTF-8 whatever the system's habit, so that a pipe gets the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_stdout() -> None:
    """Point standard output nowhere: what is left in it cannot be written, and Python would complain at its end.

    ``diegesis ... | head`` comes here too, and is no error.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
