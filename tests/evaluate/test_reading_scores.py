"""Entities, coreference and event words against gold, counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from diegesis.evaluate import GoldBook, evaluate_corpus, report_tables
from diegesis.evaluate.coreference_scores import Shares
from diegesis.evaluate.gold_litbank import load_litbank
from diegesis.evaluate.measures import measure
from diegesis.evaluate.reading import clusters_of, score_reading, trimmed
from diegesis.evaluate.scores import score_book
from diegesis.layers.entities.records import EntityType, MentionForm
from diegesis.layers.triggers.records import Trigger
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing import StoryBuilder
from tests.evaluate.tiny_corpora import write_litbank
from tests.story.made import place

PRON, NOM = MentionForm.PRON, MentionForm.NOM


@pytest.fixture
def gold(tmp_path: Path) -> GoldBook:
    return load_litbank(write_litbank(tmp_path), "1_the_yard")


def predicted(gold: GoldBook, *, words: Sequence[str] = ()) -> Story:
    """Finds Miss Ames twice (once a place), the boy, He as Miss Ames, and a house with its mark."""
    text = gold.story.document.text
    again = text.index("Ames's") - len("Miss ")
    builder = StoryBuilder(text).character("Miss Ames").character("the boy")
    builder.mention("Miss Ames", of=["Miss Ames"]).mention("the boy", of=["the boy"], form=NOM)
    builder.mention("He", of=["Miss Ames"], form=PRON).mention("Miss Ames", after=again, type=EntityType.GPE)
    story = builder.mention("Dale", type=EntityType.GPE).build()
    triggers = [Trigger(id=word, span=place(text, word)) for word in words]
    return Story(story.document, story.tables.extended((Trigger,), triggers))


def test_entities_by_span_and_type(gold: GoldBook) -> None:
    score = score_reading(gold, predicted(gold))
    assert score is not None
    # Gold: Miss Ames twice, the boy, the house, Dale. Right: Miss Ames once, the boy, Dale; He is a pronoun.
    assert score.entities.all == Shares(3, 4, 3, 5)
    assert score.entities.per == Shares(2, 2, 2, 3)
    assert score.entities.gpe == Shares(1, 2, 1, 1)
    assert score.entities.fac == Shares(0, 0, 0, 1)


def test_coreference_by_hand(gold: GoldBook) -> None:
    score = score_reading(gold, predicted(gold))
    assert score is not None
    # Gold {A1 A2} {boy He} {house} {Dale}; found {A1 He} {boy} {A2} {Dale}.
    assert score.coreference.mentions == Shares(5, 5, 5, 6)
    assert score.coreference.muc == Shares(0, 1, 0, 2)
    assert score.coreference.b_cubed == Shares(0.5 + 0.5 + 1 + 1 + 1, 5, 0.5 * 4 + 1, 6)
    # Best pairs: {A1 A2} with {A2} 2/3, {boy He} with {boy} 2/3, Dale 1.
    assert score.coreference.ceaf_e.right_gold == pytest.approx(2 / 3 + 2 / 3 + 1)
    assert (score.coreference.ceaf_e.predicted, score.coreference.ceaf_e.gold) == (4, 4)
    mean = (score.coreference.muc.f1 + score.coreference.b_cubed.f1 + score.coreference.ceaf_e.f1) / 3
    assert score.coreference.conll == pytest.approx(mean)


def test_people_alone(gold: GoldBook) -> None:
    score = score_reading(gold, predicted(gold))
    assert score is not None
    assert score.people.mentions == Shares(3, 3, 3, 4)
    assert len(clusters_of(gold.story, EntityType.PER)) == 2


def test_event_words(gold: GoldBook) -> None:
    score = score_reading(gold, predicted(gold, words=["said", "house"]))
    assert score is not None
    assert score.events == Shares(1, 2, 1, 2)


def test_books_are_pooled_by_their_counts(gold: GoldBook) -> None:
    one = score_book(gold, predicted(gold, words=["said"]))
    row = measure("all", [one, score_book(gold, gold.story)])
    assert row.reading is not None
    assert row.reading.events == Shares(3, 3, 3, 4)
    assert row.reading.entities.all == Shares(8, 9, 8, 10)


def test_a_system_without_entities_has_no_score(gold: GoldBook) -> None:
    bare = Story(gold.story.document, type(gold.story.tables)())
    assert score_reading(gold, bare) is None
    assert measure("all", [score_book(gold, bare)]).reading is None


@pytest.mark.parametrize(
    ("words", "kept"),
    [("“Ann”", "Ann"), (" Ann\n", "Ann"), ("Ann’s", "Ann’s"), ("‘ the “Bell” inn", "the “Bell” inn"), ("“”", "“”")],
)
def test_marks_and_white_space_at_the_ends_do_not_count(words: str, kept: str) -> None:
    assert trimmed(f"x{words}y", Span(1, 1 + len(words))).of(f"x{words}y") == kept


def test_a_span_stands_in_one_cluster(gold: GoldBook) -> None:
    text = gold.story.document.text
    builder = StoryBuilder(text).character("Miss Ames").character("No")
    builder.mention("“No!”", of=["No"]).mention("No!", of=["Miss Ames"])
    assert [len(cluster) for cluster in clusters_of(builder.build())] == [1]


def test_the_report_has_their_tables(tmp_path: Path) -> None:
    report = evaluate_corpus("litbank", write_litbank(tmp_path), options={"1_the_yard": {"reader": False}})
    tables = {table.title: table for table in report_tables([report])}
    for title, columns in (("Nested entities", 13), ("Coreference", 15), ("Event words", 5)):
        assert len(tables[title].header) == columns
        assert {len(row) for row in tables[title].rows} == {columns}
    assert [row[0] for row in tables["Coreference"].rows[:2]] == ["all", "all: PER"]
    assert tables["Event words"].rows[0] == ("all", "2", "0.0", "0.0", "0.0")
