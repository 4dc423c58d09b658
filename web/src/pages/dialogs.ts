/** A question to the person who reads: one dialogue, a few fields, one button that does it. */

import { type Child, h } from '../dom.ts';

export interface Question {
  title: string;
  /** What will come of it, in a sentence or two. */
  words: Child;
  fields?: Child;
  /** What the button says: a verb. */
  does: string;
  /** What is missing, in words; null where all is there. */
  lacks?: () => string | null;
}

/** Asks; true where the button was pressed, false where the dialogue was left or the page is. */
export function asks(question: Question, signal: AbortSignal): Promise<boolean> {
  return new Promise((answer) => {
    const lacking = h('p', { class: 'dialogue-lacks', role: 'alert' });
    const form: HTMLFormElement = h(
      'form',
      { class: 'dialogue-form' },
      h('h2', { id: 'dialogue-title' }, question.title),
      h('p', null, question.words),
      question.fields,
      lacking,
      h(
        'div',
        { class: 'dialogue-buttons' },
        h('button', { type: 'button', class: 'quiet', on: { click: () => dialog.close() } }, 'Cancel'),
        h('button', { type: 'submit', class: 'primary' }, question.does),
      ),
    );
    const dialog: HTMLDialogElement = h('dialog', { class: 'dialogue', 'aria-labelledby': 'dialogue-title' }, form);
    let said = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const missing = question.lacks?.() ?? null;
      lacking.textContent = missing ?? '';
      if (missing) return;
      said = true;
      dialog.close();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      answer(said);
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    signal.addEventListener('abort', () => dialog.close(), { once: true });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A labelled control under its words. */
export function field(words: string, control: HTMLElement, note?: string): HTMLElement {
  return h('label', { class: 'field' }, h('span', { class: 'field-words' }, words), control, note && h('small', null, note));
}

/** A choice from a list; `[value, words]` each. */
export function choice(options: (readonly [string, string])[], chosen: string, props: object = {}): HTMLSelectElement {
  const entries = options.map(([value, words]) => h('option', { value, selected: value === chosen }, words));
  return h('select', { ...props }, entries);
}
