// What a supplier sees: of its own rows what is its to know, and of everybody else nothing. Every
// field of every other row of every feed holds a canary, and so do the fields of its own rows that
// are ours, rules, notes, reasons, people and keys; then all that can be asked for is asked for,
// and no canary may sing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Answer } from '../../soak/kit/http-call.ts';
import type { Feed, FeedColumn } from '../../src/model/feeds/feed.ts';
import { FEEDS } from '../../src/model/feeds/feeds.ts';
import { columnsForParty, partyColumnOf } from '../../src/model/feeds/party-column.ts';
import { at, purchaseOrder, sendBracketCompany } from './bracket-company-fixture.ts';
import {
  type Client,
  clientOf,
  cookieOf,
  type LivingServer,
  openLivingServer,
  PASSWORD,
  type Row,
} from './living-server-fixture.ts';

const CANARY = 'KANARI';
const OWN = 'KESSLER';
const OTHER = `${CANARY}-SUPPLIER`;
/** A number that is nowhere else. */
const NUMBER = 7_654_321;

let server: LivingServer;
let supplier: Client; // signed in
let program: Client; // a key of the supplier
let rowsOfOthers = 0;

before(async () => {
  server = await openLivingServer();
  await sendBracketCompany(server.admin);
  await server.admin.facts('purchase_orders', [purchaseOrder()]);
  for (const feed of inReferenceOrder()) await sendCanaries(feed);
  for (const feed of ofParties) await plantWithin(feed);
  await plantNearby();
  await plantElsewhere();
  const invited = { email: 'karl@example.com', name: 'Karl', roles: ['supplier'] };
  const { url } = await server.admin.send<{ url: string }>('POST', '/invitations', {
    ...invited,
    supplier_id: OWN,
  });
  const accepted = await clientOf(server.url, {}).ask('POST', `/invitations/${url.split('#')[1]}`, {
    password: PASSWORD,
  });
  supplier = server.as(cookieOf(accepted));
  program = await server.key('supplier', OWN);
});
after(() => server.close());

const ofParties = FEEDS.filter((feed) => partyColumnOf(feed) !== null);
const isTold = (feed: Feed, name: string): boolean =>
  columnsForParty(feed).some((column) => column.name === name);

/** In the supplier's own row of each feed: a canary in each field that is ours, and in two columns
 * of our own. What the supplier is told is plain. */
async function plantWithin(feed: Feed): Promise<void> {
  const refers: Row = { [`${CANARY}_internal`]: `${CANARY} internal`, [`margin_${CANARY}`]: 'low' };
  for (const { name, reference } of feed.columns) {
    if (reference && !isTold(feed, name)) refers[name] = REFERRED[reference.to] ?? null;
  }
  const ours = canaryRow(feed, refers);
  const row: Row = { ...ours, ...OWN_ROWS[feed.name] };
  for (const { name } of feed.columns) {
    if (isTold(feed, name) && !Object.hasOwn(OWN_ROWS[feed.name], name)) delete row[name];
  }
  const answer = await server.admin.facts(feed.name, [row]);
  assert.equal(answer.new + answer.changed, 1, feed.name);
}

const item = { item_id: 'BRACKET', location_id: 'LEIPZIG' };
const OWN_ROWS: Readonly<Record<string, Row>> = {
  suppliers: { supplier_id: OWN, name: 'Kessler' },
  sourcing: {
    source_id: 'S-KESSLER',
    ...item,
    kind: 'buy',
    supplier_id: OWN,
    lead_time_days: 20,
  },
  supplier_terms: { supplier_id: OWN, incoterm: 'DAP' },
  supplier_capacity: {
    supplier_id: OWN,
    item_id: 'BRACKET',
    date_from: '2027-03-01',
    quantity: 500,
  },
  purchase_orders: purchaseOrder(),
  deliveries: {
    direction: 'inbound',
    order_id: '4500090',
    line: 10,
    delivery_id: 'D-1',
    party_id: OWN,
    ...item,
    quantity: 20,
    actual_date: '2027-02-01',
  },
};

const FIRST = [
  'items',
  'locations',
  'suppliers',
  'customers',
  'calendars',
  'resources',
  'sourcing',
];
const inReferenceOrder = (): Feed[] => {
  const place = ({ name }: Feed) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  const placed = (feed: Feed) => (FIRST.includes(feed.name) ? FIRST.indexOf(feed.name) : 99);
  return [...FEEDS].sort((a, b) => placed(a) - placed(b) || place(a) - place(b));
};

/** A row of the feed with a canary in every field that can hold one. */
function canaryRow(feed: Feed, change: Row = {}): Row {
  const row: Row = {};
  for (const column of feed.columns) {
    const value = canaryOf(column);
    if (value !== null) row[column.name] = value;
  }
  return { ...row, [`${CANARY}_note`]: `${CANARY} attribute`, ...change };
}

function canaryOf({ name, kind, values, reference, maximum }: FeedColumn): Row[string] {
  if (kind === 'id' && reference) return null; // a thing that is there, below
  switch (kind) {
    case 'id':
    case 'text':
      return `${CANARY}-${name}`.slice(0, 60);
    case 'choice':
      return values![0];
    case 'flag':
      return true;
    case 'day':
      return '2028-09-17';
    case 'instant':
      return '2026-09-17T05:43:21Z';
    case 'month':
      return '2028-09-01';
    case 'weekdays':
      return '1111100';
    case 'currency':
      return 'CHF';
    case 'uom':
      return 'PCE';
    case 'days':
    case 'count':
      return 17;
    default:
      return maximum === undefined ? NUMBER : Math.min(maximum, 97);
  }
}

const REFERRED: Readonly<Record<string, string>> = {
  items: 'BRACKET',
  locations: 'LEIPZIG',
  suppliers: OTHER,
  customers: `${CANARY}-CUSTOMER`,
  calendars: `${CANARY}-calendar_id`,
  resources: `${CANARY}-resource_id`,
  sourcing: 'S-KESSLER',
};
const KEYS: Readonly<Record<string, Row>> = {
  suppliers: { supplier_id: OTHER },
  customers: { customer_id: `${CANARY}-CUSTOMER` },
  notes: { object: 'items', object_id: 'BRACKET' },
};

async function sendCanaries(feed: Feed): Promise<void> {
  const refers: Row = {};
  for (const { name, reference } of feed.columns) {
    if (reference) refers[name] = REFERRED[reference.to] ?? `${CANARY}-${name}`;
  }
  if (refers.uom === undefined && feed.columns.some(({ name }) => name === 'uom')) refers.uom = '';
  const row = canaryRow(feed, { ...refers, ...KEYS[feed.name] });
  const party = partyColumnOf(feed);
  if (party !== null) row[party] = OTHER;
  const answer = await server.admin.send<{ new: number; changed: number; quarantined: number }>(
    'POST',
    `/facts/${feed.name}`,
    [row],
  );
  rowsOfOthers += answer.new + answer.changed;
}

/** In rows that name the supplier and are not for it to see, and in what was another's before. */
async function plantNearby(): Promise<void> {
  const { facts } = server.admin;
  const party = { party_id: OWN, email: `${CANARY.toLowerCase()}@example.com` };
  await facts('contacts', [{ ...party, name: `${CANARY} Contact` }]);
  await facts('party_items', [
    { party_id: OWN, party_item_id: `${CANARY}-number`, item_id: 'BRACKET' },
  ]);
  await facts('deliveries', [
    {
      direction: 'outbound',
      order_id: `${CANARY}-order`,
      line: 10,
      delivery_id: `${CANARY}-delivery`,
      party_id: OWN,
      item_id: 'BRACKET',
      location_id: 'LEIPZIG',
      quantity: NUMBER,
      actual_date: '2027-02-01',
    },
  ]);
  await facts('notes', [{ object: 'suppliers', object_id: OWN, text: `${CANARY} will fail` }]);
  const moved = purchaseOrder({ order_id: 'MOVED', supplier_id: OTHER, unit_price: NUMBER });
  await facts('purchase_orders', [moved]);
  await facts('purchase_orders', [{ ...moved, supplier_id: OWN, unit_price: 5 }]);
  const lost = purchaseOrder({ order_id: 'LOST', unit_price: 6 });
  await facts('purchase_orders', [lost]);
  await facts('purchase_orders', [{ ...lost, supplier_id: OTHER, unit_price: NUMBER }]);
}

/** In what people write, and in what is put aside. */
async function plantElsewhere(): Promise<void> {
  const { admin } = server;
  await admin.send('POST', '/facts/purchase_orders', [
    purchaseOrder({ order_id: `${CANARY}-1`, supplier_id: OTHER, item_id: `${CANARY}-none` }),
    purchaseOrder({ order_id: `${CANARY}-2`, supplier_id: OWN, quantity: `${CANARY} many` }),
  ]);
  const { position } = await admin.send<{ position: number }>(
    'PUT',
    at('/notes/suppliers', OTHER),
    {
      text: `${CANARY} remark`,
    },
  );
  await admin.planned(position);
  const { rows } = await admin.get<{ rows: { id: string; version: number }[] }>(
    '/cases?state=open',
  );
  assert.ok(rows.length > 0);
  const [{ id, version }] = rows;
  await admin.send('POST', `${at('/cases', id)}/actions`, {
    action: 'snooze',
    until: null,
    reason: `${CANARY} reason`,
    version,
  });
  const { rules } = await admin.get<{ rules: Record<string, unknown>[] }>('/rules');
  await admin.send('PUT', '/rules', {
    rules: rules.map((rule) => ({ ...rule, name: `${CANARY} rule` })),
    comment: `${CANARY} comment`,
    base_version: 0,
  });
  await admin.send('POST', '/invitations', {
    email: `${CANARY.toLowerCase()}@example.com`,
    name: `${CANARY} Person`,
    roles: ['supplier'],
    supplier_id: OTHER,
  });
  await admin.send('POST', '/api-keys', {
    name: `${CANARY} key`,
    role: 'viewer',
    scopes: ['plan.read'],
  });
}

const sings = (text: string): boolean =>
  text.toUpperCase().includes(CANARY) || text.includes(`${NUMBER}`) || text.includes('2028-09-17');
function assertSilent(asked: string, { status, text, headers }: Answer): void {
  const all = `${text}\n${JSON.stringify(headers)}`;
  assert.ok(!sings(all), `${asked} ${status}: ${all.slice(0, 600)}`);
}

test('the canaries are there, in nearly every feed', async () => {
  assert.ok(rowsOfOthers >= FEEDS.length * 0.8, `${rowsOfOthers} rows of ${FEEDS.length} feeds`);
  const list = await server.admin.ask('GET', '/facts/purchase_orders');
  assert.ok(sings(list.text));
});

test('of each feed a supplier reads its own rows, and no others', async () => {
  for (const client of [supplier, program]) {
    for (const feed of FEEDS) {
      const party = partyColumnOf(feed);
      const { rows } = await client.get<{ rows: Row[] }>(`/facts/${feed.name}?limit=1000`);
      for (const row of rows) assert.equal(row[party ?? ''], OWN, feed.name);
    }
    const orders = await client.get<{ rows: Row[] }>('/facts/purchase_orders');
    assert.deepEqual(
      orders.rows.map(({ order_id }) => order_id),
      ['4500101', 'MOVED'],
    );
  }
});

test('of its own rows it reads what it was told, and no column that is ours', async () => {
  for (const feed of ofParties) {
    const whole = await server.admin.ask('GET', `/facts/${feed.name}?history=true`);
    assert.ok(sings(whole.text), `${feed.name} has canaries`);
    for (const client of [supplier, program]) {
      const { rows } = await client.get<{ rows: Row[] }>(`/facts/${feed.name}`);
      assert.ok(rows.length > 0, feed.name);
      const told = columnsForParty(feed).map(({ name }) => name);
      for (const row of rows) assert.deepEqual(Object.keys(row), told, feed.name);
      const { rows: versions } = await client.get<{ rows: Row[] }>(
        `/facts/${feed.name}?history=true`,
      );
      for (const row of versions) assert.deepEqual(Object.keys(row), [...told, 'version']);
    }
  }
});

test('a column that is ours answers no guess, and looks like one that is not there', async () => {
  for (const feed of ofParties) {
    for (const column of feed.columns) {
      const { name } = column;
      if (isTold(feed, name)) continue;
      const planted = canaryOf(column);
      for (const guess of [`${planted ?? 'x'}`, 'wrong']) {
        const path = `/facts/${feed.name}?${name}=${encodeURIComponent(guess)}`;
        const { status, text } = await supplier.ask('GET', path);
        const { code, detail } = JSON.parse(text);
        assert.deepEqual([status, code], [400, 'unknown_column'], path);
        assert.ok(detail.startsWith(`${feed.name} has no column "${name}".`), detail);
        assertSilent(path, { status, text: detail.replaceAll(guess, ''), headers: {} });
      }
    }
  }
});

test('no question of a supplier, well or badly put, gets anything of others', async () => {
  const { paths } = await clientOf(server.url, {}).get<{
    paths: Record<string, Record<string, unknown>>;
  }>('//api/openapi.json');
  const heads = Object.entries(paths).filter(([, methods]) => 'get' in methods);
  const questions = heads.flatMap(([path]) => fillings(path)).concat(factQuestions());
  for (const client of [supplier, program]) {
    for (const question of questions) {
      const answer = await client.ask('GET', question);
      if (!question.includes(CANARY)) assertSilent(question, answer);
      else assertNothingAbout(question, answer);
    }
  }
});

/** Paths with their parameters filled by what there is of others, and of nobody. */
function fillings(path: string): string[] {
  if (path === '/metrics' || path.endsWith('/oidc/start')) return [];
  const whole = path.startsWith('/api/') ? path : `/${path}`;
  if (path.endsWith('/facts/{feed}')) return FEEDS.map(({ name }) => `/facts/${name}`);
  if (!whole.includes('{')) return [whole];
  return ['BRACKET', '1', `${CANARY}-SUPPLIER`].map((id) =>
    whole.replaceAll(/\{[^}]+\}/g, (name) => (name === '{kind}' ? 'sales_order' : id)),
  );
}

function factQuestions(): string[] {
  const questions: string[] = [];
  for (const feed of FEEDS) {
    const path = `/facts/${feed.name}`;
    questions.push(`${path}?history=true`, `${path}?position=5`, `${path}?limit=1`);
    questions.push(`${path}?as_of=2026-01-01T00:00:00Z`, `${path}?no_such_column=1`);
    questions.push(`${path}?cursor=x`, `${path}?cursor=WyJ4Il0`, `${path}?position=999999`);
    for (const { name } of feed.columns) questions.push(`${path}?${name}=x`);
  }
  return [...questions, '/log', '/log?after=3', '/me', '/me/sessions', '/stream'];
}

/** Only what was asked for may come back, in the words of who asked. */
function assertNothingAbout(question: string, answer: Answer): void {
  const asked = decodeURIComponent(question).split('/').at(-1)!;
  assertSilent(question, { ...answer, text: answer.text.replaceAll(asked, '') });
  assert.ok([403, 404].includes(answer.status), question);
}

test('of an order that came from another, or went to one, it sees its own time', async () => {
  const versions = async (order: string): Promise<unknown[]> => {
    const path = `/facts/purchase_orders?order_id=${order}&history=true`;
    const { rows } = await supplier.get<{ rows: Row[] }>(path);
    return rows.map(({ unit_price, version }) => {
      const { closed } = version as unknown as { closed: boolean };
      return closed ? 'gone' : unit_price;
    });
  };
  assert.deepEqual(await versions('MOVED'), [5]);
  assert.deepEqual(await versions('LOST'), ['gone', 6]);
  const { head } = await supplier.get<{ head: number }>('/log');
  for (let position = 0; position <= head; position++) {
    const path = `/facts/purchase_orders?position=${position}`;
    assertSilent(path, await supplier.ask('GET', path));
  }
});

test('asking for what is another supplier’s looks like asking for what is nobody’s', async () => {
  const ask = async (id: string): Promise<string> => {
    const answers: string[] = [];
    for (const feed of FEEDS.filter((each) => partyColumnOf(each) !== null)) {
      const path = `/facts/${feed.name}?${partyColumnOf(feed)}=${id}`;
      const { status, text } = await supplier.ask('GET', path);
      answers.push(`${feed.name} ${status} ${text}`);
    }
    return answers.join('\n').replaceAll(/"position":\d+/g, '');
  };
  assert.equal(await ask(OTHER), await ask('NOBODY'));
});

test('a supplier changes nothing: not its own rows, not those of others', async () => {
  const before = await server.admin.get<{ head: number }>('/log?limit=1');
  for (const feed of FEEDS) {
    const answer = await program.ask('POST', `/facts/${feed.name}`, [{ supplier_id: OWN }]);
    assert.equal(answer.status, 403, feed.name);
    assertSilent(`POST ${feed.name}`, answer);
  }
  const note = await supplier.ask('PUT', at('/notes/suppliers', OWN), { text: 'hello' });
  assert.equal(note.status, 403);
  const now = await server.admin.get<{ head: number }>('/log?limit=1');
  assert.equal(now.head, before.head);
});

test('what a supplier may know of the log is where it stands', async () => {
  const log = await supplier.get<{ entries: unknown[] }>('/log');
  assert.deepEqual(log.entries, []);
  assert.equal((await supplier.ask('GET', '/stream')).status, 403);
});

test('put over to another supplier, a person sees the old one’s rows no more', async () => {
  const { rows } = await server.admin.get<{ rows: { id: string; email: string }[] }>('/people');
  const { id } = rows.find(({ email }) => email === 'karl@example.com')!;
  await server.admin.send('PATCH', `/people/${id}`, { supplier_id: OTHER });
  const answer = await supplier.ask('GET', '/facts/purchase_orders');
  if (answer.status === 200) {
    assert.ok(!answer.text.includes('4500101'), answer.text);
  } else {
    assert.equal(answer.status, 401);
  }
});
