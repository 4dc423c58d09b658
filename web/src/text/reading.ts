/** How far the book is read, and what that hides while there are to be no spoilers. */

import type { Layout } from '../api.ts';
import type { Context } from '../context.ts';
import { h } from '../dom.ts';
import type { Blocks } from './store.ts';

/** Blocks read on in one go, at most: a longer way is a jump, and no reading. */
const STEP = 40;
/** Milliseconds before people who came in are asked for, so that one request serves a page of reading. */
const SOON = 300;

export class Reading {
  /** Says that what is in sight is further than one has read. */
  readonly root = h('div', { class: 'ahead', role: 'region', 'aria-label': 'No spoilers', hidden: true });
  private waiting = false;
  /** Ids that were asked for once: who is still unknown then stays so. */
  private readonly asked = new Set<string>();
  private last = 0;

  constructor(
    private readonly context: Context,
    private readonly layout: Layout,
    private readonly blocks: Blocks,
    private readonly page: { go(n: number): void; met(): void },
  ) {
    const back = h('button', { class: 'quiet' }, 'Back to where I am');
    back.addEventListener('click', () => this.page.go(this.blocks.at(this.context.spoilers.furthest)));
    const here = h('button', { class: 'quiet' }, 'I have read up to here');
    here.addEventListener('click', () => this.catchUp());
    this.root.append(h('p', null, 'This is ahead of where you have read.'), back, here);
  }

  /** What a request about words that end at a place sends: the furthest point read, at least that place; null for all. */
  upto(end: number): number | null {
    const { spoilers } = this.context;
    return spoilers.on ? Math.max(spoilers.furthest, end) : null;
  }

  /** Notes what is in sight as read; a jump ahead is no reading, and says so. */
  read(first: number, last: number): void {
    const { spoilers } = this.context;
    this.last = last;
    const jumped = first > this.blocks.at(spoilers.furthest) + STEP;
    this.root.hidden = !(spoilers.on && jumped);
    if (!jumped && spoilers.reached(this.layout.ends[last] ?? 0)) this.came(first, last);
  }

  /** Blocks came: people in them who are not in the overview yet are asked for. */
  came(first: number, last: number): void {
    if (!this.context.spoilers.on || this.waiting || !this.strangers(first, last)) return;
    this.waiting = true;
    window.setTimeout(() => void this.meet(), SOON);
  }

  private async meet(): Promise<void> {
    try {
      await this.context.meet();
      if (!this.context.signal.aborted) this.page.met();
    } catch {
      // The next page read asks again.
    } finally {
      this.waiting = false;
    }
  }

  /** Whether these blocks hold people or chapters that are not known and were not asked for. */
  private strangers(first: number, last: number): boolean {
    const { spoilers, story } = this.context;
    const known = this.asked.size;
    for (let n = first; n <= last; n++) {
      const block = this.blocks.get(n);
      if (!block || block.start >= spoilers.furthest) continue;
      const inChapter = story.chapters.some((one) => one.start <= block.start && block.start < one.end);
      if (block.kind === 'heading' && !inChapter) this.asked.add(block.id);
      for (const { speaker } of block.quotes) if (speaker !== null && !this.context.person(speaker)) this.asked.add(speaker);
    }
    return this.asked.size > known;
  }

  private catchUp(): void {
    this.context.spoilers.reached(this.layout.ends[this.last] ?? 0);
    this.root.hidden = true;
    void this.context.refresh();
  }
}
