// What is done with a case is done with its exceptions: no list, count or page says one thing of
// the case and another of what belongs to it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CaseView, ExceptionView } from '../../src/contract/living-exception.ts';
import {
  at,
  CASE,
  day,
  ITS_EXCEPTIONS,
  purchaseOrder,
  STOCKOUT,
  salesOrder,
  sendBracketCompany,
} from './bracket-company-fixture.ts';
import { type Client, type LivingServer, openLivingServer } from './living-server-fixture.ts';

let server: LivingServer;
let planner: Client;

before(async () => {
  server = await openLivingServer();
  planner = await server.key('planner');
  await sendBracketCompany(planner);
  // Most of the order is for much later: more of it can become late.
  await planner.facts('sales_orders', [
    salesOrder({ order_id: 'SO-0', quantity: 400, requested_date: day(60) }),
  ]);
  await replan('purchase_orders', purchaseOrder({ quantity: 500, confirmed_quantity: 500 }));
});
after(() => server.close());

async function replan(feed: string, row: ReturnType<typeof purchaseOrder>): Promise<void> {
  await planner.planned((await planner.facts(feed, [row])).position);
}
const ids = async (path: string): Promise<string[]> => {
  const { rows } = await planner.get<{ rows: { id: string }[] }>(path);
  return rows.map(({ id }) => id).sort();
};
const act = async (path: string, action: Record<string, unknown>) => {
  const { version } = await planner.get<{ version: number }>(path);
  return planner.ask('POST', `${path}/actions`, { ...action, version });
};
const onCase = async (action: Record<string, unknown>): Promise<void> => {
  const answer = await act(at('/cases', CASE), action);
  assert.equal(answer.status, 200, answer.text);
};
const exception = (id: string) => planner.get<ExceptionView>(at('/exceptions', id));
const ALL = [...ITS_EXCEPTIONS].sort();

/** Lists and counts, of what is open and of what is put aside. */
async function assertAllAside(state: 'snoozed' | 'dismissed' | 'resolved'): Promise<void> {
  assert.deepEqual(await ids('/cases?state=open'), []);
  assert.deepEqual(await ids('/exceptions?state=open'), []);
  assert.deepEqual(await ids(`/cases?state=${state}`), [CASE]);
  assert.deepEqual(await ids(`/exceptions?state=${state}`), ALL);
}
async function assertAllOpen(): Promise<void> {
  assert.deepEqual(await ids('/cases?state=open'), [CASE]);
  assert.deepEqual(await ids('/exceptions?state=open'), ALL);
  assert.deepEqual(await ids('/exceptions?state=snoozed'), []);
}

test('put aside, its exceptions go along; reopened they are back', async () => {
  await assertAllOpen();
  const verbs = { snooze: 'snoozed', dismiss: 'dismissed', resolve: 'resolved' } as const;
  for (const [action, state] of Object.entries(verbs)) {
    const until = action === 'snooze' ? { until: day(5) } : {};
    await onCase({ action, reason: 'Kessler answers Monday', ...until });
    await assertAllAside(state);
    const { aside, history } = await exception(STOCKOUT);
    assert.deepEqual([aside!.of_case, aside!.reason], [CASE, 'Kessler answers Monday']);
    const last = history!.at(-1)!;
    assert.deepEqual([last.type, last.by, last.of_case], [state, 'key planner program', CASE]);
    await onCase({ action: 'reopen' });
    await assertAllOpen();
  }
});

test('the stream tells of each of them', async () => {
  const stream = await planner.stream(null, 'exception.*,case.*');
  await onCase({ action: 'snooze', until: null, reason: 'later' });
  const told = new Set<string>();
  for (const id of [CASE, ...ALL]) {
    await stream.first(({ event, data }) => {
      const { exception: one, case: whole } = data.body as unknown as Record<
        string,
        { id: string; is_put_aside: boolean } | undefined
      >;
      const about = one ?? whole;
      return event.endsWith('.handled') && about?.id === id && about.is_put_aside;
    }, `${id} snoozed`);
    told.add(id);
  }
  assert.equal(told.size, ALL.length + 1);
  stream.close();
});

test('what went along is reopened by its case alone, and the answer says so', async () => {
  for (const action of ['reopen', 'acknowledge', 'start']) {
    const answer = await act(at('/exceptions', STOCKOUT), { action });
    assert.equal(answer.status, 409, action);
    assert.match(
      JSON.parse(answer.text).detail,
      /was snoozed with its case case:\S+: reopen the case/,
    );
  }
  const comment = await act(at('/exceptions', STOCKOUT), { action: 'comment', text: 'seen' });
  assert.equal(comment.status, 200);
});

test('an exception that joins the case while it is away is away with it', async () => {
  const small = { order_id: 'SO-5', quantity: 2, requested_date: day(11) };
  await replan('sales_orders', salesOrder(small));
  const joined = await exception('demand_at_risk:sales_orders/SO-5/10/1');
  assert.deepEqual([joined.case_id, joined.is_put_aside, joined.is_open], [CASE, true, true]);
  assert.equal(joined.aside!.of_case, CASE);
  assert.deepEqual(await ids('/exceptions?state=open'), []);
  await server.killPlanner();
  await replan('sales_orders', salesOrder({ ...small, quantity: 3 }));
  assert.deepEqual(await ids('/exceptions?state=open'), []);
  await replan('sales_orders', salesOrder({ ...small, requested_date: day(60) }));
});

test('when the case matters differently, it and its exceptions are back together', async () => {
  await replan(
    'sales_orders',
    salesOrder({ order_id: 'SO-9', quantity: 300, requested_date: day(10) }),
  );
  const { is_put_aside, woken_because } = await planner.get<CaseView>(at('/cases', CASE));
  assert.equal(is_put_aside, false);
  assert.match(woken_because!, /Value at risk rose/);
  const { is_put_aside: aside, woken_because: why } = await exception(STOCKOUT);
  assert.equal(aside, false);
  assert.match(why!, /^Its case is back\. Value at risk rose/);
  assert.deepEqual(await ids('/exceptions?state=snoozed'), []);
});

test('what was put aside by itself stays aside when its case comes back', async () => {
  const own = await act(at('/exceptions', STOCKOUT), {
    action: 'dismiss',
    reason: 'known for years',
  });
  assert.equal(own.status, 200);
  await onCase({ action: 'snooze', until: null, reason: 'later' });
  await onCase({ action: 'reopen' });
  assert.deepEqual(await ids('/exceptions?state=dismissed'), [STOCKOUT]);
  assert.equal((await exception(STOCKOUT)).aside!.of_case, null);
});

test('the numbers of the plan agree with the lists', async () => {
  await onCase({ action: 'dismiss', reason: 'agreed with Haller' });
  const stream = await planner.stream(null, 'plan.updated');
  await replan('sales_orders', salesOrder({ order_id: 'SO-2', requested_date: day(61) }));
  const { data } = await stream.first(({ event }) => event === 'plan.updated', 'the plan');
  stream.close();
  const { cases, exceptions } = data.body as unknown as { cases: number; exceptions: number };
  assert.equal(cases, (await ids('/cases?state=open')).length);
  assert.equal(exceptions, (await ids('/exceptions?state=open')).length);
  assert.deepEqual([cases, exceptions], [0, 0]);
});
