"""Trees out of scores, against trying all; sentences parsed together are those parsed one by one."""

from __future__ import annotations

import re
import threading
import time
from itertools import product
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.inference import syntax as module
from diegesis.inference.model import States
from diegesis.inference.pieces import Pieces, cut
from diegesis.inference.reading import Reading, read_pieces
from diegesis.inference.syntax import LONGEST, PAIRS, Parsed, parse, tree
from diegesis.spans import Span
from tests.inference.made_up import RELATIONS, TAGS, WIDTH, MadeModel, letters, relation, syntax

# ------------------------------------------------------------------------------------------- the best tree


def is_tree(heads: list[int]) -> bool:
    """Whether all tokens lead to one root; 0 is a root, else 1 + the position of the head."""
    if heads.count(0) != 1:
        return False
    for token in range(1, 1 + len(heads)):
        path = [token]
        while heads[path[-1] - 1]:
            path.append(heads[path[-1] - 1])
            if len(path) > len(heads):
                return False
    return True


def worth(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[token, head] for token, head in enumerate(heads)))


def gains_most(scores: np.ndarray) -> int:
    """The token for which being the root is most above its best head."""
    if len(scores) == 1:
        return 0
    others = [max(scores[at, 1 + head] for head in range(len(scores)) if head != at) for at in range(len(scores))]
    return int(np.argmax(scores[:, 0] - others))


def by_trying_all(scores: np.ndarray, root: int) -> float:
    """What the best tree with a root is worth."""
    choices = [[0] if at == root else range(1, 1 + len(scores)) for at in range(len(scores))]
    return max(worth(scores, list(heads)) for heads in product(*choices) if is_tree(list(heads)))


def drawn_scores(seed: int, count: int, *, whole: bool) -> np.ndarray:
    """Scores of heads; whole numbers are few, so that many trees are worth the same."""
    chance = np.random.default_rng(seed)
    shape = (count, 1 + count)
    return (chance.integers(-2, 3, shape) if whole else 4 * chance.standard_normal(shape)).astype(np.float32)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_it_is_the_best_tree_with_its_root(count: int, *, whole: bool) -> None:
    for seed in range(60 if count < 6 else 12):
        scores = drawn_scores(seed, count, whole=whole)
        heads = tree(scores).tolist()
        assert is_tree(heads), (scores, heads)
        assert heads.index(0) == gains_most(scores), scores
        assert worth(scores, heads) == pytest.approx(by_trying_all(scores, heads.index(0)), abs=1e-4), (scores, heads)


@given(st.integers(7, 40), st.integers(0, 1000), st.booleans())
def test_longer_ones_are_trees_with_one_root(count: int, seed: int, whole: bool) -> None:
    scores = drawn_scores(seed, count, whole=whole)
    heads = tree(scores).tolist()
    assert is_tree(heads)
    assert heads.index(0) == gains_most(scores)


@pytest.mark.parametrize("count", [2, 3, 9])
def test_scores_that_tell_nothing_still_give_a_tree(count: int) -> None:
    assert is_tree(tree(np.zeros((count, 1 + count), dtype=np.float32)).tolist())


def scored(count: int, **heads: float) -> np.ndarray:
    """Scores by ``TOKEN_HEAD``, each from ``a`` on, ``0`` the root; the rest are far below."""
    table = np.full((count, 1 + count), -50.0, dtype=np.float32)
    for pair, score in heads.items():
        token, head = pair.split("_")
        table["abcdef".index(token), "0abcdef".index(head)] = score
    return table


@pytest.mark.parametrize(
    ("scores", "greedy", "best"),
    [
        # The cycle of a and b is left where it costs least, not at the better of the ways out.
        (scored(3, a_b=10, b_a=10, a_c=1, b_c=8, c_0=5), [2, 1, 0], [2, 3, 0]),
        (scored(3, a_b=10, b_a=20, a_c=1, b_c=8, c_0=5), [2, 1, 0], [3, 1, 0]),
        # What hangs on the cycle is left as it was.
        (scored(4, a_b=10, b_a=10, a_c=9, b_c=8, c_0=5, d_b=3, d_c=2), [2, 1, 0, 2], [3, 1, 0, 2]),
        # Once a and b are seen as one, they are in a cycle with c.
        (scored(4, a_b=9, b_a=9, a_c=8, c_a=9, c_d=2, b_d=5, a_d=1, d_0=5), [2, 1, 1, 0], [2, 4, 1, 0]),
        # Two cycles.
        (
            scored(5, a_b=9, b_a=9, c_d=9, d_c=9, a_c=7, b_e=1, c_e=6, d_e=2, d_a=4, e_0=5),
            [2, 1, 4, 3, 0],
            [3, 1, 5, 3, 0],
        ),
    ],
)
def test_a_cycle_of_best_heads_is_broken(scores: np.ndarray, greedy: list[int], best: list[int]) -> None:
    heads = scores.argmax(1).tolist()
    assert heads == greedy
    assert not is_tree(heads)
    assert tree(scores).tolist() == best
    assert worth(scores, best) == by_trying_all(scores, best.index(0))


def test_of_two_tokens_that_would_be_the_root_one_is() -> None:
    scores = scored(3, a_0=9, a_b=1, b_0=9, b_a=4, c_0=9, c_b=8)
    assert scores.argmax(1).tolist() == [0, 0, 0]
    assert tree(scores).tolist() == [0, 1, 2]


def test_no_token_is_its_own_head() -> None:
    scores = drawn_scores(1, 5, whole=False)
    usual = tree(scores)
    scores[np.arange(5), np.arange(1, 6)] = 100.0
    assert np.array_equal(tree(scores), usual)


# ------------------------------------------------------------------------------------------- sentences

#: Of many lengths; the words of *don't* are tokens that share a word.
LINES = (
    "Ann came.",
    "I don't know",
    "Go!",
    "He and she and the old dog ran home.",
    "",
    "No",
    "Ann came.",
    "We saw him, as they saw us, at ten",
    "That was all, or nearly all.",
)
TEXT = "\n".join(LINES)


def sentences() -> list[list[Span]]:
    found: list[list[Span]] = []
    begin = 0
    for line in LINES:
        places = [match.span() for match in re.finditer(r"n't|\w+?(?=n't)|\w+|[^\w\s]", line)]
        found.append([Span(begin + start, begin + end) for start, end in places])
        begin += len(line) + 1
    return found


SENTENCES = sentences()


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return cut(TEXT, letters(), quotes=(), paragraphs=())


@pytest.fixture(scope="module")
def states(pieces: Pieces) -> States:
    return MadeModel().encode(pieces)


def one_by_one(pieces: Pieces, states: States, tokens: list[Span]) -> Parsed:
    """A sentence by itself, without padding."""
    rows = []
    for token in tokens:
        inside = [at for at in range(pieces.words) if pieces.starts[at] < token.end and token.start < pieces.ends[at]]
        rows.append(np.concatenate((states.first[inside[0]], states.last[inside[-1]])).astype(np.float32))
    tags, scores, rooted = syntax(np.stack(rows)[None])
    heads = tree(scores[0])
    (relations,) = relation(rooted, heads[None])
    return Parsed(
        tuple(TAGS[at] for at in tags[0].argmax(-1)),
        tuple((heads - 1).tolist()),
        tuple(RELATIONS[at] for at in relations[0].argmax(-1)),
    )


@pytest.mark.parametrize("pairs", [1, 20, 100, PAIRS])
@pytest.mark.parametrize("threads", [1, 2, 4])
def test_sentences_come_back_in_their_order(pieces: Pieces, states: States, pairs: int, threads: int) -> None:
    """In batches by length, in any number of threads."""
    with patch.object(module, "PAIRS", pairs):
        found = parse(MadeModel(), states, pieces, SENTENCES, threads=threads)
    assert [len(one.tags) for one in found] == [len(tokens) for tokens in SENTENCES]
    for tokens, parsed in zip(SENTENCES, found, strict=True):
        assert parsed == (one_by_one(pieces, states, tokens) if tokens else Parsed((), (), ()))


def test_the_made_parses_are_worth_testing_with(pieces: Pieces, states: States) -> None:
    """Of many tags, relations and trees: else the tests around could not fail."""
    found = parse(MadeModel(), states, pieces, SENTENCES)
    assert {tag for one in found for tag in one.tags} == set(TAGS)
    assert len({name for one in found for name in one.relations}) > 3
    assert len({one.heads.index(-1) for one in found if one.heads}) > 2
    assert found[0] == found[6], "the same words, the same parse"
    do, not_ = SENTENCES[1][1:3]
    assert (do.of(TEXT), not_.of(TEXT)) == ("do", "n't")


@pytest.mark.parametrize("threads", [2, 3])
def test_batches_that_are_late_change_nothing(pieces: Pieces, states: States, threads: int) -> None:
    late = threading.Lock()

    def slow_at_first(tokens: np.ndarray) -> list[np.ndarray]:
        if late.acquire(blocking=False):
            time.sleep(0.02)
        return syntax(tokens)

    with patch.object(module, "PAIRS", 20):
        one = parse(MadeModel(), states, pieces, SENTENCES, threads=1)
        many = parse(MadeModel(syntax=slow_at_first), states, pieces, SENTENCES, threads=threads)
    assert one == many


def test_batches_are_bounded_and_of_like_length(pieces: Pieces, states: States) -> None:
    shapes: list[tuple[int, ...]] = []

    def listening(tokens: np.ndarray) -> list[np.ndarray]:
        shapes.append(tokens.shape)
        return syntax(tokens)

    with patch.object(module, "PAIRS", 50):
        parse(MadeModel(syntax=listening), states, pieces, SENTENCES * 3, threads=1)
    assert sum(count for count, _, _ in shapes) == 3 * (len(SENTENCES) - 1)
    assert all(count == 1 or count * length**2 <= 50 for count, length, _ in shapes)
    assert any(count > 1 for count, _, _ in shapes)
    assert [length for _, length, _ in shapes] == sorted(length for _, length, _ in shapes)
    assert {width for _, _, width in shapes} == {2 * WIDTH}


@pytest.mark.parametrize("longest", [1, 2, 3, 5])
def test_a_longer_sentence_is_parsed_in_parts(pieces: Pieces, states: States, longest: int) -> None:
    with patch.object(module, "LONGEST", longest):
        found = parse(MadeModel(), states, pieces, SENTENCES)
    for tokens, parsed in zip(SENTENCES, found, strict=True):
        parts = [tokens[start : start + longest] for start in range(0, len(tokens), longest)]
        expected = [one_by_one(pieces, states, part) for part in parts]
        assert parsed.tags == tuple(tag for part in expected for tag in part.tags)
        assert parsed.relations == tuple(name for part in expected for name in part.relations)
        shifted = [(number * longest, head) for number, part in enumerate(expected) for head in part.heads]
        assert parsed.heads == tuple(head if head < 0 else start + head for start, head in shifted)
        assert parsed.heads.count(-1) == len(parts)


def test_a_sentence_of_one_word_too_many() -> None:
    text = "a1 " * (LONGEST + 1)
    pieces = cut(text, letters(), quotes=(), paragraphs=())
    tokens = [Span(at, at + 2) for at in range(0, len(text), 3)]
    model = MadeModel()
    states = model.encode(pieces)
    whole, longer = parse(model, states, pieces, [tokens[:-1], tokens])
    assert (whole.heads.count(-1), longer.heads.count(-1)) == (1, 2)
    assert longer.heads == (*whole.heads, -1)
    assert is_tree([head + 1 for head in whole.heads])


@pytest.mark.parametrize("given", [[], [[]], [[], [], []]])
def test_where_there_is_nothing_to_parse_no_graph_is_asked(
    pieces: Pieces, states: States, given: list[list[Span]]
) -> None:
    model = MadeModel(syntax=None, relation=None)
    assert parse(model, states, pieces, given) == [Parsed((), (), ())] * len(given)


def test_a_reading_parses_what_it_has_read(pieces: Pieces, states: States) -> None:
    for threads in (1, 2):
        found = read_pieces(MadeModel(), TEXT, quotes=(), paragraphs=(), threads=threads)
        assert isinstance(found, Reading)
        assert found.parse(SENTENCES) == parse(MadeModel(), states, pieces, SENTENCES)
