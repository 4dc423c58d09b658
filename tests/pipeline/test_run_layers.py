"""The pipeline runs layers in order of need, tells its progress, and hands corrections to the later layers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from diegesis.corrections import parse_corrections
from diegesis.document import Document
from diegesis.layer import CastMember, Clamp, Layer, Merge, QuoteIs, Record, SpokenBy, Tables
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.quotes.records import Quote
from diegesis.pipeline import Progress, read_text, run, run_order
from tests.story.made import TEXT, made_story

CORRECTIONS = parse_corrections(
    """{"do": "merge", "names": ["Ann Marsh", "Ann"]}
{"do": "speaker", "quote": {"text": "Who is there?"}, "speaker": "Tom"}
{"do": "speaker", "quote": {"text": "Gone"}, "speaker": "Tom"}
"""
)


class Spy:
    """Two layers that note what clamps they were given."""

    def __init__(self) -> None:
        self.clamps: dict[str, tuple[Clamp, ...]] = {}

    def quotes(self, document: Document, tables: Tables, *, clamps: Sequence[Clamp], **_: object) -> Sequence[Record]:
        self.clamps["quotes"] = tuple(clamps)
        return made_story().quotes

    def characters(self, document: Document, tables: Tables, *, clamps: Sequence[Clamp], **_: object) -> list[Record]:
        self.clamps["characters"] = tuple(clamps)
        made = made_story()
        return [*made.characters, *made.rows(Alias)]

    def layers(self) -> tuple[Layer, ...]:
        return (
            Layer(
                name="characters",
                makes=(Character, Alias),
                needs=(Quote,),
                annotate=self.characters,
                heeds=(CastMember, Merge, SpokenBy),
            ),
            Layer(name="quotes", makes=(Quote,), needs=(), annotate=self.quotes, heeds=(QuoteIs,)),
        )


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    made = Spy()
    monkeypatch.setattr(run, "registered", made.layers)
    return made


def test_corrections_become_clamps_once_there_are_quotes(spy: Spy) -> None:
    cast = CastMember("Ann Marsh")
    story = read_text(TEXT, clamps=(cast,), corrections=CORRECTIONS)
    assert spy.clamps["quotes"] == (), "a layer is given what it heeds"
    assert spy.clamps["characters"] == (
        cast,
        Merge(("Ann Marsh", "Ann")),
        SpokenBy(story.quotes[6].span, "Tom"),
    )


def test_what_finds_no_place_is_told(spy: Spy) -> None:
    story = read_text(TEXT, corrections=CORRECTIONS)
    assert story.unplaced == ("line 3: speaker Tom for “Gone”: no quote says this",)


def test_progress_names_every_stage_in_order(spy: Spy) -> None:
    events: list[Progress] = []
    read_text(TEXT, on_progress=events.append)
    assert [(event.stage, event.number, event.total) for event in events] == [
        ("document", 1, 4),
        ("quotes", 2, 4),
        ("reader", 3, 4),
        ("characters", 4, 4),
        ("done", 5, 4),
    ]


def test_rules_alone_name_no_reader(spy: Spy) -> None:
    events: list[Progress] = []
    story = read_text(TEXT, model=False, on_progress=events.append)
    assert [event.stage for event in events] == ["document", "quotes", "characters", "done"]
    assert story.models == {}
    assert read_text(TEXT).models == {"reader": "2"}


def test_every_row_type_of_a_layer_has_a_table(spy: Spy) -> None:
    assert set(read_text("").tables.kinds()) == {Quote, Character, Alias}


def layer(name: str, makes: tuple[type[Record], ...], needs: tuple[type[Record], ...]) -> Layer:
    return Layer(name=name, makes=makes, needs=needs, annotate=lambda *_, **__: [])


def test_needs_come_first() -> None:
    ordered = run_order([layer("b", (Character,), (Quote,)), layer("a", (Quote,), ())])
    assert [each.name for each in ordered] == ["a", "b"]


@pytest.mark.parametrize(
    ("layers", "complaint"),
    [
        ([layer("a", (Quote,), (Character,))], "a needs Character"),
        ([layer("a", (Quote,), ()), layer("b", (Quote,), ())], "both a and b make Quote"),
        ([layer("a", (Quote,), (Character,)), layer("b", (Character,), (Quote,))], "circle among: a, b"),
    ],
)
def test_a_register_that_cannot_run_is_refused(layers: list[Layer], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        run_order(layers)
