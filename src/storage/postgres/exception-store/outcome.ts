// The outcome of one replan in one transaction: what became of exceptions and cases, their history,
// the stream of changes, and the position that the plan rests on. And all of it at the start.

import type { PlanChange, PlanSummary } from '../../../app/living/plan-change.ts';
import type { StreamedChange } from '../../../app/living/ports.ts';
import { draftsOfChange } from '../../../app/living/stream-drafts.ts';
import type { LivingException } from '../../../exceptions/life-cycle/living-exception.ts';
import type { RuleSet } from '../../../exceptions/rules/rule-set.ts';
import { type Day, formatDay, parseDay } from '../../../units/day.ts';
import type { Database, Session } from '../database.ts';
import { systemScope } from '../scopes.ts';
import { addChanges, lockHead } from './change-log.ts';
import { addEvents, livingByIds, writeLiving } from './living-rows.ts';
import { rulesInForceNow } from './rule-rows.ts';

export interface StoredPlan {
  position: number;
  asOf: Day;
  at: number;
  plannedInMs: number;
  rulesVersion: number;
  summary: PlanSummary;
}

/** What the live planner starts with. */
export interface StoredStanding {
  living: LivingException[]; // open ones, and those that may come back as the same
  planned: StoredPlan | null; // null = there was no plan yet
  rules: RuleSet;
}

export type Saved =
  | { saved: true; changes: StreamedChange[] }
  | { saved: false; because: 'stale'; stale: LivingException[] } // to be adopted: plan.redo(stale)
  | { saved: false; because: 'newer'; position: number }; // a later plan is stored already

export function loadStanding(
  database: Database,
  orgId: number,
  reopenDays: number,
): Promise<StoredStanding> {
  return database.read(systemScope(orgId), async (session) => {
    const planned = await plannedNow(session, orgId);
    const rules = await rulesInForceNow(session, orgId);
    const since = planned === null ? null : formatDay(planned.asOf - reopenDays);
    const rows = await session.query<{ body: LivingException }>(
      `select body from drumbeat.exception
       where org_id = $1 and (is_open or closed_on >= $2::date) order by id`,
      [orgId, since],
    );
    return { living: rows.map(({ body }) => body), planned, rules };
  });
}

export async function plannedNow(session: Session, orgId: number): Promise<StoredPlan | null> {
  const [row] = await session.query<Omit<StoredPlan, 'asOf'> & { asOf: string }>(
    `select position, as_of as "asOf", at, planned_in_ms as "plannedInMs",
       rules_version as "rulesVersion", summary
     from drumbeat.planned_position where org_id = $1`,
    [orgId],
  );
  return row ? { ...row, asOf: parseDay(row.asOf) } : null;
}

export function saveOutcome(database: Database, orgId: number, change: PlanChange): Promise<Saved> {
  return database.transaction(systemScope(orgId), async (session): Promise<Saved> => {
    const head = await lockHead(session, orgId);
    const planned = await plannedNow(session, orgId);
    if (planned !== null && planned.position > change.position) {
      return { saved: false, because: 'newer', position: planned.position };
    }
    const stale = await staleLiving(session, orgId, change);
    if (stale.length > 0) return { saved: false, because: 'stale', stale };
    await writeLiving(
      session,
      orgId,
      change.writes.map(({ living }) => living),
    );
    await addEvents(session, orgId, head, change.events);
    const changes = await addChanges(session, orgId, head, draftsOfChange(change));
    await writePlanned(session, orgId, change);
    return { saved: true, changes };
  });
}

/** Those that people changed since the replan saw them. One that closed long ago and is forgotten
 * may be raised anew. */
async function staleLiving(
  session: Session,
  orgId: number,
  { writes }: PlanChange,
): Promise<LivingException[]> {
  const ids = writes.map(({ living }) => living.id);
  const rows = await session.query<{ id: string; version: number; isOpen: boolean }>(
    `select id, version, is_open as "isOpen" from drumbeat.exception
     where org_id = $1 and id = any($2)`,
    [orgId, ids],
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const stale = writes.filter(({ living, versionBefore }) => {
    const there = stored.get(living.id);
    if (!there || (versionBefore === null && !there.isOpen)) return false;
    return there.version !== versionBefore;
  });
  if (stale.length === 0) return casesToFollow(session, orgId, writes);
  return livingByIds(
    session,
    orgId,
    stale.map(({ living }) => living.id),
  );
}

/** Cases that a person put aside, or took up again, after the replan had read them: what it writes
 * of their exceptions has to go along with them. */
async function casesToFollow(
  session: Session,
  orgId: number,
  writes: PlanChange['writes'],
): Promise<LivingException[]> {
  const written = new Set(writes.map(({ living }) => living.id));
  const open = new Set<string>(); // cases of exceptions that ask for attention
  const along = new Set<string>(); // of those that went along
  for (const { living } of writes) {
    const { caseId } = living.seen;
    if (living.kind === 'case' || living.closed !== null || caseId === '') continue;
    if (written.has(caseId)) continue;
    if (living.aside === null) open.add(caseId);
    else if (living.aside.ofCase !== undefined) along.add(caseId);
  }
  if (open.size + along.size === 0) return [];
  const rows = await session.query<{ body: LivingException }>(
    `select body from drumbeat.exception where org_id = $1 and is_open
       and ((id = any($2) and is_aside) or (id = any($3) and not is_aside))`,
    [orgId, [...open], [...along]],
  );
  return rows.map(({ body }) => body);
}

async function writePlanned(
  session: Session,
  orgId: number,
  { position, asOf, at, plannedInMs, rulesVersion, summary }: PlanChange,
): Promise<void> {
  const took = Math.round(Object.values(plannedInMs).reduce((sum, time) => sum + time, 0));
  await session.query(
    `insert into drumbeat.planned_position
       (org_id, position, as_of, at, planned_in_ms, rules_version, summary)
     values ($1, $2, $3, to_timestamp($4 / 1000.0), $5, $6, $7)
     on conflict (org_id) do update set position = excluded.position, as_of = excluded.as_of,
       at = excluded.at, planned_in_ms = excluded.planned_in_ms,
       rules_version = excluded.rules_version, summary = excluded.summary`,
    [orgId, position, formatDay(asOf), at, took, rulesVersion, JSON.stringify(summary)],
  );
}
