// Numbers as bytes of a cell: a whole coefficient and a count of decimals, read in the style of the
// file (decimal mark, thousands mark, a minus in front or behind). No exponents.

/** How a column writes its numbers, as bytes: group 0 = no thousands marks. */
export interface NumberStyle {
  decimal: number; // 46 point or 44 comma
  group: number; // 0, or 44, 46, 39 (apostrophe), 32 (any kind of space)
}

export const CONTRACT_NUMBERS: NumberStyle = { decimal: 46, group: 0 };

/** What was read: the value is coefficient / 10^scale. Reused from cell to cell. */
export interface NumberCell {
  coefficient: number; // whole, signed, below 2^53
  scale: number; // decimals, without zeros at the end
  truncated: boolean; // digits beyond the fifteenth were left out
  huge: boolean; // the magnitude is beyond all limits
}

export function createNumberCell(): NumberCell {
  return { coefficient: 0, scale: 0, truncated: false, huge: false };
}

const COEFFICIENT_MAX = 9e14;

/** Bytes of the thousands mark at `at`, 0 = none there. */
function groupMarkAt(bytes: Uint8Array, at: number, to: number, group: number): number {
  const byte = bytes[at]!;
  if (group === 39) {
    if (byte === 39) return 1;
    return byte === 0xe2 && at + 2 < to && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x99 ? 3 : 0;
  }
  if (group !== 32) return byte === group ? 1 : 0;
  if (byte === 32) return 1;
  if (byte === 0xc2 && at + 1 < to && bytes[at + 1] === 0xa0) return 2;
  if (byte === 0xe2 && at + 2 < to && bytes[at + 1] === 0x80) {
    return bytes[at + 2] === 0xaf || bytes[at + 2] === 0x89 ? 3 : 0;
  }
  return 0;
}

/** Reads the trimmed cell from .. to into `out`; false when it is no number of this style. */
export function readNumber(
  bytes: Uint8Array,
  from: number,
  to: number,
  style: NumberStyle,
  out: NumberCell,
): boolean {
  let at = from;
  let end = to;
  let negative = false;
  const sign = bytes[at];
  if (sign === 45 || sign === 43) {
    negative = sign === 45;
    at++;
  } else if (end > at && bytes[end - 1] === 45) {
    negative = true;
    end--;
  }
  let coefficient = 0;
  let scale = 0;
  let digitCount = 0;
  let sinceGroup = -1; // digits since the last thousands mark, -1 = none so far
  let inFraction = false;
  out.truncated = false;
  out.huge = false;
  while (at < end) {
    const digit = bytes[at]! - 48;
    if (digit >= 0 && digit <= 9) {
      digitCount++;
      if (coefficient < COEFFICIENT_MAX) {
        coefficient = coefficient * 10 + digit;
        if (inFraction) scale++;
      } else if (!inFraction) out.huge = true;
      else if (digit !== 0) out.truncated = true;
      if (!inFraction && sinceGroup >= 0) sinceGroup++;
      at++;
      continue;
    }
    if (bytes[at] === style.decimal) {
      if (inFraction || (sinceGroup >= 0 && sinceGroup !== 3)) return false;
      inFraction = true;
      at++;
      continue;
    }
    const mark = style.group === 0 || inFraction ? 0 : groupMarkAt(bytes, at, end, style.group);
    if (mark === 0) return false;
    if (sinceGroup < 0 ? digitCount < 1 || digitCount > 3 : sinceGroup !== 3) return false;
    sinceGroup = 0;
    at += mark;
  }
  if (digitCount === 0 || (!inFraction && sinceGroup >= 0 && sinceGroup !== 3)) return false;
  while (scale > 0 && coefficient % 10 === 0) {
    coefficient /= 10;
    scale--;
  }
  out.coefficient = negative ? -coefficient : coefficient;
  out.scale = scale;
  return true;
}

const POWER_OF_TEN = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/** The cell's value, correctly rounded (both parts are exact, so is their one division). */
export function numberValue(cell: NumberCell): number {
  const { coefficient, scale } = cell;
  if (cell.huge) return coefficient < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (coefficient === 0) return 0;
  return scale <= 22 ? coefficient / POWER_OF_TEN[scale]! : Number(`${coefficient}e-${scale}`);
}

/** The value in units of 10^-decimals; whole unless the cell is finer than that. */
export function scaledValue(cell: NumberCell, decimals: number): number {
  const { coefficient, scale } = cell;
  if (cell.huge) return numberValue(cell);
  if (coefficient === 0) return 0;
  if (scale <= decimals) return coefficient * POWER_OF_TEN[decimals - scale]!;
  return scale - decimals <= 22
    ? coefficient / POWER_OF_TEN[scale - decimals]!
    : Number(`${coefficient}e-${scale - decimals}`);
}

/** Whether the cell has digits below 10^-decimals. */
export function isFiner(cell: NumberCell, decimals: number): boolean {
  return cell.scale > decimals || cell.truncated;
}

/** A fraction shown as a percentage becomes the number of percent: 0.025 is 2.5. */
export function timesHundred(cell: NumberCell): void {
  const places = Math.min(2, cell.scale);
  cell.scale -= places;
  cell.coefficient *= POWER_OF_TEN[2 - places]!;
}
