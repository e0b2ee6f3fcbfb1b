// A server with a database of its own, as a user starts it: after any facts, a stop and a start
// give the same plan byte for byte; and what is secret is in nothing that leaves the server.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drumbeat } from '../../soak/kit/command.ts';
import { createCompany } from '../../soak/kit/company.ts';
import { call } from '../../soak/kit/http-call.ts';
import { freePort } from '../../soak/kit/server-process.ts';
import { EXTRA_LISTS } from '../../src/contract/plan-document.ts';
import {
  type Client,
  clientOf,
  type LivingServer,
  openLivingServer,
  PASSWORD,
} from './living-server-fixture.ts';

const SEED = Number(process.env.DRUMBEAT_SEED ?? 1);
const BATCHES = 25;
const OIDC_SECRET = 'kanari-oidc-client-secret';
const DATABASE_PASSWORD = 'kanari-database-password';

let server: LivingServer;
let erp: Client;
const answers: string[] = []; // of everything that was asked
const secrets = new Map<string, string>();

before(async () => {
  const company = {
    issuer: 'http://localhost:9/',
    clientId: 'drumbeat',
    clientSecret: OIDC_SECRET,
    admit: null,
  };
  server = await openLivingServer({ isEmbedded: true, company });
  secrets.set('password', PASSWORD);
  secrets.set('client secret', OIDC_SECRET);
  secrets.set('session', server.admin.headers.cookie.split('=')[1]);
  secrets.set('first admin’s token', server.running.firstAdminUrl!.split('#')[1]);
  erp = await server.key('admin');
  secrets.set('key', erp.headers.authorization.split('_').at(-1)!);
});
after(() => server.close());

async function document(position: number): Promise<string> {
  await erp.planned(position);
  const answer = await erp.ask('GET', `/plan/document?with=${EXTRA_LISTS}`);
  assert.equal(answer.status, 200, answer.text.slice(0, 300));
  return answer.text;
}

test(`after random facts of seed ${SEED}, stopped and started, the plan is the same`, async () => {
  const company = createCompany(SEED);
  const batches = [...company.masterData()];
  for (let i = 0; i < BATCHES; i++) batches.push(company.next());
  for (const { feed, rows } of batches) await erp.facts(feed, rows);
  const { head } = await erp.get<{ head: number }>('/log?limit=1');
  const lists = ['/exceptions?limit=1000', '/cases?limit=1000', '/log?limit=1000', '/rules'];
  const before = await document(head);
  const listed = await Promise.all(lists.map((path) => erp.get(path)));
  await server.stop();
  await server.start();
  assert.equal(await document(head), before);
  assert.deepEqual(await Promise.all(lists.map((path) => erp.get(path))), listed);
});

test('every way to be refused is tried with what is secret', async () => {
  const nobody = clientOf(server.url, {});
  const bearer = (text: string) => clientOf(server.url, { authorization: `Bearer ${text}` });
  const ask = async (client: Client, method: string, path: string, body?: unknown) => {
    const answer = await client.ask(method, path, body);
    answers.push(`${answer.status} ${answer.text}`);
    answers.push(JSON.stringify({ ...answer.headers, 'set-cookie': undefined }));
  };
  const wrong = 'kanari-wrong-password-of-somebody';
  secrets.set('a wrong password', wrong);
  const email = 'ada@example.com';
  await ask(nobody, 'POST', '/sign-in', { email, password: wrong });
  await ask(nobody, 'POST', '/sign-in', { email, password: wrong, extra: 1 });
  await ask(nobody, 'POST', '/sign-in', `{"email":"${email}","password":"${wrong}"`);
  await ask(nobody, 'POST', '/sign-in', { email, password: [wrong] });
  const [key] = [secrets.get('key')!];
  await ask(bearer(`drumbeat_0123456789abcdef_${key}`), 'GET', '/plan');
  await ask(bearer(key), 'GET', '/plan');
  const token = secrets.get('first admin’s token')!;
  await ask(nobody, 'POST', `/first-admin/${token}`, { name: 'x', email, password: wrong });
  const current = { current_password: wrong, password: 'kanari-new-password-of-ada' };
  secrets.set('a new password', current.password);
  await ask(server.admin, 'POST', '/me/password', current);
  await ask(nobody, 'GET', '/oidc/start');
  await ask(nobody, 'GET', '/oidc/callback?state=x&code=y');
  const invited = { email: 'eve@example.com', name: 'Eve', roles: ['viewer'] };
  const { url } = await server.admin.send<{ url: string }>('POST', '/invitations', invited);
  secrets.set('invitation', url.split('#')[1]);
  await ask(nobody, 'POST', `/invitations/${secrets.get('invitation')}`, { password: 'short' });
  await ask(nobody, 'POST', `/invitations/${secrets.get('invitation')}?x=1`, { password: wrong });
});

test('no answer, no log line and no metric has any of it', async () => {
  const { paths } = await erp.get<{ paths: Record<string, object> }>('//api/openapi.json');
  for (const path of Object.keys(paths).filter((each) => !each.includes('{'))) {
    if (path.includes('oidc') || path.endsWith('/stream')) continue;
    for (const client of [server.admin, erp]) {
      const answer = await client.ask('GET', path.startsWith('/api/') ? path : `/${path}`);
      answers.push(`GET ${path} ${answer.text} ${JSON.stringify(answer.headers)}`);
    }
  }
  const metrics = await call(server.url, { path: '/metrics' });
  answers.push(metrics.text);
  assert.ok(server.log.length > 50);
  assertSecretless('answers', answers.join('\n'));
  assertSecretless('log', server.log.join(''));
});

function assertSecretless(where: string, text: string): void {
  for (const [name, secret] of secrets) {
    const found = text.indexOf(secret);
    assert.ok(
      found < 0,
      `${where} has the ${name}: ${text.slice(Math.max(0, found - 300), found)}`,
    );
  }
}

test('a back-up and an export have none of it in clear', async () => {
  const folder = join(server.dataFolder, '..');
  const file = join(folder, 'company.backup');
  const written = await drumbeat(['backup', file, '--data', server.dataFolder]).ended;
  assert.equal(written.code, 0, written.told);
  const out = join(folder, 'export');
  const exported = await drumbeat(['export', out, '--data', server.dataFolder]).ended;
  assert.equal(exported.code, 0, exported.told);
  assertSecretless('the terminal', written.told + exported.told);
  const files = [file, out].flatMap(filesIn);
  assert.ok(files.length > 5);
  for (const each of files) assertSecretless(each, readFileSync(each, 'latin1'));
});

test('a database that is not there is told without its password', async () => {
  const url = `postgresql://ada:${DATABASE_PASSWORD}@127.0.0.1:9/plan`;
  const tried = await drumbeat(['start', '--database', url, '--port', `${await freePort()}`]).ended;
  assert.notEqual(tried.code, 0);
  assert.ok(!tried.told.includes(DATABASE_PASSWORD), tried.told);
  assert.match(tried.told, /127\.0\.0\.1/);
});

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}
