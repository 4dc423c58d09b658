"""The tense of a verb in its clause: what English says with auxiliaries, seen from the syntax tree."""

from __future__ import annotations

from enum import StrEnum

from diegesis.lexicons.load import listed
from diegesis.views.clauses import Word


class VerbTense(StrEnum):
    """When a clause says its verb happens, against the time of telling."""

    PAST = "past"
    PRESENT = "present"
    PLUPERFECT = "pluperfect"
    PERFECT = "perfect"
    FUTURE = "future"
    CONDITIONAL = "conditional"  #: *would*
    MODAL = "modal"  #: *may*, *must*, *could*
    BARE = "bare"  #: an imperative or an infinitive
    PARTICIPLE = "participle"


_FUTURE = listed("will shall 'll ’ll wo sha")
_WOULD = listed("would should 'd ’d")
_HAD, _HAVE = listed("had 'd ’d"), listed("have has 've ’ve 's ’s having 've")
_BE_PAST, _BE_PRESENT = listed("was were"), listed("is are am 's ’s 're ’re 'm ’m")
#: Verbs whose past is spelt like their present.
_UNCHANGING = listed(
    "put set cut let hit shut cast hurt spread cost burst split quit read beat bid rid shed thrust knit wet"
)
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_CLAUSES = ("acl", "advcl", "amod", "xcomp")
#: Tenses whose auxiliary serves a verb joined by *and*.
_CARRIED = frozenset(
    {VerbTense.PLUPERFECT, VerbTense.FUTURE, VerbTense.CONDITIONAL, VerbTense.MODAL, VerbTense.PERFECT}
)


class Tenses:
    """The tenses of a text's verbs.

    Args:
        text: the document's text, into which the words point.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def surface(self, word: Word) -> str:
        """A word as it stands in the text, in small letters."""
        return word.span.of(self._text).lower()

    def ends_in_question(self, verb: Word) -> bool:
        """Whether the verb's sentence ends in a question mark."""
        return "?" in verb.parse.row.span.of(self._text)[-3:]

    def of(self, verb: Word) -> VerbTense:
        """The tense of a verb, with the auxiliaries of the verb it is joined to where it has none of its own."""
        relations, here = verb.parse.row.relations, verb.position
        before = [at for at in verb.parse.dependents[here] if at < here and relations[at] in _AUXILIARIES]
        own = [Word(verb.parse, at) for at in before]
        surfaces = [self.surface(word) for word in own]
        if not surfaces:
            return self._alone(verb)
        first = surfaces[0]
        form = self.surface(verb)
        if any(word in _FUTURE for word in surfaces):
            return VerbTense.FUTURE
        if first in _HAD and not (first != "had" and _is_base(verb, form) and "been" not in surfaces):
            return VerbTense.PLUPERFECT
        if first in _WOULD:
            return VerbTense.CONDITIONAL
        if (
            own[0].lemma == "have"
            or (first in ("'s", "’s") and self._has_done(own[0], verb))
            or (first in _HAVE and "been" in surfaces)
        ):
            return VerbTense.PERFECT
        return self._by_auxiliary(first, verb)

    def _has_done(self, auxiliary: Word, verb: Word) -> bool:
        """Whether *'s* is *has*: *he's run off*, *she's broken it*, but not *she's taken ill* nor *he's running*."""
        participle = not self.surface(verb).endswith("ing") and not _is_base(verb, self.surface(verb))
        return auxiliary.relation == "aux" and verb.tag == "VERB" and participle

    def _by_auxiliary(self, first: str, verb: Word) -> VerbTense:
        if first in _BE_PAST or first == "did":
            return VerbTense.PAST
        if first in _BE_PRESENT or first in ("do", "does"):
            return VerbTense.FUTURE if self._is_going_to(verb) else VerbTense.PRESENT
        if first in ("be", "been", "being"):
            return VerbTense.PARTICIPLE
        return VerbTense.MODAL

    def _is_going_to(self, verb: Word) -> bool:
        return self.surface(verb) == "going" and any(
            self._infinitive(word) for word in verb.children_by("xcomp", "advcl")
        )

    def _infinitive(self, verb: Word) -> bool:
        return any(self.surface(word) == "to" for word in below(verb, "mark"))

    def _alone(self, verb: Word) -> VerbTense:
        form = self.surface(verb)
        if form.endswith("ing") and verb.lemma != form:
            return VerbTense.PARTICIPLE
        if self._infinitive(verb):
            return VerbTense.BARE
        head = verb.head
        if verb.relation == "conj" and head is not None and head.tag in ("VERB", "AUX") and not below(verb, "nsubj"):
            joined = self.of(head)
            if joined in _CARRIED or (joined is VerbTense.BARE and _is_base(verb, form)):
                return joined
        if verb.relation.partition(":")[0] in _CLAUSES and not below(verb, "nsubj") and not _is_base(verb, form):
            return VerbTense.PARTICIPLE
        return self._finite(verb, form)

    def _finite(self, verb: Word, form: str) -> VerbTense:
        if not _is_base(verb, form):
            return VerbTense.PRESENT if form.endswith("s") and not form.endswith("ss") else VerbTense.PAST
        subject = verb.subject
        if subject is None:
            return VerbTense.PAST if form in _UNCHANGING and verb.relation == "conj" else VerbTense.BARE
        if form in _UNCHANGING and self.surface(subject) not in ("i", "you", "we", "they"):
            return VerbTense.PAST
        return VerbTense.PRESENT


def below(verb: Word, relation: str) -> list[Word]:
    """The dependents with just one relation, in text order."""
    relations = verb.parse.row.relations
    return [Word(verb.parse, at) for at in verb.parse.dependents[verb.position] if relations[at] == relation]


def _is_base(verb: Word, form: str) -> bool:
    return form == verb.lemma
