/** Who is meant: a small card beside a name or a pronoun, and the same person's other mentions lit up. */

import { isAbort } from '../api.ts';
import { type Context, address, percent, sureness, voice } from '../context.ts';
import { book, h, replace } from '../dom.ts';

const WAIT = 160;

export class MentionCard {
  readonly root = h('div', { class: 'hover-card', role: 'tooltip', hidden: true });
  private shown: HTMLElement | null = null;
  private timer = 0;
  private asking = new AbortController();

  constructor(
    private readonly context: Context,
    private readonly text: HTMLElement,
  ) {
    const { signal } = context;
    text.addEventListener('pointerover', (event) => this.over(event), { signal });
    text.addEventListener('pointerout', (event) => this.out(event), { signal });
    text.addEventListener('focusin', (event) => this.focus(event), { signal });
    text.addEventListener('click', (event) => this.tap(event), { signal });
    this.root.addEventListener('pointerenter', () => clearTimeout(this.timer));
    this.root.addEventListener('pointerleave', () => this.later(null));
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Escape' && this.shown) this.hide();
      },
      { signal },
    );
    document.addEventListener('scroll', () => this.hide(), { signal, passive: true });
    signal.addEventListener('abort', () => this.hide());
  }

  private over(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    const who = mentionOf(event.target);
    if (who) this.later(who);
  }

  private out(event: PointerEvent): void {
    if (event.pointerType !== 'touch' && mentionOf(event.target)) this.later(null);
  }

  private focus(event: FocusEvent): void {
    // A finger that taps a line gives the name under it the focus, and wants the line.
    const who = mentionOf(event.target);
    if (who?.matches(':focus-visible')) this.show(who);
    else this.later(null);
  }

  /** A finger has no hover: a tap on a name outside the lines shows the card. */
  private tap(event: MouseEvent): void {
    const who = mentionOf(event.target);
    if (!who) this.hide();
    else if (!who.closest('.quote')) this.show(who);
  }

  private later(who: HTMLElement | null): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (who ? this.show(who) : this.hide()), WAIT);
  }

  private hide(): void {
    clearTimeout(this.timer);
    this.asking.abort();
    this.root.hidden = true;
    this.shown = null;
    for (const lit of this.text.querySelectorAll('.who.same')) lit.classList.remove('same');
  }

  private show(who: HTMLElement): void {
    if (this.shown === who) return;
    this.hide();
    this.shown = who;
    const ids = (who.dataset['c'] ?? '').split(' ').filter(Boolean);
    for (const id of ids) {
      for (const other of this.text.querySelectorAll(`.who[data-c~="${CSS.escape(id)}"]`)) other.classList.add('same');
    }
    const rows = ids.map((id) => this.person(id));
    const more = h('div', { class: 'hover-more' });
    replace(this.root, rows, more);
    this.root.hidden = false;
    this.place(who);
    void this.fill(who, more, ids);
  }

  private person(id: string): HTMLElement {
    const person = this.context.person(id);
    if (!person) return h('p', { class: 'hover-name' }, this.context.name(id));
    const href = address(this.context.story.id, 'character', person.id);
    const facts = [person.narrator ? 'the narrator' : '', person.pronouns].filter(Boolean).join(' · ');
    return h('p', { class: `hover-name ${voice(person)}` }, h('a', { href, tabindex: '-1' }, book(person.name)), facts ? h('span', { class: 'soft' }, ` ${facts}`) : null);
  }

  private async fill(who: HTMLElement, more: HTMLElement, ids: string[]): Promise<void> {
    this.asking = new AbortController();
    try {
      const detail = await this.context.api.during(this.asking.signal).mention(who.dataset['m'] ?? '');
      if (this.shown !== who) return;
      const before = detail.antecedent && !same(detail.antecedent.text, detail.text) ? detail.antecedent.text : null;
      replace(
        more,
        h('p', null, `${capital(sureness(detail.confidence))}, ${percent(detail.confidence)}`),
        before ? h('p', null, 'before: ', book(`“${before.replace(/\s+/g, ' ').slice(0, 80)}”`, 'hover-before')) : null,
      );
      this.place(who);
      const names = ids.map((id) => this.context.name(id)).join(' and ');
      if (document.activeElement === who) this.context.announce(`${detail.text}: ${names}, ${sureness(detail.confidence)}`);
    } catch (error) {
      if (!isAbort(error)) replace(more);
    }
  }

  /** Beside the words: above them, or below where there is no room. */
  private place(who: HTMLElement): void {
    const box = who.getClientRects()[0] ?? who.getBoundingClientRect();
    const card = this.root.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left), document.documentElement.clientWidth - card.width - 8);
    const above = box.top - card.height - 8;
    const top = above > 70 ? above : box.bottom + 8;
    this.root.style.setProperty('left', `${Math.round(left)}px`);
    this.root.style.setProperty('top', `${Math.round(top)}px`);
  }
}

function mentionOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.who') : null;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
