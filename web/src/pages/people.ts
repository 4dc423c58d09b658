/** What can be said about a person of the cast, each a dialogue and one correction. */

import type { Character, Gender } from '../api.ts';
import type { Context } from '../context.ts';
import { book, h } from '../dom.ts';
import { asks, choice, field } from './dialogs.ts';

/** The buttons to correct a person; a person with one alias alone cannot be split. */
export function personActions(context: Context, person: Character): HTMLElement[] {
  const button = (words: string, act: (context: Context, person: Character) => Promise<void>): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'quiet small',
        data: { focus: `${words} ${person.id}` },
        on: { click: () => void act(context, person) },
      },
      words,
      h('span', { class: 'unseen' }, ` (${person.name})`),
    );
  return [
    button('Rename', rename),
    button('Pronouns', pronouns),
    ...(person.aliases.length > 1 ? [button('Split', split)] : []),
    button('Not a character', dismiss),
  ];
}

async function rename(context: Context, person: Character): Promise<void> {
  const input = h('input', { type: 'text', value: person.name, required: true, autocomplete: 'off', spellcheck: 'false' });
  const said = await asks(
    {
      title: 'Rename',
      words: ['The name under which ', book(person.name), ' is shown everywhere. The text itself stays as it is.'],
      fields: field('Name', input),
      does: 'Rename',
      lacks: () => (input.value.trim() === person.name ? 'That is the name already.' : null),
    },
    context.signal,
  );
  if (said) await context.correct({ do: 'rename', name: person.name, to: input.value.trim() });
}

async function pronouns(context: Context, person: Character): Promise<void> {
  const known = h('datalist', { id: 'pronouns-known' });
  for (const value of ['she/her', 'he/him', 'they/them', 'it/its']) known.append(h('option', { value }));
  const input = h('input', { type: 'text', value: person.pronouns, list: known.id, autocomplete: 'off' });
  const genders = choice(
    [
      ['U', 'The text does not say'],
      ['F', 'A woman or a girl'],
      ['M', 'A man or a boy'],
      ['N', 'Neither'],
    ],
    person.gender,
  );
  const said = await asks(
    {
      title: 'Pronouns',
      words: ['Pronouns help to tell who speaks and whom ', h('i', null, 'she'), ' or ', h('i', null, 'he'), ' means.'],
      fields: [field(`Pronouns of ${person.name}`, input, 'Such as she/her. Empty where unknown.'), known, field('Gender', genders)],
      does: 'Say so',
      lacks: () => (same(person, input.value, genders.value) ? 'Nothing is changed yet.' : null),
    },
    context.signal,
  );
  if (!said) return;
  const gender = genders.value as Gender;
  await context.correct({ do: 'person', name: person.name, pronouns: input.value.trim(), gender });
}

function same(person: Character, words: string, gender: string): boolean {
  return words.trim() === person.pronouns && gender === person.gender;
}

async function split(context: Context, person: Character): Promise<void> {
  const boxes = person.aliases.map((alias) => h('input', { type: 'checkbox', value: alias.text }));
  const to = h('input', { type: 'text', required: true, autocomplete: 'off', spellcheck: 'false' });
  const chosen = (): string[] => boxes.filter((box) => box.checked).map((box) => box.value);
  let typed = false;
  to.addEventListener('input', () => {
    typed = true;
  });
  for (const box of boxes) {
    box.addEventListener('change', () => {
      if (!typed) to.value = chosen()[0] ?? '';
    });
  }
  const rows = person.aliases.map((alias, index) =>
    h('label', { class: 'box' }, boxes[index], ' ', book(alias.text), ' ', h('small', null, `× ${alias.count}`)),
  );
  const said = await asks(
    {
      title: 'Split',
      words: ['Which of these names belong to somebody else than ', book(person.name), '?'],
      fields: [
        h('fieldset', { class: 'boxes' }, h('legend', null, 'Names of somebody else'), rows),
        field('What they are called', to),
      ],
      does: 'Split',
      lacks: () => lacking(chosen().length, boxes.length),
    },
    context.signal,
  );
  if (said) await context.correct({ do: 'split', name: person.name, aliases: chosen(), to: to.value.trim() });
}

function lacking(chosen: number, all: number): string | null {
  if (chosen === 0) return 'Choose at least one name.';
  return chosen === all ? 'One name has to stay. To call the whole person otherwise, rename.' : null;
}

async function dismiss(context: Context, person: Character): Promise<void> {
  const lines = person.quotes > 0 ? ' The lines given to it are read again.' : '';
  const said = await asks(
    {
      title: 'Not a character',
      words: [book(person.name), ` leaves the cast: it is nobody of the story.${lines} You can take this back.`],
      does: 'Take out of the cast',
    },
    context.signal,
  );
  if (said) await context.correct({ do: 'not_character', name: person.name });
}

/** Several people who are one: under which name, then the correction. */
export async function merge(context: Context, people: Character[]): Promise<boolean> {
  const most = people.reduce((best, person) => (person.mentions > best.mentions ? person : best));
  const names = choice(
    people.map((person) => [person.name, person.name] as const),
    most.name,
  );
  const said = await asks(
    {
      title: 'Merge',
      words: [
        people.map((person, index) => [index > 0 && (index === people.length - 1 ? ' and ' : ', '), book(person.name)]),
        ' are one person. Their lines, facts and ties are drawn together.',
      ],
      fields: field('Shown as', names),
      does: 'Merge',
    },
    context.signal,
  );
  if (!said) return false;
  const others = people.map((person) => person.name).filter((name) => name !== names.value);
  return (await context.correct({ do: 'merge', names: [names.value, ...others] })) !== null;
}
