/** Files that are being read, each with how far it is, and those that could not be. */

import { ApiError, type Job, LibraryApi, isAbort } from '../api.ts';
import { book, h, replace } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Messages } from '../messages.ts';

/** How often a job that runs is asked after, in milliseconds. */
const OFTEN = 500;

/** What the stages of reading are called for a person. */
const STAGES: Record<string, string> = {
  document: 'chapters and sentences',
  reader: 'the whole, once through',
  quotes: 'what is said',
  syntax: 'the grammar',
  entities: 'names and people',
  triggers: 'what happens',
  coreference: 'who is meant',
  tags: 'who said, who asked',
  deixis: 'who I and you are',
  relatives: 'the family',
  characters: 'the cast',
  speakers: 'who speaks to whom',
  scenes: 'the scenes',
  relationships: 'how people are tied',
  facts: 'what is told of whom',
  timeline: 'the order of events',
  findings: 'what does not fit',
  done: 'the last page',
};

/** The rows of jobs on a page. */
export class JobList {
  readonly root = h('ul', { class: 'jobs', 'aria-label': 'Being read' });
  private readonly api: LibraryApi;
  private readonly rows = new Map<string, JobRow>();
  private refused = 0;

  /**
   * @param done what to do when a book is read; its row is gone by then.
   * @param signal ended when the page is left.
   */
  constructor(
    private readonly messages: Pick<Messages, 'says' | 'announce'>,
    private readonly done: (job: Job) => Promise<void> | void,
    private readonly signal: AbortSignal,
  ) {
    this.api = new LibraryApi(signal);
  }

  /** How many are waiting or being read. */
  get going(): number {
    return [...this.rows.values()].filter((row) => isGoing(row.job)).length;
  }

  /** Sends a file, and follows what comes of it. */
  async send(file: File, request: (file: File) => Promise<Job>): Promise<Job | null> {
    try {
      const job = await request(file);
      this.messages.announce(`Reading ${file.name}.`);
      await this.follow(job);
      return job;
    } catch (error) {
      if (isAbort(error)) return null;
      const trouble = error instanceof ApiError ? error : new ApiError(0, 'unknown', String(error), '');
      const { code, message, hint } = trouble;
      const id = `refused-${++this.refused}`;
      this.show({ id, name: file.name, state: 'failed', stage: '', number: 0, total: 0, story: null, error: { code, message, hint } });
      this.messages.announce(`${file.name} could not be read: ${message} ${hint}`);
      return null;
    }
  }

  /** Shows a job and asks after it until it ends; one that ended well already is only told. */
  async follow(job: Job): Promise<void> {
    if (isGoing(job)) void this.watch(job.id, this.show(job));
    else if (job.state === 'failed') this.show(job);
    else await this.ended(job);
  }

  private show(job: Job): JobRow {
    const row = new JobRow(job, () => void this.cancel(job.id), () => this.dismiss(job));
    this.rows.set(job.id, row);
    this.root.append(row.root);
    return row;
  }

  private async watch(id: string, row: JobRow): Promise<void> {
    try {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, OFTEN));
        if (this.signal.aborted) return;
        const job = await this.api.job(id);
        row.update(job);
        if (!isGoing(job)) return await this.ended(job);
      }
    } catch (error) {
      if (isAbort(error)) return;
      const message = error instanceof Error ? error.message : String(error);
      row.update({ ...row.job, state: 'failed', error: { code: 'lost', message, hint: error instanceof ApiError ? error.hint : '' } });
    }
  }

  private async ended(job: Job): Promise<void> {
    if (job.state === 'done') {
      this.forget(job.id);
      await this.done(job);
    } else if (job.state === 'cancelled') {
      this.messages.announce(`${job.name} is not read: cancelled.`);
      this.forget(job.id);
    } else {
      this.messages.announce(`${job.name} could not be read: ${job.error?.message ?? ''} ${job.error?.hint ?? ''}`);
    }
  }

  private async cancel(id: string): Promise<void> {
    try {
      await this.api.cancel(id);
    } catch (error) {
      if (!isAbort(error)) this.messages.says(error instanceof Error ? error.message : String(error));
    }
  }

  /** Puts a failed job away, here and in the server's list. */
  private dismiss(job: Job): void {
    this.forget(job.id);
    if (!job.id.startsWith('refused-')) void this.api.cancel(job.id).catch(() => undefined);
  }

  private forget(id: string): void {
    this.rows.get(id)?.root.remove();
    this.rows.delete(id);
  }
}

/** A button that asks for a file of this computer, and the input behind it. */
export function filePicker(words: string, props: { class: string; multiple: boolean }, take: (files: FileList) => void): HTMLElement[] {
  const input: HTMLInputElement = h('input', { type: 'file', class: 'unseen', multiple: props.multiple, tabindex: '-1', 'aria-hidden': 'true' });
  input.addEventListener('change', () => {
    if (input.files) take(input.files);
    input.value = '';
  });
  return [h('button', { type: 'button', class: props.class, on: { click: () => input.click() } }, words), input];
}

export function isGoing(job: Job): boolean {
  return job.state === 'waiting' || job.state === 'reading';
}

/** One file that is being read, or could not be. */
class JobRow {
  readonly root = h('li', { class: 'job' });
  private readonly told = h('p', { class: 'job-told' });
  private readonly bar = h('progress', { max: '1' });

  constructor(
    public job: Job,
    private readonly cancel: () => void,
    private readonly dismiss: () => void,
  ) {
    this.bar.setAttribute('aria-label', `Reading ${job.name}`);
    this.draw();
  }

  update(job: Job): void {
    const again = isGoing(job) !== isGoing(this.job);
    this.job = job;
    if (again) this.draw();
    else this.tell();
  }

  private draw(): void {
    const { job } = this;
    const going = isGoing(job);
    const name = h('p', { class: 'job-name' }, book(job.name));
    if (going) {
      const stop = h('button', { class: 'quiet', 'aria-label': `Cancel reading ${job.name}`, on: { click: this.cancel } }, 'Cancel');
      replace(this.root, h('div', { class: 'job-row' }, name, stop), this.bar, this.told);
    } else {
      const close = h('button', { class: 'plain', 'aria-label': `Put the note about ${job.name} away`, on: { click: this.dismiss } }, icon('close'));
      const words = h('p', { class: 'job-trouble' }, job.error?.message ?? 'It could not be read.');
      replace(this.root, h('div', { class: 'job-row' }, name, close), words, job.error?.hint ? h('p', { class: 'soft' }, job.error.hint) : null);
    }
    this.root.classList.toggle('failed', job.state === 'failed');
    this.tell();
  }

  private tell(): void {
    const { state, stage, number, total } = this.job;
    if (state === 'waiting') this.bar.removeAttribute('value');
    else this.bar.value = total ? number / total : 0;
    this.told.textContent = state === 'waiting' ? 'Waits its turn' : stage ? `Reading: ${STAGES[stage] ?? stage}` : 'Opening the file';
  }
}
