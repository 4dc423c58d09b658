"""What each request answers, from a story alone."""

from __future__ import annotations

import json

import pytest

from diegesis import read_text
from diegesis.errors import BadOption, UnknownName
from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Character
from diegesis.layers.facts.records import Portrayal, PortrayalRole
from diegesis.reader import payloads_cast, payloads_text, payloads_world
from diegesis.reader.view import COLOURS, View
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.story.doubts import turns_to_ask
from diegesis.testing import document
from tests.reader.books import BOOK, at


@pytest.fixture(scope="module")
def view(story: Story) -> View:
    return View(story)


def person(view: View, name: str) -> str:
    return next(row.id for row in view.story.characters if row.name == name)


def test_the_layout_has_an_entry_for_each_block(view: View) -> None:
    found = payloads_text.layout(view)
    assert len(found["kinds"]) == len(found["starts"]) == len(found["ends"]) == len(view.document.blocks)
    assert found["starts"] == sorted(found["starts"])


def test_the_text_comes_back_to_the_last_character(view: View) -> None:
    for row in payloads_text.text(view, 0, 100)["blocks"]:
        assert row["text"] == BOOK[row["start"] : row["end"]]


def test_windows_join(view: View) -> None:
    whole = payloads_text.text(view, 0, 19)["blocks"]
    assert payloads_text.text(view, 0, 4)["blocks"] + payloads_text.text(view, 5, 19)["blocks"] == whole


def test_the_encoded_window_is_the_window(story: Story) -> None:
    view = View(story)
    for first, last in ((3, 6), (0, 9), (5, 50), (90, 95)):
        assert json.loads(payloads_text.text_json(view, first, last)) == payloads_text.text(view, first, last)


def test_every_quote_is_in_one_block(view: View) -> None:
    given = [row["id"] for block in payloads_text.text(view, 0, 100)["blocks"] for row in block["quotes"]]
    assert sorted(given) == sorted(row.id for row in view.story.quotes)


@pytest.mark.parametrize(("first", "last"), [(5, 4), (0, 200), (-1, 3)])
def test_an_impossible_window_is_told(view: View, first: int, last: int) -> None:
    with pytest.raises(BadOption):
        payloads_text.text(view, first, last)


def test_a_window_after_the_end_is_empty(view: View) -> None:
    assert payloads_text.text(view, 900, 950) == {"blocks": []}


def test_a_quote_says_why(view: View) -> None:
    [line] = (
        payloads_text.lines(view, words="early,” said")["quotes"]
        or payloads_text.lines(view, words="You are")["quotes"]
    )
    found = payloads_text.quote(view, line["id"])
    assert found["speaker"] == person(view, "Ada Brink")
    assert found["reason"]
    assert found["evidence"]
    assert all(BOOK[row["start"] : row["end"]] == row["text"] for row in found["evidence"])
    assert found["candidates"][0]["character"] == found["speaker"]


def test_a_mention_leads_to_the_one_before_it(view: View) -> None:
    she = next(row for row in view.story.mentions if row.span.start == at("She was thirty"))
    found = payloads_text.mention(view, she.id)
    assert found["characters"] == [person(view, "Ada Brink")]
    assert found["antecedent"]["text"] == "Ada"
    assert found["antecedent"]["end"] <= found["start"]


@pytest.mark.parametrize("asked", [payloads_text.quote, payloads_text.mention, payloads_cast.sheet])
def test_an_unknown_id_is_told(view: View, asked: object) -> None:
    with pytest.raises(UnknownName):
        asked(view, "q-nothing")  # type: ignore[operator]


def test_search_minds_neither_case_nor_blanks_nor_the_shape_of_marks() -> None:
    view = View(read_text("“Don’t  go,” said Ann.\n\nTom\ndid not go.", model=False))
    [hit] = payloads_text.search(view, "\"don't go")["hits"]
    assert (hit["text"], hit["block"], hit["before"]) == ("“Don’t  go", 0, "")
    [other] = payloads_text.search(view, "TOM DID")["hits"]
    assert (other["text"], other["after"]) == ("Tom\ndid", " not go.")


def test_search_takes_signs_as_words(view: View) -> None:
    for words in (".*", "(", "[a-z]+", "\\", "", "   "):
        assert payloads_text.search(view, words)["hits"] == []


def test_search_ends_at_its_limit() -> None:
    found = payloads_text.search(View(read_text("go " * 500, model=False)), "go")
    assert len(found["hits"]) == payloads_text.MOST_HITS
    assert found["more"]


def test_doubts_are_the_lines_below(view: View) -> None:
    everybody = payloads_text.doubts(view, 1.0)["quotes"]
    few = payloads_text.doubts(view, 0.0)["quotes"]
    assert {row["id"] for row in few} <= {row["id"] for row in everybody}
    assert all(row["speaker"] is None for row in few)
    with pytest.raises(BadOption):
        payloads_text.doubts(view, 1.5)


def test_doubts_by_worth_ask_for_one_piece_a_turn(view: View) -> None:
    asked = [row["id"] for row in payloads_text.doubts(view, 1.0, order="worth")["quotes"]]
    turns = turns_to_ask(view.story)
    assert asked == [turn.quotes[0].id for turn in turns if turn.doubt > 0]
    pieces = [row["id"] for row in payloads_text.doubts(view, 1.0)["quotes"]]
    assert len({view.quote(one).utterance for one in asked}) == len(asked) < len(pieces)
    with pytest.raises(BadOption, match="worth"):
        payloads_text.doubts(view, order="size")


def test_lines_by_person_chapter_and_words(view: View) -> None:
    ada = person(view, "Ada Brink")
    assert len(payloads_text.lines(view, speaker=ada)["quotes"]) == view.story.quote_counts[ada]
    assert {row["start"] < at("CHAPTER TWO") for row in payloads_text.lines(view, chapter=1)["quotes"]} == {True}
    assert [row["text"] for row in payloads_text.lines(view, words="NOBODY sends")["quotes"]] == ['"Nobody sends me."']
    with pytest.raises(UnknownName):
        payloads_text.lines(view, speaker="c-none")
    with pytest.raises(UnknownName):
        payloads_text.lines(view, chapter=9)


def test_the_overview_counts_and_names(view: View) -> None:
    found = payloads_cast.overview(view, "tide", revision=3, placed=2, unplaced=["line 4: no"])
    assert (found["length"], found["blocks"], found["revision"]) == (len(BOOK), len(view.document.blocks), 3)
    assert [row["number"] for row in found["chapters"]] == [1, 2]
    assert found["chapters"][0]["last_block"] < found["chapters"][1]["first_block"]
    assert found["corrections"] == {"placed": 2, "unplaced": ["line 4: no"]}
    assert {row["colour"] for row in found["characters"]} <= set(range(COLOURS))
    assert found["counts"]["quotes"] == 12


def test_the_talkative_have_colours_of_their_own(view: View) -> None:
    rows = payloads_cast.overview(view, "tide")["characters"]
    assert len({row["colour"] for row in rows}) == min(len(rows), COLOURS)


def test_a_sheet_tells_of_one_person(view: View) -> None:
    found = payloads_cast.sheet(view, person(view, "Ada Brink"))
    assert ("eye_colour", "blue eyes") in {(row["attribute"], row["value"]) for row in found["facts"]}
    assert [row["kind"] for row in found["ties"]] == ["sibling"]
    assert [row["present"] for row in found["presence"]] == [True, True]
    assert sum(row["lines"] for row in found["presence"]) == len(found["lines"])
    assert [row["place"] for row in found["places"]] == ["the harbour", "the kitchen"]


def test_words_of_a_portrayal_are_counted() -> None:
    """The trained reader finds them; here they are given."""
    text = "Ada laughed. Ada came in and laughed. Ada did not laugh."
    ada = Ref[Character]("c-1")
    words = [(4, 11, "laugh", False), (17, 21, "come", False), (29, 36, "laugh", False), (50, 55, "laugh", True)]
    rows = [
        Portrayal(id=f"w-{n}", span=Span(start, end), character=ada, role=PortrayalRole.AGENT, lemma=lemma, negated=no)
        for n, (start, end, lemma, no) in enumerate(words)
    ]
    tables = Tables({Character: [Character(id=ada, name="Ada", evidence=(Span(0, 3),))], Portrayal: rows})
    view = View(Story(document(text), tables))
    does = payloads_cast.sheet(view, ada)["portrayal"]["does"]
    assert [(row["word"], row["count"], row["start"]) for row in does] == [
        ("laugh", 2, 4),
        ("come", 1, 17),
        ("not laugh", 1, 50),
    ]
    assert payloads_cast.sheet(view.until(17), ada)["portrayal"]["does"] == [does[0] | {"count": 1}]


def test_scenes_point_at_people_of_the_cast(view: View) -> None:
    cast = {row.id for row in view.story.characters}
    rows = payloads_world.scenes(view)["scenes"]
    assert [row["number"] for row in rows] == [1, 2]
    assert [row["chapter"] for row in rows] == [1, 2]
    assert all({*row["present"], *row["mentioned"]} <= cast for row in rows)
    assert rows[1]["first_words"].startswith("CHAPTER TWO The next day")


def test_exchanges_count_lines(view: View) -> None:
    rows = payloads_world.ties(view)["exchanges"]
    assert sum(row["lines"] for row in rows) > 0


@pytest.mark.parametrize("text", ["", "\n\n", "One.", "\ud800", "<script>alert(1)</script> \u202e said Ann."])
def test_any_text_has_answers(text: str) -> None:
    view = View(read_text(text, model=False))
    assert payloads_cast.overview(view, "x")["length"] == len(text)
    payloads_text.text(view, 0, 10)
    assert payloads_world.scenes(view.until(1))["scenes"] == payloads_world.scenes(view)["scenes"] or len(text) > 1
    assert payloads_cast.card(view, "x")["quotes"] == len(view.voiced)
