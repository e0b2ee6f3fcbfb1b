// API keys of programs: made with the rights that their maker has, or fewer; shown once; revoked
// for good.

import { type Caller, may, type Right, type Role } from '../caller.ts';
import { type ApiKey, checkKeyExpiry, checkScopes, KEY_LIFE_USUAL, keyText } from './api-key.ts';
import { auditEntry } from './audit-entry.ts';
import type { Origin, PeopleDesk } from './people-store.ts';
import { checkRoles, normalizedName } from './person.ts';
import { refusal } from './refusals.ts';

export interface NewKey {
  name: string;
  role: Role;
  partyId: string;
  scopes: readonly Right[];
  expiresAt: number | null; // null = the usual 90 days
}

/** The key itself is in the answer, and nowhere else. */
export async function makeKey(
  desk: PeopleDesk,
  caller: Caller,
  asked: NewKey,
  origin: Origin,
  now: number,
): Promise<{ key: ApiKey; text: string }> {
  const { secrets } = desk;
  checkRoles([asked.role], asked.partyId);
  checkScopes(asked.role, asked.scopes);
  const beyond = asked.scopes.find((scope) => !may(caller, scope));
  if (beyond !== undefined) {
    throw refusal('not_allowed', `You may not give ${beyond}, because you do not have it.`);
  }
  const expiresAt = asked.expiresAt ?? now + KEY_LIFE_USUAL;
  checkKeyExpiry(expiresAt, now);
  const secret = secrets.token();
  const key: ApiKey = {
    id: secrets.shortId(),
    secretHash: secrets.digest(secret),
    name: normalizedName(asked.name),
    role: asked.role,
    partyId: asked.partyId,
    scopes: [...new Set(asked.scopes)].sort(),
    createdAt: now,
    createdBy: caller.personId,
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  };
  await desk.store.transaction(async (rows) => {
    await rows.addKey(key);
    const after = {
      name: key.name,
      role: key.role,
      supplier_id: key.partyId === '' ? null : key.partyId,
      scopes: key.scopes,
    };
    const change = { after, address: origin.address };
    await rows.record(auditEntry(caller, 'key.made', `key:${key.id}`, change));
  });
  return { key, text: keyText(key.id, secret) };
}

export async function revokeKey(
  desk: PeopleDesk,
  caller: Caller,
  id: string,
  origin: Origin,
  now: number,
): Promise<void> {
  await desk.store.transaction(async (rows) => {
    if (!(await rows.revokeKey(id, now))) {
      throw refusal('not_found', 'There is no key with this id that is still in force.');
    }
    const change = { address: origin.address };
    await rows.record(auditEntry(caller, 'key.revoked', `key:${id}`, change));
  });
}
