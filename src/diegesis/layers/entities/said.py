"""Names that a person gave: every use in the story is a person's name, whatever the book's capitals say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diegesis.document import Document
from diegesis.layer import AlsoCalled, CastMember, Clamp
from diegesis.layers.entities.wordshape import Shapes
from diegesis.spans import Span


def said_names(clamps: Sequence[Clamp]) -> frozenset[str]:
    """The names and aliases of the cast that a person gave, white space folded."""
    names = [name for clamp in clamps if isinstance(clamp, CastMember) for name in (clamp.name, *clamp.aliases)]
    names += [clamp.alias for clamp in clamps if isinstance(clamp, AlsoCalled)]
    return frozenset(" ".join(name.split()) for name in names if name.strip())


def find_said(document: Document, shape: Shapes, names: frozenset[str], taken: bytearray) -> list[Span]:
    """Uses of the names in the story that no name found by rule covers; marks their tokens as taken.

    Longer names are looked for first; a use begins and ends with a whole word and keeps the case of the name.
    """
    found: list[Span] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        words = r"\s+".join(re.escape(word) for word in name.split())
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", document.text):
            span = Span(*match.span())
            tokens = document.tokens.within(span)
            free = tokens and all(shape.story[token] and not taken[token] for token in tokens)
            if free and document.tokens.starts[tokens[0]] == span.start:
                taken[tokens.start : tokens.stop] = b"\x01" * len(tokens)
                found.append(span)
    return found
