// Quantities as whole multiples of an item's smallest unit, 10^-decimals of its base unit: sums of
// them are exact. This is the way back to text.

import { plainDecimal } from './decimal.ts';

/** Greatest magnitude of a quantity, in smallest units, and of any other number: up to here sums of
 * thousands of them are still exact. */
export const MAGNITUDE_MAX = 1e12;

/** Smallest units as a decimal number of base units: 1250 with 2 decimals is 12.5. */
export function formatQuantity(units: number, decimals: number): string {
  if (decimals === 0 || !Number.isInteger(units)) return plainDecimal(units / 10 ** decimals);
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${units < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
