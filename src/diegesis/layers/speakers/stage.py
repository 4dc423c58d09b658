"""Who is on stage: turns of speech with the words beside them, and everybody mentioned around them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diegesis.document import BlockKind, Document
from diegesis.layer import Tables
from diegesis.layers.characters.records import Alias, Character, Narration
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.spans import Span, SpanIndex


@dataclass(frozen=True, slots=True)
class Seen:
    """A resolved mention in narration. ``named`` is false for pronouns."""

    offset: int
    character: str
    block: int
    named: bool
    subject: bool


@dataclass(slots=True)
class Turn:
    """One utterance: its pieces, the words beside it, and whom it names.

    Attributes:
        pieces: in text order; never empty.
        first_block, last_block: positions of the blocks it begins and ends in.
        tag: the speech tag, a name's before a pronoun's; ``None`` without one.
        beats: other subjects in the narration beside the pieces.
        called: characters it addresses by name or phrase.
        named: characters it speaks of.
    """

    pieces: list[Quote]
    first_block: int
    last_block: int
    tag: Tag | None = None
    beats: list[Tag] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """From the first piece's start to the last one's end."""
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    @property
    def spoken(self) -> bool:
        """Whether it is said aloud."""
        return self.pieces[0].kind is QuoteKind.SPEECH


class Stage:
    """Everything the decision about speakers looks at, in look-ups by position."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document = document
        self.mentions = {mention.id: mention for mention in tables.rows(Mention)}
        self.meant: dict[str, str] = {row.mention: row.characters[0] for row in tables.rows(Resolution)}
        self.sure: dict[str, float] = {row.mention: row.confidence for row in tables.rows(Resolution)}
        self.characters = {row.id: row for row in tables.rows(Character)}
        self.bearers = _bearers(tables.rows(Alias))
        self.unnamed = _unnamed(tables)
        self.narrations = SpanIndex([row.span for row in tables.rows(Narration)])
        self._narrators = [row.character for row in tables.rows(Narration)]
        self.sections = _sections(document)
        self.turns = _turns(document, tables.rows(Quote), self._named_by_tags(tables.rows(Tag)))
        self._attach_tags(tables.rows(Tag))
        self._attach_names(tables.rows(Mention))
        self.seen = self._seen(tables.rows(Mention), tables.rows(Tag))
        self.seen_offsets = [item.offset for item in self.seen]
        self.counts = Counter(item.character for item in self.seen if item.named)
        self.tagged = Counter(self.meant.get(t.tag.mention, "") for t in self.turns if t.tag)

    def apart(self, one: Turn, other: Turn) -> bool:
        """Whether a chapter or a scene break stands between two turns."""
        return self.sections[one.first_block] != self.sections[other.first_block]

    def narrator_at(self, offset: int) -> str | None:
        """The first-person narrator of the stretch that holds an offset."""
        position = self.narrations.at(offset)
        return None if position is None else self._narrators[position]

    def gender(self, character: str) -> str:
        """F, M, N or U."""
        return self.characters[character].gender.value

    def _named_by_tags(self, tags: Sequence[Tag]) -> dict[str, frozenset[str]]:
        """Per piece the characters who bear the name in its tag; pieces whose tag holds no name are left out."""
        found: dict[str, frozenset[str]] = {}
        for tag in tags:
            mention = self.mentions[tag.mention]
            if tag.kind is TagKind.TAG and mention.form is MentionForm.PROP:
                surface = " ".join(mention.span.of(self.document.text).split()).lower()
                if self.bearers.get(surface):
                    found[tag.quote] = frozenset(self.bearers[surface])
        return found

    def _attach_tags(self, tags: Sequence[Tag]) -> None:
        home = {piece.id: turn for turn in self.turns for piece in turn.pieces}
        for tag in tags:
            turn = home.get(tag.quote)
            if turn is None:
                continue
            if tag.kind is TagKind.BEAT:
                turn.beats.append(tag)
            elif turn.tag is None or self._better(tag, turn.tag):
                turn.tag = tag

    def _better(self, tag: Tag, other: Tag) -> bool:
        names = MentionForm.PROP
        return self.mentions[tag.mention].form is names and self.mentions[other.mention].form is not names

    def _attach_names(self, mentions: Sequence[Mention]) -> None:
        """Sort the people a turn mentions into those it calls and those it speaks of."""
        starts = [turn.span.start for turn in self.turns]
        for mention in mentions:
            if not mention.in_quote or mention.form is MentionForm.PRON:
                continue
            position = bisect_left(starts, mention.span.start + 1) - 1
            character = self.meant.get(mention.id)
            if position < 0 or character is None:
                continue
            turn = self.turns[position]
            if any(piece.span.holds(mention.span) for piece in turn.pieces):
                (turn.called if mention.vocative else turn.named).append(character)

    def _seen(self, mentions: Sequence[Mention], tags: Sequence[Tag]) -> list[Seen]:
        subjects = {tag.mention for tag in tags if not tag.owner}
        found = []
        for mention in mentions:
            character = self.meant.get(mention.id)
            if character is None or mention.in_quote:
                continue
            block = self.document.block_at(mention.span.start)
            if block is not None:
                named = mention.form is not MentionForm.PRON
                subject = mention.id in subjects or self._opens(mention)
                found.append(Seen(mention.span.start, character, block, named, subject))
        return found

    def _opens(self, mention: Mention) -> bool:
        """Whether the mention opens its sentence, which makes it the subject as a rule."""
        sentence = self.document.sentences.before(mention.span.start)
        return sentence >= 0 and mention.span.start - self.document.sentences.starts[sentence] <= 2


def _sections(document: Document) -> list[int]:
    """Per block the number of its scene: chapters and scene breaks begin a new one."""
    sections: list[int] = []
    number, chapter = 0, None
    for block in document.blocks:
        own = document.chapter_at(block.span.start)
        if block.kind is BlockKind.SCENE_BREAK or own != chapter:
            number, chapter = number + 1, own
        sections.append(number)
    return sections


def _bearers(aliases: Sequence[Alias]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for alias in aliases:
        found[alias.text.lower()].add(alias.character)
    return found


def _unnamed(tables: Tables) -> frozenset[str]:
    """Characters known by noun phrases only."""
    named = {alias.character for alias in tables.rows(Alias) if alias.form is MentionForm.PROP}
    return frozenset(row.id for row in tables.rows(Character) if row.id not in named and not row.narrator)


def _turns(document: Document, quotes: Sequence[Quote], named: Mapping[str, frozenset[str]]) -> list[Turn]:
    """The voiced outermost pieces, gathered by utterance, in order of their first piece.

    An utterance whose pieces have tags that name different people is parted where the second one is named.
    """
    turns: list[Turn] = []
    current: dict[str, tuple[Turn, frozenset[str]]] = {}
    for quote in quotes:
        if quote.parent is not None or not quote.kind.voiced:
            continue
        block = document.block_at(quote.span.start) or 0
        turn, who = current.get(quote.utterance, (None, frozenset[str]()))
        own = named.get(quote.id, frozenset())
        if turn is None or (who and own and not who & own):
            turn = Turn([quote], block, block)
            turns.append(turn)
            who = own
        else:
            turn.pieces.append(quote)
            turn.last_block = block
            who = who & own if who and own else who | own
        current[quote.utterance] = (turn, who)
    return sorted(turns, key=lambda turn: turn.span.start)
