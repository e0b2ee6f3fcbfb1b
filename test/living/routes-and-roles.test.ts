// Every route, asked by every role, by a key and by nobody: the answer is what the table of rights
// says, and what is another's looks like what is not there.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Answer } from '../../soak/kit/http-call.ts';
import { may, ROLES, type Role } from '../../src/app/living/caller.ts';
import { purchaseOrder, sendBracketCompany } from './bracket-company-fixture.ts';
import {
  type Client,
  clientOf,
  cookieOf,
  type LivingServer,
  openLivingServer,
  PASSWORD,
} from './living-server-fixture.ts';
import { ROUTES, type RouteExpectation } from './route-expectations.ts';

interface Member {
  id: string;
  role: Role;
  email: string;
  client: Client;
}

let server: LivingServer;
let members: Member[];
let nobody: Client;

before(async () => {
  server = await openLivingServer();
  await sendBracketCompany(server.admin);
  const { position } = await server.admin.facts('purchase_orders', [purchaseOrder()]);
  await server.admin.planned(position);
  nobody = clientOf(server.url, {});
  members = [];
  for (const role of ROLES) members.push(await member(role));
});
after(() => server.close());

/** Invited by the admin, and in by the link. */
async function member(role: Role): Promise<Member> {
  const email = `${role}@example.com`;
  const invited = { email, name: `One ${role}`, roles: [role] };
  const supplier = role === 'supplier' ? { supplier_id: 'KESSLER' } : {};
  const { url, person } = await server.admin.send<{ url: string; person: { id: string } }>(
    'POST',
    '/invitations',
    { ...invited, ...supplier },
  );
  const token = url.split('#')[1];
  const answer = await nobody.ask('POST', `/invitations/${token}`, { password: PASSWORD });
  return { id: person.id, role, email, client: server.as(cookieOf(answer)) };
}

const callerOf = (role: Role) => ({
  orgId: 1,
  personId: 'x',
  keyId: null,
  name: 'x',
  roles: [role],
  partyId: role === 'supplier' ? 'KESSLER' : '',
  scopes: null,
});

const codeOf = ({ text }: Answer): string => {
  try {
    return JSON.parse(text).code ?? '';
  } catch {
    return '';
  }
};

test('each route of the OpenAPI document has an expectation, and none is left over', async () => {
  const document = await nobody.get<{ paths: Record<string, Record<string, never>> }>(
    '//api/openapi.json',
  );
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(routes.sort(), Object.keys(ROUTES).sort());
});

/** Signing out is asked last: it ends the session that asks. */
const inOrder = (): [string, RouteExpectation][] =>
  Object.entries(ROUTES).sort(
    ([a], [b]) => Number(a.endsWith('/sign-out')) - Number(b.endsWith('/sign-out')),
  );

test('nobody is let in where a right is needed, whatever the route', async () => {
  for (const [route, { right, ask }] of inOrder()) {
    const [method] = route.split(' ');
    const answer = await nobody.ask(method, ask.path, ask.body);
    const expected = right === 'open' ? (ask.status ?? 200) : 401;
    assert.equal(answer.status, expected, `${route} ${answer.text.slice(0, 300)}`);
    if (right !== 'open') assert.equal(codeOf(answer), 'not_signed_in', route);
    if (method !== 'GET' || right === 'open') continue;
    const head = await nobody.ask('HEAD', ask.path);
    assert.ok([401, 404, 405].includes(head.status), `HEAD ${route} ${head.status}`);
  }
});

for (const role of ROLES) {
  test(`${role.replace('_', ' ')}: may what the table of rights says and no more`, async () => {
    const { client } = members.find((each) => each.role === role)!;
    for (const [route, { right, ask }] of inOrder()) {
      const [method] = route.split(' ');
      const answer = await client.ask(method, ask.path, ask.body);
      const isAllowed = right === 'open' || right === 'signed in' || may(callerOf(role), right);
      const expected = isAllowed ? (ask.status ?? 200) : 403;
      if (answer.status !== ask.or) {
        assert.equal(answer.status, expected, `${route} ${answer.text.slice(0, 300)}`);
      }
      if (!isAllowed) assert.equal(codeOf(answer), 'not_allowed', route);
    }
    const gone = await client.ask('GET', '/me');
    assert.equal(gone.status, 401, 'signed out is signed out');
  });
}

test('a key may what its scopes say, and is nobody who signs in', async () => {
  for (const [route, { right, person, ask }] of inOrder()) {
    if (right === 'open') continue;
    const [method] = route.split(' ');
    const scopes = right === 'signed in' ? (['plan.read'] as const) : [right];
    const role = 'admin';
    const own = await server.key(role, null, scopes);
    const allowed = await own.ask(method, ask.path, ask.body);
    const expected = person ? 403 : (ask.narrow ?? ask.status ?? 200);
    assert.equal(allowed.status, expected, `${route} ${allowed.text.slice(0, 300)}`);
    if (right === 'signed in') continue;
    const other = await server.key(role, null, [
      right === 'plan.read' ? 'audit.read' : 'plan.read',
    ]);
    const refused = await other.ask(method, ask.path, ask.body);
    assert.equal(refused.status, 403, `${route} ${refused.text.slice(0, 300)}`);
  }
});

/** Without what is of this one request. */
const shownBy = ({ status, text, headers }: Answer, path: string): string => {
  const id = path.split('/').at(-1)!;
  const told = text.replace(/urn:uuid:[0-9a-f-]+/, '').replaceAll(id, '<id>');
  const { date: _, etag, 'content-type': type } = headers;
  return JSON.stringify([status, told, etag, type]);
};

test('what is of others looks like what is not there', async () => {
  const client = await again('planner');
  const { rows } = await server.admin.get<{ rows: { id: string }[] }>('/me/sessions');
  const [{ id }] = rows;
  const asked = Object.entries(ROUTES).filter(([, { foreign }]) => foreign !== undefined);
  assert.ok(asked.length > 0);
  for (const [route, { foreign, ask }] of asked) {
    const [method] = route.split(' ');
    const path = foreign!.path.replace('{foreign}', id);
    const other = await client.ask(method, path, foreign!.body);
    const none = await client.ask(method, ask.path, ask.body);
    assert.equal(shownBy(other, path), shownBy(none, ask.path), route);
    assert.equal(other.status, 404, route);
  }
  const still = await server.admin.ask('GET', '/me');
  assert.equal(still.status, 200, 'the session of another one was not ended');
});

/** Signed in anew. */
async function again(role: Role): Promise<Client> {
  const { email } = members.find((each) => each.role === role)!;
  const answer = await nobody.ask('POST', '/sign-in', { email, password: PASSWORD });
  return server.as(cookieOf(answer));
}
