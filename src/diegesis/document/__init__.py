"""From a source text to a document: blocks, chapters, sentences and tokens with exact offsets."""

from diegesis.document.build import build_document
from diegesis.document.document import STORY_BLOCKS, Block, BlockKind, Chapter, Document, SpanArray

__all__ = ["STORY_BLOCKS", "Block", "BlockKind", "Chapter", "Document", "SpanArray", "build_document"]
