/** Which lines a correction is about: one, the selected ones, a person's in the chapter, those that a search found. */

import type { Anchor, Chapter, Line } from '../api.ts';
import type { Context } from '../context.ts';
import { anchor } from './anchors.ts';
import { type Blocks, type Placed, isLine } from './store.ts';

export type Scope = 'line' | 'selection' | 'chapter' | 'found';

export class Scopes {
  constructor(
    private readonly context: Context,
    private readonly blocks: Blocks,
    private readonly state: {
      /** Lines in the selection. */
      selected(): Placed[];
      /** The words searched for; empty where nobody searches. */
      searched(): string;
      chapter(): Chapter | undefined;
    },
  ) {}

  /** What may be chosen now. */
  offers(speaker: string | null): { scope: Scope; label: string }[] {
    const offers: { scope: Scope; label: string }[] = [{ scope: 'line', label: 'This line only' }];
    const selected = this.state.selected().length;
    if (selected > 1) offers.push({ scope: 'selection', label: `The ${selected} lines of the selection` });
    const chapter = this.state.chapter();
    const name = this.context.person(speaker)?.name;
    const where = this.context.story.chapters.length > 1 ? 'this chapter' : 'the text';
    if (name && chapter) offers.push({ scope: 'chapter', label: `All lines of ${name} in ${where}` });
    const words = this.state.searched();
    if (words) offers.push({ scope: 'found', label: `All lines with “${words}”` });
    return offers;
  }

  /** Anchors of the lines of a scope, in text order. */
  async anchors(scope: Scope, shown: Placed, speaker: string | null): Promise<Anchor[]> {
    if (scope === 'selection') return this.ofPlaced(this.state.selected());
    if (scope === 'chapter' && speaker) {
      const chapter = this.state.chapter()?.number;
      return this.ofLines(await this.context.api.lines(chapter === undefined ? { speaker } : { speaker, chapter }));
    }
    if (scope === 'found') return this.ofLines(await this.context.api.lines({ q: this.state.searched() }));
    return this.ofPlaced([shown]);
  }

  /** The anchor of words that are no quote (yet). */
  passage(start: number, end: number): Anchor | null {
    return anchor(this.around(this.blocks.at(start)), start, end);
  }

  private async ofLines(lines: Line[]): Promise<Anchor[]> {
    const anchors: Anchor[] = [];
    for (const line of lines) {
      const placed = await this.blocks.fetchQuote(line.id, line.block);
      if (placed && isLine(placed.quote)) anchors.push(...(await this.ofPlaced([placed])));
    }
    return anchors;
  }

  private async ofPlaced(lines: Placed[]): Promise<Anchor[]> {
    const anchors: Anchor[] = [];
    for (const { quote, block } of lines) {
      await this.blocks.need(block.n - 2, block.n + 2);
      const made = anchor(this.around(block.n), quote.start, quote.end, quote.id);
      if (made) anchors.push(made);
    }
    return anchors;
  }

  private around(n: number): NonNullable<ReturnType<Blocks['get']>>[] {
    return [n - 2, n - 1, n, n + 1, n + 2].map((one) => this.blocks.get(one)).filter((block) => block !== undefined);
  }
}
