// Decimal numbers as they are written: a whole coefficient and a count of decimals, so that nothing
// is lost before it is known in which unit a number counts. 12.50 is coefficient 125, scale 1.

export interface Decimal {
  coefficient: bigint;
  scale: number; // decimals: the value is coefficient / 10^scale
}

const PLAIN = /^([-+]?)(\d*)(?:\.(\d+))?$/;

/** Reads a plain decimal number (no exponent, no thousands); null when the text is none. */
export function parseDecimal(text: string): Decimal | null {
  const match = PLAIN.exec(text);
  if (!match || (match[2] === '' && match[3] === undefined)) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const magnitude = BigInt(`${match[2]}${fraction}`);
  return { coefficient: match[1] === '-' ? -magnitude : magnitude, scale: fraction.length };
}

/** The shortest decimal that is read back as this number: 0.1 is 1 / 10, not its binary fraction.
 * */
export function decimalOf(value: number): Decimal {
  const parsed = parseDecimal(plainDecimal(value));
  if (!parsed) throw new Error(`${value} is no finite number.`);
  return parsed;
}

/** The number's shortest text without an exponent: 1e-7 is 0.0000001. */
export function plainDecimal(value: number): string {
  const text = String(value);
  const exponentAt = text.indexOf('e');
  if (exponentAt < 0) return text;
  const exponent = Number(text.slice(exponentAt + 1));
  const sign = text.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = text.slice(sign.length, exponentAt).split('.');
  const digits = `${whole}${fraction}`;
  const pointAt = whole!.length + exponent;
  if (pointAt <= 0) return `${sign}0.${'0'.repeat(-pointAt)}${digits}`;
  if (pointAt >= digits.length) return `${sign}${digits}${'0'.repeat(pointAt - digits.length)}`;
  return `${sign}${digits.slice(0, pointAt)}.${digits.slice(pointAt)}`;
}

/** As it is written: coefficient 125, scale 1 is 12.5. */
export function formatDecimal({ coefficient, scale }: Decimal): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = (coefficient < 0n ? -coefficient : coefficient)
    .toString()
    .padStart(scale + 1, '0');
  const point = digits.length - scale;
  const fraction = digits.slice(point).replace(/0+$/, '');
  return `${sign}${digits.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`;
}
