/** Dark and light: the system's choice until the reader makes one. */

import { recall, remember } from './memory.ts';

export type Theme = 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');

export function theme(): Theme {
  return recall<Theme | null>('theme', null) ?? (dark.matches ? 'dark' : 'light');
}

/** Sets the theme on the page, now and whenever the system's changes. */
export function keepTheme(): void {
  const set = (): void => {
    document.documentElement.dataset['theme'] = theme();
  };
  dark.addEventListener('change', set);
  set();
}

export function switchTheme(): Theme {
  const next = theme() === 'dark' ? 'light' : 'dark';
  remember('theme', next);
  document.documentElement.dataset['theme'] = next;
  return next;
}
