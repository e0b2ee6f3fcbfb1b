// A server of the API over a small system in memory, for tests. Who asks is told by the bearer
// token alone: its roles, and for a supplier its party, as in `planner` or `supplier:S-1`.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Caller, Role } from '../app/living/caller.ts';
import { type ApiOptions, buildApi, type SignIn } from './app.ts';
import type { FastifyInstance } from './fastify.ts';
import { createServer } from './server.ts';
import { newTestSystem, type TestSystem } from './test-system-fixture.ts';

export function callerOf(token: string): Caller | null {
  const [roles, partyId = ''] = token.split(':');
  if (roles === '') return null;
  const person = { personId: token, keyId: null, name: token };
  const named = roles === 'powerless' ? [] : (roles.split('+') as Role[]);
  return { orgId: 1, ...person, roles: named, partyId, scopes: null };
}

/** Stands in for sign-in: a bearer token is a list of roles. */
export const bearerIsRole: SignIn = {
  identify(app) {
    app.addHook('onRequest', async (request) => {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      request.caller = callerOf(token);
    });
  },
  routes: () => undefined,
};

export interface TestApi {
  app: FastifyInstance;
  system: TestSystem;
  spoolFolder: string;
  log: string[];
}

export function optionsFor(test: TestContext, more: Partial<ApiOptions> = {}) {
  const spoolFolder = mkdtempSync(join(tmpdir(), 'drumbeat-spool-'));
  test.after(() => rmSync(spoolFolder, { recursive: true, force: true }));
  const system = newTestSystem();
  const log: string[] = [];
  const options: ApiOptions = {
    system,
    people: bearerIsRole,
    log: { level: 'info', write: (line) => log.push(line) },
    spoolFolder,
    checksAnswers: true,
    ...more,
  };
  return { options, system, spoolFolder, log };
}

/** The API without a socket. Each answer must be of a status that its route's schema tells. */
export async function openApi(test: TestContext, more: Partial<ApiOptions> = {}): Promise<TestApi> {
  const { options, ...rest } = optionsFor(test, more);
  const { app, house } = await buildApi(options);
  const untold: string[] = [];
  app.addHook('onResponse', async ({ method, is404, routeOptions }, reply) => {
    const { schema } = routeOptions as { schema?: { response?: object; hide?: boolean } };
    if (is404 || schema?.hide || schema?.response === undefined) return;
    const status = String(reply.statusCode);
    if (!(status in schema.response)) untold.push(`${method} ${routeOptions.url}: ${status}`);
  });
  await app.ready();
  test.after(async () => {
    house.hub.close();
    await app.close();
    assert.deepEqual(untold, [], 'statuses that the description does not tell');
  });
  return { app, ...rest };
}

export interface TestServer extends Omit<TestApi, 'app'> {
  port: number;
  origin: string;
  close(graceMs: number): Promise<void>;
}

/** The server on a socket of its own. */
export async function openServer(
  test: TestContext,
  more: Partial<ApiOptions> = {},
): Promise<TestServer> {
  const { options, ...rest } = optionsFor(test, more);
  const server = await createServer(options);
  const { port } = await server.listen(0, '127.0.0.1');
  test.after(() => server.close(200));
  return { ...rest, port, origin: `http://127.0.0.1:${port}`, close: server.close };
}

export const as = (role: string): { authorization: string } => ({
  authorization: `Bearer ${role}`,
});

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** A request on a raw address and raw headers, which `fetch` would tidy up. */
export function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const asked = ask({ port, path, method, headers, host: '127.0.0.1' }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
      });
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
