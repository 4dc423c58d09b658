"""A library with one small book in it, and a browser that was let in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from diegesis.pipeline import read
from diegesis.reader.app import make_app
from diegesis.reader.jobs import Jobs
from diegesis.reader.library import Library
from diegesis.reader.security import Gate
from diegesis.reader.shelf import Shelf
from diegesis.story import Story
from tests.reader.books import BOOK

PORT = 8765
TOKEN = "a-token-for-tests"


@pytest.fixture(scope="session")
def shelved_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that tests copy."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "tide").mkdir()
    book = folder / "tide" / "tide.txt"
    book.write_text(BOOK, encoding="utf-8")
    read(book, model=False).save(folder / "tide" / "tide.story")
    return folder


@pytest.fixture(scope="session")
def story(shelved_once: Path) -> Story:
    """The story of the small book."""
    return Story.open(shelved_once / "tide" / "tide.story")


@pytest.fixture
def library(shelved_once: Path, tmp_path: Path) -> Library:
    """A library of this test's own."""
    shutil.copytree(shelved_once, tmp_path / "library")
    return Library(tmp_path / "library")


@pytest.fixture
def shelf(library: Library) -> Shelf:
    """Its stories."""
    return Shelf(library, model=False)


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """A queue that is empty at the end."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def gate() -> Gate:
    """A gate whose token is known."""
    return Gate(PORT, token=TOKEN)


@pytest.fixture
def stranger(library: Library, gate: Gate, shelf: Shelf, jobs: Jobs) -> Iterator[TestClient]:
    """A client without the cookie."""
    app = make_app(library, gate, model=False, shelf=shelf, jobs=jobs)
    with TestClient(app, base_url=gate.origin, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A client that came by the link."""
    assert stranger.get(f"/?token={TOKEN}").status_code == 303
    return stranger


@pytest.fixture
def get(client: TestClient) -> Callable[..., Any]:
    """The JSON of a request about the small book."""

    def asked(path: str = "", **query: Any) -> Any:
        answer = client.get(f"/api/stories/tide{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return asked


@pytest.fixture
def post(client: TestClient) -> Callable[[str, Any], Any]:
    """The JSON of a change of the small book."""

    def said(path: str, row: Any) -> Any:
        answer = client.post(f"/api/stories/tide{path}", json=row, headers={"X-Diegesis": "1"})
        assert answer.status_code == 200, answer.text
        return answer.json()

    return said
