/** Passages that support a row: the words with what stands around them, and anchors made of them. */

import type { Anchor, Block, Passage } from '../api.ts';
import { isAbort } from '../api.ts';
import { type Context, textAddress } from '../context.ts';
import { book, h, replace } from '../dom.ts';
import { Offsets } from '../offsets.ts';
import { chapterWords } from './wording.ts';

/** Characters of the surroundings that an anchor keeps, on each side. */
const AROUND = 40;
/** Characters of a paragraph that are shown, before and after the words. */
const SHOWN = 180;
/** Blocks the server gives at once, and how many unwanted ones are better than one more request. */
const MOST = 200;
const GAP = 6;

/** Blocks by number, each asked for once; those asked for in one go travel together. */
export class Blocks {
  private readonly known = new Map<number, Promise<Block | null>>();
  private wanted: { n: number; give: (block: Block | null) => void; fail: (error: unknown) => void }[] = [];

  constructor(private readonly context: Context) {}

  /** A block; null where the server gives none (no spoilers). */
  get(n: number): Promise<Block | null> {
    let found = this.known.get(n);
    if (!found) {
      found = new Promise((give, fail) => {
        if (this.wanted.length === 0) queueMicrotask(() => void this.ask());
        this.wanted.push({ n, give, fail });
      });
      this.known.set(n, found);
    }
    return found;
  }

  private async ask(): Promise<void> {
    const wanted = this.wanted.sort((one, other) => one.n - other.n);
    this.wanted = [];
    for (const run of runs(wanted)) {
      const [first, last] = [run[0], run[run.length - 1]];
      if (!first || !last) continue;
      try {
        const blocks = new Map((await this.context.api.text(first.n, last.n)).map((block) => [block.n, block]));
        for (const { n, give } of run) give(blocks.get(n) ?? null);
      } catch (error) {
        for (const { fail } of run) fail(error);
      }
    }
  }
}

function runs<T extends { n: number }>(sorted: T[]): T[][] {
  const found: T[][] = [];
  for (const one of sorted) {
    const run = found[found.length - 1];
    const last = run?.[run.length - 1];
    if (run && last && one.n - last.n <= GAP && one.n - (run[0]?.n ?? 0) < MOST) run.push(one);
    else found.push([one]);
  }
  return found;
}

/** A passage as a quotation: its words at once, what stands around them when it has come. */
export function quotation(context: Context, blocks: Blocks, passage: Passage): HTMLElement {
  const words = h('p', { class: 'quotation-words' }, h('mark', null, book(folded(passage.text))));
  const where = chapterWords(context, passage.start);
  const link = h('a', { class: 'quotation-place', href: textAddress(context.story.id, passage) }, where || 'In the text');
  const element = h('blockquote', { class: 'quotation' }, words, h('footer', null, link));
  void around(blocks, passage, words);
  return element;
}

async function around(blocks: Blocks, passage: Passage, words: HTMLElement): Promise<void> {
  const block = await quietly(blocks.get(passage.block));
  if (!block || passage.start < block.start) return;
  const { before, inside, after } = cut(passage, block, SHOWN);
  const opening = before.length < passage.start - block.start ? '… ' : '';
  const closing = passage.end + after.length < block.end ? ' …' : '';
  replace(words, h('bdi', null, opening, folded(before), h('mark', null, folded(inside)), folded(after), closing));
}

/** A passage's words and whole words around them, from its paragraph. */
function cut(passage: Passage, block: Block, most: number): { before: string; inside: string; after: string } {
  const text = new Offsets(block.text);
  const start = passage.start - block.start;
  const end = Math.min(passage.end, block.end) - block.start;
  const before = text.slice(Math.max(0, start - most), start);
  const after = text.slice(end, end + most);
  return {
    before: start > most ? before.replace(/^\S*\s+/, '') : before,
    inside: text.slice(start, end),
    after: end + most < text.length ? after.replace(/\s+\S*$/, '') : after,
  };
}

function folded(words: string): string {
  return words.replace(/\s+/g, ' ');
}

/** What a correction knows a passage by: its words, those around them, and where it stood. */
export async function anchorOf(blocks: Blocks, passage: Passage): Promise<Anchor> {
  const anchor: Anchor = { text: passage.text, start: passage.start, end: passage.end };
  const block = await quietly(blocks.get(passage.block));
  if (!block) return anchor;
  const text = new Offsets(block.text);
  const [start, end] = [passage.start - block.start, passage.end - block.start];
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(end, end + AROUND);
  return { ...anchor, ...(before && { before }), ...(after && { after }) };
}

/** An answer that a page can do without: null where it fails, silence where the page is left. */
async function quietly<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (!isAbort(error)) console.warn('diegesis: surroundings of a passage did not come', error);
    return null;
  }
}
