"""Loads LitBank: quotations with the names of their speakers, nested entities, coreference and event words.

The corpus is tokenised and the spacing of the books is lost, so the text is laid out anew as a printed book would be
(``detokenise``), and every gold span runs from the first character of its first token to the last of its last. Speakers
are coreference labels; their names are the proper names of their cluster, most frequent first, else its noun phrases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from diegesis.document import Document
from diegesis.errors import GoldError
from diegesis.evaluate.detokenise import rebuild
from diegesis.evaluate.gold import GoldBook, chosen_folder, whole_speech
from diegesis.evaluate.litbank_files import LitBank, Marked, load, rows_of
from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.coreference.records import Entity
from diegesis.layers.entities.records import EntityType, Mention, MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.triggers.records import Trigger
from diegesis.spans import Span
from diegesis.story import Story

_ENDING = "_brat"


def litbank_books(directory: Path) -> tuple[str, ...]:
    """Names of the documents in a corpus folder, such as ``158_emma``, sorted.

    Raises:
        FileMissing: the folder does not exist.
        GoldError: it holds no quotations.
    """
    found = sorted((chosen_folder(directory) / "quotations" / "tsv").glob("*.ann"))
    if not found:
        raise GoldError(f"{directory} holds no LitBank.", hint="Expected quotations/tsv and coref/tsv with .ann files.")
    return tuple(path.stem.removesuffix(_ENDING) for path in found)


def load_litbank(directory: Path, name: str) -> GoldBook:
    """All layers of one document; the book has no source file and is read from its text.

    Raises:
        FileMissing, GoldError: a file is absent or does not hold what it must.
    """
    published = load(directory, name)
    printed = rebuild(published.sentences)
    spans = [[Span(*token) for token in sentence] for sentence in printed.tokens]
    tokens = [span for sentence in spans for span in sentence]
    names = _names(directory / "coref" / "tsv" / f"{name}{_ENDING}.ann")
    tables: dict[type[Record], Sequence[Record]] = {
        **_speaking(directory / "quotations" / "tsv" / f"{name}{_ENDING}.ann", spans, names),
        **_mentioned(published, printed.text, tokens),
    }
    return GoldBook(
        name=name,
        story=Story(Document(text=printed.text, name=f"{name}.txt"), Tables(tables)),
        group="all",
        names=names,
        nested=frozenset((_place(mark, tokens), EntityType(mark.label)) for mark in published.entities),
    )


def _speaking(
    path: Path, tokens: Sequence[Sequence[Span]], names: Mapping[str, Sequence[str]]
) -> dict[type[Record], Sequence[Record]]:
    """Quotations, their speakers, and the people with their names."""
    spans, speakers = _quotations(path, tokens)
    order = sorted(spans, key=lambda label: (spans[label].start, -spans[label].end))
    return {
        Quote: [whole_speech(label, spans[label], made_by="gold") for label in order],
        Attribution: [
            Attribution(id=f"a-{label}", quote=Ref(label), speaker=_speaker(speakers.get(label)), made_by="gold")
            for label in order
        ],
        Character: [
            Character(id=label, name=next(iter(given), label), made_by="gold") for label, given in names.items()
        ],
        Alias: [
            Alias(id=f"{label}/{at}", character=Ref(label), text=words, form=MentionForm.PROP, count=1, made_by="gold")
            for label, given in names.items()
            for at, words in enumerate(given)
        ],
    }


def _mentioned(published: LitBank, text: str, tokens: Sequence[Span]) -> dict[type[Record], Sequence[Record]]:
    """Mentions of the coreference layer, the entities they make, and event words."""
    mentions = [
        Mention(
            id=f"m{at}",
            span=_place(mark, tokens),
            head=_place(mark, tokens),
            form=MentionForm(mark.label),
            type=EntityType(mark.type),
            made_by="gold",
        )
        for at, mark in enumerate(published.mentions)
    ]
    clusters: dict[int, list[Mention]] = {}
    for mention, cluster in zip(mentions, published.clusters, strict=True):
        clusters.setdefault(cluster, []).append(mention)
    entities = [
        Entity(
            id=f"e{cluster}",
            name=members[0].span.of(text),
            type=members[0].type,
            character=None,
            mentions=tuple(Ref[Mention](mention.id) for mention in members),
            made_by="gold",
        )
        for cluster, members in clusters.items()
    ]
    triggers = [Trigger(id=f"t{at}", span=tokens[at], made_by="gold") for at in published.events]
    return {Mention: mentions, Entity: entities, Trigger: triggers}


def _place(mark: Marked, tokens: Sequence[Span]) -> Span:
    """From the first to the last token of a stretch."""
    return Span(tokens[mark.start].start, tokens[mark.end - 1].end)


def _quotations(path: Path, tokens: Sequence[Sequence[Span]]) -> tuple[dict[str, Span], dict[str, str]]:
    """Spans and speaker labels by quotation; positions are (sentence, token), end inclusive."""
    spans: dict[str, Span] = {}
    speakers: dict[str, str] = {}
    for row in rows_of(path):
        try:
            if row[0] == "QUOTE":
                first, start, last, end = map(int, row[2:6])
                spans[row[1]] = Span(tokens[first][start].start, tokens[last][end].end)
            elif row[0] == "ATTRIB":
                speakers[row[1]] = row[2]
        except (IndexError, ValueError) as error:
            raise GoldError(f"{path}: the row {' '.join(row)[:60]!r} cannot be used: {error}.") from error
    return spans, speakers


def _names(path: Path) -> Mapping[str, Sequence[str]]:
    """Names by coreference label, most frequent first: proper names, else noun phrases, else none."""
    words: dict[str, tuple[str, str]] = {}
    counts: dict[str, dict[str, Counter[str]]] = {}
    for row in rows_of(path):
        if row[0] == "MENTION" and len(row) >= 9:
            words[row[1]] = (row[8], row[6])
        elif row[0] == "COREF" and len(row) >= 3 and row[1] in words:
            form, surface = words[row[1]]
            counts.setdefault(row[2], {}).setdefault(form, Counter())[surface] += 1
    return {
        label: [name for name, _ in (forms.get("PROP") or forms.get("NOM") or Counter[str]()).most_common()]
        for label, forms in counts.items()
    }


def _speaker(label: str | None) -> Ref[Character] | None:
    return Ref(label) if label else None
