// Rows that were put aside, kept with all their cells until they are mended or dropped.

import { createHash } from 'node:crypto';
import type { NewEntry } from '../../../app/living/fact-store.ts';
import { asideId } from '../../../app/living/new-entry.ts';
import type { Session } from '../database.ts';

/** A bad row that is already there is not written again. */
export async function writeAside(
  session: Session,
  orgId: number,
  entries: readonly NewEntry[],
): Promise<void> {
  for (const entry of entries) {
    if (entry.replayOf !== null) await closeReplayed(session, orgId, entry);
    if (entry.aside.length > 0) await insertAside(session, orgId, entry);
  }
}

async function insertAside(session: Session, orgId: number, entry: NewEntry): Promise<void> {
  const { aside } = entry;
  await session.query(
    `INSERT INTO drumbeat.quarantine (org_id, id, position, aside_row, feed, line, column_name,
       value, rule, message, cells, is_typed, style, at, source, state, digest)
     SELECT $1, id, $2, aside_row, $3, line, column_name, value, rule, message, cells, $4, $5,
       to_timestamp($6::float8 / 1000), $7, 'open', digest
     FROM unnest($8::text[], $9::int[], $10::int[], $11::text[], $12::text[], $13::text[],
       $14::text[], $15::jsonb[], $16::bytea[])
     AS given(id, aside_row, line, column_name, value, rule, message, cells, digest)
     ON CONFLICT DO NOTHING`,
    [
      orgId,
      entry.position,
      entry.feed,
      entry.isTyped,
      JSON.stringify(entry.style),
      entry.at,
      entry.source,
      aside.map((_, place) => asideId(entry.position, place)),
      aside.map((_, place) => place),
      aside.map((row) => row.line),
      aside.map((row) => withoutNul(row.column)),
      aside.map((row) => withoutNul(row.value)),
      aside.map((row) => row.rule),
      aside.map((row) => withoutNul(row.message)),
      aside.map((row) => withoutNul(JSON.stringify(row.cells))),
      aside.map((row) => digestOf(row.rule, row.column, row.cells)),
    ],
  );
}

/** What a row put aside is known by: its rule and its cells, wherever it stood. */
function digestOf(rule: string, column: string, cells: Record<string, string>): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([rule, column, cells]))
    .digest();
}

/** PostgreSQL keeps no NUL in a text. */
function withoutNul(text: string): string {
  return text.includes('\0') || text.includes('\\u0000')
    ? text.replaceAll('\0', '\uFFFD').replaceAll('\\u0000', '\\uFFFD')
    : text;
}

async function closeReplayed(session: Session, orgId: number, entry: NewEntry): Promise<void> {
  await session.query(
    `UPDATE drumbeat.quarantine SET state = 'replayed', state_at = to_timestamp($3::float8 / 1000),
       state_by = $4, replay_position = $5
     WHERE org_id = $1 AND id = $2 AND state = 'open'`,
    [orgId, entry.replayOf, entry.at, entry.actor, entry.position],
  );
}
