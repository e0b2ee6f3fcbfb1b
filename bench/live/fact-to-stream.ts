// From a fact's POST to its exception on the stream: a purchase order slips, and its item runs
// short; then it is confirmed again as before, and the exception closes.

import { request } from 'node:http';
import type { BenchServer, Poster } from './client.ts';
import { openPoster } from './client.ts';
import { type CompanyShape, companyFeeds } from './company.ts';

export interface StreamFigures {
  item_locations: number;
  load_s: number; // the whole company over HTTP
  first_plan_s: number;
  raised_p50_ms: number;
  raised_p99_ms: number;
  closed_p50_ms: number;
  closed_p99_ms: number;
  facts: number;
}

const CSV = 'text/csv';

export async function benchStream(
  server: BenchServer,
  shape: CompanyShape,
  facts: number,
): Promise<StreamFigures> {
  const poster = openPoster(server, 4);
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
  for (const row of slippingOrders(shape, facts)) {
    const late = { ...row, confirmed_date: '2027-09-30' };
    raised.push(await until(stream, poster, late, row.item_id, 'raised'));
    closed.push(await until(stream, poster, row, row.item_id, 'closed'));
  }
  stream.close();
  poster.close();
  const seconds = (from: number, to: number) => Math.round((to - from) / 100) / 10;
  return {
    item_locations: shape.itemLocations,
    load_s: seconds(started, loaded),
    first_plan_s: seconds(loaded, plannedAt),
    raised_p50_ms: quantile(raised, 0.5),
    raised_p99_ms: quantile(raised, 0.99),
    closed_p50_ms: quantile(closed, 0.5),
    closed_p99_ms: quantile(closed, 0.99),
    facts: raised.length + closed.length,
  };
}

async function planned(poster: Poster, position: number): Promise<void> {
  for (;;) {
    const plan = (await poster.post('/api/v1/plan', '', '')) as { position: number; state: string };
    if (plan.position >= position && plan.state === 'current') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type OrderRow = Record<string, string> & { item_id: string };

/** First lines of bought items' orders, far apart from each other. */
function slippingOrders(shape: CompanyShape, count: number): OrderRow[] {
  const orders = companyFeeds(shape).find(({ feed }) => feed === 'purchase_orders')!;
  const names = orders.header.split(',');
  const rows: OrderRow[] = [];
  for (const piece of orders.rows()) {
    for (const line of piece.split('\n')) {
      const cells = line.split(',');
      if (cells[1] === '1') {
        rows.push(Object.fromEntries(names.map((name, i) => [name, cells[i]!])) as OrderRow);
      }
    }
  }
  const step = Math.max(1, Math.floor(rows.length / count));
  return rows.filter((_, i) => i % step === 0).slice(0, count);
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
  row: OrderRow,
  itemId: string,
  verb: 'raised' | 'closed',
): Promise<number> {
  const heard = stream.next(itemId, verb);
  const started = performance.now();
  await poster.post('/api/v1/facts/purchase_orders', 'application/json', JSON.stringify([row]));
  const late = new Promise<never>((_, reject) => {
    setTimeout(reject, PATIENCE_MS, new Error(`no exception of ${itemId} was ${verb}`)).unref();
  });
  return (await Promise.race([heard, late])) - started;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!);
}
