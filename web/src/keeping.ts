/** A page that is shown again: the eye and the focus stay where they were. */

/** Remembers how far the window is scrolled and what has the focus; what comes back puts both there again. */
export function keepPlace(): () => void {
  const height = window.scrollY;
  const active = document.activeElement;
  const key = active?.getAttribute('data-focus') ?? null;
  const inPage = document.getElementById('main')?.contains(active) ?? false;
  return () => {
    window.scrollTo(0, height);
    if (inPage && !document.activeElement?.closest('main')) focusAgain(key);
  };
}

/** Controls with the same `data-focus` are the same; where there is none any more, the page has the focus. */
function focusAgain(key: string | null): void {
  const controls = [...document.querySelectorAll<HTMLElement>('[data-focus]')];
  const same = key === null ? undefined : controls.find((one) => one.getAttribute('data-focus') === key);
  const folded = same?.closest('details');
  if (folded) folded.open = true;
  (same ?? document.getElementById('main'))?.focus({ preventScroll: true });
}
