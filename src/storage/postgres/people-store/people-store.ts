// The people of one organisation in PostgreSQL. Their rows are open to the system's scope alone: no
// member's and no supplier's statement reaches a password's or a token's hash.

import type { PeopleStore } from '../../../app/living/people/people-store.ts';
import { auditRows, record } from '../audit.ts';
import type { Database } from '../database.ts';
import { attemptRows, linkRows } from './link-rows.ts';
import { challengeRows, passkeyRows } from './passkey-rows.ts';
import { credentialRows, personRows } from './person-rows.ts';
import { endedSessions, keyRows, sessionRows } from './session-rows.ts';

export function postgresPeopleStore(database: Database, orgId: number): PeopleStore {
  return {
    transaction: (work) =>
      database.transaction({ orgId, role: 'system', partyId: '' }, (session) =>
        work({
          ...personRows(session, orgId),
          ...credentialRows(session, orgId),
          ...sessionRows(session, orgId),
          ...endedSessions(session, orgId),
          ...keyRows(session, orgId),
          ...passkeyRows(session, orgId),
          ...challengeRows(session, orgId),
          ...linkRows(session, orgId),
          ...attemptRows(session, orgId),
          record: (entry) => record(session, entry),
          audit: (before, limit) => auditRows(session, before, limit),
        }),
      ),
  };
}
