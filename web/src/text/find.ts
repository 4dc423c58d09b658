/** Find in the text. */

import { type Hit, isAbort } from '../api.ts';
import type { Context } from '../context.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';

const WAIT = 220;

export class Find {
  readonly root: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly told = h('span', { class: 'find-told', role: 'status' });
  private timer = 0;
  private asking = new AbortController();
  private hits: Hit[] = [];
  private more = false;
  private at = -1;
  private asked = '';

  /**
   * @param from the place that a search begins at.
   * @param shown told all hits and the one looked at, whenever they change.
   */
  constructor(
    private readonly context: Context,
    private readonly from: () => number,
    private readonly shown: (hits: Hit[], now: Hit | null) => void,
    private readonly closed: () => void,
  ) {
    this.input = h('input', { type: 'search', 'aria-label': 'Find in the text', placeholder: 'Find in the text', spellcheck: 'false' });
    this.input.addEventListener('input', () => this.later());
    this.input.addEventListener('keydown', (event) => this.key(event));
    const button = (name: string, drawing: 'up' | 'down' | 'close', run: () => void): HTMLElement =>
      h('button', { class: 'plain', 'aria-label': name, title: name, on: { click: run } }, icon(drawing));
    this.root = h(
      'search',
      { class: 'find', hidden: true },
      icon('search'),
      this.input,
      this.told,
      button('Previous', 'up', () => void this.step(-1)),
      button('Next', 'down', () => void this.step(1)),
      button('Close the search', 'close', () => this.close()),
    );
  }

  /** What is searched for. */
  get words(): string {
    return this.root.hidden ? '' : this.asked;
  }

  get open(): boolean {
    return !this.root.hidden;
  }

  show(words?: string): void {
    this.root.hidden = false;
    if (words) {
      this.input.value = words;
      void this.ask();
    }
    this.input.focus();
    this.input.select();
  }

  close(): void {
    this.asking.abort();
    clearTimeout(this.timer);
    this.root.hidden = true;
    this.shown([], null);
    this.closed();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), WAIT);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.close();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void this.step(event.shiftKey ? -1 : 1);
    }
  }

  private async ask(): Promise<void> {
    clearTimeout(this.timer);
    this.asking.abort();
    this.asking = new AbortController();
    const words = this.input.value.trim();
    this.asked = words;
    if (!words) {
      this.take([], false);
      return;
    }
    try {
      const answer = await this.context.api.during(this.asking.signal).search(words);
      this.take(answer.hits, answer.more);
    } catch (error) {
      if (!isAbort(error)) this.told.textContent = error instanceof Error ? error.message : '';
    }
  }

  private take(hits: Hit[], more: boolean): void {
    this.hits = hits;
    this.more = more;
    const place = this.from();
    const next = hits.findIndex((hit) => hit.start >= place);
    this.at = hits.length ? Math.max(next, 0) : -1;
    this.tell();
  }

  private async step(by: 1 | -1): Promise<void> {
    if (this.input.value.trim() !== this.asked) {
      await this.ask();
      return;
    }
    if (!this.hits.length) return;
    this.at = (this.at + by + this.hits.length) % this.hits.length;
    this.tell();
  }

  private tell(): void {
    const all = `${this.hits.length}${this.more ? '+' : ''}`;
    this.told.textContent = this.hits.length ? `${this.at + 1} of ${all}` : this.asked ? 'nothing found' : '';
    this.shown(this.hits, this.hits[this.at] ?? null);
  }
}
