/** What the pages about a story have alike: a head, a list that grows, a switch of a few ways to see it. */

import { type Child, h, replace } from '../dom.ts';

/** A page's root with its heading and a sentence on what it shows. */
export function page(name: string, title: Child, lead: Child, ...more: Child[]): HTMLElement {
  return h(
    'div',
    { class: `page page-${name}` },
    h('header', { class: 'page-head' }, h('h1', null, title), h('p', { class: 'lead' }, lead)),
    more,
  );
}

/** A part of a page under a heading of its own. */
export function part(title: Child, ...inside: Child[]): HTMLElement {
  return h('section', { class: 'part' }, h('h2', null, title), inside);
}

/** Rows into a list, so many at first; a button shows as many again, and where the focus goes is the first new one. */
export function growing<T>(
  list: HTMLElement,
  rows: readonly T[],
  step: number,
  row: (one: T, index: number) => HTMLElement,
  what: string,
): HTMLElement {
  const button = h('button', { type: 'button', class: 'quiet more', on: { click: () => grow(true) } });
  const box = h('div', { class: 'growing' }, list, button);
  let shown = 0;
  function grow(asked: boolean): void {
    const added = rows.slice(shown, shown + step).map((one, index) => row(one, shown + index));
    list.append(...added);
    shown += added.length;
    button.hidden = shown >= rows.length;
    const left = rows.length - shown;
    button.textContent = `Show ${Math.min(step, left).toLocaleString('en')} more of ${left.toLocaleString('en')} ${what}`;
    const first = added[0];
    if (asked && first) {
      first.setAttribute('tabindex', '-1');
      first.focus({ preventScroll: true });
    }
  }
  grow(false);
  return box;
}

/** A few ways to see the same, one at a time. */
export function ways(
  label: string,
  options: readonly (readonly [value: string, words: string])[],
  chosen: string,
  choose: (value: string) => void,
): HTMLElement {
  const buttons = options.map(([value, words]) =>
    h('button', { type: 'button', 'aria-pressed': String(value === chosen), on: { click: () => press(value) } }, words),
  );
  function press(value: string): void {
    options.forEach(([one], index) => buttons[index]?.setAttribute('aria-pressed', String(one === value)));
    choose(value);
  }
  return h('div', { class: 'ways', role: 'group', 'aria-label': label }, buttons);
}

/** What is shown until the answer has come. */
export function waiting(root: HTMLElement, words: string): () => void {
  const note = h('p', { class: 'waiting', role: 'status' }, words);
  replace(root, note);
  return () => note.remove();
}

/** Children with a word between them: *a, b and c*. */
export function listed(children: Child[]): Child[] {
  return children.map((child, index) => [index > 0 && (index === children.length - 1 ? ' and ' : ', '), child]);
}
