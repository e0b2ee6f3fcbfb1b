// Notes that hang on nothing: their object is the name of no feed, or no row of it has that key.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { textColumn } from '../../model/fact-table.ts';
import { type Facts, keyOfRow, rowPlace } from '../../model/facts.ts';
import { isRaisedObject } from '../../model/feeds/note-objects.ts';
import {
  addDiagnostic,
  closedDiagnostics,
  createDiagnosticList,
} from '../../planning/network/diagnostic-list.ts';

export function unknownNotes(facts: Facts): Diagnostic[] {
  const table = facts.tables.notes!;
  const found = createDiagnosticList();
  const object = textColumn(table, 'object');
  const objectId = textColumn(table, 'object_id');
  const { texts } = facts.pool;
  const keysOf = new Map<string, Set<string>>();
  for (let row = 0; row < table.rowCount; row++) {
    const feedName = texts[object[row]!]!;
    if (feedName === 'demand_history') continue; // summed, its rows are not kept
    if (isRaisedObject(feedName)) continue; // of the plan, which may have let go of it
    const isFeed = facts.tables[feedName] !== undefined;
    if (isFeed && !facts.givenFeeds.has(feedName)) continue;
    if (isFeed && keysOfFeed(facts, feedName, keysOf).has(texts[objectId[row]!]!)) continue;
    const place = rowPlace(facts, 'notes', row);
    addDiagnostic(found, {
      severity: 'warning',
      feed: 'notes',
      key: keyOfRow(facts, 'notes', row),
      rule: 'unknown_reference',
      message: isFeed
        ? `The note in ${place} is about ${texts[objectId[row]!]}, which feed ` +
          `${feedName} does not have: it has no effect. Correct object_id.`
        : `The note in ${place} is about an object ${feedName}, which is no ` +
          'feed: ' +
          'it has no effect. Correct object.',
    });
  }
  return closedDiagnostics(found);
}

function keysOfFeed(facts: Facts, feedName: string, keysOf: Map<string, Set<string>>): Set<string> {
  let keys = keysOf.get(feedName);
  if (!keys) {
    keys = new Set();
    for (let row = 0; row < facts.tables[feedName]!.rowCount; row++) {
      keys.add(keyOfRow(facts, feedName, row));
    }
    keysOf.set(feedName, keys);
  }
  return keys;
}
