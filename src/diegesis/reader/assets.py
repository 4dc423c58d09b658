"""The page's own files: a closed list, read once, so that no path of a request touches the disk."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2s
from importlib.resources import files

#: Media types by ending; a file of another kind is not served.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
#: The page itself.
PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: what it holds, of which kind, and a tag that changes with it."""

    content: bytes
    media_type: str
    tag: str


def load_assets() -> dict[str, Asset]:
    """The files of the page by name."""
    found = {}
    for entry in files("diegesis.reader").joinpath("assets").iterdir():
        media_type = _TYPES.get(entry.name[entry.name.rfind(".") :])
        if media_type is not None and entry.is_file():
            content = entry.read_bytes()
            found[entry.name] = Asset(content, media_type, f'"{blake2s(content, digest_size=8).hexdigest()}"')
    return found
