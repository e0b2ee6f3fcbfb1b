// What a start brings up, in order: database, migrations, the writer of facts, the planner's
// process, people, the API; and takes down in the other order when it is told to stop.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FactWriter } from '../app/living/fact-writer.ts';
import { addDemoPeople } from '../app/living/people/demo-sign-in.ts';
import { issueFirstAdminLink } from '../app/living/people/first-admin.ts';
import type { PeopleDesk } from '../app/living/people/people-store.ts';
import type { LivingSystem } from '../app/living/ports.ts';
import { companyProvider } from '../http/people/company-sign-in.ts';
import { openPeople } from '../http/people/open-people.ts';
import { firstAdminUrl } from '../http/people/people-options.ts';
import { secrets } from '../http/people/secrets.ts';
import { createServer, demandPort } from '../http/server.ts';
import { type Database, openDatabase } from '../storage/postgres/database.ts';
import { openKeptState } from '../storage/postgres/kept-state.ts';
import { postgresPeopleStore } from '../storage/postgres/people-store/people-store.ts';
import { openChangeStream } from './change-stream.ts';
import { turnDays } from './day-turn.ts';
import { loadExample } from './demo-company.ts';
import { startDemo } from './demo-desk.ts';
import { forgetOldAnswers } from './forgetting.ts';
import { livingSystem, openWriter } from './living-system.ts';
import { openStore } from './open-store.ts';
import { type PlannerLink, startPlanner } from './planner-link.ts';
import { type Log, logger, type ServeOptions } from './serve-options.ts';
import { storeRefusal } from './store-refusals.ts';

export interface RunningServer {
  url: string;
  firstAdminUrl: string | null; // null: there is an admin
  plannerPid(): number | undefined;
  databasePid(): number | null; // of the embedded one
  stop(): Promise<void>;
}

/** The organisation of this installation; the store can hold others. */
const ORG_ID = 1;
const CONNECTIONS = 12;
const GRACE_MS = 10_000;
const STEP_WITHIN_MS = 15_000;

/** What has been brought up so far, and how it is taken down. */
interface House {
  options: ServeOptions;
  log: Log;
  now: () => number;
  undo: (() => Promise<unknown> | unknown)[];
}

export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const house: House = {
    options,
    log: logger(options.log),
    now: options.now ?? Date.now,
    undo: [],
  };
  const stop = async () => {
    const { undo, log: tell } = house;
    for (let step = undo.pop(); step; step = undo.pop()) {
      if (undo.length > 0) await inTime(step, tell);
      else await step(); // PostgreSQL's own end: it has limits of its own
    }
  };
  try {
    return { ...(await bringUp(house)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A database that hangs must not keep us from ending: what waits for it is left behind. */
async function inTime(step: () => Promise<unknown> | unknown, log: Log): Promise<void> {
  const over = new AbortController();
  const ended = (async () => step())().then(
    () => '',
    (error) => textOf(error),
  );
  const limit = `nothing in ${STEP_WITHIN_MS / 1000} s`;
  const late = sleep(STEP_WITHIN_MS, limit, over).catch(() => '');
  const fault = await Promise.race([ended, late]);
  over.abort();
  if (fault !== '') log('warn', `A part did not stop (${fault}); the others are stopped.`);
}

async function bringUp(house: House): Promise<Omit<RunningServer, 'stop'>> {
  const { options, undo, log, now } = house;
  await demandPort(options.port, options.host);
  const store = await openStore(options, log);
  undo.push(() => store.close());
  const { connection } = store;
  const database = openDatabase({
    connection,
    maxConnections: CONNECTIONS,
    onLost: (error) => log('warn', `The database is away: ${textOf(error)}`),
  });
  undo.push(() => database.close());
  undo.push(forgetOldAnswers(database, ORG_ID, now, log));
  const stream = await openChangeStream(database, ORG_ID, log);
  undo.push(() => stream.close());
  const followers: (() => void)[] = [];
  const parts = { database, orgId: ORG_ID, stream, now };
  const writer = await openWriter(parts, () => {
    for (const follow of followers) follow();
  });
  const kept = openKeptState(database, ORG_ID);
  // The company is there before anybody plans it.
  if (options.demo) await loadExample(options.demo.folder, { writer, kept, now, say: options.say });
  const start = { connection, orgId: ORG_ID };
  const planner = startPlanner({ start, log, now, planned: () => stream.look() });
  undo.push(() => planner.stop());
  followers.push(() => planner.follow());
  const system = livingSystem({ ...parts, writer, planner, version: options.version });
  const desk = { orgId: ORG_ID, store: postgresPeopleStore(database, ORG_ID), secrets };
  await liven(house, { database, writer, planner, system, desk });
  return {
    ...(await serve(house, system, desk)),
    plannerPid: () => planner.pid(),
    databasePid: store.pid,
  };
}

interface Living {
  database: Database;
  writer: FactWriter;
  planner: PlannerLink;
  system: LivingSystem;
  desk: PeopleDesk;
}

/** What moves the company on: the demo's player, or the days. */
async function liven(
  { options, undo, log, now }: House,
  { database, writer, planner, system, desk }: Living,
): Promise<void> {
  if (!options.demo) {
    undo.push(turnDays(writer, ORG_ID, now, log));
    return;
  }
  await addDemoPeople(desk, now());
  const { seed } = options.demo;
  const kept = openKeptState(database, ORG_ID);
  const demo = await startDemo({ orgId: ORG_ID, seed, writer, planner, kept, log });
  system.demo = demo;
  undo.push(() => demo.stop());
}

async function serve(
  { options, undo, now }: House,
  system: LivingSystem,
  desk: PeopleDesk,
): Promise<Pick<RunningServer, 'url' | 'firstAdminUrl'>> {
  const { host, port, log, company } = options;
  const publicOrigin = options.publicOrigin ?? `http://${webName(host)}:${port}`;
  const people = openPeople({
    desk,
    now,
    publicOrigin,
    company: company && {
      provider: companyProvider({ ...company, publicOrigin }),
      strangers: company.admit === null ? { admit: false } : { admit: true, role: company.admit },
    },
    isDemo: options.demo !== null,
    requiresPasskey: options.requiresPasskey ?? false,
  });
  const spoolFolder = join(options.dataFolder, 'spool');
  const { limits } = options;
  const server = await createServer({ system, people, log, spoolFolder, limits, storeRefusal });
  undo.push(() => server.close(GRACE_MS));
  await server.listen(port, host);
  const token = options.demo ? null : await issueFirstAdminLink(desk, now());
  return {
    url: publicOrigin,
    firstAdminUrl: token === null ? null : firstAdminUrl(publicOrigin, token),
  };
}

/** Passkeys need a name: one's own machine has one. */
function webName(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
