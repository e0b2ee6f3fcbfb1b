// Reads one feed's file into its fact table: survey its style, then take it row by row.

import { createFactTable } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { Refusal } from '../refusals.ts';
import { type FeedFile, keyText, readRecords } from './feed-file.ts';
import { createTableRows } from './table-rows.ts';

/** Fills the feed's table in `facts`; the file has been surveyed. */
export async function readTable(file: FeedFile, facts: Facts): Promise<Refusal | null> {
  const { feed } = file;
  const table = createFactTable(feed);
  const rows = createTableRows(table, file.layout, file.recordCount);
  const refused = await readRecords(file, (reader, line) => {
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
