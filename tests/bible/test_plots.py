"""Plots: the same bytes twice, names as text, and a plain word where there is nothing to draw with or of."""

from __future__ import annotations

import importlib.util
import re

import matplotlib
import pytest
from lxml import etree, html

from diegesis.bible import build_bible, measures, plots, render
from diegesis.errors import BadOption, MissingExtra
from diegesis.testing import story
from tests.bible.test_written import HOSTILE, hostile
from tests.bible.worlds import lamp
from tests.story.made import made_world


@pytest.mark.parametrize("kind", plots.KINDS)
@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_same_bytes_twice(kind: str, form: str) -> None:
    picture = plots.draw(lamp(), kind, form=form)
    assert picture == plots.draw(lamp(), kind, form=form)
    assert matplotlib.__version__.encode() not in picture


@pytest.mark.parametrize("kind", ["presence", "network", "dialogue", "tone"])
def test_names_are_text(kind: str) -> None:
    words = " ".join(etree.fromstring(plots.draw(lamp(), kind)).itertext())
    assert "Ilse Brandt" in words
    assert "Jonas" in words


def test_odd_names_are_drawn() -> None:
    words = "".join(etree.fromstring(plots.draw(hostile(), "presence")).itertext())
    assert HOSTILE[:10] in words
    odd = story('"Да," said 王.', [('"Да,"', "王")])
    assert "王" in plots.draw(odd, "dialogue").decode()


def test_nothing_to_draw() -> None:
    assert plots.drawn(story("Nobody.")) == {}
    with pytest.raises(BadOption, match="No two people in it speak"):
        plots.draw(story("Nobody."), "tone")
    with pytest.raises(BadOption, match="Did you mean 'tone'"):
        plots.draw(lamp(), "tones")


def test_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'diegesis\[plots\]'"):
        plots.drawn(lamp())


def test_matplotlib_keeps_the_users_settings() -> None:
    matplotlib.rcParams["font.size"] = 33
    try:
        assert plots.draw(lamp(), "tone") is not None
        assert matplotlib.rcParams["font.size"] == 33
    finally:
        matplotlib.rcdefaults()
    assert importlib.util.find_spec("matplotlib") is not None


def test_presence_counts_every_mention() -> None:
    found = measures.presence_of(lamp())
    assert dict(zip(found.names, map(sum, found.counts), strict=True)) == {
        "Ilse Brandt": 5,
        "Jonas": 3,
        "Mrs. Coyle": 2,
        "the ship": 1,
    }
    assert len(found.chapters) == 2


def test_the_network_has_ties_and_talk() -> None:
    found = measures.network_of(lamp())
    edges = {(found.names[row.a], found.names[row.b]): (row.weight, row.tie) for row in found.edges}
    assert {frozenset(pair) for pair in edges} == {
        frozenset({"Ilse Brandt", "Jonas"}),
        frozenset({"Ilse Brandt", "Mrs. Coyle"}),
    }
    assert sorted(tie is not None for _, tie in edges.values()) == [False, True]


def test_shares_of_what_is_said_make_one() -> None:
    found = measures.dialogue_of(lamp())
    assert sum(share for _, share in found.people) + found.rest == pytest.approx(1)
    assert [name for name, _ in found.people] == ["Mrs. Coyle", "Jonas", "Ilse Brandt"]
    assert measures.dialogue_of(story("")).people == ()


def test_tones_by_scene() -> None:
    found = {row.names: row.scenes for row in measures.tones_of(lamp())}
    assert found == {("Ilse Brandt", "Mrs. Coyle"): ((2, 0.2, 40),), ("Ilse Brandt", "Jonas"): ((1, -0.4, 20),)}
    assert measures.tones_of(made_world())


def test_pictures_on_one_page_have_ids_of_their_own() -> None:
    pictures = {kind: picture.decode() for kind, picture in plots.drawn(lamp()).items()}
    page = html.document_fromstring(str(render(build_bible(lamp()), "html", plots=pictures)))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) > len(plots.KINDS)
    links = [value for value in page.xpath("//@*") if value.startswith("#") and "-" in value]
    links += [f"#{found}" for value in page.xpath("//@*") for found in re.findall(r"url\(#([^)]+)\)", value)]
    assert links
    assert {link[1:] for link in links} <= set(ids)
    assert page.xpath("count(//figure)") == len(plots.KINDS)
