// From a fact's POST to its exception on the stream: a count finds no stock of an item, and it runs
// short; then a second count finds it, and the exception closes.

import { request } from 'node:http';
import type { BenchServer, Poster } from './client.ts';
import { openPoster } from './client.ts';
import { AS_OF, type CompanyShape, companyFeeds } from './company.ts';

export interface StreamFigures {
  item_locations: number;
  load_s: number; // the whole company over HTTP
  first_plan_s: number;
  warm_up_ms: number[]; // of the first changes after the start, which are not counted below
  raised_p50_ms: number;
  raised_p99_ms: number;
  closed_p50_ms: number;
  closed_p99_ms: number;
  facts: number;
}

const CSV = 'text/csv';
const WARM_UP = 3;

export async function benchStream(
  server: BenchServer,
  shape: CompanyShape,
  facts: number,
): Promise<StreamFigures> {
  const poster = openPoster(server, 4);
  await holdDay(server);
  const started = performance.now();
  let position = 0;
  for (const { feed, header, rows } of companyFeeds(shape)) {
    const body = `${header}\n${[...rows()].join('')}`;
    const answer = await poster.post(`/api/v1/facts/${feed}`, CSV, body);
    position = (answer as { position: number }).position;
    if ((answer as { quarantined: number }).quarantined > 0)
      throw new Error(`${feed} is not sound`);
  }
  const loaded = performance.now();
  await planned(poster, position);
  const plannedAt = performance.now();
  const stream = await openStream(server);
  const raised: number[] = [];
  const closed: number[] = [];
  const warm_up_ms: number[] = [];
  for (const [at, row] of stockRows(shape, facts + WARM_UP).entries()) {
    if (at === WARM_UP) warm_up_ms.push(...raised.splice(0), ...closed.splice(0));
    const none = { ...row, quantity: '0' };
    raised.push(await until(stream, poster, none, row.item_id, 'raised'));
    closed.push(await until(stream, poster, row, row.item_id, 'closed'));
  }
  stream.close();
  poster.close();
  const seconds = (from: number, to: number) => Math.round((to - from) / 100) / 10;
  return {
    item_locations: shape.itemLocations,
    load_s: seconds(started, loaded),
    first_plan_s: seconds(loaded, plannedAt),
    warm_up_ms: warm_up_ms.map(Math.round),
    raised_p50_ms: quantile(raised, 0.5),
    raised_p99_ms: quantile(raised, 0.99),
    closed_p50_ms: quantile(closed, 0.5),
    closed_p99_ms: quantile(closed, 0.99),
    facts: raised.length + closed.length,
  };
}

/** The day is set before anything is planned: a turn in the middle would change everything. */
async function holdDay({ url, key }: BenchServer): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ as_of: AS_OF });
  const answer = await fetch(`${url}/api/v1/settings`, { method: 'PATCH', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
}

async function planned(poster: Poster, position: number): Promise<void> {
  for (;;) {
    const plan = (await poster.post('/api/v1/plan', '', '')) as { position: number; state: string };
    if (plan.position >= position && plan.state === 'current') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type StockRow = Record<string, string> & { item_id: string };

/** Stock of bought items, far apart from each other. */
function stockRows(shape: CompanyShape, count: number): StockRow[] {
  const stock = companyFeeds(shape).find(({ feed }) => feed === 'inventory')!;
  const names = stock.header.split(',');
  const lines = [...stock.rows()].join('').trimEnd().split('\n');
  const bought = lines.slice(Math.ceil(lines.length * 0.75)).filter((line) => !/,0$/.test(line));
  const step = Math.max(1, Math.floor(bought.length / count));
  return bought
    .filter((_, i) => i % step === 0)
    .slice(0, count)
    .map((line) => {
      const cells = line.split(',');
      return Object.fromEntries(names.map((name, i) => [name, cells[i]!])) as StockRow;
    });
}

interface Stream {
  /** Resolves with the instant at which an exception of the item was so changed. */
  next(itemId: string, verb: 'raised' | 'closed'): Promise<number>;
  close(): void;
}

function openStream({ url, key }: BenchServer): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const waiting = new Map<string, (at: number) => void>();
    const asked = request(`${url}/api/v1/stream`, { headers: { authorization: `Bearer ${key}` } });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        const at = performance.now();
        text += piece;
        const end = text.lastIndexOf('\n\n');
        if (end < 0) return;
        for (const event of text.slice(0, end).split('\n\n')) hear(event, at, waiting);
        text = text.slice(end + 2);
      });
      resolve({
        next: (itemId, verb) =>
          new Promise((done) => waiting.set(`exception.${verb} ${itemId}`, done)),
        close: () => asked.destroy(),
      });
    });
    asked.end();
  });
}

function hear(event: string, at: number, waiting: Map<string, (at: number) => void>): void {
  const kind = /^event: (exception\.\w+)$/m.exec(event)?.[1];
  const item = /"item_id":"([^"]*)"/.exec(event)?.[1];
  if (kind === undefined || item === undefined) return;
  const wanted = `${kind} ${item}`;
  waiting.get(wanted)?.(at);
  waiting.delete(wanted);
}

const PATIENCE_MS = 30_000;

async function until(
  stream: Stream,
  poster: Poster,
  row: StockRow,
  itemId: string,
  verb: 'raised' | 'closed',
): Promise<number> {
  const heard = stream.next(itemId, verb);
  const started = performance.now();
  await poster.post('/api/v1/facts/inventory', 'application/json', JSON.stringify([row]));
  const late = new Promise<never>((_, reject) => {
    setTimeout(reject, PATIENCE_MS, new Error(`no exception of ${itemId} was ${verb}`)).unref();
  });
  return (await Promise.race([heard, late])) - started;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!);
}
