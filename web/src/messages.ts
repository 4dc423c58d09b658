/** What the page says: to a screen reader in the live region, to the eye at the foot of the window. */

import { h, replace } from './dom.ts';
import { icon } from './icons.ts';

export interface Action {
  label: string;
  key?: string;
  run(): void;
}

const SHOWN_FOR = 9000;

/** The live region and the note at the foot of the window. */
export class Messages {
  private readonly live = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  private readonly note = h('div', { class: 'note', role: 'region', 'aria-label': 'What came of it', hidden: true });
  private timer = 0;

  constructor(parent: HTMLElement) {
    parent.append(this.live, this.note);
    this.note.addEventListener('mouseenter', () => clearTimeout(this.timer));
    this.note.addEventListener('focusin', () => clearTimeout(this.timer));
  }

  /** Announces without showing: what the eye sees anyhow. */
  announce(message: string): void {
    // The same words twice are announced twice only where the region changes.
    this.live.textContent = this.live.textContent === message ? `${message}\u00a0` : message;
  }

  /** Announces, and shows for a while, with what may be done about it. */
  says(message: string, action?: Action): void {
    this.announce(action?.key ? `${message} Press ${action.key} to ${action.label.toLowerCase()}.` : message);
    const close = h('button', { class: 'plain', 'aria-label': 'Close the note', on: { click: () => this.hide() } });
    close.append(icon('close'));
    replace(this.note, h('p', null, message), action ? this.button(action) : null, close);
    this.note.hidden = false;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.hide(), SHOWN_FOR);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.note.hidden = true;
  }

  private button(action: Action): HTMLElement {
    const run = (): void => {
      this.hide();
      action.run();
    };
    const key = action.key ? h('kbd', null, action.key) : null;
    return h('button', { class: 'note-action', on: { click: run } }, action.label, key);
  }
}
