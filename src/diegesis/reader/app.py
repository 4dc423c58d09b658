"""The web application: routes, and the work behind them in threads so that a long one keeps nobody waiting."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from diegesis.diff import changes_json, diff
from diegesis.errors import (
    BadOption,
    CorrectionsError,
    DiegesisError,
    InputError,
    OutputError,
    TooLarge,
    UnknownName,
    UsageError,
)
from diegesis.reader.answers import OPENED, PAYLOADS, Answer, encoded
from diegesis.reader.asked import Asked
from diegesis.reader.assets import PAGE, load_assets
from diegesis.reader.jobs import Job, Jobs
from diegesis.reader.library import Library, Shelved, discard, story_beside
from diegesis.reader.reading import Order
from diegesis.reader.security import Gate, Guard
from diegesis.reader.shelf import Opened, Shelf
from diegesis.reader.view import Row
from diegesis.version import __version__

T = TypeVar("T")
#: Bytes of a correction, and of a file's name.
_LARGEST_SAYING, _LONGEST_NAME = 1024 * 1024, 4096
#: Bytes of answers that are kept, so that the next reader of a page gets it at once.
_KEPT = 64 * 1024 * 1024
_READERS, _WRITERS = 4, 2
#: Errors with the status that tells of them; the first that fits.
_STATUS: tuple[tuple[type[DiegesisError], int], ...] = (
    (UnknownName, 404),
    (TooLarge, 413),
    (UsageError, 400),
    (CorrectionsError, 400),
    (OutputError, 507),
    (InputError, 422),
)
_UNKNOWN = 500
_ACCEPTED, _NOT_MODIFIED, _GONE, _TOO_LARGE = 202, 304, 400, 413


def make_app(
    library: Library, gate: Gate, *, model: bool = True, shelf: Shelf | None = None, jobs: Jobs | None = None
) -> ASGIApp:
    """The application that serves a library to whom the gate lets in.

    Args:
        library: where books are kept and added.
        gate: who may ask.
        model: whether the trained reader reads along.
        shelf: the stories, where the caller has put some beside the library.
        jobs: the queue, where the caller has ordered something already.
    """
    reader = Reader(shelf or Shelf(library, model=model), jobs or Jobs(), model=model)
    return Guard(reader.application(), gate)


@dataclass(frozen=True, slots=True)
class Adding:
    """A book that becomes a new story of the library."""

    library: Library
    order: Order

    def finish(self) -> str:
        """Make its folder one of the library."""
        return self.library.settle(self.order.book).id

    def abandon(self) -> None:
        """Throw its folder away."""
        discard(self.order.book.parent)


@dataclass(frozen=True, slots=True)
class Again:
    """A new draft of a story."""

    shelf: Shelf
    story: str
    order: Order

    def finish(self) -> str:
        """Put it in the place of the old one."""
        given = self.shelf.replace(self.story, self.order.book)
        discard(self.order.book.parent)
        return given

    def abandon(self) -> None:
        """Throw it away; the old one is as it was."""
        discard(self.order.book.parent)


def order_for(book: Path, *, model: bool, corrections: Path | None = None) -> Order:
    """The order to read a book into a ``.story`` beside it."""
    return Order(book, story_beside(book), corrections, model)


class Answers:
    """Answers that were given, by what was asked, up to a number of bytes; the longest unused go first."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._bytes = 0
        self._kept: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()

    def get(self, key: tuple[Any, ...]) -> Answer | None:
        """The answer to what was asked before; ``None`` where it was not, or long ago."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: tuple[Any, ...], answer: Answer) -> None:
        """Keep an answer."""
        if key in self._kept:
            return
        self._kept[key] = answer
        self._bytes += len(answer.content)
        while self._bytes > self._most:
            _, old = self._kept.popitem(last=False)
            self._bytes -= len(old.content)


class Reader:
    """The routes and what they share."""

    def __init__(self, shelf: Shelf, jobs: Jobs, *, model: bool) -> None:
        self._shelf = shelf
        self._jobs = jobs
        self._model = model
        self._answers = Answers()
        self._assets = load_assets()
        self._reading = ThreadPoolExecutor(_READERS, "diegesis-read")
        self._writing = ThreadPoolExecutor(_WRITERS, "diegesis-write")

    def application(self) -> Starlette:
        """The Starlette application, without its guard."""
        story = "/api/stories/{story}"
        routes = [
            Route("/", self.page),
            Route("/assets/{name}", self.asset),
            Route("/api/library", self.library),
            Route("/api/library", self.add, methods=["POST"]),
            Route("/api/jobs/{job}", self.job),
            Route("/api/jobs/{job}", self.cancel, methods=["DELETE"]),
            Route(f"{story}/corrections", self.correct, methods=["POST"]),
            Route(f"{story}/undo", self.undo, methods=["POST"]),
            Route(f"{story}/again", self.again, methods=["POST"]),
            Route(f"{story}/diff", self.diff),
        ]
        for path in (*PAYLOADS, *OPENED):
            routes.append(Route(f"{story}/{path}".rstrip("/"), self._about(path)))
        handlers: dict[Any, Any] = {
            DiegesisError: _told,
            HTTPException: _refused,
            ClientDisconnect: _left,
            Exception: _broken,
        }
        return Starlette(routes=_merged(routes), exception_handlers=handlers, lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        await asyncio.get_running_loop().run_in_executor(None, self._jobs.close)
        self._reading.shutdown(wait=False, cancel_futures=True)
        self._writing.shutdown(wait=True)

    async def _in_thread(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    # ------------------------------------------------------------------------------------------ the page

    async def page(self, request: Request) -> Response:
        """The page itself."""
        page = self._assets[PAGE]
        return Response(page.content, media_type=page.media_type)

    async def asset(self, request: Request) -> Response:
        """One of the page's files."""
        found = self._assets.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404, "There is no such file.")
        headers = {"ETag": found.tag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == found.tag:
            return Response(status_code=_NOT_MODIFIED, headers=headers)
        return Response(found.content, media_type=found.media_type, headers=headers)

    # --------------------------------------------------------------------------------------- the library

    async def library(self, request: Request) -> Response:
        """All stories, and what is being read."""
        cards = await self._in_thread(self._reading, self._shelf.cards)
        jobs = [job_row(job) for job in self._jobs.all()]
        return _sent(encoded({"version": __version__, "stories": cards, "jobs": jobs}))

    async def add(self, request: Request) -> Response:
        """Take a book in, and read it."""
        library = self._shelf.library
        book = await self._taken_in(request)
        known = await self._in_thread(self._writing, lambda: library.holding(book))
        if known is not None:
            discard(book.parent)
            return _accepted(self._jobs.done(book.name, known.id))
        return _accepted(self._jobs.order(book.name, Adding(library, order_for(book, model=self._model))))

    async def again(self, request: Request) -> Response:
        """Take an edited draft in, and read it in the place of a story."""
        given = request.path_params["story"]
        shelved = await self._in_thread(self._reading, lambda: self._shelf.find(given))
        _refuse_draft(shelved)
        book = await self._taken_in(request)
        order = order_for(book, model=self._model, corrections=shelved.corrections)
        return _accepted(self._jobs.order(book.name, Again(self._shelf, given, order)))

    async def _taken_in(self, request: Request) -> Path:
        """The body as a file in a fresh folder of the library."""
        name = unquote(request.headers.get("x-file-name", "")[:_LONGEST_NAME], errors="replace")
        if not name.strip():
            raise BadOption("The file has no name.", hint="Send it in the header X-File-Name, percent-encoded.")
        book = await self._in_thread(self._writing, lambda: self._shelf.library.begin(name))
        try:
            with book.open("wb") as stream:
                async for chunk in request.stream():
                    stream.write(chunk)
        except OSError as error:
            discard(book.parent)
            raise OutputError(f"{book.name}: could not be kept ({error.strerror}).") from error
        except BaseException:
            discard(book.parent)
            raise
        return book

    async def job(self, request: Request) -> Response:
        """How far a reading is."""
        return _sent(encoded(job_row(self._jobs.find(request.path_params["job"]))))

    async def cancel(self, request: Request) -> Response:
        """End a reading."""
        given = request.path_params["job"]
        job = await self._in_thread(self._writing, lambda: self._jobs.cancel(given))
        return _sent(encoded(job_row(job)))

    # ----------------------------------------------------------------------------------------- one story

    def _about(self, path: str) -> Callable[[Request], Awaitable[Response]]:
        """The handler of a request about a story: from what was answered before, else made in a thread."""
        payload = PAYLOADS.get(path)

        def made(opened: Opened, asked: Asked) -> Answer:
            view = opened.view(asked.number("upto"))
            if payload is not None:
                return encoded(payload(view, asked))
            return OPENED[path](view, opened, asked)

        async def handler(request: Request) -> Response:
            given = request.path_params["story"]
            opened = self._shelf.glance(given)
            key = (given, request.url.path, request.scope["query_string"])
            if opened is not None:
                found = self._answers.get((opened.copy.revision, *key))
                if found is not None:
                    return _sent(found)
            asked = Asked(request.path_params, request.query_params)
            revision, answer = await self._in_thread(self._reading, lambda: self._answered(given, made, asked))
            self._answers.keep((revision, *key), answer)
            return _sent(answer)

        return handler

    def _answered(self, given: str, made: Callable[[Opened, Asked], Answer], asked: Asked) -> tuple[int, Answer]:
        opened = self._shelf.open(given)
        try:
            return opened.copy.revision, made(opened, asked)
        except DiegesisError:
            # A table that was not loaded yet cannot be any more once the file was written anew; the new one is asked.
            newer = self._shelf.open(given)
            if newer is opened:
                raise
            return newer.copy.revision, made(newer, asked)

    async def correct(self, request: Request) -> Response:
        """Take a correction."""
        given, row = request.path_params["story"], await _said(request)
        return _sent(encoded(await self._in_thread(self._writing, lambda: self._shelf.correct(given, row))))

    async def undo(self, request: Request) -> Response:
        """Take a correction back."""
        given, row = request.path_params["story"], await _said(request)
        of, one = row.get("of"), row.get("id", "")
        if not isinstance(of, str) or not isinstance(one, str):
            raise BadOption('An undo says which correction it is "of", by its id.')
        return _sent(encoded(await self._in_thread(self._writing, lambda: self._shelf.undo(given, of, id=one))))

    async def diff(self, request: Request) -> Response:
        """What changed from another story to this one."""
        asked = Asked(request.path_params, request.query_params)
        given, other, upto = request.path_params["story"], asked.needed("from"), asked.number("upto")

        def made() -> Answer:
            old, new = (self._shelf.open(one).view(upto).story for one in (other, given))
            return encoded(changes_json.rows(diff(old, new)))

        return _sent(await self._in_thread(self._reading, made))


def _merged(routes: list[Route]) -> list[Route]:
    """Routes of one path as one, so that another method of it is answered by all the methods there are."""
    by_path: dict[str, list[Route]] = {}
    for route in routes:
        by_path.setdefault(route.path, []).append(route)
    return [same[0] if len(same) == 1 else _one(path, same) for path, same in by_path.items()]


def _one(path: str, routes: list[Route]) -> Route:
    by_method = {method: route.endpoint for route in routes for method in route.methods or ()}

    async def chosen(request: Request) -> Response:
        answer: Response = await by_method[request.method](request)
        return answer

    return Route(path, chosen, methods=list(by_method))


def _refuse_draft(shelved: Shelved) -> None:
    if "@" in shelved.id:
        raise BadOption("This is an earlier draft.", hint="Read the new one in the place of the story itself.")


async def _said(request: Request) -> dict[str, Any]:
    """The object in a request's body."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_SAYING:
            raise HTTPException(_TOO_LARGE, "A correction is not so long.")
    row: Any = None
    with suppress(ValueError, RecursionError):
        row = json.loads(body)
    if not isinstance(row, dict):
        raise BadOption("The request must hold one JSON object.")
    return row


def job_row(job: Job) -> Row:
    """A job as JSON has it."""
    error = job.error
    why = None if error is None else {"code": error.code, "message": error.message, "hint": error.hint}
    return {
        "id": job.id,
        "name": job.name,
        "state": job.state.value,
        "stage": job.stage,
        "number": min(job.number, job.total),
        "total": job.total,
        "story": job.story,
        "error": why,
    }


def _accepted(job: Job) -> Response:
    return _sent(encoded({"job": job_row(job)}), _ACCEPTED)


def _sent(answer: Answer, status: int = 200) -> Response:
    return Response(answer.content, status, media_type=answer.media_type, headers=answer.headers)


async def _told(request: Request, error: Exception) -> Response:
    """An error of Diegesis, with the status that fits."""
    found = error if isinstance(error, DiegesisError) else DiegesisError(str(error))
    status = next((status for kind, status in _STATUS if isinstance(found, kind)), _UNKNOWN)
    return _error(status, found.code, found.problem, found.hint)


async def _refused(request: Request, error: Exception) -> Response:
    """What Starlette refuses: an unknown address, a method that is not allowed, too long a body."""
    status = error.status_code if isinstance(error, HTTPException) else _UNKNOWN
    detail = error.detail if isinstance(error, HTTPException) else str(error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return _error(status, f"H{status}", detail, "", headers)


async def _left(request: Request, error: Exception) -> Response:
    """Whoever asked has gone in the middle of it, which is no fault that the terminal should tell."""
    return _error(_GONE, f"H{_GONE}", "The request was not finished.", "")


async def _broken(request: Request, error: Exception) -> Response:
    """A fault of our own; its words may hold a path, so they go to the terminal alone."""
    return _error(_UNKNOWN, DiegesisError.code, "Something went wrong in Diegesis.", "The terminal says more.")


def _error(status: int, code: str, message: str, hint: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": {"code": code, "message": message, "hint": hint}}, status, headers)
