"""The corrections file: what each line means, and which line is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.corrections import Anchor, Correction, SpeakerOf, parse_corrections, read_corrections
from diegesis.errors import CorrectionsError
from diegesis.layer import Merge, Rename
from diegesis.spans import Span

GOOD = """# a note to myself

{"do": "merge", "names": ["Ranni", "Ragnhild"]}
{"do": "rename", "name": "the waiter", "to": "Pierre"}
{"do": "speaker", "quote": {"text": "Come in.", "before": "door.", "occurrence": 2}, "speaker": "Ann"}
{"do": "speaker", "quote": {"start": 3, "end": 9}, "speaker": null, "addressees": ["Tom"]}
{"do": "speaker", "quote": {"id": "q-1"}, "speaker": "Ann", "addressees": []}
"""


def test_every_kind_of_line() -> None:
    quote = Anchor(text="Come in.", before="door.", occurrence=2)
    assert parse_corrections(GOOD) == (
        Correction(does=Merge(("Ranni", "Ragnhild")), line=3),
        Correction(does=Rename("the waiter", "Pierre"), line=4),
        Correction(does=SpeakerOf(quotes=(quote,), speaker="Ann"), line=5),
        Correction(
            does=SpeakerOf(quotes=(Anchor(span=Span(3, 9)),), speaker=None, addressees=("Tom",)),
            line=6,
        ),
        Correction(does=SpeakerOf(quotes=(Anchor(id="q-1"),), speaker="Ann", addressees=()), line=7),
    )


def test_a_file_with_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_corrections(path) == parse_corrections(GOOD)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "is not JSON"),
        ("[]", "is not an object"),
        ("{}", '"do" is None'),
        ('{"do": "swap"}', "must be one of speaker, kind, boundary, merge"),
        ('{"do": "merge", "names": "Ranni"}', "must be a list of names"),
        ('{"do": "merge", "names": ["Ranni", 3]}', "must be a list of names"),
        ('{"do": "merge", "names": ["Ranni"]}', "two names or more"),
        ('{"do": "merge", "names": ["A", "B"], "x": 1}', "key it should not have: x"),
        ('{"do": "rename", "name": " ", "to": "B"}', '"name" must be a name'),
        ('{"do": "rename", "name": "A"}', '"to" must be a name'),
        ('{"do": "speaker", "quote": {"id": "q"}}', '"speaker" is missing'),
        ('{"do": "speaker", "speaker": "A"}', '"quote" must be an object'),
        ('{"do": "speaker", "speaker": "A", "quote": {}}', "must have"),
        ('{"do": "speaker", "speaker": "A", "quote": {"text": " "}}', "must have"),
        ('{"do": "speaker", "speaker": "A", "quote": {"text": 4}}', '"text" of "quote" must be a string'),
        ('{"do": "speaker", "speaker": "A", "quote": {"start": 4}}', '"start" and "end" must be numbers'),
        ('{"do": "speaker", "speaker": "A", "quote": {"start": 4, "end": 4}}', "the first smaller"),
        ('{"do": "speaker", "speaker": "A", "quote": {"text": "x", "occurrence": 0}}', "a number from 1"),
        ('{"do": "speaker", "speaker": "A", "quote": {"words": "x"}}', "key it should not have: words"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_an_example(line: str, complaint: str) -> None:
    with pytest.raises(CorrectionsError) as caught:
        parse_corrections(f"\n{line}", name="c.jsonl")
    assert caught.value.problem.startswith("c.jsonl, line 2: ")
    assert complaint in caught.value.problem
    assert caught.value.hint.startswith("Example: {")


def test_the_examples_of_the_complaints_are_right() -> None:
    with pytest.raises(CorrectionsError) as caught:
        parse_corrections('{"do": "merge", "names": []}')
    assert parse_corrections(caught.value.hint.removeprefix("Example: "))


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CorrectionsError, match="cannot be read"):
        read_corrections(tmp_path / "none.jsonl")


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_bytes(b"\xff\xfe{")
    with pytest.raises(CorrectionsError, match="not UTF-8"):
        read_corrections(tmp_path / "c.jsonl")
