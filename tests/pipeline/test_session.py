"""A corrected session is what reading anew with the same corrections gives, with less run again."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diegesis import Story, read_text
from diegesis.corrections import Correction, anchor_of, anchor_row, parse_correction
from diegesis.errors import CorrectionsError
from diegesis.layer import CastMember, Record
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.quotes.records import Quote
from diegesis.pipeline import Progress, Session, maker
from diegesis.spans import Span

ROOT = Path(__file__).parents[2]
TEXTS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in (
        ROOT / "examples/the_good_cups.txt",
        ROOT / "examples/a_novice.txt",
        ROOT / "tests/stories/literary01.txt",
        ROOT / "tests/stories/young01.txt",
    )
}
DRAFT = """“Come in,” said Ann Marsh. “Mind the step.”

Tom Lee minded it. “So this is the tower,” said Tom. He had grey eyes.

“Never go up,” said Ann.

“Who is there?”

“Only me,” said the porter.
"""


@cache
def story_of(name: str) -> Story:
    return read_text(TEXTS[name], name=name, model=False)


def pool(story: Story) -> list[dict[str, Any]]:
    """Corrections of every kind that speak of a story's own rows."""
    names = [row.name for row in story.characters] or ["Ann"]
    rows: list[dict[str, Any]] = []
    for at, quote in enumerate(story.quotes[:12]):
        anchor = anchor_row(anchor_of(story, quote.span))
        rows.append({"do": "speaker", "quote": anchor, "speaker": names[at % len(names)]})
        rows.append({"do": "kind", "quote": anchor, "kind": ("quoted", "speech", "thought")[at % 3]})
        half = Span(quote.inner.start, quote.inner.start + max(1, quote.inner.length // 2))
        rows.append({"do": "boundary", "quote": anchor, "to": anchor_row(anchor_of(story, half))})
    for name, other in pairwise(names[:6]):
        rows.append({"do": "merge", "names": [name, other]})
        rows.append({"do": "rename", "name": name, "to": f"{name} the Second"})
        rows.append({"do": "alias", "alias": other, "name": name})
        rows.append({"do": "person", "name": name, "pronouns": "they/them", "gender": "U"})
        rows.append({"do": "not_character", "name": other})
        rows.append({"do": "narrator", "name": name, "chapter": 1})
        aliases = [alias.text for who in story.characters if who.name == name for alias in story.aliases[who.id]]
        rows += [{"do": "split", "name": name, "aliases": aliases[-1:], "to": "Quite Another"}] if aliases else []
    for block in story.document.blocks[3:40:9]:
        words = Span(block.span.start, min(block.span.end, block.span.start + 50))
        rows.append({"do": "scene_break", "at": anchor_row(anchor_of(story, words)), "break": True})
    for table, made in (("facts", story.facts), ("findings", story.findings), ("relationships", story.relationships)):
        for row in made[:2]:
            evidence = [anchor_row(anchor_of(story, span)) for span in row.evidence]
            rows.append({"do": "reject", "table": table, "evidence": evidence})
    return rows


def corrections(*rows: dict[str, Any]) -> list[Correction]:
    return [parse_correction({"id": f"k-{at}", **row}) for at, row in enumerate(rows)]


def rows_of(story: Story) -> dict[type[Record], tuple[Record, ...]]:
    return {kind: story.rows(kind) for kind in story.tables.kinds()}


def same(one: Story, other: Story) -> None:
    for kind, rows in rows_of(one).items():
        assert rows == other.rows(kind), kind.__name__
    assert one.unplaced == other.unplaced


@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_corrected_is_as_read_anew(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TEXTS)))
    chosen = data.draw(st.lists(st.sampled_from(pool(story_of(name))), min_size=1, max_size=6))
    said = corrections(*chosen)
    undone = data.draw(st.integers(0, len(said) - 1))
    said.append(parse_correction({"id": "u", "do": "undo", "of": said[undone].id}))
    session = Session.of(story_of(name))
    parts = data.draw(st.integers(1, len(said)))
    session.correct(said[:parts])
    session.correct(said[parts:])
    same(session.story, read_text(TEXTS[name], name=name, corrections=said, model=False))


@pytest.mark.parametrize("name", TEXTS)
def test_each_kind_alone_is_as_read_anew(name: str) -> None:
    story = story_of(name)
    kinds = {row["do"]: row for row in reversed(pool(story))}
    session = Session.of(story)
    for at, row in enumerate(kinds.values()):
        [said] = corrections(row)
        session.hold([said])
        if at % 2 == 0:  # Each second one, else this takes long; the test above draws from all.
            same(session.story, read_text(TEXTS[name], name=name, corrections=[said], model=False))
    session.hold([])
    same(session.story, story)


def test_from_a_file_as_from_this_process(tmp_path: Path) -> None:
    said = corrections({"do": "speaker", "quote": {"text": "Who is there?"}, "speaker": "Tom Lee"})
    more = [parse_correction({"id": "m", "do": "merge", "names": ["Ann Marsh", "the porter"]})]
    cast = (CastMember("Ann Marsh", pronouns="she/her"),)
    story = read_text(DRAFT, clamps=cast, corrections=said, model=False)
    story.save(tmp_path / "draft.story")
    opened = Session.of(Story.open(tmp_path / "draft.story"))
    assert opened.corrections == tuple(said)
    opened.correct(more)
    same(opened.story, read_text(DRAFT, clamps=cast, corrections=[*said, *more], model=False))


SAID = [
    ({"do": "reject", "table": "facts", "evidence": [{"text": "grey eyes"}]}, {"facts"}, {"findings", "speakers"}),
    ({"do": "reject", "table": "findings", "evidence": [{"text": "grey eyes"}]}, {"findings"}, {"facts", "scenes"}),
    ({"do": "scene_break", "at": {"text": "“Who is there?”"}}, {"scenes", "facts"}, {"speakers", "characters"}),
    ({"do": "speaker", "quote": {"text": "Who is there?"}, "speaker": "Tom Lee"}, {"speakers"}, {"entities", "tags"}),
    ({"do": "rename", "name": "Tom Lee", "to": "Tim"}, {"characters", "speakers"}, {"quotes", "entities"}),
    ({"do": "kind", "quote": {"text": "Never go up,"}, "kind": "thought"}, {"quotes", "speakers"}, {"syntax"}),
]


@pytest.mark.parametrize(("row", "run", "left"), SAID, ids=[row["do"] for row, _, _ in SAID])
def test_only_what_depends_on_a_correction_is_run(row: dict[str, Any], run: set[str], left: set[str]) -> None:
    session = Session.of(read_text(DRAFT, model=False))
    events: list[Progress] = []
    change = session.correct(corrections(row), on_progress=events.append)
    assert change.unplaced == ()
    assert run <= set(change.run_again)
    assert left.isdisjoint(change.run_again)
    assert [event.stage for event in events] == [*change.run_again, "done"]
    assert [event.number for event in events] == sorted({event.number for event in events})


def test_an_id_that_was_heard_does_nothing() -> None:
    session = Session.of(read_text(DRAFT, model=False))
    said = corrections({"do": "rename", "name": "Tom Lee", "to": "Tim"})
    session.correct(said)
    assert session.correct(said).run_again == ()
    assert session.corrections == tuple(said)


def words(story: Story, ids: tuple[str, ...]) -> list[str]:
    return [story.quotes_by_id[name].inner.of(story.document.text) for name in ids]


def test_a_change_tells_the_line_and_its_neighbours() -> None:
    session = Session.of(read_text(DRAFT, model=False))
    before = {quote.id: session.story.attribution_of(quote) for quote in session.story.quotes}
    change = session.correct(
        corrections({"do": "speaker", "quote": {"text": "Who is there?"}, "speaker": "Zoe", "addressees": ["Ann"]})
    )
    assert words(change.story, change.corrected) == ["Who is there?"]
    assert "Zoe" in change.came
    assert change.went == ()
    for name in change.neighbours:
        assert before[name] != change.story.attribution_of(name)
    kept = set(before) - set(change.quotes)
    assert all(
        before[name].speaker == change.story.attribution_of(name).speaker  # type: ignore[union-attr]
        for name in kept
        if before[name] is not None
    )
    back = session.correct([parse_correction({"do": "undo", "of": "k-0"})])
    assert words(back.story, back.corrected) == ["Who is there?"]
    assert back.went == ("Zoe",)


def test_a_merge_speaks_of_the_lines_of_those_who_are_merged() -> None:
    session = Session.of(read_text(DRAFT, model=False))
    change = session.correct(corrections({"do": "merge", "names": ["Tom Lee", "the porter"]}))
    assert "Only me," in words(change.story, change.corrected)
    assert change.went == ("the porter",)
    [tom] = [row.id for row in change.story.characters if row.name == "Tom Lee"]
    assert tom in change.people


def test_a_boundary_tells_what_is_gone() -> None:
    session = Session.of(read_text(DRAFT, model=False))
    old = session.story.quotes[0]
    row = {"do": "boundary", "quote": {"text": "Come in,"}, "to": {"text": "Come"}}
    change = session.correct(corrections(row))
    assert change.gone == (old.id,)
    assert words(change.story, change.corrected)[0] == "Come"


def test_what_finds_no_place_is_told_once_and_kept() -> None:
    session = Session.of(read_text(DRAFT, model=False))
    lost = corrections({"do": "rename", "name": "Zoe", "to": "Zed"})
    assert [row.reason for row in session.correct(lost).unplaced] == ["the text does not name Zoe"]
    second = session.correct([parse_correction({"do": "rename", "name": "Tom Lee", "to": "Tim"})])
    assert second.unplaced == ()
    assert [str(row) for row in session.unplaced] == list(session.story.unplaced)
    assert len(session.unplaced) == 1


def test_a_correction_knows_its_lines() -> None:
    session = Session.of(read_text(DRAFT, model=False))
    [said] = corrections({"do": "speaker", "quote": {"text": "Who is there?"}, "speaker": "Tom Lee"})
    session.correct([said])
    assert words(session.story, session.lines_of(said)) == ["Who is there?"]


def test_a_story_of_another_version_is_made_anew() -> None:
    old = read_text(DRAFT, model=False)
    made = Story(old.document, old.tables, generator="0.0.0")
    change = Session.of(made).correct(corrections({"do": "reject", "table": "facts", "evidence": [{"text": "grey"}]}))
    assert {"quotes", "entities", "characters"} <= set(change.run_again)
    assert change.story.generator == old.generator


# ------------------------------------------------------------------------------------------- the reader


def test_the_reader_reads_again_only_when_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = read_text(DRAFT)
    story.save(tmp_path / "draft.story")
    times: list[int] = []
    encode = maker._encode
    monkeypatch.setattr(maker, "_encode", lambda *args, **how: (times.append(1), encode(*args, **how))[1])
    session = Session.of(Story.open(tmp_path / "draft.story"))
    session.correct(corrections({"do": "scene_break", "at": {"text": "“Who is there?”"}}))
    assert times == []
    said = parse_correction({"do": "speaker", "quote": {"text": "Who is there?"}, "speaker": "Tom Lee"})
    session.correct([said])
    session.correct([parse_correction({"do": "rename", "name": "Tom Lee", "to": "Tim"})])
    assert times == [1]
    same(session.story, read_text(DRAFT, corrections=session.corrections))


# ----------------------------------------------------------------------------------------- Story.correct


def test_a_story_is_corrected_and_stays_as_it_was(tmp_path: Path) -> None:
    story = read_text(DRAFT, model=False)
    before = rows_of(story)
    said = {"do": "speaker", "quote": {"text": "Who is there?"}, "speaker": "Tom Lee"}
    one = story.correct(said)
    two = one.correct({"do": "rename", "name": "Tom Lee", "to": "Tim"}, parse_correction({"do": "undo", "of": "no"}))
    three = one.correct({"do": "rename", "name": "Tom Lee", "to": "Tam"})
    assert rows_of(story) == before
    asked = [next(q for q in made.quotes if "Who" in q.span.of(DRAFT)) for made in (one, two, three)]
    speakers = [
        made.name_of(made.attribution_of(q).speaker)  # type: ignore[union-attr]
        for made, q in zip((one, two, three), asked, strict=True)
    ]
    assert speakers == ["Tom Lee", "Tim", "Tam"]
    assert two.unplaced == ("undo no: no correction before it has the id no",)
    three.save(tmp_path / "three.story")
    opened = Story.open(tmp_path / "three.story")
    assert opened.given == three.given
    same(opened.correct(said), three.correct(said))


def test_rows_made_by_a_person_say_so() -> None:
    story = read_text(DRAFT, model=False).correct(
        {"do": "kind", "quote": {"text": "Never go up,"}, "kind": "thought"},
        {"do": "person", "name": "Ann Marsh", "pronouns": "they/them"},
        {"do": "scene_break", "at": {"text": "“Who is there?”"}},
    )
    assert story.unplaced == ()
    made = {kind: [row for row in story.rows(kind) if row.made_by == "person"] for kind in (Quote, Character, Alias)}
    assert [row.inner.of(DRAFT) for row in made[Quote]] == ["Never go up,"]
    assert [row.name for row in made[Character]] == ["Ann Marsh"]
    assert [(row.span.start, row.made_by) for row in story.scenes] == [
        (0, "rules"),
        (DRAFT.index("“Who is there?”"), "person"),
    ]


def test_a_speaker_whose_words_the_text_has_and_the_cast_has_not_joins_it() -> None:
    text = "A lady in grey stood by the urn. “Is it far?” somebody asked. “Not very,” said Tom. Tom went on."
    said = parse_correction({"do": "speaker", "quote": {"text": "Is it far?"}, "speaker": "A lady in grey"})
    session = Session.of(read_text(text, model=False))
    change = session.correct([said])
    line = change.story.attribution_of(change.story.quotes[0])
    assert line is not None
    assert line.speaker is not None
    assert change.story.name_of(line.speaker) == "A lady in grey"
    assert not change.unplaced
    anew = read_text(text, model=False, corrections=[said])
    assert anew.characters == change.story.characters
    assert anew.attributions == change.story.attributions


@pytest.mark.parametrize("said", ["Come in.", [{"do": "rename", "name": "Ann", "to": "Bea"}], None])
def test_what_is_no_correction_is_refused_in_words(said: object) -> None:
    story = read_text("“Come in,” said Ann.", model=False)
    with pytest.raises(CorrectionsError, match="is not an object"):
        story.correct(said)  # type: ignore[arg-type]
