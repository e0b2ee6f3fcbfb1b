// People, keys, passkeys and the audit trail as they go over the wire; secrets go out once, in the
// answer that makes them, and passwords only come in.

import { RIGHTS, ROLES } from '../../app/living/caller.ts';
import type { ApiKey } from '../../app/living/people/api-key.ts';
import type { AuditRow } from '../../app/living/people/audit-entry.ts';
import type { Identified } from '../../app/living/people/identify.ts';
import type { Passkey } from '../../app/living/people/passkey.ts';
import type { Person } from '../../app/living/people/person.ts';
import type { Session } from '../../app/living/people/session.ts';
import { digits, PAGE_LIMIT, PAGE_ROWS_MAX, pageOf } from '../schemas/paging.ts';
import { z } from '../schemas/zod.ts';

const role = z.enum(ROLES);
const right = z.enum(RIGHTS);
const instant = z.iso.datetime({ offset: true });
const nullableInstant = instant.nullable();

const EMAIL_LENGTH_MAX = 320; // what is typed may be too long: the rules say so in words
const NAME_LENGTH_MAX = 500;
const PASSWORD_LENGTH_MAX = 1_024;
const PARTY_LENGTH_MAX = 255;

export const emailText = z.string().max(EMAIL_LENGTH_MAX);
export const nameText = z.string().max(NAME_LENGTH_MAX);
export const passwordText = z.string().max(PASSWORD_LENGTH_MAX);
export const roleList = z.array(role).max(ROLES.length);
export const scopeList = z.array(right).max(RIGHTS.length);
export const supplierId = z.string().max(PARTY_LENGTH_MAX).nullable();
export const roleName = role;
export const instantText = instant;
export const tokenParams = z.strictObject({ token: z.string().regex(/^[0-9a-f]{64}$/) });
export const idParams = z.strictObject({ id: z.string().min(1).max(1_400) });

export const PersonSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    roles: z.array(role),
    supplier_id: z.string().nullable(),
    active: z.boolean(),
    created_at: instant,
  })
  .meta({ id: 'Person', description: 'a person of the organisation' });

export const CallerSchema = z
  .object({
    name: z.string(),
    person_id: z.string().nullable(),
    key_id: z.string().nullable(),
    roles: z.array(role),
    supplier_id: z.string().nullable(),
    rights: z.array(right).describe('what this caller may do'),
    session: z
      .object({ id: z.string(), method: z.string(), begun_at: instant })
      .nullable()
      .describe('null: an API key'),
    passkey_needed: z
      .boolean()
      .describe('passkeys are required here, and this session was begun without one'),
    demo: z.boolean(),
  })
  .meta({ id: 'Caller', description: 'who asks, and what they may do' });

export const SessionSchema = z.object({
  id: z.string(),
  method: z.string(),
  begun_at: instant,
  last_seen_at: instant,
  address: z.string(),
  user_agent: z.string(),
  current: z.boolean(),
});

export const Ended = z.object({ ended: z.number().int().describe('how many sessions') });

export const LinkSchema = z.object({
  person: PersonSchema,
  url: z.string().describe('hand it over by a way you trust: whoever opens it is that person'),
  expires_at: instant,
});

export const KeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    supplier_id: z.string().nullable(),
    scopes: z.array(right),
    created_at: instant,
    created_by: z.string().nullable(),
    expires_at: instant,
    last_used_at: nullableInstant,
    revoked_at: nullableInstant,
  })
  .meta({ id: 'ApiKey', description: 'an API key, without its secret' });

export const PasskeySchema = z.object({
  id: z.string(),
  name: z.string(),
  created_at: instant,
  last_used_at: nullableInstant,
  backed_up: z.boolean(),
});

export const AuditSchema = z
  .object({
    number: z.number().int(),
    at: instant,
    actor: z.string(),
    person_id: z.string().nullable(),
    key_id: z.string().nullable(),
    action: z.string(),
    object: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    address: z.string(),
  })
  .meta({ id: 'AuditEntry', description: 'who did what to what' });

export const limitText = digits(1, PAGE_ROWS_MAX).default(PAGE_LIMIT);
export const peoplePage = pageOf(PersonSchema);
export const auditPage = pageOf(AuditSchema);

const at = (time: number): string => new Date(time).toISOString();
const atOrNull = (time: number | null): string | null => (time === null ? null : at(time));
const orNull = (text: string): string | null => (text === '' ? null : text);

export const personView = (person: Person) => ({
  id: person.id,
  email: person.email,
  name: person.name,
  roles: person.roles,
  supplier_id: orNull(person.partyId),
  active: person.active,
  created_at: at(person.createdAt),
});

export const callerView = (
  { caller, session }: Identified,
  rights: string[],
  passkeyNeeded: boolean,
  demo: boolean,
) => ({
  name: caller.name,
  person_id: caller.personId,
  key_id: caller.keyId,
  roles: caller.roles,
  supplier_id: orNull(caller.partyId),
  rights,
  session: session && {
    id: session.id,
    method: session.method,
    begun_at: at(session.createdAt),
  },
  passkey_needed: passkeyNeeded,
  demo,
});

export const sessionView = (session: Session, currentId: string | undefined) => ({
  id: session.id,
  method: session.method,
  begun_at: at(session.createdAt),
  last_seen_at: at(session.lastSeenAt),
  address: session.address,
  user_agent: session.userAgent,
  current: session.id === currentId,
});

export const keyView = (key: ApiKey) => ({
  id: key.id,
  name: key.name,
  role: key.role,
  supplier_id: orNull(key.partyId),
  scopes: key.scopes,
  created_at: at(key.createdAt),
  created_by: key.createdBy,
  expires_at: at(key.expiresAt),
  last_used_at: atOrNull(key.lastUsedAt),
  revoked_at: atOrNull(key.revokedAt),
});

export const passkeyView = (passkey: Passkey) => ({
  id: passkey.id,
  name: passkey.name,
  created_at: at(passkey.createdAt),
  last_used_at: atOrNull(passkey.lastUsedAt),
  backed_up: passkey.backedUp,
});

export const auditView = (row: AuditRow) => ({
  number: row.number,
  at: at(row.at),
  actor: row.actor,
  person_id: row.personId,
  key_id: row.keyId,
  action: row.action,
  object: row.object,
  before: row.before,
  after: row.after,
  address: row.address,
});
