"""Who acts and speaks on the stage of the story's now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.findings.passages import mention_of, named_at, people_only, spoken
from diegesis.layers.findings.view import View
from diegesis.layers.scenes.records import SceneKind, Tense
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.lexicons.load import listed
from diegesis.spans import Span
from diegesis.views.clauses import Word

_NO_ACTS = frozenset(
    "be have seem appear remain die lie rest belong mean matter lack resemble know love like hate want owe believe "
    "need live own deserve happen exist use leave make give teach tell write".split()
)
_SAYING = listed("say ask cry shout answer reply whisper call")
#: Verbs whose past looks like their present.
_ALIKE = listed("put set cut hit let shut hurt cast split spread read burst bet rid thrust")
#: Words of a sentence that takes place another time.
_EARLIER = re.compile(
    r"\b(?:had(?! (?:the|a|an|his|her|its|their|my|no)\b)|used to|"
    r"would|always|often|once|never|when (?:he|she|we|I|they) (?:was|were)|"
    r"ago|last (?:year|summer|winter|week|month)|"
    r"if|as if|as though|like|every|that (?:summer|winter|year|spring)|in (?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?:years?|winters?|summers?|months?|decades?) (?:ago|before|earlier|since)\b", re.IGNORECASE)
#: A pronoun so sure, after its name in the same sentence, does what the name would.
_SURE_PRONOUN = 0.8
#: Characters after a verb that are looked at for another time.
_CLAUSE = 50
#: Characters of a scene that say when it is.
_OPENING = 100


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something now.

    Attributes:
        span: from the doer to the verb.
        who: the doer.
        sure: probability that it is they, and now.
        speech: whether it is a tag of speech.
    """

    span: Span
    who: Ref[Character]
    sure: float
    speech: bool


def acts(view: View) -> Iterator[Act]:
    """What people named in the narration do and say now, in text order."""
    stage = Stage(view)
    return iter(sorted((*_speeches(view, stage), *_deeds(view, stage)), key=lambda act: act.span))


class Stage:
    """Which stretches tell the story's now."""

    def __init__(self, view: View) -> None:
        self.view = view
        present = sum(scene.span.length for scene in view.scenes if scene.tense is Tense.PRESENT)
        self.tense = Tense.PRESENT if 2 * present > len(view.text) else Tense.PAST

    def now(self, offset: int) -> bool:
        """Whether the story's now is told at an offset: no flashback, by its kind, its first words or its tense."""
        scene = self.view.scene_at(offset)
        if scene is None:
            return True
        opening = self.view.text[scene.span.start : scene.span.start + _OPENING]
        return scene.kind is SceneKind.NOW and not _AGO.search(opening) and scene.tense in (self.tense, Tense.MIXED)


def _speeches(view: View, stage: Stage) -> Iterator[Act]:
    named = {mention.id: mention for mention in view.people.mentions if mention.form is MentionForm.PROP}
    for tag in view.tables.rows(Tag):
        mention = named.get(tag.mention)
        if mention is None or tag.kind is not TagKind.TAG or not stage.now(tag.span.start):
            continue
        found = people_only(view, mention)
        if found is not None and not _EARLIER.search(view.text[max(0, tag.span.start - 20) : tag.span.end]):
            yield Act(tag.span, *found, speech=True)


def _deeds(view: View, stage: Stage) -> Iterator[Act]:
    for parse in view.clauses.parses:
        if not stage.now(parse.row.span.start):
            continue
        for position, tag in enumerate(parse.row.tags):
            if tag == "VERB":
                act = _deed(view, Word(parse, position), present=stage.tense is Tense.PRESENT)
                if act is not None:
                    yield act


def _deed(view: View, word: Word, *, present: bool) -> Act | None:
    if word.lemma in _NO_ACTS or word.passive or word.negated or word.auxiliaries or spoken(view, word.span.start):
        return None
    if word.lemma in _SAYING and not view.people.quotes_in(word.parse.row.span):
        return None
    if word.relation not in ("root", "conj", "parataxis") or _in_present(view, word) is (not present):
        return None
    doer = word.child("nsubj") or (word.child("iobj") if word.lemma in _SAYING else None)
    mention = None if doer is None else mention_of(view, doer)
    named = None if mention is None else _named(view, word, mention)
    if doer is None or (mention is not None and named is None):
        return None
    found = named_at(view, doer)
    told = Span(word.parse.row.span.start, min(word.parse.row.span.end, word.span.end + _CLAUSE))
    if found is None or _EARLIER.search(told.of(view.text)):
        return None
    name = doer.span if named is None else named.span
    span = Span(min(name.start, word.span.start), max(name.end, word.span.end))
    return Act(span, *found, word.lemma in _SAYING)


def _named(view: View, word: Word, mention: Mention) -> Mention | None:
    """The name of the doer: the word itself, or a name earlier in the sentence that says *he* of them."""
    if mention.form is MentionForm.PROP:
        return mention
    if mention.form is not MentionForm.PRON or view.people.surely(mention) < _SURE_PRONOUN:
        return None
    who = view.people.only(mention)
    before = view.people.mentions_in(Span(word.parse.row.span.start, mention.span.start))
    return next((m for m in before if m.form is MentionForm.PROP and view.people.only(m) == who), None)


def _in_present(view: View, word: Word) -> bool | None:
    """Whether a verb stands in the present; ``None`` where its form does not say."""
    surface, lemma = word.span.of(view.text).lower(), word.lemma.lower()
    if surface == lemma and lemma in _ALIKE:
        return None
    return surface in (lemma, f"{lemma}s", f"{lemma}es", f"{lemma[:-1]}ies")
