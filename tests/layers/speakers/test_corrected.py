"""What a person says of lines and of the cast is obeyed, and spreads."""

from __future__ import annotations

from diegesis.layer import CastMember, Merge, Rename, SpokenBy
from tests.layers.speakers.cases import PAIR, TRIO
from tests.layers.speakers.reading import lines_of, place

TALK = PAIR + '"It is late," said Anna.\n\n"It is."\n\n"Shall we go?"\n\n"Where?"'


def test_a_line_given_to_somebody_is_theirs_for_certain() -> None:
    clamp = SpokenBy(place(TALK, '"It is."'), "Anna Weir")
    line = lines_of(TALK, clamps=[clamp])[1]
    assert line.speaker.startswith("Anna")
    assert line.row.confidence == 1.0
    assert line.row.made_by == "person"


def test_the_neighbours_follow() -> None:
    free = [line.speaker for line in lines_of(TALK)]
    clamp = SpokenBy(place(TALK, '"Shall we go?"'), "Hugh")
    held = [line.speaker for line in lines_of(TALK, clamps=[clamp])]
    assert held[2] == "Hugh"
    assert free[3] == "Hugh"
    assert held[3] != "Hugh", "the line after changes with it"


def test_a_line_given_to_nobody() -> None:
    line = lines_of(TALK, clamps=[SpokenBy(place(TALK, '"It is."'), None)])[1]
    assert line.speaker == "-"
    assert line.row.reason


def test_addressees_given() -> None:
    text = TRIO + '"It is late," said Anna.'
    span = place(text, '"It is late,"')
    line = lines_of(text, clamps=[SpokenBy(span, "Anna Weir", ("Clara",))])[0]
    assert line.addressees == ("Clara",)
    assert lines_of(text, clamps=[SpokenBy(span, "Anna Weir", ())])[0].addressees == ()


def test_an_alias_names_the_speaker() -> None:
    line = lines_of(TALK, clamps=[SpokenBy(place(TALK, '"It is."'), "Anna")])[1]
    assert line.speaker.startswith("Anna")


def test_a_piece_given_gives_its_whole_utterance() -> None:
    text = PAIR + '"It is late," she said, "and dark."'
    lines = lines_of(text, clamps=[SpokenBy(place(text, '"and dark."'), "Hugh")])
    assert [line.speaker for line in lines] == ["Hugh", "Hugh"]


def test_merged_names_are_one_speaker() -> None:
    text = PAIR + '"It is late," said Anna.\n\n"It is," said Nan.'
    free = lines_of(text)
    assert free[0].speaker != free[1].speaker
    lines = lines_of(text, clamps=[Merge(("Anna Weir", "Nan"))])
    assert {line.speaker for line in lines} == {"Anna Weir"}


def test_a_new_name_is_shown() -> None:
    lines = lines_of(TALK, clamps=[Rename("Hugh", "Hugh Weir")])
    assert "Hugh Weir" in {line.speaker for line in lines}
    assert "Hugh" not in {line.speaker for line in lines}


def test_an_alias_given_with_the_cast_speaks() -> None:
    text = PAIR + '"It is late," said the Duchess of Weir.'
    (line,) = lines_of(text, clamps=[CastMember("Anna Weir", aliases=("the Duchess of Weir",))])
    assert line.speaker == "Anna Weir"


def test_pronouns_given_with_the_cast_choose() -> None:
    text = 'Robin and Sam came in. Robin sat down. Sam shut the door.\n\n"It is late," she said.\n\n"It is," he said.'
    one = [CastMember("Robin", pronouns="she/her"), CastMember("Sam", pronouns="he/him")]
    other = [CastMember("Robin", pronouns="he/him"), CastMember("Sam", pronouns="she/her")]
    assert [line.speaker for line in lines_of(text, clamps=one)] == ["Robin", "Sam"]
    assert [line.speaker for line in lines_of(text, clamps=other)] == ["Sam", "Robin"]


def test_the_narrator_given_with_the_cast_says_what_i_say() -> None:
    text = 'I met Clara at the gate.\n\n"Good morning," I said.\n\n"Good morning," said Clara.'
    lines = lines_of(text, clamps=[CastMember("Hugh Weir", narrator=True)])
    assert [line.speaker for line in lines] == ["Hugh Weir", "Clara"]


def test_a_line_given_rests_on_the_person_and_on_no_passage() -> None:
    text = PAIR + 'Hugh rose. "It is."'
    assert lines_of(text)[0].row.evidence
    given = lines_of(text, clamps=[SpokenBy(place(text, '"It is."'), "Anna Weir")])[0].row
    assert (given.evidence, given.reason) == ((), "a person said so")
