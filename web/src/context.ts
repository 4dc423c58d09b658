/** What a page is given, and small pieces that several pages show alike. */

import type { Change, Character, Correction, Overview, Passage, StoryApi } from './api.ts';
import { book, h } from './dom.ts';
import type { Action } from './messages.ts';
import type { Route } from './route.ts';
import type { Spoilers } from './spoilers.ts';

export interface Context {
  /** The story's overview, as of the last revision known. */
  readonly story: Overview;
  /** The story's requests, ended when the page is left, with `upto` where spoilers are off. */
  api: StoryApi;
  /** Ended when the page is left. */
  signal: AbortSignal;
  /** What stands behind the page's name in the address: `['c_12']` of `#/S/character/c_12`. */
  rest: string[];
  /** What stands behind `?` in the address. */
  values: URLSearchParams;
  h: typeof h;
  /** Opens an address of the page: `go('#/S/cast')`. */
  go(hash: string): void;
  /** How far the story is read, and whether the rest stays hidden. */
  spoilers: Spoilers;
  /** Tells something in the live region, and shows it for a while, with what may be done about it. */
  says(message: string, action?: Action): void;
  /** Tells something in the live region alone: what the eye sees anyhow. */
  announce(message: string): void;
  /** A person by id; undefined for one who is gone or not met yet (no spoilers). */
  person(id: string | null | undefined): Character | undefined;
  /** A person's name; "nobody named" words for null and people unknown. */
  name(id: string | null | undefined): string;
  /** Says a correction, tells what came of it with an offer of undo, and shows the page again. */
  correct(correction: Correction): Promise<Change | null>;
  /** Shows the page again with a fresh overview. */
  refresh(): Promise<void>;
  /** What to do in place of showing the page from the start, when the story changed (scroll and focus stay). */
  onRefresh(again: () => Promise<void>): void;
  /** What to do when the address changes to another place of the same page, in place of showing it from the start. */
  onRoute(elsewhere: (route: Route) => void): void;
  /** Gets a fresh overview (further read, more people met) and shows nothing again. */
  meet(): Promise<void>;
}

export type Show = (root: HTMLElement, context: Context) => Promise<void>;

/** What a story is called: its title, else its file's name without what only a disk needs. */
export function titleOf(story: { title: string; name: string }): string {
  return story.title || story.name.replace(/\.[^.]*$/, '').replace(/[_\s]+/g, ' ').trim() || story.name;
}

/** The address of a story's page. */
export function address(story: string, page: string, ...rest: (string | number)[]): string {
  return `#/${[story, page, ...rest].map((part) => encodeURIComponent(String(part))).join('/')}`;
}

/** The address of a passage in the text: the block comes into sight, the place is marked for a moment. */
export function textAddress(story: string, place: { block: number; start?: number; end?: number }): string {
  const root = address(story, 'text', place.block);
  if (place.start === undefined) return root;
  return `${root}?at=${place.start}${place.end === undefined ? '' : `-${place.end}`}`;
}

/** The class that gives an element (and what is inside) a person's colour as `--voice`. */
export function voice(person: Character | undefined): string {
  return person ? `voice voice-${person.colour}` : 'voice voice-none';
}

/** A person's name with their colour, leading to their page. */
export function personLink(context: Context, id: string | null): HTMLElement {
  const person = context.person(id);
  if (!person) return h('span', { class: 'person unknown' }, context.name(id));
  const href = address(context.story.id, 'character', person.id);
  return h('a', { class: `person ${voice(person)}`, href }, book(person.name));
}

/** A passage of the book as a quotation that leads to its place. */
export function passageLink(context: Context, passage: Passage): HTMLElement {
  const href = textAddress(context.story.id, passage);
  return h('a', { class: 'passage', href }, book(passage.text.replace(/\s+/g, ' ').trim()));
}

/** How sure, in words: for people who do not read percents. */
export function sureness(confidence: number): string {
  if (confidence >= 0.95) return 'almost certain';
  if (confidence >= 0.8) return 'confident';
  if (confidence >= 0.6) return 'likely';
  if (confidence >= 0.4) return 'doubtful';
  return 'a guess';
}

/** 0.873 as `87 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`;
}

/** `1 line`, `2,403 lines`. */
export function count(n: number, one: string, many: string = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** What is shown where there is nothing: a heading, a sentence, perhaps what to do. */
export function empty(title: string, words: string, ...more: HTMLElement[]): HTMLElement {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), h('p', null, words), ...more);
}
