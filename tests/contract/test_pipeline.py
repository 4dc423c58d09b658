"""What a reading keeps, whatever the text: verbatim, tiled exactly, the same twice."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings

import diegesis
from diegesis.document import Document
from diegesis.testing.strategies import documents, texts

EXAMPLE = Path(__file__).parents[2] / "examples" / "the_good_cups.txt"


@given(text=texts())
@settings(max_examples=80)
def test_segments_join_to_the_text(text: str) -> None:
    story = diegesis.read_text(text)
    assert story.document.text == text
    assert "".join(segment.span.of(text) for segment in story.segments) == text
    assert all(segment.span.length > 0 for segment in story.segments)


@given(doc=documents())
@settings(max_examples=200)
def test_blocks_sentences_and_tokens_lie_in_each_other(doc: Document) -> None:
    spans = [block.span for block in doc.blocks]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    covered = 0
    for span in spans:
        assert not doc.text[covered : span.start].strip(), "only white space between blocks"
        assert span.start < span.end <= len(doc.text)
        covered = span.end
    assert not doc.text[covered:].strip()
    assert all(doc.block_at(s.start) is not None for s in doc.sentences)
    assert all(doc.block_at(s.start) == doc.block_at(s.end - 1) for s in doc.sentences)
    assert all(doc.sentences.at(t.start) is not None for t in doc.tokens)
    assert all(doc.sentences.at(t.start) == doc.sentences.at(t.end - 1) for t in doc.tokens)
    assert len(doc.words) == len(doc.tokens)


def test_two_processes_agree(tmp_path: Path) -> None:
    """The seed of Python's string hashes must not reach the output."""
    code = (
        "import sys, diegesis\n"
        "story = diegesis.read(sys.argv[1])\n"
        "for kind in sorted(story.tables.kinds(), key=lambda kind: kind.__name__):\n"
        "    for row in story.rows(kind): sys.stdout.buffer.write(repr(row).encode() + b'\\n')"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, str(EXAMPLE)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
