// What must be true of the facts after any fault: the log has no gap; each acknowledged batch is in
// it once, with the counts that were acknowledged; each entry's rows are there, all of them; and
// what stands is what the entries, in their order, have left.

import type { Database } from '../../src/storage/postgres/database.ts';
import { factTableName } from '../../src/storage/postgres/fact-log/fact-columns.ts';
import { systemScope } from '../../src/storage/postgres/scopes.ts';
import { KEYS, keyOf } from './company.ts';
import { callJson } from './http-call.ts';
import type { LedgerLine } from './load.ts';

export interface LogEntry {
  position: number;
  feed: string;
  source: string;
  new: number;
  changed: number;
  closed: number;
  quarantined: number;
}

export interface Place {
  url: string;
  key: string;
  prefix?: string;
}

const PAGE = 1_000;
const ROWS_TOLD = 5;

/** One sentence a fault; none = all holds. */
export async function faultsInFacts(place: Place, ledger: readonly LedgerLine[]) {
  const log = await readLog(place);
  const { prefix = 'load' } = place;
  const faults = [...gapsIn(log), ...wrongAnswers(log, ledger, prefix)];
  faults.push(...(await wrongRows(place, log, ledger, prefix)));
  return faults;
}

export async function readLog({ url, key }: Place): Promise<LogEntry[]> {
  const log: LogEntry[] = [];
  for (;;) {
    const after = log.at(-1)?.position ?? 0;
    const path = `/api/v1/log?after=${after}&limit=${PAGE}`;
    const { entries } = await callJson<{ entries: LogEntry[] }>(url, { path, key });
    log.push(...entries);
    if (entries.length < PAGE) return log;
  }
}

function gapsIn(log: readonly LogEntry[]): string[] {
  const wrong = log.findIndex(({ position }, i) => position !== i + 1);
  return wrong < 0 ? [] : [`the log has ${log[wrong]!.position} where ${wrong + 1} must be`];
}

function wrongAnswers(
  log: readonly LogEntry[],
  ledger: readonly LedgerLine[],
  prefix: string,
): string[] {
  const bySource = new Map<string, LogEntry[]>();
  for (const entry of log) {
    bySource.set(entry.source, [...(bySource.get(entry.source) ?? []), entry]);
  }
  const faults: string[] = [];
  for (const { batch, acknowledged } of ledger) {
    const source = `${prefix}-${batch.number}`;
    const entries = bySource.get(source) ?? [];
    if (entries.length > 1) faults.push(`${source} is in the log ${entries.length} times`);
    if (acknowledged === null) continue;
    if (acknowledged.new + acknowledged.changed === 0 && entries.length === 0) continue;
    const [entry] = entries;
    if (!entry) {
      faults.push(`${source} was acknowledged at ${acknowledged.position} and is not in the log`);
      continue;
    }
    const same = (['position', 'new', 'changed', 'quarantined'] as const).every(
      (name) => entry[name] === acknowledged[name],
    );
    if (same) continue;
    const told = JSON.stringify({ entry, acknowledged });
    faults.push(
      `${source} was acknowledged otherwise than it is in the log: ${told.slice(0, 600)}`,
    );
  }
  return faults;
}

/** The rows that the API gives, against those that the batches in the log's order have left. */
async function wrongRows(
  place: Place,
  log: readonly LogEntry[],
  ledger: readonly LedgerLine[],
  prefix: string,
): Promise<string[]> {
  const sent = new Map(ledger.map(({ batch }) => [`${prefix}-${batch.number}`, batch]));
  const standing = new Map<string, Map<string, Record<string, unknown>>>();
  for (const { source } of log) {
    const batch = sent.get(source);
    if (!batch) continue;
    const rows = standing.get(batch.feed) ?? new Map();
    standing.set(batch.feed, rows);
    for (const row of batch.rows) rows.set(keyOf(batch.feed, row), row);
  }
  const faults: string[] = [];
  for (const [feed, rows] of standing) {
    const there = new Map(
      (await readRows(place, feed)).map((row) => [keyOf(feed, row), row] as const),
    );
    const missing = [...rows.keys()].filter((key) => !there.has(key));
    const more = [...there.keys()].filter((key) => !rows.has(key));
    const other = [...rows].filter(([key, row]) => there.has(key) && differs(row, there.get(key)!));
    const told = (what: string, keys: readonly string[]) =>
      `${feed}: ${keys.length} rows ${what}: ${keys.slice(0, ROWS_TOLD).join('; ')}`;
    if (missing.length > 0) faults.push(told('missing', missing));
    if (more.length > 0) faults.push(told('that nobody sent', more));
    if (other.length > 0) {
      const shown = other.map(([key, row]) => `${key} ${JSON.stringify([row, there.get(key)])}`);
      faults.push(told('other than sent last', shown));
    }
  }
  return faults;
}

export async function readRows({ url, key }: Place, feed: string) {
  const rows: Record<string, unknown>[] = [];
  let cursor = '';
  do {
    const path = `/api/v1/facts/${feed}?limit=${PAGE}${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page = await callJson<{ rows: Record<string, unknown>[]; next: string | null }>(url, {
      path,
      key,
    });
    rows.push(...page.rows);
    cursor = page.next === null ? '' : encodeURIComponent(page.next);
  } while (cursor !== '');
  return rows;
}

function differs(row: Record<string, unknown>, there: Record<string, unknown>): boolean {
  return Object.entries(row).some(([name, value]) => String(there[name] ?? '') !== String(value));
}

/** In the tables themselves: each entry has as many versions as it counts. */
export async function faultsInTables(database: Database, orgId: number): Promise<string[]> {
  const scope = systemScope(orgId);
  return database.read(scope, async (session) => {
    const faults: string[] = [];
    for (const feed of Object.keys(KEYS)) {
      const wrong = await session.query<{ position: number; counted: number; there: number }>(
        `select coalesce(e.position, v.v_position) as position,
           coalesce(e.rows_new + e.rows_changed, -1) as counted, coalesce(v.there, 0) as there
         from (select position, rows_new, rows_changed from drumbeat.log_entry
               where org_id = $1 and feed = $2) e
         full join (select v_position, count(*)::int as there from ${factTableName(feed)}
               where org_id = $1 and v_set group by v_position) v on v.v_position = e.position
         where coalesce(e.rows_new + e.rows_changed, -1) <> coalesce(v.there, 0)
         order by 1 limit 5`,
        [orgId, feed],
      );
      for (const { position, counted, there } of wrong) {
        faults.push(`${feed}: entry ${position} counts ${counted} rows, ${there} are there`);
      }
    }
    const [{ doubled }] = await session.query<{ doubled: number }>(
      `select count(*)::int as doubled from (select key from drumbeat.idempotency
       where org_id = $1 group by key having count(*) > 1) twice`,
      [orgId],
    );
    if (doubled > 0) faults.push(`${doubled} Idempotency-Keys have more than one answer`);
    return faults;
  });
}
