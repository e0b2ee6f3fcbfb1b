// Twenty secrets that a day brings along, sound and mistaken ones, in a whole running system; then
// everything that goes out is searched for them: logs, answers, errors, metrics, the stream, an
// export, a back-up unpacked, and the database.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Answer } from '../../soak/kit/http-call.ts';
import { createInstallationWork } from '../../src/host/installation-work.ts';
import { startServer } from '../../src/host/start-server.ts';
import { readFrames } from '../../src/storage/postgres/backup/frames.ts';
import { openTestDatabase, type TestDatabase } from '../../src/storage/postgres/test-database.ts';
import { type Ceremony, newAuthenticator } from '../people/authenticator.ts';
import { type LyingIdp, openLyingIdp } from '../people/identity-providers.ts';
import { sendBracketCompany } from './bracket-company-fixture.ts';
import {
  ADMIN,
  type Client,
  clientOf,
  cookieOf,
  type LivingServer,
  openLivingServer,
  PASSWORD,
  urlOf,
} from './living-server-fixture.ts';

const COUNT = 20;
const CLIENT_SECRET = 'canary-client-secret-0123456789';
const DATABASE_PASSWORD = 'canary-database-password';
const folder = mkdtempSync(join(tmpdir(), 'drumbeat-canaries-'));
const secrets = new Map<string, string>();
const told: string[] = []; // all that came back, but for what an answer is there to give
let idp: LyingIdp;
let database: TestDatabase;
let server: LivingServer;
let nobody: Client;

before(async () => {
  idp = await openLyingIdp('drumbeat');
  idp.accessToken = 'canary-access-token-0123456789';
  database = await openTestDatabase();
  const url = urlOf(database).replace('@', `:${DATABASE_PASSWORD}@`);
  const company = {
    issuer: idp.issuer,
    clientId: 'drumbeat',
    clientSecret: CLIENT_SECRET,
    admit: null,
  };
  server = await openLivingServer({ database: url, company });
  nobody = clientOf(server.url, {});
  secrets.set('first admin’s link', server.running.firstAdminUrl!.split('#')[1]);
  secrets.set('client secret', CLIENT_SECRET).set('access token', idp.accessToken);
  secrets.set('database password', DATABASE_PASSWORD).set('password', PASSWORD);
  secrets.set('session', sessionOf(server.admin.headers.cookie));
  await sendBracketCompany(server.admin);
});
after(async () => {
  await server.close();
  await database.close();
  await idp.close();
  rmSync(folder, { recursive: true, force: true });
});

const sessionOf = (cookie: string): string => cookie.split('=')[1];

async function ask(client: Client, method: string, path: string, body?: unknown, more = {}) {
  const answer = await client.ask(method, path, body, more);
  const { 'set-cookie': _, location: __, ...headers } = answer.headers;
  told.push(`${method} ${answer.status} ${answer.text} ${JSON.stringify(headers)}`);
  return answer;
}

/** Not searched: an answer whose purpose is to give the secret. */
const given = <Body>({ text }: Answer): Body => JSON.parse(text);

test('a day of people, programs and mistakes', async () => {
  const { admin } = server;
  const invited = { email: 'ina@example.com', name: 'Ina', roles: ['planner'] };
  const made = await admin.ask('POST', '/invitations', invited);
  const invitation = given<{ url: string; person: { id: string } }>(made);
  const [link, chosen] = [invitation.url.split('#')[1], 'canary lanterns over gravel'];
  secrets.set('invitation', link).set('chosen password', chosen);
  await ask(nobody, 'POST', `/invitations/${link}`, { password: `${chosen}\0`, odd: chosen });
  const ina = server.as(
    cookieOf(await nobody.ask('POST', `/invitations/${link}`, { password: chosen })),
  );
  secrets.set('session of an invited one', sessionOf(ina.headers.cookie));
  await ask(nobody, 'POST', `/invitations/${link}`, { password: chosen });

  const again = given<{ url: string }>(
    await admin.ask('POST', `/people/${invitation.person.id}/links`),
  );
  secrets.set('recovery link', again.url.split('#')[1]);

  const [changed, wrong] = ['canary thistles in violet rain', 'canary that nobody ever had'];
  secrets.set('changed password', changed).set('wrong password', wrong);
  await ask(ina, 'POST', '/me/password', { current_password: wrong, password: changed });
  const moved = await ina.ask('POST', '/me/password', {
    current_password: chosen,
    password: changed,
  });
  secrets.set('session after the change', sessionOf(cookieOf(moved)));
  await ask(nobody, 'POST', '/sign-in', { email: invited.email, password: wrong });
  const misplaced = 'canary-password-as-name';
  secrets.set('password in the field of the name', misplaced);
  await ask(nobody, 'POST', '/sign-in', { email: misplaced, password: misplaced });
  await ask(nobody, 'POST', '/sign-in', `{"email":"x","password":"${wrong}`);

  const scopes = ['plan.read', 'stream.read'];
  const { key } = given<{ key: string }>(
    await admin.ask('POST', '/api-keys', { name: 'erp', role: 'viewer', scopes }),
  );
  secrets.set('API key', key).set('secret of the API key', key.split('_')[2]);
  const erp = clientOf(server.url, { authorization: `Bearer ${key}` });
  await ask(erp, 'GET', '/plan');
  await ask(erp, 'POST', '/facts/items', [{ item_id: 'X' }]);
  await ask(clientOf(server.url, { authorization: `Bearer ${key}0` }), 'GET', '/plan');
  const basic = Buffer.from(`ina:${wrong}`).toString('base64');
  secrets.set('basic credentials', basic);
  await ask(clientOf(server.url, { authorization: `Basic ${basic}` }), 'GET', '/plan');
  const asked = 'canary-in-an-address';
  secrets.set('secret in an address', asked);
  await ask(admin, 'GET', `/plan?password=${asked}`);
  await ask(admin, 'GET', `/nothing/${asked}?token=${asked}`);
  await ask(nobody, 'POST', `/first-admin/${secrets.get('first admin’s link')}`, {
    ...ADMIN,
    password: wrong,
  });
});

test('a passkey is registered, and a company sign-in goes out and back', async () => {
  const { admin } = server;
  const options = given<Ceremony>(await admin.ask('POST', '/passkeys/registration-options'));
  secrets.set('challenge', options.challenge);
  const answer = newAuthenticator().create(options, server.url);
  await ask(admin, 'POST', '/passkeys', { name: 'laptop', answer });

  const begun = await nobody.ask('GET', '/oidc/start');
  assert.equal(begun.status, 303, begun.text);
  const out = new URL(String(begun.headers.location));
  const back = new URL(
    await idp.visit(out.href, { sub: 'ina', email: 'ina@example.com', email_verified: true }),
  );
  back.searchParams.set('code', 'canary-code-0123456789');
  secrets.set('code', 'canary-code-0123456789').set('state', out.searchParams.get('state')!);
  const cookie = [begun.headers['set-cookie'] ?? []].flat()[0].split(';')[0];
  const browser = clientOf(server.url, { cookie });
  const done = await ask(browser, 'GET', `${back.pathname}${back.search}`);
  assert.equal(done.status, 303, done.text);
  await ask(browser, 'GET', `${back.pathname}${back.search}`);
});

test('nothing that goes out has any of them in it', async () => {
  assert.ok(secrets.size >= COUNT, `${secrets.size} secrets`);
  for (const path of ['/me', '/people', '/api-keys', '/passkeys', '/audit?limit=500', '/log']) {
    await ask(server.admin, 'GET', path);
  }
  for (const path of ['//metrics', '//health', '//ready', '//api/openapi.json']) {
    await ask(nobody, 'GET', path);
  }
  const stream = await server.admin.stream(0);
  await server.admin.send('PATCH', '/settings', { horizon_days: 91 });
  const event = await stream.first(({ event }) => event === 'settings.changed', 'a change');
  told.push(JSON.stringify(event));
  stream.close();
  assert.ok(server.log.length > 20 && told.length > 25);
  assertSilent('answers', told.join('\n'));
  assertSilent('logs', server.log.join(''));
});

test('neither the database nor a back-up or an export has one of them in clear', async () => {
  const tables = await database.owner.transaction((session) =>
    session.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class
       where relnamespace = 'drumbeat'::regnamespace and relkind = 'r'`,
    ),
  );
  for (const { name } of tables) {
    const rows = await database.owner.transaction((session) =>
      session.query<{ text: string }>(`select t::text as text from ${name} t`),
    );
    assertSilent(`table ${name}`, rows.map(({ text }) => text).join('\n'));
  }
  const work = createInstallationWork('0.0.0-test', Date.now);
  const place = { data: join(folder, 'none'), database: urlOf(database) };
  const file = join(folder, 'back-up');
  await work.backUp(place, file, false, () => {});
  let pieces = 0;
  const handle = await open(file);
  for await (const { tag, payload } of readFrames(handle, (await handle.stat()).size, () => '')) {
    if (tag === 'ROWS') pieces++;
    const clear = tag === 'ROWS' ? gunzipSync(payload) : payload;
    assertSilent(`${tag} of the back-up`, clear.toString('latin1'));
  }
  await handle.close();
  assert.ok(pieces > 10, `${pieces} packed pieces`);
  assertSilent('back-up', readFileSync(file, 'latin1'));
  const exported = join(folder, 'export');
  await work.exportFolder(place, exported, () => {});
  for (const name of readdirSync(exported)) {
    assertSilent(name, readFileSync(join(exported, name), 'latin1'));
  }
});

test('a database that cannot be reached is named without its password', async () => {
  const url = `postgresql://ina:${DATABASE_PASSWORD}@127.0.0.1:9/drumbeat`;
  const said: string[] = [];
  const options = {
    version: '0.0.0-test',
    dataFolder: join(folder, 'data'),
    database: url,
    port: 0,
    host: '127.0.0.1',
    publicOrigin: null,
    demo: null,
    company: null,
    log: { level: 'info' as const, write: (line: string) => said.push(line) },
    say: (sentence: string) => said.push(sentence),
  };
  await assert.rejects(startServer(options), (error: Error) => {
    said.push(String(error.stack), JSON.stringify(error));
    return true;
  });
  assert.match(said.join(), /127\.0\.0\.1/);
  assertSilent('refusal', said.join('\n'));
});

function assertSilent(where: string, text: string): void {
  for (const [name, secret] of secrets) {
    assert.ok(secret.length >= 8, `${name}: ${secret}`);
    assert.ok(!text.includes(secret), `${name} in ${where}`);
    const hex = Buffer.from(secret).toString('hex');
    assert.ok(!text.includes(hex), `${name} in ${where}, as bytes`);
  }
}
