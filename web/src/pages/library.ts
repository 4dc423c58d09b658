/** The books that are read, and a place to lay another one. */

import { type Job, LibraryApi, type LibraryStory } from '../api.ts';
import { address, count, titleOf } from '../context.ts';
import { book, h, replace } from '../dom.ts';
import type { Messages } from '../messages.ts';
import { JobList, filePicker, isGoing } from './jobs.ts';

/** Stands for the job of the one file that was laid on the page, until that has an id. */
const ONLY = '';

/** @param job the id of a reading whose text is shown when it is done. */
export async function show(root: HTMLElement, messages: Messages, signal: AbortSignal, job: string | null): Promise<void> {
  await new LibraryPage(root, messages, signal, job).start();
}

class LibraryPage {
  private readonly api: LibraryApi;
  private readonly shelf = h('ul', { class: 'shelf' });
  private readonly jobs: JobList;
  private readonly shelfPart: HTMLElement;
  private stories: LibraryStory[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly messages: Messages,
    private readonly signal: AbortSignal,
    private wanted: string | null,
  ) {
    this.api = new LibraryApi(signal);
    this.jobs = new JobList(messages, (job) => this.read(job), signal);
    this.shelfPart = h('section', { 'aria-labelledby': 'shelf-title' }, h('h2', { id: 'shelf-title', class: 'label' }, 'Read'), this.shelf);
  }

  async start(): Promise<void> {
    const library = await this.api.library();
    this.stories = library.stories;
    this.root.append(
      h('div', { class: 'page library' }, this.head(), this.jobs.root, this.shelfPart, h('p', { class: 'colophon' }, `Diegesis ${library.version}. Nothing leaves this computer.`)),
    );
    this.drawShelf();
    this.listen();
    const wanted = this.wanted;
    for (const job of library.jobs) {
      if (isGoing(job) || job.state === 'failed' || job.id === wanted) await this.jobs.follow(job);
    }
    if (wanted && !library.jobs.some((job) => job.id === wanted)) this.messages.says('That reading is over; the book is below if it was read.');
  }

  private head(): HTMLElement {
    return h(
      'div',
      { class: 'library-head' },
      h('h1', null, 'Library'),
      h(
        'div',
        { class: 'lay' },
        h('p', { class: 'lay-words' }, 'Lay a book anywhere on this page.'),
        h('p', { class: 'soft' }, 'EPUB, Word, HTML, Markdown or plain text; a novel takes about half a minute.'),
        filePicker('Choose a book', { class: 'primary', multiple: true }, (files) => this.take(files)),
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
    // A list of files is emptied once its input or its drop is done with.
    const all = [...(files ?? [])];
    this.wanted = all.length === 1 && !this.jobs.going ? ONLY : null;
    for (const file of all) void this.add(file);
  }

  private async add(file: File): Promise<void> {
    await this.jobs.send(file, async (one) => {
      const job = await this.api.add(one);
      if (this.wanted === ONLY) this.wanted = job.id;
      return job;
    });
  }

  /** The book whose text is waited for is opened; another one is offered. */
  private async read(job: Job): Promise<void> {
    const story = job.story;
    if (story !== null && this.wanted === job.id) {
      this.messages.announce(`${job.name} is read.`);
      return this.open(story);
    }
    this.messages.says(`${job.name} is read.`, story === null ? undefined : { label: 'Open', run: () => this.open(story) });
    this.stories = (await this.api.library()).stories;
    this.drawShelf();
  }

  private open(story: string): void {
    location.hash = address(story, 'text', 0);
  }
}
