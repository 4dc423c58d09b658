"""The reference page of the command line, made from the help texts.

Remake it with ``python -m diegesis.cli.reference > docs/cli.md``; a test compares the two.
"""

from __future__ import annotations

import click

from diegesis.cli.main import COMMANDS, group

_HEAD = """# The command line

This page is made from the help texts: `python -m diegesis.cli.reference > docs/cli.md`.

Results go to standard output, messages and progress to standard error. Exit codes: 0 done, 1 an input could not be
used, 2 the call was wrong. Every error has a code; [errors.md](errors.md) lists them.
"""


def reference() -> str:
    """The page as Markdown."""
    context = _context(group, "diegesis")
    parts = [_HEAD, _block("diegesis", group.get_help(context))]
    for name in COMMANDS:
        command = group.get_command(context, name)
        if command is not None:
            parts.append(_block(f"diegesis {name}", command.get_help(_context(command, name, parent=context))))
    return "\n".join(parts)


def _context(command: click.Command, name: str, *, parent: click.Context | None = None) -> click.Context:
    """A context in which help has the width of the page, whatever the terminal's."""
    settings = {**group.context_settings, "terminal_width": 90, "max_content_width": 90}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _block(title: str, words: str) -> str:
    lines = "\n".join(line.rstrip() for line in words.splitlines())
    return f"## `{title}`\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
