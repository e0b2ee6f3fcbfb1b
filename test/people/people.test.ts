// People over HTTP: the links that let them in, their roles and rights, and the demo's people.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issueFirstAdminLink } from '../../src/app/living/people/first-admin.ts';
import { openIdentifier } from '../../src/http/people/identify-callers.ts';
import { DAY, HOUR, type House, openHouse, PASSWORD } from './people-house.ts';

const COOKIE = '__Host-drumbeat';
let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

const tokenOf = (url: unknown): string => String(url).split('#')[1];

test('the first admin comes in by the newest link, once, however many try', async () => {
  const old = await issueFirstAdminLink(house.desk, house.clock.now);
  const late = await issueFirstAdminLink(house.desk, house.clock.now - 24 * HOUR);
  const asked = { name: 'Ada Alm', email: 'ada@example.com', password: PASSWORD };
  for (const token of [old, late, 'ab'.repeat(32)]) {
    const { status, body } = await house.browser().ask('POST', `/first-admin/${token}`, asked);
    assert.deepEqual([status, body.code], [404, 'link_not_valid']);
  }
  const token = await issueFirstAdminLink(house.desk, house.clock.now);
  const weak = { ...asked, password: 'too short' };
  const refused = await house.browser().ask('POST', `/first-admin/${token}`, weak);
  assert.equal(refused.body.code, 'password_too_weak');
  const posts = Array.from({ length: 20 }, (_, at) =>
    house
      .browser(`192.0.2.${at}`)
      .ask('POST', `/first-admin/${token}`, { ...asked, email: `ada${at || ''}@example.com` }),
  );
  const statuses = (await Promise.all(posts)).map(({ status }) => status).sort();
  assert.deepEqual(statuses, [200, ...new Array(19).fill(404)]);
  assert.equal(await issueFirstAdminLink(house.desk, house.clock.now), null);
  const people = await house.desk.store.transaction((rows) => rows.people('', 10));
  assert.equal(people.length, 1);
  await house.desk.store.transaction((rows) =>
    rows.changePerson({ ...people[0], email: 'ada@example.com' }),
  );
});

test('an invitation lets one person in once, for seven days, with the roles it names', async () => {
  const admin = await house.admin();
  const asked = { email: 'Bob@Example.com', name: 'Bob', roles: ['buyer', 'planner'] };
  const { status, body } = await admin.ask('POST', '/invitations', asked);
  assert.equal(status, 200);
  assert.match(String(body.url), /^https:\/\/plan\.example\.com\/invitation#[0-9a-f]{64}$/);
  const again = await admin.ask('POST', '/invitations', asked);
  assert.deepEqual([again.status, again.body.code], [409, 'person_exists']);
  const path = `/invitations/${tokenOf(body.url)}`;
  const posts = Array.from({ length: 8 }, () =>
    house.browser().ask('POST', path, { password: PASSWORD }),
  );
  const statuses = (await Promise.all(posts)).map((each) => each.status).sort();
  assert.deepEqual(statuses, [200, ...new Array(7).fill(404)]);
  const bob = house.browser();
  await bob.ask('POST', '/sign-in', { email: 'bob@example.com', password: PASSWORD });
  assert.deepEqual((await bob.ask('GET', '/me')).body.roles, ['buyer', 'planner']);

  const late = await admin.ask('POST', '/invitations', { ...asked, email: 'late@example.com' });
  house.clock.now += 7 * DAY;
  const lateUse = { password: PASSWORD };
  const answer = await house
    .browser()
    .ask('POST', `/invitations/${tokenOf(late.body.url)}`, lateUse);
  assert.equal(answer.body.code, 'link_not_valid');
});

test('a new link voids the one before, sets a new password and ends what was open', async () => {
  const member = await house.member('viewer');
  const admin = await house.admin();
  const first = await admin.ask('POST', `/people/${member.id}/links`);
  const second = await admin.ask('POST', `/people/${member.id}/links`);
  const use = (url: unknown) =>
    house
      .browser()
      .ask('POST', `/invitations/${tokenOf(url)}`, { password: 'four brown foxes dig' });
  assert.equal((await use(first.body.url)).status, 404);
  assert.equal((await use(second.body.url)).status, 200);
  assert.equal((await member.ask('GET', '/me')).status, 401);
});

test('what a role does not give is refused, and so is who is not signed in', async () => {
  const viewer = await house.member('viewer');
  assert.equal((await viewer.ask('GET', '/plan')).status, 200);
  assert.equal((await house.browser().ask('GET', '/plan')).status, 401);
  const closed: [string, string, unknown?][] = [
    ['GET', '/people'],
    ['PATCH', `/people/${viewer.id}`, { roles: ['admin'] }],
    ['DELETE', `/people/${viewer.id}/sessions`],
    ['POST', `/people/${viewer.id}/links`],
    ['POST', '/invitations', { email: 'x@example.com', name: 'X', roles: ['admin'] }],
    ['GET', '/api-keys'],
    ['POST', '/api-keys', { name: 'x', scopes: ['plan.read'] }],
    ['DELETE', '/api-keys/0123456789abcdef'],
    ['GET', '/audit'],
    ['POST', '/nothing', {}],
  ];
  for (const [method, url, body] of closed) {
    const { status, body: problem, headers } = await viewer.ask(method, url, body);
    assert.deepEqual([status, problem.code], [403, 'not_allowed'], `${method} ${url}`);
    assert.match(String(headers['content-type']), /^application\/problem\+json/);
    assert.equal((await house.browser().ask(method, url, body)).status, 401, `${method} ${url}`);
  }
});

test('roles that change end all sessions; who changes their own goes on renewed', async () => {
  const member = await house.member('viewer');
  const admin = await house.admin();
  const named = await admin.ask('PATCH', `/people/${member.id}`, { name: 'Renamed' });
  assert.equal(named.body.name, 'Renamed');
  assert.equal((await member.ask('GET', '/me')).status, 200);
  const changed = await admin.ask('PATCH', `/people/${member.id}`, { roles: ['lead'] });
  assert.deepEqual(changed.body.roles, ['lead']);
  assert.equal((await member.ask('GET', '/me')).status, 401);

  const second = await house.member('admin');
  const token = second.jar.get(COOKIE);
  const own = await second.ask('PATCH', `/people/${second.id}`, { roles: ['planner'] });
  assert.equal(own.status, 200);
  assert.notEqual(second.jar.get(COOKIE), token);
  assert.deepEqual((await second.ask('GET', '/me')).body.roles, ['planner']);
  const old = house.browser();
  old.jar.set(COOKIE, token ?? '');
  assert.equal((await old.ask('GET', '/me')).status, 401);
});

test('a supplier has a party and no other role', async () => {
  const admin = await house.admin();
  const wrong = [
    { roles: ['supplier'], supplier_id: null },
    { roles: ['supplier', 'planner'], supplier_id: 'KESSLER' },
    { roles: ['planner'], supplier_id: 'KESSLER' },
    { roles: [] },
    { roles: ['planner', 'planner'] },
  ];
  for (const each of wrong) {
    const asked = { email: 'k@example.com', name: 'K', ...each };
    const { status, body } = await admin.ask('POST', '/invitations', asked);
    assert.deepEqual([status, body.code], [422, 'roles_not_valid'], JSON.stringify(each));
  }
  const supplier = await house.member('supplier', 'KESSLER');
  const { body } = await supplier.ask('GET', '/me');
  assert.deepEqual([body.supplier_id, body.rights], ['KESSLER', ['facts.read']]);
  assert.equal((await supplier.ask('GET', '/plan')).status, 403);
});

test('the last active admin stays, also when two demote each other at a moment', async () => {
  const admin = await house.admin();
  const ada = String((await admin.ask('GET', '/me')).body.person_id);
  for (const change of [{ roles: ['planner'] }, { active: false }]) {
    const { status, body } = await admin.ask('PATCH', `/people/${ada}`, change);
    assert.deepEqual([status, body.code], [409, 'last_admin']);
  }
  const second = await house.member('admin');
  const answers = await Promise.all([
    admin.ask('PATCH', `/people/${second.id}`, { roles: ['viewer'] }),
    second.ask('PATCH', `/people/${ada}`, { roles: ['viewer'] }),
  ]);
  const statuses = answers.map(({ status }) => status).sort();
  assert.equal(statuses[0], 200);
  assert.notEqual(statuses[1], 200);
  const ids = await house.desk.store.transaction((rows) => rows.activeAdminIds());
  assert.equal(ids.length, 1);
  await house.desk.store.transaction(async (rows) => {
    const person = await rows.personForChange(ada);
    if (person) await rows.changePerson({ ...person, roles: ['admin'] });
    const other = await rows.personForChange(second.id);
    if (other) await rows.changePerson({ ...other, roles: ['viewer'] });
  });
});

test('people come page by page, in the order of their e-mails', async () => {
  const admin = await house.admin();
  const emails: string[] = [];
  let cursor = '';
  do {
    const page = await admin.ask('GET', `/people?limit=2&cursor=${encodeURIComponent(cursor)}`);
    emails.push(...(page.body.rows as { email: string }[]).map(({ email }) => email));
    cursor = String(page.body.next ?? '');
  } while (cursor !== '');
  assert.deepEqual(emails, [...new Set(emails)].sort());
  assert.ok(emails.length > 3);
  assert.equal((await admin.ask('GET', '/people?limit=0')).status, 400);
});

test('the demo’s people sign in by a click, in a demo and nowhere else', async () => {
  const asked = { person: 'supplier' };
  assert.equal((await house.browser().ask('POST', '/demo/sign-in', asked)).status, 404);
  const demo = await openHouse({ isDemo: true, publicOrigin: 'http://localhost:7300' });
  try {
    const own = { origin: 'http://localhost:7300', host: 'localhost:7300' };
    const rebound = { ...own, origin: 'http://evil.example', host: 'evil.example' };
    assert.equal((await demo.browser().ask('POST', '/demo/sign-in', asked, rebound)).status, 403);
    const browser = demo.browser();
    assert.equal((await browser.ask('POST', '/demo/sign-in', asked, own)).status, 200);
    const { body } = await browser.ask('GET', '/me');
    assert.deepEqual([body.supplier_id, body.demo], ['KESSLER', true]);
    assert.equal((await browser.ask('POST', '/demo/sign-in', { person: 'x' }, own)).status, 422);
    const token = browser.jar.get('drumbeat') ?? '';
    const options = { desk: demo.desk, now: () => demo.clock.now };
    const later = (isDemo: boolean) =>
      openIdentifier({ ...options, isDemo }).identify('session', token);
    assert.notEqual(await later(true), null);
    assert.equal(await later(false), null, 'the database is not a demo any more');
    // An admin nobody can sign in as later is none: started without --demo, the link is printed.
    assert.notEqual(await issueFirstAdminLink(demo.desk, demo.clock.now), null);
  } finally {
    await demo.close();
  }
});

test('what has run out is swept away, what holds stays', async () => {
  const admin = await house.admin();
  const count = () =>
    house.test.owner.transaction(async (owner) => {
      const [row] = await owner.query<{ links: number; sessions: number; attempts: number }>(
        `select (select count(*) from drumbeat.one_time_link where org_id = 1)::int as links,
           (select count(*) from drumbeat.session where org_id = 1)::int as sessions,
           (select count(*) from drumbeat.sign_in_attempt where org_id = 1)::int as attempts`,
      );
      return row;
    });
  assert.equal((await admin.ask('GET', '/people')).status, 200);
  await house.desk.store.transaction((rows) => rows.sweep(house.clock.now + 61 * DAY));
  assert.deepEqual(await count(), { links: 0, sessions: 0, attempts: 0 });
  assert.equal((await admin.ask('GET', '/people')).status, 200); // remembered for seconds ...
  house.clock.now += 6_000;
  assert.equal((await admin.ask('GET', '/people')).status, 401); // ... and then looked up again
});
