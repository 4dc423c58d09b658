/** What changed in the world from another draft to this one: people, lines, scenes, facts, ties, findings. */

import { ApiError, LibraryApi, StoryApi } from '../api.ts';
import { address, type Context, count, empty, textAddress } from '../context.ts';
import { book, type Child, h, replace } from '../dom.ts';
import { blockAt } from './cast.ts';
import { choice, field } from './dialogs.ts';
import { growing, page, part } from './frame.ts';
import { attributeLabel, capital, codeWords, plain } from './wording.ts';

const STEP = 60;

/** Words of a draft, as `diegesis diff --to json` gives them. */
interface Words {
  start: number;
  end: number;
  before: string;
  words: string;
  after: string;
}

/** One thing of a draft: somebody, a line, a scene, a fact, a tie or a finding. */
type Thing = Record<string, unknown>;

interface Change {
  kinds: string[];
  old: Thing[];
  new: Thing[];
  gained: string[];
  lost: string[];
  old_passages: Words[];
  new_passages: Words[];
}

const PARTS = ['people', 'lines', 'scenes', 'facts', 'ties', 'findings'] as const;
type Part = (typeof PARTS)[number];
type Changes = Partial<Record<Part, Change[]>> & { counts?: Partial<Record<Part, Record<string, number>>> };

const KINDS: Record<string, string> = {
  shown_as: 'shown under another name',
  aliases: 'other aliases',
  pronouns: 'other pronouns',
  speaker: 'other speaker',
  addressees: 'said to others',
  place: 'other place',
  time: 'other time',
  pov: 'other eyes',
  tense: 'other tense',
  stage: 'others on stage',
};

/** What came, what went; the rest is otherwise. */
const CAME = new Set(['new', 'added']);
const WENT = new Set(['gone', 'removed', 'fixed']);

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const { stories } = await new LibraryApi(context.signal).library();
  const drafts = context.story.drafts.map((draft, at) => [draft.id, `Draft ${at + 1} of this story (${draft.name})`] as const);
  const others = [
    ...drafts.reverse(),
    ...stories.filter((story) => story.id !== context.story.id).map((story) => [story.id, `${story.title || story.name} (${story.name})`] as const),
  ];
  const lead = 'What changed in the world of the story from another draft to this one.';
  if (others.length === 0) {
    const words = 'Read a new draft of this story, then see here what it changed.';
    const corrections = h('p', null, h('a', { href: address(context.story.id, 'corrections') }, 'To corrections and drafts'));
    root.append(page('diff', 'Drafts', lead, empty('There is no other draft to compare with', words, corrections)));
    return;
  }
  const from = context.values.get('from') ?? '';
  const select = choice([['', 'Choose a draft or a story'], ...others], from);
  select.addEventListener('change', () => {
    if (select.value) context.go(`${address(context.story.id, 'diff')}?from=${encodeURIComponent(select.value)}`);
  });
  const told = h('div', { class: 'diff' });
  root.append(page('diff', 'Drafts', lead, h('div', { class: 'tools' }, field('The older draft', select)), told));
  if (!others.some(([id]) => id === from)) return;
  try {
    await compare(told, context, from);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    replace(told, h('div', { role: 'alert' }, empty(error.message, error.hint)));
  }
}

async function compare(root: HTMLElement, context: Context, from: string): Promise<void> {
  replace(root, h('p', { class: 'waiting', role: 'status' }, 'The drafts are being compared.'));
  const older = new StoryApi(from, () => null, context.signal);
  const [changes, here, there] = await Promise.all([
    context.api.diff(from) as Promise<Changes>,
    context.api.layout(),
    older.layout(),
  ]);
  const view = new Diff({ id: context.story.id, starts: here.starts }, { id: from, starts: there.starts });
  const parts = PARTS.filter((name) => (changes[name] ?? []).length > 0);
  if (parts.length === 0) {
    replace(root, empty('Nothing changed', 'People, lines, scenes, facts, ties and findings are the same in both.'));
    return;
  }
  replace(root, parts.map((name) => view.part(name, changes[name] ?? [], changes.counts?.[name] ?? {})));
}

interface Draft {
  id: string;
  starts: number[];
}

class Diff {
  constructor(
    private readonly here: Draft,
    private readonly there: Draft,
  ) {}

  part(name: Part, changes: Change[], counts: Record<string, number>): HTMLElement {
    const words = Object.entries(counts)
      .filter(([kind]) => kind !== 'kept')
      .map(([kind, number]) => `${number.toLocaleString('en')} ${KINDS[kind] ?? plain(kind)}`);
    const list = h('ul', { class: 'rows' });
    return part(
      [capital(name), ' ', h('small', { class: 'soft' }, words.join(', ') || count(changes.length, 'change'))],
      growing(list, changes, STEP, (change) => this.row(name, change), 'changes'),
    );
  }

  private row(name: Part, change: Change): HTMLElement {
    const way = change.kinds.some((kind) => CAME.has(kind)) ? 'came' : change.kinds.some((kind) => WENT.has(kind)) ? 'went' : 'otherwise';
    const kinds = change.kinds.map((kind) => KINDS[kind] ?? plain(kind)).join(', ');
    const rows = differences(name, change);
    const said = name === 'lines' && !change.kinds.includes('reworded');
    return h(
      'li',
      { class: `row change ${way}` },
      h('div', { class: 'row-head' }, h('p', null, this.subject(name, change, said)), h('small', { class: 'sure' }, kinds)),
      rows.length > 0 && h('dl', { class: 'differences' }, rows.map(difference)),
      !said && this.passages(change),
    );
  }

  /** A line is its own passage, so that its words lead to it. */
  private subject(name: Part, change: Change, said: boolean): Child {
    const words = subject(name, change);
    const [now, old] = [change.new_passages[0], change.old_passages[0]];
    const [draft, place] = now ? [this.here, now] : [this.there, old];
    if (!said || !place) return book(words, name === 'lines' ? 'line-words' : undefined);
    return h('a', { class: 'line-words', href: placeOf(draft, place) }, book(words));
  }

  private passages({ old_passages: old, new_passages: now }: Change): HTMLElement {
    return h(
      'div',
      { class: 'finding-passages passages-2' },
      h('div', null, old.slice(0, 2).map((words) => this.passage(this.there, words, 'Before'))),
      h('div', null, now.slice(0, 2).map((words) => this.passage(this.here, words, 'Now'))),
    );
  }

  private passage(draft: Draft, place: Words, label: string): HTMLElement {
    const { before, words, after } = place;
    const href = placeOf(draft, place);
    return h(
      'blockquote',
      { class: 'quotation' },
      h('p', { class: 'quotation-words' }, h('bdi', null, before, h('mark', null, words), after)),
      h('footer', null, h('a', { class: 'quotation-place', href }, label)),
    );
  }
}

function placeOf(draft: Draft, { start, end }: Words): string {
  return textAddress(draft.id, { block: blockAt(draft.starts, start), start, end });
}

type Difference = readonly [about: string, old: string, now: string];

function difference([about, old, now]: Difference): Child {
  const from = old ? h('del', null, book(old)) : h('span', { class: 'soft' }, 'nothing');
  const to = now ? h('ins', null, book(now)) : h('span', { class: 'soft' }, 'nothing');
  return [h('dt', null, about), h('dd', null, from, h('span', { class: 'soft' }, ' → '), to)];
}

function words(thing: Thing | undefined, key: string): string {
  const value = thing?.[key];
  if (Array.isArray(value)) return value.join(', ');
  return value === undefined || value === null ? '' : String(value);
}

/** What a change is about, in few words. */
function subject(name: Part, change: Change): string {
  const thing = change.new[0] ?? change.old[0];
  if (name === 'people') return (change.new.length ? change.new : change.old).map((one) => words(one, 'name')).join(', ');
  if (name === 'lines') return words(thing, 'words');
  if (name === 'scenes') return [`Scene ${words(thing, 'number')}`, words(thing, 'place')].filter(Boolean).join(', ');
  if (name === 'facts') return `${words(thing, 'person')}: ${attributeLabel(words(thing, 'attribute')).toLowerCase()}`;
  if (name === 'ties') return `${words(thing, 'a')} and ${words(thing, 'b')}`;
  return codeWords(words(thing, 'code'));
}

/** Keys of a thing that are told where they differ, with what they are called. */
const TOLD: Record<Part, Record<string, string>> = {
  people: { name: 'Name', pronouns: 'Pronouns' },
  lines: { speaker: 'Says', addressees: 'To', words: 'Words' },
  scenes: { place: 'Place', time: 'Time', pov: 'Eyes', tense: 'Tense' },
  facts: { value: 'Says' },
  ties: { words: 'Tie' },
  findings: { message: 'Finding' },
};

function differences(name: Part, change: Change): Difference[] {
  const found: Difference[] = [];
  for (const [key, about] of Object.entries(TOLD[name])) {
    const [old, now] = [all(change.old, key), all(change.new, key)];
    const whole = (name === 'people' && key === 'name') || (name === 'lines' && key === 'words');
    const oneSided = change.old.length === 0 || change.new.length === 0;
    if (old !== now && !(oneSided && (whole || name === 'scenes' || key === 'pronouns'))) found.push([about, old, now]);
  }
  if (change.gained.length || change.lost.length) {
    const about = name === 'scenes' ? 'On stage' : 'Also called';
    found.push([about, change.lost.join(', '), change.gained.join(', ')]);
  }
  return found;
}

function all(things: Thing[], key: string): string {
  return things
    .map((thing) => words(thing, key))
    .filter(Boolean)
    .join(', ');
}
