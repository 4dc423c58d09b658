import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Character } from '../src/api.ts';
import { keepColours } from '../src/colours.ts';

const person = (id: string, colour: number): Character => ({ id, colour }) as Character;
const colours = (people: Character[]): Record<string, number> => Object.fromEntries(people.map(({ id, colour }) => [id, colour]));

test('who had a colour keeps it when the ranks change', () => {
  const now = [person('tom', 0), person('ann', 1)];
  keepColours([person('ann', 0), person('tom', 1)], now);
  assert.deepEqual(colours(now), { ann: 0, tom: 1 });
});

test('who is new takes a colour that nobody has', () => {
  const now = [person('zoe', 0), person('ann', 1), person('tom', 2)];
  keepColours([person('ann', 0), person('tom', 1)], now);
  assert.deepEqual(colours(now), { ann: 0, tom: 1, zoe: 2 });
});

test('without people before, all stays as it came', () => {
  const now = [person('ann', 0), person('tom', 1)];
  keepColours([], now);
  assert.deepEqual(colours(now), { ann: 0, tom: 1 });
});
