// Bodies of rows, as CSV, a JSON list and a line each, spoilt here and there: read against facts
// that stand, every row has a verdict, and the quick way through JSON reads what the parser reads.

import type { Random } from '../../src/base/prng.ts';
import { openRequestBody } from '../../src/connectors/files/request-body.ts';
import { jsonSource } from '../../src/ingest/json/json-records.ts';
import { plainRows } from '../../src/ingest/json/plain-rows.ts';
import { isRefusal, type RecordBatch } from '../../src/ingest/record-batch.ts';
import { readSettings } from '../../src/ingest/settings.ts';
import { readBatch } from '../../src/ingest/standing/read-batch.ts';
import { createStandingFacts, takeRows } from '../../src/ingest/standing/standing-facts.ts';
import type { FeedColumn } from '../../src/model/feeds/feed.ts';
import { FEEDS, feedNamed } from '../../src/model/feeds/feeds.ts';
import type { Case } from './cell-cases.ts';
import { mutated } from './mutations.ts';

type Format = 'csv' | 'json' | 'ndjson';

const NOW = Date.UTC(2027, 2, 1, 12);
const ROWS_MAX = 4;
/** Texts stay where they were pooled: facts that stand are made anew now and then. */
const READS_A_POOL = 2_000;

export async function rowCases(): Promise<Case[]> {
  const forms = (['csv', 'json', 'ndjson'] as const).map(bodyCase);
  return [...(await Promise.all(forms)), { name: 'JSON read twice', make: jsonBody, read: twice }];
}

async function bodyCase(format: Format): Promise<Case> {
  const settings = readSettings('{}', NOW);
  let standing = await standingCompany();
  let reads = 0;
  let feed = FEEDS[0]!;
  return {
    name: `${format} bodies`,
    make(random) {
      feed = random.pick(FEEDS);
      const rows = rowsOf(feed.columns, random);
      const body = Buffer.from(written(format, rows));
      return random.next() < 0.2 ? body : mutated(body, random);
    },
    async read(bytes) {
      if (++reads % READS_A_POOL === 0) standing = await standingCompany();
      const source = await openRequestBody(feed, { format, bytes });
      if (isRefusal(source)) return null;
      const read = await readBatch(standing, settings, feed, source, () => {});
      if (isRefusal(read)) return null;
      const { rows, accepted, quarantined } = read.count;
      if (rows !== accepted + quarantined) return `${rows} rows, ${accepted} + ${quarantined}`;
      const aside = read.quarantine.count;
      return aside === quarantined ? null : `${quarantined} rows aside, ${aside} are there`;
    },
  };
}

const COMPANY: Readonly<Record<string, readonly object[]>> = {
  items: [{ item_id: 'A' }, { item_id: 'B', uom: 'KGM' }],
  locations: [{ location_id: 'P' }],
  suppliers: [{ supplier_id: 'S' }],
  customers: [{ customer_id: 'C' }],
};

async function standingCompany() {
  const standing = createStandingFacts();
  for (const [name, rows] of Object.entries(COMPANY)) {
    const source = jsonSource(name, 'test', rows);
    if (isRefusal(source)) throw new Error(source.message);
    const settings = readSettings('{}', NOW);
    const read = await readBatch(standing, settings, feedNamed(name)!, source, () => {});
    if (isRefusal(read)) throw new Error(read.message);
    takeRows(standing, read.table);
  }
  return standing;
}

const SOUND: Readonly<Record<FeedColumn['kind'], readonly string[]>> = {
  id: ['A', 'B', 'P', 'S', 'C', 'X1'],
  text: ['1', 'words', 'größer'],
  choice: [],
  flag: ['true', 'false'],
  day: ['2027-01-01', '31.03.2027', '2028-02-29'],
  instant: ['2027-03-01T06:00:00Z', '2027-03-01T06:00:00.5+02:00'],
  month: ['2027-03', '2027-04-15'],
  days: ['0', '5', '2.5'],
  count: ['1', '2', '3.0'],
  number: ['1', '2.5', '100'],
  quantity: ['1', '25', '1000000'],
  money: ['1', '0.05', '99.9'],
  currency: ['EUR', 'USD'],
  uom: ['PCE', 'KGM', 'XBX'],
  weekdays: ['1111100', '0000000'],
};

type Row = Record<string, string>;

function rowsOf(columns: readonly FeedColumn[], random: Random): Row[] {
  const given = columns.filter(() => random.next() < 0.7);
  return Array.from({ length: random.integer(1, ROWS_MAX) }, () => {
    const row: Row = {};
    for (const { name, kind, values } of given) {
      const from = values ?? SOUND[kind];
      row[name] = from.length > 0 && random.next() < 0.95 ? random.pick(from) : '';
    }
    return row;
  });
}

function written(format: Format, rows: readonly Row[]): string {
  if (format === 'json') return JSON.stringify(rows);
  if (format === 'ndjson') return rows.map((row) => JSON.stringify(row)).join('\n');
  const lines = [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))];
  return lines.map((cells) => cells.join(',')).join('\n');
}

function jsonBody(random: Random): Uint8Array {
  const rows = Array.from({ length: random.integer(1, ROWS_MAX) }, (_, i) => ({
    item_id: `I${i}`,
    quantity: random.integer(0, 1e6) / 100,
    firm: random.next() < 0.5,
    note: random.pick(['', 'words', 'größer', 'a "b"', '\u{1f6b2}']),
    date: random.pick([null, '2027-03-01']),
  }));
  const body = Buffer.from(JSON.stringify(rows));
  return random.next() < 0.3 ? body : mutated(body, random);
}

/** What the quick way takes the parser takes as well, and both give the same cells. */
async function twice(bytes: Uint8Array): Promise<string | null> {
  const plain = plainRows(bytes, true);
  if (plain === null) return null;
  const source = jsonSource('items', 'test', JSON.parse(new TextDecoder().decode(bytes)));
  if (isRefusal(source)) return `the parser refuses it: ${source.message}`;
  const reader = await source.open();
  if (isRefusal(reader)) return `the parser refuses it: ${reader.message}`;
  const batch = await reader.next();
  const slow = batch ? cellsOf(reader.header, batch) : [];
  const quick = cellsOf(plain.header, plain.batch);
  return JSON.stringify(quick) === JSON.stringify(slow)
    ? null
    : `quick ${JSON.stringify(quick)}, parsed ${JSON.stringify(slow)}`;
}

function cellsOf(header: readonly string[], batch: RecordBatch): [string, string][][] {
  const { bytes, recordCount, firstCell, cellFrom, cellTo } = batch;
  return Array.from({ length: recordCount }, (_, record) =>
    header.map((name, column) => {
      const cell = firstCell[record]! + column;
      const isThere = cell < firstCell[record + 1]!;
      const range = isThere ? bytes.subarray(cellFrom[cell]!, cellTo[cell]!) : [];
      return [name, Buffer.from(range).toString('utf8')];
    }),
  );
}
