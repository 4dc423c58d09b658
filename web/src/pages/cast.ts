/** Everybody of the story under all names; what is wrong about them is said here. */

import type { Character, Scene } from '../api.ts';
import { presenceStrip, presenceWords, type Stretch } from '../charts/presence.ts';
import { address, type Context, count, empty, textAddress, voice } from '../context.ts';
import { book, h, replace } from '../dom.ts';
import { recall, remember } from '../memory.ts';
import { choice } from './dialogs.ts';
import { growing, page } from './frame.ts';
import { merge, personActions } from './people.ts';
import { chapterWords } from './wording.ts';

const STEP = 60;

const ORDERS: Record<string, { words: string; by: (one: Character, other: Character) => number }> = {
  first: { words: 'First appearance', by: (one, other) => one.first - other.first },
  lines: { words: 'Lines', by: (one, other) => other.quotes - one.quotes || other.mentions - one.mentions },
  mentions: { words: 'Mentions', by: (one, other) => other.mentions - one.mentions },
  name: { words: 'Name', by: (one, other) => one.name.localeCompare(other.name) },
};

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const people = context.story.characters;
  if (people.length === 0) {
    root.append(page('cast', 'Cast', '', empty('Nobody was found', 'The text names nobody who acts or speaks.')));
    return;
  }
  const [scenes, layout] = await Promise.all([context.api.scenes(), context.api.layout()]);
  const view = new Cast(context, scenes, layout.starts);
  const speakers = people.filter((person) => person.quotes > 0).length;
  const lead = `${count(people.length, 'person', 'people')}, of whom ${speakers} ${speakers === 1 ? 'speaks' : 'speak'}. Choose two or more to merge them.`;
  root.append(page('cast', 'Cast', lead, view.tools, view.list, view.bar));
  view.fill();
}

class Cast {
  readonly list = h('div', { class: 'cast-list' });
  readonly bar = h('div', { class: 'merge-bar', role: 'region', 'aria-label': 'Chosen people', hidden: true });
  readonly tools: HTMLElement;
  private readonly chosen = new Set<string>();
  private readonly search = h('input', { type: 'search', placeholder: 'A name', 'aria-label': 'Search the cast' });
  private readonly order: HTMLSelectElement;

  constructor(
    private readonly context: Context,
    private readonly scenes: Scene[],
    private readonly starts: number[],
  ) {
    const options = Object.entries(ORDERS).map(([value, { words }]) => [value, words] as const);
    this.order = choice(options, recall('cast-order', 'lines'), { 'aria-label': 'Order of the cast' });
    this.search.addEventListener('input', () => this.fill());
    this.order.addEventListener('change', () => {
      remember('cast-order', this.order.value);
      this.fill();
    });
    this.tools = h('div', { class: 'tools' }, this.search, this.order);
  }

  /** Shows those whom the search finds, in the order asked for. */
  fill(): void {
    const wanted = fold(this.search.value);
    const found = this.context.story.characters.filter((person) =>
      [person.name, ...person.aliases.map((alias) => alias.text)].some((name) => fold(name).includes(wanted)),
    );
    const { by } = ORDERS[this.order.value] ?? { by: () => 0 };
    const sorted = [...found].sort(by);
    if (sorted.length === 0) {
      replace(this.list, empty('Nobody of that name', 'No name or alias in the cast holds these letters.'));
    } else {
      const cards = h('ul', { class: 'cards' });
      replace(this.list, growing(cards, sorted, STEP, (person) => this.card(person), 'people'));
    }
    if (wanted) this.context.announce(`${count(sorted.length, 'person', 'people')} found.`);
  }

  private card(person: Character): HTMLElement {
    const { context } = this;
    const box: HTMLInputElement = h('input', {
      type: 'checkbox',
      checked: this.chosen.has(person.id),
      'aria-label': `Choose ${person.name}`,
      on: { change: () => this.choose(person.id, box.checked) },
    });
    const href = address(context.story.id, 'character', person.id);
    const name = h('h2', { class: 'card-name' }, h('a', { href }, book(person.name)));
    const stretches = this.stretches(person);
    return h(
      'li',
      { class: `card ${voice(person)}` },
      h('div', { class: 'card-head' }, name, h('label', { class: 'card-choose', title: 'Choose, to merge with others' }, box)),
      h('p', { class: 'card-facts' }, traits(person).join(' · ')),
      presenceStrip(stretches, context.story.length, { label: presenceWords(person.name, stretches), high: 14 }),
      aliases(person),
      h(
        'div',
        { class: 'card-foot' },
        this.first(person),
        h(
        'details',
        { class: 'card-actions' },
        h('summary', { data: { focus: `correct ${person.id}` } }, 'Correct', h('span', { class: 'unseen' }, ` ${person.name}`)),
        h('div', { class: 'card-buttons' }, personActions(context, person)),
      ),
      ),
    );
  }

  private first(person: Character): HTMLElement | null {
    // Somebody whom a correction made may stand nowhere yet.
    if (!Number.isFinite(person.first)) return null;
    const block = blockAt(this.starts, person.first);
    const where = chapterWords(this.context, person.first);
    const href = textAddress(this.context.story.id, { block, start: person.first });
    return h('p', { class: 'card-first' }, h('a', { href }, 'First seen', where && [' in ', book(where)]));
  }

  private stretches(person: Character): Stretch[] {
    return this.scenes.map((scene) => ({
      start: scene.start,
      end: scene.end,
      present: scene.present.includes(person.id),
      mentions: scene.mentioned.includes(person.id) ? 1 : 0,
      lines: 0,
    }));
  }

  private choose(id: string, on: boolean): void {
    if (on) this.chosen.add(id);
    else this.chosen.delete(id);
    const people = this.context.story.characters.filter((person) => this.chosen.has(person.id));
    this.bar.hidden = people.length === 0;
    const names = people.map((person, index) => [index > 0 && ', ', book(person.name)]);
    const button = h(
      'button',
      { type: 'button', class: 'primary', disabled: people.length < 2, on: { click: () => void this.merge(people) } },
      'Merge into one',
    );
    const clear = h('button', { type: 'button', class: 'quiet', on: { click: () => this.clear() } }, 'Choose none');
    const hint = people.length < 2 ? h('small', null, ' Choose one more to merge them.') : null;
    replace(this.bar, h('p', null, names, hint), h('div', { class: 'merge-buttons' }, clear, button));
  }

  private clear(): void {
    this.chosen.clear();
    this.bar.hidden = true;
    for (const box of this.list.querySelectorAll('input')) box.checked = false;
    this.search.focus();
  }

  private async merge(people: Character[]): Promise<void> {
    if (await merge(this.context, people)) this.chosen.clear();
  }
}

/** Pronouns, what sort of being, lines and mentions, in words. */
export function traits(person: Character): string[] {
  return [
    person.narrator ? 'tells the story' : '',
    person.kind === 'person' ? '' : person.kind === 'other' ? 'neither person nor animal' : person.kind,
    person.pronouns,
    person.quotes ? count(person.quotes, 'line') : 'no lines',
    count(person.mentions, 'mention'),
  ].filter(Boolean);
}

const SHOWN = 6;

function aliases(person: Character): HTMLElement | null {
  const others = person.aliases.filter((alias) => alias.text !== person.name);
  if (others.length === 0) return null;
  const words = others.slice(0, SHOWN).map((alias) => h('li', null, book(alias.text), ' ', h('small', null, alias.count)));
  const more = others.length > SHOWN ? h('li', null, h('small', null, `and ${others.length - SHOWN} more`)) : null;
  return h('ul', { class: 'aliases', 'aria-label': `Other names of ${person.name}, with how often they stand` }, words, more);
}

/** The block that holds an offset. */
export function blockAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

function fold(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim();
}
