/** What happens, as it is told or as it happened; what is told out of its time is seen at a glance. */

import type { StoryEvent } from '../api.ts';
import { orderPicture } from '../charts/order.ts';
import { shape } from '../charts/shapes.ts';
import { type Context, count, empty, personLink, sureness, textAddress } from '../context.ts';
import { book, type Child, h, replace } from '../dom.ts';
import { recall, remember } from '../memory.ts';
import { growing, page, ways } from './frame.ts';
import { Blocks, quotation } from './passages.ts';
import { capital, chapterWords, eventKind } from './wording.ts';

const STEP = 120;
const KINDS = ['on_stage', 'reported', 'flashback', 'planned'];

export async function show(root: HTMLElement, context: Context): Promise<void> {
  // The server gives story order; told order is that of the text.
  const events = (await context.api.timeline()).sort((one, other) => one.start - other.start);
  if (events.length === 0) {
    const words = 'Nothing in the text was read as happening at a time of its own.';
    root.append(page('timeline', 'Timeline', '', empty('No events were found', words)));
    return;
  }
  const view = new Timeline(context, events);
  const moved = shifted(events);
  const lead = `${count(events.length, 'event')}. ${moved ? `${count(moved, 'is', 'are')} told out of ${moved === 1 ? 'its' : 'their'} time.` : 'All are told in the order in which they happen.'}`;
  root.append(page('timeline', 'Timeline', lead, view.picture(), view.tools(), view.list));
  view.fill();
}

/** How many events would have to be told elsewhere for told order to be story order. */
export function shifted(events: StoryEvent[]): number {
  const placed = events.filter((event) => event.order >= 0);
  // The smallest last place of a run that never falls, by the run's length.
  const ends: number[] = [];
  for (const { order } of placed) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? Infinity) <= order) low = middle + 1;
      else high = middle;
    }
    ends[low] = order;
  }
  return placed.length - ends.length;
}

class Timeline {
  readonly list = h('div', { class: 'timeline' });
  private readonly blocks: Blocks;
  private order = recall('timeline-order', 'told');
  private readonly hidden = new Set<string>();

  constructor(
    private readonly context: Context,
    private readonly events: StoryEvent[],
  ) {
    this.blocks = new Blocks(context);
  }

  /** The picture of both orders, with what it shows in words. */
  picture(): HTMLElement | null {
    if (this.events.length < 3) return null;
    const label = 'Each event by its place in the text, from left to right, and in story time, from below. The list says the same.';
    return h(
      'figure',
      { class: 'order-figure' },
      orderPicture(this.events, label, window.innerWidth < 640),
      h('figcaption', null, 'From left to right as it is told, from below as it happened. What lies off the slope is told out of its time.'),
    );
  }

  tools(): HTMLElement {
    const choose = (order: string): void => {
      this.order = order;
      remember('timeline-order', order);
      this.fill();
      this.context.announce(order === 'told' ? 'In told order.' : 'In story order.');
    };
    const orders = ways(
      'Order of the events',
      [
        ['told', 'As it is told'],
        ['story', 'As it happened'],
      ],
      this.order,
      choose,
    );
    return h('div', { class: 'tools' }, orders, this.kinds());
  }

  /** The key to the shapes, which also leaves kinds out. */
  private kinds(): HTMLElement {
    const present = KINDS.filter((kind) => this.events.some((event) => event.kind === kind));
    const boxes = present.map((kind) => {
      const box = h('input', { type: 'checkbox', checked: true });
      box.addEventListener('change', () => {
        if (box.checked) this.hidden.delete(kind);
        else this.hidden.add(kind);
        this.fill();
      });
      return h('label', { class: 'box' }, box, ' ', shape(kind), ' ', capital(eventKind(kind)));
    });
    return h('fieldset', { class: 'kinds' }, h('legend', { class: 'unseen' }, 'Kinds of events that are shown'), boxes);
  }

  fill(): void {
    const shown = this.events.filter((event) => !this.hidden.has(event.kind));
    const rows = this.order === 'told' ? shown : inStoryOrder(shown);
    if (rows.length === 0) {
      replace(this.list, empty('Nothing is left', 'All kinds of events are left out.'));
      return;
    }
    const list = h('ol', { class: 'events' });
    replace(this.list, growing(list, rows, STEP, (event, index) => this.item(event, rows[index - 1]), 'events'));
  }

  private item(event: StoryEvent, before: StoryEvent | undefined): HTMLElement {
    const people = event.participants.filter((id) => this.context.person(id));
    const inside = h('div', { hidden: true });
    const notes: Child[] = [
      event.kind !== 'on_stage' && capital(eventKind(event.kind)),
      event.when && book(event.when),
      ...people.map((id) => personLink(this.context, id)),
      event.confidence < 0.6 && sureness(event.confidence),
      this.evidence(event, inside),
    ].filter(Boolean);
    const label = h('a', { href: textAddress(this.context.story.id, event) }, book(capital(event.label)));
    const told = h('p', { class: 'event-notes' }, notes.map((note, index) => [index > 0 && ' · ', note]));
    return h(
      'li',
      { class: 'event' },
      this.heading(event, before),
      h('div', { class: 'event-body' }, shape(event.kind), h('div', null, h('p', { class: 'event-label' }, label), told, inside)),
    );
  }

  /** The chapter where it changes in told order; how many stand at one time in story order. */
  private heading(event: StoryEvent, before: StoryEvent | undefined): HTMLElement | null {
    if (this.order === 'told') {
      const where = chapterWords(this.context, event.start);
      const last = before ? chapterWords(this.context, before.start) : '';
      return where && where !== last ? h('h2', { class: 'event-chapter' }, book(where)) : null;
    }
    if (event.order >= 0 || (before && before.order < 0)) return null;
    return h('h2', { class: 'event-chapter' }, 'At no known time');
  }

  private evidence(event: StoryEvent, inside: HTMLElement): HTMLElement {
    const show = (): void => {
      inside.hidden = !inside.hidden;
      button.setAttribute('aria-expanded', String(!inside.hidden));
      if (inside.hasChildNodes()) return;
      for (const passage of event.evidence) inside.append(quotation(this.context, this.blocks, passage));
    };
    const unseen = h('span', { class: 'unseen' }, `: ${event.label}`);
    const button = h('button', { type: 'button', class: 'link', 'aria-expanded': 'false', on: { click: show } }, 'Passage', unseen);
    return button;
  }
}

/** By place in story time, told order where that is one; those without a place last. */
export function inStoryOrder(events: StoryEvent[]): StoryEvent[] {
  const place = (event: StoryEvent): number => (event.order < 0 ? Infinity : event.order);
  return [...events].sort((one, other) => (place(one) === place(other) ? 0 : place(one) - place(other)));
}
