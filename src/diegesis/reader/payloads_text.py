"""What requests about the text answer: its blocks, quotes and mentions, searches, lists of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diegesis.errors import BadOption, UnknownName
from diegesis.export.json_text import json_line
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.reader.view import DOUBTFUL, Row, View, identities, identity, is_doubtful, probability
from diegesis.spans import Span
from diegesis.story.queries import find_chapter, folded

#: Blocks in one answer, at most.
MOST_BLOCKS = 200
#: Hits of a search, at most.
MOST_HITS = 200
_AROUND = 48
_LONGEST_QUERY = 200
_SAME_MARKS = {"'": "['‘’‚‛]", '"': '["“”„«»]', "-": "[-‐‑–—]"}


def layout(view: View) -> Row:
    """Kind, start and end of every block of the whole text, so that a page knows its size before it has the words."""
    blocks = view.whole.document.blocks
    return {
        "kinds": [block.kind.value for block in blocks],
        "starts": [block.span.start for block in blocks],
        "ends": [block.span.end for block in blocks],
    }


def text(view: View, first: int, last: int) -> Row:
    """Blocks ``first`` to ``last`` (both included) with what is marked in them, as far as they may be told.

    Raises:
        BadOption: more than 200 blocks, or none.
    """
    return {"blocks": [_block(view, number) for number in _window(view, first, last)]}


def text_json(view: View, first: int, last: int) -> str:
    """The JSON of ``text``, in which each block is encoded once, however many windows it is in."""
    lines = view.block_lines
    for number in _window(view, first, last):
        if number not in lines:
            lines[number] = json_line(_block(view, number))
    return f'{{"blocks": [{", ".join(lines[number] for number in _window(view, first, last))}]}}'


def _window(view: View, first: int, last: int) -> range:
    if first < 0 or last < first:
        raise BadOption(f"There are no blocks from {first} to {last}.", hint="Blocks are counted from 0.")
    if last - first >= MOST_BLOCKS:
        raise BadOption(f"{last - first + 1} blocks are asked for; {MOST_BLOCKS} are given at once.")
    return range(first, min(last + 1, len(view.document.blocks)))


def _block(view: View, number: int) -> Row:
    block = view.document.blocks[number]
    quotes = (view.quotes[at] for at in view.quote_index.starting_in(block.span))
    mentions = (view.told_mentions[at] for at in view.mention_index.starting_in(block.span))
    return {
        "n": number,
        "id": block.id,
        "kind": block.kind.value,
        "start": block.span.start,
        "end": block.span.end,
        "text": block.span.of(view.document.text),
        "scene": view.scenes_by_block.get(number),
        "quotes": [_quote(view, quote) for quote in quotes],
        "mentions": [_mention(view, mention) for mention in mentions],
        "findings": view.findings_by_block.get(number, []),
    }


def _quote(view: View, quote: Quote) -> Row:
    row = view.story.attribution_of(quote)
    return {
        "id": quote.id,
        "start": quote.span.start,
        "end": quote.span.end,
        "kind": quote.kind.value,
        "utterance": str(quote.utterance),
        "speaker": identity(row.speaker) if row else None,
        "addressees": identities(row.addressees) if row else [],
        "confidence": probability(row.confidence) if row else 0.0,
        "basis": row.basis.value if row and row.basis else None,
        "corrected": "person" in (quote.made_by, row.made_by if row else ""),
    }


def _mention(view: View, mention: Mention) -> Row:
    row = view.story.resolutions.get(mention.id)
    return {
        "id": mention.id,
        "start": mention.span.start,
        "end": mention.span.end,
        "form": mention.form.value,
        "characters": identities(row.characters) if row else [],
        "confidence": probability((row or mention).confidence),
    }


# ------------------------------------------------------------------------------------------- one of them


def quote(view: View, given: str) -> Row:
    """Why a line has its speaker.

    Raises:
        UnknownName: there is no such quote.
    """
    found = view.quote(given)
    row = view.story.attribution_of(found)
    candidates = view.story.candidates.get(found.id, ())
    return {
        **_quote(view, found),
        "block": view.block(found.span.start),
        "text": found.span.of(view.document.text),
        "reason": row.reason if row else f"Nobody says this: it is {found.kind.value}.",
        "candidates": [{"character": str(c.character), "p": probability(c.confidence)} for c in candidates],
        "evidence": view.passages(row.evidence) if row else [],
    }


def mention(view: View, given: str) -> Row:
    """Whom words mean, and the mention of the same person before them.

    Raises:
        UnknownName: there is no such mention.
    """
    found = view.mentions_by_id.get(given)
    if found is None:
        raise UnknownName("This story has no such mention.")
    row = view.story.resolutions.get(found.id)
    entity = view.story.entities_by_mention.get(found.id)
    antecedent = _antecedent(view, found)
    return {
        **_mention(view, found),
        "text": found.span.of(view.document.text),
        "antecedent": view.passage(antecedent.span) if antecedent else None,
        "entity": entity.id if entity else None,
        "entity_name": entity.name if entity else "",
        "reason": row.reason if row else "",
    }


def _antecedent(view: View, found: Mention) -> Mention | None:
    """The nearest earlier mention of the same person that is more than a pronoun, else the nearest one."""
    rows = view.story.resolutions
    row = rows.get(found.id)
    if row is None:
        return None
    nearest = None
    for other in reversed(view.told_mentions):
        meant = rows.get(other.id)
        if other.span.end <= found.span.start and meant is not None and meant.characters == row.characters:
            nearest = nearest or other
            if other.form.value != "PRON":
                return other
    return nearest


# ------------------------------------------------------------------------------------------------- lists


def search(view: View, words: str) -> Row:
    """Where words stand in the text, 200 places at most; case, blanks and the shape of marks do not matter."""
    pattern = _pattern(words[:_LONGEST_QUERY])
    hits: list[Row] = []
    for found in _found(view, pattern) if pattern else ():
        if len(hits) == MOST_HITS:
            return {"hits": hits, "more": True}
        hits.append(_hit(view, Span(*found.span())))
    return {"hits": hits, "more": False}


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = ["".join(_SAME_MARKS.get(mark) or re.escape(mark) for mark in _straight(word)) for word in words.split()]
    return re.compile(r"\s+".join(parts), re.IGNORECASE) if parts else None


def _straight(word: str) -> str:
    return re.sub("[–—‐‑]", "-", re.sub("[‘’‚‛]", "'", re.sub("[“”„«»]", '"', word)))


def _found(view: View, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return pattern.finditer(view.document.text)


def _hit(view: View, span: Span) -> Row:
    text, number = view.document.text, view.block(span.start)
    block = view.whole.document.blocks[number].span if view.whole.document.blocks else span
    before = text[max(span.start - _AROUND, min(block.start, span.start)) : span.start]
    after = text[span.end : min(span.end + _AROUND, max(block.end, span.end))]
    return {
        "start": span.start,
        "end": span.end,
        "block": number,
        "before": before,
        "text": span.of(text),
        "after": after,
    }


def doubts(view: View, below: float = DOUBTFUL, *, order: str = "text") -> Row:
    """Lines whose speaker is less probable than ``below``, or open.

    Args:
        view: the story.
        below: a probability.
        order: ``text``: every line, as they stand; ``worth``: the first piece of every turn that no person answered
            for, the one first whose answer would settle most.

    Raises:
        BadOption: ``below`` is no probability, or there is no such order.
    """
    if not 0 <= below <= 1:
        raise BadOption(f"{below} is no probability.", hint="Give a number from 0 to 1.")
    if order not in ("text", "worth"):
        raise BadOption(f"order is {order!r:.40}.", hint="There are: text, worth.")
    found = view.voiced if order == "text" else view.turns_by_worth
    return {"quotes": [_doubt(view, quote, row) for quote, row in found if is_doubtful(row, below)]}


def _doubt(view: View, quote: Quote, row: Attribution) -> Row:
    return {
        "id": quote.id,
        "block": view.block(quote.span.start),
        "start": quote.span.start,
        "confidence": probability(row.confidence),
        "speaker": identity(row.speaker),
    }


def lines(view: View, *, speaker: str | None = None, chapter: int | None = None, words: str = "") -> Row:
    """Lines of a person, of a chapter, or with words in them, in text order.

    Raises:
        UnknownName: there is no such person or chapter.
    """
    who = None if speaker is None else view.character(speaker).id
    where = None if chapter is None else find_chapter(view.story, chapter).span
    wanted = folded(words)
    found = (
        quote
        for quote, row in view.voiced
        if (who is None or row.speaker == who)
        and (where is None or where.start <= quote.span.start < where.end)
        and (not wanted or wanted in folded(quote.span.of(view.document.text)))
    )
    return {"quotes": [line(view, quote) for quote in found]}


def line(view: View, quote: Quote) -> Row:
    """One line as lists show it."""
    row = view.story.attribution_of(quote)
    return {
        "id": quote.id,
        "block": view.block(quote.span.start),
        "start": quote.span.start,
        "text": quote.span.of(view.document.text),
        "speaker": identity(row.speaker) if row else None,
        "addressees": identities(row.addressees) if row else [],
        "confidence": probability(row.confidence) if row else 0.0,
    }
