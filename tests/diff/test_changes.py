"""What changed between two drafts: an example edited in known ways."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from diegesis import read_text
from diegesis.diff import SECTIONS, Changes, Kind, changes_json, diff, page
from diegesis.layers.facts.records import Attribute
from diegesis.layers.relationships.records import TieKind
from diegesis.story import Story
from diegesis.testing import StoryBuilder, story
from diegesis.testing.strategies import prose
from tests.architecture.source import ROOT
from tests.bible.test_written import hostile
from tests.bible.worlds import World, lamp, sequel

BOX = (ROOT / "examples/the_relief_box_draft.txt").read_text(encoding="utf-8")
TEXTS = st.one_of(prose(), st.text(max_size=150))
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Story:
    return read_text(text, name="draft.txt", model=False)


@pytest.fixture(scope="module")
def box() -> Story:
    return read(BOX)


def edited(box: Story, *edits: tuple[str, str]) -> Changes:
    text = BOX
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return diff(box, read(text))


def counted(changes: Changes) -> dict[str, dict[str, int]]:
    return {name: {kind.value: n for kind, n in changes.counts(name).items()} for name in SECTIONS}


def test_a_draft_and_itself(box: Story) -> None:
    changes = diff(box, read(BOX))
    assert not changes
    assert changes.kept == changes.old.lines > 40


def test_a_person_under_another_name(box: Story) -> None:
    changes = edited(box, ("Torborg", "Ingeborg"))
    (row,) = [row for row in changes.people if Kind.RENAMED in row.kinds]
    assert (row.old[0].name, row.new[0].name) == ("Torborg Aune", "Ingeborg Aune")
    assert (row.gained, row.lost) == ((), ())
    assert row.old_passages[0].words.startswith("Torborg")
    assert row.new_passages[0].words.startswith("Ingeborg")
    assert not {Kind.NEW, Kind.GONE} & {kind for other in changes.people for kind in other.kinds}
    assert any("Ingeborg" in line.new[0].words for line in changes.lines if Kind.REWORDED in line.kinds)


def test_a_line_given_to_another(box: Story) -> None:
    changes = edited(box, ("“By the widows,” said Mathias.", "“By the widows,” said Henrik."))
    row = next(row for row in changes.lines if row.old[0].words.startswith("“By the widows,”"))
    assert row.kinds[0] is Kind.SPEAKER
    assert (row.old[0].speaker, row.new[0].speaker) == ("Mathias Brekke", "Henrik Aune")
    assert row.old_passages[0].after == row.new_passages[0].after


def test_lines_dropped_added_and_reworded(box: Story) -> None:
    changes = edited(
        box,
        ("“Mathias did.”\n\n", ""),
        ("“If I knew that I shouldn’t be talking to a box.”", "“If I knew that, I wouldn’t be talking to any box.”"),
        ("“Go to bed,” his father said.", "“Go to bed,” his father said.\n\n“Wake your sister first, then sleep.”"),
    )
    found = {kind: [row for row in changes.lines if kind in row.kinds] for kind in Kind}
    assert [row.old[0].words for row in found[Kind.REMOVED]] == ["“Mathias did.”"]
    assert [row.new[0].words for row in found[Kind.ADDED]] == ["“Wake your sister first, then sleep.”"]
    assert [row.new[0].words for row in found[Kind.REWORDED]] == ["“If I knew that, I wouldn’t be talking to any box.”"]


def test_a_scene_that_moved(box: Story) -> None:
    parts = BOX.split("* * *")
    changes = diff(box, read("* * *".join([parts[0], parts[2], parts[1], *parts[3:]])))
    (row,) = [row for row in changes.scenes if Kind.MOVED in row.kinds]
    assert {row.old[0].number, row.new[0].number} == {2, 3}
    moved = [line for line in changes.lines if Kind.MOVED in line.kinds]
    assert len(moved) > 5
    assert not [line for line in changes.lines if {Kind.ADDED, Kind.REMOVED} & set(line.kinds)]


def test_a_scene_that_is_new(box: Story) -> None:
    more = "\n\n* * *\n\nThe ferry was late on Friday. Henrik smoked three pipes on the quay and cursed every gull.\n"
    changes = diff(box, read(BOX.rstrip() + more))
    (row,) = [row for row in changes.scenes if Kind.ADDED in row.kinds]
    assert row.old == row.old_passages == ()
    assert row.new_passages[0].words == "The ferry was late on Friday."


def test_a_fact_of_another_value(box: Story) -> None:
    changes = edited(box, ("brown as bog water", "blue as bog water"))
    (row,) = changes.facts
    assert row.kinds == (Kind.CHANGED,)
    assert (row.old[0].attribute, row.old[0].value) == (Attribute.EYE_COLOUR.value, "brown as bog water")
    assert row.new[0].value == "blue as bog water"
    assert "bog water" in row.old_passages[0].before + row.old_passages[0].words + row.old_passages[0].after


def test_a_fact_that_is_unsure_in_one_draft_is_no_change() -> None:
    made = []
    for sure in (0.9, 0.2):
        world = World(StoryBuilder("Ann has grey eyes.").character("Ann"))
        made.append(world.fact("Ann", Attribute.EYE_COLOUR, "grey eyes", "grey eyes", confidence=sure).build())
    assert not diff(*made).facts


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        (TieKind.SIBLING, TieKind.COUSIN, [(Kind.CHANGED,)]),
        (TieKind.SIBLING, TieKind.SIBLING, []),
        (TieKind.SIBLING, None, [(Kind.REMOVED,)]),
        (None, TieKind.FRIEND, [(Kind.ADDED,)]),
    ],
)
def test_ties(first: TieKind | None, second: TieKind | None, kinds: list[tuple[Kind, ...]]) -> None:
    made = []
    for kind in (first, second):
        world = World(StoryBuilder("Ann met Bob.").character("Ann").character("Bob"))
        made.append((world.tie("Ann", kind, "Bob", "met") if kind else world).build())
    assert [row.kinds for row in diff(*made).ties] == kinds


def test_one_person_who_is_two_in_the_new_draft() -> None:
    text = '"Come in," said Ann. "Sit," said Ann Vale. Ann Vale sat. Ann went.'
    whole = StoryBuilder(text).character("Ann Vale", aliases=["Ann"])
    parted = StoryBuilder(text).character("Ann Vale").character("Ann")
    for made, other in ((whole, "Ann Vale"), (parted, "Ann")):
        made.quote('"Come in,"', speaker=other).quote('"Sit,"', speaker="Ann Vale")
    changes = diff(whole.build(), parted.build())
    (row,) = [row for row in changes.people if Kind.SPLIT in row.kinds]
    assert ([person.name for person in row.old], sorted(person.name for person in row.new)) == (
        ["Ann Vale"],
        ["Ann", "Ann Vale"],
    )
    assert not changes.lines
    assert counted(diff(parted.build(), whole.build()))["people"]["merged"] == 1


def test_a_slip_that_was_mended(box: Story) -> None:
    wrong = BOX.replace("He past the empty box", "He past the empty box")
    mended = BOX.replace("He past the empty box", "He passed the empty box")
    model = [read_text(text, name="draft.txt") for text in (wrong, mended)]
    changes = diff(*model)
    assert "homophone" in [row.old[0].code for row in changes.findings if Kind.FIXED in row.kinds]
    assert counted(diff(*reversed(model)))["findings"] == {"new": len(changes.findings)}


def mirror(counts: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    swap = {"new": "gone", "gone": "new", "added": "removed", "removed": "added", "split": "merged", "merged": "split"}
    found = {name: {swap.get(kind, kind): n for kind, n in row.items()} for name, row in counts.items()}
    findings = {"new": "fixed", "fixed": "new"}
    found["findings"] = {findings.get(kind, kind): n for kind, n in counts["findings"].items()}
    return found


@FEW
@given(TEXTS, TEXTS)
def test_the_other_way_round_everything_is_mirrored(first: str, second: str) -> None:
    old, new = read(first), read(second)
    there, back = diff(old, new), diff(new, old)
    assert counted(back) == mirror(counted(there))
    assert (there.kept, there.old, there.new) == (back.kept, back.new, back.old)


@FEW
@given(TEXTS)
def test_any_text_and_itself(text: str) -> None:
    assert not diff(read(text), read(text))


@FEW
@given(TEXTS, TEXTS)
def test_every_line_is_told_once(first: str, second: str) -> None:
    changes = diff(read(first), read(second))
    lines = [row for row in changes.lines if row.old]
    assert len({row.old[0].id for row in lines}) == len(lines)
    alone = sum(Kind.REMOVED in row.kinds for row in changes.lines)
    assert alone + changes.kept == changes.old.lines


@FEW
@given(TEXTS, TEXTS)
def test_whatever_the_texts_they_are_written(first: str, second: str) -> None:
    changes = diff(read(first), read(second))
    written = json.loads(changes_json.render(changes))
    assert len(written["lines"]) == len(changes.lines)
    made = html.document_fromstring(page.render(changes))
    assert {link.removeprefix("#") for link in made.xpath("//a/@href")} <= set(made.xpath("//@id"))


def test_the_same_bytes_twice() -> None:
    for render in (changes_json.render, page.render):
        assert render(diff(lamp(), sequel())) == render(diff(lamp(), sequel()))


def test_json_has_all_of_it(box: Story) -> None:
    changes = edited(box, ("Torborg", "Ingeborg"), ("brown as bog water", "blue as bog water"))
    written = json.loads(changes_json.render(changes))
    assert list(written) == ["format", "old", "new", "counts", *SECTIONS]
    assert written["format"] == "diegesis-diff/1"
    assert written["counts"]["lines"]["kept"] == changes.kept
    fact = written["facts"][0]
    assert fact["old"][0]["value"] == "brown as bog water"
    passage = fact["new_passages"][0]
    text = BOX.replace("Torborg", "Ingeborg").replace("brown as bog water", "blue as bog water")
    assert text[passage["start"] : passage["end"]] == passage["words"]
    assert list(json.loads(changes_json.render(changes, sections=("lines",))))[4:] == ["lines"]


def test_json_of_what_has_no_utf8() -> None:
    changes = diff(story(""), story('"A\ud800b c d," said Ann.', [('"A\ud800b c d,"', "Ann")]))
    assert json.loads(changes_json.render(changes).encode())["lines"]


def test_words_of_a_book_are_no_markup() -> None:
    made = html.document_fromstring(page.render(diff(hostile(), story(""))))
    assert not made.xpath("//script | //img | //iframe | //*[@onclick]")
    assert made.xpath("count(//bdi)") > 2
