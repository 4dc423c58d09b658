import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../src/route.ts';

test('no address is the library', () => {
  assert.equal(parse('').story, null);
  assert.equal(parse('#/').story, null);
});

test('a story opens at its text', () => {
  assert.deepEqual({ ...parse('#/emma'), values: null }, { story: 'emma', page: 'text', rest: [], values: null });
});

test('parts are decoded, values read', () => {
  const route = parse('#/a%20tale/character/c_1%2F2?q=oh%20no');
  assert.equal(route.story, 'a tale');
  assert.equal(route.page, 'character');
  assert.deepEqual(route.rest, ['c_1/2']);
  assert.equal(route.values.get('q'), 'oh no');
});

test('an unknown page is the text; a broken escape is kept', () => {
  assert.equal(parse('#/x/nonsense').page, 'text');
  assert.equal(parse('#/100%/text').story, '100%');
});
