"""Every route: what it answers, what it refuses, books that come in, files that go out."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import time
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from diegesis.reader.assets import load_assets
from diegesis.reader.library import Library
from diegesis.version import __version__
from tests.reader.books import BOOK, at

Get = Callable[..., Any]
WRITE = {"X-Diegesis": "1"}
PATIENCE = 60.0

PERSON = {
    "id",
    "name",
    "aliases",
    "pronouns",
    "gender",
    "kind",
    "narrator",
    "mentions",
    "quotes",
    "first",
    "confidence",
    "colour",
}
LINE = {"id", "block", "start", "text", "speaker", "addressees", "confidence"}
PASSAGE = {"start", "end", "text", "block"}
FACT = {"id", "character", "attribute", "value", "negated", "holder", "from", "until", "evidence", "confidence"}
TIE = {"id", "a", "b", "kind", "direction", "confidence", "evidence", "scenes", "changes"}


def upload(client: TestClient, content: bytes, name: str, path: str = "/api/library") -> Any:
    headers = {"X-File-Name": quote(name), **WRITE}
    answer = client.post(path, content=content, headers=headers)
    assert answer.status_code == 202, answer.text
    return answer.json()["job"]


def over(client: TestClient, job: Any) -> Any:
    deadline = time.monotonic() + PATIENCE
    while job["state"] in ("waiting", "reading"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
        job = client.get(f"/api/jobs/{job['id']}").json()
    return job


# ------------------------------------------------------------------------------------------------- shapes


def test_the_library(client: TestClient) -> None:
    found = client.get("/api/library").json()
    assert found["version"] == __version__
    assert found["jobs"] == []
    [row] = found["stories"]
    words = len(BOOK.split())
    assert row == {
        "id": "tide",
        "title": row["title"],
        "authors": [],
        "name": "tide.txt",
        "words": words,
        "quotes": 12,
        "doubtful": row["doubtful"],
        "chapters": 2,
        "characters": 5,
    }


def test_the_overview(get: Get) -> None:
    found = get()
    assert set(found) == {
        *("id", "title", "authors", "name", "length", "words", "revision", "blocks", "chapters", "characters"),
        *("counts", "corrections", "drafts"),
    }
    assert set(found["chapters"][0]) == {"id", "number", "title", "start", "end", "first_block", "last_block"}
    assert set(found["characters"][0]) == PERSON
    assert set(found["characters"][0]["aliases"][0]) == {"text", "form", "count"}
    assert set(found["counts"]) == {"quotes", "attributed", "doubtful", "findings"}


def test_the_text(get: Get) -> None:
    found = get("/text", first=2, last=4)["blocks"]
    assert [row["n"] for row in found] == [2, 3, 4]
    assert set(found[0]) == {"n", "id", "kind", "start", "end", "text", "scene", "quotes", "mentions", "findings"}
    assert set(found[0]["quotes"][0]) == {
        *("id", "start", "end", "kind", "utterance", "speaker", "addressees", "confidence", "basis", "corrected")
    }
    assert set(found[0]["mentions"][0]) == {"id", "start", "end", "form", "characters", "confidence"}


def test_the_layout(get: Get) -> None:
    assert set(get("/layout")) == {"kinds", "starts", "ends"}


def test_one_quote(get: Get) -> None:
    [line] = get("/lines", q="You are early")["quotes"]
    found = get(f"/quotes/{line['id']}")
    assert {"id", "kind", "text", "speaker", "addressees", "confidence", "basis", "reason", "candidates"} <= set(found)
    assert set(found["candidates"][0]) == {"character", "p"}
    assert set(found["evidence"][0]) == PASSAGE


def test_one_mention(get: Get) -> None:
    mention = get("/text")["blocks"][1]["mentions"][-1]
    found = get(f"/mentions/{mention['id']}")
    assert {"id", "text", "form", "characters", "confidence", "antecedent", "entity"} <= set(found)
    assert set(found["antecedent"]) == PASSAGE


def test_lists_of_lines(get: Get) -> None:
    hits = get("/search", q="harbour")
    assert set(hits) == {"hits", "more"}
    assert set(hits["hits"][0]) == {"start", "end", "block", "before", "text", "after"}
    assert set(get("/doubts", below=1)["quotes"][0]) == {"id", "block", "start", "confidence", "speaker"}
    assert set(get("/lines")["quotes"][0]) == LINE
    assert {row["start"] > at("CHAPTER TWO") for row in get("/lines", chapter=2)["quotes"]} == {True}


def test_one_character(get: Get) -> None:
    ada = next(row for row in get()["characters"] if row["name"] == "Ada Brink")
    found = get(f"/characters/{ada['id']}")
    assert set(found) == {"character", "lines", "facts", "ties", "presence", "places", "portrayal"}
    assert set(found["lines"][0]) == LINE
    assert set(found["facts"][0]) == FACT
    assert set(found["ties"][0]) >= TIE
    assert set(found["presence"][0]) == {"scene", "start", "end", "lines", "mentions", "present"}
    assert set(found["portrayal"]) == {"does", "suffers", "has", "is"}


def test_the_world(get: Get) -> None:
    scene = get("/scenes")["scenes"][0]
    assert set(scene) >= {
        *("id", "number", "chapter", "start", "end", "block", "place", "time", "pov", "pov_kind", "tense", "kind"),
        *("present", "mentioned", "first_words", "evidence"),
    }
    ties = get("/ties")
    assert set(ties["ties"][0]) >= TIE
    assert set(ties["exchanges"][0]) >= {"scene", "a", "b", "lines"}
    assert set(get("/facts")["facts"][0]) == FACT
    assert set(get("/timeline")) == {"events"}
    assert set(get("/findings")) == {"findings"}


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/layout",
        "/text",
        "/search?q=Ada",
        "/doubts",
        "/lines",
        "/scenes",
        "/timeline",
        "/ties",
        "/facts",
        "/findings",
        "/corrections",
        "/bible",
        "/export?to=json",
    ],
)
def test_no_answer_tells_what_comes_later(client: TestClient, path: str) -> None:
    sign = "&" if "?" in path else "?"
    answer = client.get(f"/api/stories/tide{path}{sign}upto={at('CHAPTER TWO')}")
    assert answer.status_code == 200
    assert "Tobias" not in answer.text
    assert "sibling" not in answer.text


# ------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    "path",
    [
        "/api/stories/none",
        "/api/stories/none/text",
        "/api/stories/tide/quotes/q-none",
        "/api/stories/tide/mentions/m-none",
        "/api/stories/tide/characters/c-none",
        "/api/stories/tide/lines?speaker=c-none",
        "/api/stories/tide/lines?chapter=7",
        "/api/stories/tide/nothing",
        "/api/stories/..",
        "/api/stories/%2e%2e",
        "/api/stories/%2e%2e%2ftide",
        "/api/stories/..%2f..%2fetc%2fpasswd",
        "/api/stories/tide%00",
        "/api/stories/tide@1",
        "/api/jobs/job-9",
        "/assets/../app.py",
        "/assets/..%2fapp.py",
        "/assets/%2e%2e/app.py",
        "/assets/%2fetc%2fpasswd",
        "/assets/assets.py",
        "/assets/",
        "/etc/passwd",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(answer.json()["error"]) == {"code", "message", "hint"}


@pytest.mark.parametrize(
    "query",
    [
        *("text?first=-1", "text?first=x", "text?first=9&last=2", "text?first=0&last=200", "text?first=²"),
        *("text?upto=x", "text?upto=-1", "text?upto=99999999999999999999999999999"),
        *("doubts?below=2", "doubts?below=x", "doubts?below=nan", "doubts?order=x", "lines?chapter=x"),
        *("export", "export?to=xlsx", "bible?to=exe"),
    ],
)
def test_what_cannot_be_is_refused(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/stories/tide/{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/api/library"),
        ("DELETE", "/api/library"),
        ("POST", "/api/stories/tide"),
        ("GET", "/api/stories/tide/undo"),
        ("GET", "/api/stories/tide/again"),
        ("POST", "/"),
        ("PATCH", "/assets/index.html"),
        ("TRACE", "/api/library"),
    ],
)
def test_another_method_is_not_allowed(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path, headers=WRITE)
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "H405"
    assert method not in answer.headers["allow"].split(", ")


def test_head_is_a_get_without_its_words(client: TestClient) -> None:
    answer = client.head("/api/stories/tide")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_fault_of_ours_tells_no_path(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from diegesis.reader import payloads_world

    def broken(view: object) -> Any:
        raise RuntimeError("/home/somebody/secret")

    monkeypatch.setattr(payloads_world, "facts", broken)
    answer = client.get("/api/stories/tide/facts")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_damaged_story_is_told_and_the_others_are_there(client: TestClient, library: Library) -> None:
    (library.folder / "torn").mkdir()
    (library.folder / "torn" / "torn.story").write_bytes(b"SQLite format 3\x00and no more")
    rows = {row["id"]: row for row in client.get("/api/library").json()["stories"]}
    assert rows["torn"]["error"]["code"] == "D220"
    assert rows["tide"]["quotes"] == 12
    assert client.get("/api/stories/torn").status_code == 422


# --------------------------------------------------------------------------------------------------- assets


def test_the_page_and_its_files(client: TestClient) -> None:
    assert client.get("/").headers["content-type"] == "text/html; charset=utf-8"
    for name, asset in load_assets().items():
        answer = client.get(f"/assets/{name}")
        assert (answer.status_code, answer.content) == (200, asset.content)
        again = client.get(f"/assets/{name}", headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


# ----------------------------------------------------------------------------------------------- books in


def test_a_book_is_taken_in_and_read(client: TestClient, library: Library) -> None:
    job = upload(client, b'"Come in," said Ann.\n\n"No," said Tom.\n', "Two lines.txt")
    assert (job["name"], job["state"], job["story"]) == ("Two lines.txt", "waiting", None)
    done = over(client, job)
    assert (done["state"], done["story"], done["error"]) == ("done", "two-lines", None)
    assert done["number"] == done["total"] > 5
    assert set(done) == {"id", "name", "state", "stage", "number", "total", "story", "error"}
    assert client.get("/api/stories/two-lines").json()["counts"]["quotes"] == 2
    assert [row["id"] for row in client.get("/api/library").json()["stories"]] == ["tide", "two-lines"]
    names = sorted(path.name for path in (library.folder / "two-lines").iterdir() if path.name[0] != ".")
    assert names == ["Two lines.story", "Two lines.txt"]


def test_the_same_book_is_not_read_twice(client: TestClient) -> None:
    job = upload(client, BOOK.encode(), "another name.txt")
    assert (job["state"], job["story"]) == ("done", "tide")
    assert len(client.get("/api/library").json()["stories"]) == 1


def test_a_file_that_is_no_book_fails_and_leaves_nothing(client: TestClient, library: Library) -> None:
    done = over(client, upload(client, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "picture.txt"))
    assert (done["state"], done["story"]) == ("failed", None)
    assert done["error"]["code"].startswith("D2")
    assert "/" not in done["error"]["message"].replace("and/or", "")
    assert [path.name for path in library.folder.iterdir()] == ["tide"]


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "..", "a\x00b.txt", "x" * 300 + ".txt", "CON.txt", "\u202e.txt", "é.txt"]
)
def test_a_hostile_name_is_only_a_name(client: TestClient, library: Library, name: str) -> None:
    done = over(client, upload(client, b'"Come in," said Ann.\n', name))
    assert done["state"] in ("done", "failed")
    assert {path.parent for path in library.folder.parent.iterdir()} == {library.folder.parent}
    assert [path.name for path in library.folder.parent.iterdir()] == ["library"]
    if done["state"] == "done":
        assert re.fullmatch(r"[a-z0-9-]+", done["story"])


def test_a_book_needs_a_name(client: TestClient) -> None:
    for headers in (WRITE, {"X-File-Name": "", **WRITE}, {"X-File-Name": "%20", **WRITE}):
        assert client.post("/api/library", content=b"x", headers=headers).status_code == 400


def test_a_waiting_job_can_be_cancelled(client: TestClient, library: Library) -> None:
    jobs = [upload(client, f'"Come in," said Ann {n}.\n'.encode() * 200, f"{n}.txt") for n in range(3)]
    answer = client.delete(f"/api/jobs/{jobs[2]['id']}", headers=WRITE)
    assert answer.json()["state"] == "cancelled"
    for job in jobs[:2]:
        client.delete(f"/api/jobs/{job['id']}", headers=WRITE)
    for job in jobs:
        assert over(client, client.get(f"/api/jobs/{job['id']}").json())["state"] in ("cancelled", "done")
    assert "2" not in {path.name for path in library.folder.iterdir()}


SCRIPT = "<script>alert('title')</script>"


def test_a_title_that_is_a_script_stays_words(client: TestClient) -> None:
    """With marks that turn the direction of the text, which a page must set apart and the server must not touch."""
    head = f"<title>{SCRIPT.replace('<', '&lt;')}\u202egnp.exe\u202c</title>"
    page = f"<html><head>{head}</head><body><p>{SCRIPT.replace('<', '&lt;')} \u202esaid\u202c Ann.</p></body></html>"
    done = over(client, upload(client, page.encode(), "script.html"))
    assert done["state"] == "done"
    answer = client.get("/api/library")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; base-uri 'none'")
    [row] = [row for row in answer.json()["stories"] if row["id"] == "script"]
    assert SCRIPT in row["title"]
    assert "\u202e" in row["title"]
    text = client.get("/api/stories/script/text").json()["blocks"][0]["text"]
    assert SCRIPT in text
    assert "\u202esaid\u202c" in text
    bible = client.get("/api/stories/script/bible")
    assert "<script" not in bible.text.lower()
    assert "script" not in bible.headers["content-security-policy"]


# ------------------------------------------------------------------------------------------------ a new draft


def test_a_new_draft_keeps_the_corrections(client: TestClient, get: Get) -> None:
    row = {"id": "k-1", "do": "speaker", "quote": {"text": "Nobody sends me."}, "speaker": "Per Brink"}
    assert client.post("/api/stories/tide/corrections", json=row, headers=WRITE).status_code == 200
    before = get()
    draft = BOOK.replace("CHAPTER TWO", 'Ada shrugged. "As you like," said Ada.\n\nCHAPTER TWO')
    done = over(client, upload(client, draft.encode(), "tide 2.txt", "/api/stories/tide/again"))
    assert (done["state"], done["story"]) == ("done", "tide")
    now = get()
    assert now["length"] == len(draft)
    assert now["revision"] > before["revision"]
    assert now["counts"]["quotes"] == before["counts"]["quotes"] + 1
    [line] = get("/lines", q="Nobody sends me")["quotes"]
    people = {person["id"]: person["name"] for person in now["characters"]}
    assert people[line["speaker"]] == "Per Brink"
    assert [one["placed"] for one in get("/corrections")["corrections"]] == [True]
    assert client.get("/api/stories/tide@1").json()["length"] == len(BOOK)
    assert (before["drafts"], now["drafts"]) == ([], [{"id": "tide@1", "name": "tide.txt"}])
    assert client.get("/api/stories/tide@1").json()["drafts"] == []


def test_drafts_are_compared(client: TestClient) -> None:
    draft = BOOK.replace("blue eyes", "grey eyes").replace("Tobias", "Torben")
    over(client, upload(client, draft.encode(), "tide 2.txt", "/api/stories/tide/again"))
    found = client.get("/api/stories/tide/diff?from=tide@1").json()
    assert found["format"] == "diegesis-diff/1"
    assert [(row["old"][0]["name"], row["new"][0]["name"]) for row in found["people"] if "renamed" in row["kinds"]] == [
        ("Tobias Lund", "Torben Lund")
    ]
    early = client.get(f"/api/stories/tide/diff?from=tide@1&upto={at('CHAPTER TWO')}")
    assert "Torben" not in early.text
    assert "grey eyes" in early.text
    for query, status in (("", 400), ("?from=none", 404), ("?from=tide", 200)):
        assert client.get(f"/api/stories/tide/diff{query}").status_code == status


def test_an_earlier_draft_is_not_read_again(client: TestClient) -> None:
    over(client, upload(client, BOOK.encode() + b"More.\n", "tide.txt", "/api/stories/tide/again"))
    answer = client.post("/api/stories/tide@1/again", content=b"x", headers={"X-File-Name": "x.txt", **WRITE})
    assert answer.status_code == 400


# ------------------------------------------------------------------------------------------------- files out


@pytest.mark.parametrize(
    ("to", "name"),
    [("json", "tide.json"), ("html", "tide.html"), ("script", "tide.script.jsonl"), ("csv", "tide.csv.zip")],
)
def test_a_file_to_keep(client: TestClient, to: str, name: str) -> None:
    answer = client.get(f"/api/stories/tide/export?to={to}")
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert not answer.headers["content-type"].startswith("text/html")
    assert answer.content == client.get(f"/api/stories/tide/export?to={to}").content
    if to == "csv":
        assert "quotes.csv" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_the_bible_may_use_its_own_style_and_nothing_else(client: TestClient) -> None:
    answer = client.get("/api/stories/tide/bible")
    [style] = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = answer.headers["content-security-policy"]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    assert " style=" not in answer.text
    assert "content-disposition" not in answer.headers


@pytest.mark.parametrize("to", ["md", "docx", "html"])
def test_the_bible_as_a_file(client: TestClient, to: str) -> None:
    answer = client.get(f"/api/stories/tide/bible?to={to}")
    assert answer.headers["content-disposition"] == f'attachment; filename="tide.bible.{to}"'
    assert len(answer.content) > 500


def test_answers_are_kept_until_the_story_changes(client: TestClient, get: Get) -> None:
    before = get("/lines")
    assert get("/lines") == before
    row = {"id": "k-1", "do": "speaker", "quote": {"text": "Nobody sends me."}, "speaker": "Per Brink"}
    client.post("/api/stories/tide/corrections", json=row, headers=WRITE)
    assert get("/lines") != before
