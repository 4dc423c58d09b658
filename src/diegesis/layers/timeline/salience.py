"""How likely a clause is to tell one of the story's main events: something that happens and that matters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp

from diegesis.document import BlockKind, Document
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.timeline.happenings import Happening
from diegesis.lexicons.load import listed, words
from diegesis.spans import Span
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
    return {
        f"as:{_relation(verb)}": 1.0,
        "whereto": float(verb.child("obl") is not None),
        "particle": float(verb.child("compound:prt") is not None),
        "several verbs": float(len(happening.verbs) > 1),
        "words": min(happening.words, 14) / 10,
        "state": float(lemma in _STATES),
        "turn": float(lemma in _TURNS),
        "speech": float(lemma in _SPEECH),
        "denied": float(verb.negated),
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


def near(span: Span) -> Span:
    """Where the words that date a clause may stand."""
    return Span(max(0, span.start - 30), span.end + 20)


#: Fitted on the development stories (logistic regression, L2), rounded.
WEIGHTS: dict[str, float] = {
    "as:acl:relcl": -0.37,
    "as:advcl": -0.46,
    "as:ccomp": -0.60,
    "as:conj": -0.12,
    "as:other": -0.51,
    "as:parataxis": -0.34,
    "as:root": -0.25,
    "beat": -0.74,
    "bias": -2.65,
    "closes": -0.33,
    "copula": -0.23,
    "counting": 0.41,
    "denied": -0.45,
    "first paragraph": 0.16,
    "last paragraph": 0.87,
    "long speech": 0.46,
    "n:dated": 0.68,
    "n:future": -0.46,
    "n:perfect": -0.94,
    "n:pluperfect": -0.10,
    "n:present": -0.17,
    "n:trigger": 0.77,
    "paragraph": 0.45,
    "particle": 0.21,
    "q:dated": 0.84,
    "q:future": -0.20,
    "q:past": 0.21,
    "q:perfect": -0.46,
    "q:pluperfect": -0.08,
    "q:present": -0.46,
    "q:trigger": 1.24,
    "sentence": 1.08,
    "several verbs": 0.47,
    "speech": -0.77,
    "state": -0.55,
    "subject:it": -0.40,
    "subject:name": -0.40,
    "subject:none": -0.37,
    "subject:person": -0.43,
    "subject:pronoun": -0.44,
    "subject:thing": -0.60,
    "turn": 0.42,
    "whereto": 0.32,
    "words": 0.80,
}
