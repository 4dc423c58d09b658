"""Lines of a chat or a play: a name, a colon, and the words (``Ann: are you up``)."""

from __future__ import annotations

import re

_NAMED = re.compile(r"\s*[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?: ")


def in_chat(text: str, offset: int) -> bool:
    """Whether the line around an offset begins with a name and a colon, before that offset.

    >>> in_chat("Ann: are you up", 6), in_chat("She said: come", 11)
    (True, False)
    """
    begin = text.rfind("\n", 0, offset) + 1
    return bool(_NAMED.match(text, begin, offset + 1))
