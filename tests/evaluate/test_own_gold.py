"""The format ``diegesis-gold/1``: loading, kinds, mentions, and the split."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate.gold_stories import load_story, story_parts
from diegesis.evaluate.mentions import last_word
from diegesis.evaluate.scores import BookScore, score_book
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.quotes.records import QuoteKind
from diegesis.layers.speakers.records import Basis
from diegesis.spans import Span
from diegesis.testing import StoryBuilder
from tests.evaluate.tiny_corpora import write_story

TEXT = (
    "Zoë’s cat sat. “I told him ‘go away’ twice,” Ann said to her.\n\n"
    "“Meow.” *Why me?* he thought. A so-called “friend”.\n"
)
CAST = {"ann": ["Ann Ames", "Ann"], "zoe": ["Zoë"], "cat": ["the cat", "Zoë’s cat"]}
SPEECH = "“I told him ‘go away’ twice,”"
QUOTES = (
    {"words": SPEECH, "speaker": "ann", "addressees": ["zoe"], "basis": "explicit"},
    {"words": "‘go away’", "kind": "quoted", "speaker": "ann"},
    {"words": "“Meow.”", "speaker": "cat", "basis": "implicit"},
    {"words": "*Why me?*", "kind": "thought", "speaker": "cat", "basis": "anaphoric"},
    {"words": "“friend”", "kind": "emphasis"},
)
MENTIONS = (
    ("Zoë’s cat", ["cat"]),
    ("him", ["cat"]),
    ("Ann", ["ann"]),
    ("her", ["zoe"]),
    ("me", ["cat"]),
    ("A so-called “friend”", ["ann", "zoe"]),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_story(tmp_path, "young01", TEXT, characters=CAST, quotes=QUOTES, mentions=MENTIONS)


def test_pieces_nest_and_carry_their_gold(folder: Path) -> None:
    book = load_story(folder, "young01")
    assert [quote.span.of(TEXT) for quote in book.story.quotes] == [row["words"] for row in QUOTES]
    assert [quote.parent for quote in book.story.quotes] == [None, "g0", None, None, None]
    assert [line.basis for line in book.lines][:3] == [Basis.EXPLICIT, None, Basis.IMPLICIT]
    assert book.lines[0].addressees == ("zoe",)
    assert book.group == "young"


def test_forms_are_guessed_from_the_words(folder: Path) -> None:
    forms = [mention.form for mention in load_story(folder, "young01").story.mentions]
    nom, pron, prop = MentionForm.NOM, MentionForm.PRON, MentionForm.PROP
    assert forms == [nom, pron, prop, pron, pron, nom]


def test_gold_against_itself(folder: Path) -> None:
    book = load_story(folder, "young01")
    score = score_book(book, book.story, full=True)
    assert score.kinds is not None
    assert score.mentions is not None
    assert (score.kinds.right_of_all, score.kinds.exact_spans, score.mentions.f1) == (100.0, 100.0, 100.0)
    assert [line.by_name for line in score.lines] == [True, True]
    assert [line.by_name for line in score.other_lines] == [True, True]


@pytest.fixture
def read(folder: Path) -> BookScore:
    """A reading with a thought taken for speech, the inner quote missed, and one piece invented."""
    builder = StoryBuilder(TEXT).character("Ann").character("the cat").character("Zoë")
    builder.quote(SPEECH, speaker="Ann", to=["the cat", "Zoë"])
    builder.quote("“Meow.”", speaker="Ann")
    builder.quote("*Why me?*", speaker="the cat")
    builder.quote("thought", kind=QuoteKind.WRITING)
    builder.quote("“friend”", kind=QuoteKind.EMPHASIS)
    builder.mention("cat", of=["the cat"]).mention("Ann", of=["Zoë"]).mention("her", of=["Zoë"])
    builder.mention("“friend”", of=["Ann", "Zoë"])
    return score_book(load_story(folder, "young01"), builder.build(), full=True)


def test_pieces_and_kinds(read: BookScore) -> None:
    assert read.kinds is not None
    assert (read.spans.gold, read.spans.found, read.spans.predicted, read.spans.matched) == (5, 5, 5, 4)
    kinds = read.kinds
    # The inner quote is found inside the outer one, which is speech; the thought is taken for speech.
    assert (kinds.gold, kinds.matched, kinds.exact, kinds.right) == (5, 5, 4, 3)
    assert (kinds.speech, kinds.speech_found, kinds.speech_predicted, kinds.speech_true) == (2, 2, 3, 2)
    assert kinds.speech_f1 == pytest.approx(80.0)


def test_speakers_of_speech_and_of_other_kinds(read: BookScore) -> None:
    assert [line.by_name for line in read.lines] == [True, False]
    assert [line.addressee for line in read.lines] == [True, None]
    assert [(line.kind, line.by_name) for line in read.other_lines] == [
        (QuoteKind.QUOTED, True),
        (QuoteKind.THOUGHT, True),
    ]


def test_mentions_match_by_span_or_last_word(read: BookScore) -> None:
    scores = read.mentions
    assert scores is not None
    assert (scores.gold, scores.found, scores.right, scores.predicted) == (6, 4, 3, 4)
    assert (scores.names, scores.names_right) == (1, 0)
    assert (scores.pronouns, scores.pronouns_right) == (3, 1)
    assert (scores.phrases, scores.phrases_right) == (2, 2)
    assert (scores.recall, scores.precision) == (50.0, 75.0)


@pytest.mark.parametrize(
    ("words", "last"), [("Zoë’s", "Zoë"), ("the old man,", "man"), ("Mary-Ann's", "Mary-Ann"), ("—", "—")]
)
def test_the_last_word(words: str, last: str) -> None:
    assert last_word(words, Span(0, len(words))).of(words) == last


def test_without_a_split_every_story_is_for_development(folder: Path) -> None:
    assert story_parts(folder) == {"young01": "dev"}


def test_the_split_says_which_part_a_story_is(folder: Path) -> None:
    write_story(folder, "young02", TEXT, characters=CAST)
    write_story(folder, "young03", TEXT, characters=CAST)
    (folder / "SPLIT.tsv").write_text("story\tpart\tfold\nyoung01\treport\t-\nyoung02\tdev\t0\n", encoding="utf-8")
    assert story_parts(folder) == {"young01": "report", "young02": "dev"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("diegesis-gold/1", "diegesis-gold/9", "not in the format"),
        ('"speech"', '"shout"', "shout"),
        ('"end": 9', '"end": 9000', "does not lie in the text"),
        ('"aliases"', '"names"', "KeyError 'aliases'"),
        ('{"format"', '{"format', "not JSON"),
    ],
)
def test_what_is_no_gold_is_refused(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "young01.gold.json"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        load_story(folder, "young01")


def test_absent_gold_is_named(folder: Path) -> None:
    with pytest.raises(FileMissing, match="young09"):
        load_story(folder, "young09")
    with pytest.raises(GoldError, match=r"holds no \.gold\.json"):
        story_parts(folder.parent)
