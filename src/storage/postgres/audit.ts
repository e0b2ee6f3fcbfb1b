// The audit trail: lines are added in the transaction of the change that they tell of, and neither
// changed nor taken away; the program's own role in the database may not.

import type { AuditEntry, AuditRow } from '../../app/living/people/audit-entry.ts';
import type { Session } from './database.ts';

const JSON_LENGTH_MAX = 64 * 1024;

/** Adds a line, in a transaction of whatever scope: a member's change is recorded by the member. */
export async function record(session: Session, entry: AuditEntry): Promise<void> {
  await session.query(
    `insert into audit_entry (org_id, at, actor, person_id, key_id, action, object, before, after,
       address)
     values (current_setting('drumbeat.org')::int, now(), $1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      entry.actor,
      entry.personId,
      entry.keyId,
      entry.action,
      entry.object,
      json(entry.before),
      json(entry.after),
      entry.address,
    ],
  );
}

/** What is too long for the trail is named by its length alone. */
function json(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length <= JSON_LENGTH_MAX ? text : JSON.stringify({ characters: text.length });
}

/** The newest lines first, those before `before` when it is given; read in the system's scope. */
export function auditRows(
  session: Session,
  before: number | null,
  limit: number,
): Promise<AuditRow[]> {
  return session.query<AuditRow>(
    `select number, at, actor, person_id as "personId", key_id as "keyId", action, object,
       before, after, address
     from audit_entry
     where org_id = current_setting('drumbeat.org')::int and ($1::bigint is null or number < $1)
     order by number desc limit $2`,
    [before, limit],
  );
}
