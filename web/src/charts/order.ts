/** Told order against story order: a point an event; what lies off the slope is told out of its time. */

import { shapeOf } from './shapes.ts';
import { svg } from '../dom.ts';
import { short } from './numbers.ts';

export interface Told {
  kind: string;
  /** Place in story time, from 0. */
  order: number;
}

const WIDE = 640;
const HIGH = 240;
const EDGE = 16;

/** The picture; events without a place in story time (order under 0) are left out. */
export function orderPicture(events: Told[], label: string): SVGSVGElement {
  const last = Math.max(1, events.length - 1);
  const highest = Math.max(1, ...events.map((event) => event.order));
  const size = events.length > 400 ? 0.35 : events.length > 120 ? 0.55 : 0.85;
  const picture = svg('svg', { class: 'order-picture', viewBox: `0 0 ${WIDE} ${HIGH}`, role: 'img', 'aria-label': label });
  picture.append(
    svg('path', { class: 'order-slope', d: `M${EDGE} ${HIGH - EDGE}L${WIDE - EDGE} ${EDGE}` }),
    svg('path', { class: 'order-axes', d: `M${EDGE} ${EDGE / 2}V${HIGH - EDGE / 2}H${WIDE - EDGE / 2}` }),
  );
  events.forEach((event, told) => {
    if (event.order < 0) return;
    const x = EDGE + (told / last) * (WIDE - 2 * EDGE);
    const y = HIGH - EDGE - (event.order / highest) * (HIGH - 2 * EDGE);
    picture.append(
      svg('path', {
        class: `shape-${event.kind}`,
        d: shapeOf(event.kind),
        transform: `translate(${short(x)} ${short(y)}) scale(${size})`,
      }),
    );
  });
  return picture;
}
