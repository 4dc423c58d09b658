/** The blocks of a story, fetched in windows when they are needed. */

import { type Block, type Layout, type Quote, type StoryApi, isAbort } from '../api.ts';

/** Windows kept at most; the ones used longest ago go first. */
const KEPT = 60;

/** A line: a quote with the block that it stands in. */
export interface Placed {
  quote: Quote;
  block: Block;
}

export class Blocks {
  private windows = new Map<number, Block[]>();
  private asked = new Map<number, Promise<void>>();
  private age = 0;

  /**
   * @param api what is asked, for a window whose text ends at a place.
   * @param size blocks in a window, 200 at most.
   * @param loaded told after each window, with its first and last block.
   * @param failed told once where a window cannot be had.
   */
  constructor(
    private readonly layout: Layout,
    private readonly api: (end: number) => StoryApi,
    readonly size: number,
    private readonly loaded: (first: number, last: number) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get count(): number {
    return this.layout.starts.length;
  }

  /** The block, or undefined while it is not here. */
  get(n: number): Block | undefined {
    const key = Math.floor(n / this.size);
    return this.windows.get(key)?.find((block) => block.n === n);
  }

  /** Number of the block that holds a place, or the one before it. */
  at(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.layout.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }

  /** Gets the windows that hold these blocks; waits until they are here. */
  async need(first: number, last: number): Promise<void> {
    const waits: Promise<void>[] = [];
    const from = Math.floor(Math.max(first, 0) / this.size);
    const to = Math.floor(Math.min(last, this.count - 1) / this.size);
    for (let key = from; key <= to; key++) {
      const here = this.windows.get(key);
      if (here) this.touch(key, here);
      else waits.push(this.ask(key));
    }
    await Promise.all(waits);
  }

  /** Forgets all: the story changed. Windows asked for before count no more. */
  forget(): void {
    this.age++;
    this.windows.clear();
    this.asked.clear();
  }

  /** Gets these blocks again and only then forgets the others, so that nothing blinks. */
  async again(first: number, last: number): Promise<void> {
    this.age++;
    const old = this.windows;
    this.asked.clear();
    this.windows = new Map();
    const wait = this.need(first, last);
    this.windows = new Map(old);
    await wait;
    for (const [key, blocks] of old) {
      if (this.windows.get(key) === blocks) this.windows.delete(key);
    }
  }

  private touch(key: number, blocks: Block[]): void {
    this.windows.delete(key);
    this.windows.set(key, blocks);
  }

  private ask(key: number): Promise<void> {
    const going = this.asked.get(key);
    if (going) return going;
    const wait = this.fetch(key, this.age).finally(() => {
      if (this.asked.get(key) === wait) this.asked.delete(key);
    });
    this.asked.set(key, wait);
    return wait;
  }

  private async fetch(key: number, age: number): Promise<void> {
    const first = key * this.size;
    const last = Math.min(first + this.size, this.count) - 1;
    try {
      const blocks = await this.api(this.layout.ends[last] ?? 0).text(first, last);
      if (age !== this.age) return;
      this.touch(key, blocks);
      this.trim();
      this.loaded(first, last);
    } catch (error) {
      if (!isAbort(error) && age === this.age) this.failed(error);
    }
  }

  private trim(): void {
    for (const key of this.windows.keys()) {
      if (this.windows.size <= KEPT) return;
      this.windows.delete(key);
    }
  }

  /** The lines of a block that somebody can say, in text order. */
  lines(n: number): Placed[] {
    const block = this.get(n);
    return block ? block.quotes.filter(isLine).map((quote) => ({ quote, block })) : [];
  }

  /** The line after (or before) a place, wherever it is; null at the end of the book. */
  async beside(start: number, step: 1 | -1): Promise<Placed | null> {
    const end = this.count;
    for (let n = this.at(start); n >= 0 && n < end; n += step) {
      await this.need(n, n);
      const lines = this.lines(n);
      if (step < 0) lines.reverse();
      const found = lines.find(({ quote }) => (step > 0 ? quote.start > start : quote.start < start));
      if (found) return found;
    }
    return null;
  }

  /** A quote by its id, in the blocks that are here. */
  find(id: string): Placed | null {
    for (const blocks of this.windows.values()) {
      for (const block of blocks) {
        const quote = block.quotes.find((one) => one.id === id);
        if (quote) return { quote, block };
      }
    }
    return null;
  }

  /** A quote by its id in a block that may have to be fetched. */
  async fetchQuote(id: string, n: number): Promise<Placed | null> {
    await this.need(n, n);
    return this.find(id);
  }
}

/** Whether it is somebody's: said or thought, or of a kind that need not be and is. */
export function isLine(quote: Pick<Quote, 'kind' | 'speaker'>): boolean {
  if (quote.kind === 'speech' || quote.kind === 'thought') return true;
  return quote.kind !== 'emphasis' && quote.speaker !== null;
}
