// The way of a fact: in by an API key, through the plan, out as exceptions, a case and events of
// the stream; and away again when its cause is gone.

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

interface Page<Row> {
  rows: Row[];
  next: string | null;
  position: number;
}

let server: LivingServer;
let erp: Client; // a program that sends facts
let planner: Client; // and one that reads what became of them
let latePosition = 0;
let lastSeen = 0;

before(async () => {
  server = await openLivingServer();
  erp = await server.key('planner', null, ['facts.write']);
  planner = await server.key('planner');
});
after(() => server.close());

const send = async (confirmed: string): Promise<number> => {
  const { position } = await erp.facts('purchase_orders', [
    purchaseOrder({ confirmed_date: confirmed }),
  ]);
  await planner.planned(position);
  return position;
};
const theCase = () => planner.get<CaseView>(at('/cases', CASE));

test('a late purchase order is a case and its exceptions, in lists and on the stream', async () => {
  const begun = await sendBracketCompany(erp);
  await planner.planned(begun);
  const stream = await planner.stream();
  const answer = await erp.facts('purchase_orders', [purchaseOrder()]);
  latePosition = answer.position;
  assert.deepEqual([answer.position, answer.changed], [begun + 1, 1]);

  const state = await planner.planned(answer.position);
  assert.equal(state.position, answer.position);
  assert.equal(state.headline, '1 decision is due today. It protects 400 EUR.');

  const list = await planner.get<Page<ExceptionView>>('/exceptions?state=open');
  assert.equal(list.position, answer.position);
  assert.deepEqual(
    list.rows.map(({ id }) => id),
    ITS_EXCEPTIONS,
  );
  const stockout = list.rows.find(({ id }) => id === STOCKOUT)!;
  assert.deepEqual(
    [stockout.first_date, stockout.last_date, stockout.quantity, stockout.value_at_risk],
    [day(10), day(15), 100, 400],
  );
  const { rows: cases } = await planner.get<Page<CaseView>>('/cases?state=open');
  assert.equal(cases.length, 1);
  assert.deepEqual(
    [cases[0].id, cases[0].severity, cases[0].value_at_risk, cases[0].exception_count],
    [CASE, 'critical', 400, 4],
  );

  const raised = await stream.first(({ event }) => event === 'case.raised', 'the case');
  const told = raised.data.body as unknown as { case: CaseView };
  const { history, ...read } = await theCase();
  assert.deepEqual(told.case, read, 'the stream tells the case as the list has it');
  assert.equal(history!.length, 1);
  const updated = await stream.first(({ event }) => event === 'plan.updated', 'the plan');
  const body = updated.data.body as unknown as Record<string, unknown>;
  assert.deepEqual(
    [body.position, body.late_lines, body.money_at_risk, body.raised, body.cases],
    [answer.position, 1, 400, 5, 1],
  );
  const accepted = await stream.first(
    ({ event, data }) => event === 'facts.accepted' && data.position === latePosition,
    'the fact',
  );
  const { feed, changed, actor } = accepted.data.body as unknown as Record<string, unknown>;
  assert.deepEqual([feed, changed, actor], ['purchase_orders', 1, 'key planner program']);
  lastSeen = updated.id;
  stream.close();
});

test('the order is neither bought again nor moved: one message, and the hole stays', async () => {
  const view = await planner.get<Record<string, never[]>>('/item-locations/BRACKET/LEIPZIG');
  assert.deepEqual(view.planned_orders, []);
  const [message, ...more] = view.action_messages as Record<string, unknown>[];
  assert.deepEqual(more, []);
  const { kind, order_id, quantity, from_date, to_date } = message;
  assert.deepEqual(
    [kind, order_id, quantity, from_date, to_date],
    ['expedite', '4500101', 100, day(16), day(10)],
  );
  const days = view.days as { date: string; projected_available_balance: number }[];
  const balance = (on: number) =>
    days.find(({ date }) => date === day(on))!.projected_available_balance;
  assert.deepEqual([9, 10, 15, 16].map(balance), [0, -100, -100, 0]);
});

test('pegging goes both ways: from the order to its customer, and back', async () => {
  const up = await planner.get<Record<string, Record<string, unknown>[]>>(
    at('/pegging/purchase_order', '4500101/10/1'),
  );
  const down = await planner.get<typeof up>(at('/pegging/sales_order', 'SO-1/10/1'));
  assert.deepEqual([up.down.length, down.up.length], [0, 0]);
  assert.deepEqual(up.up, down.down);
  const [{ supply, demand, quantity }] = up.up;
  assert.deepEqual(supply, { kind: 'purchase_order', id: '4500101/10/1', date: day(16) });
  assert.deepEqual(demand, { kind: 'sales_order', id: 'SO-1/10/1', date: day(10) });
  assert.equal(quantity, 100);
});

test('the plan document is the plan of the same position', async () => {
  const path = '/plan/document?with=balances,pegging';
  const document = await planner.get<Record<string, unknown>>(path);
  assert.equal(Number(document.position), latePosition);
  const [line] = document.demand as Record<string, unknown>[];
  assert.deepEqual([line.order_id, line.lateness_days, line.short_quantity], ['SO-1', 6, 0]);
  assert.equal((document.exceptions as unknown[]).length, 4);
  assert.equal((document.cases as unknown[]).length, 1);
});

test('confirmed in time, all of it closes by itself and says why', async () => {
  const position = await send(day(9));
  assert.deepEqual((await planner.get<Page<CaseView>>('/cases?state=open')).rows, []);
  const closed = await theCase();
  assert.deepEqual([closed.is_open, closed.closed_position], [false, position]);
  const last = closed.history!.at(-1)!;
  assert.deepEqual([last.type, last.by, last.position], ['closed', null, position]);
  assert.match(last.text!, /gone|no longer/i);
  const state = await planner.get<{ headline: string }>('/plan');
  assert.equal(state.headline, 'Nothing needs a decision.');
});

test('late again within 14 days, the same case comes back with its history', async () => {
  const position = await send(day(17));
  const back = await theCase();
  assert.deepEqual([back.is_open, back.closed_at, back.value_at_risk], [true, null, 400]);
  assert.deepEqual(
    back.history!.map(({ type }) => type),
    ['raised', 'closed', 'reopened'],
  );
  assert.equal(back.raised_position, latePosition);
  assert.equal(back.changed_position, position);
  const { rows } = await planner.get<Page<ExceptionView>>('/exceptions?state=open');
  assert.deepEqual(
    rows.map(({ id }) => id),
    ITS_EXCEPTIONS,
  );
});

test('a stream taken up with Last-Event-ID goes on without gap and without repeat', async () => {
  const stream = await planner.stream(lastSeen);
  await stream.first(({ event }) => event === 'open', 'that it is live');
  const closed = stream.events.find(({ event }) => event === 'case.closed');
  assert.equal((closed!.data.body as unknown as { case: CaseView }).case.id, CASE);
  const { position } = await erp.facts('sales_orders', [salesOrder({ quantity: 120 })]);
  await stream.first(
    ({ event, data }) => event === 'plan.updated' && data.position === position,
    'what came next',
  );
  const ids = stream.events.filter(({ event }) => event !== 'open').map(({ id }) => id);
  assert.deepEqual(
    ids,
    ids.map((_, i) => lastSeen + 1 + i),
  );
  stream.close();
  await planner.planned(position);
});

test('pages stay sound while the plan moves under them', async () => {
  const orders = Array.from({ length: 40 }, (_, i) =>
    salesOrder({ order_id: `SO-${100 + i}`, quantity: i + 1, requested_date: day(12) }),
  );
  await planner.planned((await erp.facts('sales_orders', orders)).position);
  for (const list of ['/exceptions?state=open', '/plan/demand?item_id=BRACKET']) {
    const seen: string[] = [];
    let next: string | null = null;
    let moved = 0;
    do {
      const cursor: string = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page = await planner.get<Page<{ id?: string; order_id: string }>>(
        `${list}&limit=7${cursor}`,
      );
      seen.push(...page.rows.map(({ id, order_id }) => id ?? order_id));
      next = page.next;
      const order = salesOrder({ order_id: `SO-${900 + moved++}`, requested_date: day(60) });
      await planner.planned((await erp.facts('sales_orders', [order])).position);
    } while (next !== null);
    assert.equal(new Set(seen).size, seen.length, `${list}: nothing twice`);
    const stayed = seen.filter((id) => /SO-1\d\d\b/.test(id));
    assert.ok(stayed.length >= 40, `${list}: ${stayed.length} of 40 that were there throughout`);
  }
});

test('a planner that is killed is back before anybody is sent away', async () => {
  await server.killPlanner();
  const paths = ['/item-locations/BRACKET/LEIPZIG', '/plan/document', '/plan/demand?limit=1'];
  const answers = await Promise.all(paths.map((path) => planner.ask('GET', path)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
});

test('facts are read as they were after an entry and at an instant', async () => {
  const path = '/facts/purchase_orders?order_id=4500101';
  const confirmed = async (more: string): Promise<unknown> => {
    const { rows } = await planner.get<Page<Record<string, unknown>>>(`${path}${more}`);
    return rows[0]?.confirmed_date ?? null;
  };
  const { rows } = await planner.get<Page<Record<string, string>>>(`${path}&history=true`);
  assert.equal(rows.length, 4);
  assert.equal(await confirmed(''), day(17));
  assert.equal(await confirmed(`&position=${latePosition}`), day(16));
  assert.equal(await confirmed(`&position=${latePosition - 1}`), day(9));
  assert.equal(await confirmed('&position=3'), null);
  const { entries } = await planner.get<{ entries: { at: string; position: number }[] }>(
    `/log?after=${latePosition - 1}&limit=2`,
  );
  const [first, second] = entries;
  assert.equal(await confirmed(`&as_of=${encodeURIComponent(first.at)}`), day(16));
  assert.equal(await confirmed(`&as_of=${encodeURIComponent(second.at)}`), day(9));
});

test('what is misspelt is told, not answered with nothing', async () => {
  const refused = async (path: string): Promise<string> => {
    const answer = await planner.ask('GET', path);
    assert.equal(answer.status, 400, path);
    return JSON.parse(answer.text).detail;
  };
  assert.match(await refused('/exceptions?state=opne'), /"open"/);
  assert.match(await refused('/cases?severity=hihg'), /"high"/);
  assert.match(await refused('/stream?kinds=case.raisd'), /case\.raised/);
  assert.match(await refused('/plan/demand?order=SO-1'), /order/);
  assert.match(await refused('/facts/purchase_orders?ordre_id=1'), /Maybe order_id/);
  const wrong = { parameters: { sevrity_days: 3 } };
  const settings = await server.admin.ask('PATCH', '/settings', wrong);
  assert.equal(settings.status, 422);
  assert.match(JSON.parse(settings.text).detail, /Maybe severity_days/);
});
