"""A claim: one passage that says, or lets one see, what two people are to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from diegesis.document import Document
from diegesis.layer import Tables
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.relationships.nouns import TieNoun
from diegesis.layers.relationships.records import TieKind
from diegesis.layers.scenes.records import Scene
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span, SpanIndex
from diegesis.views.clauses import Clauses
from diegesis.views.people import People

#: How surely the narrator, or the scene's point of view, is whose words the narration borrows.
_NARRATOR, _POV = 0.95, 0.7


@dataclass(frozen=True, slots=True)
class Claim:
    """What one passage says.

    Attributes:
        a, b: ids of the two; ``a`` is the first party of a directed tie.
        kind: of the tie.
        weight: probability that the passage says so.
        span: the passage.
        rule: what reads it, in words.
    """

    a: str
    b: str
    kind: TieKind
    weight: float
    span: Span
    rule: str


class Reading:
    """The tables of one document, for the rules that make claims."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document = document
        self.people = People(tables)
        self.clauses = Clauses(tables.rows(Sentence))
        self.scenes = tables.rows(Scene)
        #: Places in the cast, by id.
        self.rank = {who: place for place, who in enumerate(self.people.cast)}
        self._scenes = SpanIndex([scene.span for scene in self.scenes])
        self._ending: dict[int, Mention] = {}
        for mention in self.people.mentions:
            known = self._ending.get(mention.span.end)
            if known is None or known.span.length > mention.span.length:
                self._ending[mention.span.end] = mention

    def scene_at(self, offset: int) -> Scene | None:
        """The scene that holds an offset."""
        position = self._scenes.at(offset)
        return None if position is None else self.scenes[position]

    def word(self, position: int) -> str:
        """A token in small letters; empty beyond the ends."""
        words = self.document.words
        return words[position] if 0 <= position < len(words) else ""

    def starting(self, position: int) -> Mention | None:
        """The longest resolved mention that starts with a token."""
        if not 0 <= position < len(self.document.tokens):
            return None
        start = self.document.tokens[position].start
        return next(iter(self.people.mentions_in(Span(start, start + 1))), None)

    def ending(self, position: int) -> Mention | None:
        """The shortest resolved mention that ends with a token."""
        if not 0 <= position < len(self.document.tokens):
            return None
        return self._ending.get(self.document.tokens[position].end)

    def headed(self, position: int) -> Mention | None:
        """The resolved mention whose head is a token."""
        return self.people.mention_at(self.document.tokens[position])

    def self_at(self, offset: int) -> tuple[str | None, float]:
        """Whose words or thoughts stand there, and how surely: the speaker's, the narrator's or the viewer's."""
        quote = self.people.quote_at(offset)
        if quote is not None:
            row = self.people.attribution(quote)
            return (row.speaker, row.confidence) if row else (None, 0.0)
        narrator = self.people.narrator_at(offset)
        if narrator is not None:
            return narrator, _NARRATOR
        scene = self.scene_at(offset)
        return (scene.pov, _POV) if scene else (None, 0.0)

    def fits(self, who: str, gender: Gender) -> bool:
        """Whether somebody may be what a word of a gender names."""
        own = self.people.cast[who].gender
        return gender is Gender.U or own is Gender.U or own is gender

    def person(self, who: str) -> Character:
        """A member of the cast."""
        return self.people.cast[who]

    def is_group(self, who: str) -> bool:
        """Whether a member of the cast is several people."""
        return self.people.cast[who].kind is CharacterKind.GROUP

    def pairs(
        self, noun: TieNoun, named: Mention, owner: Mention, *, weight: float, span: Span, rule: str
    ) -> Iterator[Claim]:
        """The claims that somebody named by a tie noun is it to whoever owns it."""
        sure = weight * self.surely(named) * self.surely(owner)
        for one, other in product(self.people.meant(named), self.people.meant(owner)):
            yield from self.claim(noun, one, other, weight=sure, span=span, rule=rule)

    def claim(self, noun: TieNoun, named: str, owner: str, *, weight: float, span: Span, rule: str) -> Iterator[Claim]:
        """The claim that one is a tie noun to another, if they are two and gender does not forbid it."""
        if named != owner and self.fits(named, noun.gender):
            yield Claim(*noun.parties(named, owner), noun.kind, weight, span, rule)

    def surely(self, mention: Mention) -> float:
        """How surely a mention is read: names nearly always."""
        sure = self.people.surely(mention)
        return max(sure, 0.95) if mention.form is MentionForm.PROP else sure
