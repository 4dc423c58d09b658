/** Keys without a modifier, and the list of them. They can be switched off, for those who speak to their computer. */

import { h } from './dom.ts';
import { icon } from './icons.ts';
import { recall, remember } from './memory.ts';

interface Key {
  keys: string[];
  does: string;
  run(key: string): void;
}

const bound: Key[] = [];

/** Binds keys until the signal ends; the newest binding of a key wins. */
export function bind(keys: string[], does: string, run: (key: string) => void, signal?: AbortSignal): void {
  const key = { keys, does, run };
  bound.unshift(key);
  signal?.addEventListener('abort', () => {
    const at = bound.indexOf(key);
    if (at >= 0) bound.splice(at, 1);
  });
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Listens on the document. */
export function listen(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || document.querySelector('dialog[open]') || !recall('keys', true)) return;
    const key = bound.find((candidate) => candidate.keys.includes(event.key));
    if (!key) return;
    event.preventDefault();
    key.run(event.key);
  });
}

/** Shows what each key does, as bound at the moment. */
export function showHelp(): void {
  const dialog = h('dialog', { class: 'help', 'aria-labelledby': 'help-title' });
  const close = h('button', { class: 'plain', 'aria-label': 'Close', on: { click: () => dialog.close() } }, icon('close'));
  const rows = bound.map((key) =>
    h('div', { class: 'help-row' }, h('dt', null, caps(key.keys)), h('dd', null, key.does)),
  );
  const box: HTMLInputElement = h('input', { type: 'checkbox', id: 'help-keys', on: { change: () => remember('keys', box.checked) } });
  box.checked = recall('keys', true);
  dialog.append(
    h('div', { class: 'help-head' }, h('h2', { id: 'help-title' }, 'Keys'), close),
    h('dl', null, rows),
    h('p', { class: 'help-switch' }, box, h('label', { for: 'help-keys' }, 'Keys without Ctrl or Alt are on')),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function caps(keys: string[]): (HTMLElement | string)[] {
  const named = (key: string): HTMLElement => h('kbd', null, shown(key));
  if (keys.length <= 3) return keys.map(named);
  return [named(keys[0] as string), ' to ', named(keys[keys.length - 1] as string)];
}

function shown(key: string): string {
  return { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' }[key] ?? key;
}
