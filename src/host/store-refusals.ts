// What the store cannot do just now, in the API's words: the database is away, its disk is full, or
// another server writes to it.

import { UnstorableError } from '../app/living/fact-store.ts';
import { RefusedError } from '../app/living/ports.ts';
import {
  DatabaseUnavailableError,
  isDiskFull,
  isUnstorable,
} from '../storage/postgres/database.ts';
import { FencedError, HeadMovedError } from '../storage/postgres/fact-log/fact-store.ts';

const RETRY_SECONDS = 2;
const RETRY_FULL_SECONDS = 10;

/** null: it is no such thing. */
export function storeRefusal(error: unknown): RefusedError | null {
  if (error instanceof DatabaseUnavailableError) {
    const message = error.outcomeUnknown
      ? 'The database went away while this was being written: it is there or it is not. ' +
        'Send it again, with the same Idempotency-Key if it had one.'
      : 'The database is away for the moment. Try again soon.';
    return new RefusedError(503, 'unavailable', message, RETRY_SECONDS);
  }
  if (error instanceof HeadMovedError) {
    return new RefusedError(503, 'unavailable', error.message, RETRY_SECONDS);
  }
  if (error instanceof FencedError) return new RefusedError(503, 'not_in_charge', error.message);
  if (error instanceof UnstorableError) return new RefusedError(422, 'refused', error.message);
  if (isUnstorable(error)) {
    const message = `The database takes a value of the request for none (${error.message}).`;
    return new RefusedError(422, 'refused', message);
  }
  if (isDiskFull(error)) {
    const message =
      'The disk of the database is full; nothing was taken. What is there can be read. ' +
      'Make room, then send again.';
    return new RefusedError(507, 'disk_full', message, RETRY_FULL_SECONDS);
  }
  return null;
}
