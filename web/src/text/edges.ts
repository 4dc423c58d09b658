/** Where a quote begins and ends: moved word by word, or taken from the selection. */

import { h, replace } from '../dom.ts';
import { icon } from '../icons.ts';
import { Offsets } from '../offsets.ts';
import { wordEdge, wordStart } from './anchors.ts';
import type { Placed } from './store.ts';

export interface Edges {
  root: HTMLElement;
}

type Span = { start: number; end: number };

/** The controls; `said` is told the new edges in code points of the book. */
export function edges(placed: Placed, selection: () => Span | null, said: (start: number, end: number) => void): Edges {
  const { block, quote } = placed;
  const words = new Offsets(block.text);
  const span: Span = { start: quote.start - block.start, end: Math.min(quote.end, block.end) - block.start };
  const first = { ...span };
  const preview = h('p', { class: 'edges-words', 'aria-live': 'polite' });
  const save = h('button', { class: 'primary', data: { key: 'edges-save' } }, 'Keep this');
  save.addEventListener('click', () => said(block.start + span.start, block.start + span.end));

  const draw = (): void => {
    const text = words.slice(span.start, span.end).replace(/\s+/g, ' ');
    const long = text.length > 90;
    replace(preview, h('bdi', null, long ? `${text.slice(0, 40)} … ${text.slice(-40)}` : text));
    save.disabled = span.start === first.start && span.end === first.end;
  };
  const move = (change: (text: string) => Partial<Span>): void => {
    const next = { ...span, ...change(block.text) };
    if (next.start < next.end) Object.assign(span, next);
    draw();
  };
  const button = (name: string, drawing: 'previous' | 'next', change: (text: string) => Partial<Span>): HTMLElement => {
    const one = h('button', { class: 'plain', 'aria-label': name, title: name, data: { key: name } }, icon(drawing));
    one.addEventListener('click', () => move(change));
    return one;
  };
  const taken = (): void => {
    const chosen = selection();
    if (!chosen || chosen.start < block.start || chosen.end > block.end) return;
    Object.assign(span, { start: chosen.start - block.start, end: chosen.end - block.start });
    draw();
  };
  const row = h(
    'div',
    { class: 'edges-row' },
    h('span', null, 'Begins'),
    button('Begin a word earlier', 'previous', (text) => ({ start: wordStart(text, span.start, -1) })),
    button('Begin a word later', 'next', (text) => ({ start: wordStart(text, span.start, 1) })),
    h('span', null, 'Ends'),
    button('End a word earlier', 'previous', (text) => ({ end: endBefore(text, span.end) })),
    button('End a word later', 'next', (text) => ({ end: wordEdge(text, span.end, 1) })),
  );
  const select = h('button', { class: 'quiet', data: { key: 'edges-selection' }, on: { click: taken } }, 'Take the selected words');
  // A press on the button would take the selection away before it is read.
  select.addEventListener('pointerdown', (event) => event.preventDefault());
  draw();
  const root = h('fieldset', { class: 'edges' }, h('legend', null, 'It goes from where to where'), preview, row);
  root.append(h('div', { class: 'edges-save' }, select, save));
  return { root };
}

function endBefore(text: string, end: number): number {
  const offsets = new Offsets(text);
  const start = wordEdge(text, end, -1);
  const kept = text.slice(0, offsets.unit(start)).trimEnd();
  return offsets.point(kept.length);
}
