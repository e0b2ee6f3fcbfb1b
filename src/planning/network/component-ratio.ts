// How much of a component an order needs, as an exact rational of whole numbers: an order of Q
// smallest units of the parent needs ceil((Q x numerator + fixed) / denominator) smallest units.
// Floats would turn 100 x 2 with 10 % scrap into 221.

import { type Decimal, decimalOf } from '../../units/decimal.ts';

/** A line of a bill as given; NaN = blank. */
export interface ComponentUse {
  quantityPer: number; // component base units per baseQuantity of parent base units
  baseQuantity: number; // NaN = 1
  fixedQuantity: number; // component base units per order, NaN = 0
  scrapPercent: number; // on top, NaN = 0
  yieldPercent: number; // divides, NaN = 100
  assemblyScrapPercent: number; // of the parent at the location, on top, NaN = 0
  parentDecimals: number;
  componentDecimals: number;
}

export interface ComponentRatio {
  numerator: number;
  fixed: number;
  denominator: number;
}

export function componentRatio(use: ComponentUse): ComponentRatio {
  const quick = plainRatio(use);
  if (quick !== null) return quick;
  const onTop = times(
    plusPercent(use.scrapPercent),
    plusPercent(use.assemblyScrapPercent),
    power(use.componentDecimals),
  );
  const good = percent(Number.isNaN(use.yieldPercent) ? 100 : use.yieldPercent);
  const base = decimalOf(Number.isNaN(use.baseQuantity) ? 1 : use.baseQuantity);
  const fixed = decimalOf(Number.isNaN(use.fixedQuantity) ? 0 : use.fixedQuantity);

  // need = (Q / 10^parentDecimals x per / base + fixed) x onTop / good, and all of it over the one
  // denominator base x good x 10^parentDecimals.
  const numerator = times(decimalOf(use.quantityPer), onTop);
  const whole = times(fixed, base, power(use.parentDecimals), onTop);
  const denominator = times(base, good, power(use.parentDecimals));
  return reduced(numerator, whole, denominator);
}

/** The plain line, millions of which are read: whole pieces per piece, nothing on top. */
export function plainRatio(use: ComponentUse): ComponentRatio | null {
  const isPlain =
    Number.isInteger(use.quantityPer) &&
    (Number.isNaN(use.baseQuantity) || use.baseQuantity === 1) &&
    !(use.fixedQuantity !== 0 && !Number.isNaN(use.fixedQuantity)) &&
    !(use.scrapPercent > 0) &&
    !(use.assemblyScrapPercent > 0) &&
    (Number.isNaN(use.yieldPercent) || use.yieldPercent === 100) &&
    use.parentDecimals === use.componentDecimals;
  return isPlain ? { numerator: use.quantityPer, fixed: 0, denominator: 1 } : null;
}

/** A percentage as a share: 10 is 0.10. */
function percent(value: number): Decimal {
  const given = decimalOf(value);
  return { coefficient: given.coefficient, scale: given.scale + 2 };
}

/** 1 + percent / 100, blank = 1. */
function plusPercent(value: number): Decimal {
  const { coefficient, scale } = percent(Number.isNaN(value) ? 0 : value);
  return { coefficient: coefficient + 10n ** BigInt(scale), scale };
}

function power(decimals: number): Decimal {
  return { coefficient: 10n ** BigInt(decimals), scale: 0 };
}

function times(...factors: Decimal[]): Decimal {
  let coefficient = 1n;
  let scale = 0;
  for (const factor of factors) {
    coefficient *= factor.coefficient;
    scale += factor.scale;
  }
  return { coefficient, scale };
}

function reduced(numerator: Decimal, fixed: Decimal, denominator: Decimal): ComponentRatio {
  const scale = Math.max(numerator.scale, fixed.scale, denominator.scale);
  const atScale = (value: Decimal) => value.coefficient * 10n ** BigInt(scale - value.scale);
  const top = atScale(numerator);
  const once = atScale(fixed);
  const bottom = atScale(denominator);
  const divisor = greatestDivisor(greatestDivisor(magnitude(top), magnitude(once)), bottom);
  return {
    numerator: Number(top / divisor),
    fixed: Number(once / divisor),
    denominator: Number(bottom / divisor),
  };
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

/** Smallest units of the component for an order of `quantity` parent units, rounded up. */
export function unitsNeeded(ratio: ComponentRatio, quantity: number): number {
  const top = quantity * ratio.numerator + ratio.fixed;
  if (Math.abs(top) <= Number.MAX_SAFE_INTEGER) {
    const remainder = top % ratio.denominator;
    const down = (top - remainder) / ratio.denominator;
    return remainder > 0 ? down + 1 : down;
  }
  const exact = BigInt(quantity) * BigInt(ratio.numerator) + BigInt(ratio.fixed);
  const by = BigInt(ratio.denominator);
  const down = exact / by; // towards zero
  return Number(exact > 0n && down * by !== exact ? down + 1n : down);
}
