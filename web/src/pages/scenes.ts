/** The scenes of the book: where, when, through whose eyes, who is there; where one begins can be said here. */

import type { Block, Chapter, Scene } from '../api.ts';
import { type Context, count, empty, personLink, textAddress } from '../context.ts';
import { book, type Child, h, replace } from '../dom.ts';
import { bind } from '../keys.ts';
import { growing, page } from './frame.ts';
import { anchorOf, Blocks } from './passages.ts';
import { capital, chapterTitle, eyesWords, plain } from './wording.ts';

const STEP = 60;
/** Characters of a paragraph that are enough to find it again. */
const ENOUGH = 80;
const BLOCKS = 200;
/** People named in a list; the text tells of the rest. */
const MOST = 12;

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const scenes = await context.api.scenes();
  if (scenes.length === 0) {
    root.append(page('scenes', 'Scenes', '', empty('No scenes were found', 'There is no text to divide.')));
    return;
  }
  const view = new Scenes(context, scenes);
  const keys = h('span', { class: 'for-keys' }, ' ', h('kbd', null, 'j'), ' and ', h('kbd', null, 'k'), ' step through them.');
  const lead = [count(scenes.length, 'scene'), '.', keys];
  root.append(page('scenes', 'Scenes', lead, view.list));
  for (const [keys, does, by] of [
    [['j', 'ArrowDown'], 'Next scene', 1],
    [['k', 'ArrowUp'], 'Previous scene', -1],
  ] as const) {
    bind([...keys], does, (key) => view.step(by, key), context.signal);
  }
}

class Scenes {
  readonly list: HTMLElement;
  private readonly items = h('ol', { class: 'scenes' });
  private readonly blocks: Blocks;

  constructor(
    private readonly context: Context,
    private readonly scenes: Scene[],
  ) {
    this.blocks = new Blocks(context);
    this.list = growing(this.items, scenes, STEP, (scene, index) => this.item(scene, index), 'scenes');
  }

  /** Goes to the scene after or before the one with the focus, or that in sight. */
  step(by: number, key: string): void {
    const items = [...this.items.children] as HTMLElement[];
    const held = items.findIndex((item) => item.contains(document.activeElement));
    // Without a scene in focus the arrow keys move the page, as everywhere.
    if (held < 0 && key.startsWith('Arrow')) {
      window.scrollBy(0, by * 60);
      return;
    }
    const seen = items.findIndex((item) => item.getBoundingClientRect().bottom > 90);
    const next = items[held >= 0 ? held + by : Math.max(0, seen)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  }

  private item(scene: Scene, index: number): HTMLElement {
    const before = this.scenes[index - 1];
    const chapter = this.chapterOf(scene);
    const opens = chapter && (!before || this.chapterOf(before) !== chapter) && this.context.story.chapters.length > 1;
    return h(
      'li',
      { class: 'scene', tabindex: '-1' },
      opens && h('h2', { class: 'scene-chapter' }, book(chapterTitle(chapter))),
      h(this.context.story.chapters.length > 1 ? 'h3' : 'h2', { class: 'scene-title' }, h('span', { class: 'scene-number' }, scene.number), ' ', this.title(scene)),
      this.facts(scene),
      h('p', { class: 'scene-words' }, book(opening(scene.first_words)), ' ', this.read(scene)),
      this.who(scene),
      this.breaks(scene, index),
    );
  }

  private chapterOf(scene: Scene): Chapter | undefined {
    return this.context.story.chapters.find((chapter) => scene.start >= chapter.start && scene.start < chapter.end);
  }

  private title(scene: Scene): Child {
    const { place, time } = scene;
    if (place) return [book(capital(place)), time && [', ', book(time)]];
    return time ? book(capital(time)) : h('span', { class: 'soft' }, 'Somewhere');
  }

  private facts(scene: Scene): HTMLElement {
    const eyes = eyesWords(this.context, scene);
    const told = [
      scene.kind !== 'now' && h('strong', null, scene.kind),
      eyes,
      scene.tense === 'mixed' ? 'past and present mixed' : `in the ${plain(scene.tense)} tense`,
    ].filter(Boolean) as Child[];
    return h('p', { class: 'scene-facts' }, told.map((words, at) => [at > 0 && ' · ', words]));
  }

  private read(scene: Scene): HTMLElement {
    const href = textAddress(this.context.story.id, { block: scene.block });
    return h('a', { class: 'scene-read', href }, 'Read', h('span', { class: 'unseen' }, ` scene ${scene.number}`));
  }

  private who(scene: Scene): HTMLElement {
    const people = (ids: string[]): Child[] => [
      ids.slice(0, MOST).map((id) => h('li', null, personLink(this.context, id))),
      ids.length > MOST && h('li', { class: 'soft' }, `and ${ids.length - MOST} more`),
    ];
    const there = scene.present.length
      ? h('ul', { class: 'people' }, people(scene.present))
      : h('span', { class: 'soft' }, 'nobody');
    const named = scene.mentioned.length > 0 && [
      h('dt', null, 'Only named'),
      h('dd', null, h('ul', { class: 'people faint' }, people(scene.mentioned))),
    ];
    return h('dl', { class: 'scene-who' }, h('dt', null, 'On stage'), h('dd', null, there), named);
  }

  private breaks(scene: Scene, index: number): HTMLElement {
    const remove = h(
      'button',
      { type: 'button', class: 'quiet small', on: { click: () => void this.join(scene) } },
      'No scene begins here',
      h('span', { class: 'unseen' }, ` (scene ${scene.number})`),
    );
    const inside = h('div', { class: 'scene-paragraphs' });
    const divide = h(
      'details',
      { class: 'scene-divide' },
      h('summary', { data: { focus: `divide ${scene.id}` } }, 'Divide', h('span', { class: 'unseen' }, ` scene ${scene.number}`)),
      inside,
    );
    divide.addEventListener('toggle', () => {
      if (divide.open && !inside.hasChildNodes()) void this.fill(inside, scene, index);
    });
    return h('div', { class: 'scene-breaks' }, index > 0 && remove, divide);
  }

  private async join(scene: Scene): Promise<void> {
    const layout = await this.context.api.layout();
    let n = scene.block;
    // The mark of the break is taken away by joining; the paragraph after it is what is known again.
    while (layout.kinds[n] === 'scene_break' && (layout.starts[n + 1] ?? Infinity) < scene.end) n += 1;
    const block = await this.blocks.get(n);
    if (block) await this.say(block, false);
  }

  private async fill(inside: HTMLElement, scene: Scene, index: number): Promise<void> {
    const last = (this.scenes[index + 1]?.block ?? this.context.story.blocks) - 1;
    replace(inside, h('p', { role: 'status' }, 'The paragraphs are coming.'));
    const blocks = await this.context.api.text(scene.block, Math.min(last, scene.block + BLOCKS - 1));
    const begun = blocks.findIndex((block) => block.kind !== 'scene_break');
    const rows = blocks.slice(begun + 1).map((block) => this.paragraph(block));
    if (rows.length === 0) replace(inside, h('p', { class: 'soft' }, 'It is one paragraph; a scene begins with a paragraph.'));
    else replace(inside, h('p', { class: 'soft' }, 'A new scene begins with:'), h('ul', null, rows));
  }

  private paragraph(block: Block): HTMLElement {
    const words = opening(block.text.replace(/\s+/g, ' '), 90);
    return h('li', null, h('button', { type: 'button', class: 'link', on: { click: () => void this.say(block, true) } }, book(words)));
  }

  private async say(block: Block, begins: boolean): Promise<void> {
    const words = Array.from(block.text).slice(0, ENOUGH);
    const passage = { start: block.start, end: block.start + words.length, text: words.join(''), block: block.n };
    await this.context.correct({ do: 'scene_break', at: await anchorOf(this.blocks, passage), break: begins });
  }
}

/** The first words, with dots where they are cut. */
export function opening(words: string, most = 220): string {
  if (words.length <= most) return words;
  return `${words.slice(0, most).replace(/\s+\S*$/, '')} …`;
}
