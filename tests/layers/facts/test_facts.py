"""What the text states of somebody, and what it only asks, wishes or supposes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layers.facts.records import Attribute
from tests.layers.facts.telling import facts_of, ledger_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was a potter.", "Ann occupation potter"),
        ("She was not a potter.", "Ann occupation not potter"),
        ("Tom, the baker of Mill Lane, was late.", "Tom occupation baker of Mill Lane"),
        ("He had been a sailor for ten years.", "Tom occupation sailor for ten years"),
        ("He was nineteen.", "Tom age nineteen"),
        ("She had been sixty-one since June.", "Ann age sixty-one"),
        ("He could not have been above seven.", "Tom age seven"),
        ("She was twelve years old.", "Ann age twelve years old"),
        ("Tom, who was thirty, said nothing.", "Tom age thirty"),
        ("He was a man of about forty.", "Tom age forty"),
        ("At sixty-one he gave up the boat.", "Tom age sixty-one"),
        ("She was six feet tall.", "Ann height six feet tall"),
        ("He was tall and thin.", "Tom build thin"),
        ("She was from Leeds.", "Ann origin Leeds"),
        ("He was afraid of the dark.", "Tom fear the dark"),
        ("He was dead.", "Tom alive dead"),
        ("She was called Red.", "Ann name Red"),
    ],
)
def test_copulas_state_what_somebody_is(text: str, expected: str) -> None:
    assert expected in ledger_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She pushed back her red hair.", "Ann hair_colour red hair"),
        ("His eyes were pale blue.", "Tom eye_colour pale blue"),
        ("She looked at him with her green eyes.", "Ann eye_colour green eyes"),
        ("She liked the blue of his eyes.", "Tom eye_colour blue of his eyes"),
        ("His left arm was broken.", "Tom injury broken"),
        ("He moved his bad knee.", "Tom injury bad knee"),
        ("Tom had a scar on the cheek.", "Tom injury scar on the cheek"),
        ("A scar ran down his cheek.", "Tom injury scar ran down his cheek"),
        ("Ann's dog barked.", "Ann possession dog"),
        ("She had two brothers.", "Ann family two brothers"),
        ("Her sister was late.", "Ann family sister"),
        ("His name was Tom Hale.", "Tom name Tom Hale"),
    ],
)
def test_possessives_and_having_say_what_somebody_has(text: str, expected: str) -> None:
    assert expected in ledger_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She lived above the shop.", "Ann residence above the shop"),
        ("He worked as a clerk.", "Tom occupation worked as a clerk"),
        ("She kept house for her uncle.", "Ann occupation kept house for her uncle"),
        ("He lost an eye at sea.", "Tom injury lost an eye"),
        ("She broke his arm.", "Tom injury broke his arm"),
        ("He died in March.", "Tom alive died in March"),
        ("She spoke German.", "Ann skill spoke German"),
        ("He could not swim.", "Tom skill not swim"),
        ("The tall girl laughed.", "Ann height tall girl"),
    ],
)
def test_verbs_and_names_tell_what_lasts(text: str, expected: str) -> None:
    assert expected in ledger_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "If she was a potter, nobody knew.",
        "Was he nineteen?",
        "She would be a potter.",
        "He wished she was a potter.",
        "He thought he was dead.",
        "She was tired.",
        "She was in the kitchen.",
        "He was one of them.",
        "He lived in fear.",
        "He was as old as that.",
    ],
)
def test_questions_wishes_and_what_passes_are_no_facts(text: str) -> None:
    kept = {Attribute.OCCUPATION, Attribute.AGE, Attribute.ALIVE, Attribute.RESIDENCE, Attribute.POSSESSION}
    assert not [fact for fact in facts_of(text) if fact.attribute in kept]


def test_who_speaks_is_the_holder_and_i_and_you_are_the_two_who_talk() -> None:
    assert ledger_of('"I am nineteen," said Tom.', "T") == {"Tom age nineteen (Tom)"}
    assert ledger_of('"You\'re nineteen," said Tom.', "T") == {"Ann age nineteen (Tom)"}


def test_a_short_answer_tells_what_was_asked() -> None:
    assert "Ann age Nineteen (Ann)" in ledger_of('"How old are you?" said Tom.\n\n"Nineteen," said Ann.', "TA")


def test_the_evidence_is_tight() -> None:
    text = "Everybody knew that she was a potter in those days."
    fact = next(fact for fact in facts_of(text) if fact.attribute is Attribute.OCCUPATION)
    assert fact.evidence[0].of(text).startswith("a potter")


@pytest.mark.xfail(strict=True, reason="what is only implied needs a reader: a widow's weeds, a nurse's pin")
def test_what_is_implied_is_found() -> None:
    assert "Ann marital_status widow" in ledger_of("She had worn black since they put him in the ground.")


WORDS = st.sampled_from("She he was her his a old potter eyes blue nineteen , . had not dead Tom Ann of in".split())


@given(st.lists(WORDS, max_size=25))
def test_any_words_give_sound_rows(words: list[str]) -> None:
    text = " ".join(words)
    for fact in facts_of(text):
        assert 0 < fact.confidence <= 1
        assert fact.value
        assert all(0 <= span.start < span.end <= len(text) for span in fact.evidence)
