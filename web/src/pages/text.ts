import type { Context } from '../context.ts';
import { h } from '../dom.ts';

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const blocks = await context.api.text(0, 40);
  root.append(h('div', { class: 'page' }, h('h1', null, 'Text'), blocks.map((block) => h('p', { dir: 'auto' }, block.text))));
}
