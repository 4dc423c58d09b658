/** A number for a path or an attribute, with one decimal place at most. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
