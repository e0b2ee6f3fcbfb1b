// The load: batches that leave by the clock, whether earlier ones are answered or not, and the
// ledger of what became of each. A batch whose answer is lost goes out again under the same key
// until it is answered, as a careful sender does.

import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, type Random } from '../../src/base/prng.ts';
import { type Company, createCompany, type SentBatch } from './company.ts';
import { type Answer, call, LostAnswer } from './http-call.ts';

export interface LedgerLine {
  batch: SentBatch;
  attempts: number;
  lost: number; // answers that did not come
  /** What it was answered; null = not yet, and it may be in or not. */
  acknowledged: IntakeCounts | null;
}

export interface IntakeCounts {
  position: number;
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  quarantined: number;
}

export interface Load {
  ledger: LedgerLine[];
  problems: string[]; // answers that no sound server gives
  /** Sends the master data, one batch after the other. */
  begin(): Promise<void>;
  /** Sends one more, and does not wait. */
  launch(batch: Omit<SentBatch, 'number'>): Promise<void>;
  /** Sends by the clock until `stop`. */
  run(everyMs: number): void;
  /** No more new ones; those that are out are waited for, at most so long. */
  stop(withinMs: number): Promise<void>;
  /** Sends those that have no answer again, till each has one; throws when that takes too long. */
  settle(): Promise<void>;
  acknowledgedRows(): number;
}

export interface LoadOptions {
  seed: number;
  url: string;
  key: string;
  prefix?: string; // of the sources, where several loads go to one server
}

const RETRY_MS = 150;
const ATTEMPT_MS = 15_000;
const OPEN_MAX = 64; // of the open loop: a server that is away for long is not flooded after
const SETTLE_WITHIN_MS = 60_000;
const PROBLEMS_MAX = 5;
const AGAIN = new Set([429, 503, 507]);

export function createLoad(options: LoadOptions): Load {
  const company: Company = createCompany(options.seed);
  const random = createRandom(options.seed + 1);
  const ledger: LedgerLine[] = [];
  const open = new Set<Promise<void>>();
  const sender = createSender(options, random);
  let isRunning = false;

  const launch = (batch: SentBatch): Promise<void> => {
    const line: LedgerLine = { batch, attempts: 0, lost: 0, acknowledged: null };
    ledger.push(line);
    const sending = sender.send(line).finally(() => open.delete(sending));
    open.add(sending);
    return sending;
  };
  const unanswered = () => ledger.filter(({ acknowledged }) => acknowledged === null);
  return {
    ledger,
    problems: sender.problems,
    launch: ({ feed, rows }) => launch(company.batch(feed, rows)),
    async begin() {
      for (const batch of company.masterData()) await launch(batch);
    },
    run(everyMs) {
      isRunning = true;
      const next = (): void => {
        if (!isRunning) return;
        if (open.size < OPEN_MAX) void launch(company.next());
        setTimeout(next, -Math.log(1 - random.next()) * everyMs);
      };
      next();
    },
    async stop(withinMs) {
      isRunning = false;
      const late = sleep(withinMs, undefined, { ref: false });
      await Promise.race([Promise.all(open), late]);
      sender.giveUp(true);
      await Promise.all(open);
      sender.giveUp(false);
    },
    async settle() {
      sender.giveUp(false);
      const late = setTimeout(() => sender.giveUp(true), SETTLE_WITHIN_MS);
      for (const line of unanswered()) await sender.send(line);
      clearTimeout(late);
      const left = unanswered().length;
      if (left === 0) return;
      throw new Error(`${left} batches got no answer: ${sender.problems.join('; ')}`);
    },
    acknowledgedRows: () =>
      ledger.reduce((sum, line) => sum + (line.acknowledged ? line.batch.rows.length : 0), 0),
  };
}

/** Sends a line of the ledger till it is answered, or till it gives up. */
function createSender({ url, key, prefix = 'load' }: LoadOptions, random: Random) {
  const problems: string[] = [];
  let isGivenUp = false;
  const note = (line: LedgerLine, answer: Answer): boolean => {
    const name = `${prefix}-${line.batch.number}`;
    if (answer.status === 200) {
      line.acknowledged = JSON.parse(answer.text) as IntakeCounts;
      if (line.acknowledged.quarantined > 0) {
        problems.push(`${name}: rows put aside: ${answer.text.slice(0, 400)}`);
      }
      return true;
    }
    const isConcurrent = answer.status === 409 && answer.text.includes('idempotency_concurrent');
    if (AGAIN.has(answer.status) || isConcurrent) return false;
    if (problems.length < PROBLEMS_MAX) {
      problems.push(`${name}: ${answer.status} ${answer.text.slice(0, 300)}`);
    }
    return false;
  };
  return {
    problems,
    giveUp(isSo: boolean) {
      isGivenUp = isSo;
    },
    async send(line: LedgerLine): Promise<void> {
      const asked = requestOf(line.batch, prefix, key);
      while (!isGivenUp) {
        line.attempts++;
        try {
          if (note(line, await call(url, asked))) return;
        } catch (error) {
          if (!(error instanceof LostAnswer)) throw error;
          line.lost++;
        }
        await sleep(RETRY_MS * (0.5 + random.next()));
      }
    },
  };
}

export function requestOf(batch: SentBatch, prefix: string, key: string) {
  const name = `${prefix}-${batch.number}`;
  return {
    method: 'POST',
    path: `/api/v1/facts/${batch.feed}`,
    key,
    timeoutMs: ATTEMPT_MS,
    headers: {
      'content-type': 'application/x-ndjson',
      'idempotency-key': name,
      'x-source': name,
    },
    body: batch.rows.map((row) => JSON.stringify(row)).join('\n'),
  };
}
