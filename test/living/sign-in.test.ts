// Ways in and out on a running server: the first admin's link, keys that end, and streams that end
// with the session that opened them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  ADMIN,
  clientOf,
  cookieOf,
  type LivingServer,
  openLivingServer,
  PASSWORD,
} from './living-server-fixture.ts';

let server: LivingServer;
let link: string;
let clock = Date.now();
const HEARTBEAT_MS = 200;
const HOUR = 3_600_000;

before(async () => {
  server = await openLivingServer({ limits: { heartbeatMs: HEARTBEAT_MS }, now: () => clock });
  link = server.running.firstAdminUrl!.split('#')[1];
});
after(() => server.close());

test('the first admin’s link is good once, and no later start gives another', async () => {
  const nobody = clientOf(server.url, {});
  const again = await nobody.ask('POST', `/first-admin/${link}`, { ...ADMIN, password: PASSWORD });
  assert.deepEqual([again.status, JSON.parse(again.text).code], [404, 'link_not_valid']);
  await server.stop();
  await server.start();
  assert.equal(server.running.firstAdminUrl, null);
  const me = await server.admin.get<{ name: string; roles: string[] }>('/me');
  assert.deepEqual([me.name, me.roles], [ADMIN.name, ['admin']]);
});

test('no demo’s way in is there where there is no demo', async () => {
  const nobody = clientOf(server.url, {});
  const answer = await nobody.ask('POST', '/demo/sign-in', { person: 'admin' });
  assert.equal(answer.status, 404);
});

const signIn = async () => {
  const asked = { email: ADMIN.email, password: PASSWORD };
  return server.as(cookieOf(await clientOf(server.url, {}).ask('POST', '/sign-in', asked)));
};

test('signed out, one’s stream ends within a heartbeat, and nobody else’s', async () => {
  const [one, other] = [await signIn(), await signIn()];
  const [mine, theirs] = [await one.stream(), await other.stream()];
  await one.send('POST', '/sign-out');
  const signedOut = Date.now();
  const last = await mine.first(({ event }) => event === 'end', 'its end');
  assert.equal(last.data.reason, 'signed out');
  assert.ok(Date.now() - signedOut < 20 * HEARTBEAT_MS);
  await mine.ended;
  await other.send('PATCH', '/settings', { horizon_days: 91 });
  await theirs.first(({ event }) => event === 'settings.changed', 'what goes on');
  theirs.close();
  assert.equal((await one.ask('GET', '/me')).status, 401);
});

test('a key that is revoked, or over, opens nothing any more, and ends its streams', async () => {
  const { admin } = server;
  const asked = { name: 'watcher', role: 'viewer', scopes: ['stream.read', 'plan.read'] };
  const made = await admin.send<{ key: string; api_key: { id: string } }>(
    'POST',
    '/api-keys',
    asked,
  );
  const watcher = clientOf(server.url, { authorization: `Bearer ${made.key}` });
  const stream = await watcher.stream();
  assert.equal((await watcher.ask('GET', '/facts/items')).status, 403, 'not in its scopes');
  await admin.send('DELETE', `/api-keys/${made.api_key.id}`);
  await stream.first(({ event }) => event === 'end', 'its end');
  const gone = await watcher.ask('GET', '/plan');
  assert.deepEqual([gone.status, JSON.parse(gone.text).code], [401, 'key_not_valid']);

  const expires_at = new Date(clock + HOUR).toISOString();
  const short = await admin.send<{ key: string }>('POST', '/api-keys', { ...asked, expires_at });
  const brief = clientOf(server.url, { authorization: `Bearer ${short.key}` });
  assert.equal((await brief.ask('GET', '/plan')).status, 200);
  clock += HOUR;
  assert.equal((await brief.ask('GET', '/plan')).status, 401);
});

test('another site’s page can change nothing with one’s cookie', async () => {
  const { cookie } = server.admin.headers;
  const ways: Record<string, string>[] = [
    { cookie, origin: 'https://evil.example' },
    { cookie, 'sec-fetch-site': 'cross-site' },
    { cookie },
  ];
  for (const headers of ways) {
    const evil = clientOf(server.url, headers);
    const answer = await evil.ask('PATCH', '/settings', { horizon_days: 30 });
    assert.deepEqual([answer.status, JSON.parse(answer.text).code], [403, 'cross_site']);
  }
});
