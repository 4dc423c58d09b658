/** The server counts code points, the page's strings count UTF-16 units: the way between. */

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

/** One string's offsets, both ways. Costs nothing where every letter is one unit. */
export class Offsets {
  /** UTF-16 offset of each code point and of the end; null where both counts agree. */
  private readonly units: Uint32Array | null;
  readonly length: number;

  constructor(readonly text: string) {
    this.units = ASTRAL.test(text) ? table(text) : null;
    this.length = this.units ? this.units.length - 1 : text.length;
  }

  /** UTF-16 offset of a code point; kept inside the string. */
  unit(point: number): number {
    const inside = Math.min(Math.max(point, 0), this.length);
    return this.units ? (this.units[inside] as number) : inside;
  }

  /** Code point at a UTF-16 offset; the one it falls into where it splits a pair. */
  point(unit: number): number {
    const units = this.units;
    if (!units) return Math.min(Math.max(unit, 0), this.length);
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((units[middle] as number) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The words between two code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

function table(text: string): Uint32Array {
  const found: number[] = [];
  let unit = 0;
  for (const letter of text) {
    found.push(unit);
    unit += letter.length;
  }
  found.push(unit);
  return Uint32Array.from(found);
}
