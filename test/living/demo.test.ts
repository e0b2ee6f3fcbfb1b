// The demo as who starts it sees it: people to sign in as, a company that moves, the customer who
// asks for more, and a play that goes on where it was.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { PlayerState } from '../../src/app/living/ports.ts';
import type { CaseView, ExceptionView } from '../../src/contract/living-exception.ts';
import { at } from './bracket-company-fixture.ts';
import {
  type Client,
  clientOf,
  cookieOf,
  type LivingServer,
  openLivingServer,
  until,
} from './living-server-fixture.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'automotive');
const STORY_CASE = 'case:call_offs/NORDWAGEN/VA-810/NW-WERK-4/long';

let server: LivingServer;
let lead: Client;

before(async () => {
  server = await openLivingServer({ demo: { folder: FOLDER, seed: 1 } });
  await server.admin.send('PATCH', '/demo', { days_per_minute: 0 });
  lead = await signIn('lead');
});
after(() => server.close());

const signIn = async (person: string): Promise<Client> =>
  server.as(cookieOf(await clientOf(server.url, {}).ask('POST', '/demo/sign-in', { person })));

const player = () => lead.get<PlayerState>('/demo');

/** Step by step to that one, and until it is planned. */
async function playTo(step: number): Promise<PlayerState> {
  const { steps } = await player();
  const state = await lead.send<PlayerState>('POST', '/demo/steps', { count: step - steps });
  const { head } = await lead.get<{ head: number }>('/log?limit=1');
  await lead.planned(head);
  return state;
}

const ofComponent = async (): Promise<ExceptionView[]> => {
  const path = '/exceptions?item_id=EC-7060&location_id=P1&state=open&code=projected_stockout';
  return (await lead.get<{ rows: ExceptionView[] }>(path)).rows;
};

test('the demo’s people come in without a password, with the rights of their roles', async () => {
  const { rows } = await clientOf(server.url, {}).get<{ rows: { person: string; role: string }[] }>(
    '/demo/people',
  );
  assert.equal(rows.length, 7);
  for (const { person, role } of rows) {
    const client = await signIn(person);
    const me = await client.get<{ roles: string[]; demo: boolean }>('/me');
    assert.deepEqual([me.roles, me.demo], [[role], true]);
    const step = await client.ask('POST', '/demo/steps', { count: 0 });
    const mayPlay = ['planner', 'lead', 'admin'].includes(role);
    assert.equal(step.status, mayPlay ? 422 : 403, person);
  }
});

test('the demo’s supplier sees Kessler’s orders and no others', async () => {
  const karl = await signIn('supplier');
  const { rows } = await karl.get<{ rows: { supplier_id: string }[] }>(
    '/facts/purchase_orders?limit=1000',
  );
  assert.ok(rows.length > 0);
  assert.deepEqual([...new Set(rows.map(({ supplier_id }) => supplier_id))], ['KESSLER']);
  assert.equal((await karl.ask('GET', '/exceptions')).status, 403);
});

test('there are cases from the first day, and a sentence on what is due', async () => {
  const { head } = await lead.get<{ head: number }>('/log?limit=1');
  const { headline } = await lead.planned(head);
  assert.match(headline, /^\d+ decisions? (is|are) due today\. .* EUR/);
  assert.deepEqual(await ofComponent(), []);
});

test('the customer’s surge breaks a component three weeks out: a case by itself', async () => {
  const stream = await lead.stream(null, 'case.raised');
  const { as_of } = await playTo(32);
  assert.equal(as_of, '2027-03-04');
  const raised = await stream.first(
    ({ data }) => (data.body as { case?: CaseView }).case?.id === STORY_CASE,
    'the surge',
  );
  stream.close();
  const story = await lead.get<CaseView>(at('/cases', STORY_CASE));
  assert.deepEqual(
    [story.is_open, story.item_id, story.raised_position],
    [true, 'EC-7060', raised.data.position],
  );
  assert.match(story.message, /because Nordwagen raised its VA-810 call-offs by 50 %/);
  const holes = await ofComponent();
  assert.deepEqual(holes.map(({ first_date }) => first_date).sort(), ['2027-03-25', '2027-04-07']);
});

test('started again, the play is paused and goes on with the same steps', async () => {
  const before = await player();
  await server.stop();
  await server.start();
  lead = await signIn('lead');
  assert.deepEqual(await player(), before);
  const { as_of, steps } = await playTo(40);
  assert.deepEqual([as_of, steps], ['2027-03-05', 40]);
});

test('the supplier brings more, and the case closes by itself with its history', async () => {
  const middle = await playTo(60);
  assert.ok((await ofComponent()).length > 0, middle.as_of);
  await server.killPlanner();
  const { as_of } = await playTo(80);
  assert.equal(as_of, '2027-03-10');
  assert.deepEqual(await ofComponent(), []);
  const story = await lead.get<CaseView>(at('/cases', STORY_CASE));
  assert.equal(story.is_open, false);
  const types = story.history!.map(({ type }) => type);
  assert.deepEqual([types[0], types.at(-1)], ['raised', 'closed']);
});

test('at a pace it moves by itself, and paused it stands', async () => {
  const { steps } = await player();
  const state = await lead.send<PlayerState>('PATCH', '/demo', { days_per_minute: 60 });
  assert.equal(state.running, true);
  await until(async () => (await player()).steps >= steps + 3, 'three steps');
  await lead.send('PATCH', '/demo', { days_per_minute: 0 });
  await new Promise((resolve) => setTimeout(resolve, 300)); // a step that had begun
  const paused = await player();
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.deepEqual(await player(), paused);
  assert.deepEqual([paused.running, paused.days_per_minute], [false, 0]);
  assert.equal(paused.last_days_per_minute, 60, 'what it goes on with');
  const fast = await lead.ask('PATCH', '/demo', { days_per_minute: 61 });
  assert.equal(fast.status, 422);
});
