"""What a request asks for, read strictly: a number is a number, a name that is missing is told."""

from __future__ import annotations

from collections.abc import Mapping

from diegesis.errors import BadOption

#: No text is longer.
_LARGEST = 10**12


class Asked:
    """The parts of a request's address.

    Args:
        path: by name, such as the id of a quote.
        query: by name.
    """

    def __init__(self, path: Mapping[str, str], query: Mapping[str, str]) -> None:
        self.path = path
        self._query = query

    def word(self, name: str, default: str | None = None) -> str | None:
        """A word; ``default`` where it is absent or empty."""
        return self._query.get(name) or default

    def needed(self, name: str) -> str:
        """A word that must be there.

        Raises:
            BadOption: it is not.
        """
        found = self.word(name)
        if found is None:
            raise BadOption(f"{name} is missing from the request.")
        return found

    def number(self, name: str, default: int | None = None) -> int | None:
        """A whole number from 0 on; ``default`` where it is absent.

        Raises:
            BadOption: it is something else.
        """
        found = self.word(name)
        if found is None:
            return default
        if not (found.isascii() and found.isdecimal()) or int(found[:20]) > _LARGEST:
            raise BadOption(f"{name} is {found[:40]!r}; it must be a whole number from 0 on.")
        return int(found)

    def share(self, name: str, default: float) -> float:
        """A number with a point; ``default`` where it is absent.

        Raises:
            BadOption: it is something else.
        """
        found = self.word(name)
        try:
            return default if found is None else float(found)
        except ValueError:
            raise BadOption(f"{name} is {found!r:.40}; it must be a number from 0 to 1.") from None
