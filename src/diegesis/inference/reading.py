"""What the reader has seen of one book: spans, events, and chances of antecedents and speakers."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from diegesis.inference.antecedents import Choices, choose, describe
from diegesis.inference.model import BEYOND, CHUNK, Model, States
from diegesis.inference.pieces import Integers, Pieces, cut
from diegesis.inference.session import Floats
from diegesis.inference.spans import Scored, decode_spans, nested
from diegesis.inference.syntax import Parsed, parse
from diegesis.spans import Span

_NEVER = np.float32(-1e4)
#: Turns whose links are scored at once.
TURNS = 256


@dataclass(frozen=True, slots=True)
class Found:
    """A span with its label and its probability.

    Attributes:
        label: a type (``PER`` ...) for entities, a form (``PROP``, ``NOM``, ``PRON``) for mentions, ``EVENT``.
    """

    span: Span
    label: str
    probability: float


@dataclass(frozen=True)
class TurnLinks:
    """Turns of speech and what each may be linked to.

    Attributes:
        turns: per turn: its characters ``[start, end)``, the end of its first piece, and the place of its tag's
            mention or ``None``.
        mentions: characters of the mentions that links go to.
        kind: 0 mention, 1 earlier turn, -1 no link, [turns, links].
        position: of the mention or turn, [turns, links].
        features: categories, [turns, links, features].
    """

    turns: Sequence[tuple[Span, int, Span | None]]
    mentions: Sequence[Span]
    kind: Integers
    position: Integers
    features: Integers


class Reading:
    """One pass over a text.

    Attributes:
        entities, mentions, events: in text order, the longer first where they nest.
    """

    def __init__(self, model: Model, pieces: Pieces, *, threads: int = 2) -> None:
        self._model = model
        self._pieces = pieces
        self._threads = threads
        self._states: States = model.encode(pieces, threads=threads)
        self._chosen: tuple[list[tuple[int, int, int]], Choices] | None = None
        types, forms, events = self._spans()
        self.entities = tuple(self._found(span, "types") for span in nested(types))
        self.mentions = tuple(self._found(span, "forms") for span in nested(forms))
        self.events = tuple(Found(self._span(word, word), "EVENT", chance) for word, chance in events)

    def _spans(self) -> tuple[list[Scored], list[Scored], list[tuple[int, float]]]:
        types: list[Scored] = []
        forms: list[Scored] = []
        events: list[tuple[int, float]] = []
        starts = range(0, self._pieces.words, CHUNK)
        _ = self._model.spans  # Loaded once, before threads ask for it.
        with ThreadPoolExecutor(self._threads) as pool:
            for start, (of_types, of_forms, chances) in zip(starts, pool.map(self._spans_from, starts), strict=True):
                types += of_types
                forms += of_forms
                events += [(start + int(at), float(chances[at])) for at in np.flatnonzero(chances > 0.5)]
        return types, forms, events

    def _spans_from(self, start: int) -> tuple[list[Scored], list[Scored], Floats]:
        """Spans that begin in a chunk of words, by type and by form, and its chances of events."""
        rows = slice(start, start + CHUNK + BEYOND)
        first, last = (part[rows].astype(np.float32) for part in (self._states.first, self._states.last))
        *scores, odds = self._model.spans(first=first, last=last)
        types, forms = (
            [span for span in decode_spans(one, offset=start) if span.first < start + CHUNK] for one in scores
        )
        return types, forms, 0.5 + 0.5 * np.tanh(0.5 * odds[:CHUNK])  # As the logistic function, which may overflow.

    def _span(self, first: int, last: int) -> Span:
        return Span(int(self._pieces.starts[first]), int(self._pieces.ends[last]))

    def _found(self, span: Scored, head: str) -> Found:
        return Found(self._span(span.first, span.last), self._model.card.labels[head][span.label], span.probability)

    def words(self, span: Span) -> tuple[int, int]:
        """First and last word of a span (both inside); the nearest word where it holds none."""
        first = max(0, int(np.searchsorted(self._pieces.starts, span.start, side="right")) - 1)
        return first, max(first, int(np.searchsorted(self._pieces.starts, span.end)) - 1)

    def antecedents(self, spans: Sequence[Span], forms: Sequence[str]) -> Choices:
        """Chances of antecedents for mentions in text order.

        Args:
            spans: of the mentions; any, not those found by the reader alone.
            forms: ``PROP``, ``NOM`` or ``PRON``, one each.
        """
        numbers = {form: number for number, form in enumerate(self._model.card.labels["forms"])}
        rows = [(*self.words(span), numbers[form]) for span, form in zip(spans, forms, strict=True)]
        if self._chosen is None or self._chosen[0] != rows:  # Two layers ask for the same mentions.
            self._chosen = rows, choose(self._model, self._states, describe(self._pieces, rows), threads=self._threads)
        return self._chosen[1]

    def parse(self, sentences: Sequence[Sequence[Span]]) -> list[Parsed]:
        """Parts of speech, heads and relations of sentences, given as the spans of their words."""
        return parse(self._model, self._states, self._pieces, sentences, threads=self._threads)

    def speakers(self, links: TurnLinks) -> tuple[Floats, Floats]:
        """Chances of every turn's links for its speaker and for its addressees.

        Returns:
            Two tables [turns, 1 + links]; the first column is for none of the links. Each row sums to 1.
        """
        count = len(links.turns)
        scores = np.zeros((count, 1 + links.kind.shape[1], 2), dtype=np.float32)
        if not links.kind.size:
            nobody = np.ones(scores.shape[:2], dtype=np.float32)
            return nobody, nobody
        turns, known = self._ends(links)
        for start in range(0, count, TURNS):
            rows = slice(start, min(start + TURNS, count))
            places = np.maximum(links.position[rows] + (links.kind[rows] == 1) * len(links.mentions), 0)
            (found,) = self._model.link(ours=turns[rows], theirs=known[places], features=links.features[rows])
            scores[rows, 1:] = np.where((links.kind[rows] < 0)[..., None], _NEVER, found)
        odds = np.exp(scores - scores.max(1, keepdims=True))
        chances = odds / odds.sum(1, keepdims=True)
        return chances[..., 0], chances[..., 1]

    def _ends(self, links: TurnLinks) -> tuple[Floats, Floats]:
        """Vectors of the turns, and of what links may go to: mentions, then turns as earlier ones."""
        turns, earlier = self._model.turn(states=np.stack([self._turn_states(turn) for turn in links.turns]))
        if not links.mentions:
            return turns, earlier
        (names,) = self._model.name(states=np.stack([self._mention_states(span) for span in links.mentions]))
        return turns, np.concatenate([names, earlier])

    def _mention_states(self, span: Span) -> Floats:
        first, last = self.words(span)
        return np.concatenate((self._states.first[first], self._states.last[last])).astype(np.float32)

    def _turn_states(self, turn: tuple[Span, int, Span | None]) -> Floats:
        """First, last, last of the first piece, before, after, tag; zeros where there is no such word."""
        span, piece_end, tag = turn
        first, last = self.words(span)
        _, inner = self.words(Span(span.start, piece_end))
        parts = np.zeros((6, self._states.first.shape[1]), dtype=np.float32)
        parts[0], parts[1], parts[2] = self._states.first[first], self._states.last[last], self._states.last[inner]
        if first > 0:
            parts[3] = self._states.last[first - 1]
        if last + 1 < self._pieces.words:
            parts[4] = self._states.first[last + 1]
        if tag is not None:
            parts[5] = self._states.first[self.words(tag)[1]]
        return parts.reshape(-1)


def read_pieces(
    model: Model, text: str, *, quotes: Sequence[Span], paragraphs: Sequence[int], threads: int = 2
) -> Reading | None:
    """Read a text.

    Args:
        model: from ``load_model``.
        text: any string.
        quotes: the pieces inside quotation marks.
        paragraphs: where paragraphs begin, in characters.
        threads: windows computed at once; results are the same with any number.

    Returns:
        ``None`` for a text without words.
    """
    pieces = cut(text, model.tokenizer, quotes=quotes, paragraphs=paragraphs)
    return Reading(model, pieces, threads=threads) if pieces.words else None
