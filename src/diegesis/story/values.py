"""What facts say, so that what two books or two drafts say of somebody can be compared."""

from __future__ import annotations

import re

from diegesis.layers.facts.records import Attribute
from diegesis.story.queries import folded

#: Of these a person has one, and keeps it.
LASTING = frozenset({Attribute.EYE_COLOUR, Attribute.HAIR_COLOUR, Attribute.HEIGHT, Attribute.ORIGIN})
#: Of these a person has one at a time.
CHANGING = frozenset(
    {
        Attribute.AGE,
        Attribute.OCCUPATION,
        Attribute.RANK,
        Attribute.RESIDENCE,
        Attribute.MARITAL_STATUS,
        Attribute.ALIVE,
        Attribute.BUILD,
    }
)
#: Words that tell no value from another.
_EMPTY = frozenset(
    """
    a an the his her their its my your of in on with and or but as like very quite rather so almost still now only just
    eye eyes hair curls beard moustache eyebrows brows lashes year years old aged about nearly over under
    is was were be been being has had have
    beautiful pretty fine lovely keen bright clear deep soft wide big large small little pale light dark long short
    thick thin wavy curly straight unruly attentive
    """.split()
)
_SPELLINGS = {"grey": "gray", "blonde": "blond", "colour": "color", "coloured": "colored"}


def content(value: str) -> frozenset[str]:
    """The words of a value that tell it from others; all of them where none does.

    >>> sorted(content("keen steel-grey eyes")), sorted(content("dark hair"))
    (['gray', 'steel'], ['dark', 'hair'])
    """
    words = [_SPELLINGS.get(word, word) for word in re.findall(r"\w+", folded(value))]
    return frozenset(word for word in words if word not in _EMPTY) or frozenset(words)
