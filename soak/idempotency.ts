// B9: a request with an Idempotency-Key takes effect once, however often it is sent: again, at the
// same time, with another body, and after a crash between its effect and its answer.

import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, type Random } from '../src/base/prng.ts';
import { readLog } from './kit/check-facts.ts';
import { type Answer, call, LostAnswer } from './kit/http-call.ts';
import { type Installation, withInstallation } from './kit/installation.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';

const CASES_A_ROUND = 2_000;
const AT_ONCE = 16;
const CRASHES = 2;
const IN_FLIGHT = 40;

export const idempotency: SoakTest = {
  name: 'idempotency',
  rows: 'B9',
  shows: 'one key, one effect: sent again, at once, with another body, after a crash',
  round: (seed, count) => sendAgain(seed, count, CASES_A_ROUND, CRASHES),
};

export function sendAgain(
  seed: number,
  count: Count,
  cases: number,
  crashes: number,
): Promise<string[]> {
  const random = createRandom(seed);
  let next = 0;
  return withInstallation({ seed, count }, async (it, faults) => {
    const worker = async (): Promise<void> => {
      while (next < cases && faults.length === 0) {
        const number = next++;
        const kind = KINDS[number % KINDS.length]!;
        await kind(asking(it, `case-${number}`), random, faults);
        count(kind.name);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    for (let crash = 0; crash < crashes && faults.length === 0; crash++) {
      await crashBetween(it, random, crash, faults);
      count('crashes');
    }
    faults.push(...(await twice(it)));
  });
}

interface Asking {
  key: string;
  send(quantity: number): Promise<Answer>;
}

/** Each has a row of its own; only the quantity differs from body to body. */
function asking(it: Installation, key: string): Asking {
  const place = { item_id: 'I1', location_id: 'P1', sublocation: key };
  return {
    key,
    send: (quantity) =>
      call(it.server.url, {
        method: 'POST',
        path: '/api/v1/facts/inventory',
        key: it.key,
        headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-source': key },
        body: JSON.stringify([{ ...place, quantity }]),
      }),
  };
}

const said = ({ status, text }: Answer) => `${status} ${text.slice(0, 300)}`;

async function sameBody({ key, send }: Asking, random: Random, faults: string[]) {
  const first = await send(1);
  const again = await send(1);
  if (first.status !== 200) faults.push(`${key}: ${said(first)}`);
  else if (again.status !== 200 || !sameAnswer(first, again)) {
    faults.push(`${key}: first ${said(first)}, again ${said(again)}`);
  }
  if (random.next() < 0.01) await sleep(1);
}

async function otherBody({ key, send }: Asking, _random: Random, faults: string[]) {
  const first = await send(1);
  const other = await send(2);
  if (first.status !== 200) faults.push(`${key}: ${said(first)}`);
  if (other.status === 422 && codeOf(other) === 'idempotency_mismatch') return;
  faults.push(`${key}: another body under the same key: ${said(other)}`);
}

async function atOnce({ key, send }: Asking, random: Random, faults: string[]) {
  const answers = await Promise.all(Array.from({ length: random.integer(2, 5) }, () => send(1)));
  const good = answers.filter(({ status }) => status === 200);
  const waits = answers.filter(
    (answer) => answer.status === 409 && codeOf(answer) === 'idempotency_concurrent',
  );
  const isSound = good.length > 0 && good.length + waits.length === answers.length;
  if (isSound && good.every((answer) => sameAnswer(answer, good[0]!))) return;
  faults.push(`${key}: at once: ${answers.map(said).join(' | ')}`);
}

const KINDS = [sameBody, otherBody, atOnce];

const codeOf = ({ text }: Answer): string => (JSON.parse(text) as { code?: string }).code ?? '';

/** By value: what is kept as JSON comes back with its fields in another order. */
function sameAnswer(a: Answer, b: Answer): boolean {
  const sorted = ({ text }: Answer) => JSON.stringify(Object.entries(JSON.parse(text)).sort());
  return sorted(a) === sorted(b);
}

/** Many are under way when all is killed: each is sent again under its key, and is in once. */
async function crashBetween(
  it: Installation,
  random: Random,
  crash: number,
  faults: string[],
): Promise<void> {
  const all = Array.from({ length: IN_FLIGHT }, (_, i) => asking(it, `crash-${crash}-${i}`));
  const lost = (error: unknown) => {
    if (error instanceof LostAnswer) return null;
    throw error;
  };
  const first = Promise.all(
    all.map(async ({ send }) => {
      await sleep(random.integer(0, 30));
      return send(1).catch(lost);
    }),
  );
  await sleep(random.integer(3, 40));
  await it.server.kill();
  const answers = await first;
  await it.restart();
  for (const [i, { key, send }] of all.entries()) {
    const again = await send(1);
    const before = answers[i];
    if (again.status !== 200) faults.push(`${key}: after a crash: ${said(again)}`);
    else if (before && before.status === 200 && !sameAnswer(before, again)) {
      faults.push(`${key}: ${said(before)}, after a crash ${said(again)}`);
    }
  }
}

/** Each key's row came in by one entry of the log. */
async function twice({ place }: Installation): Promise<string[]> {
  const entries = new Map<string, number>();
  for (const { source } of await readLog(place())) {
    if (!/^(case|crash)-/.test(source)) continue;
    entries.set(source, (entries.get(source) ?? 0) + 1);
  }
  return [...entries]
    .filter(([, times]) => times !== 1)
    .map(([source, times]) => `${source} took effect ${times} times`);
}
