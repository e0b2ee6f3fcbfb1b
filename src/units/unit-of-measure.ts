// Units of measure (UNECE Recommendation 20 codes) and conversions between them, exact: a factor is
// kept as the fraction of two whole numbers that its decimal text says.

import type { Decimal } from './decimal.ts';

/** Codes that all say "one piece"; an item without a unit counts pieces. */
const PIECES = new Set(['', 'C62', 'H87', 'EA', 'PCE']);

export function isSameUnit(a: string, b: string): boolean {
  return a === b || (PIECES.has(a) && PIECES.has(b));
}

/** A quantity in the one unit x numerator / denominator is the quantity in the other. */
export interface UnitFactor {
  numerator: bigint;
  denominator: bigint; // > 0
}

export const SAME_UNIT: UnitFactor = { numerator: 1n, denominator: 1n };

/** The factor that a decimal says; null when it is not above zero. */
export function unitFactor(factor: Decimal): UnitFactor | null {
  if (factor.coefficient <= 0n) return null;
  return { numerator: factor.coefficient, denominator: 10n ** BigInt(factor.scale) };
}

export function inverseFactor(factor: UnitFactor): UnitFactor {
  return { numerator: factor.denominator, denominator: factor.numerator };
}

const FINE = 10n ** 20n;

/** amount x factor as a number of units of 10^-decimals: whole when it is exactly whole. */
export function convertExactly(amount: Decimal, factor: UnitFactor, decimals: number): number {
  const over = amount.coefficient * factor.numerator * 10n ** BigInt(decimals);
  const under = factor.denominator * 10n ** BigInt(amount.scale);
  if (over % under === 0n) return Number(over / under);
  const whole = over / under; // rounds towards zero
  const rest = over - whole * under;
  const divisor = Number(under); // beyond all numbers where the factor has hundreds of decimals
  if (divisor < Number.POSITIVE_INFINITY) return Number(whole) + Number(rest) / divisor;
  return Number(whole) + Number((rest * FINE) / under) / Number(FINE);
}
