"""The tense a scene is told in: past and present forms among the finite verbs of its narration."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diegesis.layers.scenes.records import Tense
from diegesis.layers.scenes.told import Told
from diegesis.lexicons.load import listed
from diegesis.spans import Span
from diegesis.views.clauses import Word

#: Forms that are finite and of one tense, whatever stands beside them.
_PAST = listed(
    "was were had did said went came took gave got knew thought told saw heard felt stood sat ran began made found "
    "looked turned asked walked seemed nodded smiled laughed kept held wanted wasn't weren't hadn't didn't couldn't "
    "replied answered cried became rose fell spoke wrote drew threw shook woke"
)
_PRESENT = listed(
    "is are am has does says goes comes takes gives gets knows thinks tells sees hears feels stands sits runs begins "
    "makes finds looks turns asks walks seems nods smiles laughs keeps holds wants isn't aren't hasn't doesn't don't "
    "i'm he's she's it's we're they're there's replies answers cries"
)
_FIRST = listed("i we you they")
_VERBS = frozenset({"VERB"})
#: Statements that hold at any time (*He is dead now, but he was tall*) stand in the present within a past tale: a
#: scene is told in the present only where that is most of it, and in both only where neither is.
_MOSTLY = 0.62
_LEAST = 2


def tenses_of(told: Told, scenes: Sequence[Span]) -> tuple[list[Tense], Tense]:
    """The tense of each scene, and that of the whole.

    A scene whose narration has hardly a finite verb is taken for one like the whole.

    Args:
        told: the document.
        scenes: stretches in text order.
    """
    counts = [_forms(told, span) for span in scenes]
    usual = _decide(sum(past for past, _ in counts), sum(present for _, present in counts), Tense.PAST)
    return [_decide(past, present, usual) for past, present in counts], usual


def _decide(past: int, present: int, usual: Tense) -> Tense:
    total = past + present
    if total < _LEAST:
        return usual
    if past >= _MOSTLY * total:
        return Tense.PAST
    return Tense.PRESENT if present >= _MOSTLY * total else Tense.MIXED


def _forms(told: Told, span: Span) -> tuple[int, int]:
    """How many words of a stretch are past and present forms: by themselves, and as the reader tags them."""
    words = told.document.words
    positions = told.tokens(span)
    past = sum(words[at] in _PAST for at in positions)
    present = sum(words[at] in _PRESENT for at in positions)
    present += sum(_states_now(words, pair) for pair in pairwise(positions))
    tenses = [_verb_tense(told, word) for word in told.words(span, _VERBS)]
    return past + tenses.count(Tense.PAST), present + tenses.count(Tense.PRESENT)


def _states_now(words: Sequence[str], pair: tuple[int, int]) -> bool:
    return words[pair[0]] in _FIRST and words[pair[1]] in ("have", "do")


def _verb_tense(told: Told, word: Word) -> Tense | None:
    """The tense of a verb that its ending shows; ``None`` for other words, and for participles and infinitives."""
    row, at = word.parse.row, word.position
    if row.relations[at] in ("amod", "acl", "xcomp"):
        return None
    surface, lemma = row.words[at].of(told.text).lower(), row.lemmas[at]
    if surface == lemma or surface.endswith("ing"):
        return None
    if surface.endswith("s") and not lemma.endswith("s"):
        return Tense.PRESENT
    return None if word.auxiliaries else Tense.PAST
