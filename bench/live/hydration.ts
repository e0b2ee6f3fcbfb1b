// How long it takes to read a company's standing facts from the store, beside a bare binary COPY of
// the same rows through the same client that does nothing with them.

import { systemCaller } from '../../src/app/living/caller.ts';
import { FactWriter } from '../../src/app/living/fact-writer.ts';
import { openRequestBody } from '../../src/connectors/files/request-body.ts';
import { createStandingFacts } from '../../src/ingest/standing/standing-facts.ts';
import { FEEDS } from '../../src/model/feeds/feeds.ts';
import { openDatabase } from '../../src/storage/postgres/database.ts';
import { startEmbedded } from '../../src/storage/postgres/embedded/embedded-server.ts';
import { versionColumns } from '../../src/storage/postgres/fact-log/fact-columns.ts';
import { createFactDesk } from '../../src/storage/postgres/fact-log/fact-desk.ts';
import { createFactStore } from '../../src/storage/postgres/fact-log/fact-store.ts';
import { migrate } from '../../src/storage/postgres/migrate.ts';
import { openOwner } from '../../src/storage/postgres/owner.ts';
import { type CompanyShape, companyFeeds } from './company.ts';

export interface HydrationFigures {
  item_locations: number;
  rows: number;
  load_s: number;
  copy_s: number[]; // bare, each run
  hydrate_s: number[];
  ratio: number; // of the medians
  rss_mb: number;
}

const ORG_ID = 1;
const RUNS = 3;

export async function benchHydration(
  dataFolder: string,
  shape: CompanyShape,
  say: (text: string) => void,
): Promise<HydrationFigures> {
  const server = await startEmbedded({ dataFolder, log: () => {} });
  const owner = openOwner({ connection: server.connection });
  await migrate(owner);
  const { connection } = server;
  const database = openDatabase({
    connection,
    maxConnections: 4,
    onLost: (error) => say(String(error)),
  });
  const store = createFactStore(database, ORG_ID);
  const started = performance.now();
  const rows = await load(store, database, shape, say);
  const loaded = performance.now();
  const copy_s: number[] = [];
  const hydrate_s: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    copy_s.push(await seconds(() => bareCopy(owner)));
    hydrate_s.push(await seconds(() => store.hydrate(createStandingFacts(), null)));
    say(`copy ${copy_s[run]} s, hydrate ${hydrate_s[run]} s`);
  }
  await database.close();
  await owner.close();
  await server.stop();
  return {
    item_locations: shape.itemLocations,
    rows,
    load_s: Math.round((loaded - started) / 1000),
    copy_s,
    hydrate_s,
    ratio: Math.round((median(hydrate_s) / median(copy_s)) * 100) / 100,
    rss_mb: Math.round(process.memoryUsage().rss / 1e6),
  };
}

const BODY_SIZE = 32 * 1024 * 1024;

async function load(
  store: ReturnType<typeof createFactStore>,
  database: ReturnType<typeof openDatabase>,
  shape: CompanyShape,
  say: (text: string) => void,
): Promise<number> {
  const now = Date.now;
  const writer = new FactWriter({ store, now, committed: () => {} });
  await writer.open();
  const desk = createFactDesk({ database, writer, now, openBody: openRequestBody });
  const caller = systemCaller(ORG_ID, 'bench');
  let rows = 0;
  for (const { feed, header, rows: pieces } of companyFeeds(shape)) {
    say(`loading ${feed}`);
    let text = `${header}\n`;
    const send = async () => {
      const body = { format: 'csv' as const, bytes: new TextEncoder().encode(text) };
      const more = { replace: false, source: '', idempotencyKey: '', fingerprint: '' };
      rows += (await desk.accept(caller, { feed, body, ...more })).new;
      text = `${header}\n`;
    };
    for (const piece of pieces()) {
      text += piece;
      if (text.length > BODY_SIZE) await send();
    }
    await send();
  }
  return rows;
}

async function bareCopy(owner: ReturnType<typeof openOwner>): Promise<void> {
  await owner.transaction(async (session) => {
    for (const feed of FEEDS) {
      const out = session.copyOut(
        `copy drumbeat.fact_${feed.name} (${versionColumns(feed)}) to stdout (format binary)`,
      );
      for await (const _ of out);
    }
  });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return Math.round((performance.now() - started) / 10) / 100;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
