"""Who speaks to, about and near whom, scene by scene."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from diegesis.document import Document
from diegesis.layer import Ref, stable_ids
from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.relationships.claims import Reading
from diegesis.layers.relationships.records import Exchange
from diegesis.layers.relationships.tone import tone
from diegesis.layers.scenes.records import Scene
from diegesis.spans import Span

#: A sentence that names more people is a list of them.
_CROWD = 6
_SAID = frozenset({QuoteKind.SPEECH, QuoteKind.WRITING})


@dataclass(slots=True)
class _Count:
    """Counts of a pair in one scene; ``to`` and ``about`` by whoever speaks."""

    first: Span
    to: dict[str, int] = field(default_factory=dict)
    about: dict[str, int] = field(default_factory=dict)
    words: int = 0
    near: int = 0
    tones: list[float] = field(default_factory=list)


class _Scene:
    """Counts of all pairs of one scene."""

    def __init__(self, reading: Reading, scene: Scene) -> None:
        self.reading = reading
        self.scene = scene
        self.rank = reading.rank
        self.pairs: dict[tuple[str, str], _Count] = {}

    def count(self) -> dict[tuple[str, str], _Count]:
        """Counts by pair, the earlier one of the cast first."""
        for quote in self.reading.people.quotes_in(self.scene.span):
            if quote.kind in _SAID:
                self._quote(quote)
        self._sentences()
        return self.pairs

    def _pair(self, one: str, other: str, span: Span) -> _Count:
        a, b = sorted((one, other), key=self.rank.__getitem__)
        count = self.pairs.setdefault((a, b), _Count(span))
        count.first = min(count.first, span)
        return count

    def _quote(self, quote: Quote) -> None:
        people = self.reading.people
        speaker = people.speaker(quote)
        if speaker is None:
            return
        words = self._words(quote.inner)
        for listener in dict.fromkeys(people.addressees(quote)):
            if listener != speaker:
                count = self._pair(speaker, listener, quote.span)
                count.to[speaker] = count.to.get(speaker, 0) + 1
                count.words += sum(word[:1].isalnum() for word in words)
                count.tones.append(tone(words) or 0.0)
        for mention in people.mentions_in(quote.span):
            if mention.person != 3 or mention.vocative or people.quote_at(mention.span.start) is not quote:
                continue
            for who in people.meant(mention):
                if who != speaker:
                    count = self._pair(speaker, who, mention.span)
                    count.about[speaker] = count.about.get(speaker, 0) + 1

    def _words(self, span: Span) -> list[str]:
        document = self.reading.document
        return [document.words[at] for at in document.tokens.within(span)]

    def _sentences(self) -> None:
        """Sentences of narration that mention two people."""
        people, sentences = self.reading.people, self.reading.document.sentences
        mentioned: dict[int, dict[str, None]] = {}
        for mention in people.mentions_in(self.scene.span):
            if people.quote_at(mention.span.start) is None:
                position = sentences.before(mention.span.start)
                mentioned.setdefault(position, {}).update(dict.fromkeys(people.meant(mention)))
        for position, who in mentioned.items():
            if position >= 0 and 2 <= len(who) <= _CROWD:
                for one, other in combinations(who, 2):
                    self._pair(one, other, sentences[position]).near += 1


def exchanges(reading: Reading) -> list[Exchange]:
    """One row per scene and pair with anything to count, in text order."""
    rows = sorted(_counted(reading), key=lambda row: (row[3].first, reading.rank[row[1]], reading.rank[row[2]]))
    ids = _ids(reading.document, [row[3].first for row in rows])
    return [
        Exchange(
            id=name,
            scene=Ref[Scene](scene.id),
            a=Ref[Character](a),
            b=Ref[Character](b),
            a_to_b=count.to.get(a, 0),
            b_to_a=count.to.get(b, 0),
            words=count.words,
            a_about_b=count.about.get(a, 0),
            b_about_a=count.about.get(b, 0),
            near=count.near,
            tone=round(sum(count.tones) / len(count.tones), 3) if count.tones else None,
            evidence=(count.first,),
        )
        for name, (scene, a, b, count) in zip(ids, rows, strict=True)
    ]


def _counted(reading: Reading) -> Iterator[tuple[Scene, str, str, _Count]]:
    for scene in reading.scenes:
        for (a, b), count in _Scene(reading, scene).count().items():
            yield scene, a, b, count


def _ids(document: Document, spans: list[Span]) -> list[str]:
    return stable_ids("x", document, spans)
