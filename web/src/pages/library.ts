import { LibraryApi } from '../api.ts';
import { address } from '../context.ts';
import { book, h } from '../dom.ts';
import type { Messages } from '../messages.ts';

export async function show(root: HTMLElement, _messages: Messages, signal: AbortSignal): Promise<void> {
  const library = await new LibraryApi(signal).library();
  const rows = library.stories.map((story) => h('li', null, h('a', { href: address(story.id, 'text') }, book(story.title || story.name))));
  root.append(h('div', { class: 'page' }, h('h1', null, 'Library'), h('ul', null, rows)));
}
