// An API key of a program: `drumbeat_<id>_<secret>`, whose secret is shown once and kept as a hash.
// It acts in one role, narrowed to its scopes, until it expires or is revoked.

import { RIGHTS_OF_ROLE, type Right, type Role } from '../caller.ts';
import { refusal } from './refusals.ts';

const DAY = 86_400_000;
export const KEY_LIFE_MAX = 366 * DAY;
export const KEY_LIFE_USUAL = 90 * DAY;

export interface ApiKey {
  id: string; // 16 hexadecimal digits
  secretHash: string;
  name: string;
  role: Role;
  partyId: string; // of role supplier, else ''
  scopes: readonly Right[];
  createdAt: number;
  createdBy: string | null; // the person who made it
  expiresAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

export const keyText = (id: string, secret: string): string => `drumbeat_${id}_${secret}`;

/** The parts of a key as it was sent, or null when it is none of ours. */
export function parsedKey(text: string): { id: string; secret: string } | null {
  const found = /^drumbeat_([0-9a-f]{16})_([0-9a-f]{64})$/.exec(text);
  return found === null ? null : { id: found[1] ?? '', secret: found[2] ?? '' };
}

export const isKeyLive = (key: ApiKey, now: number): boolean =>
  key.revokedAt === null && now < key.expiresAt;

/** A scope that the role does not give would be a promise that no request keeps. */
export function checkScopes(role: Role, scopes: readonly Right[]): void {
  const beyond = scopes.find((scope) => !RIGHTS_OF_ROLE[role].includes(scope));
  if (scopes.length > 0 && beyond === undefined) return;
  throw refusal(
    'key_scopes_not_valid',
    beyond === undefined
      ? 'A key needs at least one scope.'
      : `Role ${role} does not give ${beyond}: leave it out, or name another role.`,
  );
}

export function checkKeyExpiry(expiresAt: number, now: number): void {
  if (expiresAt > now && expiresAt <= now + KEY_LIFE_MAX) return;
  throw refusal('key_expiry_not_valid', 'A key expires in the future, within 366 days.');
}
