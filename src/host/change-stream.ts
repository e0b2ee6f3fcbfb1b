// The stream of changes as the API hands it on: read from the store in its order, as soon as
// anybody says that there are new ones.

import type { ChangeStream, StreamedChange } from '../app/living/ports.ts';
import type { StreamDraft } from '../app/living/stream-drafts.ts';
import type { Database } from '../storage/postgres/database.ts';
import {
  type ChangeDesk,
  createChangeDesk,
} from '../storage/postgres/exception-store/change-desk.ts';
import { CHANGE_CHANNEL } from '../storage/postgres/exception-store/change-log.ts';

export interface HostStream extends ChangeStream {
  /** There are new changes, or there may be. */
  look(): void;
  /** Adds what no replan says; told together with what comes in the next moments. */
  add(draft: StreamDraft): void;
  close(): Promise<void>;
}

type Log = (level: 'info' | 'warn' | 'error', message: string) => void;

const LOOK_EVERY_MS = 2_000; // even if nobody says anything
const GATHER_MS = 100;
const PAGE = 1_000;
const DROP_EVERY_MS = 60 * 60_000;
const KEPT_MS = 7 * 24 * 60 * 60_000;
const KEPT_AT_LEAST = 100_000;

export async function openChangeStream(
  database: Database,
  orgId: number,
  log: Log,
): Promise<HostStream> {
  const desk = createChangeDesk(database, orgId);
  const lastId = await desk.lastId();
  const stream = new Stream(desk, lastId, log);
  await stream.begin(database);
  return stream;
}

class Stream implements HostStream {
  readonly #desk: ChangeDesk;
  readonly #log: Log;
  #lastId: number;
  #hearing = new Set<(change: StreamedChange) => void>();
  #drafts: StreamDraft[] = [];
  #gather: NodeJS.Timeout | null = null;
  #adding: Promise<void> = Promise.resolve();
  #busy: Promise<void> | null = null;
  #isWanted = false;
  #timers: NodeJS.Timeout[] = [];
  #unlisten: (() => Promise<void>) | null = null;
  #isOver = false;

  constructor(desk: ChangeDesk, lastId: number, log: Log) {
    this.#desk = desk;
    this.#lastId = lastId;
    this.#log = log;
  }

  async begin(database: Database): Promise<void> {
    this.#timers.push(setInterval(() => this.look(), LOOK_EVERY_MS));
    const drop = () => this.#desk.drop(Date.now() - KEPT_MS, KEPT_AT_LEAST);
    this.#timers.push(setInterval(() => void drop().catch(() => {}), DROP_EVERY_MS));
    this.#unlisten = await database.listen(CHANGE_CHANNEL, () => this.look());
  }

  since(_caller: unknown, id: number, limit: number) {
    return this.#desk.since(id, limit);
  }

  subscribe(hear: (change: StreamedChange) => void): () => void {
    this.#hearing.add(hear);
    return () => this.#hearing.delete(hear);
  }

  lastId(): number {
    return this.#lastId;
  }

  look(): void {
    if (this.#isOver) return;
    this.#isWanted = true;
    this.#busy ??= this.#read().finally(() => {
      this.#busy = null;
    });
  }

  async #read(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false;
      try {
        const { changes } = await this.#desk.since(this.#lastId, PAGE);
        for (const change of changes) {
          this.#lastId = change.id;
          for (const hear of [...this.#hearing]) hear(change);
        }
        if (changes.length === PAGE) this.#isWanted = true;
      } catch {
        return; // the database is away: the next look tries again
      }
    }
  }

  add(draft: StreamDraft): void {
    this.#drafts.push(draft);
    this.#gather ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #flush(): void {
    this.#gather = null;
    const drafts = this.#drafts;
    this.#drafts = [];
    if (drafts.length === 0) return;
    this.#adding = this.#adding
      .then(() => this.#desk.add(drafts))
      .then(() => this.look())
      .catch((error) => this.#log('warn', `The stream lacks ${drafts.length} changes: ${error}`));
  }

  async close(): Promise<void> {
    if (this.#gather) clearTimeout(this.#gather);
    this.#flush();
    await this.#adding;
    this.#isOver = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#unlisten?.();
    await this.#busy;
  }
}
