"""Slips of words and marks, on sentences of one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layer import Tables
from diegesis.layers.findings.records import Code
from diegesis.layers.findings.view import Draft, View
from diegesis.layers.findings.wording import WORDING
from diegesis.lexicons.load import lines
from diegesis.spans import Span
from diegesis.testing import StoryBuilder, document
from tests.layers.findings.trees import sentence, with_trees


def found(text: str) -> list[tuple[str, str]]:
    """Codes and words of what the detectors find in narration."""
    view = View(document(text), Tables())
    return [(draft.code.value, draft.evidence[0].of(text)) for detector in WORDING for draft in detector(view)]


SLIPS = [
    ("She shut the the gate.", ("repeated_word", "the the")),
    ("It lay at the foot of the of the stairs.", ("repeated_word", "of the of the")),
    ("She walked walked home.", ("repeated_word", "walked walked")),
    ("He past her the salt.", ("homophone", "past")),
    ("They walked passed the mill.", ("homophone", "passed")),
    ("The dog shook it’s head.", ("homophone", "it’s")),
    ("She shook there hands.", ("homophone", "there")),
    ("He could not breath.", None),
    ("He couldn't breath.", ("homophone", "breath")),
    ("She was afraid to loose him.", ("homophone", "loose")),
    ("He took a quick peak at it.", ("homophone", "peak")),
    ("I would rather then that be hanged.", ("homophone", "then")),
    ("The mare had taken free reign of the hill.", None),
    ("She bent down too see it.", ("homophone", "too")),
    ("Their lips where moving.", ("homophone", "where")),
    ("It lay were he had put it.", ("homophone", "were")),
    ("They should of gone by now.", ("homophone", "of")),
    ("I definately heard it.", ("typo", "definately")),
    ("She closed the galery behind her.", None),
    ("He griinned at her.", ("typo", "griinned")),
    ("The rope was knoted twice.", ("typo", "knoted")),
    ("She fed the kettel, the cat and the fire.", ("typo", "kettel")),
    ("She laid hand on his arm.", ("missing_word", "laid hand")),
    ("He wrote it on the back his hand.", ("missing_word", "back his")),
    ("She asked him if would stay.", ("missing_word", "if would")),
    ("He was able see the mill.", ("missing_word", "able see")),
    ("The key hung in cupboard.", ("missing_word", "in cupboard")),
    ("She would have begin again.", ("missing_word", "have begin")),
    ("The principle reason was the rain.", ("homophone", "principle")),
    ("The coat was to small for him.", ("homophone", "to")),
]


@pytest.mark.parametrize(("text", "slip"), [row for row in SLIPS if row[1]])
def test_slips_of_one_word(text: str, slip: tuple[str, str]) -> None:
    assert found(text) == [slip]


CLEAN = [
    "She had had enough, and knew that that was so.",
    "It was a long, long way, and very very cold.",
    "He walked past the mill at half past two.",
    "It’s late, and its lamp is out.",
    "They are there, and their house is there too.",
    "He let loose the dogs, lest he lose them.",
    "The waggon stood before the gaol till to-morrow.",
    "She was led to the lead mine.",
    "A better man than he would have waited, and then gone.",
    "I know whose it is and who's there.",
    "They were where they had been.",
    "She spoke of its not being there, of their coming, and of your not waiting.",
    "What it is is nobody's business.",
    "He sat with his hands on his knees, hand in hand with nobody.",
]


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_right_stays(text: str) -> None:
    assert found(text) == []


def test_dialect_of_a_speaker_is_no_slip() -> None:
    text = '"I should of knowed it was wrote," said Ned. "We was goin to to-morrer."'
    story = StoryBuilder(text).character("Ned").quote('"I should of knowed it was wrote,"', speaker="Ned")
    made = story.quote('"We was goin to to-morrer."', speaker="Ned").build()
    view = View(made.document, made.tables)
    assert [draft for detector in WORDING for draft in detector(view)] == []


def test_a_speech_that_nothing_closes_and_somebody_answers() -> None:
    text = "“Is that the boat?\n\n“No,” said Ann. “That is the mill.”"
    story = StoryBuilder(text).character("Ann").character("Ben")
    story.quote("“Is that the boat?", speaker="Ben").quote("“No,”", speaker="Ann").quote(
        "“That is the mill.”", speaker="Ann"
    )
    made = story.build()
    drafts = [draft for detector in WORDING for draft in detector(View(made.document, made.tables))]
    assert [(draft.code, draft.evidence[0].start) for draft in drafts] == [(Code.UNCLOSED_QUOTE, 0)]


def test_a_noun_without_its_article() -> None:
    text = "She looked at window."
    row = sentence(text, 0, "She|she|PRON|1|nsubj looked|look|VERB|-1|root at|at|ADP|3|case window|window|NOUN|1|obl")
    view = View(document(text), with_trees(Tables(), [row]))
    drafts: list[Draft] = [draft for detector in WORDING for draft in detector(view)]
    assert [(draft.code, draft.evidence) for draft in drafts] == [(Code.MISSING_WORD, (Span(11, 20),))]


@given(st.sampled_from([line.split()[0] for line in lines("misspellings")]))
def test_every_misspelling_of_the_list_is_found_in_narration(word: str) -> None:
    assert ("typo", word) in found(f"Nobody had put {word} on the card.")


def test_no_misspelling_is_listed_as_right() -> None:
    rows = [line.split(" ", 1) for line in lines("misspellings")]
    wrong = {row[0] for row in rows}
    assert not [right for _, right in rows if right in wrong]
