"""Words that portray somebody, by relations of Universal Dependencies."""

from __future__ import annotations

from tests.layers.facts.telling import portrayals_of


def test_agents_patients_and_possessions() -> None:
    tree = [
        ("She", "she", "PRON", 1, "nsubj"),
        ("hit", "hit", "VERB", -1, "root"),
        ("him", "he", "PRON", 1, "obj"),
        ("with", "with", "ADP", 5, "case"),
        ("her", "she", "PRON", 5, "nmod:poss"),
        ("fist", "fist", "NOUN", 1, "obl"),
        (".", ".", "PUNCT", 1, "punct"),
    ]
    assert portrayals_of("She hit him with her fist.", tree) == [
        ("Ann", "agent", "hit", False),
        ("Tom", "patient", "hit", False),
        ("Ann", "possession", "fist", False),
    ]


def test_a_copula_describes_and_may_be_denied() -> None:
    tree = [
        ("Tom", "Tom", "PROPN", 3, "nsubj"),
        ("was", "be", "AUX", 3, "cop"),
        ("not", "not", "PART", 3, "advmod"),
        ("kind", "kind", "ADJ", -1, "root"),
        (".", ".", "PUNCT", 3, "punct"),
    ]
    assert portrayals_of("Tom was not kind.", tree) == [("Tom", "modifier", "kind", True)]


def test_the_subject_of_a_passive_suffers() -> None:
    tree = [
        ("He", "he", "PRON", 2, "nsubj:pass"),
        ("was", "be", "AUX", 2, "aux:pass"),
        ("robbed", "rob", "VERB", -1, "root"),
        (".", ".", "PUNCT", 2, "punct"),
    ]
    assert portrayals_of("He was robbed.", tree) == [("Tom", "patient", "rob", False)]
