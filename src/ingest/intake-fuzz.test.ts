// Whatever a folder holds: no crash, no hang, and no row is lost (rows = accepted + quarantined).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FeedColumn } from '../model/feeds/feed.ts';
import { FEEDS } from '../model/feeds/feeds.ts';
import type { Intake } from './intake.ts';
import { BASE_FILES, intakeOf } from './intake-fixture.ts';

function assertNothingLost(intake: Intake): void {
  for (const { feed, rows, accepted, quarantined, unchanged } of intake.feeds) {
    assert.equal(rows, accepted + quarantined, feed);
    assert.ok(unchanged <= accepted);
    const listed = intake.quarantine.filter((row) => row.feed === feed);
    assert.equal(listed.length, quarantined, feed);
    const lines = listed.map(({ line }) => line);
    assert.deepEqual(
      lines,
      [...lines].sort((a, b) => a - b),
    );
    if (feed === 'demand_history') continue;
    const table = intake.facts.tables[feed]!;
    assert.equal(table.rowCount, accepted - unchanged, feed);
    for (const column of table.columns) {
      if (column.kind !== 'text') continue;
      for (let row = 0; row < table.rowCount; row++) {
        assert.ok(intake.facts.pool.texts[column.values[row]!] !== undefined);
      }
    }
  }
}

const feed = fc.constantFrom(...FEEDS);

test('arbitrary bytes under a header are taken, put aside or refused', async () => {
  await fc.assert(
    fc.asyncProperty(feed, fc.uint8Array({ maxLength: 300 }), async ({ name, columns }, noise) => {
      const header = new TextEncoder().encode(
        `${columns.map((column) => column.name).join(',')}\n`,
      );
      const content = new Uint8Array(header.length + noise.length);
      content.set(header);
      content.set(noise, header.length);
      assertNothingLost(await intakeOf({ ...BASE_FILES, [`${name}.csv`]: content }));
    }),
    { numRuns: 400 },
  );
});

/** Cells that are mostly right, sometimes strange. */
function cellOf(column: FeedColumn): fc.Arbitrary<string> {
  const strange = fc.constantFrom(
    ...['', ' ', '0', '-1', '1.5', '1.234', '12,5', '1e308', 'NaN', '9999-12-31', '0001-01-01'],
    ...['31.12.2027', '😀', 'a"b', 'x,y', 'two\nlines', 'x'.repeat(300), '1'.repeat(40), '=1+1'],
  );
  const right: Record<FeedColumn['kind'], fc.Arbitrary<string>> = {
    id: fc.constantFrom('A', 'B', 'K', 'P', 'X1'),
    text: fc.constantFrom('1', '2', 'words'),
    choice: fc.constantFrom(...(column.values ?? ['x'])),
    flag: fc.constantFrom('true', 'false'),
    day: fc.constantFrom('2027-01-01', '2027-03-31', '2028-02-29'),
    instant: fc.constantFrom('2027-03-01T06:00:00Z', '2027-03-01T06:00:00.5+02:00'),
    month: fc.constantFrom('2027-03', '2027-04-15'),
    days: fc.constantFrom('0', '5', '2.5'),
    count: fc.constantFrom('1', '2', '3.0'),
    number: fc.constantFrom('1', '2.5', '100'),
    quantity: fc.constantFrom('1', '25', '1000000'),
    money: fc.constantFrom('1', '0.05', '99.9'),
    currency: fc.constantFrom('EUR', 'USD'),
    uom: fc.constantFrom('PCE', 'KGM', 'XBX'),
    weekdays: fc.constantFrom('1111100', '0000000'),
  };
  return fc.oneof({ weight: 9, arbitrary: right[column.kind] }, { weight: 1, arbitrary: strange });
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

test('arbitrary tables of all feeds are read without losing a row', async () => {
  const tables = FEEDS.map((each) =>
    fc.array(fc.tuple(...each.columns.map(cellOf)), { maxLength: 6 }).map((rows) => {
      const header = each.columns.map((column) => column.name);
      return [header, ...rows].map((row) => row.map(quote).join(';')).join('\n');
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.tuple(...tables), async (contents) => {
      const files = Object.fromEntries(
        contents.map((content, i) => [`${FEEDS[i]!.name}.csv`, content]),
      );
      assertNothingLost(await intakeOf({ ...files, ...BASE_FILES }));
    }),
    { numRuns: 60 },
  );
});

test('reading a folder twice gives the same facts, byte for byte', async () => {
  const rows = fc.array(fc.tuple(...FEEDS[0]!.columns.map(cellOf)), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const header = FEEDS[0]!.columns.map((column) => column.name);
      const items = [header, ...cells].map((row) => row.map(quote).join(',')).join('\n');
      const files = { ...BASE_FILES, 'items.csv': items };
      assert.deepEqual(await intakeOf(files), await intakeOf(files));
    }),
    { numRuns: 50 },
  );
});
