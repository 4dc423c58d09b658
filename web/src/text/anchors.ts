/** Anchors: passages pointed at by their words, so that a correction finds its place in the next draft too. */

import type { Anchor, Block } from '../api.ts';
import { Offsets } from '../offsets.ts';

/** Code points kept on each side. */
const AROUND = 40;

/**
 * The anchor of a passage.
 *
 * @param blocks blocks in text order, one after the other, among them the one that holds the passage.
 * @param id the quote's, where the passage is one.
 * @returns null where no block holds its start.
 */
export function anchor(blocks: Block[], start: number, end: number, id?: string): Anchor | null {
  const home = blocks.findIndex((block) => block.start <= start && start < block.end);
  const block = blocks[home];
  if (!block) return null;
  const inside = new Offsets(block.text);
  const last = Math.min(end, block.end);
  let before = inside.slice(Math.max(0, start - AROUND - block.start), start - block.start);
  let after = inside.slice(last - block.start, last + AROUND - block.start);
  // What is left of the 40 comes from the neighbours; between blocks is only white space.
  for (let n = home - 1; n >= 0 && points(before) < AROUND; n--) before = tail(`${blocks[n]?.text}\n\n${before}`);
  for (let n = home + 1; n < blocks.length && points(after) < AROUND; n++) after = head(`${after}\n\n${blocks[n]?.text}`);
  const made: Anchor = { text: inside.slice(start - block.start, last - block.start), before, after, start, end: last };
  if (id !== undefined) made.id = id;
  return made;
}

function points(text: string): number {
  return new Offsets(text).length;
}

function head(text: string): string {
  return new Offsets(text).slice(0, AROUND);
}

function tail(text: string): string {
  const offsets = new Offsets(text);
  return offsets.slice(offsets.length - AROUND, offsets.length);
}

/**
 * Where a quote's edge moves by one word.
 *
 * @param text the block's words.
 * @param at the edge, in code points of the block.
 * @param step to the right or to the left.
 */
export function wordEdge(text: string, at: number, step: 1 | -1): number {
  const offsets = new Offsets(text);
  const unit = offsets.unit(at);
  if (step > 0) {
    const next = /^\s*\S+/.exec(text.slice(unit));
    return next ? offsets.point(unit + next[0].length) : at;
  }
  const previous = /\S+\s*$/.exec(text.slice(0, unit));
  return previous ? offsets.point(previous.index) : at;
}

/** The same for the start of a quote: it moves to the start of a word, not to the end of one. */
export function wordStart(text: string, at: number, step: 1 | -1): number {
  if (step < 0) return wordEdge(text, at, -1);
  const offsets = new Offsets(text);
  const next = /^\S*\s+/.exec(text.slice(offsets.unit(at)));
  return next ? offsets.point(offsets.unit(at) + next[0].length) : at;
}
