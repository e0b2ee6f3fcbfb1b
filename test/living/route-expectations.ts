// Every route of the API with the right that it needs, as the table of rights has it, and how it is
// asked about something of one's own, of somebody else, and of nobody. A route that is not here
// fails the test that walks the OpenAPI document.

import type { Right } from '../../src/app/living/caller.ts';

export interface Asked {
  path: string; // below /api/v1, or whole from `//`
  body?: unknown;
  status?: number; // of who may; 200 if not said
  or?: number; // once it was asked too often
  narrow?: number; // of a key with that right alone, who may not give what it does not have
}

export interface RouteExpectation {
  right: Right | 'open' | 'signed in';
  person?: true; // a key may not: only somebody who is signed in
  ask: Asked; // what any caller can ask
  /** The same of a thing that is another's: it must look like one that nobody has. */
  foreign?: Asked; // `{foreign}` in its path is the id
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
const TOKEN = 'a'.repeat(64);
const version = { version: 999_999 };
const acknowledge = { action: 'acknowledge', ...version };

const plan = (path: string): RouteExpectation => ({ right: 'plan.read', ask: { path } });
/** Of a thing by its id, that nobody has. */
const thing = (
  right: RouteExpectation['right'],
  path: string,
  id = 'X',
  body?: unknown,
): RouteExpectation => ({
  right,
  ask: { path: path.replace('@', id), body, status: 404 },
});
const managed = (path: string, body?: unknown): RouteExpectation =>
  thing('people.manage', path, NOBODY, body);
const signedIn = (path: string): RouteExpectation => ({
  right: 'signed in',
  person: true,
  ask: { path },
});
const own = (path: string): RouteExpectation => ({
  ...signedIn(path),
  ask: { path: `${path}/${NOBODY}`, status: 404 },
  foreign: { path: `${path}/{foreign}`, status: 404 },
});
const password = 'a horse that reads at night';
const someone = { name: 'Nobody', email: 'nobody@example.com', password };
const answer = { id: 'x', rawId: 'x', type: 'public-key' };
const shown = { ...answer, response: { clientDataJSON: 'x', attestationObject: 'x' } };
const proof = { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' };

const OF_THE_PLAN: Readonly<Record<string, RouteExpectation>> = {
  'GET /health': { right: 'open', ask: { path: '//health' } },
  'GET /ready': { right: 'open', ask: { path: '//ready' } },
  'GET /metrics': { right: 'open', ask: { path: '//metrics' } },
  'GET /api/v1/facts/{feed}': { right: 'facts.read', ask: { path: '/facts/items' } },
  'POST /api/v1/facts/{feed}': {
    right: 'facts.write',
    ask: { path: '/facts/items', body: [{ item_id: 'PIN' }] },
  },
  'GET /api/v1/log': { right: 'facts.read', ask: { path: '/log' } },
  'PUT /api/v1/notes/{object}/{object_id}': {
    right: 'notes.write',
    ask: { path: '/notes/items/BRACKET', body: { text: 'seen' } },
  },
  'GET /api/v1/quarantine': { right: 'quarantine.read', ask: { path: '/quarantine' } },
  'POST /api/v1/quarantine/{id}/replay': thing('quarantine.mend', '/quarantine/@/replay', '99', {}),
  'POST /api/v1/quarantine/{id}/drop': thing('quarantine.mend', '/quarantine/@/drop', '99', {
    reason: 'a test',
  }),
  'GET /api/v1/plan': plan('/plan'),
  'GET /api/v1/plan/document': plan('/plan/document'),
  'GET /api/v1/plan/demand': plan('/plan/demand'),
  'GET /api/v1/plan/planned_orders': plan('/plan/planned_orders'),
  'GET /api/v1/plan/action_messages': plan('/plan/action_messages'),
  'GET /api/v1/plan/diagnostics': plan('/plan/diagnostics'),
  'GET /api/v1/item-locations/{item}/{location}': thing('plan.read', '/item-locations/@/LEIPZIG'),
  'GET /api/v1/pegging/{kind}/{id}': thing('plan.read', '/pegging/sales_order/@'),
  'GET /api/v1/exceptions': { right: 'exceptions.read', ask: { path: '/exceptions' } },
  'GET /api/v1/cases': { right: 'exceptions.read', ask: { path: '/cases' } },
  'GET /api/v1/exceptions/{id}': thing('exceptions.read', '/exceptions/@'),
  'GET /api/v1/cases/{id}': thing('exceptions.read', '/cases/@'),
  'POST /api/v1/exceptions/{id}/actions': thing(
    'exceptions.handle',
    '/exceptions/@/actions',
    'X',
    acknowledge,
  ),
  'POST /api/v1/cases/{id}/actions': thing(
    'exceptions.handle',
    '/cases/@/actions',
    'X',
    acknowledge,
  ),
  'GET /api/v1/rules': { right: 'rules.read', ask: { path: '/rules' } },
  'PUT /api/v1/rules': {
    right: 'rules.write',
    ask: { path: '/rules', body: { rules: [], base_version: 999_999 }, status: 409 },
  },
  'GET /api/v1/rules/versions': { right: 'rules.read', ask: { path: '/rules/versions' } },
  'POST /api/v1/rules/preview': {
    right: 'rules.write',
    ask: { path: '/rules/preview', body: { rules: [] } },
  },
  'GET /api/v1/settings': { right: 'settings.read', ask: { path: '/settings' } },
  'PATCH /api/v1/settings': { right: 'settings.write', ask: { path: '/settings', body: {} } },
  'GET /api/v1/stream': {
    right: 'stream.read',
    ask: { path: '/stream?last_event_id=x', status: 400 },
  },
  'GET /api/v1/demo': { right: 'plan.read', ask: { path: '/demo', status: 404 } },
  'PATCH /api/v1/demo': {
    right: 'demo.control',
    ask: { path: '/demo', body: { days_per_minute: 0 }, status: 404 },
  },
  'POST /api/v1/demo/steps': {
    right: 'demo.control',
    ask: { path: '/demo/steps', body: { count: 1 }, status: 404 },
  },
};

const OF_PEOPLE: Readonly<Record<string, RouteExpectation>> = {
  'GET /api/v1/me': { right: 'signed in', ask: { path: '/me' } },
  'GET /api/v1/me/sessions': signedIn('/me/sessions'),
  'DELETE /api/v1/me/sessions': signedIn('/me/sessions'),
  'DELETE /api/v1/me/sessions/{id}': own('/me/sessions'),
  'POST /api/v1/me/password': {
    right: 'signed in',
    person: true,
    ask: {
      path: '/me/password',
      body: { current_password: 'not this one', password },
      status: 422,
    },
  },
  'GET /api/v1/passkeys': signedIn('/passkeys'),
  'DELETE /api/v1/passkeys/{id}': {
    ...thing('signed in', '/passkeys/@', NOBODY),
    person: true,
  },
  'POST /api/v1/passkeys': {
    right: 'signed in',
    person: true,
    ask: { path: '/passkeys', body: { name: 'Key', answer: shown }, status: 401 },
  },
  'POST /api/v1/passkeys/registration-options': signedIn('/passkeys/registration-options'),
  'POST /api/v1/passkeys/sign-in-options': {
    right: 'open',
    ask: { path: '/passkeys/sign-in-options' },
  },
  'POST /api/v1/passkeys/sign-in': {
    right: 'open',
    ask: {
      path: '/passkeys/sign-in',
      body: { answer: { ...answer, response: proof } },
      status: 401,
    },
  },
  'POST /api/v1/sign-in': {
    right: 'open',
    ask: { path: '/sign-in', body: { email: someone.email, password }, status: 401, or: 429 },
  },
  'POST /api/v1/sign-out': { right: 'signed in', person: true, ask: { path: '/sign-out' } },
  'POST /api/v1/first-admin/{token}': {
    right: 'open',
    ask: { path: `/first-admin/${TOKEN}`, body: someone, status: 404 },
  },
  'POST /api/v1/invitations/{token}': {
    right: 'open',
    ask: { path: `/invitations/${TOKEN}`, body: { password }, status: 404 },
  },
  'GET /api/v1/people': { right: 'people.manage', ask: { path: '/people' } },
  'PATCH /api/v1/people/{id}': managed('/people/@', { name: 'Somebody' }),
  'DELETE /api/v1/people/{id}/sessions': managed('/people/@/sessions'),
  'POST /api/v1/people/{id}/links': managed('/people/@/links'),
  'DELETE /api/v1/people/{id}/passkeys': managed('/people/@/passkeys'),
  'DELETE /api/v1/sessions': {
    right: 'people.manage',
    ask: { path: '/sessions?of=nobody', status: 400 },
  },
  'POST /api/v1/invitations': {
    right: 'people.manage',
    ask: {
      path: '/invitations',
      body: { email: 'not an address', name: 'Nobody', roles: ['viewer'] },
      status: 422,
      narrow: 403,
    },
  },
  'GET /api/v1/api-keys': { right: 'keys.manage', ask: { path: '/api-keys' } },
  'POST /api/v1/api-keys': {
    right: 'keys.manage',
    ask: { path: '/api-keys', body: { name: 'None', role: 'viewer', scopes: [] }, status: 422 },
  },
  'DELETE /api/v1/api-keys/{id}': {
    right: 'keys.manage',
    ask: { path: '/api-keys/0000000000000000', status: 404 },
  },
  'GET /api/v1/audit': { right: 'audit.read', ask: { path: '/audit' } },
};

export const ROUTES: Readonly<Record<string, RouteExpectation>> = { ...OF_THE_PLAN, ...OF_PEOPLE };
