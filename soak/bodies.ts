// B33, B34: bodies and questions that were cut, flipped, swollen and packed: whatever comes is
// answered soon, in the contract's words, every row with a verdict, and the server goes on.

import { gzipSync } from 'node:zlib';
import { createRandom, type Random } from '../src/base/prng.ts';
import { type Bomb, bombs } from './kit/bombs.ts';
import { type Answer, type Call, call, LostAnswer } from './kit/http-call.ts';
import { type Installation, withInstallation } from './kit/installation.ts';
import { mutated } from './kit/mutations.ts';
import { memoryOf } from './kit/processes.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';

const BODIES_A_ROUND = 3_000;
const QUESTIONS = 0.2; // of all
const AT_ONCE = 8;
const SLOW_MS = 10_000; // on a machine that others use too
const RATE_WAIT_MS = 1_000;

export const bodies: SoakTest = {
  name: 'bodies',
  rows: 'B33, B34',
  shows: 'mutated CSV, JSON, NDJSON and gzip bodies, mutated filters, bombs: each is answered',
  round: (seed, count) => sendBodies(seed, count, BODIES_A_ROUND),
};

interface Form {
  feed: string;
  type: string;
  text: string;
}

const ROW = {
  order_id: 'PO1',
  line: '10',
  supplier_id: 'S1',
  item_id: 'I1',
  location_id: 'P1',
  quantity: 12.5,
  requested_date: '2027-03-10',
  firm: true,
  note: 'über "all" \u{1f6b2}, =1+1',
};

const rows = Array.from({ length: 4 }, (_, i) => ({ ...ROW, order_id: `PO${i}` }));
const CSV =
  'order_id;line;supplier_id;item_id;location_id;quantity;requested_date\n' +
  rows.map((row) => `${row.order_id};10;S1;I1;P1;"1.234,50";10.03.2027`).join('\n');

const FORMS: readonly Form[] = [
  { feed: 'purchase_orders', type: 'application/json', text: JSON.stringify(rows) },
  {
    feed: 'purchase_orders',
    type: 'application/x-ndjson',
    text: rows.map((row) => JSON.stringify(row)).join('\n'),
  },
  { feed: 'purchase_orders', type: 'text/csv', text: CSV },
  {
    feed: 'items',
    type: 'text/csv',
    text: 'item_id,description,uom\nI1,Nabe,PCE\nI2,"a,""b",KGM\n',
  },
];

export function sendBodies(seed: number, count: Count, total: number): Promise<string[]> {
  const random = createRandom(seed);
  return withInstallation({ seed, count }, async (it, faults) => {
    let sent = 0;
    const worker = async (): Promise<void> => {
      while (sent < total && faults.length === 0) {
        sent++;
        const send = random.next() < QUESTIONS ? askOne : sendOne;
        await send(it, random, count, faults);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    for (const bomb of bombs()) await throwBomb(it, bomb, count, faults);
    // The bodies write over what the load sent: its rows are not looked at here.
    faults.push(...(await it.faults({ withPlan: false })).filter(isOfOurs));
    const { status } = await call(it.server.url, { path: '/health' });
    if (status !== 200) faults.push(`not healthy afterwards: ${status}`);
    if (faults.length > 0) faults.push(...faultLines(it));
  });
}

async function throwBomb(
  it: Installation,
  bomb: Bomb,
  count: Count,
  faults: string[],
): Promise<void> {
  const memory = residentMegabytes(it);
  const body = bomb.body();
  const begun = performance.now();
  const answer = await post(it, bomb.feed, bomb.type, body, bomb.packed);
  const took = performance.now() - begun;
  count('bombs');
  const isFit = answer !== null && answer.status >= 400 && answer.status < 500;
  if (!isFit) faults.push(`${bomb.name}: ${answer?.status} ${answer?.text.slice(0, 300)}`);
  if (took > SLOW_MS) faults.push(`${bomb.name}: answered after ${Math.round(took)} ms`);
  const grown = residentMegabytes(it) - memory;
  if (grown > GROWTH_MAX_MEGABYTES) faults.push(`${bomb.name}: memory grew by ${grown} MB`);
}

/** What the server logged as faults of its own. */
function faultLines({ server }: Installation): string[] {
  const lines = server.told().split('\n');
  return lines.filter((line) => line.includes('"msg":"fault"')).slice(0, 3);
}

const GROWTH_MAX_MEGABYTES = 400;

const isOfOurs = (fault: string): boolean => !/^\w+: \d+ rows /.test(fault);

function residentMegabytes({ server }: Installation): number {
  return Math.round(memoryOf(server.pid) / 1024);
}

/** Filters, cursors and instants that nobody means. */
async function askOne(
  it: Installation,
  random: Random,
  count: Count,
  faults: string[],
): Promise<void> {
  const query = Array.from({ length: random.integer(1, 3) }, () => {
    const [name, sound] = random.pick(ASKED);
    const value = mutated(Buffer.from(sound), random).subarray(0, VALUE_MAX);
    return `${name}=${[...value].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`;
  });
  const path = `/api/v1/facts/purchase_orders?${query.join('&')}`;
  const answer = await patiently(it, { path, key: it.key });
  count('questions');
  if (answer === null) faults.push(`no answer to ${path}`);
  else if (answer.status !== 200 && !/"code":"[a-z_]+"/.test(answer.text)) {
    faults.push(`${answer.status} without a code: ${answer.text.slice(0, 200)} to ${path}`);
  } else if (answer.status >= 500) faults.push(`${answer.status} ${answer.text} to ${path}`);
}

const VALUE_MAX = 600;
const ASKED: readonly (readonly [string, string])[] = [
  ['order_id', 'PO1'],
  ['quantity', '12.5'],
  ['requested_date', '2027-03-10'],
  ['firm', 'true'],
  ['as_of', '2027-03-01T06:00:00Z'],
  ['position', '12'],
  ['limit', '10'],
  ['cursor', 'eyJhIjoxfQ'],
  ['history', 'true'],
];

async function sendOne(
  it: Installation,
  random: Random,
  count: Count,
  faults: string[],
): Promise<void> {
  const { feed, type, text } = random.pick(FORMS);
  const plain = mutated(Buffer.from(text), random);
  const packed = random.next() < 0.3;
  let body: Uint8Array = packed ? gzipSync(plain) : plain;
  if (packed && random.next() < 0.5) body = mutated(body, random);
  const begun = performance.now();
  const answer = await post(it, feed, type, body, packed);
  const took = performance.now() - begun;
  count('bodies');
  const shown = () => `${type}${packed ? ' gzip' : ''} ${Buffer.from(body).toString('base64')}`;
  if (answer === null) faults.push(`no answer to ${shown()}`);
  else if (answer.status >= 500) faults.push(`${answer.status} ${answer.text} to ${shown()}`);
  else if (took > SLOW_MS) faults.push(`answered after ${Math.round(took)} ms: ${shown()}`);
  else if (answer.status === 200) {
    count('taken in');
    const { rows: all, ...of } = JSON.parse(answer.text) as Record<string, number>;
    const verdicts = of.new! + of.changed! + of.unchanged! + of.quarantined!;
    if (all !== verdicts) faults.push(`${all} rows, ${verdicts} verdicts: ${shown()}`);
  } else if (!/"code":"[a-z_]+"/.test(answer.text)) {
    faults.push(`${answer.status} without a code: ${answer.text.slice(0, 200)} to ${shown()}`);
  }
}

function post(
  it: Installation,
  feed: string,
  type: string,
  body: Uint8Array,
  packed: boolean,
): Promise<Answer | null> {
  const headers: Record<string, string> = { 'content-type': type };
  if (packed) headers['content-encoding'] = 'gzip';
  const path = `/api/v1/facts/${feed}`;
  return patiently(it, { method: 'POST', path, key: it.key, headers, body });
}

/** Again where there were too many; null = no answer came. */
async function patiently(it: Installation, asked: Call): Promise<Answer | null> {
  for (;;) {
    try {
      const answer = await call(it.server.url, asked);
      if (answer.status !== 429) return answer;
      await new Promise((resolve) => setTimeout(resolve, RATE_WAIT_MS));
    } catch (error) {
      if (error instanceof LostAnswer) return null;
      throw error;
    }
  }
}
