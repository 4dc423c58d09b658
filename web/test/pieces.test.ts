import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Piece, italics, nested } from '../src/text/pieces.ts';

/** `a(b)c` for pieces, so that a test reads at a glance. */
function drawn(text: string, pieces: Piece<string>[]): string {
  return pieces
    .map((piece) => {
      const inner = piece.inside.length ? drawn(text, piece.inside) : text.slice(piece.start, piece.end);
      return piece.of ? `${piece.of}(${inner})` : inner;
    })
    .join('');
}

const range = (start: number, end: number, of: string, rank = 0) => ({ start, end, of, rank });

test('no ranges: the words alone', () => {
  assert.equal(drawn('abc', nested('abc'.length, [])), 'abc');
});

test('ranges beside each other, and one inside another', () => {
  const text = 'abcdefgh';
  assert.equal(drawn(text, nested(8, [range(4, 7, 'r'), range(0, 3, 'q'), range(1, 2, 'm', 1)])), 'q(am(b)c)dr(efg)h');
});

test('of two ranges over the same words the lower rank lies outside', () => {
  assert.equal(drawn('ab', nested(2, [range(0, 2, 'm', 1), range(0, 2, 'q', 0)])), 'q(m(ab))');
});

test('a crossing range is cut at the end of the other, and shown whole', () => {
  assert.equal(drawn('abcdef', nested(6, [range(0, 4, 'q'), range(2, 6, 'm', 1)])), 'q(abm(cd))m(ef)');
});

test('a crossing range takes its place among those that follow', () => {
  const pieces = nested(9, [range(0, 4, 'q'), range(2, 6, 'm', 1), range(5, 8, 'r')]);
  assert.equal(drawn('abcdefghi', pieces), 'q(abm(cd))m(er(f))r(gh)i');
});

test('what lies outside is cut off, what is empty left out', () => {
  assert.equal(drawn('abc', nested(3, [range(-2, 1, 'q'), range(2, 9, 'r'), range(1, 1, 'x'), range(5, 6, 'y')])), 'q(a)br(c)');
});

test('pieces always tile the words', () => {
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const flat = (pieces: Piece<string>[]): [number, number][] =>
    pieces.flatMap((piece) => (piece.inside.length ? flat(piece.inside) : [[piece.start, piece.end] as [number, number]]));
  for (let turn = 0; turn < 200; turn++) {
    const ranges = Array.from({ length: next(8) }, (_, at) => {
      const start = next(20);
      return range(start, start + next(10), String(at), next(3));
    });
    let at = 0;
    for (const [start, end] of flat(nested(20, ranges))) {
      assert.equal(start, at);
      assert.ok(end > start);
      at = end;
    }
    assert.equal(at, 20);
  }
});

test('italics of plain text', () => {
  const words = (text: string): string[] => italics(text).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(words('It was _so_ like her, *so* very like.'), ['_so_', '*so*']);
  assert.deepEqual(words('the snake_case_name, 2 * 3 * 4, and * * *'), []);
});
