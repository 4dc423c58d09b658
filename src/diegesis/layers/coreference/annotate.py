"""Whom mentions mean: names by the cast's aliases, noun phrases by their words, pronouns by who is on stage."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Ref, Tables, stable_ids
from diegesis.layers.characters.records import Alias, Character, CharacterKind, Narration
from diegesis.layers.coreference.entities import entities_of
from diegesis.layers.coreference.reader import Chances, is_stranger
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.coreference.salience import Place, Stage
from diegesis.layers.entities.records import EntityType, Gender, Mention, MentionForm
from diegesis.lexicons.load import listed
from diegesis.lexicons.people import titles
from diegesis.spans import SpanIndex

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading

#: Share of a mention's weight where it stands inside a quote.
SPOKEN_OF = 0.3
#: What the reader's chances weigh against the rules' answer, and the least chance that is an answer.
READER_SHARE, LEAST_CHANCE = 0.8, 0.12
#: Sentences for which a pair or group is *they*.
PAIR_MEMORY = 4
_OBJECTS = listed("him her them his its their himself herself themselves")
_DETERMINERS = listed("the a an this that these those another his her its my your our their one")
_PREPOSITIONS = listed(
    "to at of with for by from upon on about behind beside before after over under past like than near"
)
_CLAUSE_ENDS = listed("and but or that which who when while as if because so though before after until where")
#: Words after which *her* is an object: ``He saw her and ...``
_NO_NOUN = listed(
    "the a an in into out up down off through across away back again there here now then his my your their him me "
    "you it"
).union(_PREPOSITIONS, _CLAUSE_ENDS)


@dataclass(frozen=True, slots=True)
class _Answer:
    characters: tuple[Ref[Character], ...]
    confidence: float
    reason: str
    read: bool = False


class _Resolver:
    """Walks the mentions of one document in text order."""

    def __init__(self, document: Document, tables: Tables, chances: Chances | None = None) -> None:
        self.document = document
        self.chances = chances
        self.genders = {row.id: row.gender.value for row in tables.rows(Character)}
        self.named: dict[str, list[Ref[Character]]] = defaultdict(list)
        self.weights: dict[tuple[str, str], int] = {}
        for alias in tables.rows(Alias):
            self.named[alias.text.lower()].append(alias.character)
            self.weights[alias.text.lower(), alias.character] = alias.count
        self.narrations = tables.rows(Narration)
        self.narration_spans = SpanIndex([row.span for row in self.narrations])
        self.clauses = _clauses(document)
        self.stage = Stage()
        self.groups = {row.id for row in tables.rows(Character) if row.kind is CharacterKind.GROUP}
        #: Names by their ends, for the phrases around them.
        self.inside = {
            row.span.end: row.span for row in tables.rows(Mention) if row.form is MentionForm.PROP and row.personal
        }
        #: Where the last pair or group stands, and who it is; where the last mention ends, and who it is.
        self.several: tuple[int, tuple[Ref[Character], ...]] | None = None
        self.last: tuple[int, Ref[Character]] | None = None

    def resolve(self, mention: Mention) -> _Answer | None:
        """Whom a mention means, how surely, and why; ``None`` where nothing says."""
        named = self.inside.get(mention.head.end) if mention.around else mention.span
        if mention.form is MentionForm.PROP or mention.around:
            found = self._by_name(" ".join((named or mention.span).of(self.document.text).split()).lower())
        elif mention.form is MentionForm.NOM:
            found = self._by_phrase(mention)
        else:
            found = self._pronoun(mention)
        if self.chances is not None:
            found = self._weighed(mention, found, self.chances)
        if found and not (mention.form is MentionForm.PRON and mention.person == 1):
            self._remember(mention, found)
        return found

    def _weighed(self, mention: Mention, ruled: _Answer | None, chances: Chances) -> _Answer | None:
        """The rules' answer and the reader's chances together; names, several people and *I* are the rules' alone."""
        by_words = mention.around or (ruled is not None and mention.form is not MentionForm.PRON)
        if by_words or mention.form is MentionForm.PROP or mention.plural or mention.person != 3:
            if ruled is not None and len(ruled.characters) == 1:
                chances.note(mention, {ruled.characters[0]: ruled.confidence})
            elif ruled is None and mention.form is MentionForm.PROP and mention.type is EntityType.PER:
                chances.note_stranger(mention, " ".join(mention.span.of(self.document.text).split()))
            return ruled
        found = {who: READER_SHARE * chance for who, chance in chances.of(mention).items()}
        ruled_by, sure = (ruled.characters, ruled.confidence) if ruled is not None else ((), 0.0)
        for one in ruled_by:
            found[one] = found.get(one, 0.0) + (1 - READER_SHARE) * sure
        chances.note(mention, found)
        best = max(sorted(found), key=lambda name: found[name], default="")
        if is_stranger(best):
            chances.settle(mention, best)
        if found.get(best, 0.0) < LEAST_CHANCE or is_stranger(best):
            return None
        by_rules = best in ruled_by and found[best] <= READER_SHARE / 2
        reason = ruled.reason if by_rules and ruled is not None else "the reader's antecedents"
        return _Answer((Ref[Character](best),), found[best], reason, read=not by_rules)

    def _by_phrase(self, mention: Mention) -> _Answer | None:
        """``the old captain`` by the words of a speech tag, ``the captain`` by the captain's title."""
        split = mention.kernel.of(self.document.text).lower().replace("’", "'").split()
        while split and (split[0] in _DETERMINERS or split[0].endswith("'s")):
            split.pop(0)
        words = " ".join(split)
        return self._by_name(f"the {words}") or (self._by_name(words) if words in titles() else None)

    def _by_name(self, surface: str) -> _Answer | None:
        bearers = self.named.get(surface)
        if not bearers:
            return None
        if len(bearers) == 1:
            return _Answer((bearers[0],), 0.95, "the only one of this name")
        best = max(bearers, key=lambda ref: (self.stage.holds(ref), self.weights[surface, ref]))
        return _Answer((best,), 0.6, "the likeliest of those who bear the name")

    def _pronoun(self, mention: Mention) -> _Answer | None:
        if mention.in_quote:
            return None
        if mention.plural:
            return self._several(mention) if mention.person == 3 else None
        if mention.person == 1:
            position = self.narration_spans.at(mention.span.start)
            return None if position is None else _Answer((self.narrations[position].character,), 0.95, "the narrator")
        if mention.person != 3 or mention.gender is Gender.U:
            return None
        return self._antecedent(mention)

    def _antecedent(self, mention: Mention) -> _Answer | None:
        """The most salient person of the pronoun's gender."""
        place = self._place(mention)
        surface = mention.span.of(self.document.text).lower()
        owner = self._owns(mention, surface)
        apart = surface in ("him", "her") and not owner
        ranked = self.stage.candidates(mention.gender.value, place, apart=apart, owner=owner)
        if not ranked:
            return None
        share = ranked[0][0] / sum(weight for weight, _ in ranked)
        return _Answer((ranked[0][1],), 0.4 + 0.5 * share, "the person on stage whom the pronoun fits")

    def _owns(self, mention: Mention, surface: str) -> bool:
        """Whether a pronoun is a possessive; *her* is one before a word that may belong to a noun."""
        if surface != "her":
            return surface in ("his", "their", "its", "xyr")
        after = self.document.tokens.before(mention.span.start) + 1
        if after >= len(self.document.words):
            return False
        word = self.document.words[after]
        return word[0].isalnum() and word not in _NO_NOUN

    def _place(self, mention: Mention) -> Place:
        """Where a mention stands; a subject is no object form, owns nothing and follows no preposition."""
        token = self.document.tokens.before(mention.span.start)
        before = self.document.words[token - 1] if token else ""
        surface = mention.span.of(self.document.text).lower()
        return Place(
            sentence=self.document.sentences.before(mention.span.start),
            block=self.document.block_at(mention.span.start) or 0,
            clause=self.clauses[token],
            subject=surface not in _OBJECTS and before not in _PREPOSITIONS and not self._has_mark(mention),
        )

    def _has_mark(self, mention: Mention) -> bool:
        """Whether a possessive ending stands behind a mention."""
        after = self.document.text[mention.span.end : mention.span.end + 2]
        return mention.form is not MentionForm.PRON and after in ("'s", "’s")

    def _remember(self, mention: Mention, found: _Answer) -> None:
        place = self._place(mention)
        self._remember_several(mention, found)
        share = SPOKEN_OF if mention.in_quote else 1.0
        for character in found.characters:
            if character not in self.groups:
                self.stage.enter(character, self.genders.get(character, "U"), place, share=share)

    def _remember_several(self, mention: Mention, found: _Answer) -> None:
        """Keep the last group, or the last two people joined by *and*, for *they*."""
        one = found.characters[0]
        if mention.in_quote or len(found.characters) > 1:
            return
        if one in self.groups:
            self.several = (mention.span.start, (one,))
        elif self.last and self.last[1] != one:
            between = self.document.text[self.last[0] : mention.span.start]
            if between.strip() in ("and", "and his", "and her", "and the"):
                self.several = (mention.span.start, (self.last[1], one))
        self.last = (mention.span.end, one)

    def _several(self, mention: Mention) -> _Answer | None:
        """*They* are the last group or pair, if it stands close by."""
        if self.several is None:
            return None
        place, those = self.several
        sentences = self.document.sentences
        if sentences.before(mention.span.start) - sentences.before(place) > PAIR_MEMORY:
            return None
        self.several = (mention.span.start, those)
        return _Answer(those, 0.5, "the last pair or group")


def _clauses(document: Document) -> array[int]:
    """For each token the number of its clause: a new one begins at a mark or a word that joins clauses."""
    numbers = array("I")
    number = 0
    for word in document.words:
        number += word in _CLAUSE_ENDS or not word[0].isalnum()
        numbers.append(number)
    return numbers


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: Reading | None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> list[Record]:
    """Resolve the mentions that can be, in text order, and put those that mean the same together."""
    genders = {row.id: row.gender.value for row in tables.rows(Character)}
    mentions = [row for row in tables.rows(Mention) if not row.title]
    chances = Chances(mentions, encoded, genders) if encoded is not None else None
    resolver = _Resolver(document, tables, chances)
    found = []
    for mention in mentions:
        answer = resolver.resolve(mention)
        if answer is not None:
            found.append((mention, answer))
    ids = stable_ids("x", document, [mention.span for mention, _ in found])
    resolutions = [
        Resolution(
            id=name,
            confidence=answer.confidence,
            mention=Ref[Mention](mention.id),
            characters=answer.characters,
            reason=answer.reason,
            made_by="reader" if answer.read else "rules",
        )
        for name, (mention, answer) in zip(ids, found, strict=True)
    ]
    clusters = chances.clusters() if chances is not None else None
    return [*resolutions, *entities_of(document, mentions, resolutions, tables.rows(Character), clusters)]


LAYER = Layer(
    name="coreference",
    makes=(Resolution, Entity),
    needs=(Mention, Character, Alias, Narration),
    annotate=annotate,
    reader=True,
)
