// The database as the running program uses it: transactions that work for one organisation, in a
// role that owns nothing. Reads go to the replica where there is one; LISTEN to the primary alone.

import { APP_ROLE, type Connection, clientConfig, placeOf } from './connection.ts';
import { DatabaseUnavailableError } from './database-errors.ts';
import { newPool, type Pool } from './driver.ts';
import { type Hear, openListening } from './listening.ts';
import { runTransaction, type Scope, type TransactionOptions, type Work } from './transaction.ts';

export type { Connection } from './connection.ts';
export * from './database-errors.ts';
export type { Scope, Session, TransactionOptions } from './transaction.ts';

export interface Database {
  /** READ COMMITTED. Durable when it resolves; the work is run again after a conflict. */
  transaction<T>(scope: Scope, work: Work<T>, options?: TransactionOptions): Promise<T>;
  /** READ ONLY and REPEATABLE READ: every statement sees the same moment. */
  read<T>(scope: Scope, work: Work<T>, options?: TransactionOptions): Promise<T>;
  /** Called with the payload; with '' when some may have been missed. A hint: poll as well. */
  listen(channel: string, hear: Hear): Promise<() => Promise<void>>;
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  connection: Connection;
  readConnection?: Connection; // a replica
  maxConnections: number; // of each of the two
  onLost: (error: unknown) => void; // a connection went away, or none can be had
}

const IDLE_MS = 30_000;
const READY_WITHIN_MS = 2_000;
const BEGIN_WRITE = 'begin isolation level read committed read write';
const BEGIN_READ = 'begin isolation level repeatable read read only';

export function openDatabase(options: DatabaseOptions): Database {
  const { connection, readConnection = connection, maxConnections, onLost } = options;
  const open = (to: Connection): Pool => {
    const pool = newPool({
      ...clientConfig(to, APP_ROLE),
      max: maxConnections,
      idleTimeoutMillis: IDLE_MS,
    });
    pool.on('error', onLost);
    return pool;
  };
  const primary = open(connection);
  const replica = readConnection === connection ? primary : open(readConnection);
  const place = capital(placeOf(connection));
  const unavailable = (error: unknown): Error =>
    error instanceof DatabaseUnavailableError
      ? error
      : new DatabaseUnavailableError(`${place} cannot be reached.`, error);
  const listening = openListening(clientConfig(connection, APP_ROLE), onLost, unavailable);
  const telling = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) onLost(error);
      throw error;
    }
  };
  return {
    transaction: (scope, work, its = {}) =>
      telling(runTransaction(primary, { begin: BEGIN_WRITE, scope, options: its, place }, work)),
    read: (scope, work, its = {}) =>
      telling(
        runTransaction(
          replica,
          { begin: BEGIN_READ, scope, options: its, place: capital(placeOf(readConnection)) },
          work,
        ),
      ),
    listen: (channel, hear) => listening.listen(channel, hear),
    isReady: () => answers(primary),
    async close() {
      await listening.close();
      await Promise.all(new Set([primary, replica]).values().map((pool) => pool.end()));
    },
  };
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

async function answers(pool: Pool): Promise<boolean> {
  const query = pool.query('select 1').then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, READY_WITHIN_MS, false);
  });
  return Promise.race([query, late]).finally(() => clearTimeout(timer));
}
