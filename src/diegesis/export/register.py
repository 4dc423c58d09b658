"""The register of export formats, one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from diegesis.errors import BadOption, UnknownFormat
from diegesis.story import Story
from diegesis.story.queries import suggestion


@dataclass(frozen=True, slots=True)
class Format:
    """One export format.

    Attributes:
        name: what the user types.
        module: the module under ``diegesis.export`` whose ``render`` makes it.
        suffix: the usual end of a file's name.
        about: one line for the user.
        folder: whether it makes several files; ``render`` then gives their contents by name.
    """

    name: str
    module: str
    suffix: str
    about: str
    folder: bool = False


FORMATS = (
    Format("json", "story_json", ".json", "the whole story, by the JSON Schema"),
    Format("jsonl", "jsonl", ".jsonl", "the same rows, one per line, each with its table"),
    Format("csv", "csv_tables", ".csv", "one table per file, for spreadsheets, R and pandas", folder=True),
    Format("script", "script", ".script.jsonl", "the whole book in pieces with their speakers, for audiobooks"),
    Format("sml", "sml", ".sml.txt", "the text with [voice:Name] tags, for ebook2audiobook"),
    Format("ssml", "ssml", ".ssml", "the text as SSML 1.1, for speech engines"),
    Format("html", "page", ".html", "one page to read: speakers in colours, cast, why each line has its speaker"),
    Format("conllu", "conllu", ".conllu", "sentences with parts of speech and dependencies, for corpus tools"),
    Format("graphml", "graphml", ".graphml", "the network of people, for Gephi, Cytoscape, igraph and networkx"),
    Format("gexf", "gexf", ".gexf", "the network of people scene by scene, for Gephi's time line"),
)


def find_format(name: str) -> Format:
    """The format with a name; case does not matter.

    Raises:
        UnknownFormat: there is none; the nearest one is named.
    """
    for known in FORMATS:
        if known.name == name.lower():
            return known
    names = [known.name for known in FORMATS]
    hint = suggestion(name, names) or f"Formats: {', '.join(names)}."
    raise UnknownFormat(f"There is no export format {name!r}.", hint=hint)


def render(story: Story, name: str, *, text: bool = True) -> str:
    """A story in a format that makes one file.

    Args:
        story: what to give out.
        name: the format.
        text: whether the words of the book may be in it.

    Raises:
        UnknownFormat: there is no such format.
        BadOption: the format makes several files, or cannot be made without the text.
    """
    chosen = find_format(name)
    if chosen.folder:
        raise BadOption(f"{chosen.name} makes several files.", hint="Use render_files.")
    made: str = _renderer(chosen)(story, text=text)
    return made


def render_files(story: Story, name: str, *, text: bool = True) -> dict[str, str]:
    """A story in a format that makes several files: content by file name. See ``render``."""
    chosen = find_format(name)
    if not chosen.folder:
        raise BadOption(f"{chosen.name} makes one file.", hint="Use render.")
    made: dict[str, str] = _renderer(chosen)(story, text=text)
    return {f"{table}{chosen.suffix}": content for table, content in made.items()}


def _renderer(chosen: Format) -> Callable[..., Any]:
    found: Callable[..., Any] = import_module(f"diegesis.export.{chosen.module}").render
    return found
