// The style of a file, from its whole columns: how it writes decimals and dates. What a column shows
// beyond doubt decides; what could be read in two ways is never guessed, the file is refused with the
// question (a silent 1000x is the worst fault there is). docs/guide/field-formats.md has the rule.

import type { Feed, FeedColumn } from '../../model/feeds/feed.ts';
import { decodeText, trimEnd, trimStart } from '../csv/utf8.ts';
import { CELL_TEXT, type RecordBatch, type RecordReader } from '../record-batch.ts';
import { refusal, type Refusal } from '../refusals.ts';
import type { FileStyle } from '../settings.ts';
import { type DateOrder, type DateParts, readDateParts } from './day-cell.ts';
import { CONTRACT_NUMBERS, type NumberStyle } from './number-cell.ts';

export interface ColumnStyle {
  numbers: NumberStyle;
  dates: DateOrder;
}

/** Cells seen of one kind, with the first one for the message. */
interface Sighting {
  count: number;
  value: string;
  line: number;
}

interface ColumnEvidence {
  column: FeedColumn;
  cell: number; // its place in a record
  isDate: boolean;
  decimalPoint: Sighting; // 12.5, 0.125, 1,234.5
  decimalComma: Sighting; // 12,5, 0,125, 1.234,5
  eitherPoint: Sighting; // 1.234: decimals or thousands
  eitherComma: Sighting; // 1,234
  group: Map<number, Sighting>; // thousands marks beyond doubt, by byte
  dayFirst: Sighting; // 31/03/2027
  monthFirst: Sighting; // 03/31/2027
  eitherDate: Sighting; // 03/04/2027
}

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

/** `filePoints`: other columns of the file show decimal points, and none shows a decimal comma. */
function decideNumbers(
  column: ColumnEvidence,
  feed: Feed,
  filePoints: boolean,
): NumberStyle | Refusal {
  const { decimalPoint, decimalComma, eitherPoint, eitherComma } = column;
  const group = soleGroup(column);
  if (decimalPoint.count > 0 && decimalComma.count > 0) {
    const either = eitherPoint.count > 0 ? eitherPoint : eitherComma;
    if (either.count > 0) return askMixed(column, feed, either);
    return decimalComma.count > decimalPoint.count
      ? { decimal: 44, group: group === 44 ? 0 : group }
      : { decimal: 46, group: group === 46 ? 0 : group };
  }
  if (decimalComma.count > 0) {
    if (eitherPoint.count > 0 && group !== 46) return ask(column, feed, eitherPoint, decimalComma);
    return { decimal: 44, group };
  }
  if (decimalPoint.count > 0) return { decimal: 46, group };
  if (eitherComma.count > 0) return ask(column, feed, eitherComma, null);
  if (eitherPoint.count > 0 && !filePoints) return ask(column, feed, eitherPoint, null);
  return { decimal: 46, group: group === 46 ? 0 : group };
}

/** The thousands mark that the column shows, 0 when it shows none or several. */
function soleGroup(column: ColumnEvidence): number {
  return column.group.size === 1 ? [...column.group.keys()][0]! : 0;
}

function ask(
  { column }: ColumnEvidence,
  feed: Feed,
  either: Sighting,
  beside: Sighting | null,
): Refusal {
  const digits = either.value.replace(/[.,]/, '');
  const decimals = either.value.replace(',', '.');
  const besides = beside ? ` beside ${beside.value} in line ${beside.line}` : '';
  return refusal(
    'ambiguous_numbers',
    `Column ${column.name} has ${either.value} in line ${either.line}${besides}: is that ${digits} ` +
      `or ${decimals}? Nothing else in the file tells. Say it in drumbeat.json: ` +
      `"files": {"${feed.name}": {"numbers": "1234.5"}} for decimal points, "1.234,5" or "1,234.5" ` +
      'for thousands marks.',
  );
}

function askMixed(
  { column, decimalPoint, decimalComma }: ColumnEvidence,
  feed: Feed,
  either: Sighting,
) {
  return refusal(
    'ambiguous_numbers',
    `Column ${column.name} writes decimals in two ways, ${decimalPoint.value} in line ` +
      `${decimalPoint.line} and ${decimalComma.value} in line ${decimalComma.line}, so that ` +
      `${either.value} in line ${either.line} can be read in two ways. Mend the file, or say in ` +
      `drumbeat.json which holds: "files": {"${feed.name}": {"numbers": "1.234,5"}} or "1234.5".`,
  );
}

function decideDates(evidence: ColumnEvidence, feed: Feed): DateOrder | Refusal {
  const { column, dayFirst, monthFirst, eitherDate } = evidence;
  if (dayFirst.count > 0 && monthFirst.count === 0) return 'day_first';
  if (monthFirst.count > 0 && dayFirst.count === 0) return 'month_first';
  if (eitherDate.count === 0) return '';
  const both =
    dayFirst.count > 0
      ? `${dayFirst.value} in line ${dayFirst.line} begins with the day, ${monthFirst.value} in line ` +
        `${monthFirst.line} with the month`
      : 'no date of the column has a day above 12';
  return refusal(
    'ambiguous_dates',
    `Column ${column.name} has ${eitherDate.value} in line ${eitherDate.line}: does the day come ` +
      `first or the month? (${both}.) Say it in drumbeat.json: ` +
      `"files": {"${feed.name}": {"dates": "DD/MM/YYYY"}} or "MM/DD/YYYY".`,
  );
}
