// The database as its owner sees it: for migrations, back-up and restore. Where the owner is no
// superuser, policies hold for it too: a transaction for one organisation names it.

import { type Connection, clientConfig, placeOf } from './connection.ts';
import { newPool } from './driver.ts';
import { runTransaction, type Scope, type TransactionOptions, type Work } from './transaction.ts';

export interface OwnerTransaction extends TransactionOptions {
  scope?: Scope;
  snapshot?: boolean; // READ ONLY and REPEATABLE READ: every statement sees the same moment
}

export interface Owner {
  /** The embedded server, where roles may sign in without a password. */
  embedded: boolean;
  place: string; // for messages
  transaction<T>(work: Work<T>, options?: OwnerTransaction): Promise<T>;
  close(): Promise<void>;
}

const CONNECTIONS = 4;
const IDLE_MS = 10_000;

export function openOwner({ connection }: { connection: Connection }): Owner {
  const pool = newPool({
    ...clientConfig(connection, ''),
    max: CONNECTIONS,
    idleTimeoutMillis: IDLE_MS,
  });
  pool.on('error', () => {}); // an idle connection that was lost is replaced by the next one
  const place = placeOf(connection);
  return {
    embedded: 'socketFolder' in connection,
    place,
    transaction: (work, { scope = undefined, snapshot = false, ...options } = {}) => {
      const begin = snapshot ? 'begin isolation level repeatable read read only' : 'begin';
      return runTransaction(pool, { begin, scope: scope ?? null, options, place }, work);
    },
    close: () => pool.end(),
  };
}
