"""Who may ask: one browser of this computer, which was given the link, and no page of another site.

A web page anywhere can make its visitor's browser ask ``127.0.0.1``; and a name that it owns can be made to point there
(DNS rebinding). So a request is answered only if it calls the server by its address, comes from no other origin, and
brings the cookie that the link was exchanged for; one that changes something must also bring a header that a form or an
image cannot send.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Largest body of a request, in bytes.
LARGEST_BODY = 64 * 1024 * 1024
#: Header that requests which change something must bring.
MARK = "x-diegesis"
#: What the page may load: its own files and nothing else.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
#: What a JSON answer may load, should a browser ever show it as a page.
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_READING = frozenset({"GET", "HEAD"})
_BYTES_OF_TOKEN = 32
_HTTP = 80
_FORBIDDEN, _MISDIRECTED, _TOO_LARGE = 403, 421, 413
_OWN_SITE = frozenset({"same-origin", "none"})


class Gate:
    """What lets one browser in.

    Args:
        port: of the server, on 127.0.0.1.
        token: of the link; by default 256 random bits.
    """

    def __init__(self, port: int, *, token: str | None = None) -> None:
        # Browsers leave out the port that http has by itself.
        self.authority = "127.0.0.1" if port == _HTTP else f"127.0.0.1:{port}"
        self.origin = f"http://{self.authority}"
        # Cookies do not keep to a port, so two servers at once must not overwrite each other's.
        self.cookie = f"diegesis-{port}"
        self._token: str | None = token or secrets.token_urlsafe(_BYTES_OF_TOKEN)
        self._secret = secrets.token_urlsafe(_BYTES_OF_TOKEN)

    def link(self, fragment: str = "") -> str:
        """The link that opens the page; it works once.

        Args:
            fragment: the place in the page, such as ``#/emma/text/0``.
        """
        return f"{self.origin}/?token={self._token}{fragment}"

    def exchanged(self, token: str) -> str | None:
        """The secret for the cookie, and the token is worth nothing from now on; ``None`` for a wrong token."""
        if self._token is None or not _same(token, self._token):
            return None
        self._token = None
        return self._secret

    def knows(self, cookies: Iterable[str]) -> bool:
        """Whether a ``Cookie`` header brings the secret."""
        pairs = (part.strip().partition("=") for header in cookies for part in header.split(";"))
        return any(name == self.cookie and _same(value, self._secret) for name, _, value in pairs)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


class Guard:
    """ASGI middleware: refuses what ``Gate`` does not let in, limits bodies, puts the headers on every answer.

    Args:
        app: what answers those who are let in.
        gate: who is.
    """

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; anything but HTTP (and the server's own start and end) is not answered at all."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        api = scope["path"].startswith("/api/")
        guarded = _sending(send, api=api)
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
        else:
            await self._app(scope, _limited(receive), guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer for a request that is not let in, or that only brings the token; ``None`` for the others."""
        headers = Headers(scope=scope)
        foreign = self._foreign(headers)
        if foreign is not None:
            return foreign
        if not self._gate.knows(headers.getlist("cookie")):
            return self._newcomer(scope)
        if scope["path"] != "/" and headers.get("sec-fetch-site", "none") not in _OWN_SITE:
            return refused(scope, _FORBIDDEN, "Other sites may not ask here.")
        if scope["method"] not in _READING and headers.get(MARK) != "1":
            return refused(scope, _FORBIDDEN, "A request that changes something needs the header X-Diegesis: 1.")
        if _too_long(headers):
            return refused(scope, _TOO_LARGE, f"The file is larger than {LARGEST_BODY:,} bytes.")
        if scope["path"] == "/" and b"token=" in scope["query_string"]:
            return RedirectResponse("/", status_code=303)
        return None

    def _foreign(self, headers: Headers) -> Response | None:
        """The refusal of what calls the server by another name, or comes from another site."""
        if headers.getlist("host") != [self._gate.authority]:
            return PlainTextResponse(f"This server is {self._gate.authority}.", _MISDIRECTED)
        if any(origin != self._gate.origin for origin in headers.getlist("origin")):
            return PlainTextResponse("Other sites may not ask here.", _FORBIDDEN)
        return None

    def _newcomer(self, scope: Scope) -> Response:
        """Exchange a token for the cookie; refuse everything else."""
        tokens = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if scope["path"] == "/" and scope["method"] == "GET" and len(tokens) == 1:
            secret = self._gate.exchanged(tokens[0])
            if secret is not None:
                answer = RedirectResponse("/", status_code=303)
                answer.set_cookie(self._gate.cookie, secret, path="/", httponly=True, samesite="strict")
                return answer
        return refused(scope, _FORBIDDEN, "Open this page with the link that `diegesis open` gives; a link works once.")


def refused(scope: Scope, status: int, message: str) -> Response:
    """A refusal, as JSON where the API is asked."""
    if scope["path"].startswith("/api/"):
        return JSONResponse({"error": {"code": f"H{status}", "message": message, "hint": ""}}, status)
    return PlainTextResponse(message, status)


def _too_long(headers: Headers) -> bool:
    length = headers.get("content-length", "0")
    return length.isascii() and length.isdecimal() and int(length) > LARGEST_BODY


def _limited(receive: Receive) -> Receive:
    """A body that does not say its length is counted as it comes."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise HTTPException(_TOO_LARGE, f"The file is larger than {LARGEST_BODY:,} bytes.")
        return message

    return counted


def _sending(send: Send, *, api: bool) -> Send:
    """Put the headers on an answer; one that brings a policy of its own keeps it."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("Content-Security-Policy", DATA_POLICY if api else PAGE_POLICY)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return guarded
