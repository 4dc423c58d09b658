"""The layer contract, over every layer of the register: a new layer is tested because it is registered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from diegesis.document import Document
from diegesis.layer import Layer, Tables
from diegesis.layers.register import registered
from diegesis.pipeline import run_order
from diegesis.testing import EDGE_TEXTS, check_layer, check_register, document
from diegesis.testing.contract import check_shape
from diegesis.testing.strategies import documents

STORIES = sorted((Path(__file__).parents[1] / "stories").glob("*.txt"))
LAYERS = run_order(registered())


def tables_before(layer: Layer, doc: Document) -> Tables:
    """The tables of the layers that run before one."""
    tables = Tables()
    for earlier in LAYERS[: LAYERS.index(layer)]:
        tables = tables.extended(earlier.makes, earlier.annotate(doc, tables, options=_options(earlier)))
    return tables


def _options(layer: Layer) -> object:
    return layer.options() if layer.options else None


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_a_layer_has_its_shape_and_its_note(layer: Layer) -> None:
    check_shape(layer)


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
@pytest.mark.parametrize("text", EDGE_TEXTS.values(), ids=EDGE_TEXTS.keys())
def test_a_layer_keeps_the_contract_on_the_edge(layer: Layer, text: str) -> None:
    doc = document(text)
    check_layer(layer, doc, tables_before(layer, doc))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_register_keeps_the_contract_on_a_story(path: Path) -> None:
    tables = check_register(document(path.read_bytes().decode("utf-8")))
    assert set(tables.kinds()) == {kind for layer in LAYERS for kind in layer.makes}


@given(doc=documents())
@settings(max_examples=80)
def test_the_register_keeps_the_contract_on_any_text(doc: Document) -> None:
    check_register(doc)
