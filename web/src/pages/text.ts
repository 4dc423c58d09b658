/** The book, with who says what. */

import { ApiError, type Change, type Chapter, type Hit, type Layout, type Passage, StoryApi } from '../api.ts';
import { type Context, address, empty, titleOf } from '../context.ts';
import { book, h } from '../dom.ts';
import { bind } from '../keys.ts';
import { recall, remember } from '../memory.ts';
import type { Route } from '../route.ts';
import { Contents } from '../text/contents.ts';
import { Find } from '../text/find.ts';
import { MentionCard } from '../text/hover.ts';
import { Panel } from '../text/panel.ts';
import { Painter } from '../text/painter.ts';
import { offsetOf, rangeOf } from '../text/places.ts';
import { Reading } from '../text/reading.ts';
import { renderBlock, renderWaiting } from '../text/render.ts';
import { Scopes } from '../text/scopes.ts';
import { Scroller, frame, topOfText } from '../text/scroller.ts';
import { Blocks, type Placed } from '../text/store.ts';

/** Blocks fetched at once; fewer where nothing may be known of what comes after them. */
const WINDOW = 48;
const WINDOW_UNSPOILED = 8;
/** Nobody is asked about speakers more probable than this. */
const WORTH_ASKING = 0.8;
/** A line whose start was moved by at most so many letters is still the line that was looked at. */
const NEAR = 40;

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const layout = await context.api.layout();
  if (!layout.starts.length) {
    root.append(empty('An empty book', 'There are no words in this file.'));
    return;
  }
  await new TextPage(root, context, layout).start();
}

type Span = { start: number; end: number };

class TextPage {
  private readonly context: Context;
  private readonly blocks: Blocks;
  private readonly scroller: Scroller;
  private readonly contents: Contents;
  private readonly panel: Panel;
  private readonly find: Find;
  private readonly scopes: Scopes;
  private readonly painter: Painter;
  private readonly reading: Reading;
  private readonly text = h('article', { class: 'book', 'aria-label': 'The text' });
  private current: string | null = null;
  private currentStart = -1;
  private heldBlock = -1;
  private sight = { first: 0, last: 0 };
  private selected: Span | null = null;
  private timer = 0;
  /** Lines visited as most worth answering. */
  private readonly asked = new Set<string>();
  private placed = false;

  constructor(
    root: HTMLElement,
    given: Context,
    private readonly layout: Layout,
  ) {
    const { signal } = given;
    const api = new StoryApi(given.story.id, () => this.reading.upto(layout.ends[this.sight.last] ?? 0), signal);
    this.context = Object.create(given, { api: { value: api } }) as Context;
    const ways = {
      chapter: (chapter: Chapter) => void this.goTo(chapter.first_block),
      find: () => this.find.show(),
      doubt: (step: 1 | -1) => void this.doubt(step),
      worth: () => void this.worth(),
    };
    this.contents = new Contents(given.story, ways);
    this.blocks = new Blocks(
      layout,
      (end) => new StoryApi(given.story.id, () => this.reading.upto(end), signal),
      given.spoilers.on ? WINDOW_UNSPOILED : WINDOW,
      (first, last) => this.arrived(first, last),
      (error) => given.says(error instanceof ApiError ? `${error.message} ${error.hint}` : String(error)),
    );
    this.painter = new Painter(this.blocks);
    this.reading = new Reading(this.context, layout, this.blocks, {
      go: (n) => void this.goTo(n),
      met: () => {
        this.contents.update(this.context.story);
        this.scroller.remake(0, Number.MAX_SAFE_INTEGER);
        this.paint();
      },
    });
    this.scopes = new Scopes(this.context, this.blocks, {
      selected: () => this.selectedLines(),
      searched: () => this.find.words,
      chapter: () => this.chapterAt(this.currentStart),
    });
    this.panel = new Panel(this.desk());
    this.find = new Find(
      this.context,
      () => this.topOffset(),
      (hits, now) => this.showHits(hits, now),
      () => this.text.focus({ preventScroll: true }),
    );
    const card = new MentionCard(this.context, this.text);
    this.text.append(this.title());
    this.text.tabIndex = -1;
    const bar = h('div', { class: 'text-bar' }, this.contents.tools, this.find.root);
    root.append(bar, this.contents.root, this.reading.root, this.text, this.panel.root, card.root);
    this.scroller = new Scroller(layout, this.source(), this.text, signal);
    this.listen(signal);
  }

  /** The book's title; out of sight where the book begins with it anyway. */
  private title(): HTMLElement {
    const { story } = this.context;
    const own = this.layout.kinds[0] === 'heading' || this.layout.kinds[0] === 'front_matter';
    const authors = story.authors.length && !own ? h('small', null, book(story.authors.join(', '))) : null;
    return h('h1', { class: own ? 'unseen' : 'book-title' }, book(titleOf(story)), authors);
  }

  // ------------------------------------------------------------------------------------- what is shown

  private source(): ConstructorParameters<typeof Scroller>[1] {
    return {
      make: (n) => this.make(n),
      moved: (first, last) => this.moved(first, last),
      held: () => this.heldBlock,
    };
  }

  private make(n: number): HTMLElement {
    const block = this.blocks.get(n);
    const element = block ? renderBlock(block, this.context) : renderWaiting(this.layout.kinds[n] ?? 'paragraph');
    const before = this.layout.kinds[n - 1];
    if (before === undefined || before === 'heading' || before === 'scene_break') element.classList.add('opening');
    if (!block) {
      const length = (this.layout.ends[n] as number) - (this.layout.starts[n] as number);
      element.style.setProperty('--letters', String(length));
    }
    if (this.current) this.showCurrent(element);
    return element;
  }

  private moved(first: number, last: number): void {
    this.sight = { first, last };
    // The scroller draws once while it is made, before the page has it.
    if (!this.scroller) return;
    void this.blocks.need(first - 8, last + (this.context.spoilers.on ? 0 : 16));
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.rest(), 180);
    this.paint();
  }

  /** What is done once the eye rests: the address, the place kept, how far is read. */
  private rest(): void {
    if (!this.placed || this.context.signal.aborted) return;
    const place = this.scroller.place();
    if (!place) return;
    const { story } = this.context;
    history.replaceState(history.state, '', address(story.id, 'text', place.n));
    remember(`place.${story.id}`, place);
    const bottom = this.lastSeen();
    this.reading.read(place.n, bottom);
    this.offerTab();
    this.contents.at(this.chapterAt(this.layout.starts[place.n] ?? 0)?.id ?? null);
  }

  /** Where no line is chosen yet, the tab key comes to the first one in sight. */
  private offerTab(): void {
    if (this.current) return;
    const labels = [...this.text.querySelectorAll<HTMLElement>('.says')];
    const first = labels.find((label) => label.getBoundingClientRect().top > topOfText());
    for (const label of labels) label.tabIndex = label === first ? 0 : -1;
  }

  private lastSeen(): number {
    const made = this.scroller.blocks().filter(([, element]) => element.getBoundingClientRect().top < window.innerHeight);
    return made.at(-1)?.[0] ?? this.sight.last;
  }

  private arrived(first: number, last: number): void {
    if (!this.scroller) return;
    const focused = this.focusedLabel();
    this.scroller.remake(first, last);
    if (focused) this.label(focused)?.focus({ preventScroll: true });
    this.paint();
    this.reading.came(first, last);
  }

  private focusedLabel(): string | null {
    const active = document.activeElement;
    return active instanceof HTMLElement && this.text.contains(active) ? (active.dataset['for'] ?? null) : null;
  }

  private paint(): void {
    this.painter.paint(this.scroller.blocks());
  }

  private mark(name: string, spans: Span[]): void {
    this.painter.mark(name, spans, this.scroller.blocks());
  }

  // ------------------------------------------------------------------------------------- going places

  /** Shows the place of the address, or the one left last. */
  async start(): Promise<void> {
    const { context } = this;
    const kept = recall<{ n: number; into: number } | null>(`place.${context.story.id}`, null);
    const asked = context.rest[0] === undefined ? null : Number(context.rest[0]);
    const n = asked !== null && Number.isInteger(asked) ? asked : (kept?.n ?? 0);
    const into = kept?.n === n ? kept.into : 0;
    await this.near(n);
    const at = context.values.get('at');
    if (at) await this.arrive(n, at);
    else if (n > 0 || into > 0) await this.scroller.show(n, into);
    this.placed = true;
    this.rest();
    context.onRefresh(() => this.again());
    context.onRoute((route) => this.reroute(route));
  }

  private reroute(route: Route): void {
    const n = Number(route.rest[0] ?? 0);
    const at = route.values.get('at');
    void (at ? this.arrive(n, at) : this.goTo(n));
  }

  /** Gets a block and some around it; with no spoilers nothing that is not in sight at once. */
  private near(n: number): Promise<void> {
    return this.context.spoilers.on ? this.blocks.need(n - 2, n + 2) : this.blocks.need(n - 8, n + 24);
  }

  private async goTo(n: number): Promise<void> {
    await this.near(n);
    await this.scroller.show(n);
  }

  /** Goes to a passage and marks it for a while. */
  private async arrive(n: number, at: string): Promise<void> {
    const [start = 0, end = start + 1] = at.split('-').map(Number);
    await this.lookAt({ start, end }, n);
    this.mark('arrived', [{ start, end }]);
    window.setTimeout(() => this.mark('arrived', []), 6000);
  }

  /** Brings a passage to a third of the window, unless it is comfortably in sight. */
  private async lookAt(span: Span, n = this.blocks.at(span.start)): Promise<void> {
    await this.near(n);
    if (this.moveTo(span, n, false)) return;
    await this.scroller.show(n, -0.25 * window.innerHeight);
    for (let turn = 0; turn < 3; turn++) {
      this.moveTo(span, n, true);
      await frame();
    }
  }

  /** Whether the passage is in sight now; else scrolls to it where its block is made. */
  private moveTo(span: Span, n: number, exact: boolean): boolean {
    const element = this.scroller.element(n);
    const block = this.blocks.get(n);
    if (!element || !block) return false;
    const start = Math.min(Math.max(span.start, block.start), block.end - 1);
    const range = rangeOf(block, element, start, Math.min(Math.max(span.end, start + 1), block.end));
    const box = range?.getClientRects()[0] ?? element.getBoundingClientRect();
    const top = topOfText() + 24;
    const bottom = this.bottom() - 60;
    if (box.top >= top && box.bottom <= bottom) return true;
    if (!exact && (box.bottom < -600 || box.top > window.innerHeight + 600)) return false;
    window.scrollBy(0, box.top - top - (bottom - top) * 0.28);
    return !exact;
  }

  /** Where the text ends at the foot of the window: above the panel where that is a sheet. */
  private bottom(): number {
    if (!this.panel.open) return window.innerHeight;
    const panel = this.panel.root.getBoundingClientRect();
    return panel.left < 40 ? panel.top : window.innerHeight;
  }

  private topOffset(): number {
    if (this.currentStart >= 0 && this.currentInSight()) return this.currentStart;
    const place = this.scroller.place();
    return place ? (this.layout.starts[place.n] ?? 0) - (place.into > 0 ? 0 : 1) : -1;
  }

  private currentInSight(): boolean {
    const box = this.current ? this.line(this.current)?.getBoundingClientRect() : undefined;
    return !!box && box.bottom > 0 && box.top < window.innerHeight;
  }

  private chapterAt(offset: number): Chapter | undefined {
    return this.context.story.chapters.find((chapter) => chapter.start <= offset && offset < chapter.end);
  }

  private async chapter(step: 1 | -1): Promise<void> {
    const { chapters } = this.context.story;
    const place = this.scroller.place();
    const start = this.layout.starts[place?.n ?? 0] ?? 0;
    const next = step > 0 ? chapters.find((one) => one.start > start) : chapters.findLast((one) => one.start < start);
    if (!next) return this.context.announce(step > 0 ? 'This is the last chapter.' : 'This is the first chapter.');
    this.context.announce(next.title || `Chapter ${next.number}`);
    await this.goTo(next.first_block);
  }

  // ------------------------------------------------------------------------------------- lines

  private line(id: string): HTMLElement | null {
    return this.text.querySelector(`.quote[data-q="${CSS.escape(id)}"]`);
  }

  private label(id: string): HTMLElement | null {
    return this.text.querySelector(`.says[data-for="${CSS.escape(id)}"]`);
  }

  private showCurrent(root: HTMLElement): void {
    for (const line of root.querySelectorAll<HTMLElement>('.quote, .says')) {
      const now = (line.dataset['q'] ?? line.dataset['for']) === this.current;
      line.classList.toggle('current', now);
      if (line.classList.contains('says')) line.tabIndex = now ? 0 : -1;
    }
  }

  /** Makes a line the current one. */
  private choose(placed: Placed): void {
    this.current = placed.quote.id;
    this.currentStart = placed.quote.start;
    this.heldBlock = placed.block.n;
    this.showCurrent(this.text);
  }

  /** Goes to a line: in sight, current, focused; the panel follows where it is open. */
  private async visit(placed: Placed): Promise<void> {
    this.choose(placed);
    await this.lookAt(placed.quote, placed.block.n);
    this.showCurrent(this.text);
    (this.label(placed.quote.id) ?? this.text).focus({ preventScroll: true });
    if (this.panel.open) await this.panel.show(placed);
  }

  private async step(by: 1 | -1): Promise<void> {
    const next = await this.blocks.beside(this.topOffset(), by);
    if (next) await this.visit(next);
    else this.context.announce(by > 0 ? 'No line after this one.' : 'No line before this one.');
  }

  private async doubt(by: 1 | -1): Promise<void> {
    const doubts = await this.context.api.doubts();
    const from = this.topOffset();
    const next = by > 0 ? doubts.find((one) => one.start > from) : doubts.findLast((one) => one.start < from);
    if (!next) {
      this.context.says(`No doubtful line ${by > 0 ? 'after' : 'before'} this place.`);
      return;
    }
    const placed = await this.blocks.fetchQuote(next.id, next.block);
    if (placed) await this.visit(placed);
  }

  /** Goes to the line whose answer would settle most, of those not visited this way before. */
  private async worth(): Promise<void> {
    const doubts = await this.context.api.doubts(WORTH_ASKING, 'worth');
    const next = doubts.find((one) => !this.asked.has(one.id));
    if (!next) {
      const all = this.asked.size > 0;
      this.asked.clear();
      this.context.says(all ? 'That was the last line worth asking about.' : 'No line is worth asking about.');
      return;
    }
    this.asked.add(next.id);
    const placed = await this.blocks.fetchQuote(next.id, next.block);
    if (placed) await this.visit(placed);
  }

  private async openLine(id: string, focus: boolean): Promise<void> {
    const placed = this.blocks.find(id);
    if (!placed) return;
    this.choose(placed);
    await this.panel.show(placed, focus);
    this.moveTo(placed.quote, placed.block.n, true);
  }

  private selectedLines(): Placed[] {
    const span = this.selected;
    if (!span) return [];
    const lines: Placed[] = [];
    for (let n = this.blocks.at(span.start); n <= this.blocks.at(span.end); n++) {
      lines.push(...this.blocks.lines(n).filter(({ quote }) => quote.end > span.start && quote.start < span.end));
    }
    return lines;
  }

  private desk(): ConstructorParameters<typeof Panel>[0] {
    const wrapped = Object.create(this.context, {
      correct: { value: (correction: Parameters<Context['correct']>[0]): Promise<Change | null> => this.context.correct(correction) },
    }) as Context;
    return {
      context: wrapped,
      scopes: this.scopes,
      evidence: (passages: Passage[]) => this.mark('evidence', passages),
      look: (passage: Passage) => void this.lookAt(passage, passage.block),
      closed: () => this.label(this.current ?? '')?.focus({ preventScroll: true }),
      selection: () => this.selected,
    };
  }

  /** The story changed: the blocks in sight anew, everything else where it was. */
  private async again(): Promise<void> {
    const focused = this.focusedLabel();
    this.contents.update(this.context.story);
    await this.blocks.again(this.sight.first - 8, this.sight.last + 8);
    this.scroller.remake(0, Number.MAX_SAFE_INTEGER);
    this.paint();
    if (focused) this.label(focused)?.focus({ preventScroll: true });
    if (this.find.open && this.find.words) this.paint();
    if (!this.panel.open) return;
    const placed = this.currentNow();
    if (!placed) return this.panel.close();
    this.choose(placed);
    await this.panel.show(placed);
  }

  /** The current line; where a correction gave it other edges and so another id, the line that stands there now. */
  private currentNow(): Placed | null {
    const same = this.current ? this.blocks.find(this.current) : null;
    if (same || this.currentStart < 0) return same;
    const block = this.blocks.get(this.heldBlock);
    const quote = block?.quotes.find((one) => one.end > this.currentStart && one.start <= this.currentStart + NEAR);
    return block && quote ? { quote, block } : null;
  }

  private showHits(hits: Hit[], now: Hit | null): void {
    this.mark('found', hits);
    this.mark('found-now', now ? [now] : []);
    if (now) void this.lookAt(now, now.block);
    this.panel.refresh();
  }

  // ------------------------------------------------------------------------------------- hands

  private listen(signal: AbortSignal): void {
    this.text.addEventListener('click', (event) => this.click(event), { signal });
    document.addEventListener('selectionchange', () => this.select(), { signal });
    signal.addEventListener('abort', () => {
      clearTimeout(this.timer);
      this.painter.clear();
      document.body.classList.remove('with-panel');
    });
    const key = (keys: string[], does: string, run: (key: string) => void): void => bind(keys, does, run, signal);
    key(['Escape'], 'Close the panel or the search', () => (this.panel.open ? this.panel.close() : this.find.open && this.find.close()));
    key(['c'], 'Contents', () => this.contents.open(!this.contents.isOpen));
    key(['[', ']'], 'Chapter before, after', (pressed) => void this.chapter(pressed === ']' ? 1 : -1));
    key(['m', 'M'], 'Next, previous name or pronoun in sight: who it is', (pressed) => this.mention(pressed === 'm' ? 1 : -1));
    key(['1', '2', '3', '4', '5', '6', '7', '8', '9'], 'In the panel: this candidate says it', (pressed) => void this.panel.choose(Number(pressed)));
    key(['Enter'], 'On a line: who says it, and why', () => void this.enter());
    key(['n', 'p'], 'Next, previous doubtful line', (pressed) => void this.doubt(pressed === 'n' ? 1 : -1));
    key(['w'], 'The line most worth answering', () => void this.worth());
    key(['j', 'k'], 'Next, previous line', (pressed) => void this.step(pressed === 'j' ? 1 : -1));
    key(['/'], 'Find in the text', () => this.find.show());
  }

  private async enter(): Promise<void> {
    const active = document.activeElement;
    if (active instanceof HTMLElement && (active.matches('a, button, summary') || active.isContentEditable)) {
      active.click();
      return;
    }
    if (this.current) await this.openLine(this.current, true);
  }

  private click(event: MouseEvent): void {
    const target = event.target as Element;
    if (target.closest('a')) return;
    const label = target.closest<HTMLElement>('[data-for], [data-open]');
    const id = label?.dataset['for'] ?? label?.dataset['open'] ?? target.closest<HTMLElement>('.quote')?.dataset['q'];
    if (!id) return;
    // Selecting words ends in a click too.
    if (!label && !(document.getSelection()?.isCollapsed ?? true)) return;
    void this.openLine(id, label !== null && event.detail === 0);
  }

  private select(): void {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) {
      if (this.selected && !this.panel.root.contains(document.activeElement)) {
        this.selected = null;
        this.panel.refresh();
      }
      return;
    }
    const range = selection.getRangeAt(0);
    const start = this.offset(range.startContainer, range.startOffset);
    const end = this.offset(range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return;
    this.selected = { start, end };
    this.panel.refresh();
  }

  private offset(node: Node, at: number): number | null {
    const inside = node instanceof Element ? node : node.parentElement;
    const element = inside?.closest<HTMLElement>('.block');
    const block = element && this.text.contains(element) ? this.blocks.get(Number(element.dataset['n'])) : undefined;
    return element && block ? offsetOf(block, element, node, at) : null;
  }

  private mention(step: 1 | -1): void {
    const all = [...this.text.querySelectorAll<HTMLElement>('.who')];
    const top = topOfText();
    const active = document.activeElement as HTMLElement | null;
    let at = active ? all.indexOf(active) : -1;
    if (at < 0) {
      const inSight = all.findIndex((who) => who.getBoundingClientRect().top >= top);
      at = step > 0 ? inSight - 1 : inSight;
    }
    const next = all[at + step];
    if (!next) return this.context.announce('No name further on in sight.');
    const block = next.closest<HTMLElement>('.block');
    if (block) this.heldBlock = Number(block.dataset['n']);
    next.focus({ preventScroll: true });
    const box = next.getBoundingClientRect();
    if (box.top < top || box.bottom > this.bottom() - 20) window.scrollBy(0, box.top - window.innerHeight * 0.35);
  }
}

