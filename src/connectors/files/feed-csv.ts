// One feed's standing facts as the text of its CSV file: the contract's columns in its order, then
// the attributes by name; rows by key; values so that reading them gives the same facts again.

import { quotedCell } from '../../base/csv-cell.ts';
import { decimalsOfItem, type ItemUnits } from '../../ingest/item-units.ts';
import { type StandingFacts, standingUnits } from '../../ingest/standing/standing-facts.ts';
import type { FactColumn, FactTable } from '../../model/fact-table.ts';
import { createKeyOrder } from '../../model/facts.ts';
import type { Feed } from '../../model/feeds/feed.ts';
import { FIRST_DAY, formatDay, LAST_DAY, NO_DAY } from '../../units/day.ts';
import { type Decimal, decimalOf, formatDecimal, plainDecimal } from '../../units/decimal.ts';
import { itemsOf, type RowUnits, rowUnits } from './row-units.ts';

const CHUNK_SIZE = 64 * 1024;
const LINE_END = '\r\n';

type CellOf = (row: number) => string;

/** In pieces. A feed without rows has a header alone. */
export function* feedCsv(standing: StandingFacts, feed: Feed): Generator<string> {
  const { table } = standing.tables[feed.name]!;
  const { texts } = standing.facts.pool;
  const units = standingUnits(standing);
  const own = rowUnits(table, texts, units);
  const attributes = attributesOf(table, texts, own);
  const names = [...feed.columns.map(({ name }) => name), ...attributes.map(({ name }) => name)];
  const cells = [
    ...feed.columns.map((_, at) => cellOf(table, at, { texts, units, own })),
    ...attributes.map(({ cell }) => cell),
  ];
  let text = names.map(quotedCell).join() + LINE_END;
  for (const row of rowsInKeyOrder(standing, table)) {
    text += cells[0]!(row);
    for (let cell = 1; cell < cells.length; cell++) text += `,${cells[cell]!(row)}`;
    text += LINE_END;
    if (text.length < CHUNK_SIZE) continue;
    yield text;
    text = '';
  }
  yield text;
}

function rowsInKeyOrder({ facts }: StandingFacts, table: FactTable): Int32Array {
  const compare = createKeyOrder(facts, table.feed.name);
  return Int32Array.from({ length: table.rowCount }, (_, row) => row).sort(compare);
}

/** Columns that the contract does not know, by name; those that no row fills are left out. */
function attributesOf(
  table: FactTable,
  texts: readonly string[],
  own: RowUnits | null,
): { name: string; cell: CellOf }[] {
  const attributes = table.columns.slice(table.feed.columns.length).map((column) => ({
    name: column.name,
    cell:
      own !== null && column.name === 'uom'
        ? (row: number) => quotedCell(own.unit(row))
        : textCell(column, texts),
  }));
  const isFilled = ({ cell }: { cell: CellOf }) => {
    for (let row = 0; row < table.rowCount; row++) if (cell(row) !== '') return true;
    return false;
  };
  return attributes.filter(isFilled).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function textCell({ values }: FactColumn, texts: readonly string[]): CellOf {
  return (row) => quotedCell(texts[values[row]!]!);
}

/** What telling a cell needs to know. */
interface Telling {
  texts: readonly string[];
  units: ItemUnits;
  own: RowUnits | null;
}

function cellOf(table: FactTable, at: number, { texts, units, own }: Telling): CellOf {
  const column = table.feed.columns[at]!;
  const kept = table.columns[at]!;
  const { values } = kept;
  if (kept.kind === 'text') return textCell(kept, texts);
  if (kept.kind === 'day') {
    return (row) => (values[row] === NO_DAY ? '' : formatDay(values[row]!));
  }
  if (kept.kind === 'flag') return (row) => ['', 'false', 'true'][values[row]! + 1]!;
  const given = (tell: (value: number, row: number) => string): CellOf => {
    return (row) => (Number.isNaN(values[row]!) ? '' : tell(values[row]!, row));
  };
  if (column.kind === 'instant') return given(instantText);
  const items = itemsOf(table, column);
  if (items === null) return given(plainDecimal);
  const inItemUnit = (value: number, row: number): string =>
    column.kind === 'quantity'
      ? baseUnits(value, decimalsOfItem(units, items[row]!))
      : plainDecimal(value);
  if (own === null) return given(inItemUnit);
  return given((value, row) => {
    const amount = own.quantity(row, at);
    return amount === null ? inItemUnit(value, row) : formatDecimal(amount);
  });
}

/** Smallest units as a decimal of the item's unit. A fraction of one came with 15 digits. */
function baseUnits(value: number, decimals: number): string {
  const isWhole = Number.isInteger(value);
  if (decimals === 0 && isWhole) return String(value);
  const { coefficient, scale }: Decimal = isWhole
    ? { coefficient: BigInt(value), scale: 0 }
    : decimalOf(Number(value.toPrecision(15)));
  return formatDecimal({ coefficient, scale: scale + decimals });
}

const DAY_MS = 86_400_000;
const FIRST_INSTANT = FIRST_DAY * DAY_MS;
const LAST_INSTANT = (LAST_DAY + 1) * DAY_MS - 1;
const MARGIN = (23 * 60 + 59) * 60_000;

/** RFC 3339 in UTC; beyond the calendar's ends in an offset that stays within. */
function instantText(instant: number): string {
  if (instant < FIRST_INSTANT) return shifted(instant + MARGIN, '+23:59');
  if (instant > LAST_INSTANT) return shifted(instant - MARGIN, '-23:59');
  return new Date(instant).toISOString();
}

function shifted(instant: number, offset: string): string {
  return new Date(instant).toISOString().replace('Z', offset);
}
