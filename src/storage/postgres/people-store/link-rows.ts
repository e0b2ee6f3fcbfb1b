// Rows that are good once: one-time links and sign-ins on their way to an identity provider; and
// the counts of what strangers tried.

import {
  ATTEMPTS_KEPT,
  type AttemptCount,
  counted,
  NO_ATTEMPTS,
  refunded,
} from '../../../app/living/people/attempt-limits.ts';
import type { OidcLogin } from '../../../app/living/people/identity-provider.ts';
import type { OneTimeLink } from '../../../app/living/people/one-time-link.ts';
import type { PeopleRows } from '../../../app/living/people/people-store.ts';
import { SESSION_AGE_MAX } from '../../../app/living/people/session.ts';
import type { Session } from '../database.ts';

type LinkRows = Pick<
  PeopleRows,
  'addLink' | 'link' | 'takeLink' | 'dropLinks' | 'addOidcLogin' | 'takeOidcLogin'
>;
type AttemptRows = Pick<PeopleRows, 'countAttempt' | 'refundAttempt' | 'sweep'>;

const LINK_COLUMNS =
  'token_hash as "tokenHash", kind, person_id as "personId", created_at as "createdAt", ' +
  'expires_at as "expiresAt"';
const GOOD =
  'org_id = $1 and token_hash = $2 and kind = $3 and used_at is null ' +
  'and expires_at > to_timestamp($4 / 1000.0)';

export function linkRows(session: Session, orgId: number): LinkRows {
  return {
    async addLink({ tokenHash, kind, personId, createdAt, expiresAt }) {
      await session.query(
        `insert into one_time_link (org_id, token_hash, kind, person_id, created_at, expires_at,
           used_at)
         values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), to_timestamp($6 / 1000.0), null)`,
        [orgId, tokenHash, kind, personId, createdAt, expiresAt],
      );
    },
    async link(tokenHash, kind, now) {
      const rows = await session.query<OneTimeLink>(
        `select ${LINK_COLUMNS} from one_time_link where ${GOOD}`,
        [orgId, tokenHash, kind, now],
      );
      return rows[0] ?? null;
    },
    async takeLink(tokenHash, kind, now) {
      const rows = await session.query<OneTimeLink>(
        `update one_time_link set used_at = to_timestamp($4 / 1000.0) where ${GOOD}
         returning ${LINK_COLUMNS}`,
        [orgId, tokenHash, kind, now],
      );
      return rows[0] ?? null;
    },
    async dropLinks(kind, personId) {
      await session.query(
        `delete from one_time_link where org_id = $1 and kind = $2 and used_at is null
         and person_id is not distinct from $3`,
        [orgId, kind, personId],
      );
    },
    async addOidcLogin(login) {
      await session.query(
        `insert into oidc_login (org_id, state_hash, browser_hash, nonce, code_verifier, return_to,
           expires_at)
         values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0))`,
        [
          orgId,
          login.stateHash,
          login.browserHash,
          login.nonce,
          login.codeVerifier,
          login.returnTo,
          login.expiresAt,
        ],
      );
    },
    async takeOidcLogin(stateHash, browserHash, now) {
      const rows = await session.query<OidcLogin>(
        `delete from oidc_login where org_id = $1 and state_hash = $2 and browser_hash = $3
         returning state_hash as "stateHash", browser_hash as "browserHash", nonce,
           code_verifier as "codeVerifier", return_to as "returnTo", expires_at as "expiresAt"`,
        [orgId, stateHash, browserHash],
      );
      const login = rows[0];
      return login !== undefined && login.expiresAt > now ? login : null;
    },
  };
}

const COUNT_COLUMNS = 'failures, last_at as "lastAt", blocked_until as "blockedUntil"';

export function attemptRows(session: Session, orgId: number): AttemptRows {
  // The insert waits for whoever counts the same subject, so that no two see the same figure.
  const locked = async (kind: string, subject: string): Promise<AttemptCount> => {
    const rows = await session.query<AttemptCount>(
      `insert into sign_in_attempt (org_id, kind, subject_hash, failures, last_at, blocked_until)
       values ($1, $2, $3, 0, to_timestamp(0), to_timestamp(0))
       on conflict (org_id, kind, subject_hash) do update set failures = sign_in_attempt.failures
       returning ${COUNT_COLUMNS}`,
      [orgId, kind, subject],
    );
    return rows[0] ?? NO_ATTEMPTS;
  };
  const write = (kind: string, subject: string, count: AttemptCount): Promise<unknown> =>
    session.query(
      `update sign_in_attempt set failures = $4, last_at = to_timestamp($5 / 1000.0),
         blocked_until = to_timestamp($6 / 1000.0)
       where org_id = $1 and kind = $2 and subject_hash = $3`,
      [orgId, kind, subject, count.failures, count.lastAt, count.blockedUntil],
    );
  return {
    async countAttempt(kind, subjectHash, now) {
      const { wait, count } = counted(kind, await locked(kind, subjectHash), now);
      if (wait === 0) await write(kind, subjectHash, count);
      return wait;
    },
    async refundAttempt(kind, subjectHash) {
      const count = refunded(kind, await locked(kind, subjectHash));
      await write(kind, subjectHash, count);
      return count;
    },
    async sweep(now) {
      const sweeps: [sql: string, before: number][] = [
        ['delete from challenge where org_id = $1 and expires_at', now],
        ['delete from oidc_login where org_id = $1 and expires_at', now],
        ['delete from one_time_link where org_id = $1 and expires_at', now],
        ['delete from sign_in_attempt where org_id = $1 and last_at', now - ATTEMPTS_KEPT],
        ['delete from session where org_id = $1 and created_at', now - 2 * SESSION_AGE_MAX],
      ];
      for (const [sql, before] of sweeps) {
        await session.query(`${sql} < to_timestamp($2 / 1000.0)`, [orgId, before]);
      }
    },
  };
}
