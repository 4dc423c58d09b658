import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '../src/api.ts';
import { anchor, wordEdge, wordStart } from '../src/text/anchors.ts';

/** Blocks with a blank line between them. */
function blocks(...texts: string[]): Block[] {
  let start = 0;
  return texts.map((text, n) => {
    const length = [...text].length;
    const block: Block = { n, id: `b${n}`, kind: 'paragraph', start, end: start + length, text, scene: null, quotes: [], mentions: [], findings: [] };
    start += length + 2;
    return block;
  });
}

test('the words, forty letters on each side, the place and the id', () => {
  const [block] = blocks(`${'a'.repeat(50)}“Yes.”${'b'.repeat(50)}`);
  assert.deepEqual(anchor([block as Block], 50, 56, 'q1'), {
    text: '“Yes.”',
    before: 'a'.repeat(40),
    after: 'b'.repeat(40),
    start: 50,
    end: 56,
    id: 'q1',
  });
});

test('surroundings come from the neighbours where the block is short', () => {
  const made = anchor(blocks('He waited.', '“Yes.”', 'She left.'), 12, 18);
  assert.equal(made?.before, 'He waited.\n\n');
  assert.equal(made?.after, '\n\nShe left.');
});

test('code points are counted, not units', () => {
  const made = anchor(blocks('😀😀 “Yes.” 😀'), 3, 9);
  assert.equal(made?.text, '“Yes.”');
  assert.equal(made?.before, '😀😀 ');
});

test('no block holds the place', () => {
  assert.equal(anchor(blocks('Words.'), 90, 95), null);
});

test('edges move by words', () => {
  const text = 'one two  three';
  assert.equal(wordEdge(text, 3, 1), 7);
  assert.equal(wordEdge(text, 14, 1), 14);
  assert.equal(wordEdge(text, 9, -1), 4);
  assert.equal(wordStart(text, 0, 1), 4);
  assert.equal(wordStart(text, 4, 1), 9);
  assert.equal(wordStart(text, 4, -1), 0);
});
