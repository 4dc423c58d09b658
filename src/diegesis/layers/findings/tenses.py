"""A verb in the other tense than the scene around it is told in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from diegesis.layers.characters.records import CharacterKind
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.layers.scenes.records import SceneKind, Tense
from diegesis.lexicons.load import listed, words
from diegesis.spans import Span
from diegesis.views.clauses import Word

_PAST_AUX = listed("was were had did wasn't weren't hadn't didn't 'd")
_PRESENT_AUX = listed("is are am has have does do isn't aren't hasn't haven't doesn't don't 's 're 'm 've")
_SAME_FORMS = listed(
    "put cut set let hit hurt shut cast cost burst spread split beat read quit bet shed rid thrust knit come run "
    "become wet upset slit wed bid sweat overcome bust fit"
)
_ANYBODY = listed("he she i we nobody everybody everyone somebody someone no-one")
#: A sentence in the present that holds at any time, in a tale of the past.
_ANY_TIME = listed(
    "now still always never sometimes often usually today nowadays ever every whenever if day days years must would "
    "perhaps maybe could should"
)
#: A sentence that goes back before the now of a tale in the present.
_BACK = listed(
    "ago yesterday before already since last when until till once earlier years year used then first later after while "
    "week weeks month months summer winter spring autumn childhood had time times always never would until as because "
    "that which who whose why how"
)
#: States, and what a narrator does while telling: *I think*, *I tell you*, *he lives there now*.
_STATES = listed(
    "be have seem mean suppose think know remember believe wonder want wish hope like love hate understand swear guess "
    "live belong need feel see hear sound smell taste appear matter depend contain lie own call say forget dream"
)
_TELLS = listed(
    "tell speak write confess admit assure declare repeat recall look stand hang lead run go come keep make take get "
    "do pass mention use sell teach add note beg dare bet doubt expect fear imagine intend prefer promise regret trust"
    " thank"
)
#: Past forms that the lemmatiser takes for verbs of their own.
_PASTS = listed(
    "shook woke wove strode slid clung flung swung sprang sank drank began spoke froze stole wore tore swore"
)
#: What people do in front of the reader, besides the verbs of beats and tags.
_MOVES = listed(
    "get write come go take put pick walk sit stand pour eat drink read cut climb wash dress cross leave cry say"
)
_ENOUGH = 6
#: A tale in the present goes back to the past at will, in clauses and sentences; one in the past hardly comes forward.
_STEADY = {Tense.PAST: 0.85, Tense.PRESENT: 0.75, Tense.MIXED: 1.0}
_PRESENT_SLIP, _SPOKEN_SLIP, _PAST_SLIP, _JOINED = 0.75, 0.85, 0.6, 0.7
#: Small words that part no times within one sentence.
_LINKS = listed("then first as that which who")
#: Lines of talk that a dash opens and nothing closes.
_DASHES = ("—", "–", "-")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A main verb of the narration with its tense."""

    word: Word
    subject: Word
    tense: Tense


def find_tense_slips(view: View) -> Iterator[Draft]:
    """Lonely main verbs of the other tense, in text order."""
    of_scenes = [list(_verbs(view, scene.span)) for scene in view.scenes]
    everywhere = [verb for verbs in of_scenes for verb in verbs]
    # Some who tell of the past say *says he* throughout.
    colloquial = sum(verb.word.span.of(view.text) == "says" for verb in everywhere) > 1
    for scene, verbs in zip(view.scenes, of_scenes, strict=True):
        settled = verbs if len(verbs) >= _ENOUGH else everywhere
        same = sum(verb.tense is scene.tense for verb in settled)
        steady = len(settled) >= _ENOUGH and same >= _STEADY[scene.tense] * len(settled)
        if steady and scene.tense is not Tense.MIXED and scene.kind is SceneKind.NOW:
            yield from _slips_of(view, verbs, scene.tense, colloquial=colloquial)
            yield from _joined_slips(view, verbs, scene.tense)


def _joined_slips(view: View, verbs: Sequence[_Verb], usual: Tense) -> Iterator[Draft]:
    """The second of two verbs that share a subject, in another tense than the first: *she writes and underlined*."""
    for verb in verbs:
        if verb.tense is not usual or verb.word.auxiliaries or verb.word.relation != "root":
            continue
        for word in verb.word.children_by("conj"):
            tense = _tense(view, word, verb.subject) if word.child("nsubj", "aux", "cop") is None else None
            if tense not in (None, usual) and _surely_joined(view, verb, word, tense):
                yield _draft(view, _Verb(word, verb.subject, tense), _JOINED)


def _surely_joined(view: View, verb: _Verb, word: Word, tense: Tense | None) -> bool:
    """Whether a verb is the second deed of a subject: *and*, its own object, no other time and nothing that parts them.

    A past form may be a participle (*looks pale and drawn*), a present one a noun (*took the cup and drinks*).
    """
    objects = word.child("obj")
    between = word.parse.words[verb.word.position + 1 : word.position]
    apart = any(one.relation in ("cop", "aux", "aux:pass", "mark") or one.tag == "PUNCT" for one in between)
    if objects is None or objects.position < word.position or word.child("cc") is None or apart:
        return False
    tokens = {one.span.of(view.text).lower() for one in word.parse.words[verb.word.position :]}
    participle = tense is Tense.PAST and verb.word.lemma in ("have", "get", "keep", "find", "see", "hear", "want")
    gone = tokens & (_BACK - _LINKS if tense is Tense.PAST else _ANY_TIME)
    return not participle and not gone and view.people.quote_at(word.span.start) is None and _clear(view, word)


def _clear(view: View, word: Word) -> bool:
    """Whether a form is a verb's beyond doubt: no *reads* that names a thing, no form of two tenses."""
    form = word.span.of(view.text)
    return form not in _SAME_FORMS and form != word.lemma and word.tag == "VERB"


def _slips_of(view: View, verbs: Sequence[_Verb], usual: Tense, *, colloquial: bool) -> Iterator[Draft]:
    for at, verb in enumerate(verbs):
        if verb.tense is not usual and _lonely(verbs, at, usual):
            chance = _chance(view, verb, colloquial=colloquial)
            if chance:
                several = verb.tense is Tense.PAST and _goes_on_in_past(view, verb)
                draft = _draft(view, verb, chance)
                yield replace(draft, evidence=(verb.word.parse.row.span,)) if several else draft


def _verbs(view: View, span: Span) -> Iterator[_Verb]:
    """Finite main verbs of the narration of a stretch, in text order."""
    for parse in view.clauses.within(span):
        for at, relation in enumerate(parse.row.relations):
            if relation not in ("root", "parataxis", "ccomp"):
                continue
            word = Word(parse, at)
            subject = word.child("nsubj")
            tense = _tense(view, word, subject) if subject is not None else None
            if subject is not None and tense is not None and _is_told(view, word):
                yield _Verb(word, subject, tense)


def _is_told(view: View, word: Word) -> bool:
    """Whether a word is narration: in no quote, and in no line of talk that a dash opens."""
    if view.people.quote_at(word.span.start) is not None:
        return False
    start = view.text.rfind("\n", 0, word.span.start) + 1
    return not view.text.startswith(_DASHES, start)


def _tense(view: View, word: Word, subject: Word | None) -> Tense | None:
    """The tense a verb shows by its own form or its auxiliary's; ``None`` where it shows none."""
    for helper in word.auxiliaries:
        form = helper.span.of(view.text).lower().replace("’", "'")
        if form in _PAST_AUX:
            return Tense.PAST
        if form in _PRESENT_AUX:
            return Tense.PRESENT
    if word.auxiliaries or subject is None or word.relation == "xcomp" or word.child("mark") is not None:
        return None
    form = word.span.of(view.text)
    if word.tag != "VERB" or form.endswith("ing") or not (form.isalpha() and form.islower()):
        return None
    if form in _PASTS:
        return Tense.PAST
    if form == word.lemma and form in _SAME_FORMS:
        # *He put* is past, for in the present he *puts*.
        return Tense.PAST if subject.span.of(view.text).lower() in ("he", "she", "it") else None
    if form == word.lemma:
        return None if not _plain_subject(view, subject) else Tense.PRESENT
    return Tense.PRESENT if form.endswith("s") and not form.endswith("ss") else Tense.PAST


def _plain_subject(view: View, subject: Word) -> bool:
    """Whether a subject takes the bare form in the present: *I stop*."""
    return subject.span.of(view.text).lower() in ("i", "we", "they", "you")


def _lonely(verbs: Sequence[_Verb], at: int, usual: Tense) -> bool:
    """Whether the verbs of the sentences on both sides are in the scene's tense."""
    around = [*verbs[max(0, at - 2) : at], *verbs[at + 1 : at + 2]]
    return len(around) > 1 and all(verb.tense is usual for verb in around)


def _chance(view: View, verb: _Verb, *, colloquial: bool) -> float:
    """The probability that a lonely verb is a slip; 0 where the sentence may well leave the scene's time."""
    word = verb.word
    sentence = word.parse.row.span.of(view.text)
    tokens = {one.span.of(view.text).lower() for one in word.parse.words}
    if "?" in sentence or word.auxiliaries or not _somebody(view, verb.subject):
        return 0.0
    acts = word.lemma in _deeds() and word.lemma not in _STATES
    if verb.tense is Tense.PAST:
        back = _BACK - _LINKS if _goes_on_in_past(view, verb) else _BACK
        return _PAST_SLIP if (acts or word.lemma in _MOVES) and not tokens & back else 0.0
    if word.span.of(view.text) == "says" and (verb.subject.position < word.position or not colloquial):
        return _SPOKEN_SLIP
    if tokens & _ANY_TIME or word.lemma in _STATES:
        return 0.0
    # What a narrator does while telling stands in the first person: *I turn now to ...*.
    first = verb.subject.span.of(view.text).lower() in ("i", "we")
    return _PRESENT_SLIP if not first or (acts and word.lemma not in _TELLS) else 0.0


def _goes_on_in_past(view: View, verb: _Verb) -> bool:
    """Whether a sentence tells several deeds in the past, so that a *then* only counts them."""
    joined = (_tense(view, word, word.child("nsubj") or verb.subject) for word in verb.word.children_by("conj"))
    return any(tense is Tense.PAST for tense in joined)


def _somebody(view: View, subject: Word) -> bool:
    """Whether a subject is somebody there: a name, a pronoun, a person of the cast."""
    if subject.span.of(view.text).lower() in _ANYBODY or (subject.tag == "PROPN" and subject.child("det") is None):
        return True
    mention = view.people.mention_at(subject.span)
    who = view.people.only(mention) if mention is not None else None
    article = subject.child("det")
    indefinite = article is not None and article.lemma in ("a", "an", "some", "every", "any", "no")
    return who is not None and view.people.cast[who].kind is CharacterKind.PERSON and not indefinite


@cache
def _deeds() -> frozenset[str]:
    """Verbs for what people do on stage, as a dictionary lists them."""
    return words("beat_verbs") | words("speech_verbs")


def _draft(view: View, verb: _Verb, chance: float) -> Draft:
    here, there = ("present", "past") if verb.tense is Tense.PRESENT else ("past", "present")
    form = verb.word.span.of(view.text)
    return Draft(
        code=Code.TENSE_SLIP,
        severity=Severity.ERROR,
        message=f"“{form}” is in the {here} tense in a scene told in the {there}",
        suggestion=f"put “{form}” into the {there} tense",
        evidence=(verb.word.span,),
        confidence=chance,
    )
