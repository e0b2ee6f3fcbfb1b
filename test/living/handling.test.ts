// What people do with a case stays through replans, the end of the planner's process and a restart
// of the server; and comes back, with words, when it matters differently.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CaseView } from '../../src/contract/living-exception.ts';
import {
  at,
  CASE,
  day,
  purchaseOrder,
  STOCKOUT,
  salesOrder,
  sendBracketCompany,
} from './bracket-company-fixture.ts';
import {
  type Client,
  clientOf,
  type LivingServer,
  openLivingServer,
  PASSWORD,
  until,
} from './living-server-fixture.ts';

let server: LivingServer;
let planner: Client;

before(async () => {
  server = await openLivingServer();
  planner = await server.key('planner');
  await sendBracketCompany(planner);
  const bruno = { email: 'bruno@example.com', name: 'Bruno Buyer', roles: ['buyer'] };
  const { url } = await server.admin.send<{ url: string }>('POST', '/invitations', bruno);
  const path = `/invitations/${url.split('#')[1]}`;
  assert.equal(
    (await clientOf(server.url, {}).ask('POST', path, { password: PASSWORD })).status,
    200,
  );
  await replan('purchase_orders', purchaseOrder());
});
after(() => server.close());

async function replan(feed: string, row: ReturnType<typeof purchaseOrder>): Promise<number> {
  const { position } = await planner.facts(feed, [row]);
  await planner.planned(position);
  return position;
}

const theCase = () => planner.get<CaseView>(at('/cases', CASE));
const act = async (action: Record<string, unknown>): Promise<CaseView> => {
  const { version } = await theCase();
  return planner.send<CaseView>('POST', `${at('/cases', CASE)}/actions`, { ...action, version });
};
const openCases = async (): Promise<string[]> => {
  const { rows } = await planner.get<{ rows: CaseView[] }>('/cases?state=open');
  return rows.map(({ id }) => id);
};
/** What changed of the plan when it was planned anew, without its being worse. */
let requested = 61;
const replanSame = () =>
  replan('sales_orders', salesOrder({ order_id: 'SO-2', requested_date: day(requested++) }));

test('taken in hand and assigned, it stays so through replans', async () => {
  const acknowledged = await act({ action: 'acknowledge' });
  assert.deepEqual([acknowledged.state, acknowledged.version], ['acknowledged', 2]);
  const assigned = await act({ action: 'assign', owner: 'Bruno Buyer', comment: 'your supplier' });
  assert.deepEqual([assigned.owner, assigned.assigned_to], ['Bruno Buyer', 'Bruno Buyer']);
  await replanSame();
  const after = await theCase();
  assert.deepEqual([after.state, after.owner, after.version], ['acknowledged', 'Bruno Buyer', 3]);
  const mine = await planner.get<{ rows: CaseView[] }>('/cases?owner=Bruno%20Buyer');
  assert.deepEqual(
    mine.rows.map(({ id }) => id),
    [CASE],
  );
});

test('who acts on what another one has changed meanwhile is told so', async () => {
  const path = `${at('/cases', CASE)}/actions`;
  const stale = await planner.ask('POST', path, { action: 'start', version: 2 });
  assert.equal(stale.status, 409);
  const { code, detail } = JSON.parse(stale.text);
  assert.equal(code, 'version_conflict');
  assert.match(detail, /version 3 now, and you saw version 2/);
  const unnamed = await planner.ask('POST', path, { action: 'start' });
  assert.deepEqual([unnamed.status, JSON.parse(unnamed.text).code], [400, 'version_required']);
  const header = { 'if-match': '"3"' };
  const good = await planner.ask('POST', path, { action: 'start' }, header);
  assert.deepEqual([good.status, good.headers.etag], [200, '"4"']);
});

test('a case is no exception and an exception no case', async () => {
  for (const path of [at('/exceptions', CASE), at('/cases', STOCKOUT)]) {
    assert.equal((await planner.ask('GET', path)).status, 404, path);
    const body = { action: 'acknowledge', version: 4 };
    assert.equal((await planner.ask('POST', `${path}/actions`, body)).status, 404, path);
  }
});

test('snoozed until it matters differently, it is away until it does', async () => {
  const snoozed = await act({ action: 'snooze', until: null, reason: 'Kessler answers Monday' });
  assert.deepEqual([snoozed.is_put_aside, snoozed.aside?.as], [true, 'snoozed']);
  assert.deepEqual(await openCases(), []);
  await replanSame();
  await replan('purchase_orders', purchaseOrder({ confirmed_date: day(17) })); // a day later
  assert.deepEqual(await openCases(), []);
  assert.equal((await theCase()).aside?.as, 'snoozed');
});

test('it stays aside when the planner is killed and when the server starts again', async () => {
  const before = await theCase();
  await server.killPlanner();
  await replanSame();
  assert.deepEqual((await theCase()).aside, before.aside);
  const stream = await planner.stream();
  await server.stop();
  const end = await stream.first(({ event }) => event === 'end', 'that the server stops');
  assert.equal(end.data.reason, 'stopping');
  await server.start();
  const resumed = await planner.stream(end.id);
  const position = await replanSame();
  assert.deepEqual((await theCase()).aside, before.aside);
  await resumed.first(
    ({ event, data }) => event === 'plan.updated' && data.position === position,
    'what is new',
  );
  resumed.close();
  const ids = resumed.events.filter(({ event }) => event !== 'open').map(({ id }) => id);
  assert.deepEqual(
    ids,
    ids.map((_, i) => end.id + 1 + i),
    'no gap and no repeat over a restart',
  );
  assert.deepEqual(await openCases(), []);
});

test('worth more than before, it wakes and says why', async () => {
  const stream = await planner.stream(null, 'case.*');
  await replan('items', { item_id: 'BRACKET', unit_cost: 8, unit_price: 28 });
  const woken = await theCase();
  assert.equal(woken.is_put_aside, false);
  assert.match(
    woken.woken_because!,
    /^Value at risk rose from 400 to 2,?000 EUR since it was snoozed/,
  );
  const types = woken.history!.map(({ type }) => type);
  assert.ok(types.includes('woken'), types.join());
  assert.deepEqual(await openCases(), [CASE]);
  const told = await stream.first(
    ({ data }) => JSON.stringify(data).includes('"woken"'),
    'that it woke',
  );
  assert.equal(told.event, 'case.updated');
  stream.close();
});

test('dismissed with a reason it stays so; without one it is not dismissed', async () => {
  const path = `${at('/cases', CASE)}/actions`;
  const { version } = await theCase();
  const bare = await planner.ask('POST', path, { action: 'dismiss', reason: ' ', version });
  assert.ok([400, 422].includes(bare.status));
  const dismissed = await act({ action: 'dismiss', reason: 'Haller agreed to day 20' });
  assert.deepEqual(
    [dismissed.state, dismissed.aside?.reason],
    ['dismissed', 'Haller agreed to day 20'],
  );
  await replanSame();
  await server.killPlanner();
  await replanSame();
  assert.equal((await theCase()).state, 'dismissed');
  const reopened = await act({ action: 'reopen', comment: 'he changed his mind' });
  assert.equal(reopened.is_put_aside, false);
});

test('snoozed until a day, it is back on that day', async () => {
  await act({ action: 'snooze', until: day(2), reason: 'on Wednesday' });
  const turn = async (to: string): Promise<void> => {
    const { position } = await server.admin.send<{ position: number }>('PATCH', '/settings', {
      as_of: to,
    });
    await planner.planned(position);
  };
  await turn(day(1));
  assert.equal((await theCase()).is_put_aside, true);
  await turn(day(2));
  const back = await theCase();
  assert.equal(back.is_put_aside, false);
  assert.match(back.woken_because!, /snoozed until 2027-03-03/);
});

test('the history and the audit trail have each action, with who and why', async () => {
  const { history } = await theCase();
  const byPeople = history!.filter(({ by }) => by !== null);
  assert.deepEqual(
    byPeople.map(({ type, by }) => `${type} ${by}`),
    ['acknowledged', 'assigned', 'started', 'snoozed', 'dismissed', 'taken_up', 'snoozed'].map(
      (type) => `${type} key planner program`,
    ),
  );
  assert.deepEqual(
    history!.map(({ version }) => version),
    history!.map((_, i) => i + 1),
  );
  const { rows } = await server.admin.get<{ rows: Record<string, never>[] }>('/audit?limit=100');
  const acted = rows.filter(({ object }) => object === CASE).reverse();
  assert.deepEqual(
    acted.map(({ action }) => action),
    [
      'case.acknowledge',
      'case.assign',
      'case.start',
      'case.snooze',
      'case.dismiss',
      'case.reopen',
      'case.snooze',
    ],
  );
  assert.deepEqual((acted[4].after as { reason: string }).reason, 'Haller agreed to day 20');
});

test('handled on the exception alone, the case is as it was', async () => {
  const path = at('/exceptions', STOCKOUT);
  const { version } = await planner.get<{ version: number }>(path);
  const action = { action: 'comment', text: 'asked @bruno', mentions: ['bruno'], version };
  await planner.send('POST', `${path}/actions`, action);
  const before = await theCase();
  await until(async () => (await theCase()).version === before.version, 'nothing');
  const { history } = await planner.get<{ history: { type: string; mentions: string[] }[] }>(path);
  const last = history.at(-1)!;
  assert.deepEqual([last.type, last.mentions], ['commented', ['Bruno Buyer']]);
});

test('whom it is given to, and whom a comment calls, must be there', async () => {
  const { version } = await theCase();
  const refused = async (action: Record<string, unknown>): Promise<string> => {
    const path = `${at('/cases', CASE)}/actions`;
    const answer = await planner.ask('POST', path, { ...action, version });
    assert.equal(answer.status, 422, answer.text);
    return JSON.parse(answer.text).detail;
  };
  const typo = await refused({ action: 'assign', owner: 'Bruno Bayer' });
  assert.match(typo, /"owner": "Bruno Bayer" is no person here.* Maybe Bruno Buyer\./);
  const nobody = await refused({ action: 'assign', owner: 'Zacharias' });
  assert.match(nobody, /Known are Ada Alm, Bruno Buyer\./);
  const call = await refused({ action: 'comment', text: 'hey', mentions: ['@brunno'] });
  assert.match(call, /"mentions": "brunno" is nobody here/);
  for (const owner of ['bruno@example.com', 'BRUNO BUYER', null]) {
    const given = await act({ action: 'assign', owner });
    assert.equal(given.assigned_to, owner === null ? null : 'Bruno Buyer');
  }
});

test('an action, a code or a state that is none is told with those that are', async () => {
  const path = `${at('/cases', CASE)}/actions`;
  const { version } = await theCase();
  const tell = async (method: string, where: string, body?: unknown) => {
    const { status, text } = await planner.ask(method, where, body);
    const { detail, errors } = JSON.parse(text);
    return { status, detail, pointer: errors[0].pointer, value: errors[0].value };
  };
  const all =
    'Give one of: acknowledge, start, wait, reopen, resolve, dismiss, snooze, assign, comment.';
  assert.deepEqual(await tell('POST', path, { action: 'snoze', reason: 'x', version }), {
    status: 422,
    detail: `body /action: "snoze" is not known here. Maybe "snooze". ${all}`,
    pointer: '/action',
    value: '"snoze"',
  });
  const none = await tell('POST', path, { version });
  assert.equal(none.detail, `body /action: It is not given. ${all}`);
  const code = await tell('GET', '/exceptions?code=suply_late');
  assert.deepEqual([code.status, code.pointer, code.value], [400, '/code', '"suply_late"']);
  assert.match(
    code.detail,
    /^query \/code: "suply_late" is no code of exceptions\. Maybe "supply_late"\. Give/,
  );
  assert.match(
    (await tell('GET', '/cases?code=supply_late')).detail,
    /Give one of: supply, stock,/,
  );
  const state = await tell('GET', '/cases?state=opn');
  assert.match(
    state.detail,
    /^query \/state: "opn" is not known here\. Maybe "open"\. Give one of: open/,
  );
});
