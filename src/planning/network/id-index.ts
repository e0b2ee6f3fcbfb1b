// The things of one kind (items, locations, parties) as dense indices, sorted by id: those of their
// feed, and those that another feed's row names though their own feed lacks them.

import { type FactTable, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';

export interface IdIndex {
  count: number;
  id: string[]; // by index, ascending by code unit
  ofCode: Int32Array; // by pool code: the index, -1 = no such thing
  factRow: Int32Array; // by index: row of the kind's own feed, -1 = only named elsewhere
}

/** Columns that name a thing without the contract checking the reference. */
export type NamingColumn = readonly [feed: string, column: string];

export function indexIds(
  facts: Facts,
  feedName: string,
  alsoNamedBy: readonly NamingColumn[] = [],
): IdIndex {
  const { texts, codeOf } = facts.pool;
  const rowOfCode = new Int32Array(texts.length).fill(-1);
  const isNamed = new Uint8Array(texts.length);
  for (const [name, table] of Object.entries(facts.tables)) {
    for (const column of table.feed.columns) {
      const isOwnKey = name === feedName && column.key;
      if (isOwnKey || column.reference?.to === feedName) markNames(table, column.name, isNamed);
    }
  }
  for (const [name, column] of alsoNamedBy) markNames(facts.tables[name]!, column, isNamed);

  const own = facts.tables[feedName]!;
  const ownCodes = textColumn(own, own.feed.columns[0]!.name);
  for (let row = 0; row < own.rowCount; row++) rowOfCode[ownCodes[row]!] = row;

  const id: string[] = [];
  for (let code = 1; code < texts.length; code++) if (isNamed[code] === 1) id.push(texts[code]!);
  id.sort();
  const ofCode = new Int32Array(texts.length).fill(-1);
  const factRow = new Int32Array(id.length);
  for (let index = 0; index < id.length; index++) {
    const code = codeOf.get(id[index]!)!;
    ofCode[code] = index;
    factRow[index] = rowOfCode[code]!;
  }
  return { count: id.length, id, ofCode, factRow };
}

function markNames(table: FactTable, column: string, isNamed: Uint8Array): void {
  const codes = textColumn(table, column);
  for (let row = 0; row < table.rowCount; row++) isNamed[codes[row]!] = 1;
}
