// A batch that is the full truth for what it covers: the rows of its scope that it lacks are
// closed. What other rows still point to stays, and is named.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { FactTable } from '../../model/fact-table.ts';
import { FEEDS } from '../../model/feeds/feeds.ts';
import { closeRow, type StandingFacts } from './standing-facts.ts';
import {
  columnPlaces,
  copyRow,
  createStandingTable,
  findStanding,
  setRow,
} from './standing-table.ts';

/** Closes what the batch lacks; copies of the closed rows go behind those of `closed`. */
export function closeLacking(
  standing: StandingFacts,
  batch: FactTable,
  closed: FactTable,
): Diagnostic[] {
  const { feed } = batch;
  const from = standing.tables[feed.name]!;
  const inBatch = createStandingTable(feed);
  const places = columnPlaces(inBatch, batch);
  for (let row = 0; row < batch.rowCount; row++) {
    setRow(inBatch, batch, row, places, { row: 0 }, null);
  }
  const scope = feed.columns.findIndex(({ name }) => name === feed.scope);
  const covered = scope < 0 ? null : new Set<number>();
  for (let row = 0; row < batch.rowCount; row++) covered?.add(batch.columns[scope]!.values[row]!);
  const diagnostics: Diagnostic[] = [];
  for (let row = from.table.rowCount - 1; row >= 0; row--) {
    if (covered && !covered.has(from.table.columns[scope]!.values[row]!)) continue;
    if (findStanding(inBatch, from.table, row) >= 0) continue;
    const pointing = whoPointsTo(standing, from.table, row);
    if (pointing === null) {
      copyRow(from.table, row, closed);
      closeRow(standing, from, row);
    } else if (diagnostics.length < DIAGNOSTICS_MAX) {
      diagnostics.push(stillPointedTo(standing, from.table, row, pointing));
    }
  }
  return diagnostics;
}

const DIAGNOSTICS_MAX = 100;

/** The feed with a row that needs this one's id, unless another row of the feed has it too. */
function whoPointsTo(standing: StandingFacts, table: FactTable, row: number): string | null {
  const { name } = table.feed;
  const code = table.columns[0]!.values[row]!;
  if (!(standing.idCounts[name]?.[code] === 1)) return null;
  for (const feed of FEEDS) {
    for (const [at, { reference }] of feed.columns.entries()) {
      if (reference?.to !== name || reference.unknown !== 'quarantine') continue;
      const { columns, rowCount } = standing.facts.tables[feed.name]!;
      const { values } = columns[at]!;
      for (let r = 0; r < rowCount; r++) if (values[r] === code) return feed.name;
    }
  }
  return null;
}

function stillPointedTo(
  standing: StandingFacts,
  table: FactTable,
  row: number,
  pointing: string,
): Diagnostic {
  const { name, columns } = table.feed;
  const id = standing.facts.pool.texts[table.columns[0]!.values[row]!]!;
  return {
    severity: 'warning',
    feed: name,
    key: id,
    rule: 'still_referenced',
    message:
      `${columns[0]!.name} ${id} is not in the full list, but rows of ${pointing} still need it, ` +
      'so it stays. Close those rows first, then send the list again.',
  };
}
