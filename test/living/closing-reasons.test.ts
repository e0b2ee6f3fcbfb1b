// What has closed says why: the fact that took its cause away, over the whole system, in its
// history and on the stream.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CaseView, ExceptionView, HistoryEvent } from '../../src/contract/living-exception.ts';
import {
  at,
  CASE,
  day,
  ITS_EXCEPTIONS,
  purchaseOrder,
  salesOrder,
  sendBracketCompany,
} from './bracket-company-fixture.ts';
import { type Client, type LivingServer, openLivingServer } from './living-server-fixture.ts';

const STOCKOUT = 'projected_stockout:BRACKET/LEIPZIG';

let server: LivingServer;
let buyer: Client;

before(async () => {
  server = await openLivingServer();
  buyer = await server.key('buyer');
  await sendBracketCompany(buyer);
  await late();
});
after(() => server.close());

const planned = ({ position }: { position: number }) => buyer.planned(position);
const late = async () => planned(await buyer.facts('purchase_orders', [purchaseOrder()]));
const closing = async (path: string, id: string): Promise<HistoryEvent> => {
  const { is_open, history } = await buyer.get<CaseView | ExceptionView>(at(path, id));
  assert.equal(is_open, false, id);
  const last = history!.at(-1)!;
  assert.equal(last.type, 'closed');
  return last;
};

test('an order that is confirmed earlier closes its case and all that hung on it', async () => {
  const orders = [purchaseOrder({ confirmed_date: day(8) })];
  const answer = await buyer.send<{ position: number }>(
    'POST',
    '/facts/purchase_orders?source=portal',
    orders,
  );
  await planned(answer);
  const text =
    'Its cause is gone: PO 4500101/10 is now confirmed for 9 Mar (was 17 Mar) ' +
    `(position ${answer.position}, from portal, by key buyer program).`;
  const facts = [
    {
      feed: 'purchase_orders',
      key: '4500101/10/1',
      position: answer.position,
      source: 'portal',
    },
  ];
  for (const id of ITS_EXCEPTIONS) {
    const event = await closing('/exceptions', id);
    assert.deepEqual([event.text, event.facts], [text, facts], id);
  }
  assert.equal((await closing('/cases', CASE)).text, text);
});

test('the stream tells it as it closes', async () => {
  await late();
  const stream = await buyer.stream(null, 'case.*');
  const note = await buyer.send<{ position: number }>(
    'PUT',
    at('/notes/purchase_orders', '4500101/10/1'),
    { believed_date: day(7) },
  );
  await planned(note);
  const { data } = await stream.first(({ event }) => event === 'case.closed', 'a closed case');
  stream.close();
  const { event } = data.body as unknown as { event: HistoryEvent };
  assert.equal(event.position, note.position);
  assert.match(
    event.text!,
    /the note on purchase orders 4500101\/10\/1 now says that it comes on 8 Mar \(position /,
  );
  await planned(
    await buyer.send('PUT', at('/notes/purchase_orders', '4500101/10/1'), { text: 'no' }),
  );
});

test('so does an order that is taken away, one that shrinks, and stock that is found', async () => {
  const stock = { item_id: 'BRACKET', location_id: 'LEIPZIG', quantity: 100 };
  const { is_open } = await buyer.get<ExceptionView>(at('/exceptions', STOCKOUT));
  assert.equal(is_open, true);
  await planned(await buyer.facts('inventory', [stock]));
  const found = await closing('/exceptions', STOCKOUT);
  assert.match(
    found.text!,
    /^Its cause is gone: inventory BRACKET\/LEIPZIG\S* has come \(position/,
  );
  await planned(await buyer.facts('inventory', [{ ...stock, quantity: 0 }]));
  await planned(await buyer.facts('sales_orders', [salesOrder({ quantity: 1 })]));
  await planned(await buyer.facts('sales_orders', [salesOrder({ requested_date: day(60) })]));
  const shrunk = await closing('/exceptions', STOCKOUT);
  assert.match(
    shrunk.text!,
    /order SO-1\/10 now has quantity 100 \(was 1\) and is now wanted for 30 Apr \(was 11 Mar\)/,
  );
});

test('after a restart of the planner it is told by the entries that came meanwhile', async () => {
  await planned(await buyer.facts('sales_orders', [salesOrder()]));
  process.kill(server.running.plannerPid()!, 'SIGKILL');
  const answer = await buyer.facts('sales_orders', [salesOrder({ requested_date: day(60) })]);
  await planned(answer);
  const { text } = await closing('/exceptions', STOCKOUT);
  // It may have planned it in its last moment.
  assert.match(text!, new RegExp(`Its cause is gone.*position ${answer.position}`));
});
