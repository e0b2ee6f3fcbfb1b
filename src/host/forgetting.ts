// What is kept for a time only is taken away now and then: answers to requests that had a key.

import { ANSWERS_KEPT_MS } from '../app/living/fact-writer.ts';
import type { Database } from '../storage/postgres/database.ts';
import { createFactStore } from '../storage/postgres/fact-log/fact-store.ts';
import type { Log } from './serve-options.ts';

const EVERY_MS = 60 * 60_000;

/** The answer ends it. */
export function forgetOldAnswers(
  database: Database,
  orgId: number,
  now: () => number,
  log: Log,
): () => void {
  const store = createFactStore(database, orgId);
  const forget = () =>
    void store
      .forgetAnswers(now() - ANSWERS_KEPT_MS)
      .catch((error) => log('warn', `Old answers stay for now: ${error}`));
  const timer = setInterval(forget, EVERY_MS);
  return () => clearInterval(timer);
}
