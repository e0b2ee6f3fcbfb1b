// A person of the organisation, and the rules that each one obeys: an e-mail that is theirs alone,
// roles that go together, and one active admin at least in the house.

import type { Role } from '../caller.ts';
import { refusal } from './refusals.ts';

const EMAIL_LENGTH_MAX = 254;
const NAME_LENGTH_MAX = 120;

/** Times in this folder are milliseconds since 1970. */
export interface Person {
  id: string;
  email: string; // normalised
  name: string;
  roles: readonly Role[];
  partyId: string; // supplier_id of a person of role supplier, '' of all others
  active: boolean;
  createdAt: number;
}

/**
 * One spelling of an e-mail: trimmed, lower case. ASCII alone, because look-alike letters fold to
 * the same text here and to another mailbox there.
 */
export function normalizedEmail(text: string): string {
  const trimmed = text.trim();
  const valid = /^[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(trimmed);
  if (!valid || trimmed.length > EMAIL_LENGTH_MAX) {
    throw refusal(
      'email_not_valid',
      'The e-mail is not one: a name, "@" and a domain are needed, in plain ASCII, 254 at most.',
    );
  }
  return trimmed.toLowerCase();
}

export function normalizedName(text: string): string {
  const name = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (name === '' || [...name].length > NAME_LENGTH_MAX || /\p{C}/u.test(name)) {
    throw refusal('name_not_valid', 'The name needs 1 to 120 characters, and none that is hidden.');
  }
  return name;
}

/** Role `supplier` stands alone: with a second role its holder would see the rows of others. */
export function checkRoles(roles: readonly Role[], partyId: string): void {
  const supplier = roles.includes('supplier');
  if (roles.length === 0) throw refusal('roles_not_valid', 'A person needs at least one role.');
  if (new Set(roles).size < roles.length) {
    throw refusal('roles_not_valid', 'A role is named twice.');
  }
  if (supplier && roles.length > 1) {
    throw refusal('roles_not_valid', 'Role supplier stands alone: take the other roles away.');
  }
  if (supplier !== (partyId !== '')) {
    throw refusal(
      'roles_not_valid',
      'supplier_id goes with role supplier, and with no other: set both or neither.',
    );
  }
}

export const isActiveAdmin = (person: Person): boolean =>
  person.active && person.roles.includes('admin');

/** Refuses a change after which nobody could manage people. `adminIds`: the active ones, locked. */
export function checkAdminRemains(
  before: Person,
  after: Person,
  adminIds: readonly string[],
): void {
  if (!isActiveAdmin(before) || isActiveAdmin(after)) return;
  if (adminIds.some((id) => id !== before.id)) return;
  throw refusal('last_admin', `${before.name} is the last active admin: make another one first.`);
}
