/** Between the words on the page and the offsets of the book. */

import type { Block } from '../api.ts';
import { Offsets } from '../offsets.ts';

/** Text nodes of a block that are the book's own, in order: not the speakers' names between them. */
function words(body: Node): TreeWalker {
  return document.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node instanceof Text) return NodeFilter.FILTER_ACCEPT;
    return (node as Element).classList.contains('says') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
}

/** The element of a block's words. */
export function bodyOf(element: Element): Element | null {
  return element.querySelector('.prose');
}

/** A DOM range over code points `[start, end)` of the book, as far as this block holds them; null where it does not. */
export function rangeOf(block: Block, element: Element, start: number, end: number): Range | null {
  const body = bodyOf(element);
  if (!body || end <= block.start || start >= block.end) return null;
  const offsets = new Offsets(block.text);
  const from = offsets.unit(start - block.start);
  const to = offsets.unit(end - block.start);
  const range = document.createRange();
  const walker = words(body);
  let passed = 0;
  let open = false;
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    const next = passed + text.length;
    if (!open && from < next) {
      range.setStart(text, Math.max(0, from - passed));
      open = true;
    }
    if (open && to <= next) {
      range.setEnd(text, to - passed);
      return range;
    }
    passed = next;
  }
  return null;
}

/** The code point of the book at a point of the DOM inside a block's words. */
export function offsetOf(block: Block, element: Element, node: Node, at: number): number {
  const body = bodyOf(element);
  if (!body) return block.start;
  const point = document.createRange();
  point.setStart(body, 0);
  point.setEnd(node, at);
  const walker = words(body);
  let units = 0;
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (text === node) {
      units += at;
      break;
    }
    if (point.comparePoint(text, text.length) > 0) break;
    units += text.length;
  }
  return block.start + new Offsets(block.text).point(units);
}

/** Passages marked in the words without touching them (CSS Custom Highlight API); where there is none, nothing is marked. */
export class Marks {
  private readonly known = typeof CSS !== 'undefined' && 'highlights' in CSS;
  private ranges = new Map<string, Range[]>();

  /** Shows these ranges under a name, in place of what had the name. */
  set(name: string, ranges: Range[]): void {
    this.ranges.set(name, ranges);
    if (!this.known) return;
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
    else CSS.highlights.delete(name);
  }

  clear(): void {
    for (const name of this.ranges.keys()) this.set(name, []);
  }
}
