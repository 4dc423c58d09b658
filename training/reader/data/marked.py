"""Stories of our own with gold written into the text: ``training/stories/*.marked``.

A file begins with lines ``title: ...`` and one line a character: ``id | full name | other names | F, M, N or U``,
with ``| narrator`` at the end for the one who tells the story; a line ``---`` ends them. In the text after it,
``[id:words]`` is a mention (``[one,other:they]`` of a group; nested where one holds another), and
``{speaker>addressee,addressee:“words”}`` a piece of speech with its marks (``{speaker:...}`` where nobody is
addressed). Pieces of one speaker in a paragraph are one utterance.

``python -m training.reader.data.marked FILE...`` checks files: exit code 1 where one is wrong.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STORIES = Path(__file__).parents[2] / "stories"
GENDERS = {"F", "M", "N", "U"}
_OPENING = re.compile(r"\[(?P<who>[a-z0-9_]+(?:,[a-z0-9_]+)*):|\{(?P<speaker>[a-z0-9_]+)(?:>(?P<to>[a-z0-9_,]+))?:")


class MarkedError(ValueError):
    """A file that does not hold what it must; says where."""


def parse(content: str) -> tuple[str, dict[str, Any]]:
    """The plain text and its gold, in the form of ``diegesis-gold/1``.

    Raises:
        MarkedError: the head or the marks are wrong; names the line.
    """
    head, divider, body = content.replace("\r\n", "\n").partition("\n---\n")
    if not divider:
        raise MarkedError("there is no line --- after the characters")
    title, characters = _head(head.splitlines())
    known = {row["id"] for row in characters}
    text: list[str] = []
    length = 0
    mentions: list[dict[str, Any]] = []
    quotes: list[dict[str, Any]] = []
    open_marks: list[tuple[str, dict[str, Any]]] = []
    first_line = head.count("\n") + 3 + len(body) - len(body.lstrip("\n"))
    body = body.strip("\n") + "\n"
    at = 0
    while at < len(body):
        line = first_line + body.count("\n", 0, at)
        found = _OPENING.match(body, at)
        if found:
            row = _opened(found, length, text, known, line)
            open_marks.append(("]" if found["who"] else "}", row))
            at = found.end()
            continue
        character = body[at]
        if character in "]}":
            if not open_marks or open_marks[-1][0] != character:
                raise MarkedError(f"line {line}: {character} closes nothing here: {body[max(0, at - 40) : at + 1]!r}")
            _, row = open_marks.pop()
            row["end"] = length
            if row["end"] == row["start"]:
                raise MarkedError(f"line {line}: a mark holds no words")
            (mentions if character == "]" else quotes).append(row)
        elif character in "[{":
            raise MarkedError(f"line {line}: {character} opens nothing known: {body[at : at + 40]!r}")
        else:
            if character == "\n" and open_marks:
                raise MarkedError(f"line {line}: a mark is still open at the end of the line: {open_marks[-1][1]}")
            text.append(character)
            length += 1
        at += 1
    plain = "".join(text)
    quotes.sort(key=lambda row: (row["start"], -row["end"]))
    _utterances(quotes, plain)
    gold = {
        "format": "diegesis-gold/1",
        "title": title,
        "characters": characters,
        "quotes": quotes,
        "mentions": sorted(mentions, key=lambda row: (row["start"], -row["end"])),
    }
    return plain, gold


def _head(lines: list[str]) -> tuple[str, list[dict[str, Any]]]:
    title, characters = "", []
    for number, line in enumerate(lines, 1):
        if line.startswith("title:"):
            title = line.removeprefix("title:").strip()
        elif line.strip():
            parts = [part.strip() for part in line.split("|")]
            if len(parts) not in {4, 5} or parts[3] not in GENDERS or parts[4:] not in ([], ["narrator"]):
                raise MarkedError(f"line {number}: expected id | name | other names | F, M, N or U [| narrator]")
            characters.append(
                {
                    "id": parts[0],
                    "name": parts[1],
                    "aliases": [name.strip() for name in parts[2].split(",") if name.strip()],
                    "gender": parts[3],
                    "pronouns": "",
                    "kind": "person",
                    "narrator": len(parts) == 5,
                }
            )
    return title, characters


def _opened(found: re.Match[str], length: int, text: list[str], known: set[str], line: int) -> dict[str, Any]:
    who = (found["who"] or "").split(",") if found["who"] else [found["speaker"]]
    to = (found["to"] or "").split(",") if found["to"] else []
    unknown = [name for name in (*who, *to) if name not in known]
    if unknown:
        raise MarkedError(f"line {line}: {unknown} are not among the characters")
    if found["who"]:
        return {"start": length, "end": 0, "characters": who}
    return {"start": length, "end": 0, "kind": "speech", "speaker": who[0], "addressees": to, "basis": None}


def _utterances(quotes: list[dict[str, Any]], text: str) -> None:
    last: tuple[int, str] | None = None
    number = 0
    for row in quotes:
        here = (text.count("\n", 0, row["start"]), row["speaker"])
        number += here != last
        last = here
        row["utterance"] = str(number)


def doubts(plain: str, gold: dict[str, Any]) -> Iterator[str]:
    """What looks forgotten: speech without a speaker, a pronoun without a person."""
    inside = [(row["start"], row["end"]) for row in gold["quotes"]]
    for found in re.finditer("“[^”\n]+”", plain):
        if not any(start <= found.start() < end for start, end in inside):
            yield f"speech without a speaker: {found.group()[:50]!r}"
    covered = {(row["start"], row["end"]) for row in gold["mentions"]}
    for found in re.finditer(r"\b(he|she|him|her|his|hers|I|me|my)\b(?!['’])", plain, re.IGNORECASE):
        if found.span() not in covered:
            near = plain[max(0, found.start() - 25) : found.end() + 25]
            yield f"a pronoun without a person: {near!r}"


def write_gold(folder: Path) -> list[str]:
    """Write every story as text and gold into a folder; returns their names, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for path in sorted(STORIES.glob("*.marked")):
        try:
            plain, gold = parse(path.read_text(encoding="utf-8"))
        except MarkedError as error:
            raise MarkedError(f"{path.name}: {error}") from error
        (folder / f"{path.stem}.txt").write_text(plain, encoding="utf-8")
        (folder / f"{path.stem}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        names.append(path.stem)
    return names


def main() -> int:
    """Check files."""
    wrong = 0
    for name in sys.argv[1:]:
        try:
            plain, gold = parse(Path(name).read_text(encoding="utf-8"))
        except MarkedError as error:
            print(f"{name}: WRONG: {error}")
            wrong += 1
            continue
        found = list(doubts(plain, gold))
        words, quotes, mentions = len(plain.split()), len(gold["quotes"]), len(gold["mentions"])
        print(f"{name}: {words} words, {quotes} pieces of speech, {mentions} mentions, {len(found)} doubts")
        for doubt in found[:12]:
            print(f"  {doubt}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
