// Facts written down as rows, for tests: facts({ items: [{ item_id: 'A' }], sales_orders: [...] }).
// Cells are as in a file (dates as text, quantities in base units); an unknown column is refused.

import { intern } from '../base/text-pool.ts';
import { NO_DAY, parseDay } from '../units/day.ts';
import type { FactColumn, FactTable } from './fact-table.ts';
import { reserveRows } from './fact-table.ts';
import { createFacts, type DemandHistory, type Facts, keyOfRow } from './facts.ts';
import type { FeedColumn } from './feeds/feed.ts';
import { feedNamed } from './feeds/feeds.ts';
import { itemDecimals, scaleByDecimals } from './item-decimals.ts';
import {
  DEFAULT_PARAMETERS,
  type PlanningParameters,
  type PlanningSettings,
} from './parameters.ts';

export type FixtureCell = string | number | boolean | undefined;
export type FixtureRow = Record<string, FixtureCell>;
export type FixtureRows = Record<string, readonly FixtureRow[]>;

/** The facts of these rows; feeds that are not named are not given. */
export function facts(rows: FixtureRows): Facts {
  const made = createFacts();
  const decimalsOf = decimalsByItem(rows.items ?? []);
  for (const [feedName, feedRows] of Object.entries(rows)) {
    const table = made.tables[feedName];
    const feed = feedNamed(feedName);
    if (!table || !feed) throw new Error(`There is no feed ${feedName}.`);
    made.givenFeeds.add(feedName);
    if (feedName === 'demand_history') {
      made.demandHistory = demandHistory(made, feedRows, decimalsOf);
      continue;
    }
    reserveRows(table, feedRows.length);
    for (const row of feedRows) addRow(made, table, row, decimalsOf);
    refuseDoubleKeys(made, table);
  }
  return made;
}

export interface FixtureSettings {
  asOf?: string; // YYYY-MM-DD, default 2027-03-01, a Monday
  horizonDays?: number;
  timezone?: string;
  currency?: string;
  parameters?: Partial<PlanningParameters>;
}

export function settings(given: FixtureSettings = {}): PlanningSettings {
  return {
    asOf: parseDay(given.asOf ?? '2027-03-01'),
    timezone: given.timezone ?? 'UTC',
    horizonDays: given.horizonDays ?? 30,
    currency: given.currency ?? 'EUR',
    parameters: { ...DEFAULT_PARAMETERS, ...given.parameters },
  };
}

function decimalsByItem(items: readonly FixtureRow[]): Map<string, number> {
  return new Map(
    items.map((item) => {
      const given = item.decimals === undefined ? Number.NaN : Number(item.decimals);
      return [String(item.item_id), itemDecimals(String(item.uom ?? ''), given)];
    }),
  );
}

function addRow(
  made: Facts,
  table: FactTable,
  row: FixtureRow,
  decimalsOf: Map<string, number>,
): void {
  for (const name of Object.keys(row)) {
    if (!table.feed.columns.some((column) => column.name === name)) {
      throw new Error(`Feed ${table.feed.name} has no column ${name}.`);
    }
  }
  for (let i = 0; i < table.feed.columns.length; i++) {
    const column = table.feed.columns[i]!;
    const cell = row[column.name] ?? (column.key && column.blank === '1' ? '1' : '');
    if (cell === '') {
      if (column.filled) throw new Error(`${table.feed.name}.${column.name} must be filled.`);
      continue;
    }
    const decimals = decimalsOf.get(String(row[column.itemColumn ?? 'item_id'])) ?? 0;
    setCell(made, table.columns[i]!, column, table.rowCount, cell, decimals);
  }
  table.lines[table.rowCount] = table.rowCount + 2;
  table.rowCount++;
}

function setCell(
  made: Facts,
  kept: FactColumn,
  column: FeedColumn,
  row: number,
  cell: string | number | boolean,
  decimals: number,
): void {
  if (kept.kind === 'text') {
    const text = String(cell);
    if (column.values && !column.values.includes(text)) {
      throw new Error(`${column.name} is one of ${column.values.join(', ')}, not ${text}.`);
    }
    kept.values[row] = intern(made.pool, text);
  } else if (kept.kind === 'day') {
    const text = String(cell);
    const day = parseDay(text.length === 7 ? `${text}-01` : text);
    if (day === NO_DAY) throw new Error(`${column.name}: ${text} is no date.`);
    kept.values[row] = day;
  } else if (kept.kind === 'flag') {
    kept.values[row] = cell === true || cell === 'true' ? 1 : 0;
  } else {
    kept.values[row] = numberCell(column, cell, decimals);
  }
}

function numberCell(column: FeedColumn, cell: string | number | boolean, decimals: number): number {
  if (column.kind === 'instant') {
    const instant = typeof cell === 'number' ? cell : Date.parse(String(cell));
    if (Number.isNaN(instant)) throw new Error(`${column.name}: ${cell} is no instant.`);
    return instant;
  }
  const value = Number(cell);
  if (Number.isNaN(value)) throw new Error(`${column.name}: ${cell} is no number.`);
  if (column.kind !== 'quantity') return value;
  const units = scaleByDecimals(value, decimals);
  if (column.exact && !Number.isInteger(units)) {
    throw new Error(`${column.name}: ${cell} is finer than the item's smallest unit.`);
  }
  return units;
}

function refuseDoubleKeys(made: Facts, table: FactTable): void {
  const seen = new Set<string>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = keyOfRow(made, table.feed.name, row);
    if (seen.has(key)) throw new Error(`${table.feed.name} has ${key} twice.`);
    seen.add(key);
  }
}

function demandHistory(
  made: Facts,
  rows: readonly FixtureRow[],
  decimalsOf: Map<string, number>,
): DemandHistory {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const parts = [row.item_id, row.location_id, row.customer_id ?? '', row.date];
    const key = JSON.stringify(parts.map(String));
    const decimals = decimalsOf.get(String(row.item_id)) ?? 0;
    sums.set(key, (sums.get(key) ?? 0) + scaleByDecimals(Number(row.quantity), decimals));
  }
  const cells = [...sums].map(([key, quantity]) => ({
    key: JSON.parse(key) as [string, string, string, string],
    quantity,
  }));
  cells.sort((a, b) => {
    const differs = a.key.findIndex((part, i) => part !== b.key[i]);
    return differs < 0 ? 0 : a.key[differs]! < b.key[differs]! ? -1 : 1;
  });
  const series = cells.filter(
    (cell, i) => i === 0 || [0, 1, 2].some((k) => cell.key[k] !== cells[i - 1]!.key[k]),
  );
  const code = (part: 0 | 1 | 2) =>
    Int32Array.from(series, (cell) => intern(made.pool, cell.key[part]));
  return {
    seriesCount: series.length,
    item: code(0),
    location: code(1),
    customer: code(2),
    start: Int32Array.from([...series.map((cell) => cells.indexOf(cell)), cells.length]),
    day: Int32Array.from(cells, (cell) => parseDay(cell.key[3])),
    quantity: Float64Array.from(cells, (cell) => cell.quantity),
  };
}
