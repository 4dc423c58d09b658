/** Four small shapes, so that kinds are told apart without colour too. */

import { svg } from '../dom.ts';

/** Shapes by the kind of an event: filled where it is on stage, hollow where it is only planned. */
const SHAPES: Record<string, string> = {
  on_stage: 'M0-5A5 5 0 1 1 0 5A5 5 0 1 1 0-5Z',
  reported: 'M-4.5-4.5H4.5V4.5H-4.5Z',
  flashback: 'M-5.5 0L3.5-5.5V5.5Z',
  planned: 'M0-6L6 0L0 6L-6 0Z',
};
const OTHER = 'M-5-1.5H5V1.5H-5Z';

/** The path of a kind's shape, about the point 0, 0 and some ten units wide. */
export function shapeOf(kind: string): string {
  return SHAPES[kind] ?? OTHER;
}

/** A shape on its own; it is always beside words that say the same, so it is hidden from who listens. */
export function shape(kind: string): SVGSVGElement {
  return svg(
    'svg',
    { class: `shape shape-${kind}`, viewBox: '-8 -8 16 16', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: shapeOf(kind) }),
  );
}
