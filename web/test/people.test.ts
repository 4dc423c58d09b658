import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change, Character } from '../src/api.ts';
import { titleOf } from '../src/context.ts';
import { found, folded } from '../src/text/combobox.ts';
import { told } from '../src/told.ts';

function person(name: string, quotes: number, ...aliases: string[]): Character {
  return {
    id: name,
    name,
    aliases: aliases.map((text) => ({ text, form: 'PROP', count: 1 })),
    pronouns: '',
    gender: 'U',
    kind: 'person',
    narrator: false,
    mentions: quotes,
    quotes,
    first: 0,
    confidence: 1,
    colour: 0,
  };
}

const cast = [person('Ann Marsh', 3, 'the Major'), person('Tom Hale', 9), person('Marianne', 5), person('Zoë', 1)];

test('names that begin with the words come first, then those that hold them, then aliases', () => {
  assert.deepEqual(found(cast, 'mar', false).map((option) => option.name), ['Marianne', 'Ann Marsh']);
  assert.deepEqual(found(cast, 'major', false).map((option) => option.name), ['Ann Marsh']);
});

test('nothing typed: those who speak most', () => {
  assert.deepEqual(found(cast, ' ', true).map((option) => option.name), ['Tom Hale', 'Marianne', 'Ann Marsh', 'Zoë']);
});

test('accents and case do not matter; a name that is there is not offered as new', () => {
  assert.equal(folded('  ZOË  '), 'zoe');
  assert.deepEqual(found(cast, 'zoe', true).map((option) => option.person?.id ?? 'new'), ['Zoë']);
});

test('a new name stands last, its blanks folded', () => {
  assert.deepEqual(found(cast, ' New  One ', true), [{ name: 'New One', person: null }]);
  assert.deepEqual(found(cast, 'New One', false), []);
});

function change(by_correction: number, neighbours: number, people: string[] = [], unplaced: string | null = null): Change {
  return { revision: 2, id: 'k', changed: { quotes: [], by_correction, neighbours, people }, unplaced };
}

test('what came of a correction', () => {
  assert.equal(told(change(1, 0)), '1 line changed.');
  assert.equal(told(change(1, 4)), '1 line changed, 4 neighbours with it.');
  assert.equal(told(change(3, 1, ['a'])), '3 lines changed, 1 neighbour with them, 1 person of the cast.');
  assert.equal(told(change(0, 0)), 'Kept. It changed no line.');
  assert.match(told(change(0, 0, [], 'no quote says this')), /finds no place: no quote says this/);
});

test('what a story is called', () => {
  assert.equal(titleOf({ title: 'Home', name: 'x.txt' }), 'Home');
  assert.equal(titleOf({ title: '', name: 'the_good.cups.txt' }), 'the good.cups');
  assert.equal(titleOf({ title: '', name: '.txt' }), '.txt');
});
