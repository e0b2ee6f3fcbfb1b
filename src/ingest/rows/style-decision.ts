// From what a whole column shows to how it is read. What is beyond doubt decides; what could be
// read in two ways is never guessed, the file is refused with the question
// (docs/guide/field-formats.md).

import type { Feed, FeedColumn } from '../../model/feeds/feed.ts';
import { type Refusal, refusal } from '../refusals.ts';
import type { DateOrder } from './day-cell.ts';
import type { NumberStyle } from './number-cell.ts';

export interface ColumnStyle {
  numbers: NumberStyle;
  dates: DateOrder;
}

/** Cells seen of one kind, with the first one for the message. */
export interface Sighting {
  count: number;
  value: string;
  line: number;
}

export interface ColumnEvidence {
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

/** `filePoints`: other columns of the file show decimal points, and none shows a decimal comma. */
export function decideNumbers(
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
    `Column ${column.name} has ${either.value} in line ${either.line}${besides}: is that ` +
      `${digits} ` +
      `or ${decimals}? Nothing else in the file tells. Say it in drumbeat.json: ` +
      `"files": {"${feed.name}": {"numbers": "1234.5"}} for decimal points, "1.234,5" or ` +
      '"1,234.5" ' +
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

export function decideDates(evidence: ColumnEvidence, feed: Feed): DateOrder | Refusal {
  const { column, dayFirst, monthFirst, eitherDate } = evidence;
  if (dayFirst.count > 0 && monthFirst.count === 0) return 'day_first';
  if (monthFirst.count > 0 && dayFirst.count === 0) return 'month_first';
  if (eitherDate.count === 0) return '';
  const both =
    dayFirst.count > 0
      ? `${dayFirst.value} in line ${dayFirst.line} begins with the day, ${monthFirst.value} in ` +
        'line ' +
        `${monthFirst.line} with the month`
      : 'no date of the column has a day above 12';
  return refusal(
    'ambiguous_dates',
    `Column ${column.name} has ${eitherDate.value} in line ${eitherDate.line}: does the day come ` +
      `first or the month? (${both}.) Say it in drumbeat.json: ` +
      `"files": {"${feed.name}": {"dates": "DD/MM/YYYY"}} or "MM/DD/YYYY".`,
  );
}
