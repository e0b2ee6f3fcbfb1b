// The log of facts in PostgreSQL, as the writer and the planner use it.

import {
  type FactStore,
  type Hydrated,
  type LogHead,
  type NewEntry,
  UnstorableError,
} from '../../../app/living/fact-store.ts';
import type { IntakeAnswer } from '../../../app/living/ports.ts';
import type { StandingFacts } from '../../../ingest/standing/standing-facts.ts';
import { record } from '../audit.ts';
import { type Database, isUnstorable, type Scope, type Session } from '../database.ts';
import { writeKept } from '../kept-state.ts';
import { writeAside } from './aside-rows.ts';
import { hydrateFacts } from './hydrate.ts';
import { readSettingsAt } from './log-reading.ts';
import { insertStaged, stageRows } from './write-rows.ts';

/** Another writer has taken charge of the log: this one must not write any more. */
export class FencedError extends Error {}

/** The log has moved on by a commit of our own whose answer was lost: to be read anew. */
export class HeadMovedError extends Error {}

interface HeadRow {
  position: number;
  at: number; // milliseconds since 1970
  fence: number;
}

export function createFactStore(database: Database, orgId: number): FactStore {
  const scope: Scope = { orgId, role: 'system', partyId: '' };
  return {
    takeCharge: () => database.transaction(scope, (session) => takeCharge(session, orgId)),
    hydrate: (into, upTo) => database.read(scope, (session) => hydrate(session, orgId, into, upTo)),
    commit: (head, entries, kept, standing, before) =>
      database
        .transaction(scope, async (session) => {
          await commit(session, orgId, head, entries, standing, before);
          if (kept) await writeKept(session, orgId, kept.name, kept.value);
        })
        .catch((error) => {
          throw isUnstorable(error) ? unstorable(error) : error;
        }),
    answerOf: (key, since) =>
      database.read(scope, async (session) => {
        const [row] = await session.query<{ fingerprint: string; answer: IntakeAnswer }>(
          `SELECT fingerprint, answer FROM drumbeat.idempotency
           WHERE org_id = $1 AND key = $2 AND at >= to_timestamp($3::float8 / 1000)`,
          [orgId, key, since],
        );
        return row ?? null;
      }),
    forgetAnswers: (before) =>
      database.transaction(scope, async (session) => {
        await session.query(
          `DELETE FROM drumbeat.idempotency
           WHERE org_id = $1 AND at < to_timestamp($2::float8 / 1000)`,
          [orgId, before],
        );
      }),
  };
}

function unstorable(error: Error): UnstorableError {
  const message =
    `The database cannot keep a value of this batch (${error.message}); nothing of it was taken. ` +
    'Maybe look for characters or numbers that no sender means.';
  return new UnstorableError(message, { cause: error });
}

async function takeCharge(session: Session, orgId: number): Promise<LogHead> {
  const [row] = await session.query<HeadRow>(
    `INSERT INTO drumbeat.log_head (org_id, position, at, fence) VALUES ($1, 0, 'epoch', 1)
     ON CONFLICT (org_id) DO UPDATE SET fence = drumbeat.log_head.fence + 1
     RETURNING position, at, fence`,
    [orgId],
  );
  return { position: row!.position, at: row!.at, fence: row!.fence };
}

async function hydrate(
  session: Session,
  orgId: number,
  into: StandingFacts,
  upTo: number | null,
): Promise<Hydrated> {
  const [head] = await session.query<{ position: number; at: number }>(
    'SELECT position, at FROM drumbeat.log_head WHERE org_id = $1',
    [orgId],
  );
  const position = Math.min(head?.position ?? 0, upTo ?? Number.MAX_SAFE_INTEGER);
  await hydrateFacts(session, orgId, into, position);
  const at = head?.at ?? 0;
  return { position, at, ...(await readSettingsAt(session, orgId, position)) };
}

/** The rows' way into the database is the longest: they go it while the commit before is made. */
async function commit(
  session: Session,
  orgId: number,
  head: LogHead,
  entries: readonly NewEntry[],
  standing: StandingFacts,
  before: Promise<void>,
): Promise<void> {
  const written = entries.filter((entry) => entry.position > 0);
  if (written.length > 0) {
    const last = written[written.length - 1]!;
    const staged = await stageRows(session, orgId, written, standing);
    await before;
    await moveHead(session, orgId, head, last);
    await insertStaged(session, staged);
    await writeEntries(session, orgId, written);
    await writeAside(session, orgId, written);
    for (const entry of written) await recordEntry(session, entry);
  } else await before;
  await writeAnswers(session, orgId, entries);
}

/** Locks the head first: a writer that is no longer in charge finds no row, and nothing is kept. */
async function moveHead(
  session: Session,
  orgId: number,
  head: LogHead,
  last: NewEntry,
): Promise<void> {
  const moved = await session.query(
    `UPDATE drumbeat.log_head SET position = $2, at = to_timestamp($3::float8 / 1000)
     WHERE org_id = $1 AND position = $4 AND fence = $5 RETURNING position`,
    [orgId, last.position, last.at, head.position, head.fence],
  );
  if (moved.length === 1) return;
  const [row] = await session.query<{ fence: number }>(
    'SELECT fence FROM drumbeat.log_head WHERE org_id = $1',
    [orgId],
  );
  if (row?.fence === head.fence) {
    throw new HeadMovedError('The log has moved on meanwhile; nothing was taken. Send it again.');
  }
  throw new FencedError(
    'Another Drumbeat server has begun to write to this database. Stop one of the two.',
  );
}

/** What a person did goes into the audit trail; what keys and the program send, the log has. */
async function recordEntry(session: Session, entry: NewEntry): Promise<void> {
  const { actor, personId, keyId, feed, position, counts, aside, replayOf, settings } = entry;
  if (personId === null) return;
  const action =
    settings !== null ? 'settings.changed' : replayOf !== null ? 'facts.mended' : 'facts.accepted';
  const after = settings ?? { ...counts, quarantined: aside.length, mended: replayOf ?? undefined };
  const object = `log:${position}:${feed}`;
  await record(session, {
    actor,
    personId,
    keyId,
    action,
    object,
    before: null,
    after,
    address: '',
  });
}

async function writeEntries(
  session: Session,
  orgId: number,
  entries: readonly NewEntry[],
): Promise<void> {
  const column = <T>(of: (entry: NewEntry) => T): T[] => entries.map(of);
  await session.query(
    `INSERT INTO drumbeat.log_entry (org_id, position, feed, at, actor, person_id, key_id, source,
       mode, rows_new, rows_changed, rows_closed, rows_unchanged, rows_aside, settings)
     SELECT $1, position, feed, to_timestamp(at / 1000), actor, person_id, key_id, source, mode,
       rows_new, rows_changed, rows_closed, rows_unchanged, rows_aside, settings
     FROM unnest($2::bigint[], $3::text[], $4::float8[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::text[], $10::int[], $11::int[], $12::int[], $13::int[], $14::int[],
       $15::jsonb[])
     AS given(position, feed, at, actor, person_id, key_id, source, mode, rows_new, rows_changed,
       rows_closed, rows_unchanged, rows_aside, settings)`,
    [
      orgId,
      column((entry) => entry.position),
      column((entry) => entry.feed),
      column((entry) => entry.at),
      column((entry) => entry.actor),
      column((entry) => entry.personId),
      column((entry) => entry.keyId),
      column((entry) => entry.source),
      column((entry) => entry.mode),
      column((entry) => entry.counts.new),
      column((entry) => entry.counts.changed),
      column((entry) => entry.counts.closed),
      column((entry) => entry.counts.unchanged),
      column((entry) => entry.aside.length),
      column((entry) => (entry.settings === null ? null : JSON.stringify(entry.settings))),
    ],
  );
}

/** Answers are kept for a day at least, so that a request sent again is answered as before. */
async function writeAnswers(
  session: Session,
  orgId: number,
  entries: readonly NewEntry[],
): Promise<void> {
  const keyed = entries.filter((entry) => entry.idempotencyKey !== '');
  if (keyed.length === 0) return;
  await session.query(
    `INSERT INTO drumbeat.idempotency (org_id, key, fingerprint, answer, at)
     SELECT $1, key, fingerprint, answer, to_timestamp(at / 1000)
     FROM unnest($2::text[], $3::text[], $4::jsonb[], $5::float8[])
     AS given(key, fingerprint, answer, at)
     ON CONFLICT (org_id, key) DO UPDATE SET fingerprint = excluded.fingerprint,
       answer = excluded.answer, at = excluded.at`,
    [
      orgId,
      keyed.map((entry) => entry.idempotencyKey),
      keyed.map((entry) => entry.fingerprint),
      keyed.map((entry) => JSON.stringify(entry.answer)),
      keyed.map((entry) => entry.at),
    ],
  );
}
