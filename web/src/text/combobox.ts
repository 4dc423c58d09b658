/** A field that finds people by what is typed, and takes a new name too (ARIA's combobox with a list). */

import type { Character } from '../api.ts';
import { voice } from '../context.ts';
import { book, h, replace } from '../dom.ts';

/** Options shown at most. */
const SHOWN = 8;

interface Option {
  name: string;
  person: Character | null;
}

let made = 0;

/**
 * The field.
 *
 * @param people who may be chosen.
 * @param label what the field is for.
 * @param chosen told the name.
 * @param fresh whether a name that nobody has may be given.
 */
export function combobox(people: Character[], label: string, chosen: (name: string) => void, fresh = true): HTMLElement {
  return new Combobox(people, label, chosen, fresh).root;
}

class Combobox {
  private readonly id = `people-${++made}`;
  private readonly list = h('ul', { id: `${this.id}-list`, role: 'listbox', class: 'combo-list', hidden: true });
  private readonly input: HTMLInputElement;
  readonly root: HTMLElement;
  private options: Option[] = [];
  private active = -1;

  constructor(
    private readonly people: Character[],
    label: string,
    private readonly chosen: (name: string) => void,
    private readonly fresh: boolean,
  ) {
    this.list.setAttribute('aria-label', label);
    this.input = h('input', {
      type: 'text',
      id: this.id,
      role: 'combobox',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: fresh ? 'A name, or a new one' : 'A name',
      'aria-label': label,
      'aria-expanded': 'false',
      'aria-controls': `${this.id}-list`,
      'aria-autocomplete': 'list',
      on: {
        input: () => this.open(),
        focus: () => this.open(),
        blur: () => this.shut(),
        keydown: (event: KeyboardEvent) => this.key(event),
      },
    });
    this.root = h('div', { class: 'combo' }, this.input, this.list);
  }

  private open(): void {
    this.options = found(this.people, this.input.value, this.fresh);
    this.active = this.input.value.trim() && this.options.length ? 0 : -1;
    this.draw();
  }

  private shut(): void {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  private draw(): void {
    replace(this.list, this.options.map((option, at) => this.row(option, at)));
    this.list.hidden = !this.options.length;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    if (this.active < 0) this.input.removeAttribute('aria-activedescendant');
    else this.input.setAttribute('aria-activedescendant', `${this.id}-${this.active}`);
    this.list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  private row(option: Option, at: number): HTMLElement {
    const words = option.person
      ? [h('span', { class: `dot ${voice(option.person)}`, 'aria-hidden': 'true' }), book(option.name)]
      : ['New person: ', book(option.name, 'combo-new')];
    const press = (event: Event): void => {
      event.preventDefault();
      this.take(option);
    };
    const props = { id: `${this.id}-${at}`, role: 'option', 'aria-selected': String(at === this.active) };
    return h('li', { ...props, class: 'combo-option', on: { pointerdown: press } }, words);
  }

  private take(option: Option): void {
    this.input.value = '';
    this.shut();
    this.chosen(option.name);
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (this.list.hidden) this.open();
      const count = this.options.length;
      if (count) this.active = (this.active + step + count + (this.active < 0 && step < 0 ? 1 : 0)) % count;
      this.draw();
    } else if (event.key === 'Enter') {
      const option = this.options[Math.max(this.active, 0)];
      if (!option || (this.active < 0 && !this.input.value.trim())) return;
      event.preventDefault();
      this.take(option);
    } else if (event.key === 'Escape' && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.shut();
    }
  }
}

/** People whose name or alias holds the words, those whose name begins with them first; a new name last. */
export function found(people: Character[], typed: string, fresh: boolean): Option[] {
  const words = folded(typed);
  const ranked = people
    .map((person) => ({ person, rank: rank(person, words) }))
    .filter((row) => row.rank < 3)
    .sort((a, b) => a.rank - b.rank || b.person.quotes - a.person.quotes || b.person.mentions - a.person.mentions);
  const options: Option[] = ranked.slice(0, SHOWN).map(({ person }) => ({ name: person.name, person }));
  const known = people.some((person) => folded(person.name) === words);
  if (fresh && words && !known) options.push({ name: typed.trim().replace(/\s+/g, ' '), person: null });
  return options;
}

function rank(person: Character, words: string): number {
  const name = folded(person.name);
  if (name.startsWith(words)) return 0;
  if (name.includes(words)) return 1;
  return person.aliases.some((alias) => folded(alias.text).includes(words)) ? 2 : 3;
}

/** Without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
