/** A block as it is set on the page. */

import type { Block, BlockKind, Mention, Quote } from '../api.ts';
import { type Context, address, voice } from '../context.ts';
import { book, h } from '../dom.ts';
import { Offsets } from '../offsets.ts';
import { type Piece, type Range, italics, nested } from './pieces.ts';
import { isLine } from './store.ts';

/** Less sure than this is shown as doubtful. */
export const DOUBTFUL = 0.6;

type What = { quote: Quote } | { mention: Mention } | { italic: true };

/** What is asked of people while a block is made. */
export type People = Pick<Context, 'person' | 'name' | 'story'>;

/** The element of a block: its words, its speakers in the margin, what begins or was found there. */
export function renderBlock(block: Block, people: People): HTMLElement {
  const offsets = new Offsets(block.text);
  const body = h(tag(block.kind), { class: 'prose', dir: 'auto' });
  const ranges = rangesOf(block, offsets);
  const labels = new Labels(people);
  fill(body, nested(block.text.length, ranges), block, offsets, labels);
  return h('div', { class: `block ${block.kind}` }, above(labels), body, margin(block, people));
}

/** What stands where a block is not here yet: grey lines of about its length. */
export function renderWaiting(kind: BlockKind): HTMLElement {
  return h('div', { class: `block blank ${kind}`, 'aria-hidden': 'true' }, h('div', { class: 'prose' }));
}

function tag(kind: BlockKind): 'h2' | 'p' {
  return kind === 'heading' ? 'h2' : 'p';
}

function rangesOf(block: Block, offsets: Offsets): Range<What>[] {
  const at = (offset: number): number => offsets.unit(offset - block.start);
  const ranges: Range<What>[] = block.quotes.map((quote) => ({ start: at(quote.start), end: at(quote.end), rank: 0, of: { quote } }));
  for (const mention of block.mentions) {
    if (!mention.characters.length) continue;
    ranges.push({ start: at(mention.start), end: at(mention.end), rank: 1, of: { mention } });
  }
  for (const place of italics(block.text)) ranges.push({ ...place, rank: 2, of: { italic: true } });
  return ranges;
}

function fill(parent: HTMLElement, pieces: Piece<What>[], block: Block, offsets: Offsets, labels: Labels): void {
  for (const piece of pieces) {
    if (!piece.of) parent.append(block.text.slice(piece.start, piece.end));
    else if ('quote' in piece.of) parent.append(...quoteElements(piece, piece.of.quote, block, offsets, labels));
    else if ('mention' in piece.of) {
      const data = { m: piece.of.mention.id, c: piece.of.mention.characters.join(' ') };
      const who = h('span', { class: 'who', tabindex: '-1', data });
      fill(who, piece.inside, block, offsets, labels);
      parent.append(who);
    } else parent.append(...italicElements(piece, block, offsets, labels));
  }
}

function quoteElements(piece: Piece<What>, quote: Quote, block: Block, offsets: Offsets, labels: Labels): HTMLElement[] {
  // A piece that goes on a cut quote has no label of its own.
  const whole = piece.start === offsets.unit(quote.start - block.start);
  const label = whole && isLine(quote) ? [labels.label(quote)] : [];
  const line = h('span', { class: `quote ${quote.kind} ${labels.manner(quote)}`, data: { q: quote.id } });
  fill(line, piece.inside, block, offsets, labels);
  return [...label, line];
}

/** `_so_`: the marks are in the text and stay, out of sight. */
function italicElements(piece: Piece<What>, block: Block, offsets: Offsets, labels: Labels): HTMLElement[] {
  const inner = h('i', null);
  const words = piece.inside.length ? piece.inside : [{ start: piece.start, end: piece.end, of: null, inside: [] }];
  const [first, last] = [piece.start + 1, piece.end - 1];
  const trimmed = words
    .map((word) => ({ ...word, start: Math.max(word.start, first), end: Math.min(word.end, last) }))
    .filter((word) => word.start < word.end);
  fill(inner, trimmed, block, offsets, labels);
  const mark = (at: number): HTMLElement => h('span', { class: 'mark-char' }, block.text.slice(at, at + 1));
  return [mark(piece.start), inner, mark(last)];
}

/** The speakers' labels of one block. */
class Labels {
  /** Who speaks in this block, in order, each once after the other. */
  readonly speakers: { quote: Quote; repeated: boolean }[] = [];

  constructor(private readonly people: People) {}

  /** The classes that give a line its colour and its certainty. */
  manner(quote: Quote): string {
    if (!isLine(quote)) return 'set-off';
    const person = this.people.person(quote.speaker);
    const sure = quote.speaker === null ? 'open' : !quote.corrected && quote.confidence < DOUBTFUL ? 'doubtful' : '';
    return `${voice(person)} ${sure} ${quote.corrected ? 'corrected' : ''}`;
  }

  /** The control that stands before a line: its speaker's name, in the margin where it is news. */
  label(quote: Quote): HTMLElement {
    const before = this.speakers.at(-1)?.quote;
    const repeated = before !== undefined && before.speaker === quote.speaker && this.mark(before) === this.mark(quote);
    this.speakers.push({ quote, repeated });
    return h(
      'button',
      { class: `says ${this.manner(quote)} ${repeated ? 'again' : ''}`, type: 'button', tabindex: '-1', data: { for: quote.id } },
      this.words(quote),
    );
  }

  words(quote: Quote): (HTMLElement | string)[] {
    const person = this.people.person(quote.speaker);
    if (!person) {
      const unknown = quote.speaker === null ? 'nobody named' : 'somebody';
      return [h('span', { class: 'says-name' }, unknown), mark('?', 'open: ')];
    }
    const parts: (HTMLElement | string)[] = [book(person.name, 'says-name')];
    const sign = this.mark(quote);
    if (sign === '?') parts.push(mark('?', 'doubtful: '));
    if (sign === '✓') parts.push(mark('✓', 'corrected: '));
    return parts;
  }

  private mark(quote: Quote): string {
    if (quote.corrected) return '✓';
    return quote.speaker === null || quote.confidence < DOUBTFUL ? '?' : '';
  }
}

function mark(sign: string, words: string): HTMLElement {
  return h('span', { class: 'says-mark' }, h('span', { 'aria-hidden': 'true' }, sign), h('span', { class: 'unseen' }, `, ${words}`));
}

/** On a phone there is no margin: who speaks stands above the paragraph. The labels within are for keys and ears. */
function above(labels: Labels): HTMLElement | null {
  const shown = labels.speakers.filter((speaker) => !speaker.repeated);
  if (!shown.length) return null;
  const names = shown.map(({ quote }) =>
    h('span', { class: `above-name ${labels.manner(quote)}`, data: { open: quote.id } }, labels.words(quote)),
  );
  return h('div', { class: 'above', 'aria-hidden': 'true' }, names);
}

/** What stands in the outer margin: a scene that begins, something found. */
function margin(block: Block, people: People): HTMLElement | null {
  const marks: HTMLElement[] = [];
  if (block.scene !== null && block.kind !== 'heading') {
    const label = 'A scene begins here: to the scenes';
    const href = `${address(people.story.id, 'scenes')}?scene=${encodeURIComponent(block.scene)}`;
    marks.push(h('a', { class: 'scene-mark', href, 'aria-label': label, title: label }, '❦'));
  }
  if (block.findings.length) {
    const label = block.findings.length === 1 ? 'Something was found here' : `${block.findings.length} things were found here`;
    const href = `${address(people.story.id, 'findings')}?finding=${encodeURIComponent(block.findings[0] as string)}`;
    marks.push(h('a', { class: 'finding-mark', href, 'aria-label': `${label}: to the findings`, title: label }, '!'));
  }
  return marks.length ? h('div', { class: 'outer' }, marks) : null;
}

/**
 * Moves names apart that stand beside the same line of print. Reads all places first and writes afterwards, so that the
 * page is laid out once.
 */
export function spreadLabels(elements: HTMLElement[]): void {
  const moves: [HTMLElement, number][] = [];
  for (const element of elements) {
    const labels = [...element.querySelectorAll<HTMLElement>('.prose > .says:not(.again)')];
    if (labels.length < 2) continue;
    let free = -Infinity;
    for (const label of labels) {
      const box = label.getBoundingClientRect();
      const moved = Number(label.dataset['down'] ?? 0);
      const top = Math.max(box.top - moved, free);
      const down = Math.round(top - (box.top - moved));
      if (down !== moved) moves.push([label, down]);
      free = top + box.height;
    }
  }
  for (const [label, down] of moves) {
    label.dataset['down'] = String(down);
    label.style.setProperty('translate', `0 ${down}px`);
  }
}
