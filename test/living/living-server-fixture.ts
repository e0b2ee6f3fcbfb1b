// A whole server for tests, in this process: a real PostgreSQL, the planner's own process, real
// sockets; and clients that talk to it as people and programs do.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, type Call, call } from '../../soak/kit/http-call.ts';
import { freePort } from '../../soak/kit/server-process.ts';
import { RIGHTS_OF_ROLE, type Right, type Role } from '../../src/app/living/caller.ts';
import type { IntakeAnswer } from '../../src/app/living/ports.ts';
import type { ServeOptions } from '../../src/host/serve-options.ts';
import { type RunningServer, startServer } from '../../src/host/start-server.ts';
import {
  openTestDatabase,
  type TestDatabase,
  testFolder,
} from '../../src/storage/postgres/test-database.ts';
import { openStream, type StreamReader } from './stream-reader-fixture.ts';

export const AS_OF = '2027-03-01'; // later than any clock here: the day does not turn by itself
export const ADMIN = { name: 'Ada Alm', email: 'ada@example.com' };
export const PASSWORD = 'wooden spoons at 4 o’clock';
export type Json = Record<string, never>;
export type Row = Record<string, string | number | boolean | null>;

export interface Client {
  headers: Record<string, string>; // that say who asks
  ask(method: string, path: string, body?: unknown, headers?: Call['headers']): Promise<Answer>;
  /** The JSON of an answer that must be of that status. */
  get<Body = Json>(path: string, status?: number): Promise<Body>;
  send<Body = Json>(method: string, path: string, body?: unknown, status?: number): Promise<Body>;
  /** Rows of a feed, all of which must be taken. */
  facts(feed: string, rows: readonly Row[]): Promise<IntakeAnswer>;
  /** Until the plan rests on the position; answers its state. */
  planned(position: number): Promise<Json>;
  stream(from?: number | null, kinds?: string): Promise<StreamReader>;
}

export interface LivingServer {
  url: string;
  running: RunningServer;
  log: string[];
  test: TestDatabase | null; // null: the server has one of its own in a folder
  dataFolder: string;
  admin: Client; // signed in by the first admin's link; in a demo as the demo's admin
  as(cookie: string): Client;
  key(role: Role, supplierId?: string | null, scopes?: readonly Right[]): Promise<Client>;
  stop(): Promise<void>;
  start(): Promise<void>; // again, on the same port and store
  killPlanner(): Promise<void>; // kill -9; comes back when another one runs
  close(): Promise<void>;
}

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export interface FixtureOptions extends Partial<ServeOptions> {
  isEmbedded?: boolean; // a database of its own in a folder, as a user has it
}

export async function openLivingServer(asked: FixtureOptions = {}): Promise<LivingServer> {
  const { isEmbedded = false, ...more } = asked;
  const test = isEmbedded || more.database ? null : await openTestDatabase();
  const folder = testFolder();
  folders.push(folder);
  const dataFolder = join(folder, 'data');
  const log: string[] = [];
  const options: ServeOptions = {
    version: '0.0.0-test',
    dataFolder,
    database: test ? urlOf(test) : null,
    port: await freePort(),
    host: '127.0.0.1',
    publicOrigin: null,
    demo: null,
    company: null,
    log: { level: 'info', write: (line) => log.push(line) },
    say: () => {},
    ...more,
    limits: { openRequestsPerMinute: 100_000, refusedPerMinute: 100_000, ...more.limits },
  };
  const url = `http://127.0.0.1:${options.port}`;
  const server: LivingServer = {
    url,
    running: await startServer(options),
    log,
    test,
    dataFolder,
    admin: clientOf(url, {}),
    as: (cookie) => clientOf(url, { cookie, origin: url }),
    async key(role, supplierId = null, scopes = RIGHTS_OF_ROLE[role]) {
      const asked = { name: `${role} program`, role, supplier_id: supplierId, scopes };
      const { key } = await server.admin.send<{ key: string }>('POST', '/api-keys', asked);
      return clientOf(url, { authorization: `Bearer ${key}` });
    },
    stop: () => server.running.stop(),
    async start() {
      server.running = await startServer(options);
    },
    async killPlanner() {
      const pid = server.running.plannerPid()!;
      process.kill(pid, 'SIGKILL');
      await until(() => (server.running.plannerPid() ?? pid) !== pid, 'another planner');
    },
    async close() {
      await server.running.stop();
      await test?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  server.admin = server.as(await enter(server, options));
  return server;
}

/** The cookie of the admin's session. */
async function enter({ url, running }: LivingServer, options: ServeOptions): Promise<string> {
  const open = clientOf(url, {});
  if (options.demo) return cookieOf(await open.ask('POST', '/demo/sign-in', { person: 'admin' }));
  const token = running.firstAdminUrl!.split('#')[1];
  const person = { ...ADMIN, password: PASSWORD };
  const cookie = cookieOf(await open.ask('POST', `/first-admin/${token}`, person));
  // The plan's day is set: it does not follow the clock of the machine that tests.
  const settings = { as_of: AS_OF, timezone: 'UTC', horizon_days: 90, currency: 'EUR' };
  await clientOf(url, { cookie, origin: url }).send('PATCH', '/settings', settings);
  return cookie;
}

export function cookieOf({ status, text, headers }: Answer): string {
  const cookies = [headers['set-cookie'] ?? []].flat().map((each) => each.split(';')[0]);
  if (status !== 200 || cookies.length === 0) throw new Error(`no way in: ${status} ${text}`);
  return cookies.join('; ');
}

/** As `--database` takes it, for a server that listens on a socket. */
export function urlOf({ connection, name }: TestDatabase): string {
  const { user, port, socketFolder } = connection;
  return `postgresql://${user}@localhost:${port}/${name}?host=${encodeURIComponent(socketFolder)}`;
}

export function clientOf(url: string, headers: Record<string, string>): Client {
  const client: Client = {
    headers,
    ask(method, path, body, more = {}) {
      const text = body === undefined ? undefined : textOf(body);
      const type = text === undefined ? {} : { 'content-type': 'application/json' };
      const whole = path.startsWith('/api/') || path.startsWith('//') ? path : `/api/v1${path}`;
      const sent = { ...headers, ...type, ...more } as Record<string, string>;
      return call(url, { method, path: whole.replace(/^\/\//, '/'), headers: sent, body: text });
    },
    get: (path, status) => client.send('GET', path, undefined, status),
    async send(method, path, body, status = 200) {
      const answer = await client.ask(method, path, body);
      if (answer.status === status) return JSON.parse(answer.text);
      throw new Error(`${method} ${path}: ${answer.status}: ${answer.text.slice(0, 600)}`);
    },
    async facts(feed, rows) {
      const answer = await client.send<IntakeAnswer>('POST', `/facts/${feed}`, rows);
      if (answer.quarantined === 0) return answer;
      throw new Error(`${feed}: ${JSON.stringify(answer.quarantine).slice(0, 600)}`);
    },
    async planned(position) {
      const path = `/plan?not_before=${position}`;
      const answer = await client.ask('GET', path, undefined, { prefer: 'wait=25' });
      if (answer.status === 200) return JSON.parse(answer.text);
      throw new Error(`not planned: ${answer.status} ${answer.text}`);
    },
    stream: (from = null, kinds = '') => openStream(url, headers, from, kinds),
  };
  return client;
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

const LOOK_MS = 10;
const PATIENCE_MS = 25_000;

export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const limit = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > limit) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
