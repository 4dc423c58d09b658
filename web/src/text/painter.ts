/** What is marked in the words (found, evidence, where one arrived), and names kept apart. */

import { Marks, rangeOf } from './places.ts';
import { spreadLabels } from './render.ts';
import type { Blocks } from './store.ts';

type Span = { start: number; end: number };

export class Painter {
  private readonly marks = new Marks();
  private readonly marked = new Map<string, Span[]>();

  constructor(private readonly blocks: Blocks) {}

  /** Marks passages under a name, in place of those that had it. */
  mark(name: string, spans: Span[], made: [number, HTMLElement][]): void {
    this.marked.set(name, spans);
    this.paintOne(name, spans, made);
  }

  /** Marks all passages in the blocks that are made now, and moves names apart that would cover each other. */
  paint(made: [number, HTMLElement][]): void {
    spreadLabels(made.map(([, element]) => element));
    for (const [name, spans] of this.marked) this.paintOne(name, spans, made);
  }

  clear(): void {
    this.marks.clear();
  }

  private paintOne(name: string, spans: Span[], made: [number, HTMLElement][]): void {
    const ranges: Range[] = [];
    for (const [n, element] of spans.length ? made : []) {
      const block = this.blocks.get(n);
      if (!block) continue;
      for (const span of spans) {
        if (span.end <= block.start || span.start >= block.end) continue;
        const range = rangeOf(block, element, Math.max(span.start, block.start), Math.min(span.end, block.end));
        if (range) ranges.push(range);
      }
    }
    this.marks.set(name, ranges);
  }
}
