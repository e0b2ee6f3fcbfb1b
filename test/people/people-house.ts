// A server with people for tests: a real database, the real plugins, a clock that the test sets,
// and browsers with a cookie jar of their own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../src/app/living/caller.ts';
import { beginSession } from '../../src/app/living/people/begin-session.ts';
import { addDemoPeople } from '../../src/app/living/people/demo-sign-in.ts';
import type { PeopleDesk } from '../../src/app/living/people/people-store.ts';
import { buildApi } from '../../src/http/app.ts';
import type { FastifyInstance } from '../../src/http/fastify.ts';
import { cookieName } from '../../src/http/people/cookies.ts';
import { openPeople, type People } from '../../src/http/people/open-people.ts';
import type { PeopleOptions } from '../../src/http/people/people-options.ts';
import { secrets } from '../../src/http/people/secrets.ts';
import { newTestSystem } from '../../src/http/test-system-fixture.ts';
import { postgresPeopleStore } from '../../src/storage/postgres/people-store/people-store.ts';
import { openTestDatabase, type TestDatabase } from '../../src/storage/postgres/test-database.ts';

export const ORIGIN = 'https://plan.example.com';
export const PASSWORD = 'wooden spoons at 4 o’clock';
export const DAY = 86_400_000;
export const HOUR = 3_600_000;

export interface House {
  app: FastifyInstance;
  people: People;
  desk: PeopleDesk;
  test: TestDatabase;
  log: string[];
  clock: { now: number };
  browser(address?: string): Browser;
  admin(): Promise<Browser>; // signed in, a new session
  member(role: Role, supplierId?: string): Promise<Browser & { email: string; id: string }>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  body: Record<string, unknown> & { code?: string; detail?: string };
  headers: Record<string, string | string[] | number | undefined>;
  cookies: { name: string; value: string; [attribute: string]: unknown }[];
}

export interface Browser {
  jar: Map<string, string>;
  ask(
    method: string,
    url: string,
    body?: unknown,
    headers?: Record<string, string | undefined>,
  ): Promise<Answer>;
}

let hashed: Promise<string> | null = null;

export async function openHouse(options: Partial<PeopleOptions> = {}): Promise<House> {
  const test = await openTestDatabase();
  const desk: PeopleDesk = { orgId: 1, store: postgresPeopleStore(test.database, 1), secrets };
  const clock = { now: Date.parse('2027-03-01T08:00:00Z') };
  const log: string[] = [];
  const publicOrigin = options.publicOrigin ?? ORIGIN;
  const people = openPeople({
    desk,
    now: () => clock.now,
    publicOrigin,
    company: null,
    isDemo: false,
    requiresPasskey: false,
    ...options,
  });
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-people-'));
  const app = await serving(people, log, folder);
  const browser = (address = '192.0.2.7'): Browser => openBrowser(app, address);
  let count = 0;
  /** As if they had come in by a link and signed in: without the work of hashing each time. */
  const enter = async (email: string, name: string, role: Role, partyId = '') => {
    const own = browser();
    hashed ??= secrets.hashPassword(PASSWORD);
    const hash = await hashed;
    const id = await desk.store.transaction(async (rows) => {
      const id = secrets.id();
      const made = { id, email, name, roles: [role], partyId, active: true, createdAt: clock.now };
      if (await rows.addPerson(made)) await rows.setPassword(id, hash, clock.now);
      const person = (await rows.personByEmail(email)) ?? made;
      const proven = { person, method: 'password' as const, replacedToken: null };
      const origin = { address: '192.0.2.7', userAgent: 'test browser' };
      const { token } = await beginSession(desk, rows, proven, origin, clock.now);
      own.jar.set(cookieName('session', publicOrigin.startsWith('https')), token);
      return person.id;
    });
    return { ...own, email, id };
  };
  const house: House = {
    app,
    people,
    desk,
    test,
    log,
    clock,
    browser,
    admin: () => enter('ada@example.com', 'Ada Alm', 'admin'),
    member: (role, supplierId) => {
      count++;
      return enter(`member${count}@example.com`, `Member ${count}`, role, supplierId);
    },
    async close() {
      await app.close();
      await test.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (options.isDemo) await addDemoPeople(desk, clock.now);
  return house;
}

/** The whole API over a small system in memory; a route more that writes nothing. */
async function serving(people: People, log: string[], folder: string): Promise<FastifyInstance> {
  const { app } = await buildApi({
    system: newTestSystem(),
    people,
    log: { level: 'debug', write: (line) => log.push(line) },
    limits: { openRequestsPerMinute: 100_000, refusedPerMinute: 100_000 },
    trustProxy: true,
    spoolFolder: folder,
    checksAnswers: true,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/nothing',
    config: { right: 'rules.write' },
    handler: async () => ({ written: true }),
  });
  await app.ready();
  return app;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

function openBrowser(app: FastifyInstance, address: string): Browser {
  const jar = new Map<string, string>();
  return {
    jar,
    async ask(method, url, body, headers = {}) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const all = {
        origin: ORIGIN,
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': address,
        'user-agent': 'test browser',
        ...(cookie === '' ? {} : { cookie }),
        ...headers,
      };
      const sent = Object.entries(all).filter(([, value]) => value !== undefined);
      const answer = await app.inject({
        method: method as Method,
        url: url.startsWith('http') || url.startsWith('/api/') ? url : `/api/v1${url}`,
        headers: Object.fromEntries(sent) as Record<string, string>,
        ...(body === undefined ? {} : { payload: body as object }),
      });
      for (const each of answer.cookies) {
        if (each.maxAge === 0) jar.delete(each.name);
        else jar.set(each.name, each.value);
      }
      const isJson = String(answer.headers['content-type'] ?? '').includes('json');
      return {
        status: answer.statusCode,
        body: isJson ? answer.json() : {},
        headers: answer.headers,
        cookies: answer.cookies as Answer['cookies'],
      };
    },
  };
}
