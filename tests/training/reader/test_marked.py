"""Stories with gold written into the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from training.reader.data import marked
from training.reader.data.marked import STORIES, MarkedError, doubts, main, parse, write_gold

HEAD = """title: The Kettle
ann | Ann Hay | Ann, Mrs Hay | F
bob | Bob |  | M | narrator

dog | the dog | | N
---
"""
BODY = """
[ann:[bob:My] aunt] put the kettle on. {ann>bob:“Sit,”} [ann:she] said. {ann>bob,dog:“[bob,dog:Both of you].”}

{bob:“[bob:I] do,”} [bob:I] said. {ann>bob:“Good.”}
{ann>bob:“Good.”}

"""
PLAIN = "My aunt put the kettle on. “Sit,” she said. “Both of you.”\n\n“I do,” I said. “Good.”\n“Good.”\n"


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    plain, found = parse(HEAD + BODY)
    assert plain == PLAIN
    return found


def words(row: dict[str, Any]) -> str:
    return PLAIN[row["start"] : row["end"]]


def test_the_head_names_the_people(gold: dict[str, Any]) -> None:
    assert (gold["format"], gold["title"]) == ("diegesis-gold/1", "The Kettle")
    rows = [(row["id"], row["name"], row["aliases"], row["gender"], row["narrator"]) for row in gold["characters"]]
    assert rows == [
        ("ann", "Ann Hay", ["Ann", "Mrs Hay"], "F", False),
        ("bob", "Bob", [], "M", True),
        ("dog", "the dog", [], "N", False),
    ]


def test_mentions_stand_in_text_order_the_longer_first(gold: dict[str, Any]) -> None:
    assert [(words(row), row["characters"]) for row in gold["mentions"]] == [
        ("My aunt", ["ann"]),
        ("My", ["bob"]),
        ("she", ["ann"]),
        ("Both of you", ["bob", "dog"]),
        ("I", ["bob"]),
        ("I", ["bob"]),
    ]


def test_speech_has_its_marks_its_speaker_and_its_hearers(gold: dict[str, Any]) -> None:
    assert [(words(row), row["speaker"], row["addressees"]) for row in gold["quotes"]] == [
        ("“Sit,”", "ann", ["bob"]),
        ("“Both of you.”", "ann", ["bob", "dog"]),
        ("“I do,”", "bob", []),
        ("“Good.”", "ann", ["bob"]),
        ("“Good.”", "ann", ["bob"]),
    ]
    assert {row["kind"] for row in gold["quotes"]} == {"speech"}


def test_pieces_of_one_speaker_in_a_paragraph_are_one_utterance(gold: dict[str, Any]) -> None:
    assert [row["utterance"] for row in gold["quotes"]] == ["1", "1", "2", "3", "4"]


def test_line_ends_of_windows_are_those_of_the_rest(gold: dict[str, Any]) -> None:
    assert parse((HEAD + BODY).replace("\n", "\r\n")) == (PLAIN, gold)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("title: None\nann | Ann | | F\n", "no line ---"),
        ("title: Few\nann | Ann | F\n---\nAnn.\n", "line 2: expected id"),
        ("title: Sex\nann | Ann | | W\n---\nAnn.\n", "line 2: expected id"),
        ("title: Who\nann | Ann | | F | hero\n---\nAnn.\n", "line 2: expected id"),
        (HEAD + "[eva:She] sat.\n", r"line 7: \['eva'\] are not among the characters"),
        (HEAD + "[ann,eva:They] sat.\n", r"line 7: \['eva'\] are not"),
        (HEAD + "{eva:“No.”}\n", r"line 7: \['eva'\] are not"),
        (HEAD + "All sat.\n\n{ann>eva:“No.”}\n", r"line 9: \['eva'\] are not"),
        (HEAD + "[ann:She sat.\n\nThere.]\n", "line 7: a mark is still open at the end of the line"),
        (HEAD + "{ann:“No.”\n", "line 7: a mark is still open"),
        (HEAD + "She] sat.\n", r"line 7: \] closes nothing here"),
        (HEAD + "[ann:She} sat.\n", "line 7: } closes nothing here"),
        (HEAD + "{ann:“[ann:I}”] sat.\n", "line 7: } closes nothing here"),
        (HEAD + "[ann:] sat.\n", "line 7: a mark holds no words"),
        (HEAD + "{ann:} sat.\n", "line 7: a mark holds no words"),
        (HEAD + "All sat.\n[Ann: she] sat.\n", r"line 8: \[ opens nothing known"),
        (HEAD + "{Ann said} so.\n", "line 7: { opens nothing known"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(content: str, told: str) -> None:
    with pytest.raises(MarkedError, match=told):
        parse(content)


def test_what_looks_forgotten_is_told() -> None:
    """Speech and pronouns that nothing marks; *Hers’s* is none of them, and *mine* is not looked for."""
    plain, gold = parse(HEAD + "“Come,” she said. {ann:“[ann:I] must,”} [ann:she] told him. Hers’s was mine.\n")
    assert list(doubts(plain, gold)) == [
        "speech without a speaker: '“Come,”'",
        "a pronoun without a person: '“Come,” she said. “I must,” she told'",
        "a pronoun without a person: 'said. “I must,” she told him. Hers’s was mine.\\n'",
    ]


def test_nothing_is_doubtful_where_all_is_marked(gold: dict[str, Any]) -> None:
    assert list(doubts(PLAIN, gold)) == []


def test_the_command_fails_where_a_file_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.marked").write_text(HEAD + BODY, encoding="utf-8")
    (tmp_path / "bad.marked").write_text(HEAD + "[eva:She] sat.\n", encoding="utf-8")
    for names, code in ((["good"], 0), (["bad", "good"], 1)):
        monkeypatch.setattr("sys.argv", ["marked", *(str(tmp_path / f"{name}.marked") for name in names)])
        assert main() == code
    told = capsys.readouterr().out
    assert "good.marked: 18 words, 5 pieces of speech, 6 mentions, 0 doubts" in told
    assert "bad.marked: WRONG: line 7" in told


def test_stories_are_written_as_text_and_gold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gold: dict[str, Any]
) -> None:
    monkeypatch.setattr(marked, "STORIES", tmp_path)
    (tmp_path / "kettle.marked").write_text(HEAD + BODY, encoding="utf-8")
    assert write_gold(tmp_path / "made") == ["kettle"]
    assert (tmp_path / "made" / "kettle.txt").read_text(encoding="utf-8") == PLAIN
    assert json.loads((tmp_path / "made" / "kettle.gold.json").read_text(encoding="utf-8")) == gold
    (tmp_path / "bad.marked").write_text(HEAD + "[eva:She] sat.\n", encoding="utf-8")
    with pytest.raises(MarkedError, match=r"bad\.marked: line 7"):
        write_gold(tmp_path / "made")


def test_every_story_of_ours_holds_what_it_must() -> None:
    paths = sorted(STORIES.glob("*.marked"))
    assert len(paths) > 100
    for path in paths:
        plain, gold = parse(path.read_text(encoding="utf-8"))
        known = {row["id"] for row in gold["characters"]}
        assert gold["title"], path.name
        assert len(known) == len(gold["characters"]), path.name
        assert gold["mentions"], path.name
        for row in (*gold["mentions"], *gold["quotes"]):
            surface = plain[row["start"] : row["end"]]
            assert surface, path.name
            assert surface == surface.strip(), (path.name, surface)
