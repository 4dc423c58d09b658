"""What the auxiliaries say about when."""

from __future__ import annotations

import pytest

from diegesis.layers.timeline.tenses import Tenses, VerbTense
from diegesis.testing import document
from diegesis.views.clauses import Parse
from tests.layers.timeline.trees import sentence


@pytest.mark.parametrize(
    ("tree", "tense"),
    [
        ("Ann/Ann/PROPN/2/nsubj left/leave/VERB/0/root", VerbTense.PAST),
        ("Ann/Ann/PROPN/2/nsubj leaves/leave/VERB/0/root", VerbTense.PRESENT),
        ("Ann/Ann/PROPN/3/nsubj had/have/AUX/3/aux left/leave/VERB/0/root", VerbTense.PLUPERFECT),
        ("She/she/PRON/3/nsubj ’d/have/AUX/3/aux left/leave/VERB/0/root", VerbTense.PLUPERFECT),
        ("She/she/PRON/3/nsubj ’d/would/AUX/3/aux leave/leave/VERB/0/root", VerbTense.CONDITIONAL),
        ("Ann/Ann/PROPN/3/nsubj has/have/AUX/3/aux left/leave/VERB/0/root", VerbTense.PERFECT),
        ("He/he/PRON/3/nsubj ’s/be/AUX/3/aux run/run/VERB/0/root off/off/ADP/3/compound:prt", VerbTense.PRESENT),
        ("He/he/PRON/3/nsubj ’s/be/AUX/3/aux broken/break/VERB/0/root it/it/PRON/3/obj", VerbTense.PERFECT),
        ("Ann/Ann/PROPN/3/nsubj will/will/AUX/3/aux leave/leave/VERB/0/root", VerbTense.FUTURE),
        ("Ann/Ann/PROPN/3/nsubj is/be/AUX/3/aux leaving/leave/VERB/0/root", VerbTense.PRESENT),
        (
            "Ann/Ann/PROPN/3/nsubj is/be/AUX/3/aux going/go/VERB/0/root to/to/PART/5/mark leave/leave/VERB/3/xcomp",
            VerbTense.FUTURE,
        ),
        ("Ann/Ann/PROPN/3/nsubj must/must/AUX/3/aux leave/leave/VERB/0/root", VerbTense.MODAL),
        ("He/he/PRON/2/nsubj shut/shut/VERB/0/root it/it/PRON/2/obj", VerbTense.PAST),
        ("They/they/PRON/2/nsubj shut/shut/VERB/0/root it/it/PRON/2/obj", VerbTense.PRESENT),
    ],
)
def test_the_tense_of_a_verb(tree: str, tense: VerbTense) -> None:
    doc = document(" ".join(word.split("/")[0] for word in tree.split()))
    parse = Parse(sentence(doc, tree))
    root = next(word for word in parse.words if word.relation == "root")
    assert Tenses(doc.text).of(root) is tense


def test_a_verb_joined_to_another_has_its_auxiliary() -> None:
    doc = document("She had risen and gone.")
    tree = "She/she/PRON/3/nsubj had/have/AUX/3/aux risen/rise/VERB/0/root and/and/CCONJ/5/cc gone/go/VERB/3/conj"
    assert Tenses(doc.text).of(Parse(sentence(doc, tree)).words[4]) is VerbTense.PLUPERFECT
