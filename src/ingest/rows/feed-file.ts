// One file of one feed: its header is checked, its style surveyed, then its records are read one by
// one and each is accepted or put aside. rows = accepted + quarantined, always.

import { nearestName } from '../../base/nearest-name.ts';
import { storageOf } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { Feed, FeedColumn } from '../../model/feeds/feed.ts';
import { formatDay, NO_DAY } from '../../units/day.ts';
import { decodeText, trimEnd, trimStart } from '../csv/utf8.ts';
import type { FeedCount } from '../intake.ts';
import type { ItemUnits } from '../item-units.ts';
import type { KnownKeys } from '../known-keys.ts';
import { createQuarantine, putAside, type Quarantine } from '../quarantine.ts';
import { isRefusal, type RecordBatch, type RecordSource } from '../record-batch.ts';
import { type Refusal, refusal } from '../refusals.ts';
import type { FolderSettings } from '../settings.ts';
import type { ByteInterner } from './byte-interner.ts';
import { attributeColumn, type ColumnPlan, planRows, type RowLayout } from './row-layout.ts';
import { poolTexts, readRow } from './row-reader.ts';
import { createRowReader, type RowFault, type RowReader } from './row-state.ts';
import { surveyFile } from './survey.ts';

/** What reading any file needs to know of what was read before it. */
export interface ReadingContext {
  facts: Facts;
  interner: ByteInterner;
  known: KnownKeys;
  units: ItemUnits;
  settings: FolderSettings;
}

export interface FeedFile {
  feed: Feed;
  source: RecordSource;
  header: string[];
  layout: RowLayout;
  reader: RowReader;
  recordCount: number; // by the survey
  count: FeedCount;
  quarantine: Quarantine;
  keepsRecords: boolean; // rows put aside keep all their cells, so that they can be mended
  rounded: Map<string, RoundedCells>; // by column: quantities finer than the smallest unit
  progress: (share: number) => void;
}

export interface RoundedCells {
  count: number;
  firstLine: number;
  down: boolean;
}

/** The history is summed: what tells its rows apart, and columns of its own, would fill the memory.
 * */
function isKeptOfHistory({ column, isAttribute }: ColumnPlan): boolean {
  return column.name !== 'reference' && (!isAttribute || column.name === 'uom');
}

/** How rows are kept: whole ones with what tells them apart, and put aside as they came. */
export interface KeptRows {
  wholeRows: boolean;
}

/** Checks the header and surveys the file. `progress`: the share of the file, 0..1. */
export async function openFeedFile(
  context: ReadingContext,
  feed: Feed,
  source: RecordSource,
  progress: (share: number) => void,
  { wholeRows }: KeptRows = { wholeRows: false },
): Promise<FeedFile | Refusal> {
  const records = await source.open();
  if (isRefusal(records)) return records;
  try {
    const fault = headerFault(feed, records.header);
    if (fault) return fault;
    const places = placesOf(feed, records.header);
    const { styles } = context.settings;
    const declared = { ...styles.get('*'), ...styles.get(feed.name) };
    const survey = await surveyFile(records, feed, places, declared, () =>
      progress(records.share() / 2),
    );
    if (isRefusal(survey)) return survey;
    const isSummed = feed.name === 'demand_history' && !wholeRows;
    const layout = planRows(
      feed,
      places,
      survey.styles,
      context.interner,
      isSummed ? isKeptOfHistory : () => true,
    );
    const { interner, known, units, settings } = context;
    return {
      feed,
      source,
      header: records.header,
      layout,
      reader: createRowReader(layout, interner, known, units, settings.planning.timezone),
      recordCount: survey.recordCount,
      count: { feed: feed.name, rows: 0, accepted: 0, quarantined: 0, unchanged: 0 },
      quarantine: createQuarantine(),
      keepsRecords: wholeRows,
      rounded: new Map(),
      progress,
    };
  } finally {
    await records.close();
  }
}

/** Columns that must be in the header: the filled ones, and one of each group that needs one. */
function headerFault(feed: Feed, header: readonly string[]): Refusal | null {
  const names = new Set(header);
  if (!feed.columns.some((column) => names.has(column.name))) {
    const required = feed.columns.filter((column) => column.filled).map((column) => column.name);
    return refusal(
      'no_header',
      `The first line names no column of feed ${feed.name}. It must be a header with ` +
        `${required.join(', ')}.`,
    );
  }
  const seen = new Set<string>();
  for (const name of header) {
    if (name !== '' && seen.has(name)) {
      const message = `The header names column ${name} twice. Delete or rename one of the two.`;
      return refusal('doubled_column', message);
    }
    seen.add(name);
  }
  const missing = feed.columns.filter((column) => column.filled && !names.has(column.name));
  if (missing.length > 0) return missingColumn(feed, header, missing);
  for (const group of feed.oneOf ?? []) {
    if (group.some((name) => names.has(name))) continue;
    return refusal('missing_column', `The file needs one of the columns ${group.join(', ')}.`);
  }
  return null;
}

function missingColumn(
  feed: Feed,
  header: readonly string[],
  missing: readonly FeedColumn[],
): Refusal {
  const known = new Set(feed.columns.map((column) => column.name));
  const strange = header.filter((name) => !known.has(name) && name !== '');
  const maybe = missing
    .map((column) => ({ name: column.name, meant: nearestName(column.name, strange) }))
    .filter(({ meant }) => meant !== '')
    .map(({ name, meant }) => ` Maybe ${meant} is ${name}.`);
  const names = missing.map((column) => column.name).join(', ');
  const word = missing.length === 1 ? 'column' : 'columns';
  return refusal('missing_column', `The file lacks the ${word} ${names}.${maybe.join('')}`);
}

/** What stands at each place of the header: a column of the feed, or an attribute of the file's. */
function placesOf(feed: Feed, header: readonly string[]): FeedColumn[] {
  const byName = new Map(feed.columns.map((column) => [column.name, column]));
  return header.map(
    (name, place) =>
      byName.get(name) ?? attributeColumn(name === '' ? `column_${place + 1}` : name),
  );
}

/** What is done with a row that has no fault of its own: null = accepted. */
export type AcceptRow = (reader: RowReader, line: number) => RowFault | null;

/** Reads the file's records; `accept` takes each sound row. */
export async function readRecords(file: FeedFile, accept: AcceptRow): Promise<Refusal | null> {
  const { reader, count } = file;
  const records = await file.source.open();
  if (isRefusal(records)) return records;
  const headerCells = file.header.map((name) => new TextEncoder().encode(name));
  try {
    for (let batch = await records.next(); batch; batch = await records.next()) {
      for (let record = 0; record < batch.recordCount; record++) {
        const line = batch.line[record]!;
        count.rows++;
        let fault: RowFault | null = null;
        if (isHeaderAgain(batch, record, headerCells)) fault = headerAgain(file);
        else if (readRow(reader, batch, record)) {
          poolTexts(reader, batch);
          fault = accept(reader, line);
        } else fault = reader.fault;
        if (fault === null) {
          count.accepted++;
          if (reader.roundedCount > 0) noteRounded(file, line);
        } else reject(file, fault, line, batch, record);
      }
      file.progress(0.5 + records.share() / 2);
    }
    return records.refusal;
  } finally {
    await records.close();
  }
}

function reject(
  file: FeedFile,
  fault: RowFault,
  line: number,
  batch: RecordBatch,
  record: number,
): void {
  const { feed, count, quarantine, layout, reader } = file;
  count.quarantined++;
  putAside(quarantine, feed, line, fault.column, fault.value, fault.rule, fault.message);
  if (file.keepsRecords) keepRecord(file, batch, record);
  const plan = layout.columns.find((column) => column.index === 0)!;
  const cell = batch.firstCell[record]! + plan.cell;
  if (!plan.isText || plan.cell < 0 || cell >= batch.firstCell[record + 1]!) return;
  if (fault.rule === 'duplicate_key' || batch.cellTo[cell]! - batch.cellFrom[cell]! > 1024) return;
  const id = decodeText(batch.bytes, batch.cellFrom[cell]!, batch.cellTo[cell]!).trim();
  reader.known.putAside(feed.name, id, line);
}

/** The row put aside last keeps its cells as they came, by the header's names. */
function keepRecord({ header, quarantine }: FeedFile, batch: RecordBatch, record: number): void {
  const row = quarantine.rows[quarantine.count - 1];
  if (!row) return;
  const { bytes, firstCell, cellFrom, cellTo } = batch;
  const cells: Record<string, string> = {};
  for (let cell = firstCell[record]!; cell < firstCell[record + 1]!; cell++) {
    const place = cell - firstCell[record]!;
    const name = header[place] ?? `column_${place + 1}`;
    cells[name === '' ? `column_${place + 1}` : name] = decodeText(
      bytes,
      cellFrom[cell]!,
      cellTo[cell]!,
    );
  }
  row.cells = cells;
}

function isHeaderAgain(batch: RecordBatch, record: number, header: readonly Uint8Array[]): boolean {
  const first = batch.firstCell[record]!;
  if (batch.firstCell[record + 1]! - first !== header.length) return false;
  for (let place = 0; place < header.length; place++) {
    const { bytes, cellFrom, cellTo } = batch;
    const name = header[place]!;
    const from = trimStart(bytes, cellFrom[first + place]!, cellTo[first + place]!);
    if (trimEnd(bytes, from, cellTo[first + place]!) - from !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (bytes[from + i] !== name[i]) return false;
  }
  return true;
}

function headerAgain(file: FeedFile): RowFault {
  return {
    column: '',
    value: file.header.join(','),
    rule: 'type',
    message: 'The header stands here again, as if files had been joined. Delete the line.',
  };
}

function noteRounded(file: FeedFile, line: number): void {
  const { reader, layout, rounded } = file;
  for (const plan of layout.columns) {
    if (reader.finer[plan.index] === 0) continue;
    const noted = rounded.get(plan.column.name);
    if (noted) noted.count++;
    else {
      rounded.set(plan.column.name, { count: 1, firstLine: line, down: plan.fine === 'down' });
    }
  }
}

/** The row's key parts, joined by '/'. */
export function keyText({ feed, reader }: FeedFile): string {
  const { pool } = reader.interner;
  const parts: string[] = [];
  for (const [index, column] of feed.columns.entries()) {
    if (!column.key) continue;
    const value = reader.values[index]!;
    const storage = storageOf(column);
    if (storage === 'text') parts.push(pool.texts[value]!);
    else if (storage === 'day') parts.push(value === NO_DAY ? '' : formatDay(value));
    else parts.push(Number.isNaN(value) ? '' : String(value));
  }
  return parts.join('/');
}
