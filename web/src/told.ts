/** What the page says of what it did. */

import type { Change } from './api.ts';
import { count } from './context.ts';

/** What came of a correction, in a sentence. */
export function told(change: Change): string {
  if (change.unplaced) return `Kept, but it finds no place: ${change.unplaced}`;
  const { by_correction: own, neighbours, people } = change.changed;
  if (!own && !neighbours && !people.length) return 'Kept. It changed no line.';
  const parts = [own ? `${count(own, 'line')} changed` : 'Kept'];
  if (neighbours) parts.push(`${count(neighbours, 'neighbour')} with ${own > 1 ? 'them' : 'it'}`);
  if (people.length) parts.push(`${count(people.length, 'person', 'people')} of the cast`);
  return `${parts.join(', ')}.`;
}
