import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { numberColumn } from '../../model/fact-table.ts';
import { NO_DEMAND_HISTORY } from '../../model/facts.ts';
import { feedNamed } from '../../model/feeds/feeds.ts';
import { jsonSource } from '../json/json-records.ts';
import { isRefusal } from '../record-batch.ts';
import { defaultSettings } from '../settings.ts';
import { readBatch } from './read-batch.ts';
import { closeLacking } from './replace-scope.ts';
import { createStandingFacts, type StandingFacts, snapshotOf, takeRows } from './standing-facts.ts';

const settings = defaultSettings(0);

async function take(standing: StandingFacts, feedName: string, rows: object[], replace = false) {
  const feed = feedNamed(feedName)!;
  const source = jsonSource(feedName, 'test', rows);
  assert.ok(!isRefusal(source));
  const batch = await readBatch(standing, settings, feed, source, () => {});
  assert.ok(!isRefusal(batch));
  const taken = takeRows(standing, batch.table);
  const diagnostics = replace ? closeLacking(standing, batch.table, taken.closed) : [];
  return { taken, diagnostics, batch };
}

/** Rows of a feed as texts and numbers, by key. */
function stands(standing: StandingFacts, feedName: string, columns: readonly string[]) {
  const { table } = standing.tables[feedName]!;
  const { texts } = standing.facts.pool;
  const found = columns.map((name) => table.columns.find((column) => column.name === name)!);
  const rows: string[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const cells = found.map(({ kind, values }) =>
      kind === 'text' ? texts[values[row]!] : String(values[row]),
    );
    rows.push(cells.join('|'));
  }
  return rows.sort();
}

describe('facts as they stand', () => {
  it('are what a plain list of the last row of each key is, whatever comes in', async () => {
    const row = fc.record({
      order_id: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
      line: fc.integer({ min: 1, max: 3 }),
      quantity: fc.integer({ min: 0, max: 5 }),
      note: fc.constantFrom(undefined, 'x', 'y'),
    });
    const batches = fc.array(
      fc.record({ replace: fc.boolean(), rows: fc.array(row, { minLength: 1, maxLength: 12 }) }),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(batches, async (list) => {
        const standing = createStandingFacts();
        await take(standing, 'items', [{ item_id: 'I' }]);
        await take(standing, 'locations', [{ location_id: 'L' }]);
        let model = new Map<string, string>();
        for (const { replace, rows } of list) {
          const inBatch = new Map<string, string>(); // of two rows with one key the first is taken
          for (const { order_id, line, quantity, note } of rows) {
            const key = `${order_id}|${line}`;
            if (!inBatch.has(key)) inBatch.set(key, `${quantity}|${note ?? ''}`);
          }
          model = replace ? inBatch : new Map([...model, ...inBatch]);
          const whole = rows.map((r) => ({
            ...r,
            note: r.note ?? null,
            item_id: 'I',
            location_id: 'L',
            requested_date: '2027-01-01',
          }));
          await take(standing, 'purchase_orders', whole, replace);
          assert.deepEqual(
            stands(standing, 'purchase_orders', ['order_id', 'line', 'quantity', 'note']),
            [...model].map(([key, rest]) => `${key}|${rest}`).sort(),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('tell a new row from a changed and an unchanged one', async () => {
    const standing = createStandingFacts();
    const first = await take(standing, 'items', [{ item_id: 'A', unit_cost: 1 }, { item_id: 'B' }]);
    const second = await take(standing, 'items', [
      { item_id: 'A', unit_cost: 1 },
      { item_id: 'B', unit_cost: 2 },
      { item_id: 'C' },
    ]);
    assert.deepEqual([first.taken.newCount, first.taken.unchangedCount], [2, 0]);
    const { newCount, changedCount, unchangedCount } = second.taken;
    assert.deepEqual([newCount, changedCount, unchangedCount], [1, 1, 1]);
  });

  it('check a reference against what stands, once its feed has come', async () => {
    const standing = createStandingFacts();
    const stock = { item_id: 'A', location_id: 'P', quantity: 1 };
    await take(standing, 'items', [{ item_id: 'A' }]);
    const early = await take(standing, 'inventory', [stock]);
    assert.equal(early.batch.quarantine.count, 0);
    await take(standing, 'locations', [{ location_id: 'Q' }]);
    const late = await take(standing, 'inventory', [{ ...stock, status: 'blocked' }]);
    assert.equal(late.batch.quarantine.rows[0]?.rule, 'unknown_reference');
    assert.equal(late.batch.quarantine.rows[0]?.cells?.location_id, 'P');
  });

  it('forget an id when its last row is closed', async () => {
    const standing = createStandingFacts();
    await take(standing, 'items', [{ item_id: 'A' }, { item_id: 'B' }]);
    await take(standing, 'items', [{ item_id: 'B' }], true);
    await take(standing, 'locations', [{ location_id: 'P' }]);
    const gone = await take(standing, 'inventory', [
      { item_id: 'A', location_id: 'P', quantity: 1 },
    ]);
    assert.equal(gone.batch.quarantine.rows[0]?.rule, 'unknown_reference');
  });

  it('close within the scope of the list only', async () => {
    const standing = createStandingFacts();
    await take(standing, 'items', [{ item_id: 'A' }]);
    await take(standing, 'locations', [{ location_id: 'P' }, { location_id: 'Q' }]);
    const stock = (location_id: string, status: string) => ({
      item_id: 'A',
      location_id,
      status,
      quantity: 1,
    });
    const all = [stock('P', 'available'), stock('P', 'blocked'), stock('Q', 'available')];
    await take(standing, 'inventory', all);
    await take(standing, 'inventory', [stock('P', 'blocked')], true);
    const { scope } = feedNamed('inventory')!;
    assert.equal(scope, 'location_id');
    assert.deepEqual(stands(standing, 'inventory', ['location_id', 'status']), [
      'P|blocked',
      'Q|available',
    ]);
  });

  it('stay as they were for whoever reads them', async () => {
    const standing = createStandingFacts();
    await take(standing, 'items', [
      { item_id: 'A', unit_cost: 1 },
      { item_id: 'B', unit_cost: 1 },
    ]);
    const before = snapshotOf(standing, NO_DEMAND_HISTORY);
    await take(standing, 'items', [{ item_id: 'B', unit_cost: 2 }, { item_id: 'C' }], true);
    const costs = numberColumn(before.tables.items!, 'unit_cost');
    assert.equal(before.tables.items!.rowCount, 2);
    assert.deepEqual([...costs.subarray(0, 2)], [1, 1]);
    assert.deepEqual(stands(standing, 'items', ['item_id', 'unit_cost']), ['B|2', 'C|NaN']);
    assert.equal(standing.facts.tables.items, standing.tables.items!.table);
  });
});
