"""A treebank in CoNLL-U, written by hand, is read; how it is scored stands in ``test_ud_scores``."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate.gold_ud import TreebankSentence, load_treebank

#: One word a line: id, form, lemma, part of speech, head, relation; ranges and words that are not written have no more.
_SENTENCES = (
    """# newdoc id = made-1
# newpar
# sent_id = made-1-1
# text = Ann doesn't wanna, and Bob won’t.
1 Ann Ann PROPN 4 nsubj
2-3 doesn't
2 does do AUX 4 aux
3 n't not PART 4 advmod
4-5 wanna
4 want want VERB 0 root
5 to to PART 4 xcomp
6 , , PUNCT 8 punct
7 and and CCONJ 8 cc
8 Bob Bob PROPN 4 conj
8.1 wants
9-10 won’t
9 wo will AUX 8 aux
10 n’t not PART 8 advmod
11 . . PUNCT 4 punct""",
    """# sent_id = made-1-2
# text = She left.
1 She she PRON 2 nsubj
2 left leave VERB 0 root
3 . . PUNCT 2 punct""",
    """# newpar id = made-1-p2
# sent_id = made-1-3
# text = Well - she had, had she?
1 Well well INTJ 4 discourse
2 - - PUNCT 4 punct
3 she she PRON 4 nsubj
4 had have VERB 0 root
5 , , PUNCT 6 punct
6 had have AUX 4 parataxis
7 she she PRON 6 nsubj
8 ? ? PUNCT 4 punct""",
    """# newdoc id = made-2
# text = It's it.
1-2 It's
1 It it PRON 3 nsubj
2 's be AUX 3 cop
3 it it _ 0 root
4 . . PUNCT 3 punct""",
)


def conllu(*sentences: str) -> str:
    """The ten columns of the format, from the few above."""
    return "".join(f"{_conllu_sentence(sentence)}\n\n" for sentence in sentences)


def _conllu_sentence(sentence: str) -> str:
    lines = []
    for line in sentence.splitlines():
        cells = line.split(" ")
        if line.startswith("#"):
            lines.append(line)
        elif len(cells) == 2:
            lines.append("\t".join([*cells, *"______", "5:conj" if "." in cells[0] else "_", "_"]))
        else:
            number, form, lemma, tag, head, relation = cells
            lines.append("\t".join([number, form, lemma, tag, "_", "_", head, relation, f"{head}:{relation}", "_"]))
    return "\n".join(lines)


def write_treebank(folder: Path, *, part: str = "dev", content: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"en_made-ud-{part}.conllu"
    path.write_text(content or conllu(*_SENTENCES), encoding="utf-8", newline="")
    return path


@pytest.fixture
def sentences(tmp_path: Path) -> list[TreebankSentence]:
    return load_treebank(write_treebank(tmp_path))


def surfaces(sentence: TreebankSentence) -> list[str]:
    return [sentence.text[word.start : word.end] for word in sentence.words]


def test_sentences_stand_as_they_were_written(sentences: list[TreebankSentence]) -> None:
    assert [sentence.text for sentence in sentences] == [
        "Ann doesn't wanna, and Bob won’t.",
        "She left.",
        "Well - she had, had she?",
        "It's it.",
    ]
    assert [sentence.opens for sentence in sentences] == [True, False, False, True]
    assert [sentence.paragraph for sentence in sentences] == [True, False, True, True], "a document begins one"


def test_words_lie_where_they_stand(sentences: list[TreebankSentence]) -> None:
    """A word of a contraction has its own letters; *wanna* has none of *want*'s *t*, which leaves *a* to *to*."""
    assert surfaces(sentences[0]) == "Ann does n't wann a , and Bob wo n’t .".split()
    assert surfaces(sentences[2]) == "Well - she had , had she ?".split(), "each word after the one before"
    assert surfaces(sentences[3]) == "It 's it .".split()
    for sentence in sentences:
        ends = [(word.start, word.end) for word in sentence.words]
        assert all(start < end for start, end in ends)
        assert all(before[1] <= after[0] for before, after in pairwise(ends))


def test_words_that_are_not_written_are_left_out(sentences: list[TreebankSentence]) -> None:
    """8.1 is none; heads count the words that are."""
    assert [word.head for word in sentences[0].words] == [3, 3, 3, -1, 3, 7, 7, 3, 7, 7, 3]
    assert [surfaces(sentences[0])[word.head] for word in sentences[0].words[8:10]] == ["Bob", "Bob"]


def test_words_have_their_tag_relation_and_lemma(sentences: list[TreebankSentence]) -> None:
    rows = [(word.tag, word.relation, word.lemma) for word in sentences[1].words]
    assert rows == [("PRON", "nsubj", "she"), ("VERB", "root", "leave"), ("PUNCT", "punct", ".")]
    assert sentences[3].words[2].tag == "_"


def test_a_file_without_sentences_has_none(tmp_path: Path) -> None:
    assert load_treebank(write_treebank(tmp_path, content="\n\n")) == []


GOOD = _conllu_sentence(_SENTENCES[1])


@pytest.mark.parametrize(
    "bad",
    [
        GOOD.replace("# text = She left.\n", ""),
        GOOD.replace("# text = She left.", "# text = "),
        GOOD.replace("# text = She left.", "# text = He left."),
        GOOD.replace("# text = She left.", "# text = left. She"),
        "# text = She left.",
        GOOD.replace("\t_\t_\t2\tnsubj", "\t_\t2\tnsubj"),
        GOOD.replace("1\tShe", "1 She"),
        GOOD.replace("\t2\tnsubj", "\ttwo\tnsubj"),
        GOOD.replace("\t2\tnsubj", "\t_\tnsubj"),
        GOOD.replace("1\tShe", "1-2\tGone" + "\t_" * 8 + "\n1\tShe"),
        GOOD.replace("1\tShe", "1-x\tShe" + "\t_" * 8 + "\n1\tShe"),
        GOOD.replace("\n", "\r\n") + "\r\n\r\n" + GOOD.replace("\n", "\r\n"),
    ],
)
def test_what_is_not_the_format_is_told_with_its_place(tmp_path: Path, bad: str) -> None:
    assert bad != GOOD
    path = write_treebank(tmp_path, content=f"{GOOD}\n\n{bad}\n\n")
    with pytest.raises(GoldError, match=r"en_made-ud-dev\.conllu, sentence 2") as caught:
        load_treebank(path)
    assert caught.value.hint


def test_a_file_that_is_absent_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"absent\.conllu"):
        load_treebank(tmp_path / "absent.conllu")
    (tmp_path / "bytes.conllu").write_bytes(b"\xff\xfe")
    with pytest.raises(GoldError, match=r"bytes\.conllu"):
        load_treebank(tmp_path / "bytes.conllu")
