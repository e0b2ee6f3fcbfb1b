// Rows of passkeys and of the challenges that they answer.

import type { Challenge, Passkey } from '../../../app/living/people/passkey.ts';
import type { PeopleRows } from '../../../app/living/people/people-store.ts';
import type { Session } from '../database.ts';

type PasskeyRows = Pick<
  PeopleRows,
  'addPasskey' | 'passkey' | 'passkeysOf' | 'usePasskey' | 'removePasskey' | 'removePasskeysOf'
>;
type ChallengeRows = Pick<PeopleRows, 'addChallenge' | 'takeChallenge'>;

const COLUMNS =
  'id, person_id as "personId", public_key as "publicKey", counter, transports, ' +
  'backed_up as "backedUp", name, created_at as "createdAt", last_used_at as "lastUsedAt"';

export function passkeyRows(session: Session, orgId: number): PasskeyRows {
  return {
    async addPasskey(passkey) {
      const added = await session.query(
        `insert into passkey (org_id, id, person_id, public_key, counter, transports, backed_up,
           name, created_at, last_used_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9 / 1000.0), null)
         on conflict (org_id, id) do nothing returning id`,
        [
          orgId,
          passkey.id,
          passkey.personId,
          passkey.publicKey,
          passkey.counter,
          passkey.transports,
          passkey.backedUp,
          passkey.name,
          passkey.createdAt,
        ],
      );
      return added.length === 1;
    },
    async passkey(id) {
      const rows = await session.query<Passkey>(
        `select ${COLUMNS} from passkey where org_id = $1 and id = $2`,
        [orgId, id],
      );
      return rows[0] ?? null;
    },
    passkeysOf: (personId) =>
      session.query<Passkey>(
        `select ${COLUMNS} from passkey where org_id = $1 and person_id = $2
         order by created_at, id`,
        [orgId, personId],
      ),
    // Passkeys that are copied between devices count nothing: theirs stays 0.
    async usePasskey(id, counter, backedUp, now) {
      const used = await session.query(
        `update passkey set counter = $3, backed_up = $4, last_used_at = to_timestamp($5 / 1000.0)
         where org_id = $1 and id = $2 and (counter < $3 or (counter = 0 and $3 = 0))
         returning id`,
        [orgId, id, counter, backedUp, now],
      );
      return used.length === 1;
    },
    async removePasskey(id, personId) {
      const removed = await session.query(
        'delete from passkey where org_id = $1 and id = $2 and person_id = $3 returning id',
        [orgId, id, personId],
      );
      return removed.length === 1;
    },
    async removePasskeysOf(personId) {
      const removed = await session.query(
        'delete from passkey where org_id = $1 and person_id = $2 returning id',
        [orgId, personId],
      );
      return removed.length;
    },
  };
}

export function challengeRows(session: Session, orgId: number): ChallengeRows {
  return {
    async addChallenge({ challengeHash, purpose, sessionId, expiresAt }) {
      await session.query(
        `insert into challenge (org_id, challenge_hash, purpose, session_id, expires_at)
         values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))`,
        [orgId, challengeHash, purpose, sessionId, expiresAt],
      );
    },
    async takeChallenge(challengeHash, now) {
      const taken = await session.query<Challenge>(
        `delete from challenge where org_id = $1 and challenge_hash = $2
         returning challenge_hash as "challengeHash", purpose, session_id as "sessionId",
           expires_at as "expiresAt"`,
        [orgId, challengeHash],
      );
      const challenge = taken[0];
      return challenge !== undefined && challenge.expiresAt > now ? challenge : null;
    },
  };
}
