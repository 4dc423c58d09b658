/** Where somebody is in the book: one column a scene, as wide as the scene is long. */

import { svg } from '../dom.ts';
import { short } from './numbers.ts';

export interface Stretch {
  start: number;
  end: number;
  /** On stage; otherwise only talked of, if `mentions`. */
  present: boolean;
  lines: number;
  mentions: number;
}

const WIDE = 600;
/** Scenes of a long book are drawn at least so wide, or they would vanish. */
const THINNEST = 1.5;

/** A strip of a single colour (that of CSS `color`); what it says in words goes to `label`. */
export function presenceStrip(
  stretches: Stretch[],
  length: number,
  { label, high = 28, marks = [] }: { label: string; high?: number; marks?: number[] },
): SVGSVGElement {
  const most = Math.max(1, ...stretches.map((one) => one.lines));
  const across = (offset: number): number => (offset / Math.max(1, length)) * WIDE;
  const picture = svg('svg', {
    class: 'presence',
    viewBox: `0 0 ${WIDE} ${high}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': label,
  });
  picture.append(svg('path', { class: 'presence-ground', d: `M0 ${high - 0.5}H${WIDE}` }));
  for (const mark of marks) {
    picture.append(svg('path', { class: 'presence-chapter', d: `M${short(across(mark))} 0V${high}` }));
  }
  const columns = (rows: Stretch[], tall: (one: Stretch) => number): string =>
    rows.map((one) => column(across(one.start), across(one.end), tall(one), high)).join('');
  const there = stretches.filter((one) => one.present);
  const named = stretches.filter((one) => !one.present && one.mentions > 0);
  picture.append(
    svg('path', { class: 'presence-named', d: columns(named, () => 3) }),
    svg('path', { class: 'presence-there', d: columns(there, (one) => 7 + (high - 9) * Math.sqrt(one.lines / most)) }),
  );
  return picture;
}

function column(left: number, right: number, tall: number, high: number): string {
  const wide = Math.max(THINNEST, right - left - 1);
  return `M${short(left)} ${high}v${short(-tall)}h${short(wide)}v${short(tall)}z`;
}

/** What a strip shows, in words: on stage in how many scenes, of how many, and from where to where. */
export function presenceWords(name: string, stretches: Stretch[]): string {
  const numbers = stretches.flatMap((one, index) => (one.present ? [index + 1] : []));
  const first = numbers[0];
  if (first === undefined) return `${name} is on stage in no scene.`;
  const last = numbers[numbers.length - 1];
  const where = first === last ? `scene ${first}` : `scenes ${first} to ${last}`;
  const all = stretches.length;
  if (numbers.length === all) return `${name} is on stage in ${all === 1 ? 'the only scene' : `all ${all} scenes`}.`;
  return `${name} is on stage in ${numbers.length} of ${all} scenes (${where}).`;
}
