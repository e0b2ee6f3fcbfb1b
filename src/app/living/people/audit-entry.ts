// A line of the audit trail: who did what to what, before and after. Written in the transaction of
// the change itself, never changed, and never with a secret in it.

import type { Caller } from '../caller.ts';

export interface AuditEntry {
  actor: string; // the name as it was then
  personId: string | null;
  keyId: string | null;
  action: string; // 'person.changed', 'rule.written' ...
  object: string; // kind:id of what was changed
  before: unknown; // null: was not there
  after: unknown; // null: is no longer there
  address: string; // '' = not by the network
}

export interface AuditRow extends AuditEntry {
  number: number;
  at: number;
}

/** The entry of a caller's act. */
export function auditEntry(
  caller: Caller,
  action: string,
  object: string,
  change: { before?: unknown; after?: unknown; address?: string } = {},
): AuditEntry {
  return {
    actor: caller.name,
    personId: caller.personId,
    keyId: caller.keyId,
    action,
    object,
    before: change.before ?? null,
    after: change.after ?? null,
    address: change.address ?? '',
  };
}
