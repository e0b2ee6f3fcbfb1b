// Which ids each feed has given so far: what a reference is checked against. A feed that is not
// given, or could not be read, is not checked against.

import type { TextPool } from '../base/text-pool.ts';
import { type FactTable, textColumn } from '../model/fact-table.ts';
import { quoted } from './quarantine.ts';

export interface KnownKeys {
  /** Whether the text with this pool code (or without one, below 0) is no id of the given feed. */
  isUnknown(feedName: string, code: number): boolean;
  unknownMessage(columnName: string, feedName: string, text: string): string;
  /** The feed is read: its first key column holds the ids. */
  add(table: FactTable): void;
  /** A row of the feed with this id was put aside. */
  putAside(feedName: string, id: string, line: number): void;
}

const PUT_ASIDE_MAX = 10_000;

export function createKnownKeys(pool: TextPool): KnownKeys {
  const ids = new Map<string, Uint8Array>(); // by feed: by pool code, 1 = an id of it
  const asideLine = new Map<string, Map<string, number>>(); // by feed, by id: its line
  return {
    isUnknown(feedName, code) {
      const known = ids.get(feedName);
      return known !== undefined && (code < 0 || code >= known.length || known[code] === 0);
    },
    unknownMessage(columnName, feedName, text) {
      const line = asideLine.get(feedName)?.get(text);
      return line === undefined
        ? `${columnName} is ${quoted(text)}, which feed ${feedName} does not have. Add it there, ` +
            'or ' +
            'correct it here.'
        : `${columnName} is ${quoted(text)}, whose row in feed ${feedName} (line ${line}) was ` +
            'put ' +
            'aside. Mend that row first.';
    },
    add(table) {
      const known = new Uint8Array(pool.texts.length);
      const first = table.feed.columns[0]!;
      const column = textColumn(table, first.name);
      for (let row = 0; row < table.rowCount; row++) known[column[row]!] = 1;
      ids.set(table.feed.name, known);
    },
    putAside(feedName, id, line) {
      let lines = asideLine.get(feedName);
      if (!lines) {
        lines = new Map();
        asideLine.set(feedName, lines);
      }
      if (lines.size < PUT_ASIDE_MAX && !lines.has(id)) lines.set(id, line);
    },
  };
}
