/** Told order against story order: a point an event; what lies off the slope is told out of its time. */

import { shapeOf } from './shapes.ts';
import { svg } from '../dom.ts';
import { short } from './numbers.ts';

export interface Told {
  kind: string;
  /** Place in story time, from 0. */
  order: number;
}

const EDGE = 16;

/** The picture; events without a place in story time (order under 0) are left out. */
export function orderPicture(events: Told[], label: string, narrow: boolean): SVGSVGElement {
  const [wide, high] = narrow ? [360, 220] : [1000, 240];
  const last = Math.max(1, events.length - 1);
  const highest = Math.max(1, ...events.map((event) => event.order));
  const size = events.length > 400 ? 0.35 : events.length > 120 ? 0.55 : 0.85;
  const picture = svg('svg', { class: 'order-picture', viewBox: `0 0 ${wide} ${high}`, role: 'img', 'aria-label': label });
  picture.append(
    svg('path', { class: 'order-slope', d: `M${EDGE} ${high - EDGE}L${wide - EDGE} ${EDGE}` }),
    svg('path', { class: 'order-axes', d: `M${EDGE} ${EDGE / 2}V${high - EDGE / 2}H${wide - EDGE / 2}` }),
  );
  events.forEach((event, told) => {
    if (event.order < 0) return;
    const x = EDGE + (told / last) * (wide - 2 * EDGE);
    const y = high - EDGE - (event.order / highest) * (high - 2 * EDGE);
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
