/** No spoilers: how far each story is read, kept in the browser. */

import { recall, remember } from './memory.ts';

/** How far one story is read, and whether what comes after stays hidden. */
export class Spoilers {
  private readonly key: string;
  on: boolean;
  /** The furthest point read, a code point of the text. */
  furthest: number;

  constructor(story: string) {
    this.key = `read.${story}`;
    const kept = recall<{ on?: boolean; furthest?: number }>(this.key, {});
    this.on = kept.on ?? false;
    this.furthest = kept.furthest ?? 0;
  }

  /** What the requests send: null while everything may be shown. */
  upto(): number | null {
    return this.on ? this.furthest : null;
  }

  set(on: boolean): void {
    this.on = on;
    this.keep();
  }

  /** Notes that the story is read up to a place; whether that is further than before. */
  reached(offset: number): boolean {
    if (offset <= this.furthest) return false;
    this.furthest = offset;
    this.keep();
    return true;
  }

  private keep(): void {
    remember(this.key, { on: this.on, furthest: this.furthest });
  }
}
