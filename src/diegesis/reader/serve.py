"""Runs the server on this computer's own address, until it is told to stop."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from diegesis.errors import BadOption
from diegesis.reader.app import make_app
from diegesis.reader.jobs import Jobs
from diegesis.reader.library import Library
from diegesis.reader.security import Gate
from diegesis.reader.shelf import Shelf

HOST = "127.0.0.1"
#: Seconds in which a request that runs may end when the server stops.
_GRACE = 3


def listening(port: int = 0) -> socket.socket:
    """A socket on the loopback address; by default on a port that is free.

    Raises:
        BadOption: the port is taken, or may not be used.
    """
    # With the protocol named asyncio sends at once; else head and body of an answer stand 40 ms apart (Nagle).
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it lets two servers have one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen(128)
    except (OSError, OverflowError) as error:
        made.close()
        why = getattr(error, "strerror", None) or str(error)
        hint = "Leave --port out, and a free one is taken."
        raise BadOption(f"Port {port} cannot be used ({why}).", hint=hint) from error
    return made


def serve(
    library: Library,
    shelf: Shelf,
    jobs: Jobs,
    *,
    sock: socket.socket,
    on_ready: Callable[[Gate], None],
    model: bool = True,
) -> None:
    """Serve until Ctrl-C or a signal to end; what is being read then is given up.

    Args:
        library, shelf, jobs: what is served.
        sock: a listening socket, from ``listening``.
        on_ready: called with the gate once requests are answered.
        model: whether the trained reader reads along.
    """
    gate = Gate(sock.getsockname()[1])
    app = make_app(library, gate, model=model, shelf=shelf, jobs=jobs)
    server = Server(app, lambda: on_ready(gate))
    try:
        server.run(sockets=[sock])
    except KeyboardInterrupt:
        return
    finally:
        jobs.close()
        sock.close()


class Server(uvicorn.Server):
    """uvicorn that says when it answers, keeps no log of requests, names itself nowhere and trusts no proxy.

    Args:
        app: what it serves.
        on_ready: called once requests are answered.
    """

    def __init__(self, app: ASGIApp, on_ready: Callable[[], None] = lambda: None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                access_log=False,
                log_level="warning",
                server_header=False,
                proxy_headers=False,
                ws="none",
                lifespan="on",
                timeout_graceful_shutdown=_GRACE,
            )
        )
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets=sockets)
        if self.started:
            self._on_ready()
