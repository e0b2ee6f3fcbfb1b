// The planner's own word on an open order: a note with a believed date, until it expires, comes
// first on the date ladder; any note that has not expired yet is a fresh word on the order.

import { dayColumn, textColumn } from '../../model/fact-table.ts';
import { keyOfRow } from '../../model/facts.ts';
import { NO_DAY } from '../../units/day.ts';
import type { MasterData } from './master-data.ts';

export interface BelievedDates {
  /** Of an order row: the believed date, or NO_DAY. */
  dateOf(row: number): number;
  /** Whether a note on the order row tells until when it is valid, and that day has not passed. */
  isFresh(row: number): boolean;
}

interface Note {
  believed: number; // date, NO_DAY = none
  isFresh: boolean;
}

/** The notes on the rows of one feed, by the rows' keys. */
export function readBelievedDates(master: MasterData, feed: string): BelievedDates {
  const notes = notesOn(master, feed);
  if (notes.size === 0) return { dateOf: () => NO_DAY, isFresh: () => false };
  // Keys are joined for the orders alone that some note may name: ids may contain a slash.
  const isNamed = new Set<number>();
  for (const objectId of notes.keys()) {
    for (let at = objectId.indexOf('/'); at >= 0; at = objectId.indexOf('/', at + 1)) {
      isNamed.add(master.facts.pool.codeOf.get(objectId.slice(0, at)) ?? -1);
    }
    isNamed.add(master.facts.pool.codeOf.get(objectId) ?? -1);
  }
  const orderId = textColumn(master.facts.tables[feed]!, 'order_id');
  const noteOf = (row: number) =>
    isNamed.has(orderId[row]!) ? notes.get(keyOfRow(master.facts, feed, row)) : undefined;
  return {
    dateOf: (row) => noteOf(row)?.believed ?? NO_DAY,
    isFresh: (row) => noteOf(row)?.isFresh === true,
  };
}

function notesOn(master: MasterData, feed: string): Map<string, Note> {
  const table = master.facts.tables.notes!;
  const object = textColumn(table, 'object');
  const objectId = textColumn(table, 'object_id');
  const believed = dayColumn(table, 'believed_date');
  const validUntil = dayColumn(table, 'valid_until');
  const wanted = master.facts.pool.codeOf.get(feed) ?? -1;
  const notes = new Map<string, Note>();
  for (let row = 0; row < table.rowCount; row++) {
    if (object[row] !== wanted) continue;
    const isDated = validUntil[row] !== NO_DAY;
    if (isDated && validUntil[row]! < master.settings.asOf) continue;
    notes.set(master.texts[objectId[row]!]!, { believed: believed[row]!, isFresh: isDated });
  }
  return notes;
}
