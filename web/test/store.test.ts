import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Block, type Layout, type Quote, StoryApi } from '../src/api.ts';
import { Blocks, isLine } from '../src/text/store.ts';

function quote(id: string, start: number, more: Partial<Quote> = {}): Quote {
  return { id, start, end: start + 2, kind: 'speech', utterance: id, speaker: 'c', addressees: [], confidence: 1, basis: null, corrected: false, ...more };
}

/** A story of 100 blocks of ten letters; every seventh has a line. */
function story(): { blocks: Blocks; asked: [number, number][]; ends: number[]; loaded: [number, number][] } {
  const asked: [number, number][] = [];
  const ends: number[] = [];
  const loaded: [number, number][] = [];
  const starts = Array.from({ length: 100 }, (_, n) => n * 12);
  const layout: Layout = { kinds: starts.map(() => 'paragraph'), starts, ends: starts.map((start) => start + 10) };
  class Fake extends StoryApi {
    override text(first: number, last: number): Promise<Block[]> {
      asked.push([first, last]);
      const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
      return Promise.resolve(
        numbers.map((n) => {
          const start = n * 12;
          const quotes = n % 7 === 0 ? [quote(`q${n}`, start), quote(`e${n}`, start + 4, { kind: 'emphasis', speaker: null })] : [];
          return { n, id: `b${n}`, kind: 'paragraph', start, end: start + 10, text: 'x'.repeat(10), scene: null, quotes, mentions: [], findings: [] };
        }),
      );
    }
  }
  const api = new Fake('s');
  const blocks = new Blocks(
    layout,
    (end) => {
      ends.push(end);
      return api;
    },
    10,
    (first, last) => loaded.push([first, last]),
    (error) => assert.fail(String(error)),
  );
  return { blocks, asked, ends, loaded };
}

test('windows are asked for once, with the end of their text', async () => {
  const { blocks, asked, ends, loaded } = story();
  await Promise.all([blocks.need(5, 12), blocks.need(8, 9)]);
  await blocks.need(-3, 19);
  assert.deepEqual(asked, [[0, 9], [10, 19]]);
  assert.deepEqual(ends, [9 * 12 + 10, 19 * 12 + 10]);
  assert.deepEqual(loaded, asked);
  assert.equal(blocks.get(12)?.id, 'b12');
  assert.equal(blocks.get(20), undefined);
});

test('the last window ends with the book', async () => {
  const { blocks, asked } = story();
  await blocks.need(95, 400);
  assert.deepEqual(asked, [[90, 99]]);
});

test('the block of a place', () => {
  const { blocks } = story();
  assert.deepEqual([-5, 0, 11, 12, 5000].map((offset) => blocks.at(offset)), [0, 0, 0, 1, 99]);
});

test('the line beside a place, windows away; words set off are none', async () => {
  const { blocks } = story();
  assert.equal((await blocks.beside(0, 1))?.quote.id, 'q7');
  assert.equal((await blocks.beside(14 * 12, -1))?.quote.id, 'q7');
  assert.equal((await blocks.beside(-1, 1))?.quote.id, 'q0');
  assert.equal(await blocks.beside(98 * 12, 1), null);
});

test('a story that changed is asked for anew, and keeps what is shown until then', async () => {
  const { blocks, asked } = story();
  await blocks.need(0, 29);
  const wait = blocks.again(5, 9);
  assert.equal(blocks.get(3)?.id, 'b3');
  await wait;
  assert.deepEqual(asked.at(-1), [0, 9]);
  assert.equal(blocks.get(3)?.id, 'b3');
  assert.equal(blocks.get(25), undefined);
});

test('what is a line', () => {
  assert.equal(isLine({ kind: 'speech', speaker: null }), true);
  assert.equal(isLine({ kind: 'writing', speaker: null }), false);
  assert.equal(isLine({ kind: 'writing', speaker: 'c' }), true);
  assert.equal(isLine({ kind: 'emphasis', speaker: null }), false);
});
