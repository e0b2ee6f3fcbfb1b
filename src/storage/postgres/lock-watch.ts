// Frees what a process holds that gives no sign of life: where others wait for a transaction of
// ours whose own client has said nothing for some seconds (it is halted, or its machine has gone),
// its connection is ended and the transaction rolled back. Whoever wakes finds it lost, as in an
// outage.

import { type Connection, clientConfig } from './connection.ts';
import { newPool, type Pool } from './driver.ts';

export interface LockWatch {
  close(): Promise<void>;
}

export interface LockWatchOptions {
  connection: Connection;
  log: (sentence: string) => void;
  silentMs?: number; // so long without a sign of life
}

const LOOKS = 6; // until one that stays silent is ended
const SILENT_MS = 6_000;
const QUERY_WITHIN_MS = 5_000;

/** Waits of ours, and who of ours is in the way and waits for its client. While it copies rows in
 * or out, each piece is a sign of life. */
const HOLDERS = `
  select distinct holder.pid, holder.backend_start::text as since,
    concat_ws(' ', holder.xact_start, holder.state_change, copied.bytes_processed) as sign
  from pg_stat_activity waiting
  cross join lateral unnest(pg_blocking_pids(waiting.pid)) as held(pid)
  join pg_stat_activity holder on holder.pid = held.pid
  left join pg_stat_progress_copy copied on copied.pid = held.pid
  where waiting.wait_event_type = 'Lock' and waiting.datname = current_database()
    and waiting.application_name = 'drumbeat' and holder.application_name = 'drumbeat'
    and holder.wait_event in ('ClientRead', 'ClientWrite')`;
const END = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where pid = $1 and backend_start::text = $2`;

interface Holder {
  pid: number;
  since: string; // when the connection began: a pid may be another's by then
  sign: string;
}

/** As the user who signs in: it may end its own connections and no others. */
export function watchLocks({ connection, log, silentMs = SILENT_MS }: LockWatchOptions): LockWatch {
  const pool = newPool({
    ...clientConfig(connection, ''),
    max: 1,
    idleTimeoutMillis: 0,
    query_timeout: QUERY_WITHIN_MS,
  });
  pool.on('error', () => {}); // the next look connects anew
  let silent = new Map<string, number>(); // since when, by connection and its last sign
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const now = performance.now();
    const holders = await holdersIn(pool);
    const before = silent;
    silent = new Map(holders.map((each) => [keyOf(each), before.get(keyOf(each)) ?? now]));
    for (const holder of holders) {
      if (now - silent.get(keyOf(holder))! < silentMs) continue;
      await pool.query(END, [holder.pid, holder.since]);
      log(`A connection that others waited for was silent: it was ended (${holder.pid}).`);
    }
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch(() => {}) // the database is away
      .finally(() => {
        looking = null;
      });
  }, silentMs / LOOKS);
  return {
    async close() {
      clearInterval(timer);
      await looking;
      await pool.end();
    },
  };
}

const keyOf = ({ pid, since, sign }: Holder): string => `${pid} ${since} ${sign}`;

async function holdersIn(pool: Pool): Promise<Holder[]> {
  const { rows } = await pool.query<Holder>(HOLDERS);
  return rows;
}
