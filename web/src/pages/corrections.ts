/** Everything a person said about the story, what found its place and what did not, and the way back. */

import { ApiError, type CorrectionRow, type Job } from '../api.ts';
import { address, type Context, count, empty } from '../context.ts';
import { book, h } from '../dom.ts';
import { growing, page, part } from './frame.ts';
import { JobList, filePicker } from './jobs.ts';
import { capital } from './wording.ts';

const STEP = 100;

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const all = [...(await context.api.corrections())].reverse();
  // What takes a correction back is told with the correction; by itself only where it takes nothing back.
  const rows = all.filter((row) => row.does['do'] !== 'undo' || (!row.placed && !row.undone));
  const undos = new Map(all.flatMap((row) => (row.does['do'] === 'undo' && !row.undone ? [[row.does['of'], row] as const] : [])));
  const drafts = newDraft(context);
  if (rows.length === 0) {
    const words = 'Who speaks, who is who, where a scene begins: what you correct on the other pages is kept beside the book and listed here.';
    root.append(page('corrections', 'Corrections', '', empty('Nothing is corrected yet', words), drafts));
    return;
  }
  const held = rows.filter((row) => !row.undone);
  const lost = held.filter((row) => !row.placed);
  const lead = `${count(held.length, 'correction')}, kept beside the book; they outrank the reading, and stay with new drafts.`;
  root.append(
    page(
      'corrections',
      'Corrections',
      lead,
      lost.length > 0 && part('Without a place', h('p', { class: 'soft' }, 'Kept, but they change nothing for now.'), list(context, lost, undos)),
      part('All, the last first', list(context, rows, undos)),
      drafts,
    ),
  );
}

/** A place for an edited draft of this story, and the way to what it changed. */
function newDraft(context: Context): HTMLElement | false {
  // An earlier draft stays as it was.
  if (context.story.id.includes('@')) return false;
  const jobs = new JobList(context, (job) => reread(context, job), context.signal);
  const send = (files: FileList): void => {
    const [file] = files;
    if (file) void jobs.send(file, (one) => context.api.again(one));
  };
  return part(
    'Drafts',
    h('p', { class: 'soft' }, 'An edited draft takes the place of this text. Your corrections stay: each finds its place in the new text, or is listed as without one. The reading of today is kept to compare with.'),
    h(
      'div',
      { class: 'draft-ways' },
      filePicker('Read a new draft', { class: 'quiet', multiple: false }, send),
      h('a', { href: comparing(context.story.id, context.story.drafts.at(-1)?.id) }, 'Compare drafts'),
    ),
    jobs.root,
  );
}

/** Shows what became of the corrections in the draft that was read, and offers what it changed. */
async function reread(context: Context, job: Job): Promise<void> {
  await context.refresh();
  const { drafts, corrections, id } = context.story;
  const before = drafts.at(-1);
  const lost = corrections.unplaced.length;
  const words = lost ? `${count(lost, 'correction')} found no place.` : 'Every correction found its place.';
  const compare = (): void => context.go(comparing(id, before?.id));
  context.says(`${job.name} is read. ${words}`, before && { label: 'What changed', run: compare });
}

/** The comparison with an earlier draft, or, where there is none, the choice of a story. */
function comparing(id: string, draft: string | undefined): string {
  return `${address(id, 'diff')}${draft ? `?from=${encodeURIComponent(draft)}` : ''}`;
}

type Undos = ReadonlyMap<unknown, CorrectionRow>;

function list(context: Context, rows: CorrectionRow[], undos: Undos): HTMLElement {
  return growing(h('ol', { class: 'rows' }), rows, STEP, (row) => item(context, row, undos.get(row.id)), 'corrections');
}

function item(context: Context, row: CorrectionRow, undo: CorrectionRow | undefined): HTMLElement {
  const state = row.undone ? 'Taken back' : row.placed ? 'Holds' : 'No place';
  const target = row.undone ? undo : row;
  const [words, told] = row.undone ? ['Say it again', 'Said again'] : ['Take back', 'Taken back'];
  const button = h(
    'button',
    {
      type: 'button',
      class: 'quiet small',
      data: { focus: row.id },
      on: { click: () => target && void takeBack(context, target, told) },
    },
    words,
    h('span', { class: 'unseen' }, `: ${row.said}`),
  );
  return h(
    'li',
    { class: `row correction ${row.undone ? 'undone' : row.placed ? 'placed' : 'unplaced'}` },
    h('div', { class: 'row-head' }, h('p', null, book(capital(row.said))), h('small', { class: 'sure' }, state), target?.id && button),
    !row.placed && !row.undone && row.reason && h('p', { class: 'reason' }, book(`${capital(row.reason)}.`)),
  );
}

async function takeBack(context: Context, row: CorrectionRow, told: string): Promise<void> {
  try {
    const change = await context.api.undo(row.id);
    await context.refresh();
    const { by_correction: own, neighbours } = change.changed;
    const lines = own + neighbours;
    context.says(lines ? `${told}; ${count(lines, 'line')} changed.` : `${told}.`);
  } catch (error) {
    if (error instanceof ApiError) context.says(`${error.message} ${error.hint}`.trim());
    else if (!context.signal.aborted) throw error;
  }
}
