"""Whom the mentions inside quotes mean that coreference left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Ref, Tables, stable_ids
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.deixis.records import Indication
from diegesis.layers.deixis.settled import settle
from diegesis.layers.deixis.topics import NAMED, SPOKEN, TOLD, TURNS, Topics
from diegesis.layers.deixis.voices import People, Voice, Voices
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.tags.records import Tag

#: How surely each rule is right where the attribution is.
_SELF, _LISTENER, _CALLED, _BOTH = 0.97, 0.8, 0.4, 0.2
#: Confidence of somebody spoken of: at least, and how much the share of the weight adds.
_SPOKEN_OF, _BY_SHARE = 0.2, 0.25
_GROUP = 0.4
#: Sentences for which a pair or group is *they*.
_PAIR_MEMORY = 8


@dataclass(frozen=True, slots=True)
class _Answer:
    characters: People
    confidence: float
    reason: str


class _Resolver:
    """Walks the mentions of one document in text order."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document = document
        cast = tables.rows(Character)
        self.genders = {row.id: row.gender.value for row in cast}
        self.groups = {row.id for row in cast if row.kind is CharacterKind.GROUP}
        self.meant: dict[str, People] = {row.mention: row.characters for row in tables.rows(Resolution)}
        self.settled = settle(
            document,
            tables.rows(Mention),
            tables.rows(Resolution),
            tables.rows(Tag),
            tables.rows(Attribution),
        )
        self.meant.update({mention: (row.character,) for mention, row in self.settled.items()})
        self.voices = Voices(document, tables.rows(Quote), tables.rows(Attribution), tables.rows(Mention), self.meant)
        self.topics = Topics()
        #: The last pair or group: where it stands and who it is; the last person: where the mention ends and who.
        self.several: tuple[int, People] | None = None
        self.last: tuple[int, Ref[Character]] | None = None
        #: Speakers of the last turns, the latest last.
        self.heard: list[Ref[Character]] = []

    def resolve(self, mention: Mention) -> _Answer | None:
        """Whom an open mention means; ``None`` where nothing says or where it is not open. Remembers who is meant."""
        known = self.meant.get(mention.id)
        settled = self.settled.get(mention.id)
        quote = self.voices.quote_at(mention.span.start) if mention.in_quote else None
        answer = _Answer((settled.character,), settled.confidence, settled.reason) if settled else None
        if known is None and mention.in_quote and not mention.title:
            answer = self._open(mention, quote)
            if answer is not None:
                known = self.meant[mention.id] = answer.characters
        if known and mention.person == 3:
            self._remember(mention, known, spoken=quote is not None)
        return answer

    def _open(self, mention: Mention, quote: Quote | None) -> _Answer | None:
        if quote is None:
            return None
        voice = self.voices.of(quote)
        if voice.speaker is not None and voice.speaker not in self.heard[-1:]:
            self.heard = [*self.heard[1 - TURNS :], voice.speaker]
        if mention.form is not MentionForm.PRON:
            return self._called(mention, voice)
        if mention.person == 3:
            return self._spoken_of(mention, voice)
        if mention.person == 2:
            return _you(voice)
        return _we(voice) if mention.plural else _i(voice)

    def _called(self, mention: Mention, voice: Voice) -> _Answer | None:
        """``my dear``: whoever is spoken to."""
        if not mention.vocative or mention.form is not MentionForm.NOM or len(voice.listeners) != 1:
            return None
        return _Answer(voice.listeners, voice.confidence * _CALLED, "whom the line calls")

    def _spoken_of(self, mention: Mention, voice: Voice) -> _Answer | None:
        if mention.plural:
            return self._they(mention)
        if mention.gender is Gender.U:
            return None
        sentence, block = self._place(mention)
        ranked = self.topics.ranked(
            mention.gender.value,
            sentence,
            block,
            speaker=voice.speaker,
            listeners=voice.listeners,
            present=self.heard,
        )
        if not ranked:
            return None
        share = ranked[0][0] / sum(weight for weight, _ in ranked)
        return _Answer((ranked[0][1],), _SPOKEN_OF + _BY_SHARE * share, "whom the talk is about")

    def _they(self, mention: Mention) -> _Answer | None:
        if self.several is None:
            return None
        place, those = self.several
        if self._place(mention)[0] - self.document.sentences.before(place) > _PAIR_MEMORY:
            return None
        self.several = (mention.span.start, those)
        return _Answer(those, _GROUP, "the last pair or group spoken of")

    def _place(self, mention: Mention) -> tuple[int, int]:
        start = mention.span.start
        return self.document.sentences.before(start), self.document.block_at(start) or 0

    def _remember(self, mention: Mention, people: People, *, spoken: bool) -> None:
        sentence, block = self._place(mention)
        named = mention.form is not MentionForm.PRON
        weight = (NAMED if named else SPOKEN) if spoken else TOLD
        if len(people) > 1:
            self.several = (mention.span.start, people)
        for who in people:
            if who in self.groups:
                self.several = (mention.span.start, (who,))
            elif not mention.vocative:
                self.topics.enter(who, self.genders.get(who, "U"), sentence, block, weight)
        if len(people) == 1 and people[0] not in self.groups and named:
            self._remember_pair(mention, people[0])

    def _remember_pair(self, mention: Mention, who: Ref[Character]) -> None:
        """Two people joined by *and* are a pair."""
        if self.last and self.last[1] != who:
            between = self.document.text[self.last[0] : mention.span.start].strip()
            if between in ("and", "and his", "and her", "and the", "or", "nor"):
                self.several = (mention.span.start, (self.last[1], who))
        self.last = (mention.span.end, who)


def _i(voice: Voice) -> _Answer | None:
    if voice.speaker is None:
        return None
    return _Answer((voice.speaker,), voice.confidence * _SELF, "who says it")


def _you(voice: Voice) -> _Answer | None:
    if not voice.listeners:
        return None
    return _Answer(voice.listeners, (voice.confidence or 0.5) * _LISTENER, "to whom it is said")


def _we(voice: Voice) -> _Answer | None:
    if voice.speaker is None or not voice.listeners:
        return None
    return _Answer((voice.speaker, *voice.listeners), voice.confidence * _BOTH, "who says it and who hears it")


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> list[Indication]:
    """Resolve the open mentions inside quotes that can be, in text order."""
    resolver = _Resolver(document, tables)
    found = []
    for mention in tables.rows(Mention):
        answer = resolver.resolve(mention)
        if answer is not None:
            found.append((mention, answer))
    ids = stable_ids("d", document, [mention.span for mention, _ in found])
    return [
        Indication(
            id=name,
            confidence=answer.confidence,
            mention=Ref[Mention](mention.id),
            characters=answer.characters,
            reason=answer.reason,
        )
        for name, (mention, answer) in zip(ids, found, strict=True)
    ]


LAYER = Layer(
    name="deixis",
    makes=(Indication,),
    needs=(Quote, Mention, Tag, Character, Resolution, Attribution),
    annotate=annotate,
)
