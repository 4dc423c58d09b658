"""Pronouns of the narration that who speaks settles, and those that stay as coreference read them."""

from __future__ import annotations

import pytest

from diegesis.layer import Ref, Tables
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.deixis.records import Indication
from diegesis.layers.deixis.settled import settle
from diegesis.layers.entities.annotate import annotate as find_mentions
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.quotes.annotate import annotate as find_quotes
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.tags.annotate import annotate as find_tags
from diegesis.story import Story
from diegesis.testing import document


def settled(text: str, speakers: str, read_as: str) -> list[str | None]:
    """Whom each *he* and *she* of the narration means after all, in text order; ``None`` where nothing changed.

    Args:
        text: the text.
        speakers: the speaker of each quote.
        read_as: whom coreference took the pronouns for, in text order; ``?`` for one that it left open.
    """
    doc = document(text)
    quotes = [row for row in find_quotes(doc, Tables()) if isinstance(row, Quote)]
    mentions = find_mentions(doc, Tables({Quote: quotes}))
    tags = find_tags(doc, Tables({Quote: quotes, Mention: mentions}))
    said = [
        Attribution(id=f"s{at}", quote=Ref(quote.id), speaker=Ref(name), confidence=0.8)
        for at, (quote, name) in enumerate(zip(quotes, speakers.split(), strict=True))
    ]
    told = [row for row in mentions if row.form is MentionForm.PRON and not row.in_quote]
    rows = [
        Resolution(id=f"x-{row.id}", mention=Ref(row.id), characters=(Ref(name),))
        for row, name in zip(told, read_as.split(), strict=True)
        if name != "?"
    ]
    names = [
        Resolution(id=f"x-{row.id}", mention=Ref(row.id), characters=(Ref(row.span.of(text)),))
        for row in mentions
        if row.form is MentionForm.PROP
    ]
    found = settle(doc, mentions, [*names, *rows], tags, said)
    assert all(0 < row.confidence < 0.8 and row.reason for row in found.values())
    return [str(found[row.id].character) if row.id in found else None for row in told]


CASES = {
    "the subject of a tag": ("“No,” he said.", "Tom", "Ben", ["Tom"]),
    "of a beat": ("“No.” He rose.", "Tom", "Ben", ["Tom"]),
    "one that was open": ("“No,” he said.", "Tom", "?", ["Tom"]),
    "read the same way": ("“No,” he said.", "Tom", "Tom", [None]),
    "an owner": ("“No.” His eyes fell.", "Tom", "Ben", [None]),
    "without a line": ("He rose.", "", "Ben", [None]),
    "carried through the paragraph": ("“No,” he said. Then he rose.", "Tom", "Ben Ben", ["Tom", "Tom"]),
    "not into the next one": ("“No,” he said.\n\nThen he rose.", "Tom", "Ben Ben", ["Tom", None]),
    "not to another person": ("“No,” he said. She nodded at him.", "Tom", "Ben Ann Ed", ["Tom", None, None]),
    "not past a name": ("“No,” he said. Ben rose, and he left.", "Tom", "Ben Ben", ["Tom", None]),
}


@pytest.mark.parametrize("what", CASES)
def test_whom_he_means_after_all(what: str) -> None:
    text, speakers, read_as, expected = CASES[what]
    assert settled(text, speakers, read_as) == expected


def test_the_settled_row_is_the_answer() -> None:
    mention = Mention(id="m", span=document("He.").tokens[0], head=document("He.").tokens[0], form=MentionForm.PRON)
    first = Resolution(id="x", mention=Ref("m"), characters=(Ref("Ben"),))
    later = Indication(id="d", mention=Ref("m"), characters=(Ref("Tom"),))
    story = Story(document("He."), Tables({Mention: [mention], Resolution: [first], Indication: [later]}))
    assert story.resolutions == {"m": later}
