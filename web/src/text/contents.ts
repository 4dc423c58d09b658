/** Beside the text: its chapters, its voices, and the ways through it. */

import type { Chapter, Overview } from '../api.ts';
import { address, voice } from '../context.ts';
import { book, h, replace } from '../dom.ts';
import { icon } from '../icons.ts';

/** Speakers listed at most. */
const VOICES = 12;

export interface Ways {
  chapter(chapter: Chapter): void;
  find(): void;
  doubt(step: 1 | -1): void;
  worth(): void;
}

export class Contents {
  readonly root = h('div', { class: 'contents', id: 'contents' });
  readonly tools: HTMLElement;
  private readonly list = h('ol', { class: 'chapters' });
  private readonly voices = h('ul', { class: 'voices' });
  private readonly doubts = h('span', { class: 'doubts-told' });
  private readonly toggle: HTMLElement;
  private here: string | null = null;
  private story!: Overview;

  constructor(
    story: Overview,
    private readonly ways: Ways,
  ) {
    this.toggle = h('button', { class: 'tool contents-button', 'aria-label': 'Contents', title: 'Contents (c)', 'aria-expanded': 'false', 'aria-controls': 'contents' }, icon('list'), h('span', null, 'Contents'));
    this.toggle.addEventListener('click', () => this.open(!this.isOpen));
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.isOpen) return;
      event.preventDefault();
      this.open(false);
      this.toggle.focus();
    });
    this.tools = h(
      'div',
      { class: 'text-tools', role: 'group', 'aria-label': 'Ways through the text' },
      this.toggle,
      h('button', { class: 'tool', on: { click: () => ways.find() }, 'aria-label': 'Find', title: 'Find (/)' }, icon('search'), h('span', null, 'Find')),
      h(
        'span',
        { class: 'tool-doubts' },
        this.step('Previous doubtful line', 'previous', -1),
        this.doubts,
        this.step('Next doubtful line', 'next', 1),
      ),
      h('button', { class: 'tool tool-worth', on: { click: () => ways.worth() }, 'aria-label': 'The line most worth answering', title: 'The line most worth answering (w)' }, icon('help')),
    );
    this.update(story);
  }

  private step(name: string, drawing: 'previous' | 'next', by: 1 | -1): HTMLElement {
    const key = by > 0 ? 'n' : 'p';
    const props = { class: 'plain', 'aria-label': name, title: `${name} (${key})`, on: { click: () => this.ways.doubt(by) } };
    return h('button', props, icon(drawing));
  }

  get isOpen(): boolean {
    return this.root.classList.contains('open');
  }

  /** Shows or hides the list where the window is too narrow to show it always. */
  open(wanted: boolean): void {
    this.root.classList.toggle('open', wanted);
    this.toggle.setAttribute('aria-expanded', String(wanted));
    if (wanted) (this.root.querySelector<HTMLElement>('[aria-current]') ?? this.root.querySelector<HTMLElement>('a'))?.focus();
  }

  /** Takes a fresh overview. */
  update(story: Overview): void {
    this.story = story;
    const { doubtful } = story.counts;
    this.doubts.textContent = doubtful ? `${doubtful.toLocaleString('en')} doubtful` : 'none doubtful';
    replace(this.list, story.chapters.map((chapter) => this.row(chapter)));
    const speakers = story.characters.filter((one) => one.quotes > 0).sort((a, b) => b.quotes - a.quotes);
    replace(this.voices, speakers.slice(0, VOICES).map((one) => this.voice(one)));
    const many = story.chapters.length > 1;
    replace(
      this.root,
      many ? h('nav', { 'aria-labelledby': 'chapters-title' }, h('h2', { id: 'chapters-title', class: 'label' }, 'Chapters'), this.list) : null,
      speakers.length
        ? h('nav', { 'aria-labelledby': 'voices-title' }, h('h2', { id: 'voices-title', class: 'label' }, 'Voices'), this.voices)
        : null,
    );
    this.at(this.here);
  }

  private row(chapter: Chapter): HTMLElement {
    const href = address(this.story.id, 'text', chapter.first_block);
    const go = (event: Event): void => {
      event.preventDefault();
      this.open(false);
      this.ways.chapter(chapter);
    };
    const title = chapter.title.replace(/\s+/g, ' ').trim() || `Chapter ${chapter.number}`;
    return h('li', null, h('a', { href, data: { chapter: chapter.id }, on: { click: go } }, book(title)));
  }

  private voice(person: Overview['characters'][number]): HTMLElement {
    const href = address(this.story.id, 'character', person.id);
    return h(
      'li',
      { class: voice(person) },
      h('a', { href }, h('span', { class: 'dot', 'aria-hidden': 'true' }), book(person.name), h('span', { class: 'voices-lines' }, person.quotes)),
    );
  }

  /** Shows which chapter is in sight. */
  at(chapter: string | null): void {
    this.here = chapter;
    for (const link of this.list.querySelectorAll<HTMLElement>('a')) {
      const now = link.dataset['chapter'] === chapter;
      if (now === link.hasAttribute('aria-current')) continue;
      if (now) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      if (now) keepInSight(this.root, link);
    }
  }
}

/** Scrolls the list alone: `scrollIntoView` would move the window too. */
function keepInSight(list: HTMLElement, link: HTMLElement): void {
  const outer = list.getBoundingClientRect();
  const inner = link.getBoundingClientRect();
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top + 60;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 60;
}
