"""A pronoun of the wrong gender: what the sentence, the reader and the people around say it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.lexicons.load import listed
from diegesis.spans import Span
from diegesis.views.clauses import Parse, Word

_GENDERS: Mapping[str, Gender] = {
    "he": Gender.M, "him": Gender.M, "his": Gender.M, "himself": Gender.M,
    "she": Gender.F, "her": Gender.F, "hers": Gender.F, "herself": Gender.F,
}  # fmt: skip
_KNOWN = (Gender.F, Gender.M)
#: What everybody does with a part of their own: nobody shakes another's head or holds another's tongue.
_OWN: Mapping[str, frozenset[str]] = {
    "shake": listed("head"),
    "nod": listed("head"),
    "shrug": listed("shoulder shoulders"),
    "bow": listed("head"),
    "clear": listed("throat"),
    "hold": listed("breath tongue"),
    "catch": listed("breath"),
    "roll": listed("eye eyes"),
    "narrow": listed("eye eyes"),
    "raise": listed("eyebrow eyebrows voice brow brows"),
    "lower": listed("voice"),
    "drop": listed("voice"),
    "cross": listed("arm arms leg legs"),
    "fold": listed("arm arms"),
    "clench": listed("fist fists tooth teeth jaw"),
    "grit": listed("tooth teeth"),
    "purse": listed("lip lips"),
    "wrinkle": listed("nose"),
    "wring": listed("hand hands"),
    "stamp": listed("foot feet"),
    "lose": listed("temper balance footing patience nerve"),
    "change": listed("mind"),
    "find": listed("voice footing tongue"),
    "turn": listed("back"),
    "hang": listed("head"),
    "blink": listed("eye eyes"),
    "duck": listed("head"),
}
#: What one may do to another as well: wrong only where the clause gives its subject something of the other gender too.
_BODY = listed(
    "hand hands head eye eyes face arm arms shoulder shoulders knee knees foot feet finger fingers lip lips mouth chin "
    "cheek cheeks hair nose forehead brow wrist sleeve sleeves coat hat apron glove gloves"
)
_TENDS = listed("wipe rub dry warm shade wash scratch stretch put press clap smooth blot polish")
_WRAPS, _CLOSE = listed("draw pull gather hug clutch tug"), listed("close closer tight tighter together")
_CLOTHES = listed("cardigan shawl coat cloak jacket gown robe collar scarf wrap dressing-gown stole cape overcoat")
_POSTURES = listed("lie sit stand sleep doze kneel wait crouch lean walk run trot come go")
_BODY_WITH = listed("chin nose paw head tail back eye mouth leg foot ear knee tongue elbow hand")
_REFLEXIVE, _SURE, _SPLIT, _READ, _POSTURE = 0.85, 0.85, 0.65, 0.65, 0.65
#: How often the reader must give somebody one gender before a lonely pronoun of the other is a slip, and how lonely.
_LEAST, _LONELY = 3, 6


def find_wrong_pronouns(view: View) -> Iterator[Draft]:
    """Pronouns of the narration that cannot be of their person, each once."""
    seen: set[Span] = set()
    for draft in (*_within_clauses(view), *_against_the_reader(view)):
        if not any(span in seen for span in draft.evidence):
            seen.update(draft.evidence)
            yield draft


def _within_clauses(view: View) -> Iterator[Draft]:
    for parse in view.clauses.parses:
        if not any(relation in ("nmod:poss", "obj", "obl") for relation in _of_pronouns(parse)):
            continue
        for verb in parse.words:
            if verb.tag == "VERB" and view.people.quote_at(verb.span.start) is None:
                subject = verb.child("nsubj")
                head = verb.head
                if subject is None and verb.relation == "advcl" and head is not None and not verb.child("mark"):
                    subject = head.child("nsubj")
                if subject is not None and view.people.quote_at(subject.span.start) is not None:
                    continue  # A tag behind speech hangs on a verb that is said.
                gender = _gender_of(view, subject) if subject is not None else None
                if subject is not None and gender is not None:
                    yield from _clashes(view, verb, subject, gender)


def _of_pronouns(parse: Parse) -> Iterator[str]:
    return (relation for relation, tag in zip(parse.row.relations, parse.row.tags, strict=True) if tag == "PRON")


def _clashes(view: View, verb: Word, subject: Word, gender: Gender) -> Iterator[Draft]:
    """Reflexives and possessives of the other gender on what can only be the subject's own."""
    for word in verb.children:
        own = _own_gender(view, word)
        if own not in (None, gender) and _is_reflexive(view, verb, word):
            yield _draft(view, subject, word, _REFLEXIVE)
    yield from _carried(view, verb, subject, gender)
    thing = verb.child("obj")
    owner = thing.child("nmod:poss") if thing is not None else None
    if thing is None or owner is None or _own_gender(view, owner) in (None, gender):
        return
    if thing.lemma in _OWN.get(verb.lemma, ()) or thing.span.of(view.text).lower() in _OWN.get(verb.lemma, ()):
        yield _draft(view, subject, owner, _SURE)
        return
    drawn = verb.lemma in _WRAPS and subject.tag == "PROPN" and _is_drawn_close(view, thing)
    if drawn or (thing.span.of(view.text).lower() in _BODY and _owns_again(view, verb, thing, gender)):
        yield _draft(view, subject, owner, _SPLIT)


def _carried(view: View, verb: Word, subject: Word, gender: Gender) -> Iterator[Draft]:
    """Somebody named sits or stands *with his chin on his paws*: the only one the sentence has."""
    if subject.tag != "PROPN" or verb.lemma not in _POSTURES:
        return
    for thing in verb.children:
        owner, case = thing.child("nmod:poss"), thing.child("case")
        if owner is None or case is None or case.lemma != "with" or thing.lemma not in _BODY_WITH:
            continue
        others = [_own_gender(view, word) for word in verb.parse.words if word.position != owner.position]
        if _own_gender(view, owner) not in (None, gender) and gender not in others and not _two_named(verb):
            yield _draft(view, subject, owner, _POSTURE)


def _two_named(verb: Word) -> bool:
    return sum(word.tag == "PROPN" and word.relation not in ("flat", "compound") for word in verb.parse.words) > 1


def _is_reflexive(view: View, verb: Word, word: Word) -> bool:
    """Whether a *himself* is what the verb is done to, and no weight on a name: *he liked Ann herself*."""
    if not word.span.of(view.text).lower().endswith("self") or word.relation not in ("obj", "obl"):
        return False
    between = verb.parse.words[verb.position + 1 : word.position]
    return verb.position < word.position and len(between) < 2 and all(one.tag == "ADP" for one in between)


def _is_drawn_close(view: View, thing: Word) -> bool:
    """Whether a garment is drawn close, as people do with what they wear: *Ann pulled her shawl tighter*."""
    near = thing.parse.words[thing.position + 1 : thing.position + 3]
    return thing.lemma in _CLOTHES and any(one.span.of(view.text).lower() in _CLOSE for one in near)


def _owns_again(view: View, verb: Word, thing: Word, gender: Gender) -> bool:
    """Whether a second thing close by is the subject's: *Ann wiped his hands on her apron*."""
    near = verb.parse.words[thing.position + 1 : thing.position + 5]
    return verb.lemma in _TENDS and any(
        word.relation == "nmod:poss" and _own_gender(view, word) is gender for word in near
    )


def _own_gender(view: View, word: Word) -> Gender | None:
    return _GENDERS.get(word.span.of(view.text).lower())


def _gender_of(view: View, word: Word) -> Gender | None:
    """The settled gender of a subject: a pronoun's own, a known person's by name."""
    own = _own_gender(view, word)
    if own is not None:
        return own
    mention = view.people.mention_at(word.span)
    who = view.people.only(mention) if mention is not None else None
    if who is None or mention is None or mention.form is not MentionForm.PROP:
        return None
    gender = view.people.cast[who].gender
    return gender if gender in _KNOWN else None


def _against_the_reader(view: View) -> Iterator[Draft]:
    """Lonely pronouns that the reader gives to somebody who is otherwise never called so."""
    rows: dict[Ref[Character], list[Mention]] = {}
    for mention in view.people.mentions:
        who = view.people.only(mention)
        if who is not None and _is_told_pronoun(mention) and view.people.cast[who].kind is CharacterKind.PERSON:
            rows.setdefault(who, []).append(mention)
    for who, mentions in rows.items():
        for mention in _lonely(view.people.cast[who].gender, mentions):
            row = view.people.resolutions[mention.id]
            if row.confidence >= 0.5 and row.reason.startswith("the reader"):
                yield _named(view, who, mention)


def _is_told_pronoun(mention: Mention) -> bool:
    told = not mention.in_quote and mention.person == 3 and not mention.plural
    return told and mention.form is MentionForm.PRON and mention.gender in _KNOWN


def _lonely(gender: Gender, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The pronouns of the gender that somebody hardly ever has; those of either where they have another pronoun."""
    if gender is Gender.N:
        return mentions if len(mentions) < _LEAST else ()
    counts = Counter(mention.gender for mention in mentions)
    rare, usual = sorted(_KNOWN, key=lambda one: (counts[one], one.value))
    if counts[usual] < _LEAST or counts[rare] * _LONELY > counts[usual]:
        return ()
    return [mention for mention in mentions if mention.gender is rare]


def _draft(view: View, subject: Word, pronoun: Word, chance: float) -> Draft:
    name, form = subject.span.of(view.text), pronoun.span.of(view.text)
    return _slip(view, f"“{form}” can only mean “{name}” here, and is of the wrong gender", pronoun.span, chance)


def _named(view: View, who: Ref[Character], mention: Mention) -> Draft:
    form, name = mention.span.of(view.text), view.people.name(who)
    message = f"“{form}” seems to mean {name}, who is never called so elsewhere"
    return _slip(view, message, mention.span, _READ)


def _slip(view: View, message: str, span: Span, chance: float) -> Draft:
    return Draft(
        code=Code.PRONOUN,
        severity=Severity.ERROR,
        message=message,
        suggestion="change the pronoun, or say who is meant",
        evidence=(span,),
        confidence=chance,
    )
