// One transaction on a pooled connection: it says for whom it works before anything else, is rolled
// back if the work fails, and hands back only a connection that is sound. After its end a session
// refuses: the connection may be working for another organisation by then.

import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { SUPPLIER_ROLE } from './connection.ts';
import { copyIn, copyOut } from './copy-streams.ts';
import { DatabaseUnavailableError, isConflict, isServerGone } from './database-errors.ts';
import { DatabaseError, isDisconnected, type Pool, type PoolClient } from './driver.ts';

/** For whom a transaction works: row-level security shows it the rows of these alone. */
export interface Scope {
  orgId: number;
  role: 'system' | 'member' | 'supplier';
  partyId: string; // the supplier_id of a supplier, '' otherwise
}

export interface Session {
  query<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Finished when the rows are taken; use with `pipeline`. Tables with policies refuse it. */
  copyIn(sql: string): Writable;
  copyOut(sql: string): Readable;
}

export interface TransactionOptions {
  statementTimeoutMs?: number; // of each statement; none by itself
  lockTimeoutMs?: number; // of each wait for a lock; none by itself
}

export type Work<T> = (session: Session) => Promise<T>;

/** `begin`: the statement that opens it. `scope`: null for the owner, who is no organisation. */
export interface TransactionKind {
  begin: string;
  scope: Scope | null;
  options: TransactionOptions;
  place: string; // of the database, for messages
}

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 10;
const ROLES: readonly string[] = ['system', 'member', 'supplier'];
const ORG_ID_MAX = 2_147_483_647;

/** Runs the work again where another transaction was in the way. */
export async function runTransaction<T>(
  pool: Pool,
  kind: TransactionKind,
  work: Work<T>,
): Promise<T> {
  const settings = settingsOf(kind);
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(pool, kind, settings, work);
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS) throw error;
      await sleep(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }
}

/** Settings that hold to the end of the transaction, as name and value in turn. */
function settingsOf({ scope, options }: TransactionKind): string[] {
  const settings: string[] = [];
  if (scope !== null) {
    const { orgId, role, partyId } = scope;
    const known = Number.isInteger(orgId) && orgId > 0 && orgId <= ORG_ID_MAX;
    if (!known) throw new RangeError(`${orgId} is no organisation.`);
    if (!ROLES.includes(role)) throw new RangeError(`${role} is no role of a transaction.`);
    settings.push('drumbeat.org', `${orgId}`, 'drumbeat.role', role, 'drumbeat.party', partyId);
    // To the end of the transaction: the columns that are not a supplier's are out of reach.
    if (role === 'supplier') settings.push('role', SUPPLIER_ROLE);
  }
  const { statementTimeoutMs, lockTimeoutMs } = options;
  if (statementTimeoutMs !== undefined) settings.push('statement_timeout', `${statementTimeoutMs}`);
  if (lockTimeoutMs !== undefined) settings.push('lock_timeout', `${lockTimeoutMs}`);
  return settings;
}

async function runOnce<T>(
  pool: Pool,
  kind: TransactionKind,
  settings: readonly string[],
  work: Work<T>,
): Promise<T> {
  const client = await connect(pool, kind.place);
  const lost = (error: unknown, outcomeUnknown = false): unknown =>
    isServerGone(error) || (!(error instanceof DatabaseError) && isDisconnected(client))
      ? new DatabaseUnavailableError(
          `${kind.place} went away: ${told(error)}`,
          error,
          outcomeUnknown,
        )
      : error;
  const held = holdSession(client, lost);
  try {
    await held.session.query(kind.begin);
    if (settings.length > 0) await held.session.query(settingStatement(settings), settings);
    const result = await work(held.session);
    if (held.openCopies() > 0)
      throw new Error('A COPY was left open at the end of its transaction.');
    held.end();
    const { command } = await client.query('commit').catch((error) => {
      throw lost(error, true);
    });
    if (command !== 'COMMIT') throw new Error('A failed statement was passed over: rolled back.');
    client.release();
    return result;
  } catch (error) {
    held.end();
    await giveBack(client, held.openCopies() > 0);
    throw held.isOfStream(error) ? lost(error) : error;
  }
}

async function connect(pool: Pool, place: string): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new DatabaseUnavailableError(`${place} cannot be reached: ${told(error)}`, error);
  }
}

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function settingStatement(settings: readonly string[]): string {
  const calls: string[] = [];
  for (let at = 1; at < settings.length; at += 2) {
    calls.push(`set_config($${at}, $${at + 1}, true)`);
  }
  return `select ${calls.join(', ')}`;
}

/** After a failure: rolled back and kept, or closed where there is doubt. */
async function giveBack(client: PoolClient, doubtful: boolean): Promise<void> {
  if (doubtful || isDisconnected(client)) return client.release(true);
  try {
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}

interface HeldSession {
  session: Session;
  openCopies(): number;
  isOfStream(error: unknown): boolean; // a stream failed with it
  end(): void;
}

function holdSession(client: PoolClient, lost: (error: unknown) => unknown): HeldSession {
  const copies = new Set<Readable | Writable>();
  const streamErrors = new Set<unknown>();
  let ended = false;
  const demandOpen = (): void => {
    if (ended) throw new Error('The transaction of this session has ended.');
  };
  const follow = <Stream extends Readable | Writable>(stream: Stream, last: string): Stream => {
    copies.add(stream);
    stream.on('error', (error) => {
      streamErrors.add(error);
      if (error instanceof DatabaseError) copies.delete(stream); // the server has ended it
    });
    stream.on(last, () => copies.delete(stream));
    return stream;
  };
  return {
    session: {
      async query<Row>(sql: string, values?: readonly unknown[]) {
        demandOpen();
        try {
          const { rows } = await client.query(sql, values as unknown[]);
          return rows as Row[];
        } catch (error) {
          throw lost(error);
        }
      },
      copyIn(sql) {
        demandOpen();
        return follow(copyIn(client, sql), 'finish');
      },
      copyOut(sql) {
        demandOpen();
        return follow(copyOut(client, sql), 'end');
      },
    },
    openCopies: () => copies.size,
    isOfStream: (error) => streamErrors.has(error),
    end() {
      ended = true;
    },
  };
}
