// Versions in any order leave what they leave in their own order.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createFactTable, reserveRows } from '../../model/fact-table.ts';
import { feedNamed } from '../../model/feeds/feeds.ts';
import { internText } from '../rows/byte-interner.ts';
import { latestVersions } from './latest-versions.ts';
import { createStandingFacts, type StandingFacts, settleVersion } from './standing-facts.ts';
import { placeToWrite } from './standing-table.ts';

interface Version {
  id: number;
  position: number;
  set: boolean;
  name: string;
}

const FEED = feedNamed('locations')!;

function write(facts: StandingFacts, { id, name }: Version): void {
  const table = facts.tables.locations!;
  const row = placeToWrite(table);
  const given = createFactTable(FEED);
  reserveRows(given, 1);
  for (const [c, column] of table.table.columns.entries()) {
    column.values[row] = given.columns[c]!.values[0]!;
  }
  table.table.columns[0]!.values[row] = internText(facts.interner, `L${id}`);
  table.table.columns[1]!.values[row] = internText(facts.interner, name);
}

function standing(facts: StandingFacts): string[] {
  const { table } = facts.tables.locations!;
  const { texts } = facts.facts.pool;
  const text = (c: number, row: number) => texts[table.columns[c]!.values[row]!]!;
  return Array.from(
    { length: table.rowCount },
    (_, row) => `${text(0, row)} ${text(1, row)}`,
  ).sort();
}

const VERSIONS = fc.array(
  fc.record({
    id: fc.integer({ min: 1, max: 5 }),
    set: fc.boolean(),
    name: fc.constantFrom('a', 'b', ''),
    isNext: fc.boolean(),
  }),
  { maxLength: 30 },
);

/** Each entry closes a key at most once, and sets it at most once, after that. */
function inOrder(drawn: readonly (Omit<Version, 'position'> & { isNext: boolean })[]): Version[] {
  const versions: Version[] = [];
  let position = 1;
  for (const { isNext, ...version } of drawn) {
    const same = versions.filter((each) => each.position === position && each.id === version.id);
    if (isNext || same.some(({ set }) => set || !version.set)) position++;
    versions.push({ ...version, position });
  }
  return versions;
}

test('versions in any order leave the same rows and ids as in their own', () => {
  fc.assert(
    fc.property(VERSIONS, fc.infiniteStream(fc.nat()), (drawn, random) => {
      const versions = inOrder(drawn);
      const one = createStandingFacts();
      for (const version of versions) {
        write(one, version);
        settleVersion(one, one.tables.locations!, version.set, 1);
      }
      const other = createStandingFacts();
      const latest = latestVersions(other, other.tables.locations!);
      const keyed = versions.map((version) => ({ version, key: random.next().value }));
      for (const { version } of keyed.sort((a, b) => a.key - b.key)) {
        write(other, version);
        latest.take(version.position, version.set, 1);
      }
      latest.end();
      assert.deepEqual(standing(other), standing(one));
      const ids = (facts: StandingFacts) => facts.idCounts.locations!.reduce((a, b) => a + b, 0);
      assert.equal(ids(other), ids(one));
    }),
    { seed: Number(process.env.SEED ?? 1), numRuns: Number(process.env.RUNS ?? 500) },
  );
});
