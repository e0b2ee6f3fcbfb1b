// Arbitrary valid tables of every feed, made from the feeds as data: each column by its kind and
// limits, references only to ids that are there, no key twice. `wild` tables go to the ends of what
// the contract allows: dates of 0001 and 9999, quantities of 1e12, lead times of 1,000,000 days.

import fc from 'fast-check';
import { literalBlank } from '../../src/ingest/rows/row-layout.ts';
import type { Feed, FeedColumn } from '../../src/model/feeds/feed.ts';
import { FEEDS } from '../../src/model/feeds/feeds.ts';
import { literalCell } from './arbitrary-cells.ts';

export interface Table {
  feed: Feed;
  header: string[];
  rows: string[][];
}

/** A cell before its reference is known: a text, or the n-th id of the feed that it points to. */
type DraftCell = string | number;

/** Prefixes of the ids of what other feeds point to; orders share one, so that shipments, movements
 * and notes find them. */
const PREFIXES: Record<string, string> = {
  items: 'I',
  locations: 'P',
  suppliers: 'V',
  customers: 'C',
  calendars: 'K',
  sourcing: 'S',
  resources: 'R',
  production_orders: 'O',
  movements: 'M',
};

/** Feeds whose first column alone tells their rows apart: their ids are counted through. */
const isNumbered = (feed: Feed): boolean =>
  feed.columns.filter((column) => column.key).length === 1 && !feed.columns[0]!.reference;

const ROWS_MAX: Record<string, number> = { sourcing: 9, bom: 9, sales_orders: 8, inventory: 8 };

export function arbitraryTables(wild: boolean): fc.Arbitrary<Table[]> {
  return fc.tuple(...FEEDS.map((feed) => draftRows(feed, wild))).map(resolved);
}

function draftRows(feed: Feed, wild: boolean): fc.Arbitrary<DraftCell[][]> {
  const cells = feed.columns.map((column) => draftCell(feed, column, wild));
  const uom = fc.constantFrom('', '', '', 'PCE', 'KGM', 'XBX');
  return fc.array(fc.tuple(...cells, uom), {
    minLength: feed.required ? 1 : 0,
    maxLength: ROWS_MAX[feed.name] ?? 5,
  });
}

function draftCell(feed: Feed, column: FeedColumn, wild: boolean): fc.Arbitrary<DraftCell> {
  const { reference } = column;
  const value = reference ? fc.nat({ max: 99 }) : literalCell(feed, column, wild);
  const isNeeded = column.filled || (column.key && column.kind === 'day');
  return isNeeded ? value : fc.oneof({ weight: 3, arbitrary: fc.constant('') }, value);
}

function resolved(drafts: DraftCell[][][]): Table[] {
  const ids = new Map<string, string[]>();
  FEEDS.forEach((feed, i) => {
    const prefix = PREFIXES[feed.name];
    if (prefix === undefined) return;
    const given = drafts[i]!.map((row, n) => (isNumbered(feed) ? `${prefix}${n}` : String(row[0])));
    ids.set(feed.name, [...new Set(given)]);
  });
  return FEEDS.map((feed, i) => tableOf(feed, drafts[i]!, ids));
}

function tableOf(feed: Feed, drafts: DraftCell[][], ids: Map<string, string[]>): Table {
  const header = [...feed.columns.map((column) => column.name), 'uom'];
  const hasUom = feed.columns.some(({ kind, name }) => kind === 'quantity' && name !== 'uom');
  const isOwnUom = feed.columns.some((column) => column.name === 'uom');
  if (!hasUom || isOwnUom) header.pop();
  const rows: string[][] = [];
  const keys = new Set<string>();
  drafts.forEach((draft, n) => {
    const row = header.map((_, c) => resolvedCell(feed.columns[c], draft[c]!, ids));
    if (isNumbered(feed)) row[0] = `${PREFIXES[feed.name]}${n}`;
    fillGroups(feed, row, ids);
    if (feed.columns.some((column, c) => column.filled && row[c] === '')) return;
    const key = JSON.stringify(keyParts(feed, row));
    if (keys.has(key)) return;
    keys.add(key);
    rows.push(row);
  });
  return { feed, header, rows };
}

function resolvedCell(
  column: FeedColumn | undefined,
  cell: DraftCell,
  ids: Map<string, string[]>,
): string {
  if (typeof cell === 'string') return cell;
  const known = ids.get(column?.reference?.to ?? '') ?? [];
  return known[cell % Math.max(1, known.length)] ?? '';
}

/** Columns of which one is needed, and those that a choice makes needed. */
function fillGroups(feed: Feed, row: string[], ids: Map<string, string[]>): void {
  const place = (name: string) => feed.columns.findIndex((column) => column.name === name);
  for (const group of feed.oneOf ?? []) {
    if (group.some((name) => row[place(name)] !== '')) continue;
    const first = place(group[0]!);
    row[first] = feed.columns[first]!.kind === 'day' ? '2027-03-15' : '7';
  }
  for (const { column, when, is } of feed.filledIf ?? []) {
    if (row[place(when)] === is) row[place(column)] ||= ids.get('locations')![0]!;
  }
}

function keyParts(feed: Feed, row: string[]): string[] {
  return feed.columns.flatMap((column, c) =>
    column.key ? [row[c] === '' ? literalBlank(column) : row[c]!] : [],
  );
}

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

export function csvText({ header, rows }: Table): string {
  return [header, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');
}
