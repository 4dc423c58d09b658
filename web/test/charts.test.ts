import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bond, lines } from '../src/charts/network.ts';
import { presenceWords } from '../src/charts/presence.ts';
import { blockAt } from '../src/pages/cast.ts';
import { opening } from '../src/pages/scenes.ts';
import { inStoryOrder, shifted } from '../src/pages/timeline.ts';

const stretch = (present: boolean) => ({ start: 0, end: 1, present, lines: 0, mentions: 0 });

test('presence in words: nowhere, everywhere, somewhere', () => {
  assert.equal(presenceWords('Ann', [stretch(false)]), 'Ann is on stage in no scene.');
  assert.equal(presenceWords('Ann', [stretch(true)]), 'Ann is on stage in the only scene.');
  assert.equal(presenceWords('Ann', [stretch(true), stretch(true)]), 'Ann is on stage in all 2 scenes.');
  const some = [stretch(false), stretch(true), stretch(false), stretch(true)];
  assert.equal(presenceWords('Ann', some), 'Ann is on stage in 2 of 4 scenes (scenes 2 to 4).');
});

test('lines of a bond are those of a scene, or of all up to it', () => {
  const bond: Bond = { a: 'x', b: 'y', lines: 7, ties: [], byScene: new Map([[0, 2], [2, 5]]) };
  assert.deepEqual([0, 1, 2].map((scene) => lines(bond, scene, true)), [2, 2, 7]);
  assert.deepEqual([0, 1, 2].map((scene) => lines(bond, scene, false)), [2, 0, 5]);
});

const event = (order: number, id = String(order)) => ({
  id,
  order,
  label: '',
  participants: [],
  when: null,
  kind: 'on_stage',
  confidence: 1,
  block: 0,
  start: 0,
  evidence: [],
});

test('one event told late is one, however many came before it', () => {
  assert.equal(shifted([0, 1, 2, 3].map((order) => event(order))), 0);
  assert.equal(shifted([1, 2, 3, 0].map((order) => event(order))), 1);
  assert.equal(shifted([9, 0, 1, 2].map((order) => event(order))), 1);
  assert.equal(shifted([1, 1, -1, 1].map((order) => event(order))), 0);
});

test('story order keeps told order where times are equal, and puts those without a time last', () => {
  const events = [event(-1, 'a'), event(2, 'b'), event(0, 'c'), event(2, 'd')];
  assert.deepEqual(inStoryOrder(events).map((one) => one.id), ['c', 'b', 'd', 'a']);
});

test('an offset lies in the last block that begins at it or before', () => {
  const starts = [0, 10, 30];
  assert.deepEqual([0, 9, 10, 29, 30, 99].map((offset) => blockAt(starts, offset)), [0, 0, 1, 1, 2, 2]);
  assert.equal(blockAt([], 5), 0);
});

test('first words are cut at a word', () => {
  assert.equal(opening('Ann came in.'), 'Ann came in.');
  assert.equal(opening('Ann came in.', 6), 'Ann …');
});
