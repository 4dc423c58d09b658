/** The text in the window: only the blocks near the eye are elements, the others are a measured guess. */

import { Virtualizer, observeWindowOffset, observeWindowRect, windowScroll } from '@tanstack/virtual-core';
import type { BlockKind, Layout } from '../api.ts';
import { h } from '../dom.ts';

/** Blocks made beyond the window on each side. */
const BEYOND = 6;

/** What the scroller asks of the page. */
export interface Source {
  /** A fresh element for a block; the scroller places it. */
  make(n: number): HTMLElement;
  /** Told when the blocks in sight change. */
  moved(first: number, last: number): void;
  /** A block that stays made although it is out of sight (it has the focus); -1 for none. */
  held(): number;
}

export class Scroller {
  readonly root = h('div', { class: 'blocks' });
  private readonly virtual: Virtualizer<Window, HTMLElement>;
  private readonly made = new Map<number, HTMLElement>();
  private readonly close: () => void;
  private width = 0;
  private letters = 60;
  private lineHeight = 28;

  constructor(
    private readonly layout: Layout,
    private readonly source: Source,
    parent: HTMLElement,
    signal: AbortSignal,
  ) {
    parent.append(this.root);
    this.gauge();
    this.virtual = new Virtualizer<Window, HTMLElement>(this.options());
    this.close = this.virtual._didMount();
    this.virtual._willUpdate();
    this.draw();
    const resize = new ResizeObserver(() => this.resized());
    resize.observe(this.root);
    signal.addEventListener('abort', () => {
      resize.disconnect();
      this.close();
    });
  }

  private options(): ConstructorParameters<typeof Virtualizer<Window, HTMLElement>>[0] {
    return {
      count: this.layout.starts.length,
      getScrollElement: () => window,
      estimateSize: (n) => this.estimate(n),
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      scrollToFn: windowScroll,
      initialOffset: () => window.scrollY,
      indexAttribute: 'data-n',
      overscan: BEYOND,
      scrollMargin: this.root.getBoundingClientRect().top + window.scrollY,
      rangeExtractor: ({ startIndex, endIndex, overscan, count }) => this.range(startIndex, endIndex, overscan, count),
      onChange: () => this.draw(),
    };
  }

  private range(start: number, end: number, overscan: number, count: number): number[] {
    const first = Math.max(0, start - overscan);
    const last = Math.min(count - 1, end + overscan);
    const numbers: number[] = [];
    const held = this.source.held();
    if (held >= 0 && held < first) numbers.push(held);
    for (let n = first; n <= last; n++) numbers.push(n);
    if (held > last && held < count) numbers.push(held);
    return numbers;
  }

  /** Letters a line and the height of one, of the type as it is set now. */
  private gauge(): void {
    const sample = 'She had been there before, and he knew it; the door stood open to the garden. ';
    const probe = h('p', { class: 'prose probe' }, sample.repeat(8));
    const block = h('div', { class: 'block paragraph' }, probe);
    this.root.append(block);
    this.width = this.root.clientWidth;
    this.lineHeight = parseFloat(getComputedStyle(probe).lineHeight) || 28;
    const lines = Math.max(1, Math.round(probe.clientHeight / this.lineHeight));
    this.letters = Math.max(12, (sample.length * 8) / (lines - 0.5));
    block.remove();
  }

  private estimate(n: number): number {
    const kind = this.layout.kinds[n] as BlockKind;
    const length = (this.layout.ends[n] as number) - (this.layout.starts[n] as number);
    const lines = Math.max(1, Math.ceil(length / this.letters));
    if (kind === 'heading') return (lines + 5) * this.lineHeight;
    if (kind === 'scene_break') return 3 * this.lineHeight;
    return lines * this.lineHeight;
  }

  private resized(): void {
    if (this.root.clientWidth === this.width) return;
    const place = this.place();
    this.gauge();
    this.virtual.setOptions({ ...this.virtual.options, ...this.options() });
    this.virtual.measure();
    // What is made had its new height before the old measures went, and is not told of again.
    for (const element of this.made.values()) this.virtual.measureElement(element);
    this.draw();
    if (place) void this.show(place.n, place.into);
  }

  /** Makes and unmakes elements for what is in sight. */
  private draw(): void {
    if (!this.virtual) return;
    const items = this.virtual.getVirtualItems();
    const wanted = new Set(items.map((item) => item.index));
    let gone = false;
    for (const [n, element] of this.made) {
      if (wanted.has(n)) continue;
      element.remove();
      this.made.delete(n);
      gone = true;
    }
    if (gone) this.virtual.measureElement(null);
    let before: Element | null = null;
    for (const item of items) {
      const element: HTMLElement = this.made.get(item.index) ?? this.put(item.index, before);
      element.style.setProperty('transform', `translateY(${item.start - this.virtual.options.scrollMargin}px)`);
      before = element;
    }
    this.root.style.setProperty('height', `${this.virtual.getTotalSize()}px`);
    const range = this.virtual.range;
    if (range) this.source.moved(range.startIndex, range.endIndex);
  }

  private put(n: number, before: Element | null): HTMLElement {
    const element = this.source.make(n);
    element.dataset['n'] = String(n);
    if (before) before.after(element);
    else this.root.prepend(element);
    this.made.set(n, element);
    this.virtual.measureElement(element);
    return element;
  }

  /** Makes blocks again that are in sight: their words came, or changed. */
  remake(first: number, last: number): void {
    for (const [n, old] of this.made) {
      if (n < first || n > last) continue;
      const element = this.source.make(n);
      element.dataset['n'] = String(n);
      element.style.setProperty('transform', old.style.getPropertyValue('transform'));
      old.replaceWith(element);
      this.made.set(n, element);
    }
    this.virtual.measureElement(null);
    for (const [n, element] of this.made) if (n >= first && n <= last) this.virtual.measureElement(element);
  }

  /** The element of a block, while it is made. */
  element(n: number): HTMLElement | undefined {
    return this.made.get(n);
  }

  /** Blocks that are made. */
  blocks(): [number, HTMLElement][] {
    return [...this.made].sort(([a], [b]) => a - b);
  }

  /** The block at the top of the window, and how far (px) the window has gone into it. */
  place(): { n: number; into: number } | null {
    const top = window.scrollY + topOfText();
    const item = this.virtual.getVirtualItemForOffset(top);
    return item ? { n: item.index, into: top - item.start } : null;
  }

  /** Brings a block to the top of the window, and stays with it until what is around it is measured. */
  async show(n: number, into = 0): Promise<void> {
    const count = this.layout.starts.length;
    const wanted = Math.min(Math.max(n, 0), count - 1);
    for (let turn = 0; turn < 12; turn++) {
      const offset = this.virtual.getOffsetForIndex(wanted, 'start')?.[0];
      const item = this.virtual.measurementsCache[wanted];
      if (offset === undefined || !item) return;
      const target = Math.max(0, item.start - topOfText() + into);
      const before = window.scrollY;
      window.scrollTo(0, target);
      await frame();
      if (Math.abs(window.scrollY - before) < 1 && turn > 1) return;
    }
  }
}

/** Where the text begins under the header (and the search, while there is one), in px from the top of the window. */
export function topOfText(): number {
  const bars = [...document.querySelectorAll('.top, .find')].map((bar) => bar.getBoundingClientRect().bottom);
  return Math.max(0, ...bars) + 16;
}

/** The next frame; soon also where the window is hidden and has none. */
export function frame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 60);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
