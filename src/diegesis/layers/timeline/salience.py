"""How likely a clause is to tell one of the story's main events: something that happens and that matters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp

from diegesis.document import BlockKind, Document
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.timeline.happenings import Happening
from diegesis.lexicons.load import listed, words
from diegesis.views.clauses import Word
from diegesis.views.people import People

#: Verbs of being and holding, of thought and feeling: nothing happens by them alone.
_STATES = listed(
    "be have know want like love hate think believe seem appear look stand sit lie hang live keep mean need hold feel"
    " hope wish remember understand suppose doubt belong own contain consist cost weigh fit suit matter lack deserve"
)
#: Changes of the world or of people: what a story turns on.
_TURNS = listed(
    "die kill marry bury leave arrive return steal break burn fall sink drown shoot hit strike cut find lose give win"
    " send bring carry open close lock sign promise swear choose refuse save wound wake climb run escape hide pull push"
)
_COUNTING = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|first|second|third|last|another)\b",
    re.IGNORECASE,
)
_FORMS = {MentionForm.PROP: "name", MentionForm.NOM: "person", MentionForm.PRON: "pronoun"}
_SPEECH = words("speech_verbs")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a clause.

    Attributes:
        trigger: the reader's probability that one of its verbs asserts an event.
        dated: whether words beside it say when.
    """

    trigger: float
    dated: bool


def features(happening: Happening, around: Surroundings, document: Document, people: People) -> dict[str, float]:
    """What is seen of a clause, by name; what is absent is left out."""
    place = "n" if happening.quote is None else "q"
    seen = {
        "bias": 1.0,
        f"{place}:{happening.tense.value}": 1.0,
        f"{place}:trigger": around.trigger,
        f"{place}:dated": float(around.dated),
        **_of_verb(happening),
        f"subject:{_subject(happening, people)}": 1.0,
        **_of_place(happening, document, people),
        "counting": float(_COUNTING.search(happening.span.of(document.text)) is not None),
    }
    return {name: value for name, value in seen.items() if value}


def _of_verb(happening: Happening) -> dict[str, float]:
    verb = happening.verb
    lemma = verb.lemma.lower()
    below = {verb.parse.row.relations[at].partition(":")[0] for at in verb.parse.dependents[verb.position]}
    return {
        f"as:{_relation(verb)}": 1.0,
        "whereto": float("obl" in below),
        "particle": float("compound" in below),
        "several verbs": float(len(happening.verbs) > 1),
        "words": min(happening.words, 14) / 10,
        "state": float(lemma in _STATES),
        "turn": float(lemma in _TURNS),
        "speech": float(lemma in _SPEECH),
        "denied": float("advmod" in below and verb.negated),
        "copula": float(verb.tag != "VERB"),
    }


def _of_place(happening: Happening, document: Document, people: People) -> dict[str, float]:
    sentence = happening.verb.parse.row.span
    at = document.block_at(sentence.start)
    if at is None:
        return {}
    block = document.blocks[at].span
    seen = {
        "sentence": min(sentence.length, 200) / 200,
        "paragraph": min(block.length, 800) / 800,
        "closes": float(block.end - sentence.end < 3),
        "first paragraph": float(at == 0 or document.blocks[at - 1].kind is not BlockKind.PARAGRAPH),
        "last paragraph": float(
            at + 1 == len(document.blocks) or document.blocks[at + 1].kind is not BlockKind.PARAGRAPH
        ),
    }
    if happening.quote is None:
        seen["beat"] = float(bool(people.quotes_in(block)))
    else:
        seen["long speech"] = min(happening.quote.span.length, 400) / 400
    return seen


def _relation(verb: Word) -> str:
    return verb.relation if verb.relation in ("root", "conj", "parataxis", "ccomp", "advcl", "acl:relcl") else "other"


def _subject(happening: Happening, people: People) -> str:
    subject = happening.subject
    if subject is None:
        return "none"
    mention = people.mention_at(subject.span)
    if mention is not None:
        return _FORMS[mention.form]
    return "it" if subject.tag == "PRON" else "thing"


def probability(seen: dict[str, float]) -> float:
    """That a clause tells a main event: the logistic of the weighed features."""
    return 1 / (1 + exp(-sum(WEIGHTS.get(name, 0.0) * value for name, value in seen.items())))


#: Fitted on the development stories (logistic regression, L2), rounded.
WEIGHTS: dict[str, float] = {
    "as:acl:relcl": -0.35,
    "as:advcl": -0.44,
    "as:ccomp": -0.57,
    "as:conj": -0.12,
    "as:other": -0.50,
    "as:parataxis": -0.33,
    "as:root": -0.23,
    "beat": -0.73,
    "bias": -2.53,
    "closes": -0.30,
    "copula": -0.39,
    "counting": 0.39,
    "denied": -0.61,
    "first paragraph": 0.14,
    "last paragraph": 0.88,
    "long speech": 0.41,
    "n:dated": 0.92,
    "n:future": -0.54,
    "n:perfect": -1.01,
    "n:pluperfect": -0.16,
    "n:present": -0.21,
    "n:trigger": 0.65,
    "paragraph": 0.50,
    "particle": 0.22,
    "q:dated": 1.07,
    "q:future": -0.24,
    "q:past": 0.17,
    "q:perfect": -0.47,
    "q:pluperfect": -0.19,
    "q:present": 0.09,
    "q:trigger": 1.14,
    "sentence": 1.02,
    "several verbs": 0.47,
    "speech": -0.77,
    "state": -0.60,
    "subject:it": -0.37,
    "subject:name": -0.38,
    "subject:none": -0.37,
    "subject:person": -0.39,
    "subject:pronoun": -0.40,
    "subject:thing": -0.61,
    "turn": 0.45,
    "whereto": 0.29,
    "words": 0.83,
}
