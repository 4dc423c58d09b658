/** What is known of a line, and what a person may say about it. */

import { ApiError, type Correction, type Passage, type QuoteDetail, type QuoteKind, isAbort } from '../api.ts';
import { type Context, address, percent, sureness, voice } from '../context.ts';
import { type Child, book, h, replace } from '../dom.ts';
import { icon } from '../icons.ts';
import { combobox } from './combobox.ts';
import { type Edges, edges } from './edges.ts';
import type { Scope, Scopes } from './scopes.ts';
import { type Placed, isLine } from './store.ts';

const KINDS: [QuoteKind, string][] = [
  ['speech', 'Speech'],
  ['thought', 'Thought'],
  ['writing', 'Writing'],
  ['quoted', 'Quoted'],
  ['emphasis', 'Emphasis'],
];

const BASIS = {
  explicit: 'A name stands beside the line.',
  anaphoric: 'A pronoun or a description stands beside the line.',
  implicit: 'Nothing beside the line says so: the conversation does.',
};

/** What the panel asks of the text around it. */
export interface Desk {
  context: Context;
  scopes: Scopes;
  /** Marks what supports the line, in place. */
  evidence(passages: Passage[]): void;
  /** Brings a passage into sight. */
  look(passage: Passage): void;
  closed(): void;
  selection(): { start: number; end: number } | null;
}

export class Panel {
  readonly root = h('aside', { class: 'panel', 'aria-label': 'About the line', hidden: true });
  private shown: Placed | null = null;
  private detail: QuoteDetail | null = null;
  private scope: Scope = 'line';
  private edges: Edges | null = null;
  private asking = new AbortController();
  private more = false;

  constructor(private readonly desk: Desk) {
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      this.close();
    });
  }

  get open(): boolean {
    return !this.root.hidden;
  }

  /** Shows a line; `focus` takes the keys into the panel. */
  async show(placed: Placed, focus = false): Promise<void> {
    const same = this.shown?.quote.id === placed.quote.id;
    this.shown = placed;
    if (!same) this.scope = 'line';
    this.edges = null;
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const detail = await this.desk.context.api.during(signal).quote(placed.quote.id);
      if (signal.aborted) return;
      this.detail = detail;
      this.root.hidden = false;
      document.body.classList.add('with-panel');
      this.desk.evidence(detail.evidence);
      this.draw();
      if (focus) this.root.querySelector<HTMLElement>('h2')?.focus();
    } catch (error) {
      if (isAbort(error)) return;
      if (same && error instanceof ApiError && error.status === 404) this.close();
      else throw error;
    }
  }

  close(): void {
    if (!this.open) return;
    this.asking.abort();
    this.root.hidden = true;
    document.body.classList.remove('with-panel');
    this.desk.evidence([]);
    this.desk.closed();
  }

  /** The candidate of a number key, 1 to 9. */
  async choose(number: number): Promise<void> {
    const candidate = this.detail?.candidates[number - 1];
    const person = this.desk.context.person(candidate?.character);
    if (this.open && person) await this.saySpeaker(person.name);
  }

  /** What may be corrected at once depends on the selection and the search: shown again when they change. */
  refresh(): void {
    if (this.open && !this.root.contains(document.activeElement)) this.draw();
  }

  private draw(): void {
    const { shown, detail } = this;
    if (!shown || !detail) return;
    const focused = this.focusKey();
    const line = detail.kind !== 'emphasis';
    replace(
      this.root,
      this.head(detail, line),
      h('blockquote', { class: 'panel-words', dir: 'auto' }, shortened(detail.text)),
      line ? this.sure(detail) : null,
      line ? this.who(detail) : null,
      line ? this.whom(detail) : null,
      this.others(shown, detail),
    );
    if (focused) this.root.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"], h2`)?.focus();
  }

  private focusKey(): string | null {
    const active = document.activeElement;
    if (!active || !this.root.contains(active)) return null;
    return (active as HTMLElement).dataset['key'] ?? 'title';
  }

  private head(detail: QuoteDetail, line: boolean): HTMLElement {
    const { context } = this.desk;
    const person = context.person(detail.speaker);
    const title: Child = !line
      ? 'Words set off'
      : person
        ? h('a', { href: address(context.story.id, 'character', person.id) }, book(person.name))
        : context.name(detail.speaker);
    const names = detail.addressees.map((id) => book(context.name(id)));
    const to = line && names.length ? h('p', { class: 'panel-to' }, 'to ', listed(names)) : null;
    const close = h('button', { class: 'plain', 'aria-label': 'Close', title: 'Close (Esc)', on: { click: () => this.close() } });
    close.append(icon('close'));
    const heading = h('h2', { tabindex: '-1', data: { key: 'title' } }, title);
    return h('div', { class: `panel-head ${voice(person)}` }, h('div', null, heading, to), close);
  }

  private sure(detail: QuoteDetail): HTMLElement {
    const words = detail.corrected
      ? 'You said so.'
      : detail.speaker === null
        ? isLine(detail)
          ? 'Left open: nobody is likely enough.'
          : 'Nobody in particular says this.'
        : `${capital(sureness(detail.confidence))}, ${percent(detail.confidence)}.`;
    const person = this.desk.context.person(detail.speaker);
    const share = detail.corrected ? 1 : detail.confidence;
    const reason = detail.corrected ? '' : detail.reason || (detail.basis ? BASIS[detail.basis] : '');
    return h(
      'section',
      { class: 'panel-part', 'aria-label': 'How sure, and why' },
      h('div', { class: `gauge ${voice(person)}`, 'aria-hidden': 'true' }, h('span', { style: { width: `${share * 100}%` } })),
      h('p', { class: 'sure-words' }, words),
      reason ? h('p', { class: 'soft' }, book(ended(capital(reason)))) : null,
      detail.evidence.length && !detail.corrected ? this.evidence(detail.evidence) : null,
      detail.corrected ? h('p', { class: 'small panel-link' }, this.correctionsLink()) : null,
    );
  }

  private correctionsLink(): HTMLElement {
    return h('a', { href: address(this.desk.context.story.id, 'corrections') }, 'All corrections');
  }

  private evidence(passages: Passage[]): HTMLElement {
    const rows = passages.map((passage, at) =>
      h(
        'li',
        null,
        h(
          'button',
          { class: 'evidence', data: { key: `evidence-${at}` }, on: { click: () => this.desk.look(passage) } },
          book(passage.text.replace(/\s+/g, ' ')),
        ),
      ),
    );
    return h('div', null, h('h3', { class: 'label' }, 'It rests on'), h('ul', { class: 'evidence-list' }, rows));
  }

  private who(detail: QuoteDetail): HTMLElement {
    const { context } = this.desk;
    const rows = detail.candidates.slice(0, 9).map((candidate, at) => this.candidate(candidate.character, candidate.p, at, detail));
    const nobody = h(
      'button',
      { class: 'quiet', data: { key: 'nobody' }, 'aria-pressed': String(detail.speaker === null), on: { click: () => void this.saySpeaker(null) } },
      'Nobody that is named',
    );
    return h(
      'section',
      { class: 'panel-part' },
      h('h3', null, 'Who says it?'),
      this.scopes(detail),
      rows.length ? h('ol', { class: 'candidates' }, rows) : null,
      combobox(context.story.characters, 'Somebody else says it', (name) => void this.saySpeaker(name)),
      nobody,
    );
  }

  private candidate(id: string, p: number, at: number, detail: QuoteDetail): HTMLElement {
    const { context } = this.desk;
    const person = context.person(id);
    const chosen = detail.speaker === id;
    return h(
      'li',
      null,
      h(
        'button',
        {
          class: `candidate ${voice(person)}`,
          'aria-pressed': String(chosen),
          disabled: !person,
          data: { key: `candidate-${at}` },
          on: { click: () => person && void this.saySpeaker(person.name) },
        },
        h('kbd', { 'aria-hidden': 'true' }, at + 1),
        book(context.name(id), 'candidate-name'),
        h('span', { class: 'candidate-p' }, percent(p)),
        h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span', { style: { width: `${Math.max(1, p * 100)}%` } })),
      ),
    );
  }

  private scopes(detail: QuoteDetail): HTMLElement | null {
    const offers = this.desk.scopes.offers(detail.speaker);
    if (offers.length < 2) return null;
    const select = h(
      'select',
      { 'aria-label': 'Which lines', data: { key: 'scope' } },
      offers.map(({ scope, label }) => h('option', { value: scope }, label)),
    );
    if (!offers.some(({ scope }) => scope === this.scope)) this.scope = 'line';
    select.value = this.scope;
    select.addEventListener('change', () => {
      this.scope = select.value as Scope;
    });
    return h('p', { class: 'scope' }, select);
  }

  private whom(detail: QuoteDetail): HTMLElement {
    const { context } = this.desk;
    const chips = detail.addressees.map((id) => this.addressee(id, detail));
    const others = context.story.characters.filter((person) => !detail.addressees.includes(person.id));
    const add = (name: string): void => void this.sayAddressees([...this.names(detail.addressees), name]);
    return h(
      'section',
      { class: 'panel-part' },
      h('h3', null, 'To whom?'),
      chips.length ? h('ul', { class: 'chips' }, chips) : h('p', { class: 'soft' }, 'Nobody in particular.'),
      combobox(others, 'Add somebody who is spoken to', add),
    );
  }

  private addressee(id: string, detail: QuoteDetail): HTMLElement {
    const { context } = this.desk;
    const left = detail.addressees.filter((other) => other !== id);
    const name = context.name(id);
    const remove = h('button', {
      class: 'chip-remove',
      'aria-label': `${name} is not spoken to`,
      data: { key: `not-${id}` },
      on: { click: () => void this.sayAddressees(this.names(left)) },
    });
    remove.append(icon('close'));
    return h('li', { class: `chip ${voice(context.person(id))}` }, book(name), remove);
  }

  private others(shown: Placed, detail: QuoteDetail): HTMLElement {
    const kinds = KINDS.map(([kind, label]) => this.kind(kind, label, detail));
    this.edges ??= edges(shown, this.desk.selection, (start, end) => void this.sayBoundary(start, end));
    const more = h(
      'details',
      { class: 'panel-part panel-more' },
      h('summary', { data: { key: 'more' } }, 'What it is, where it begins and ends'),
      h('fieldset', { class: 'kind-choice' }, h('legend', null, 'These words are'), kinds),
      this.edges.root,
    );
    more.open = this.more;
    more.addEventListener('toggle', () => {
      this.more = more.open;
    });
    return more;
  }

  private kind(kind: QuoteKind, label: string, detail: QuoteDetail): HTMLElement {
    const input = h('input', { type: 'radio', name: 'kind', value: kind, data: { key: `kind-${kind}` } });
    input.checked = detail.kind === kind;
    input.addEventListener('change', () => void this.sayKind(kind));
    return h('label', null, input, h('span', null, label));
  }

  private names(ids: string[]): string[] {
    return ids.map((id) => this.desk.context.person(id)?.name).filter((name) => name !== undefined);
  }

  // ------------------------------------------------------------------------------------------ saying

  private async saySpeaker(speaker: string | null): Promise<void> {
    if (!this.shown || !this.detail) return;
    const quotes = await this.desk.scopes.anchors(this.scope, this.shown, this.detail.speaker);
    if (!quotes.length) return;
    const only = quotes.length === 1 ? quotes[0] : undefined;
    await this.say(only ? { do: 'speaker', quote: only, speaker } : { do: 'speaker', quotes, speaker });
  }

  private async sayAddressees(addressees: string[]): Promise<void> {
    if (!this.shown || !this.detail) return;
    const [quote] = await this.desk.scopes.anchors('line', this.shown, null);
    if (!quote) return;
    const speaker = this.desk.context.person(this.detail.speaker)?.name ?? null;
    await this.say({ do: 'speaker', quote, speaker, addressees });
  }

  private async sayKind(kind: QuoteKind): Promise<void> {
    if (!this.shown) return;
    const [quote] = await this.desk.scopes.anchors('line', this.shown, null);
    if (quote) await this.say({ do: 'kind', quote, kind });
  }

  private async sayBoundary(start: number, end: number): Promise<void> {
    if (!this.shown) return;
    const [quote] = await this.desk.scopes.anchors('line', this.shown, null);
    const to = this.desk.scopes.passage(start, end);
    if (quote && to) await this.say({ do: 'boundary', quote, to });
  }

  private async say(correction: Correction): Promise<void> {
    this.root.setAttribute('aria-busy', 'true');
    await this.desk.context.correct(correction);
    this.root.removeAttribute('aria-busy');
  }
}

function listed(names: HTMLElement[]): Child[] {
  return names.flatMap((name, at) => {
    if (at === 0) return [name];
    return [at === names.length - 1 ? ' and ' : ', ', name];
  });
}

function shortened(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length <= 260 ? words : `${words.slice(0, 240).replace(/\s\S*$/, '')} …`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function ended(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

