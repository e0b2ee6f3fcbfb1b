// What a person believes moves the plan and stays through replans and loads; what was put aside is
// listed, mended and taken in, or dropped.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { QuarantineView } from '../../src/app/living/ports.ts';
import type { OpenSupplyRow } from '../../src/contract/item-location.ts';
import type { CaseView } from '../../src/contract/living-exception.ts';
import {
  at,
  CASE,
  day,
  purchaseOrder,
  salesOrder,
  sendBracketCompany,
} from './bracket-company-fixture.ts';
import {
  type Client,
  type LivingServer,
  openLivingServer,
  type Row,
} from './living-server-fixture.ts';

let server: LivingServer;
let buyer: Client;

before(async () => {
  server = await openLivingServer();
  buyer = await server.key('buyer');
  await sendBracketCompany(buyer);
  await planned(await buyer.facts('purchase_orders', [purchaseOrder()]));
});
after(() => server.close());

const planned = ({ position }: { position: number }) => buyer.planned(position);
const note = async (text: string, body: Row): Promise<void> => {
  const path = at('/notes/purchase_orders', '4500101/10/1');
  await planned(await buyer.send<{ position: number }>('PUT', path, { text, ...body }));
};
const isLate = async (): Promise<boolean> =>
  (await buyer.get<{ rows: CaseView[] }>('/cases?state=open')).rows.some(({ id }) => id === CASE);
const supply = async (): Promise<OpenSupplyRow> =>
  (await buyer.get<{ open_supply: OpenSupplyRow[] }>('/item-locations/BRACKET/LEIPZIG'))
    .open_supply[0];
const turnTo = async (as_of: string): Promise<void> => {
  await planned(await server.admin.send<{ position: number }>('PATCH', '/settings', { as_of }));
};

test('a believed date stands first on the ladder, and the case closes', async () => {
  assert.equal(await isLate(), true);
  await note('on the lorry', { believed_date: day(8) });
  const { date_basis, arrival_date, confirmed_date } = await supply();
  assert.deepEqual([date_basis, arrival_date, confirmed_date], ['believed', day(8), day(16)]);
  assert.equal(await isLate(), false);
});

test('it survives the order’s next load, changed or not, and says who wrote it', async () => {
  const orders = [purchaseOrder({ confirmed_date: day(18) })];
  await planned(await buyer.facts('purchase_orders', orders));
  const replace = '/facts/purchase_orders?replace=true';
  await planned(await buyer.send<{ position: number }>('POST', replace, orders));
  assert.deepEqual([(await supply()).date_basis, await isLate()], ['believed', false]);
  const { rows } = await buyer.get<{ rows: Row[] }>('/facts/notes');
  assert.deepEqual(
    rows.map(({ object, object_id, text, author }) => [object, object_id, text, author]),
    [['purchase_orders', '4500101/10/1', 'on the lorry', 'key buyer program']],
  );
  await server.killPlanner();
  await planned(await buyer.facts('sales_orders', [salesOrder({ requested_date: day(11) })]));
  assert.equal(await isLate(), false);
});

test('a belief that holds until a day ends with it', async () => {
  await note('he said so', { believed_date: day(8), valid_until: day(2), follow_up: day(1) });
  await turnTo(day(2));
  assert.equal(await isLate(), false);
  await turnTo(day(3));
  assert.deepEqual([(await supply()).date_basis, await isLate()], ['confirmed', true]);
});

test('emptied, a belief is gone and the remark stays', async () => {
  await note('hope', { believed_date: day(8) });
  assert.equal(await isLate(), false);
  await note('no more hope', {});
  assert.equal(await isLate(), true);
  const { rows } = await buyer.get<{ rows: Row[] }>('/facts/notes');
  assert.deepEqual([rows[0].text, rows[0].believed_date], ['no more hope', null]);
});

test('a note on no feed, or of a wrong date, is refused in words', async () => {
  const wrong = await buyer.ask('PUT', '/notes/purchase_orders/X', { believed_date: '31.3.2027' });
  assert.equal(wrong.status, 422);
  const odd = await buyer.ask('PUT', '/notes/purchase_ordres/X', { text: 'x' });
  assert.equal(odd.status, 404, odd.text);
  assert.match(JSON.parse(odd.text).detail, /Maybe purchase_orders/);
});

test('a note on what is not there is refused, with what may be meant', async () => {
  const put = async (object: string, id: string) => {
    const answer = await buyer.ask('PUT', at(`/notes/${object}`, id), { text: 'x' });
    const { code, detail } = JSON.parse(answer.text);
    return { status: answer.status, code, detail };
  };
  const { head } = await buyer.get<{ head: number }>('/log?limit=1');
  assert.deepEqual(await put('purchase_orders', '4500101/10'), {
    status: 404,
    code: 'not_found',
    detail:
      'purchase_orders has no row "4500101/10". Maybe "4500101/10/1". ' +
      'Its id is order_id/line/schedule_line.',
  });
  assert.match((await put('suppliers', 'NOBODY')).detail, /suppliers has no row "NOBODY"\. Its id/);
  assert.match((await put('items', 'a/b')).detail, /items has no row "a\/b"/);
  assert.match(
    (await put('cases', 'case:x')).detail,
    /no case "case:x"\. Take the id as GET \/cases/,
  );
  assert.match((await put('exceptions', CASE)).detail, /There is no exception/);
  assert.match((await put('case', CASE)).detail, /Maybe cases/);
  assert.equal((await buyer.get<{ head: number }>('/log?limit=1')).head, head);
});

test('a case and an exception take notes, which stay when they close', async () => {
  await note('hope is back', {});
  assert.equal(await isLate(), true);
  const text = 'Kessler called: the mould is broken';
  const ofCase = await buyer.send<{ position: number }>('PUT', at('/notes/cases', CASE), {
    text,
    follow_up: day(4),
  });
  const exception = 'supply_late:purchase_orders/4500101/10/1';
  await planned(await buyer.send('PUT', at('/notes/exceptions', exception), { text: 'so it is' }));
  await planned(ofCase);
  const read = (object: string, id: string) =>
    buyer.get<{ rows: Row[] }>(`/facts/notes?object=${object}&object_id=${encodeURIComponent(id)}`);
  const { rows } = await read('cases', CASE);
  assert.deepEqual(
    [rows[0].text, rows[0].follow_up, rows[0].author],
    [text, day(4), 'key buyer program'],
  );
  assert.equal((await read('exceptions', exception)).rows.length, 1);
  const { rows: told } = await buyer.get<{ rows: Row[] }>('/plan/diagnostics?feed=notes');
  assert.deepEqual(told, [], 'the plan does not complain about them');
});

test('what the plan finds odd in a row is told by its key, since no file has it', async () => {
  const odd = purchaseOrder({ order_id: '4500199', line: 30, requested_date: '2099-01-01' });
  await planned(await buyer.facts('purchase_orders', [odd]));
  const path = '/plan/diagnostics?rule=far_date';
  const { rows } = await buyer.get<{ rows: { key: string; message: string }[] }>(path);
  assert.equal(rows[0].key, '4500199/30/1');
  assert.match(rows[0].message, /2099-01-01 in row 4500199\/30\/1 of purchase_orders is over/);
  await planned(await buyer.facts('purchase_orders', [{ ...odd, status: 'cancelled' }]));
});

const openRows = async (): Promise<QuarantineView[]> =>
  (await buyer.get<{ rows: QuarantineView[] }>('/quarantine?state=open')).rows;

test('a bad row does not stop the others, and is listed with a sentence', async () => {
  const rows = [
    salesOrder({ order_id: 'SO-7', quantity: 7 }),
    salesOrder({ order_id: 'SO-8', quantity: 'eight' }),
    salesOrder({ order_id: 'SO-9', item_id: 'BRAKET', quantity: 9 }),
  ];
  const answer = await buyer.send<Record<string, number>>('POST', '/facts/sales_orders', rows);
  assert.deepEqual([answer.rows, answer.new, answer.quarantined], [3, 1, 2]);
  await planned({ position: answer.position });
  const [eight, nine] = await openRows();
  assert.deepEqual(
    [eight.column, eight.value, eight.rule, eight.state],
    ['quantity', 'eight', 'type', 'open'],
  );
  assert.match(eight.message, /quantity/i);
  assert.deepEqual([nine.rule, nine.value], ['unknown_reference', 'BRAKET']);
  assert.match(nine.message, /BRAKET/);
  assert.equal(nine.row.order_id, 'SO-9');
});

test('mended and taken in again, it is a fact like any other', async () => {
  const [eight, nine] = await openRows();
  const still = await buyer.send<Record<string, number>>(
    'POST',
    `/quarantine/${nine.id}/replay`,
    {},
  );
  assert.deepEqual([still.new, still.quarantined], [0, 1], 'not mended, it stays');
  const mended = await buyer.send<Record<string, number>>(
    'POST',
    `/quarantine/${eight.id}/replay`,
    { cells: { quantity: '8' } },
  );
  assert.deepEqual([mended.new, mended.quarantined], [1, 0]);
  await planned({ position: mended.position });
  const { rows } = await buyer.get<{ rows: Row[] }>('/plan/demand?order_id=SO-8');
  assert.equal(rows.length, 1);
  const left = await openRows();
  assert.ok(!left.some(({ id }) => id === eight.id));
  assert.equal(left.filter(({ row }) => row.order_id === 'SO-9').length, 1, 'listed once');
  const again = await buyer.ask('POST', `/quarantine/${eight.id}/replay`, {});
  assert.deepEqual([again.status, JSON.parse(again.text).code], [409, 'not_open']);
});

test('dropped with a reason it is gone from the open ones', async () => {
  const [nine] = await openRows();
  const bare = await buyer.ask('POST', `/quarantine/${nine.id}/drop`, {});
  assert.equal(bare.status, 422);
  const reason = { reason: 'a test order' };
  await buyer.send('POST', `/quarantine/${nine.id}/drop`, reason);
  assert.deepEqual(await openRows(), []);
  const { rows } = await buyer.get<{ rows: QuarantineView[] }>('/quarantine?state=dropped');
  assert.deepEqual(
    rows.map(({ id }) => id),
    [nine.id],
  );
  const { rows: trail } = await server.admin.get<{ rows: { action: string; after: unknown }[] }>(
    '/audit',
  );
  const told = trail.find(({ action }) => action.startsWith('quarantine.'));
  assert.match(JSON.stringify(told ?? trail.map(({ action }) => action)), /a test order/);
});
