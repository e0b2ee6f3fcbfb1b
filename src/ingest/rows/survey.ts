// Reads a file through once for its style: what each of its columns shows of decimal marks,
// thousands marks and the order of day and month.

import type { Feed, FeedColumn } from '../../model/feeds/feed.ts';
import { decodeText, trimEnd, trimStart } from '../csv/utf8.ts';
import { CELL_TEXT, type RecordBatch, type RecordReader } from '../record-batch.ts';
import type { Refusal } from '../refusals.ts';
import type { FileStyle } from '../settings.ts';
import { type DateParts, readDateParts } from './day-cell.ts';
import { CONTRACT_NUMBERS } from './number-cell.ts';
import {
  type ColumnEvidence,
  type ColumnStyle,
  decideDates,
  decideNumbers,
  type Sighting,
} from './style-decision.ts';

export interface Survey {
  recordCount: number;
  styles: ColumnStyle[]; // by place in a record
}

const NUMBER_KINDS = new Set(['days', 'count', 'number', 'quantity', 'money']);
const DATE_KINDS = new Set(['day', 'month']);

/** Reads the file through once. `columns`: what stands at each place, null = an attribute. */
export async function surveyFile(
  reader: RecordReader,
  feed: Feed,
  columns: readonly (FeedColumn | null)[],
  declared: FileStyle,
  progress: () => void,
): Promise<Survey | Refusal> {
  const evidence: ColumnEvidence[] = [];
  for (let cell = 0; cell < columns.length; cell++) {
    const column = columns[cell];
    if (!column) continue;
    const isDate = DATE_KINDS.has(column.kind);
    if (isDate || NUMBER_KINDS.has(column.kind)) evidence.push(noEvidence(column, cell, isDate));
  }
  let recordCount = 0;
  for (let batch = await reader.next(); batch; batch = await reader.next()) {
    recordCount += batch.recordCount;
    for (const column of evidence) surveyColumn(column, batch);
    progress();
  }
  if (reader.refusal) return reader.refusal;
  return decideStyles(evidence, columns.length, feed, declared, recordCount);
}

function noEvidence(column: FeedColumn, cell: number, isDate: boolean): ColumnEvidence {
  const none = (): Sighting => ({ count: 0, value: '', line: 0 });
  return {
    column,
    cell,
    isDate,
    decimalPoint: none(),
    decimalComma: none(),
    eitherPoint: none(),
    eitherComma: none(),
    group: new Map(),
    dayFirst: none(),
    monthFirst: none(),
    eitherDate: none(),
  };
}

/** Cells in the contract's own plain form (digits, or YYYY-MM-DD) tell nothing and are passed over
 * without being decoded. */
function surveyColumn(evidence: ColumnEvidence, batch: RecordBatch): void {
  const { bytes, firstCell, cellFrom, cellTo, typed } = batch;
  const { cell, isDate } = evidence;
  for (let record = 0; record < batch.recordCount; record++) {
    const index = firstCell[record]! + cell;
    if (index >= firstCell[record + 1]! || (typed && typed[index] !== CELL_TEXT)) continue;
    const from = cellFrom[index]!;
    const to = cellTo[index]!;
    if (isDate) {
      if (to - from === 10 && bytes[from + 4] === 45) continue;
      surveyDate(evidence, batch, record, from, to);
    } else {
      let at = from;
      while (at < to && bytes[at]! >= 48 && bytes[at]! <= 57) at++;
      if (at < to) surveyNumber(evidence, batch, record, from, to);
    }
  }
}

const PARTS: DateParts = { first: 0, second: 0, year: 0, separator: 0 };

function surveyDate(
  evidence: ColumnEvidence,
  batch: RecordBatch,
  record: number,
  cellFrom: number,
  cellTo: number,
): void {
  const from = trimStart(batch.bytes, cellFrom, cellTo);
  const to = trimEnd(batch.bytes, from, cellTo);
  if (!readDateParts(batch.bytes, from, to, PARTS)) return;
  const { first, second, separator } = PARTS;
  if (first === second || first > 31 || second > 31 || (first > 12 && second > 12)) return;
  if (first > 12) see(evidence.dayFirst, batch, record, from, to);
  else if (second > 12) see(evidence.monthFirst, batch, record, from, to);
  else if (separator !== 46) see(evidence.eitherDate, batch, record, from, to);
}

const POINT_OR_COMMA = /^[-+]?(\d*)([.,])(\d+)-?$/;
const GROUPED = /^[-+]?\d{1,3}([.,'\u2019 \u00a0\u202f\u2009])\d{3}(?:\1\d{3})*(?:([.,])\d*)?-?$/;

function surveyNumber(
  evidence: ColumnEvidence,
  batch: RecordBatch,
  record: number,
  from: number,
  to: number,
): void {
  if (to - from > 64) return;
  const text = decodeText(batch.bytes, from, to).trim();
  const plain = POINT_OR_COMMA.exec(text);
  if (plain) {
    const [, whole, mark, fraction] = plain;
    const couldBeGroup = fraction!.length === 3 && /^[1-9]\d{0,2}$/.test(whole!);
    const isPoint = mark === '.';
    const max = evidence.column.maximum;
    const tooGreat = max !== undefined && Number(`${whole}${fraction}`) > max;
    const kind =
      couldBeGroup && !tooGreat
        ? isPoint
          ? evidence.eitherPoint
          : evidence.eitherComma
        : isPoint
          ? evidence.decimalPoint
          : evidence.decimalComma;
    see(kind, batch, record, from, to);
    return;
  }
  const grouped = GROUPED.exec(text);
  if (!grouped) return;
  const mark = grouped[1]!;
  if (grouped[2] === mark) return;
  const group = mark === '.' ? 46 : mark === ',' ? 44 : mark === "'" || mark === '\u2019' ? 39 : 32;
  let sighting = evidence.group.get(group);
  if (!sighting) {
    sighting = { count: 0, value: '', line: 0 };
    evidence.group.set(group, sighting);
  }
  see(sighting, batch, record, from, to);
  const isPoint = grouped[2] === '.' || (grouped[2] === undefined && mark === ',');
  const isComma = grouped[2] === ',' || (grouped[2] === undefined && mark === '.');
  if (isPoint) see(evidence.decimalPoint, batch, record, from, to);
  if (isComma) see(evidence.decimalComma, batch, record, from, to);
}

function see(
  sighting: Sighting,
  batch: RecordBatch,
  record: number,
  from: number,
  to: number,
): void {
  if (sighting.count === 0) {
    sighting.value = decodeText(batch.bytes, from, Math.min(to, from + 64)).trim();
    sighting.line = batch.line[record]!;
  }
  sighting.count++;
}

function decideStyles(
  evidence: readonly ColumnEvidence[],
  columnCount: number,
  feed: Feed,
  declared: FileStyle,
  recordCount: number,
): Survey | Refusal {
  const styles: ColumnStyle[] = Array.from({ length: columnCount }, () => ({
    numbers: CONTRACT_NUMBERS,
    dates: '',
  }));
  const numbers = evidence.filter((column) => !column.isDate);
  const points = numbers.some((column) => column.decimalPoint.count > 0);
  const commas = numbers.some((column) => column.decimalComma.count > 0);
  for (const column of evidence) {
    const style = styles[column.cell]!;
    if (column.isDate) {
      const order = declared.dates ?? decideDates(column, feed);
      if (typeof order === 'object') return order;
      style.dates = order;
    } else {
      const decided = declared.numbers ?? decideNumbers(column, feed, points && !commas);
      if ('rule' in decided) return decided;
      style.numbers = decided;
    }
  }
  return { recordCount, styles };
}
