// The stream of changes as it is kept: numbered in the order in which they were committed, because
// whoever adds some holds the head's row until then.

import { instantText } from '../../../app/living/exception-views.ts';
import type { Position, StreamedChange } from '../../../app/living/ports.ts';
import type { StreamDraft } from '../../../app/living/stream-drafts.ts';
import type { Session } from '../database.ts';
import { inChunks } from './rows-in-chunks.ts';

/** On which listeners hear that there are new changes; the payload is "org_id:last change". */
export const CHANGE_CHANNEL = 'drumbeat_change';

export interface ChangeHead {
  lastChange: number;
  lastEvent: number;
}

/** Nobody else writes exceptions, rules or changes of the organisation until it is over. */
export async function lockHead(session: Session, orgId: number): Promise<ChangeHead> {
  await session.query(
    `insert into drumbeat.change_head (org_id, last_change, last_event) values ($1, 0, 0)
     on conflict do nothing`,
    [orgId],
  );
  const [head] = await session.query<ChangeHead>(
    `select last_change as "lastChange", last_event as "lastEvent"
     from drumbeat.change_head where org_id = $1 for update`,
    [orgId],
  );
  return head;
}

/** Adds changes under a locked head and moves it; listeners hear of them once committed. */
export async function addChanges(
  session: Session,
  orgId: number,
  head: ChangeHead,
  drafts: readonly StreamDraft[],
): Promise<StreamedChange[]> {
  const changes = drafts.map(({ kind, position, at, body }, i) => {
    return { id: head.lastChange + 1 + i, kind, position, at: instantText(at), body };
  });
  await inChunks(changes, (chunk) =>
    session.query(
      `insert into drumbeat.change (org_id, change_id, position, at, kind, body)
       select $1, id, position, at, kind, body
       from jsonb_to_recordset($2)
         as given(id bigint, position bigint, at timestamptz, kind text, body jsonb)`,
      [orgId, JSON.stringify(chunk)],
    ),
  );
  head.lastChange += changes.length;
  await session.query(
    'update drumbeat.change_head set last_change = $2, last_event = $3 where org_id = $1',
    [orgId, head.lastChange, head.lastEvent],
  );
  if (changes.length > 0) {
    await session.query('select pg_notify($1, $2)', [
      CHANGE_CHANNEL,
      `${orgId}:${head.lastChange}`,
    ]);
  }
  return changes;
}

interface ChangeRow {
  id: number;
  kind: string;
  position: Position;
  at: number;
  body: unknown;
}

/** Changes after an id that are still kept; `complete` false: older ones are gone. */
export async function changesAfter(
  session: Session,
  orgId: number,
  id: number,
  limit: number,
): Promise<{ changes: StreamedChange[]; complete: boolean }> {
  const rows = await session.query<ChangeRow>(
    `select change_id as id, kind, position, at, body from drumbeat.change
     where org_id = $1 and change_id > $2 order by change_id limit $3`,
    [orgId, id, limit],
  );
  const last = await lastChangeId(session, orgId);
  const complete = rows.length > 0 ? rows[0].id === id + 1 : id === last;
  return { changes: rows.map((row) => ({ ...row, at: instantText(row.at) })), complete };
}

/** 0 = there were none yet. */
export async function lastChangeId(session: Session, orgId: number): Promise<number> {
  const [head] = await session.query<{ last: number }>(
    'select last_change as last from drumbeat.change_head where org_id = $1',
    [orgId],
  );
  return head?.last ?? 0;
}

/** Removes changes from before an instant, but for the newest ones; answers how many. */
export async function dropOldChanges(
  session: Session,
  orgId: number,
  before: number,
  keptAtLeast: number,
): Promise<number> {
  const dropped = await session.query(
    `delete from drumbeat.change
     where org_id = $1 and at < to_timestamp($2 / 1000.0) and change_id <= (
       select last_change - $3 from drumbeat.change_head where org_id = $1)
     returning change_id`,
    [orgId, before, keptAtLeast],
  );
  return dropped.length;
}
