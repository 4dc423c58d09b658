/** The story bible, as the server writes it, in a frame that runs nothing. */

import type { Context } from '../context.ts';
import { h } from '../dom.ts';
import { page } from './frame.ts';

const FORMS: readonly (readonly [to: string, words: string])[] = [
  ['html', 'One page (HTML)'],
  ['md', 'Markdown'],
  ['docx', 'Word'],
];

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const links = FORMS.map(([to, words]) => h('li', null, h('a', { href: address(context, to), download: '' }, words)));
  const frame = h('iframe', {
    class: 'bible-frame',
    title: `The story bible of ${context.story.title || context.story.name}`,
    src: context.api.bibleUrl(),
    sandbox: '',
  });
  const busy = h('p', { class: 'waiting', role: 'status' }, 'The bible is being written.');
  frame.addEventListener('load', () => busy.remove());
  const downloads = h('nav', { class: 'downloads', 'aria-label': 'Download the bible' }, h('ul', null, h('li', null, 'To keep:'), links));
  root.append(page('bible', 'Bible', 'Cast, ties, places, timeline, chapters and open questions, each with its evidence.', downloads, busy, frame));
}

function address(context: Context, to: string): string {
  const url = context.api.bibleUrl();
  return `${url}${url.includes('?') ? '&' : '?'}to=${to}`;
}
