"""Deeds that make or change a tie, over trees written by hand."""

from __future__ import annotations

from diegesis.layers.relationships.annotate import annotate
from diegesis.layers.relationships.records import Relationship, TieKind, Turn
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.story import Story
from tests.layers.relationships.telling import story_of

#: words, lemmas, tags, heads, relations
_MARRIED = ("Ann married Tom .", "Ann marry Tom .", "PROPN VERB PROPN PUNCT", (1, -1, 1, 1), "nsubj root obj punct")
_WOULD = (
    "Ann would marry Tom .",
    "Ann would marry Tom .",
    "PROPN AUX VERB PROPN PUNCT",
    (2, 2, -1, 2, 2),
    "nsubj aux root obj punct",
)


def read(tree: tuple[str, str, str, tuple[int, ...], str]) -> tuple[list[Relationship], list[Turn]]:
    """Ties and turns of one sentence of Ann and Tom."""
    text, lemmas, tags, heads, relations = tree
    story = story_of(text, [("Ann", "Ann"), ("Tom", "Tom")])
    row = Sentence(
        id="s-1",
        span=Span(0, len(text)),
        words=tuple(_places(text)),
        lemmas=tuple(lemmas.split()),
        tags=tuple(tags.split()),
        heads=heads,
        relations=tuple(relations.split()),
    )
    whole = Story(story.document, story.tables.extended([Sentence], [row]))
    rows = annotate(whole.document, whole.tables)
    ties = [found for found in rows if isinstance(found, Relationship)]
    return ties, [found for found in rows if isinstance(found, Turn)]


def _places(text: str) -> list[Span]:
    places, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        places.append(Span(at, at + len(word)))
        at += len(word)
    return places


def test_they_marry() -> None:
    [tie], [turn] = read(_MARRIED)
    assert tie.kind is TieKind.SPOUSE
    assert (turn.relationship, turn.change) == (tie.id, "begins: they marry")
    assert turn.evidence == (Span(0, 17),)


def test_what_they_would_do_is_not_told() -> None:
    assert read(_WOULD) == ([], [])
