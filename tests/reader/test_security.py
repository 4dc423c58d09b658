"""Who is let in: other sites, wrong links, other names of this computer, bodies without end."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from diegesis.reader import security
from diegesis.reader.security import Gate
from tests.reader.conftest import TOKEN

WRITE = {"X-Diegesis": "1"}
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def test_the_port_of_http_itself_is_not_named() -> None:
    assert (Gate(80).authority, Gate(80).origin) == ("127.0.0.1", "http://127.0.0.1")
    assert Gate(8080).authority == "127.0.0.1:8080"


@pytest.mark.parametrize("path", ["/", "/api/library", "/assets/index.html", "/api/stories/tide", "/nowhere"])
def test_without_the_cookie_nothing_is_told(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "Tobias" not in answer.text


@pytest.mark.parametrize(
    "query", ["", "?token=", "?token=wrong", f"?token={TOKEN}x", f"?token={TOKEN}&token=x", "?token=%ff"]
)
def test_a_wrong_token_opens_nothing(stranger: TestClient, query: str) -> None:
    answer = stranger.get(f"/{query}")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_token_is_exchanged_for_a_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert stranger.get("/").status_code == 200


def test_the_token_works_once(stranger: TestClient) -> None:
    assert stranger.get(f"/?token={TOKEN}").status_code == 303
    stranger.cookies.clear()
    answer = stranger.get(f"/?token={TOKEN}")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_link_again_in_the_same_browser_leads_to_the_page(client: TestClient) -> None:
    answer = client.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_the_token_works_on_the_page_alone(stranger: TestClient) -> None:
    assert stranger.get(f"/api/library?token={TOKEN}").status_code == 403
    assert stranger.post(f"/?token={TOKEN}").status_code == 403
    assert stranger.get(f"/?token={TOKEN}").status_code == 303


def test_a_guessed_cookie_opens_nothing(stranger: TestClient, gate: Gate) -> None:
    for value in ("", "x", TOKEN, "\u00e9"):
        header = f"{gate.cookie}={value}".encode()
        assert stranger.get("/api/library", headers={b"cookie": header}).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example:8765", "localhost:8765", "127.0.0.1", "127.0.0.1:8766", "127.0.0.1:8765.evil.example", ""]
)
def test_a_name_that_points_here_is_refused(client: TestClient, host: str) -> None:
    """DNS rebinding: the page of a site whose name was made to point at this computer."""
    assert client.get("/api/library", headers={"host": host}).status_code == 421


def test_two_hosts_are_refused(client: TestClient, gate: Gate) -> None:
    both = [(b"host", gate.authority.encode()), (b"host", b"evil.example")]
    assert client.get("/api/library", headers=both).status_code == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:8765", "https://127.0.0.1:8765", ""]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_origin_is_refused(client: TestClient, origin: str, method: str) -> None:
    answer = client.request(method, "/api/library", headers={"origin": origin, **WRITE})
    assert answer.status_code == 403


def test_the_own_origin_may_ask(client: TestClient, gate: Gate) -> None:
    assert client.get("/api/library", headers={"origin": gate.origin}).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_what_the_browser_says_of_another_site_is_heard(client: TestClient, site: str) -> None:
    """Another server on this computer is the same site to a browser, and gets the cookie too."""
    assert client.get("/api/library", headers={"sec-fetch-site": site}).status_code == 403
    assert client.get("/api/library", headers={"sec-fetch-site": "same-origin"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/library"), ("DELETE", "/api/jobs/job-1"), ("POST", "/api/stories/tide/corrections")],
)
def test_a_change_needs_its_header(client: TestClient, method: str, path: str) -> None:
    """A form of another site cannot send it."""
    for headers in ({}, {"X-Diegesis": "0"}, {"X-Diegesis": ""}):
        assert client.request(method, path, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "path", ["/", "/api/library", "/api/stories/none", "/nowhere", "/assets/none", "/api/stories/tide/bible"]
)
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy


def test_refusals_have_the_headers_too(stranger: TestClient) -> None:
    for answer in (stranger.get("/"), stranger.get("/", headers={"host": "evil.example"})):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_policy_of_the_page_is_the_one_decided(client: TestClient) -> None:
    assert client.get("/").headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def test_no_cors_header_is_ever_sent(client: TestClient, gate: Gate) -> None:
    for answer in (
        client.get("/api/library", headers={"origin": gate.origin}),
        client.options("/api/library", headers={"origin": "http://evil.example"}),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control")]


# ------------------------------------------------------------------------------------------------- bodies


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """A limit that a test can pass."""
    monkeypatch.setattr(security, "LARGEST_BODY", 100_000)
    return security.LARGEST_BODY


def test_a_body_that_says_it_is_too_long_is_not_read(client: TestClient, small: int) -> None:
    headers = {"X-File-Name": "a.txt", "Content-Length": str(small + 1), **WRITE}

    def never() -> Iterator[bytes]:
        yield b"x" * (small + 1)

    answer = client.post("/api/library", content=never(), headers=headers)
    assert answer.status_code == 413
    assert client.get("/api/library").json()["jobs"] == []


def test_a_body_without_a_length_is_counted(client: TestClient, library: object, small: int) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 10_000

    answer = client.post("/api/library", content=endless(), headers={"X-File-Name": "a.txt", **WRITE})
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "H413"
    assert [path.name for path in library.folder.iterdir()] == ["tide"]  # type: ignore[attr-defined]


def test_a_body_at_the_limit_is_taken(client: TestClient, small: int) -> None:
    answer = client.post("/api/library", content=b"x" * small, headers={"X-File-Name": "a.txt", **WRITE})
    assert answer.status_code == 202


def test_a_correction_is_no_book(client: TestClient) -> None:
    row = json.dumps({"do": "merge", "names": ["x" * 2_000_000, "y"]})
    answer = client.post("/api/stories/tide/corrections", content=row, headers=WRITE)
    assert answer.status_code == 413
