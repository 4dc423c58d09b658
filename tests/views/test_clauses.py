"""Who does what in a sentence, from rows written by hand."""

from __future__ import annotations

from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.views.clauses import Clauses, Word

#: word, lemma, tag, head (from 1; 0 for the root), relation
_ROWS = """
Ann Ann PROPN 4 nsubj
did do AUX 4 aux
n't not PART 4 advmod
see see VERB 0 root
the the DET 7 det
old old ADJ 7 amod
house house NOUN 4 obj
and and CCONJ 9 cc
left leave VERB 4 conj
"""


def clauses(rows: str = _ROWS) -> tuple[Clauses, str]:
    """One sentence, words with a blank between them."""
    cells = [line.split() for line in rows.strip().splitlines()]
    text, words = "", []
    for word, *_ in cells:
        words.append(Span(len(text), len(text) + len(word)))
        text += f"{word} "
    sentence = Sentence(
        id="s-1",
        span=Span(0, len(text) - 1),
        words=tuple(words),
        lemmas=tuple(row[1] for row in cells),
        tags=tuple(row[2] for row in cells),
        heads=tuple(int(row[3]) - 1 for row in cells),
        relations=tuple(row[4] for row in cells),
    )
    return Clauses([sentence]), text


def word(made: Clauses, text: str, surface: str) -> Word:
    found = made.word_at(text.index(surface))
    assert found is not None
    return found


def test_a_verb_has_its_subject_object_and_denial() -> None:
    made, text = clauses()
    see = word(made, text, "see")
    subject, house = see.subject, see.child("obj")
    assert subject is not None
    assert house is not None
    assert (subject.lemma, house.lemma, see.negated, see.modal, see.passive) == ("Ann", "house", True, None, False)
    assert house.subtree.of(text) == "the old house"
    assert [child.lemma for child in see.children_by("aux", "advmod")] == ["do", "not"]


def test_a_joined_verb_shares_the_subject() -> None:
    made, text = clauses()
    left = word(made, text, "left")
    assert left.subject is not None
    assert left.subject.lemma == "Ann"
    assert left.head == word(made, text, "see")
    assert not left.negated


def test_predicates_are_verbs_and_what_stands_with_a_copula() -> None:
    made, _ = clauses("Ann Ann PROPN 3 nsubj\nwas be AUX 3 cop\ntall tall ADJ 0 root\nsaid say VERB 3 parataxis")
    assert [found.lemma for found in made.parses[0].predicates] == ["tall", "say"]


def test_a_passive_and_a_modal_are_told() -> None:
    made, text = clauses("Ann Ann PROPN 4 nsubj:pass\nmay may AUX 4 aux\nbe be AUX 4 aux:pass\nseen see VERB 0 root")
    seen = word(made, text, "seen")
    assert (seen.passive, seen.modal) == (True, "may")
    assert [found.lemma for found in seen.auxiliaries] == ["may", "be"]


def test_a_subtype_counts_as_its_relation() -> None:
    made, text = clauses("his his PRON 2 nmod:poss\nhouse house NOUN 0 root")
    house = word(made, text, "house")
    assert house.child("nmod") == word(made, text, "his")
    assert house.child("obj") is None


def test_between_words_and_beyond_the_text_there_is_nothing() -> None:
    made, text = clauses()
    assert made.word_at(text.index(" ")) is None
    assert made.at(len(text) + 5) is None
    assert made.within(Span(1, len(text))) == []
    assert Clauses(()).word_at(0) is None
