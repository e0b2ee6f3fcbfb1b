// Numbers, dates and money as a planner reads them: real minus, thousands, whole money, the year
// only where it differs from the plan's.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

/** Stands in a table for a value that is not there. */
export const MISSING = '–';

function withRealMinus(text: string): string {
  return text.replace('-', '\u2212');
}

export function count(value: number): string {
  return withRealMinus(whole.format(value));
}

export function quantity(value: number | null): string {
  return value === null ? MISSING : withRealMinus(exact.format(value));
}

/** Without its currency, which the column's head names. */
export function money(value: number | null): string {
  return value === null ? MISSING : withRealMinus(whole.format(Math.round(value) || 0));
}

/** 99.97 is never shown as a full hundred. */
export function percent(share: number): string {
  const value = share * 100;
  const rounded = value < 100 ? Math.min(99.9, Math.round(value * 10) / 10) : 100;
  return `${exact.format(rounded)} %`;
}

/** `2027-03-23` as "23 Mar", with its year when that is not the plan's. */
export function date(iso: string | null, asOf: string): string {
  if (iso === null) return MISSING;
  const [year, month, day] = iso.split('-');
  const short = `${Number(day)} ${MONTHS[Number(month) - 1]}`;
  return year === asOf.slice(0, 4) ? short : `${short} ${year}`;
}

/** "1 case", "12 cases"; words whose plural is not made with an s bring their own. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Bytes as "1.2 MB"; a megabyte is a million of them. */
export function megabytes(bytes: number): string {
  const [size, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(size)} ${unit}`;
}
