"""Finds the kin that nobody names, and whom phrases for kin mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Ref, Tables, stable_ids
from diegesis.layers.characters.records import Alias, Character, CharacterKind
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.deixis.records import Indication
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.relatives.records import KinAlias, KinResolution, Relative
from diegesis.layers.relatives.said import HEEDED, Said
from diegesis.lexicons.people import kin_terms
from diegesis.spans import SpanIndex

#: How sure a phrase is of its person where another phrase of the same owner leads there, where a person is made of
#: it, and a pronoun that the reader ties to it.
_SAME, _NEW, _PRONOUN = 0.7, 0.6, 0.5
#: Characters between the owner and the kin word: *his poor dear mother*.
_BETWEEN = 24
_ONE_WORD = {
    **dict.fromkeys(("mum", "mummy", "mom", "mommy", "mamma", "mama", "ma"), "mother"),
    **dict.fromkeys(("dad", "daddy", "papa", "pa"), "father"),
    **dict.fromkeys(("grandma", "granny", "gran"), "grandmother"),
    "grandpa": "grandfather",
    "auntie": "aunt",
}
#: Kin terms that are not said of one relative alone, or of no kin.
_OTHERS = frozenset(("friend", "companion", "master", "mistress", "parent", "child"))

#: Kin who as a rule bear another surname.
_OTHER_SURNAME = frozenset(("aunt", "uncle", "cousin", "niece", "nephew"))

_Key = tuple[Ref[Character], str]
_Meant = Mapping[str, tuple[Ref[Character], ...]]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of an owner and a kin word, and the person it leads to already, if any."""

    mention: Mention
    key: _Key
    known: Ref[Character] | None


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: object = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> tuple[Record, ...]:
    """Relatives in order of their first phrase, their aliases, and a resolution for each phrase that had none."""
    # Not by views.people, which looks through the rows made here.
    meant = {str(row.mention): row.characters for kind in (Resolution, Indication) for row in tables.rows(kind)}
    groups: dict[_Key, list[_Phrase]] = {}
    for phrase in _phrases(document, tables.rows(Mention), meant):
        groups.setdefault(phrase.key, []).append(phrase)
    namesakes = _Namesakes(tables)
    named = _short_names(tables)
    said = Said(tables, clamps)
    known = {
        key: said.person(_called(named, key)) or _settled(group) or namesakes.kin(*key) for key, group in groups.items()
    }
    new = {key: group for key, group in groups.items() if known[key] is None and key[0] in named}
    new = {key: group for key, group in new.items() if not said.is_nobody(_called(named, key))}
    relatives = {key: said.described(row) for key, row in _relatives(document, named, new).items()}
    owners = {key: Ref[Character](row.id) for key, row in relatives.items()}
    owners |= {key: who for key, who in known.items() if who is not None}
    answers = _answers(tables, meant, groups, owners, relatives)
    order = [row.id for row in tables.rows(Mention) if row.id in answers]
    aliases = [alias for key, row in relatives.items() for alias in _aliases(document, row, groups[key])]
    return (*relatives.values(), *aliases, *(answers[mention] for mention in order))


def _called(names: Mapping[str, str], key: _Key) -> str:
    """What a relative is called: *Tom's aunt*."""
    return f"{names.get(key[0], '')}'s {key[1]}"


def _phrases(document: Document, mentions: Sequence[Mention], meant: _Meant) -> Iterator[_Phrase]:
    index = SpanIndex([mention.span for mention in mentions])
    terms = kin_terms()
    for mention in mentions:
        word = mention.head.of(document.text).lower()
        if mention.form is not MentionForm.NOM or mention.plural or word not in terms or word in _OTHERS:
            continue
        owner = _owner(mention, [mentions[at] for at in index.touching(mention.span)], meant)
        if owner is not None:
            known = _only(mention, meant)
            yield _Phrase(mention, (owner, _ONE_WORD.get(word, word)), None if known == owner else known)


def _owner(phrase: Mention, around: Sequence[Mention], meant: _Meant) -> Ref[Character] | None:
    """Whom the words before the kin word mean: *her*, or *Tom's*."""
    for mention in around:
        begins = mention.span.start == phrase.span.start and mention.span.end <= phrase.head.start
        if begins and phrase.head.start - mention.span.end <= _BETWEEN:
            return _only(mention, meant)
    return None


def _only(mention: Mention, meant: _Meant) -> Ref[Character] | None:
    """The one person a mention means."""
    who = meant.get(mention.id, ())
    return who[0] if len(who) == 1 else None


def _settled(group: Sequence[_Phrase]) -> Ref[Character] | None:
    """The person that most phrases of one owner and word lead to; ``None`` where none does."""
    counts = Counter(phrase.known for phrase in group if phrase.known is not None)
    return max(counts, key=lambda who: (counts[who], who)) if counts else None


class _Namesakes:
    """Members of the cast by their surname: who may be the kin of whom."""

    def __init__(self, tables: Tables) -> None:
        self._cast = {row.id: row for row in tables.rows(Character) if row.kind is CharacterKind.PERSON}
        self._by_surname: dict[str, list[Character]] = {}
        for row in self._cast.values():
            if len(row.name.split()) > 1:
                self._by_surname.setdefault(row.name.split()[-1], []).append(row)

    def kin(self, owner: Ref[Character], word: str) -> Ref[Character] | None:
        """The one other bearer of the owner's surname whose gender the word has; ``None`` for none or several."""
        held = self._cast.get(owner)
        if held is None or len(held.name.split()) < 2 or word in _OTHER_SURNAME:
            return None
        gender = kin_terms()[word]
        fitting = [
            Ref[Character](row.id)
            for row in self._by_surname[held.name.split()[-1]]
            if row.id != owner and row.gender.value == gender
        ]
        return fitting[0] if len(fitting) == 1 else None


def _aliases(document: Document, row: Relative, group: Sequence[_Phrase]) -> list[KinAlias]:
    """The phrases for somebody, each once, as they first stand in the text."""
    surfaces: dict[str, list[Mention]] = {}
    for phrase in group:
        words = " ".join(phrase.mention.kernel.of(document.text).split())
        surfaces.setdefault(words.casefold(), []).append(phrase.mention)
    return [
        KinAlias(
            id=f"{row.id}-{number}",
            character=Ref(row.id),
            text=" ".join(mentions[0].kernel.of(document.text).split()),
            form=MentionForm.NOM,
            count=len(mentions),
            evidence=(mentions[0].span,),
            reason="a phrase for kin",
        )
        for number, mentions in enumerate(surfaces.values())
    ]


def _relatives(
    document: Document, names: Mapping[str, str], groups: Mapping[_Key, Sequence[_Phrase]]
) -> dict[_Key, Relative]:
    keys = sorted(groups, key=lambda key: groups[key][0].mention.span)
    firsts = [groups[key][0].mention.span for key in keys]
    genders = kin_terms()
    return {
        key: Relative(
            id=name,
            name=_called(names, key),
            gender=Gender(genders[key[1]]),
            kind=CharacterKind.PERSON,
            evidence=(first,),
            owner=key[0],
            kin=key[1],
            confidence=_NEW,
        )
        for name, key, first in zip(stable_ids("k", document, firsts), keys, firsts, strict=True)
    }


def _short_names(tables: Tables) -> dict[str, str]:
    """What everybody with a name is called most: *Tom* of *Tom Hale*. *The voice's aunt* is nobody to a reader."""
    best: dict[str, Alias] = {}
    for alias in tables.rows(Alias):
        if alias.form is not MentionForm.PROP:
            continue
        held = best.get(alias.character)
        if held is None or alias.count > held.count:
            best[alias.character] = alias
    narrators = {row.id: row.name for row in tables.rows(Character) if row.narrator}
    return narrators | {who: alias.text for who, alias in best.items()}


def _answers(
    tables: Tables,
    meant: _Meant,
    groups: Mapping[_Key, Sequence[_Phrase]],
    owners: Mapping[_Key, Ref[Character]],
    relatives: Mapping[_Key, Relative],
) -> dict[str, KinResolution]:
    """Resolutions by mention id: of phrases that led nowhere, then of pronouns of new people."""
    answers: dict[str, KinResolution] = {}
    for key in owners:
        for phrase in groups[key]:
            if phrase.known is None:
                sure = _NEW if key in relatives else _SAME
                answers[phrase.mention.id] = _answer(phrase.mention, owners[key], sure, f"kin: {key[1]}")
    mentions = {row.id: row for row in tables.rows(Mention)}
    for entity in tables.rows(Entity):
        owned = [answers[ref].characters[0] for ref in entity.mentions if ref in answers]
        for ref in entity.mentions if owned and entity.character is None else ():
            mention = mentions[ref]
            open_pronoun = mention.form is MentionForm.PRON and mention.id not in meant
            if open_pronoun and ref not in answers and not mention.plural:
                answers[ref] = _answer(mention, owned[0], _PRONOUN, "the reader ties it to a phrase for kin")
    return answers


def _answer(mention: Mention, who: Ref[Character], confidence: float, reason: str) -> KinResolution:
    return KinResolution(
        id=f"kr-{mention.id}", mention=Ref(mention.id), characters=(who,), confidence=confidence, reason=reason
    )


LAYER = Layer(
    name="relatives",
    makes=(Relative, KinAlias, KinResolution),
    needs=(Mention, Character, Alias, Resolution, Indication, Entity),
    annotate=annotate,
    heeds=HEEDED,
)
