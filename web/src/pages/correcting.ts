/** A correction from a page that is shown again for it: the eye and the focus stay where they were. */

import type { Change, Correction } from '../api.ts';
import type { Context } from '../context.ts';

/** Says a correction; null where it was refused, which is told. Controls with the same `data-focus` are the same. */
export async function correctHere(context: Context, correction: Correction): Promise<Change | null> {
  const height = window.scrollY;
  const key = document.activeElement?.getAttribute('data-focus') ?? null;
  const change = await context.correct(correction);
  if (change === null) return null;
  window.scrollTo(0, height);
  const controls = [...document.querySelectorAll<HTMLElement>('[data-focus]')];
  const same = controls.find((control) => control.getAttribute('data-focus') === key);
  const folded = same?.closest('details');
  if (folded) folded.open = true;
  (same ?? document.getElementById('main'))?.focus({ preventScroll: true });
  return change;
}
