import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { RIGHTS } from '../app/living/caller.ts';
import type { PeopleDesk } from '../app/living/people/people-store.ts';
import { buildApi } from './app.ts';
import type { RouteOptions } from './fastify.ts';
import { openPeople } from './people/open-people.ts';
import { as, bearerIsRole, openApi, optionsFor } from './test-server-fixture.ts';

/** What anybody may ask. Sign-in routes are held to the same by the tests of people. */
const OPEN = [
  '/',
  '/first-admin',
  '/invitation',
  '/page.css',
  '/page.js',
  '/icon.svg',
  '/health',
  '/ready',
  '/metrics',
  '/api/openapi.json',
];

async function allRoutes(t: Parameters<typeof optionsFor>[0]): Promise<RouteOptions[]> {
  const routes: RouteOptions[] = [];
  const { options } = optionsFor(t);
  const { app, house } = await buildApi({
    ...options,
    people: {
      identify(served) {
        bearerIsRole.identify(served);
        served.addHook('onRoute', (route) => {
          routes.push(route);
        });
      },
      routes: () => undefined,
    },
  });
  await app.ready();
  t.after(async () => {
    house.hub.close();
    await app.close();
  });
  return routes;
}

test('every route names a right of the table, or is on the list of open ones', async (t) => {
  const routes = await allRoutes(t);
  assert.ok(routes.length > 40);
  for (const { url, config } of routes) {
    const right = config?.right;
    if (right === 'open') assert.ok(OPEN.includes(url) || url.startsWith('/api/docs'), url);
    else
      assert.ok(
        RIGHTS.some((each) => each === right),
        `${url} names ${right}`,
      );
  }
});

test('nobody gets past a right: 401 without a caller, 403 without the right', async (t) => {
  const routes = await allRoutes(t);
  const { app } = await openApi(t);
  for (const { method, url, config } of routes) {
    if (config?.right === 'open') continue;
    const asked = { method: method as 'GET', url: url.replace(/:\w+/g, 'x') };
    assert.equal((await app.inject(asked)).statusCode, 401, url);
    const powerless = await app.inject({ ...asked, headers: as('powerless') });
    assert.equal(powerless.statusCode, 403, url);
  }
});

test('a supplier reads facts, and neither the plan nor the stream', async (t) => {
  const { app } = await openApi(t);
  const headers = as('supplier:S-1');
  const csv = { ...as('planner'), 'content-type': 'text/csv' };
  const payload = 'supplier_id,name\nS-1,Kessler\nS-2,Polavia\n';
  await app.inject({ method: 'POST', url: '/api/v1/facts/suppliers', headers: csv, payload });
  const own = await app.inject({ url: '/api/v1/facts/suppliers', headers });
  assert.deepEqual(own.json().rows, [{ supplier_id: 'S-1', name: 'Kessler' }]);
  for (const url of ['/api/v1/plan', '/api/v1/stream', '/api/v1/cases', '/api/v1/quarantine']) {
    assert.equal((await app.inject({ url, headers })).statusCode, 403, url);
  }
});

interface Described {
  openapi: string;
  paths: Record<string, Record<string, { summary?: string; operationId?: string }>>;
}

test('the API describes itself in sound OpenAPI 3.1, each route with a summary', async (t) => {
  const routes = await allRoutes(t);
  const { app } = await openApi(t);
  const document = (await app.inject({ url: '/api/openapi.json' })).json<Described>();
  assert.equal(document.openapi, '3.1.0');
  const { valid, errors } = await new Validator().validate({ ...document });
  assert.ok(valid, JSON.stringify(errors));
  const ids = new Set<string>();
  for (const { method, url, schema } of routes) {
    if (method === 'HEAD' || (schema as { hide?: boolean } | undefined)?.hide) continue;
    if (url.startsWith('/api/docs')) continue;
    const path = url.replace(/:(\w+)/g, '{$1}');
    const told = document.paths[path]?.[String(method).toLowerCase()];
    assert.ok(told?.summary, `${String(method)} ${path} is not described`);
    assert.ok(!ids.has(told.operationId ?? ''), `${told.operationId} is there twice`);
    ids.add(told.operationId ?? '');
  }
});

test('with sign-in and people the description is sound too, and says who may ask', async (t) => {
  const desk = {} as PeopleDesk; // declared here, asked in the tests of people
  const publicOrigin = 'http://localhost:7070';
  const people = openPeople({
    desk,
    now: Date.now,
    publicOrigin,
    company: null,
    isDemo: true,
    requiresPasskey: false,
  });
  const { app } = await openApi(t, { people });
  const document = (await app.inject({ url: '/api/openapi.json' })).json<Described>();
  const { valid, errors } = await new Validator().validate({ ...document });
  assert.ok(valid, JSON.stringify(errors));
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.length > 50);
});

test('the feeds of the data contract are schemas of the description', async (t) => {
  const { app } = await openApi(t);
  const { components } = (await app.inject({ url: '/api/openapi.json' })).json();
  assert.deepEqual(components.schemas.NotesRow.required, ['object']);
  assert.match(components.schemas.ItemsRow.properties.uom.description, /Rec 20/);
});

test('the pages of the API come from this server alone', async (t) => {
  const { app } = await openApi(t);
  const page = await app.inject({ url: '/api/docs/' });
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /https?:\/\//);
  assert.match(String(page.headers['content-security-policy']), /default-src 'none'/);
  for (const [, path] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
    const file = new URL(path, 'http://localhost/api/docs/').pathname;
    assert.equal((await app.inject({ url: file })).statusCode, 200, file);
  }
});
