/** A block cut into nested pieces: quotes, mentions and italics over the same words. */

export interface Range<T> {
  start: number;
  end: number;
  /** Ranges of a lower rank lie outside where two cover the same words. */
  rank: number;
  of: T;
}

export interface Piece<T> {
  start: number;
  end: number;
  /** Null for the words between ranges. */
  of: T | null;
  inside: Piece<T>[];
}

/**
 * Nested pieces that tile `[0, length)`. A range that crosses the end of another is cut there, so that both are
 * shown whole; ranges outside or empty are left out.
 */
export function nested<T>(length: number, ranges: Range<T>[]): Piece<T>[] {
  const kept = ranges
    .map((range) => ({ ...range, start: Math.max(0, range.start), end: Math.min(length, range.end) }))
    .filter((range) => range.start < range.end)
    .sort(byPlace);
  return within(0, length, kept);
}

function byPlace(a: Range<unknown>, b: Range<unknown>): number {
  return a.start - b.start || b.end - a.end || a.rank - b.rank;
}

function within<T>(start: number, end: number, ranges: Range<T>[]): Piece<T>[] {
  const pieces: Piece<T>[] = [];
  const waiting = [...ranges];
  let at = start;
  while (waiting.length) {
    const outer = waiting.shift() as Range<T>;
    if (at < outer.start) pieces.push({ start: at, end: outer.start, of: null, inside: [] });
    const inner: Range<T>[] = [];
    while (waiting.length && (waiting[0] as Range<T>).start < outer.end) {
      const next = waiting.shift() as Range<T>;
      if (next.end <= outer.end) inner.push(next);
      else {
        inner.push({ ...next, end: outer.end });
        insert(waiting, { ...next, start: outer.end });
      }
    }
    pieces.push({ start: outer.start, end: outer.end, of: outer.of, inside: within(outer.start, outer.end, inner) });
    at = outer.end;
  }
  if (at < end) pieces.push({ start: at, end, of: null, inside: [] });
  return pieces;
}

function insert<T>(ranges: Range<T>[], range: Range<T>): void {
  const at = ranges.findIndex((other) => byPlace(range, other) < 0);
  ranges.splice(at < 0 ? ranges.length : at, 0, range);
}

/** Places of `_so_` and `*so*`, marks included: how plain text writes italics. */
export function italics(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const match of text.matchAll(/(?<![\w*_])([_*])(?=\S)([^_*]{1,400}?)(?<=\S)\1(?![\w*_])/g)) {
    found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}
