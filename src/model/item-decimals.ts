// How finely an item is counted: its smallest unit is 10^-decimals of its base unit.

/** Units that are counted in whole pieces when an item does not say its decimals. */
const WHOLE_UNITS = new Set(['', 'C62', 'H87', 'EA', 'PCE', 'PR', 'SET']);

/** Decimals of an item by its unit and its own `decimals` cell (NaN = not given). */
export function itemDecimals(uom: string, given: number): number {
  return Number.isNaN(given) ? (WHOLE_UNITS.has(uom) ? 0 : 3) : given;
}

/** A decimal number times 10^decimals, correctly rounded: 1.005 with 3 decimals is 1005 exactly. */
export function scaleByDecimals(value: number, decimals: number): number {
  if (decimals === 0 || !Number.isFinite(value)) return value;
  const text = String(value);
  const exponentAt = text.indexOf('e');
  if (exponentAt < 0) return Number(`${text}e${decimals}`);
  const exponent = Number(text.slice(exponentAt + 1)) + decimals;
  return Number(`${text.slice(0, exponentAt)}e${exponent}`);
}
