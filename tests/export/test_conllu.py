"""CoNLL-U: what is written is valid, joins to the text, and names the people of the story."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diegesis import read_text
from diegesis.errors import BadOption
from diegesis.export import render
from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Character
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.entities.records import Mention
from diegesis.layers.syntax.annotate import annotate
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing import StoryBuilder
from diegesis.testing import story as built
from diegesis.testing.contract import EDGE_TEXTS
from diegesis.testing.strategies import prose
from tests.layers.syntax.chained import Chained, parsed
from tests.story.made import TEXT, made_document, made_story, place

COLUMNS = 10
#: Words of a sentence over which a tree may have more than one root.
LONGEST = 160


@dataclass
class Block:
    """A sentence as a reader of the format sees it."""

    comments: list[str]
    ranges: list[list[str]]
    words: list[list[str]]

    def comment(self, key: str) -> str:
        [found] = [line.partition(" = ")[2] for line in self.comments if line.startswith(f"# {key} = ")]
        return found

    def forms(self) -> list[str]:
        return [word[1] for word in self.words]

    def misc(self, form: str) -> str:
        [found] = [word[9] for word in self.words if word[1] == form]
        return found


def blocks(content: str) -> list[Block]:
    """The sentences of a file, each of which is checked."""
    assert content.encode("utf-8").decode("utf-8") == content
    assert content == "" or content.endswith("\n\n")
    found = []
    for lines in (part.split("\n") for part in content.split("\n\n")[:-1]):
        comments = [line for line in lines if line.startswith("# ")]
        rows = [line.split("\t") for line in lines[len(comments) :]]
        block = Block(comments, [row for row in rows if "-" in row[0]], [row for row in rows if "-" not in row[0]])
        check(block, rows)
        found.append(block)
    ids = [block.comment("sent_id") for block in found]
    assert len(ids) == len(set(ids))
    assert not found or found[0].comments[0].startswith("# newdoc")
    return found


def check(block: Block, rows: Sequence[Sequence[str]]) -> None:
    for row in rows:
        assert len(row) == COLUMNS
        assert all(cell and cell == cell.strip() and len(cell.splitlines()) == 1 for cell in row)
    assert [int(word[0]) for word in block.words] == list(range(1, len(block.words) + 1))
    heads = [int(word[6]) for word in block.words]
    assert all(0 <= head <= len(heads) and head != at for at, head in enumerate(heads, start=1))
    roots = [word[7] for word in block.words if word[6] == "0"]
    assert set(roots) == {"root"}
    assert len(roots) == 1 or len(heads) > LONGEST
    assert sum(word[7] == "root" for word in block.words) == len(roots)
    ends = [0]
    for one in block.ranges:
        first, last = map(int, one[0].split("-"))
        assert ends[-1] < first < last <= len(heads)
        assert rows[rows.index(one) + 1][0] == str(first)
        assert one[2:9] == ["_"] * 7
        ends.append(last)
    assert joined(block).strip(" ") == block.comment("text")


def joined(block: Block) -> str:
    """The text that the forms and SpaceAfter=No give."""
    inside = {at for one in block.ranges for at in range(int(one[0].split("-")[0]), int(one[0].split("-")[1]) + 1)}
    shown = [row for row in (*block.ranges, *block.words) if "-" in row[0] or int(row[0]) not in inside]
    shown.sort(key=lambda row: int(row[0].split("-")[0]))
    return "".join(row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ") for row in shown)


def blocks_of(text: str) -> list[Block]:
    return blocks(render(parsed(built(text)), "conllu"))


@pytest.fixture(scope="module")
def made() -> list[Block]:
    return blocks(render(parsed(made_story()), "conllu"))


def test_a_sentence_is_a_block_with_its_id_and_text(made: list[Block]) -> None:
    rows = parsed(made_story()).rows(Sentence)
    assert [block.comment("sent_id") for block in made] == [row.id for row in rows]
    assert [block.comment("text") for block in made] == [" ".join(row.span.of(TEXT).split()) for row in rows]


def test_documents_and_paragraphs_begin(made: list[Block]) -> None:
    assert made[0].comments[:2] == ["# newdoc id = made.txt", "# newpar"]
    assert sum(line.startswith("# newdoc") for block in made for line in block.comments) == 1
    opening = [block.comment("text") for block in made if "# newpar" in block.comments]
    starts = [" ".join(block.span.of(TEXT).split()) for block in made_document().blocks]
    assert len(opening) == len(starts)
    assert all(start.startswith(words) for words, start in zip(opening, starts, strict=True))


def test_a_word_has_its_columns() -> None:
    [block] = blocks_of("Geese ran.")
    assert block.words == [
        ["1", "Geese", "goose", "NOUN", "_", "_", "0", "root", "_", "_"],
        ["2", "ran", "run", "NOUN", "_", "_", "1", "dep", "_", "SpaceAfter=No"],
        ["3", ".", ".", "NOUN", "_", "_", "2", "dep", "_", "_"],
    ]


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("Don't go.", {"1-2": "Don't"}),
        ("I cannot go.", {"2-3": "cannot"}),
        ("She shouldn’t’ve.", {"2-4": "shouldn’t’ve"}),
        ("Ann's hat.", {"1-2": "Ann's"}),
        ("A well-kept hat.", {}),
        ("My mother-in-law's hat.", {"6-7": "law's"}),
        ("My ex-wife's hat.", {"2-3": "ex-wife's"}),
        ("Wait--no.", {}),
    ],
)
def test_words_that_are_one_in_writing_have_a_range(text: str, ranges: dict[str, str]) -> None:
    [block] = blocks_of(text)
    assert {row[0]: row[1] for row in block.ranges} == ranges


def test_the_range_says_whether_a_blank_follows() -> None:
    [block] = blocks_of("He can't, she can't go.")
    assert [(row[0], row[9]) for row in block.ranges] == [("2-3", "SpaceAfter=No"), ("6-7", "_")]
    assert [word[9] for word in block.words[1:3]] == ["_", "_"]


def test_a_line_end_inside_a_sentence_is_a_blank() -> None:
    [block] = blocks_of("She left\nthe\thouse \r\n at once.")
    assert block.comment("text") == "She left the house at once."
    assert block.forms() == ["She", "left", "the", "house", "at", "once", "."]


def test_spaced_points_are_one_word() -> None:
    block = blocks_of("She left . . . at once.")[0]
    assert ". . ." in block.forms()


# people


def test_words_in_a_quote_say_who_speaks_to_whom(made: list[Block]) -> None:
    block = next(block for block in made if block.comment("text").startswith("“Come in, Tom,”"))
    assert block.misc("Come") == "Speaker=c-ann|Addressee=c-tom"
    assert block.misc("“") == "SpaceAfter=No|Speaker=c-ann|Addressee=c-tom"
    assert block.misc("said") == "_"


def test_words_in_a_quote_in_a_quote_belong_to_who_is_known_to_say_them(made: list[Block]) -> None:
    """The inner quote of made_story has no speaker of its own."""
    block = next(block for block in made if "Never go up" in block.comment("text"))
    assert block.misc("Never") == "Speaker=c-ann|Addressee=c-tom"
    story = StoryBuilder("“He said, ‘No,’ to me,” said Ann.").character("Ann").character("Bob")
    story = story.quote("“He said, ‘No,’ to me,”", speaker="Ann").quote("‘No,’", speaker="Bob", to=["Ann"])
    ids = {row.name: row.id for row in story.build().characters}
    [block] = blocks(render(parsed(story.build()), "conllu"))
    assert block.misc("No").split("|")[-2:] == [f"Speaker={ids['Bob']}", f"Addressee={ids['Ann']}"]
    assert block.misc("me").endswith(f"Speaker={ids['Ann']}")


def test_a_line_without_a_speaker_says_nothing(made: list[Block]) -> None:
    block = next(block for block in made if "Who is there" in block.comment("text"))
    assert all("Speaker" not in word[9] for word in block.words)


def test_the_head_of_a_mention_says_who_is_meant(made: list[Block]) -> None:
    block = next(block for block in made if block.comment("text").startswith("“Come in, Tom,”"))
    assert block.misc("Tom").split("|")[-1] == "Entity=c-tom"
    assert "Entity" not in block.misc("Marsh")  # That mention's head is its first word, in made_story.
    assert block.misc("Ann").split("|")[-1] == "Entity=c-ann"
    open_one = next(block for block in made if "She told me" in block.comment("text"))
    assert "Entity" not in open_one.misc("She")


def test_the_head_of_a_possessive_is_the_name() -> None:
    story = StoryBuilder("Ann Hay's hat.").character("Ann Hay").mention("Ann Hay's", of=["Ann Hay"]).build()
    [block] = blocks(render(parsed(story), "conllu"))
    assert [("Entity" in word[9]) for word in block.words] == [False, True, False, False, False]


def test_a_mention_of_several_people_is_left_out() -> None:
    story = StoryBuilder("Both left.").character("Ann").character("Bob").mention("Both", of=["Ann", "Bob"]).build()
    [block] = blocks(render(parsed(story), "conllu"))
    assert block.misc("Both") == "_"


def test_ids_are_encoded_where_they_have_a_character_of_the_format() -> None:
    text = "Ann left."
    span = place(text, "Ann")
    rows = (
        Character(id="c|a=n\tn,%", name="Ann", evidence=(span,)),
        Mention(id="m", span=span, head=span, form=made_story().mentions[0].form),
        Resolution(id="r", mention=Ref[Mention]("m"), characters=(Ref[Character]("c|a=n\tn,%"),)),
    )
    story = Story(made_document(text), Tables().extended((Character, Mention, Resolution), rows))
    [block] = blocks(render(parsed(story), "conllu"))
    assert block.misc("Ann") == "Entity=c%7Ca%3Dn%09n%2C%25"


# odd texts


@pytest.mark.parametrize("text", EDGE_TEXTS.values(), ids=EDGE_TEXTS)
def test_edge_texts_are_valid(text: str) -> None:
    blocks_of(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        prose(), st.text(max_size=200), st.text("ab'-—.\"_#\t\n\r\x0b\x1c\x85\u2028\u200b\x00\ud800 ", max_size=60)
    )
)
def test_any_text_is_valid(text: str) -> None:
    found = blocks(render(parsed(read_text(text, model=False)), "conllu"))
    written = "".join("".join(block.forms()) for block in found)
    plain = re.sub("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    assert "".join(written.split()) == "".join(plain.split())


def test_a_text_without_words_gives_nothing() -> None:
    assert render(Story(made_document(""), Tables()), "conllu") == ""


def test_a_document_without_a_name() -> None:
    story = parsed(built("Rain."))
    named = Story(replace(story.document, name=" "), story.tables)
    assert blocks(render(named, "conllu"))[0].comments[0] == "# newdoc"


def test_a_name_on_two_lines_stays_on_one() -> None:
    story = parsed(built("Rain."))
    named = Story(replace(story.document, name="a\nb.txt"), story.tables)
    assert blocks(render(named, "conllu"))[0].comments[0] == "# newdoc id = a b.txt"


def test_a_long_sentence_may_have_several_roots() -> None:
    document = made_document("and " * 400)

    class InParts(Chained):
        def parse(self, sentences: Sequence[Sequence[Span]]) -> list[object]:  # type: ignore[override]
            return [
                replace(found, heads=tuple(-1 if at % LONGEST == 0 else head for at, head in enumerate(found.heads)))
                for found in super().parse(sentences)
            ]

    rows = annotate(document, Tables(), encoded=InParts())
    [block] = blocks(render(Story(document, Tables().extended((Sentence,), rows)), "conllu"))
    assert sum(word[6] == "0" for word in block.words) == 3


def test_the_cost_grows_with_the_text_and_no_faster() -> None:
    seconds = []
    for count in (3_000, 30_000):
        story = parsed(built("“I can't " * count))
        began = time.process_time()
        render(story, "conllu")
        seconds.append(time.process_time() - began)
    assert seconds[1] < 40 * seconds[0] + 0.5


# refusals


def test_a_story_without_parses_is_refused_with_the_next_step() -> None:
    with pytest.raises(BadOption) as caught:
        render(made_story(), "conllu")
    assert "no model has read it" in caught.value.problem
    assert "--no-model" in caught.value.hint


def test_every_block_is_parted_by_one_empty_line() -> None:
    lines = render(parsed(made_story()), "conllu").split("\n")
    assert all(line or after for line, after in pairwise(lines[:-2]))
