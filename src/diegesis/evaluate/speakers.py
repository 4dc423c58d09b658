"""Who says each gold line, scored under three mappings of predicted to gold people.

*By name*: the predicted name, then the aliases in order; the first that equals an unshared gold name decides.
*One-to-one*: the assignment of predicted to gold people that makes most lines right. *B-cubed* (Bagga and Baldwin
1998) over lines. Every gold line with a single speaker counts; a missed or unattributed one is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from diegesis.evaluate.gold import GoldBook, Line
from diegesis.evaluate.match import Letters, match_spans
from diegesis.evaluate.names import NameTable
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.speakers.records import Attribution, Basis
from diegesis.story import Story

#: Probabilities are scored to so many digits, which saved predictions keep (``predictions``).
PROBABILITY_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredLine:
    """The verdict on one gold line.

    Attributes:
        book: the book's name.
        number: the line's position among the gold lines of the book, from 0.
        basis: explicit, anaphoric, implicit, or ``None`` where gold does not say.
        kind: the gold kind.
        speaker: gold speaker.
        predicted: the predicted character that holds more than half of the line's letters, or ``None``.
        by_name: right under the mapping by name.
        one_to_one: right under the best assignment.
        precision, recall: B-cubed, 0 to 1.
        confidence: probability given to the predicted speaker, 0 where there is none.
        addressee: whether any gold addressee is named; ``None`` where gold has none.
    """

    book: str
    number: int
    basis: Basis | None
    kind: QuoteKind
    speaker: str
    predicted: str | None
    by_name: bool
    one_to_one: bool
    precision: float
    recall: float
    confidence: float
    addressee: bool | None


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the predicted story says about one gold piece, and the letters at stake."""

    letters: int
    row: Attribution | None


def quotes_of(story: Story, kinds: Iterable[QuoteKind]) -> list[Quote]:
    """Quotes of the given kinds, in text order."""
    wanted = frozenset(kinds)
    return [quote for quote in story.quotes if quote.kind in wanted]


def outermost(quotes: Sequence[Quote]) -> list[Quote]:
    """Those of the quotes that lie in none of the others."""
    present = {quote.id for quote in quotes}
    return [quote for quote in quotes if quote.parent is None or quote.parent not in present]


def named_characters(story: Story, table: NameTable) -> dict[str, str]:
    """Gold character by predicted character, where a name decides."""
    decided = {}
    for character in story.characters:
        names = [character.name, *(alias.text for alias in story.aliases[character.id])]
        who = table.who(names)
        if who is not None:
            decided[character.id] = who
    return decided


def score_speakers(
    gold: GoldBook,
    predicted: Story,
    quotes: Sequence[Quote],
    *,
    kinds: Iterable[QuoteKind] = (QuoteKind.SPEECH,),
) -> list[ScoredLine]:
    """Score every gold line of some kinds that has a single speaker.

    Args:
        gold: the gold book.
        predicted: a story over the same text.
        quotes: the predicted quotes that may answer for a line.
        kinds: gold kinds that count.
    """
    wanted = frozenset(kinds)
    lines = [line for line in gold.lines if line.kind in wanted and line.speaker is not None]
    heard = _hear(gold.story.document.text, lines, predicted, quotes)
    mapping = named_characters(predicted, gold.name_table)
    majority = [_majority(pieces) for pieces in heard]
    pairs = [(line.speaker or "", who) for line, who in zip(lines, majority, strict=True)]
    assigned = best_assignment(pairs)
    bcubed = b_cubed(pairs)
    return [
        ScoredLine(
            book=gold.name,
            number=number,
            basis=line.basis,
            kind=line.kind,
            speaker=pairs[number][0],
            predicted=majority[number],
            by_name=_share(heard[number], _said_by(pairs[number][0], mapping)),
            one_to_one=majority[number] is not None and assigned.get(majority[number] or "") == line.speaker,
            precision=bcubed[number][0],
            recall=bcubed[number][1],
            confidence=_confidence(heard[number], majority[number]),
            addressee=_addressed(line, heard[number], mapping),
        )
        for number, line in enumerate(lines)
    ]


def _hear(text: str, lines: Sequence[Line], predicted: Story, quotes: Sequence[Quote]) -> list[list[_Heard]]:
    """For each line, what the best predicted quote of each of its pieces says."""
    letters = Letters(text)
    pieces = [piece for line in lines for piece in line.pieces]
    best = match_spans(letters, [piece.span for piece in pieces], [quote.span for quote in quotes]).best
    rows = [predicted.attribution_of(quotes[at]) if at is not None else None for at in best]
    heard = iter(_Heard(max(1, letters.of(piece.span)), row) for piece, row in zip(pieces, rows, strict=True))
    return [[next(heard) for _ in line.pieces] for line in lines]


def _share(heard: Sequence[_Heard], right: Callable[[Attribution], bool]) -> bool:
    """Whether the pieces that are right hold more than half of the letters."""
    good = sum(piece.letters for piece in heard if piece.row is not None and right(piece.row))
    return 2 * good > sum(piece.letters for piece in heard)


def _said_by(speaker: str, mapping: Mapping[str, str]) -> Callable[[Attribution], bool]:
    return lambda row: row.speaker is not None and mapping.get(row.speaker) == speaker


def _majority(heard: Sequence[_Heard]) -> str | None:
    """The predicted character that holds more than half of the letters."""
    held: Counter[str] = Counter()
    for piece in heard:
        if piece.row is not None and piece.row.speaker is not None:
            held[piece.row.speaker] += piece.letters
    who, letters = held.most_common(1)[0] if held else ("", 0)
    return who if 2 * letters > sum(piece.letters for piece in heard) else None


def _confidence(heard: Sequence[_Heard], who: str | None) -> float:
    """Mean confidence, weighted by letters, of the pieces given to ``who``; 0 for nobody."""
    own = [
        (piece.letters, round(piece.row.confidence, PROBABILITY_DIGITS))
        for piece in heard
        if who is not None and piece.row is not None and piece.row.speaker == who
    ]
    weight = sum(letters for letters, _ in own)
    return sum(letters * confidence for letters, confidence in own) / weight if weight else 0.0


def _addressed(line: Line, heard: Sequence[_Heard], mapping: Mapping[str, str]) -> bool | None:
    if not line.addressees:
        return None
    wanted = frozenset(line.addressees)
    return _share(heard, lambda row: any(mapping.get(who) in wanted for who in row.addressees))


Pair = tuple[str, str | None]  #: gold person, predicted person


def best_assignment(pairs: Sequence[Pair]) -> dict[str, str]:
    """Gold person by predicted person: the one-to-one assignment that makes most pairs agree.

    Of equally good ones the same is taken whatever the predicted persons' ids are.
    """
    import networkx

    counts = Counter((speaker, who) for speaker, who in pairs if who is not None)
    graph = networkx.Graph()
    for (speaker, who), count in counts.items():
        graph.add_edge(("gold", speaker), ("predicted", who), weight=count)
    assigned = {}
    for edge in networkx.max_weight_matching(graph):
        (_, speaker), (_, who) = sorted(edge)
        assigned[who] = speaker
    return assigned


def b_cubed(pairs: Sequence[Pair]) -> list[tuple[float, float]]:
    """B-cubed precision and recall of each pair; an unattributed line has neither."""
    both = Counter(pairs)
    gold = Counter(speaker for speaker, _ in pairs)
    predicted = Counter(who for _, who in pairs)
    return [
        (both[speaker, who] / predicted[who], both[speaker, who] / gold[speaker]) if who is not None else (0.0, 0.0)
        for speaker, who in pairs
    ]
