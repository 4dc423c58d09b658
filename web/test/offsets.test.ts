import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Offsets } from '../src/offsets.ts';

test('letters of one unit: both counts agree', () => {
  const offsets = new Offsets('“Well,” she said.');
  assert.equal(offsets.length, 17);
  assert.equal(offsets.unit(7), 7);
  assert.equal(offsets.slice(0, 7), '“Well,”');
});

test('letters of two units: code points, there and back', () => {
  const offsets = new Offsets('a😀b𝒜c');
  assert.equal(offsets.length, 5);
  assert.deepEqual([0, 1, 2, 3, 4, 5].map((point) => offsets.unit(point)), [0, 1, 3, 4, 6, 7]);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 7].map((unit) => offsets.point(unit)), [0, 1, 1, 2, 3, 3, 4, 5]);
  assert.equal(offsets.slice(1, 4), '😀b𝒜');
});

test('places outside stay at the ends', () => {
  const offsets = new Offsets('😀');
  assert.equal(offsets.unit(9), 2);
  assert.equal(offsets.unit(-1), 0);
  assert.equal(offsets.point(9), 1);
});

test('half a pair counts as one code point, as Python counts it', () => {
  assert.equal(new Offsets('\ud83da').length, 2);
});
