// Rows of persons and of the ways they prove who they are: password and company identity.

import type { PeopleRows } from '../../../app/living/people/people-store.ts';
import type { Person } from '../../../app/living/people/person.ts';
import type { Session } from '../database.ts';

type PersonRows = Pick<
  PeopleRows,
  | 'person'
  | 'personForChange'
  | 'personByEmail'
  | 'people'
  | 'addPerson'
  | 'changePerson'
  | 'activeAdminIds'
  | 'isAdminPresent'
>;
type CredentialRows = Pick<
  PeopleRows,
  'passwordOf' | 'setPassword' | 'personIdOfIdentity' | 'addIdentity'
>;

export const PERSON_COLUMNS =
  'person.id, person.email, person.name, person.roles, person.party_id as "partyId", ' +
  'person.active, person.created_at as "createdAt"';

const ONE = `select ${PERSON_COLUMNS} from person where org_id = $1`;

export function personRows(session: Session, orgId: number): PersonRows {
  const one = async (sql: string, value: string): Promise<Person | null> =>
    (await session.query<Person>(sql, [orgId, value]))[0] ?? null;
  return {
    person: (id) => one(`${ONE} and id = $2`, id),
    personForChange: (id) => one(`${ONE} and id = $2 for update`, id),
    personByEmail: (email) => one(`${ONE} and email = $2`, email),
    people: (afterEmail, limit) =>
      session.query(`${ONE} and email > $2 order by email limit $3`, [orgId, afterEmail, limit]),
    async addPerson(person) {
      const added = await session.query(
        `insert into person (org_id, id, email, name, roles, party_id, active, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0))
         on conflict (org_id, email) do nothing returning id`,
        [orgId, ...values(person), person.createdAt],
      );
      return added.length === 1;
    },
    async changePerson(person) {
      await session.query(
        `update person set email = $3, name = $4, roles = $5, party_id = $6, active = $7
         where org_id = $1 and id = $2`,
        [orgId, ...values(person)],
      );
    },
    async activeAdminIds() {
      const rows = await session.query<{ id: string }>(
        `select id from person where org_id = $1 and active and 'admin' = any(roles)
         order by id for update`,
        [orgId],
      );
      return rows.map(({ id }) => id);
    },
    async isAdminPresent() {
      const rows = await session.query(
        `select 1 from person where org_id = $1 and active and 'admin' = any(roles) and (
           exists (select 1 from person_credential c
                   where c.org_id = $1 and c.person_id = person.id)
           or exists (select 1 from passkey k where k.org_id = $1 and k.person_id = person.id))
         limit 1`,
        [orgId],
      );
      return rows.length > 0;
    },
  };
}

const values = ({ id, email, name, roles, partyId, active }: Person): unknown[] => [
  id,
  email,
  name,
  roles,
  partyId,
  active,
];

export function credentialRows(session: Session, orgId: number): CredentialRows {
  return {
    async passwordOf(personId) {
      const rows = await session.query<{ hash: string }>(
        `select password_hash as hash from person_credential
         where org_id = $1 and person_id = $2 and kind = 'password'`,
        [orgId, personId],
      );
      return rows[0]?.hash ?? null;
    },
    async setPassword(personId, hash, now) {
      await session.query(
        `insert into person_credential (org_id, person_id, kind, issuer, subject, password_hash, at)
         values ($1, $2, 'password', '', '', $3, to_timestamp($4 / 1000.0))
         on conflict (org_id, person_id, kind, issuer)
         do update set password_hash = excluded.password_hash, at = excluded.at`,
        [orgId, personId, hash, now],
      );
    },
    async personIdOfIdentity(issuer, subject) {
      const rows = await session.query<{ id: string }>(
        `select person_id as id from person_credential
         where org_id = $1 and kind = 'oidc' and issuer = $2 and subject = $3`,
        [orgId, issuer, subject],
      );
      return rows[0]?.id ?? null;
    },
    // A second subject of the same issuer for one person breaks the key: an e-mail that was given
    // to somebody else does not inherit an account.
    async addIdentity(personId, issuer, subject, now) {
      const added = await session.query(
        `insert into person_credential (org_id, person_id, kind, issuer, subject, password_hash, at)
         values ($1, $2, 'oidc', $3, $4, null, to_timestamp($5 / 1000.0))
         on conflict do nothing returning person_id`,
        [orgId, personId, issuer, subject, now],
      );
      return added.length === 1;
    },
  };
}
