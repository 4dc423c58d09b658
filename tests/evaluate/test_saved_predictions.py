"""What was read is kept as offsets, and scored again to the same report, without a model and without the words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import scores
from diegesis.errors import BadOption, FileMissing, GoldError
from diegesis.evaluate import evaluate_corpus, report_json
from diegesis.evaluate.predictions import FORMAT, as_json, saved_story, saved_values
from diegesis.layers.entities.records import EntityType, MentionForm
from diegesis.layers.quotes.records import QuoteKind
from diegesis.story import Story
from diegesis.testing import StoryBuilder
from tests.evaluate.tiny_corpora import write_litbank, write_novel, write_story

ROOT = Path(__file__).resolve().parents[2]
PREDICTIONS = ROOT / "benchmarks" / "predictions"
REPORTS = ROOT / "benchmarks" / "reports"
_CORPORA = {"pdnc": "pdnc", "litbank": "litbank", "gold": "stories"}

TALE = (
    'Zoë Ames sat with the old\nporter. "Come in," said Zoë, "and sit."\n\n'
    '"He called it \'art\'," said the Old Porter. "So <fine> he thought."\n\nThey left for Dale.\n'
)


def read_tale(source: Path | str, name: str) -> Story:
    """A reading with pieces, a quote in a quote, several people at once, a place, a thought that nobody thinks."""
    builder = StoryBuilder(source.read_bytes().decode() if isinstance(source, Path) else source)
    builder.character("Zoë Ames", aliases=["Zoë", "Miss Nobody"]).character("the old porter").character("Narrator")
    builder.quote('"Come in,"', speaker="Zoë Ames", to=["the old porter"], confidence=0.61849)
    builder.quote('"and sit."', speaker="Zoë Ames", continues=True, confidence=0.7)
    builder.quote("\"He called it 'art',\"", speaker="the old porter", to=["Zoë Ames", "Narrator"], confidence=1 / 3)
    builder.quote("'art'", kind=QuoteKind.EMPHASIS)
    builder.quote('"So <fine> he thought."', kind=QuoteKind.THOUGHT)
    builder.mention("Zoë Ames", of=["Zoë Ames"]).mention("the old\nporter", of=["the old porter"], form=MentionForm.NOM)
    builder.mention("They", of=["Zoë Ames", "the old porter"], form=MentionForm.PRON)
    return builder.mention("Dale", type=EntityType.GPE).build()


def read_words(source: Path | str, name: str) -> Story:
    """A reading of the tiny LitBank document."""
    assert isinstance(source, str)
    builder = StoryBuilder(source).character("Miss Ames").character("the boy")
    builder.quote("“No!”", speaker="the boy", confidence=0.12345)
    builder.mention("Miss Ames", of=["Miss Ames"]).mention("the boy", of=["the boy"], form=MentionForm.NOM)
    return builder.mention("Dale", type=EntityType.GPE).build()


def read_novel(source: Path | str, name: str) -> Story:
    """A reading of the tiny novel in which two people share the lines of one, so that the best assignment has a tie."""
    assert isinstance(source, Path)
    builder = StoryBuilder(source.read_bytes().decode()).character("Ghost").character("Lucy").character("Another")
    builder.quote('"Come in,"', speaker="Ghost", confidence=0.81251)
    builder.quote('"Thank you,"', speaker="Lucy", confidence=0.8125)
    return builder.quote('"Not at all."', speaker="Another", to=["Lucy"], confidence=0.2).build()


@pytest.fixture
def corpora_made(tmp_path: Path) -> Path:
    write_novel(tmp_path / "pdnc")
    write_litbank(tmp_path / "litbank")
    people = {"zoe": ["Zoë Ames", "Zoë"], "porter": ["the old porter"]}
    quotes: list[dict[str, Any]] = [
        {"words": '"Come in,"', "speaker": "zoe", "addressees": ["porter"], "basis": "explicit"},
        {"words": '"and sit."', "speaker": "porter", "basis": "implicit"},
        {"words": "\"He called it 'art',\"", "speaker": "porter", "basis": "explicit"},
        {"words": '"So <fine> he thought."', "speaker": "porter", "kind": "thought"},
    ]
    mentions = [("Zoë Ames", ["zoe"]), ("the old\nporter", ["porter"]), ("They", ["zoe", "porter"])]
    write_story(tmp_path / "gold", "tale01", TALE, characters=people, quotes=quotes, mentions=mentions)
    return tmp_path


READERS = {"pdnc": read_novel, "litbank": read_words, "gold": read_tale}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_saved_scores_the_same(corpora_made: Path, tmp_path: Path, kind: str, jobs: int) -> None:
    if jobs == 2 and kind == "pdnc":
        write_novel(corpora_made / "pdnc", "Persuasion")
    saved = tmp_path / "saved" / kind
    live = evaluate_corpus(kind, corpora_made / kind, read=READERS[kind], save=saved, jobs=jobs)
    again = evaluate_corpus(kind, corpora_made / kind, system="saved", predictions=saved, jobs=jobs)
    assert again.system == "saved"
    assert report_json([again]) == report_json([live]).replace('"system": "diegesis"', '"system": "saved"')
    assert (again.pools, again.books) == (live.pools, live.books)
    assert [path.stem for path in sorted(saved.iterdir())] == [score.name for score in live.scores]


@pytest.mark.parametrize("kind", READERS)
def test_the_default_reading_scores_the_same(corpora_made: Path, tmp_path: Path, kind: str) -> None:
    saved = tmp_path / "saved"
    live = evaluate_corpus(kind, corpora_made / kind, save=saved)
    again = evaluate_corpus(kind, corpora_made / kind, system="saved", predictions=saved)
    assert (again.pools, again.books) == (live.pools, live.books)


@pytest.mark.parametrize("kind", ["pdnc", "litbank"])
def test_reports_are_remade_to_the_byte(
    corpora_made: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "PREDICTIONS", tmp_path / "saved")
    left_out = tmp_path / "left_out.json"
    left_out.write_text("{}", encoding="utf-8")
    read = scores.scored(kind, corpora_made, 1, left_out=left_out)
    assert report_json(scores.scored(kind, corpora_made, 1)) == report_json(read)


def test_no_words_are_kept_but_a_name_that_stands_nowhere() -> None:
    written = as_json(saved_values(read_tale(TALE, "tale01"), marks=True))
    values = json.loads(written)
    assert [[place for place in names if isinstance(place, str)] for names in values["characters"]] == [
        [],
        ["Narrator"],
        ["Miss Nobody"],
    ]
    assert all(words not in written for words in ("Zoë", "porter", "Come", "art", "Dale"))
    assert [TALE[start:end] for start, end in values["characters"][0]] == ["the old\nporter"]


def test_a_name_stands_where_it_counts_as_the_same() -> None:
    text = "The young American left. ANN-MARIE O'HARA sat with Joanna."
    builder = StoryBuilder(text).character("a young american").character("Ann Marie O Hara").character("Jo")
    assert saved_values(builder.build(), marks=False)["characters"] == [[[4, 18]], [[25, 41]], [[51, 53]]]


def test_the_rows_are_as_documented() -> None:
    values = saved_values(read_tale(TALE, "tale01"), marks=True)
    assert list(values) == ["format", "sha256", "characters", "quotes", "entities", "mentions", "triggers"]
    first = TALE.index('"Come in,"')
    assert values["quotes"][0] == (first, first + 10, "speech", 0, None, 2, 0.618, [0])
    assert [row.utterance for row in values["quotes"]] == [0, 0, 2, 3, 4]
    assert [row.parent for row in values["quotes"]] == [None, None, None, 2, None]
    assert [(row.speaker, row.probability) for row in values["quotes"][3:]] == [(None, 0), (None, 0)]
    assert [(row.form, row.type, row.characters) for row in values["mentions"]] == [
        ("PROP", "PER", [2]),
        ("NOM", "PER", [0]),
        ("PRON", "PER", [2, 0]),
        ("PROP", "GPE", []),
    ]
    assert list(saved_values(read_tale(TALE, "tale01"), marks=False)) == list(values)[:4]


def test_what_was_kept_is_kept_again_to_the_byte() -> None:
    written = as_json(saved_values(read_tale(TALE, "tale01"), marks=True))
    story = saved_story(json.loads(written), TALE, "tale01")
    assert as_json(saved_values(story, marks=True)) == written


def test_an_empty_text_can_be_kept() -> None:
    values = json.loads(as_json(saved_values(StoryBuilder("").build(), marks=True)))
    assert saved_story(values, "", "empty").quotes == ()


def test_another_text_or_format_is_refused() -> None:
    values = saved_values(read_tale(TALE, "tale01"), marks=True)
    with pytest.raises(GoldError, match="another text"):
        saved_story(values, TALE + " ", "tale01")
    with pytest.raises(GoldError, match=rf"'other/1', not '{FORMAT}'"):
        saved_story({**values, "format": "other/1"}, TALE, "tale01")
    with pytest.raises(GoldError, match="None"):
        saved_story([], TALE, "tale01")


@pytest.mark.parametrize(
    "broken",
    [
        {"quotes": [[0, 9999, "speech", 0, None, None, 0, []]]},
        {"quotes": [[0, 5, "song", 0, None, None, 0, []]]},
        {"quotes": [[0, 5, "speech", 1, None, None, 0, []]]},
        {"quotes": [[0, 5, "speech", 0, -1, None, 0, []]]},
        {"quotes": [[0, 5, "speech", 0, None, 7, 0.5, []]]},
        {"quotes": [[0, 5, "speech"]]},
        {"characters": [[]]},
        {"characters": [[[5, 5]]]},
        {"mentions": [[0, 5, "PROP", "PER", [], 9]]},
        {"triggers": None},
    ],
)
def test_rows_that_cannot_be_are_refused(broken: dict[str, Any]) -> None:
    values = {**json.loads(as_json(saved_values(read_tale(TALE, "tale01"), marks=True))), **broken}
    with pytest.raises(GoldError, match=r"tale01 do not hold diegesis-predictions/1"):
        saved_story(values, TALE, "tale01")


def test_impossible_wishes(corpora_made: Path, tmp_path: Path) -> None:
    home = corpora_made / "pdnc"
    with pytest.raises(BadOption, match=r"--pred"):
        evaluate_corpus("pdnc", home, system="saved")
    with pytest.raises(BadOption, match="cannot be saved"):
        evaluate_corpus("pdnc", home, system="saved", predictions=tmp_path, save=tmp_path)
    with pytest.raises(FileMissing, match="no predictions of TheYard"):
        evaluate_corpus("pdnc", home, system="saved", predictions=tmp_path)
    (tmp_path / "TheYard.json").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match="not JSON"):
        evaluate_corpus("pdnc", home, system="saved", predictions=tmp_path)


def committed() -> list[Path]:
    return sorted(PREDICTIONS.glob("*/*.json"))


def test_what_is_committed_holds_no_text() -> None:
    """Offsets and labels alone: the only words are names that the program made, which stand nowhere in the text."""
    for path in committed():
        values = json.loads(path.read_text(encoding="utf-8"))
        made = [place for names in values["characters"] for place in names if isinstance(place, str)]
        assert all(len(words.split()) <= 4 for words in made), path.name
        assert len(made) <= 10, path.name
        labels = {*QuoteKind, *MentionForm, *EntityType}
        rows = [row for table in ("quotes", "mentions", "triggers") for row in values.get(table, ())]
        assert {cell for row in rows for cell in row if isinstance(cell, str)} <= labels, path.name


@pytest.mark.corpus
@pytest.mark.parametrize("kind", ["gold", "litbank"])
def test_the_reports_are_of_what_is_committed(corpora: Path, kind: str) -> None:
    if not (PREDICTIONS / kind).is_dir():
        pytest.skip("no predictions are committed")
    report = evaluate_corpus(kind, corpora / _CORPORA[kind], system="saved", predictions=PREDICTIONS / kind)
    ours = json.loads(report_json([report]))["systems"][0]
    theirs = json.loads((REPORTS / f"{kind}.json").read_text(encoding="utf-8"))["systems"][0]
    assert (ours["pools"], ours["books"]) == (theirs["pools"], theirs["books"])
