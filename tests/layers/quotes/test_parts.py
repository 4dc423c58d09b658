"""The parts: repairs and damage, tags, and what sounds spoken."""

from __future__ import annotations

import pytest

from diegesis.layers.quotes.tags import attached_tag, tag_after, tag_before
from diegesis.layers.quotes.voice import may_be_spoken, spoken_score
from tests.layers.quotes.test_cases import damage_of, quotes_of


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ('"Come in," said Ann.', ""),
        ('"It began in May.\n\n"Then it rained."', ""),
        ('"Come in, said Ann.', "closing mark missing: ended before the tag"),
        ('"Come in.\n\nShe sat.', "closing mark missing: ended with the paragraph"),
        ('Come in," said Ann.', "opening mark missing: begins with the sentence"),
        ('""Come in," said Ann.', "doubled mark read as one"),
        ("'Come in,” said Ann.", "opened and closed by marks of two kinds"),
    ],
)
def test_a_repair_is_said_in_words(text: str, repair: str) -> None:
    assert quotes_of(text)[0].repair == repair


def test_a_repaired_quote_ends_before_its_tag() -> None:
    text = '"Come in, said Ann.\n\n"Thank you," said Ben.'
    first, second = quotes_of(text)
    assert first.span.of(text) == '"Come in,'
    assert first.inner.of(text) == "Come in,"
    assert second.span.of(text) == '"Thank you,"'
    assert first.utterance != second.utterance


def test_inner_leaves_the_marks_out() -> None:
    text = "“Come in,” said Ann. *Not again*, she thought."
    assert [quote.inner.of(text) for quote in quotes_of(text)] == ["Come in,", "Not again"]


def test_a_book_without_marks_is_reported() -> None:
    text = "\n\n".join(f"Then said the wife: Go thou down to well {number} and draw." for number in range(30))
    (damage,) = damage_of(text)
    assert damage.code == "unmarked_speech"
    assert damage.span.of(text) == "said"
    assert not quotes_of(text)


def test_a_clean_text_has_no_damage() -> None:
    assert not damage_of('"Come in," said Ann. The dogs\' bowl was dry.')


@pytest.mark.parametrize(
    ("after", "verb", "subject"),
    [
        (" said Ann.", "said", ("ann",)),
        (" said the old man softly.", "said", ("the", "old", "man")),
        (" Ann said.", "said", ("ann",)),
        (" the old man was saying,", "saying", ("the", "old", "man")),
        (" she quietly asked him.", "asked", ("she",)),
        (" softly said Mr. Lee,", "said", ("mr", "lee")),
    ],
)
def test_tags_after(after: str, verb: str, subject: tuple[str, ...]) -> None:
    tag = tag_after(after, 0, len(after))
    assert tag is not None
    assert (tag.verb, tag.subject) == (verb, subject)


@pytest.mark.parametrize("after", [" The door shut.", " He rose and said nothing.", " to say so.", "", " !"])
def test_no_tag_after(after: str) -> None:
    assert tag_after(after, 0, len(after)) is None


def test_a_beat_in_a_new_sentence_is_no_tag() -> None:
    text = '"I see." He considered the door.'
    assert attached_tag(text, 8, len(text)) is None
    text = '"I see," he considered.'
    assert attached_tag(text, 8, len(text)) is not None


@pytest.mark.parametrize(
    ("before", "verb"),
    [("Then Ann said, ", "said"), ("Ann said to the others in a whisper: ", "said"), ("He asked ", "asked")],
)
def test_tags_before(before: str, verb: str) -> None:
    tag = tag_before(before, 0, len(before))
    assert tag is not None
    assert tag.verb == verb


@pytest.mark.parametrize("before", ["He looked at her with regret, ", "She said so. The ", "In a "])
def test_no_tag_before(before: str) -> None:
    assert tag_before(before, 0, len(before)) is None


def test_voice() -> None:
    assert spoken_score("You won't find it there.") > 0
    assert spoken_score("She turned her back on him and went.") < 0
    assert may_be_spoken("Four lines, and two about the weather.")
    assert not may_be_spoken("She wiped the table.")
