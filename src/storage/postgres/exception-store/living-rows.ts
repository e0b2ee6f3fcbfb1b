// Rows of living exceptions and cases, and of their events: what is written of them, and read back.

import { historyEvent } from '../../../app/living/exception-views.ts';
import type { HistoryEvent } from '../../../contract/living-exception.ts';
import { ownerOfLiving } from '../../../exceptions/life-cycle/life-events.ts';
import type {
  LifeEvent,
  LivingException,
} from '../../../exceptions/life-cycle/living-exception.ts';
import { type Day, formatDay } from '../../../units/day.ts';
import type { Session } from '../database.ts';
import type { ChangeHead } from './change-log.ts';
import { inChunks } from './rows-in-chunks.ts';

const COLUMNS = `
  id text, kind text, code text, state text, is_open boolean, is_aside boolean, severity text,
  owner text, worth double precision, value_at_risk double precision, first_date date,
  decide_by date, item_id text, location_id text, supplier_id text, case_id text,
  version integer, body jsonb, raised_position bigint, raised_at timestamptz,
  changed_position bigint, changed_at timestamptz, closed_position bigint,
  closed_at timestamptz, closed_on date`;
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0]);

const UPSERT = `
  insert into drumbeat.exception (org_id, ${NAMES.join(', ')})
  select $1, ${NAMES.join(', ')} from jsonb_to_recordset($2) as given(${COLUMNS})
  on conflict (org_id, id) do update set
    ${NAMES.filter((name) => name !== 'id')
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}`;

/** Adds rows, or writes over them: the caller holds the head and has checked their versions. */
export async function writeLiving(
  session: Session,
  orgId: number,
  living: readonly LivingException[],
): Promise<void> {
  await inChunks(living, (chunk) =>
    session.query(UPSERT, [orgId, JSON.stringify(chunk.map(livingRow))]),
  );
}

function livingRow(living: LivingException): Record<string, unknown> {
  const { id, kind, code, state, seen, told, version, raised, changed, closed } = living;
  return {
    id,
    kind,
    code,
    state,
    is_open: closed === null,
    is_aside: living.aside !== null,
    severity: seen.severity,
    owner: ownerOfLiving(living),
    worth: seen.value ?? 0,
    value_at_risk: seen.value,
    first_date: dateOf(seen.firstDate),
    decide_by: dateOf(seen.decideBy),
    item_id: told.itemId,
    location_id: told.locationId,
    supplier_id: told.supplierId,
    case_id: seen.caseId,
    version,
    body: living,
    raised_position: raised.position,
    raised_at: new Date(raised.at).toISOString(),
    changed_position: changed.position,
    changed_at: new Date(changed.at).toISOString(),
    closed_position: closed?.position ?? null,
    closed_at: closed === null ? null : new Date(closed.at).toISOString(),
    closed_on: dateOf(closed?.asOf ?? null),
  };
}

function dateOf(day: Day | null): string | null {
  return day === null ? null : formatDay(day);
}

/** Adds events under a locked head, whose number of the last event moves on. */
export async function addEvents(
  session: Session,
  orgId: number,
  head: ChangeHead,
  events: readonly LifeEvent[],
): Promise<void> {
  const first = head.lastEvent + 1;
  const rows = events.map((event, i) => {
    const { id, version, type, position, at, by } = event;
    const body = historyEvent(event);
    const instant = new Date(at).toISOString();
    return { id, seq: first + i, version, type, position, at: instant, actor: by, body };
  });
  await inChunks(rows, (chunk) =>
    session.query(
      `insert into drumbeat.exception_event
         (org_id, exception_id, seq, version, type, position, at, actor, body)
       select $1, id, seq, version, type, position, at, actor, body
       from jsonb_to_recordset($2) as given(id text, seq bigint, version integer, type text,
         position bigint, at timestamptz, actor text, body jsonb)`,
      [orgId, JSON.stringify(chunk)],
    ),
  );
  head.lastEvent += events.length;
}

/** Those of some ids that there are. */
export async function livingByIds(
  session: Session,
  orgId: number,
  ids: readonly string[],
): Promise<LivingException[]> {
  const rows = await session.query<{ body: LivingException }>(
    'select body from drumbeat.exception where org_id = $1 and id = any($2)',
    [orgId, ids],
  );
  return rows.map(({ body }) => body);
}

/** The open exceptions of a case. */
export async function openOfCase(
  session: Session,
  orgId: number,
  caseId: string,
): Promise<LivingException[]> {
  const rows = await session.query<{ body: LivingException }>(
    `select body from drumbeat.exception
     where org_id = $1 and case_id = $2 and case_id <> '' and is_open order by id`,
    [orgId, caseId],
  );
  return rows.map(({ body }) => body);
}

/** Oldest first; `limit` of the newest. */
export async function historyOf(
  session: Session,
  orgId: number,
  id: string,
  limit: number,
): Promise<HistoryEvent[]> {
  const rows = await session.query<{ body: HistoryEvent }>(
    `select body from drumbeat.exception_event where org_id = $1 and exception_id = $2
     order by seq desc limit $3`,
    [orgId, id, limit],
  );
  return rows.map(({ body }) => body).reverse();
}
