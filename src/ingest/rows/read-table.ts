// Reads one feed's file into its fact table: survey its style, then take it row by row.

import { createFactTable, storageOf } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { Refusal } from '../refusals.ts';
import { type FeedFile, keyText, readRecords } from './feed-file.ts';
import type { RowFault, RowReader } from './row-state.ts';
import { createTableRows } from './table-rows.ts';

/** Fills the feed's table in `facts`; the file has been surveyed. */
export async function readTable(file: FeedFile, facts: Facts): Promise<Refusal | null> {
  const { feed } = file;
  const table = createFactTable(feed);
  const rows = createTableRows(table, file.layout, file.recordCount);
  const isTooLong = file.keepsRecords ? keyLimit(file) : () => false;
  const refused = await readRecords(file, (reader, line) => {
    if (isTooLong(reader)) return keyTooLong(file);
    const added = rows.add(reader.values, line);
    if (added === 'taken') return null;
    if (added === 'unchanged') {
      file.count.unchanged++;
      return null;
    }
    return {
      column: '',
      value: keyText(file),
      rule: 'duplicate_key',
      message:
        `Line ${added.earlierLine} has the same key with other content; that one is taken. ` +
        'Delete one of the two rows, or give it a key of its own.',
    };
  });
  if (!refused) facts.tables[feed.name] = table;
  return refused;
}

/** An index of the database holds a key up to some 2,700 bytes. */
const KEY_BYTES_MAX = 2_400;
const BYTES_OF_CHARACTER_MAX = 3; // of a UTF-16 unit

/** Whether the row's key, all its texts together, is too long to be kept. */
function keyLimit({ feed, reader }: FeedFile): (reader: RowReader) => boolean {
  const { texts } = reader.interner.pool;
  const keys: number[] = [];
  for (const [index, column] of feed.columns.entries()) {
    if (column.key && storageOf(column) === 'text') keys.push(index);
  }
  const sizeOf = (values: Float64Array, of: (text: string) => number) =>
    keys.reduce((size, index) => size + of(texts[values[index]!]!), 0);
  return ({ values }) =>
    sizeOf(values, (text) => text.length) * BYTES_OF_CHARACTER_MAX > KEY_BYTES_MAX &&
    sizeOf(values, (text) => ENCODER.encode(text).length) > KEY_BYTES_MAX;
}

const ENCODER = new TextEncoder();

function keyTooLong(file: FeedFile): RowFault {
  return {
    column: '',
    value: keyText(file),
    rule: 'too_long',
    message: `The parts of the row's key have over ${KEY_BYTES_MAX} bytes in all. Shorten its ids.`,
  };
}
