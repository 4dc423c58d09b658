/** Who has had a colour keeps it while the story is open: a correction changes who speaks most, and with it the ranks. */

import type { Character } from './api.ts';

const COLOURS = 12;

/** `people` with the colours they had in `before`; who is new has one that fewest have. */
export function keepColours(before: Character[], people: Character[]): void {
  const had = new Map(before.map(({ id, colour }) => [id, colour]));
  const taken = new Array<number>(COLOURS).fill(0);
  const take = (colour: number): void => {
    taken[colour] = (taken[colour] ?? 0) + 1;
  };
  for (const person of people) {
    const colour = had.get(person.id);
    if (colour === undefined) continue;
    person.colour = colour;
    take(colour);
  }
  for (const person of people) {
    if (had.has(person.id)) continue;
    if ((taken[person.colour] ?? 0) > Math.min(...taken)) person.colour = taken.indexOf(Math.min(...taken));
    take(person.colour);
  }
}
