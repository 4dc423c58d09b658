"""A line tagged with the name of the one who spoke just before, or who is called in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diegesis.document import BlockKind
from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.spans import Span

_ANSWERED_SELF, _CALLS_SELF = 0.5, 0.65
#: Words of narration after which a speaker may well go on in a new paragraph.
_PAUSE = 15
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph with speech, and who its tags say speaks.

    Attributes:
        block: its place.
        quotes: its pieces, in text order.
        who: the single person they mean; ``None`` where there is none or several.
        named: whether a tag has the name itself.
        after: words of narration behind the last piece, its tag included.
    """

    block: Span
    quotes: Sequence[Quote]
    who: Ref[Character] | None
    named: bool
    after: int


def find_wrong_tags(view: View) -> Iterator[Draft]:
    """Lines whose tag names somebody who cannot be saying them, in text order."""
    mentions = {mention.id: mention for mention in view.tables.rows(Mention)}
    by_quote: dict[str, list[tuple[Mention, TagKind]]] = {}
    for tag in view.tables.rows(Tag):
        if not tag.owner and str(tag.mention) in mentions:
            by_quote.setdefault(str(tag.quote), []).append((mentions[str(tag.mention)], tag.kind))
    before: _Turn | None = None
    for block in view.document.blocks:
        turn = _turn(view, block.span, by_quote) if block.kind is BlockKind.PARAGRAPH else None
        if turn is not None and turn.who is not None and turn.named:
            if _calls(view, turn):
                yield _draft(view, turn, turn.who, "calls {0} by name, and is tagged as {0}’s own", _CALLS_SELF)
            elif before is not None and before.who == turn.who and _answers(view, before, turn):
                yield _draft(view, turn, turn.who, "answers {0}, and is tagged as {0}’s own", _ANSWERED_SELF)
        before = turn


def _turn(view: View, block: Span, by_quote: dict[str, list[tuple[Mention, TagKind]]]) -> _Turn | None:
    """A paragraph's speech; ``None`` where it has none, or where it leaves the speech open for the next one."""
    quotes = [q for q in view.people.quotes_in(block) if q.parent is None and q.kind is QuoteKind.SPEECH]
    if not quotes or quotes[-1].inner.end == quotes[-1].span.end:
        return None
    named = [row for quote in quotes for row in by_quote.get(quote.id, ())]
    people = {who for mention, _ in named for who in view.people.meant(mention)}
    sure = all(view.people.surely(mention) >= _SURE for mention, _ in named)
    return _Turn(
        block=block,
        quotes=quotes,
        who=next(iter(people)) if len(people) == 1 and sure else None,
        named=any(mention.form is MentionForm.PROP and kind is TagKind.TAG for mention, kind in named),
        after=len(view.text[quotes[-1].span.end : block.end].split()),
    )


def _calls(view: View, turn: _Turn) -> bool:
    """Whether the line calls its own speaker: *“Sit down, Ann,” said Ann.*"""
    return any(
        mention.vocative and view.people.only(mention) == turn.who and mention.form is MentionForm.PROP
        for quote in turn.quotes
        for mention in view.people.mentions_in(quote.inner)
        if view.people.quote_at(mention.span.start) == quote
    )


def _answers(view: View, before: _Turn, turn: _Turn) -> bool:
    """Whether a turn follows at once on one that was said to somebody else, and takes up nothing of its words."""
    first, second = before.quotes[-1].inner.of(view.text), turn.quotes[0].inner.of(view.text)
    same_start = before.quotes[0].inner.of(view.text).split()[:1] == second.split()[:1]
    between = view.text[before.block.end : turn.block.start]
    told = view.text[turn.block.start : turn.quotes[0].span.start].split()
    told_first = view.text[before.block.start : before.quotes[0].span.start].split()
    told = told or told_first
    return before.after <= _PAUSE and not same_start and not between.strip() and not told and first[-1:] not in "—–-,"


def _draft(view: View, turn: _Turn, who: Ref[Character], why: str, chance: float) -> Draft:
    return Draft(
        code=Code.WRONG_TAG,
        severity=Severity.ERROR,
        message=f"this line {why.format(view.people.name(who))}",
        suggestion="give the line to the other speaker",
        evidence=(turn.block,),
        confidence=chance,
    )
