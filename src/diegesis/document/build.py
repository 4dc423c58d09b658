"""From a source text to a document."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2s

from diegesis.document.blocks import Draft, draft_blocks
from diegesis.document.chapters import chapter_spans
from diegesis.document.document import Block, Chapter, Document, SpanArray
from diegesis.document.italics import find_italics
from diegesis.document.letters import find_letters
from diegesis.document.matter import find_matter
from diegesis.document.sentences import split_sentences
from diegesis.document.titles import find_titles
from diegesis.document.tokens import tokenize
from diegesis.sources.source import SourceText
from diegesis.spans import Span


def build_document(source: SourceText) -> Document:
    """Find blocks, chapters, sentences and tokens; linear in the length of the text.

    Any text works; an empty one gives a document without blocks.
    """
    drafts = _settled_blocks(source)
    sentences, tokens, words = _sentences_and_tokens(source.text, drafts)
    chapters = chapter_spans(source.text, drafts, source.marks)
    return Document(
        text=source.text,
        name=source.name,
        media_type=source.media_type,
        sha256=source.sha256,
        title=source.title,
        authors=source.authors,
        language=source.language,
        damage=source.damage,
        blocks=_blocks(source.text, drafts),
        chapters=_chapters(source.text, chapters),
        sentences=sentences,
        tokens=tokens,
        words=words,
        italics=find_italics(source, drafts),
    )


def _settled_blocks(source: SourceText) -> list[Draft]:
    """Blocks with their final kinds: first what each says by itself, then what only its neighbours or the book tell."""
    blocks = draft_blocks(source)
    find_titles(source.text, blocks)
    find_matter(source.text, blocks, source.marks)
    find_letters(source.text, blocks)
    return blocks


def _sentences_and_tokens(text: str, drafts: Sequence[Draft]) -> tuple[SpanArray, SpanArray, list[str]]:
    sentences, tokens = SpanArray(), SpanArray()
    words: list[str] = []
    known: dict[str, str] = {}
    for draft in drafts:
        split_sentences(text, draft.span.start, draft.span.end, spans=sentences)
    for start, end in zip(sentences.starts, sentences.ends, strict=True):
        tokenize(text, start, end, spans=tokens, words=words, known=known)
    return sentences, tokens, words


def _ids(prefix: str, text: str, spans: Sequence[Span]) -> list[str]:
    """Ids by a hash of the surface's first words and the text around, as ``layer.stable_ids`` makes them."""
    seen: dict[str, int] = {}
    ids = []
    for start, end in spans:
        surface = "\x1f".join((text[max(0, start - 40) : start], text[start : min(end, start + 400)]))
        digest = blake2s(surface.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        seen[digest] = seen.get(digest, 0) + 1
        ids.append(f"{prefix}-{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else ""))
    return ids


def _blocks(text: str, drafts: Sequence[Draft]) -> tuple[Block, ...]:
    ids = _ids("b", text, [draft.span for draft in drafts])
    return tuple(Block(id=name, span=draft.span, kind=draft.kind) for name, draft in zip(ids, drafts, strict=True))


def _chapters(text: str, found: Sequence[tuple[Span, str]]) -> tuple[Chapter, ...]:
    ids = _ids("ch", text, [span for span, _ in found])
    return tuple(
        Chapter(id=name, span=span, number=number, title=title)
        for number, (name, (span, title)) in enumerate(zip(ids, found, strict=True), start=1)
    )
