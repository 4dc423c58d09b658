/** The books that are read, and a place to lay another one. */

import { ApiError, type Job, LibraryApi, type LibraryStory, isAbort } from '../api.ts';
import { address, count, titleOf } from '../context.ts';
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

export async function show(root: HTMLElement, messages: Messages, signal: AbortSignal): Promise<void> {
  await new LibraryPage(root, messages, signal).start();
}

class LibraryPage {
  private readonly api: LibraryApi;
  private readonly shelf = h('ul', { class: 'shelf' });
  private readonly reading = h('ul', { class: 'jobs', 'aria-label': 'Being read' });
  private readonly file: HTMLInputElement;
  private readonly rows = new Map<string, JobRow>();
  private readonly shelfPart: HTMLElement;
  private stories: LibraryStory[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly messages: Messages,
    private readonly signal: AbortSignal,
  ) {
    this.api = new LibraryApi(signal);
    this.file = h('input', { type: 'file', id: 'file', class: 'unseen', multiple: true, tabindex: '-1', 'aria-hidden': 'true' });
    this.file.addEventListener('change', () => this.take(this.file.files));
    this.shelfPart = h('section', { 'aria-labelledby': 'shelf-title' }, h('h2', { id: 'shelf-title', class: 'label' }, 'Read'), this.shelf);
  }

  async start(): Promise<void> {
    const library = await this.api.library();
    this.stories = library.stories;
    this.root.append(
      h('div', { class: 'page library' }, this.head(), this.reading, this.shelfPart, h('p', { class: 'colophon' }, `Diegesis ${library.version}. Nothing leaves this computer.`)),
    );
    this.drawShelf();
    for (const job of library.jobs) if (isGoing(job) || job.state === 'failed') this.follow(job);
    this.listen();
  }

  private head(): HTMLElement {
    const pick = h('button', { class: 'primary', on: { click: () => this.file.click() } }, 'Choose a book');
    return h(
      'div',
      { class: 'library-head' },
      h('h1', null, 'Library'),
      h(
        'div',
        { class: 'lay' },
        h('p', { class: 'lay-words' }, 'Lay a book anywhere on this page.'),
        h('p', { class: 'soft' }, 'EPUB, Word, HTML, Markdown or plain text; a novel takes about half a minute.'),
        pick,
        this.file,
      ),
    );
  }

  private drawShelf(): void {
    this.shelfPart.hidden = !this.stories.length;
    replace(this.shelf, this.stories.map((story) => this.card(story)));
  }

  private card(story: LibraryStory): HTMLElement {
    const lines = story.doubtful
      ? `${count(story.quotes, 'line')}, ${story.doubtful.toLocaleString('en')} doubtful`
      : count(story.quotes, 'line');
    const facts = [count(story.words, 'word'), story.chapters > 1 ? count(story.chapters, 'chapter') : '', count(story.characters, 'person', 'people'), lines];
    return h(
      'li',
      { class: 'volume' },
      h('a', { href: address(story.id, 'text'), class: 'volume-title' }, book(titleOf(story))),
      story.authors.length ? h('p', { class: 'volume-author' }, book(story.authors.join(', '))) : null,
      h('p', { class: 'volume-facts' }, facts.filter(Boolean).join(' · ')),
    );
  }

  // ------------------------------------------------------------------------------------- files

  private listen(): void {
    const { signal } = this;
    const body = document.body;
    let depth = 0;
    const over = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const lit = (): void => void body.classList.toggle('dropping', depth > 0);
    const on = (name: 'dragenter' | 'dragleave' | 'dragover' | 'drop', run: (event: DragEvent) => void): void =>
      body.addEventListener(
        name,
        (event) => {
          if (!over(event)) return;
          event.preventDefault();
          run(event);
          lit();
        },
        { signal },
      );
    on('dragenter', () => depth++);
    on('dragleave', () => depth--);
    on('dragover', () => undefined);
    on('drop', (event) => {
      depth = 0;
      this.take(event.dataTransfer?.files ?? null);
    });
    signal.addEventListener('abort', () => body.classList.remove('dropping'));
  }

  private take(files: FileList | null): void {
    for (const file of files ?? []) void this.add(file);
    this.file.value = '';
  }

  private async add(file: File): Promise<void> {
    try {
      const job = await this.api.add(file);
      this.messages.announce(`Reading ${file.name}.`);
      this.follow(job);
    } catch (error) {
      if (isAbort(error)) return;
      const trouble = error instanceof ApiError ? error : new ApiError(0, 'unknown', String(error), '');
      const { code, message, hint } = trouble;
      const job: Job = { id: `refused-${this.rows.size}`, name: file.name, state: 'failed', stage: '', number: 0, total: 0, story: null, error: { code, message, hint } };
      this.follow(job);
    }
  }

  // ------------------------------------------------------------------------------------- jobs

  private follow(job: Job): void {
    const row = new JobRow(job, () => void this.cancel(job.id), () => this.dismiss(job));
    this.rows.set(job.id, row);
    this.reading.append(row.root);
    if (isGoing(job)) void this.watch(job.id, row);
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
      this.messages.says(`${job.name} is read.`, job.story === null ? undefined : { label: 'Open', run: () => this.open(job.story as string) });
      this.forget(job.id);
      this.stories = (await this.api.library()).stories;
      this.drawShelf();
    } else if (job.state === 'cancelled') {
      this.messages.announce(`${job.name} is not read: cancelled.`);
      this.forget(job.id);
    } else {
      this.messages.announce(`${job.name} could not be read: ${job.error?.message ?? ''} ${job.error?.hint ?? ''}`);
    }
  }

  private open(story: string): void {
    location.hash = address(story, 'text');
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
    void this.api.cancel(job.id).catch(() => undefined);
  }

  private forget(id: string): void {
    this.rows.get(id)?.root.remove();
    this.rows.delete(id);
  }
}

function isGoing(job: Job): boolean {
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
