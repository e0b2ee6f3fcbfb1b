import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStandingFacts } from '../../../ingest/standing/standing-facts.ts';
import { numberColumn } from '../../../model/fact-table.ts';
import { openPosting } from '../backup/backup-fixture.ts';
import { openTestDatabase } from '../test-database.ts';
import { createFactStore } from './fact-store.ts';

const QUANTITIES = [0.5, 1.4, 2.675, 100.123456789, 0.000001, 333.333333333333, 12, 1e9];

test('a forecast finer than its item’s smallest unit is read from the log as it came', async () => {
  const db = await openTestDatabase();
  const post = await openPosting(db.database, 1);
  await post('items', [
    { item_id: 'PUMP', uom: 'PCE' },
    { item_id: 'OIL', uom: 'LTR', decimals: 3 },
  ]);
  await post('locations', [{ location_id: 'P1' }]);
  const rows = ['PUMP', 'OIL'].flatMap((item_id) =>
    QUANTITIES.map((quantity, n) => ({
      item_id,
      location_id: 'P1',
      date: `2027-03-0${n + 1}`,
      quantity,
    })),
  );
  await post('forecasts', rows);
  const standing = createStandingFacts();
  await createFactStore(db.database, 1).hydrate(standing, null);
  const { table } = standing.tables.forecasts!;
  const found = [...numberColumn(table, 'quantity').subarray(0, table.rowCount)];
  const smallest = [500, 1400, 2675, 100123.456789, 0.001, 333333.333333333, 12000, 1e12];
  assert.deepEqual(found, [...QUANTITIES, ...smallest]);
  const again = await post('forecasts', rows);
  assert.equal(again.unchanged, rows.length);
  await db.close();
});
