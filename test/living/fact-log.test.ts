// Facts in a real database: what comes in, what is kept of it, and who sees it.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { jsonSource } from '../../src/ingest/json/json-records.ts';
import { isRefusal } from '../../src/ingest/record-batch.ts';
import { createStandingFacts } from '../../src/ingest/standing/standing-facts.ts';
import { openKeptState } from '../../src/storage/postgres/kept-state.ts';
import { openTestDatabase, type TestDatabase } from '../../src/storage/postgres/test-database.ts';
import { caller, openLog } from './fact-log-fixture.ts';

const ITEM = { item_id: 'PUMP', description: 'Pump', uom: 'PCE' };
const PLANT = { location_id: 'P1', kind: 'plant' };
const ORDER = { order_id: '4711', line: '10', supplier_id: 'ALFA', item_id: 'PUMP' };
const LINE = { ...ORDER, location_id: 'P1', quantity: 100, requested_date: '2027-03-10' };
const KEYED = { order_id: '4711', line: '10' };

describe('a fact that comes in', () => {
  let test: TestDatabase;
  let log: Awaited<ReturnType<typeof openLog>>;
  before(async () => {
    test = await openTestDatabase();
    log = await openLog(test);
    await log.post('items', [ITEM, { item_id: 'KIT', uom: 'KGM' }]);
    await log.post('locations', [PLANT]);
    await log.post('suppliers', [{ supplier_id: 'ALFA' }, { supplier_id: 'BETA' }]);
  });
  after(async () => {
    await test.close();
  });
  const read = (feed: string, more = {}) =>
    log.desk.read(caller, {
      feed,
      asOf: null,
      where: {},
      after: null,
      limit: 100,
      withHistory: false,
      ...more,
    });

  it('is new, unchanged, then changed, and every version is kept with its source', async () => {
    const first = await log.post('purchase_orders', [LINE]);
    const again = await log.post('purchase_orders', [LINE]);
    const slips = { ...LINE, confirmed_date: '2027-03-17' };
    const changed = await log.post('purchase_orders', [slips], { source: 'mail of 2 March' });
    assert.deepEqual([first.new, again.unchanged, changed.changed], [1, 1, 1]);
    assert.equal(again.position, first.position);
    assert.equal(changed.position, first.position + 1);
    const { rows } = await read('purchase_orders', { withHistory: true, where: KEYED });
    assert.deepEqual(
      rows.map((row) => [row.confirmed_date, (row.version as never as { source: string }).source]),
      [
        ['2027-03-17', 'mail of 2 March'],
        [null, 'test'],
      ],
    );
  });

  it('is read as it stood at any position', async () => {
    const before = await log.post('items', [{ item_id: 'SEAL', unit_cost: 1.25 }]);
    await log.post('items', [{ item_id: 'SEAL', unit_cost: 1.5 }]);
    const cost = async (position: number) => {
      const page = await read('items', { asOf: { position }, where: { item_id: 'SEAL' } });
      return page.rows.map((row) => row.unit_cost);
    };
    assert.deepEqual(await cost(before.position - 1), []);
    assert.deepEqual(await cost(before.position), [1.25]);
    assert.deepEqual(await cost(before.position + 1), [1.5]);
  });

  it('keeps columns that the contract does not know', async () => {
    await log.post('items', [{ item_id: 'BOLT', drawing: 'D-17' }]);
    const { rows } = await read('items', { where: { item_id: 'BOLT' } });
    assert.equal(rows[0]?.drawing, 'D-17');
  });

  it('is put aside with the sentence, mended and taken in again', async () => {
    const bad = { ...LINE, order_id: '4712', quantity: 'twelve' };
    const answer = await log.post('purchase_orders', [bad]);
    assert.equal(answer.quarantined, 1);
    const id = answer.quarantine[0]!.id;
    const still = await log.desk.replay(caller, id, { quantity: '12,5x' });
    assert.equal(still.quarantined, 1);
    const again = still.quarantine[0]!;
    assert.equal(again.rule, 'type');
    const mended = await log.desk.replay(caller, again.id, { quantity: '12' });
    assert.deepEqual([mended.new, mended.quarantined], [1, 0]);
    await assert.rejects(log.desk.replay(caller, again.id, {}), { code: 'not_open' });
    const open = await log.desk.quarantine(caller, {
      feed: null,
      rule: null,
      state: 'open',
      after: null,
      limit: 10,
    });
    assert.deepEqual(open.rows, []);
  });

  it('put aside twice is one row to mend', async () => {
    const bad = { item_id: 'X', unit_cost: 'dear' };
    const first = await log.post('items', [bad]);
    await log.post('items', [bad]);
    const query = { feed: 'items', rule: 'type', state: 'open' as const, after: null, limit: 10 };
    assert.equal((await log.desk.quarantine(caller, query)).rows.length, 1);
    await log.desk.drop(caller, first.quarantine[0]!.id, 'a test');
    assert.equal((await log.desk.quarantine(caller, query)).rows.length, 0);
  });

  it('with a key is written once, and the key belongs to its body', async () => {
    const more = { idempotencyKey: 'k1' };
    const rows = [{ item_id: 'ONCE' }];
    const first = await log.post('items', rows, more);
    const again = await log.post('items', rows, more);
    assert.deepEqual(again, first);
    assert.equal(again.new, 1);
    await assert.rejects(log.post('items', [{ item_id: 'TWICE' }], more), {
      status: 422,
      code: 'idempotency_mismatch',
    });
    const both = await Promise.allSettled([
      log.post('items', [{ item_id: 'A' }], { idempotencyKey: 'k2' }),
      log.post('items', [{ item_id: 'A' }], { idempotencyKey: 'k2' }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('with a key of yesterday is a new request', async () => {
    const more = { idempotencyKey: 'daily' };
    const first = await log.post('items', [{ item_id: 'DAY' }], more);
    log.clock.now += 24 * 60 * 60_000 + 1;
    const second = await log.post('items', [{ item_id: 'DAY', uom: 'PCE' }], more);
    assert.deepEqual([first.new, second.changed], [1, 1]);
    assert.deepEqual((await log.store.answerOf('daily', 0))?.answer, second);
    await log.store.forgetAnswers(log.clock.now + 1);
    assert.equal(await log.store.answerOf('daily', 0), null);
  });

  it('in a full list closes what the list lacks, but not what is still needed', async () => {
    const answer = await log.post('suppliers', [{ supplier_id: 'BETA' }], { replace: true });
    assert.deepEqual([answer.closed, answer.unchanged], [1, 1]);
    const items = await log.post('items', [{ item_id: 'KIT', uom: 'KGM' }], { replace: true });
    assert.equal(items.diagnostics[0]?.rule, 'still_referenced');
    const { rows } = await read('items');
    assert.deepEqual(
      rows.map((row) => row.item_id),
      ['KIT', 'PUMP'],
    );
    await log.post('suppliers', [{ supplier_id: 'ALFA' }]);
  });

  it('of one supplier is seen by that one alone, and no more once it goes to another', async () => {
    const supplier = (partyId: string) => ({
      ...caller,
      name: partyId,
      roles: ['supplier'] as const,
      partyId,
    });
    const ordersOf = async (partyId: string) => {
      const query = { feed: 'purchase_orders', asOf: null, where: {}, after: null, limit: 9 };
      const page = await log.desk.read(supplier(partyId), { ...query, withHistory: false });
      return page.rows.map((row) => row.order_id);
    };
    await log.post('purchase_orders', [{ ...LINE, order_id: '5000', supplier_id: 'BETA' }]);
    assert.deepEqual(await ordersOf('ALFA'), ['4711', '4712']);
    assert.deepEqual(await ordersOf('BETA'), ['5000']);
    await log.post('purchase_orders', [{ ...LINE, supplier_id: 'BETA' }]);
    assert.deepEqual(await ordersOf('ALFA'), ['4712']);
    assert.deepEqual(await ordersOf('BETA'), ['4711', '5000']);
    const { rows } = await read('purchase_orders', { where: { order_id: '4711' } });
    assert.equal(rows.length, 1);
  });

  it('pages through many rows without a gap or a double', async () => {
    const many = Array.from({ length: 250 }, (_, i) => ({
      item_id: `M${String(i).padStart(3, '0')}`,
    }));
    await log.post('items', many);
    const seen: unknown[] = [];
    let after: string | null = null;
    do {
      const page = await read('items', { after, limit: 40 });
      for (const row of page.rows) seen.push(row.item_id);
      after = page.next;
    } while (after !== null);
    assert.deepEqual(seen, ['KIT', ...many.map((row) => row.item_id), 'PUMP']);
  });

  it('is measured anew when its item gets a finer unit', async () => {
    await log.post('items', [{ item_id: 'OIL', uom: 'LTR', decimals: 1 }]);
    await log.post('inventory', [{ item_id: 'OIL', location_id: 'P1', quantity: 2.5 }]);
    await log.post('items', [{ item_id: 'OIL', uom: 'LTR', decimals: 3 }]);
    const same = await log.post('inventory', [
      { item_id: 'OIL', location_id: 'P1', quantity: 2.5 },
    ]);
    assert.equal(same.unchanged, 1);
    const standing = createStandingFacts();
    await log.store.hydrate(standing, null);
    const { columns, rowCount } = standing.facts.tables.inventory!;
    const quantity = columns.find(({ name }) => name === 'quantity')!.values;
    assert.deepEqual([rowCount, quantity[0]], [1, 2500]);
  });

  it('whose key no index could hold is put aside with the rest of its batch taken', async () => {
    const long = (letter: string) => letter.repeat(255);
    const row = { item_id: 'PUMP', location_id: 'P1', quantity: 1 };
    const batch = long('ä');
    const stock = { ...row, sublocation: long('ö'), owner_id: long('ü'), batch };
    const inventory = [{ ...stock, stock_kind: 'own' }, row];
    const fits = await log.post('inventory', inventory);
    assert.deepEqual([fits.new, fits.quarantined], [2, 0]);
    const tooLong = { ...stock, sublocation: long('𝄞'), owner_id: long('𝄞'), batch: long('𝄞') };
    const answer = await log.post('inventory', [tooLong, { ...row, status: 'blocked' }]);
    assert.deepEqual([answer.new, answer.quarantined], [1, 1]);
    assert.equal(answer.quarantine[0]?.rule, 'too_long');
    await log.desk.drop(caller, answer.quarantine[0]!.id, 'a test');
  });

  it('comes with others all together, or none of it', async () => {
    const batch = (feed: string, rows: object[]) => {
      const records = jsonSource(feed, 'test', rows);
      assert.ok(!isRefusal(records));
      const rest = { declared: {}, isTyped: true, replace: false, source: 'test' };
      return { feed, records, ...rest, idempotencyKey: '', fingerprint: '', replayOf: null };
    };
    const good = batch('items', [{ item_id: 'BOTH' }]);
    const bad = batch('inventory', [{ location_id: 'P1', quantity: 1 }]); // lacks item_id
    const kept = { name: 'play', value: { step: 7 } };
    const before = log.writer.head;
    const bundle = { batches: [good, bad], settings: { horizon_days: 90 }, kept };
    await assert.rejects(log.writer.acceptTogether(caller, bundle), { code: 'missing_column' });
    assert.deepEqual((await read('items', { where: { item_id: 'BOTH' } })).rows, []);
    assert.equal(await openKeptState(test.database, 1).read('play'), null);
    const answers = await log.writer.acceptTogether(caller, { ...bundle, batches: [good] });
    assert.deepEqual(
      answers.map(({ feed, position }) => [feed, position]),
      [
        ['settings', before + 1],
        ['items', before + 2],
      ],
    );
    assert.deepEqual(await openKeptState(test.database, 1).read('play'), { step: 7 });
    assert.equal(log.writer.settings.planning.horizonDays, 90);
  });

  it('stands the same for a second reader and after a restart', async () => {
    const standing = createStandingFacts();
    const { position } = await log.store.hydrate(standing, null);
    assert.equal(position, log.writer.head);
    const second = await openLog(test);
    const answer = await second.post('items', [ITEM]);
    assert.deepEqual([answer.unchanged, answer.position], [1, position]);
    await assert.rejects(log.post('items', [{ item_id: 'LATE' }]), /Another Drumbeat server/);
  });
});
