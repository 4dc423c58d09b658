"""``bible`` and ``plot``: files whole or not at all, formats by their ending."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.bible import build_bible, plots, render
from diegesis.cli.plot import KINDS
from tests.bible.worlds import lamp
from tests.cli.calling import Caller


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.story"
    lamp().save(path)
    return path


def test_standard_output_gets_markdown(call: Caller, book: Path) -> None:
    came = call("bible", book)
    assert (came.code, came.out, came.err) == (0, render(build_bible(lamp()), "md"), "")


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.HTM", "a.docx", "a.markdown"])
def test_the_ending_says_the_format(call: Caller, book: Path, tmp_path: Path, name: str) -> None:
    came = call("bible", book, "-o", tmp_path / name)
    assert (came.code, came.out, came.err) == (0, "", "")
    content = render(build_bible(lamp()), Path(name).suffix)
    assert (tmp_path / name).read_bytes() == (content if isinstance(content, bytes) else content.encode())


def test_what_is_unsure_is_asked(call: Caller, book: Path) -> None:
    assert "grey eyes" in call("bible", book).out
    sure = call("bible", book, "--min-confidence", "0.8").out
    assert "**grey eyes**" not in sure
    assert "Ilse Brandt, eyes: grey eyes" in sure


def test_plots_in_a_page(call: Caller, book: Path, tmp_path: Path) -> None:
    assert call("bible", book, "-o", tmp_path / "a.html", "--plots").code == 0
    assert (tmp_path / "a.html").read_text().count("<figure>") == len(KINDS)
    assert call("bible", book, "-o", tmp_path / "a.docx", "--plots").code == 0
    assert (tmp_path / "a.docx").stat().st_size > 20_000


def test_plots_beside_markdown(call: Caller, book: Path, tmp_path: Path) -> None:
    assert call("bible", book, "-o", tmp_path / "my a.md", "--plots").code == 0
    assert {path.name for path in (tmp_path / "my a-plots").iterdir()} == {f"{kind}.svg" for kind in KINDS}
    assert "(<my%20a-plots/network.svg>)" in (tmp_path / "my a.md").read_text()


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["-o", "a.pdf"], "D102", "There are: md, html, docx"),
        (["-o", "a"], "D103", "--to FORMAT"),
        (["--to", "docx"], "D103", "-o bible.docx"),
        (["--plots"], "D103", "files beside it"),
        (["--to", "htlm"], "D102", "Did you mean 'html'"),
    ],
)
def test_wrong_calls(call: Caller, book: Path, options: list[str], code: str, words: str) -> None:
    came = call("bible", book, *options)
    assert (came.code, came.out) == (2, "")
    assert came.err.startswith(f"error[{code}]: ")
    assert words in came.err


def test_a_folder_that_is_not_there(call: Caller, book: Path, tmp_path: Path) -> None:
    came = call("bible", book, "-o", tmp_path / "none" / "a.md")
    assert (came.code, came.err.split(":")[0]) == (1, "error[D224]")


def test_the_help_lists_the_plots_there_are() -> None:
    assert plots.KINDS == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_plot(call: Caller, book: Path, tmp_path: Path, kind: str) -> None:
    assert call("plot", book, "--kind", kind).out.encode() == plots.draw(lamp(), kind)
    assert call("plot", book, "--kind", kind, "-o", tmp_path / "a.svg").code == 0
    assert (tmp_path / "a.svg").read_bytes() == plots.draw(lamp(), kind)
    assert call("plot", book, "--kind", kind, "-o", tmp_path / "a.png").code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_a_plot_of_no_kind(call: Caller, book: Path) -> None:
    assert call("plot", book).code == 2
    assert call("plot", book, "--kind", "pie").code == 2


@pytest.mark.parametrize("args", [("plot", "--kind", "tone"), ("bible", "--plots", "-o", "a.html")])
def test_without_matplotlib(call: Caller, book: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]) -> None:
    monkeypatch.setattr(plots, "find_spec", lambda name: None)
    came = call(args[0], book, *args[1:])
    assert came.code == 2
    assert came.err.startswith("error[D104]: ")
    assert "pip install 'diegesis[plots]'" in came.err
