// Rows of sessions and of API keys: both known by the hash of a secret that is not kept.

import type { ApiKey } from '../../../app/living/people/api-key.ts';
import type { PeopleRows } from '../../../app/living/people/people-store.ts';
import type { Person } from '../../../app/living/people/person.ts';
import type { Session as PersonSession } from '../../../app/living/people/session.ts';
import type { Session } from '../database.ts';
import { PERSON_COLUMNS } from './person-rows.ts';

type SessionRows = Pick<PeopleRows, 'addSession' | 'sessionByToken' | 'seeSession' | 'sessionsOf'>;
type EndedSessions = Pick<
  PeopleRows,
  'endSession' | 'endSessionsOf' | 'endSessionsOfAll' | 'endSessionsBeyond'
>;
type KeyRows = Pick<PeopleRows, 'addKey' | 'key' | 'keys' | 'useKey' | 'revokeKey'>;

const SESSION_COLUMNS =
  's.id as "sessionId", s.token_hash as "tokenHash", s.person_id as "personId", s.method, ' +
  's.created_at as "begunAt", s.proven_at as "provenAt", s.last_seen_at as "lastSeenAt", ' +
  's.ended_at as "endedAt", s.address, s.user_agent as "userAgent"';

type SessionRow = Omit<PersonSession, 'id' | 'createdAt'> & { sessionId: string; begunAt: number };

const sessionOf = (row: SessionRow): PersonSession => ({
  id: row.sessionId,
  tokenHash: row.tokenHash,
  personId: row.personId,
  method: row.method,
  createdAt: row.begunAt,
  provenAt: row.provenAt,
  lastSeenAt: row.lastSeenAt,
  endedAt: row.endedAt,
  address: row.address,
  userAgent: row.userAgent,
});

export function sessionRows(session: Session, orgId: number): SessionRows {
  return {
    async addSession(each) {
      await session.query(
        `insert into session (org_id, id, token_hash, person_id, method, created_at, proven_at,
           last_seen_at, ended_at, end_reason, address, user_agent)
         values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0), to_timestamp($9 / 1000.0),
           to_timestamp($6 / 1000.0), null, null, $7, $8)`,
        [
          orgId,
          each.id,
          each.tokenHash,
          each.personId,
          each.method,
          each.createdAt,
          each.address,
          each.userAgent,
          each.provenAt,
        ],
      );
    },
    async sessionByToken(tokenHash) {
      const rows = await session.query<SessionRow & Person>(
        `select ${SESSION_COLUMNS}, ${PERSON_COLUMNS} from session s
         join person on person.org_id = s.org_id and person.id = s.person_id
         where s.org_id = $1 and s.token_hash = $2`,
        [orgId, tokenHash],
      );
      const row = rows[0];
      if (row === undefined) return null;
      const { id, email, name, roles, partyId, active, createdAt } = row;
      const person = { id, email, name, roles, partyId, active, createdAt };
      return { session: sessionOf(row), person };
    },
    async seeSession(id, now) {
      await session.query(
        `update session set last_seen_at = to_timestamp($3 / 1000.0)
         where org_id = $1 and id = $2 and ended_at is null`,
        [orgId, id, now],
      );
    },
    async sessionsOf(personId) {
      const rows = await session.query<SessionRow>(
        `select ${SESSION_COLUMNS} from session s
         where org_id = $1 and person_id = $2 and ended_at is null order by created_at, id`,
        [orgId, personId],
      );
      return rows.map(sessionOf);
    },
  };
}

export function endedSessions(session: Session, orgId: number): EndedSessions {
  return {
    async endSession(id, end, now) {
      await session.query(
        `update session set ended_at = to_timestamp($4 / 1000.0), end_reason = $3
         where org_id = $1 and id = $2 and ended_at is null`,
        [orgId, id, end, now],
      );
    },
    async endSessionsOf(personId, end, now, spared = '') {
      const ended = await session.query(
        `update session set ended_at = to_timestamp($4 / 1000.0), end_reason = $3
         where org_id = $1 and person_id = $2 and ended_at is null and id <> $5 returning id`,
        [orgId, personId, end, now, spared],
      );
      return ended.length;
    },
    async endSessionsOfAll(end, now, spared) {
      const ended = await session.query(
        `update session set ended_at = to_timestamp($3 / 1000.0), end_reason = $2
         where org_id = $1 and ended_at is null and id <> $4 returning id`,
        [orgId, end, now, spared],
      );
      return ended.length;
    },
    async endSessionsBeyond(personId, count, now) {
      await session.query(
        `update session set ended_at = to_timestamp($4 / 1000.0), end_reason = 'replaced'
         where org_id = $1 and ended_at is null and id in (
           select id from session where org_id = $1 and person_id = $2 and ended_at is null
           order by created_at desc, id offset $3)`,
        [orgId, personId, count, now],
      );
    },
  };
}

const KEY_COLUMNS =
  'id, secret_hash as "secretHash", name, role, party_id as "partyId", scopes, ' +
  'created_at as "createdAt", created_by as "createdBy", expires_at as "expiresAt", ' +
  'last_used_at as "lastUsedAt", revoked_at as "revokedAt"';

export function keyRows(session: Session, orgId: number): KeyRows {
  return {
    async addKey(key) {
      await session.query(
        `insert into api_key (org_id, id, secret_hash, name, role, party_id, scopes, created_at,
           created_by, expires_at, last_used_at, revoked_at)
         values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), $9,
           to_timestamp($10 / 1000.0), null, null)`,
        [
          orgId,
          key.id,
          key.secretHash,
          key.name,
          key.role,
          key.partyId,
          key.scopes,
          key.createdAt,
          key.createdBy,
          key.expiresAt,
        ],
      );
    },
    async key(id) {
      const rows = await session.query<ApiKey>(
        `select ${KEY_COLUMNS} from api_key where org_id = $1 and id = $2`,
        [orgId, id],
      );
      return rows[0] ?? null;
    },
    keys: () =>
      session.query<ApiKey>(
        `select ${KEY_COLUMNS} from api_key where org_id = $1 order by created_at, id`,
        [orgId],
      ),
    async useKey(id, now) {
      await session.query(
        `update api_key set last_used_at = to_timestamp($3 / 1000.0)
         where org_id = $1 and id = $2`,
        [orgId, id, now],
      );
    },
    async revokeKey(id, now) {
      const revoked = await session.query(
        `update api_key set revoked_at = to_timestamp($3 / 1000.0)
         where org_id = $1 and id = $2 and revoked_at is null returning id`,
        [orgId, id, now],
      );
      return revoked.length === 1;
    },
  };
}
