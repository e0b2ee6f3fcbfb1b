// How each feed's rows stand in the database: a table of versions a feed. Before the contract's own
// columns stand those that every version has, after them the columns that only the file knows.

import { storageOf } from '../../../model/fact-table.ts';
import type { Feed, FeedColumn } from '../../../model/feeds/feed.ts';

/** `v_position`, `v_row`: the log entry and the place within it. `v_set`: false closes the row that
 * has this key. `v_line`: where it stood in its file. */
export const VERSION_COLUMNS = ['org_id', 'v_position', 'v_row', 'v_set', 'v_line'] as const;
/** Columns that the contract does not know, as a JSON object of texts. */
export const ATTRIBUTES_COLUMN = 'v_attributes';

export function factTableName(feedName: string): string {
  return `drumbeat.fact_${feedName}`;
}

/** Names that SQL keeps for itself are quoted everywhere. */
export function columnName(column: FeedColumn): string {
  return `"${column.name}"`;
}

/** The columns of a version in the order of the table. */
export function versionColumns(feed: Feed): string {
  return [...VERSION_COLUMNS, ...feed.columns.map(columnName), ATTRIBUTES_COLUMN].join(', ');
}

/** The column with the item that a feed's rows belong to; null = not told by item. */
export function itemColumnOf(feed: Feed): string | null {
  for (const name of ['item_id', 'component_item_id']) {
    const at = feed.columns.findIndex((column) => column.name === name);
    if (at === 0 || (at > 0 && feed.columns[at]!.filled)) return name;
  }
  return null;
}

export type StoredKind = 'text' | 'date' | 'instant' | 'number' | 'flag';

export function storedKind(column: FeedColumn): StoredKind {
  if (column.kind === 'instant') return 'instant';
  const storage = storageOf(column);
  return storage === 'day' ? 'date' : storage;
}

/** What is read of a version: all but whose it is and its place within its entry. */
export function readColumns(feed: Feed): string {
  const own = feed.columns.map(columnName);
  return ['v_position', 'v_set', 'v_line', ...own, ATTRIBUTES_COLUMN].join(', ');
}

/** A text that is not given is NULL, but '' in a key, so that keys compare as they are. */
export function isNeverNull(feed: Feed, column: FeedColumn): boolean {
  return storedKind(column) === 'text' && (column.key || column.name === itemColumnOf(feed));
}
