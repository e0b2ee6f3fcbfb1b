// One page of a list that is made row by row. The cursor names the last row of the page before, so
// that paging goes on where it was when the plan has moved meanwhile.

export interface ListPage {
  rows: unknown[];
  next: string | null;
}

type Row = Record<string, unknown>;

interface Cursor {
  place: number; // of the last row, among those that match
  row: string; // what it is known by
}

/** Null: the cursor is none of ours. `where`: columns that must show a text. */
export function listPage(
  list: Iterable<unknown>,
  where: Readonly<Record<string, string>>,
  after: string | null,
  limit: number,
): ListPage | null {
  const cursor = after === null ? null : readCursor(after);
  if (after !== null && cursor === null) return null;
  const filters = Object.entries(where);
  const matching: Row[] = [];
  for (const row of list as Iterable<Row>) {
    if (filters.every(([name, text]) => String(row[name] ?? '') === text)) matching.push(row);
  }
  let from = 0;
  if (cursor) {
    from = cursor.place + 1;
    if (from > matching.length || nameOf(matching[from - 1]!) !== cursor.row) {
      const found = matching.findIndex((row) => nameOf(row) === cursor.row);
      from = found < 0 ? Math.min(from, matching.length) : found + 1;
    }
  }
  const rows = matching.slice(from, from + limit);
  const last = rows[rows.length - 1];
  const isMore = from + rows.length < matching.length;
  const place = from + rows.length - 1;
  return { rows, next: isMore && last ? cursorText({ place, row: nameOf(last) }) : null };
}

const NAMING = ['kind', 'id', 'feed', 'order_id', 'line', 'schedule_line', 'rule', 'key'] as const;

function nameOf(row: Row): string {
  return NAMING.map((name) => String(row[name] ?? '')).join('|');
}

function cursorText({ place, row }: Cursor): string {
  return `${place}:${row}`;
}

function readCursor(text: string): Cursor | null {
  const parts = /^(\d{1,9}):(.*)$/s.exec(text);
  return parts ? { place: Number(parts[1]), row: parts[2]! } : null;
}
