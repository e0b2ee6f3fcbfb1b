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

/** Names the whole feed as what a list covers. */
export const WHOLE_FEED = '*';

/** Why a list cannot be the full truth for what it is said to cover, null = it can. A list of no
 * rows says nothing of what it covers: that has to be named, or an empty file would wipe all. */
export function scopeFault(
  standing: StandingFacts,
  batch: FactTable,
  rowCount: number, // those put aside as well
  scope: readonly string[],
): string | null {
  const { name, scope: column } = batch.feed;
  const isWhole = scope.includes(WHOLE_FEED);
  if (column === '' && scope.length > 0 && !isWhole) {
    const shown = scope[0]!.slice(0, 100);
    return `Feed ${name} is replaced as a whole: scope is "${shown}", and can only be *.`;
  }
  if (rowCount === 0 && scope.length === 0) {
    const named = column === '' ? '' : `scope= with the ${column} that has none now, or `;
    return (
      `The full list of ${name} is empty, and does not say what it covers. If there are none any ` +
      `more, send it with ${named}scope=* for the whole feed.`
    );
  }
  if (scope.length === 0 || isWhole) return null;
  const { texts } = standing.facts.pool;
  const { values } = batch.columns[batch.feed.columns.findIndex(({ name }) => name === column)]!;
  for (let row = 0; row < batch.rowCount; row++) {
    const own = texts[values[row]!]!;
    if (scope.includes(own)) continue;
    return (
      `A row is of ${column} "${own.slice(0, 100)}", which the scope does not name. Name it in ` +
      'scope as well, or leave the row out.'
    );
  }
  return null;
}

/** Closes what the batch lacks; copies of the closed rows go behind those of `closed`.
 * `scopeNames`: what it covers, besides what its rows name. */
export function closeLacking(
  standing: StandingFacts,
  batch: FactTable,
  closed: FactTable,
  scopeNames: readonly string[] = [],
): Diagnostic[] {
  const { feed } = batch;
  const from = standing.tables[feed.name]!;
  const inBatch = createStandingTable(feed);
  const places = columnPlaces(inBatch, batch);
  for (let row = 0; row < batch.rowCount; row++) {
    setRow(inBatch, batch, row, places, { row: 0 }, null);
  }
  const scope = feed.columns.findIndex(({ name }) => name === feed.scope);
  const covered = scope < 0 || scopeNames.includes(WHOLE_FEED) ? null : new Set<number>();
  for (let row = 0; row < batch.rowCount; row++) covered?.add(batch.columns[scope]!.values[row]!);
  for (const name of scopeNames) {
    const code = standing.facts.pool.codeOf.get(name);
    if (code !== undefined) covered?.add(code);
  }
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
