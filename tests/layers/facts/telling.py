"""Facts of a text without a model, for the tests of this folder: who is meant is given, not found."""

from __future__ import annotations

from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Character
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.entities.annotate import annotate as find_mentions
from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.facts.annotate import annotate
from diegesis.layers.facts.records import Fact, Portrayal
from diegesis.layers.quotes.annotate import annotate as find_quotes
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.testing import document

CAST = {"Ann": Gender.F, "Tom": Gender.M}
#: Phrases that mean one of the cast.
PHRASES = {
    "the old pilot": "Tom",
    "the tall girl": "Ann",
    "the potter": "Ann",
    "her brother": "Tom",
    "the woman": "Ann",
}


def tables_of(text: str, speakers: str = "") -> Tables:
    """Tables of a text about Ann (she) and Tom (he); ``speakers``: a letter for each quote, who says it."""
    doc = document(text)
    quotes = [row for row in find_quotes(doc, Tables()) if isinstance(row, Quote)]
    mentions = [row for row in find_mentions(doc, Tables({Quote: quotes})) if isinstance(row, Mention)]
    said = {quote.id: {"A": "Ann", "T": "Tom"}[letter] for quote, letter in zip(quotes, speakers, strict=True)}
    rows = [(mention, who) for mention in mentions if (who := _meant(text, mention, quotes, said))]
    return Tables(
        {
            Quote: quotes,
            Mention: mentions,
            Character: [Character(id=name, name=name, gender=gender) for name, gender in CAST.items()],
            Resolution: [
                Resolution(id=f"r{row.id}", mention=Ref[Mention](row.id), characters=(Ref[Character](who),))
                for row, who in rows
            ],
            Attribution: [
                Attribution(id=f"a{quote.id}", quote=Ref[Quote](quote.id), speaker=Ref[Character](said[quote.id]))
                for quote in quotes
            ],
        }
    )


def _meant(text: str, mention: Mention, quotes: list[Quote], said: dict[str, str]) -> str:
    words = mention.span.of(text)
    if words in CAST:
        return words
    if mention.form is not MentionForm.PRON:
        return PHRASES.get(words.lower(), "")
    if mention.person != 3:
        speaker = next((said[q.id] for q in quotes if q.span.holds(mention.span)), "Ann")
        return speaker if mention.person == 1 else ("Tom" if speaker == "Ann" else "Ann")
    return {Gender.F: "Ann", Gender.M: "Tom"}.get(mention.gender, "")


def facts_of(text: str, speakers: str = "") -> list[Fact]:
    """The ledger of a text."""
    rows = annotate(document(text), tables_of(text, speakers))
    return [row for row in rows if isinstance(row, Fact)]


def ledger_of(text: str, speakers: str = "") -> set[str]:
    """The ledger in short: ``Ann age nineteen``, with ``not`` where denied and ``(Tom)`` where somebody says so."""
    return {
        f"{fact.character} {fact.attribute.value} {'not ' * fact.negated}{fact.value}"
        + (f" ({fact.holder})" if fact.holder else "")
        for fact in facts_of(text, speakers)
    }


def portrayals_of(text: str, tree: list[tuple[str, str, str, int, str]]) -> list[tuple[str, str, str, bool]]:
    """Portrayals of a sentence with a given tree: word, lemma, tag, head and relation of each word."""
    doc, tables = document(text), tables_of(text)
    at, words = 0, []
    for surface, *_ in tree:
        start = text.index(surface, at)
        at = start + len(surface)
        words.append(Span(start, at))
    _, lemmas, tags, heads, relations = zip(*tree, strict=True)
    row = Sentence(
        id="s",
        span=Span(0, len(text)),
        words=tuple(words),
        lemmas=lemmas,
        tags=tags,
        heads=heads,
        relations=relations,
    )
    rows = annotate(doc, tables.extended((Sentence,), (row,)))
    return [(r.character, r.role.value, r.lemma, r.negated) for r in rows if isinstance(r, Portrayal)]
