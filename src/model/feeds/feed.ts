// What a feed is: the data contract as data. Intake, the API's schemas, the workbook's columns and
// the printed contract are all derived from these lists.

export type ColumnKind =
  | 'id' // opaque text, <= 255 characters; names a thing or points to one
  | 'text'
  | 'choice' // one of `values`
  | 'flag' // true or false
  | 'day' // YYYY-MM-DD
  | 'instant' // RFC 3339 with offset, kept as milliseconds since 1970
  | 'month' // YYYY-MM-DD of any day in the month, or YYYY-MM; kept as the month's first day
  | 'days' // a count of days: a fraction is rounded up
  | 'count' // a whole number: line numbers, priorities, sequences
  | 'number' // any other decimal number
  | 'quantity' // of the row's item: kept as whole smallest units of it
  | 'money'
  | 'currency' // ISO 4217
  | 'uom' // UNECE Rec 20
  | 'weekdays'; // seven of 0/1 from Monday

/** What an id points to, and what a row that points to nothing gets. */
export interface Reference {
  to: string; // a feed's name
  unknown: 'quarantine' | 'warning';
}

export interface FeedColumn {
  name: string;
  kind: ColumnKind;
  key: boolean;
  filled: boolean; // an empty cell is quarantined (rule `required`)
  reference?: Reference;
  values?: readonly string[];
  minimum?: number; // of numbers, quantities, days, money; none: may be negative
  maximum?: number;
  above?: number; // numbers must be greater than this: what divides or multiplies is never 0
  blank?: string; // what a blank cell means, as the contract says
  exact?: boolean; // a quantity finer than the item's smallest unit is quarantined (`too_fine`)
  itemColumn?: string; // whose unit a quantity is in; blank: item_id; a number that has it is
  // converted from the row's uom, but kept in base units
}

export interface Feed {
  name: string;
  required: boolean; // the folder must have it
  columns: readonly FeedColumn[]; // keys first
  /** Columns of which at least one must be filled, with the rule `required`. */
  oneOf?: readonly (readonly string[])[];
  /** `column` must be filled in rows whose choice column `when` is `is`. */
  filledIf?: readonly { column: string; when: string; is: string }[];
  /** `--replace` closes what the file lacks within the values of this column; '' = whole feed. */
  scope: string;
}

type Options = Partial<Omit<FeedColumn, 'name' | 'kind'>>;

export function column(name: string, kind: ColumnKind, options: Options = {}): FeedColumn {
  return { name, kind, key: false, filled: false, ...options };
}

/** A key column; the first one of a feed is always filled. */
export function key(name: string, kind: ColumnKind = 'id', options: Options = {}): FeedColumn {
  return column(name, kind, { ...options, key: true });
}

export function feed(
  name: string,
  columns: readonly FeedColumn[],
  options: Partial<Omit<Feed, 'name' | 'columns'>> = {},
): Feed {
  return { name, required: false, columns, scope: '', ...options };
}

/** A row that points to an unknown one is quarantined. */
export const known = (to: string): Options => ({ reference: { to, unknown: 'quarantine' } });
/** A row that points to an unknown one is kept, with a warning. */
export const wanted = (to: string): Options => ({ reference: { to, unknown: 'warning' } });
export const filled: Options = { filled: true };
export const notNegative: Options = { minimum: 0 };
/** A quantity of an order or stock row: whole smallest units, never negative. */
export const ordered: Options = { minimum: 0, exact: true };
export const percent: Options = { minimum: 0 };
/** What divides or multiplies: zero would say nothing. */
export const positive: Options = { above: 0 };
