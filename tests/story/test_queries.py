"""Questions to ask of a story."""

from __future__ import annotations

import pytest

from diegesis.errors import UnknownName
from diegesis.layer import Ref
from diegesis.layers.deixis.records import Indication
from diegesis.layers.quotes.records import MarkDamage
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.story.evidence import passages
from diegesis.story.queries import (
    attributed_share,
    covered_characters,
    find_chapter,
    find_character,
    find_quote,
    lines,
    suggestion,
)
from diegesis.testing import StoryBuilder
from tests.story.made import TEXT, made_story, place


@pytest.mark.parametrize("name", ["Ann Marsh", "ann marsh", " ANN ", "Ánn", "c-ann"])
def test_a_person_is_found_by_name_alias_or_id(name: str) -> None:
    assert find_character(made_story(), name).id == "c-ann"


@pytest.mark.parametrize(("name", "meant"), [("Anne Marsh", "Ann Marsh"), ("Marsh", "Ann Marsh"), ("Tim", "Tom")])
def test_an_unknown_name_gets_the_nearest(name: str, meant: str) -> None:
    with pytest.raises(UnknownName) as caught:
        find_character(made_story(), name)
    assert repr(meant) in caught.value.hint


def test_a_name_like_no_other_points_to_the_cast() -> None:
    with pytest.raises(UnknownName) as caught:
        find_character(made_story(), "Xerxes")
    assert "diegesis cast" in caught.value.hint


def test_a_quote_is_found_by_id_or_the_start_of_one() -> None:
    story = made_story()
    first = story.quotes[0]
    assert find_quote(story, first.id) is first
    assert find_quote(story, first.id[:8]) is first
    assert find_quote(story, first.id[2:8]) is first


def test_an_id_that_begins_several_quotes_is_refused() -> None:
    with pytest.raises(UnknownName, match="8 quotes"):
        find_quote(made_story(), "q-")


def test_an_unknown_quote_is_refused() -> None:
    with pytest.raises(UnknownName, match="No quote"):
        find_quote(made_story(), "zzz")


def test_chapters_by_number() -> None:
    story = made_story()
    assert find_chapter(story, 2).span.start > find_chapter(story, 1).span.start
    with pytest.raises(UnknownName) as caught:
        find_chapter(story, 3)
    assert caught.value.hint == "It has chapters 1 to 2."


def test_lines_can_be_chosen() -> None:
    story = made_story()
    ann, tom = find_character(story, "Ann"), find_character(story, "Tom")
    assert len(list(lines(story))) == 6
    assert [line.quote.id for line in lines(story, speaker=tom)] == [story.quotes[2].id]
    assert len(list(lines(story, addressee=tom))) == 3
    assert len(list(lines(story, speaker=ann, addressee=ann))) == 0
    assert [line.speaker for line in lines(story, unattributed=True)] == [None, None]
    assert [line.quote.id for line in lines(story, chapter=find_chapter(story, 2))] == [story.quotes[6].id]


def test_the_segments_give_the_whole_text_back() -> None:
    assert covered_characters(made_story()) == len(TEXT)


def test_share_of_speech_with_a_speaker() -> None:
    assert attributed_share(made_story()) == (4, 5)


def test_counts() -> None:
    story = made_story()
    assert story.mention_counts == {"c-tom": 2, "c-ann": 2}
    assert story.quote_counts == {"c-tom": 1, "c-ann": 3}


def test_mended_marks_are_reported_as_damage() -> None:
    story = made_story()
    assert [row.message for row in story.damage] == ["a closing mark is missing"]
    stray = MarkDamage(id="d-1", span=Span(0, 1), code="stray_mark", message="a mark alone")
    both = Story(story.document, story.tables.extended((MarkDamage,), [stray]))
    assert [row.code for row in both.damage] == ["stray_mark", "mended_mark"]


def test_evidence_is_shown_in_its_sentence() -> None:
    document = made_story().document
    tag, step = place(TEXT, "said Ann Marsh"), place(TEXT, "minded")
    found = passages(document, [step, tag])
    assert [passage.marks for passage in found] == [(tag,), (step,)]
    assert found[1].span.of(TEXT) == "He minded it."
    assert all(passage.span.holds(mark) for passage in found for mark in passage.marks)


def test_passages_that_touch_are_one() -> None:
    document = made_story().document
    he, it = place(TEXT, "He minded"), place(TEXT, "it.")
    assert [passage.marks for passage in passages(document, [he, it])] == [(he, it)]


def test_a_span_outside_all_sentences_stands_for_itself() -> None:
    assert passages(made_story().document, [Span(0, 3)])[0].span.holds(Span(0, 3))


def test_suggestions_keep_the_spelling_of_the_story() -> None:
    assert suggestion("chloe", ["Chloë"]) == "Did you mean 'Chloë'?"
    assert suggestion("", ["Chloë"]) == ""


def test_mentions_resolved_before_and_after_the_speakers_are_one_table_in_text_order() -> None:
    built = (
        StoryBuilder('"I saw Tom," said Ann.')
        .character("Ann")
        .character("Tom")
        .quote('"I saw Tom,"', speaker="Ann")
        .mention("I")
        .mention("Tom", of=["Tom"])
        .mention("Ann", of=["Ann"])
        .build()
    )
    ann = next(row.id for row in built.characters if row.name == "Ann")
    rows = [Indication(id="d", mention=Ref(built.mentions[0].id), characters=(Ref(ann),))]
    story = Story(built.document, built.tables.extended((Indication,), rows))
    assert list(story.resolutions) == [row.id for row in built.mentions]
    assert [story.name_of(row.characters[0]) for row in story.resolutions.values()] == ["Ann", "Tom", "Ann"]
    assert story.mention_counts[ann] == 2
