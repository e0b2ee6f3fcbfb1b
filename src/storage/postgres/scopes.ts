// For whom a transaction works: a person, a supplier, or the program itself.

import { type Caller, isSupplier, may, type Right } from '../../app/living/caller.ts';
import { RefusedError } from '../../app/living/ports.ts';
import type { Scope } from './transaction.ts';

export function scopeOf(caller: Caller): Scope {
  const role = isSupplier(caller) ? 'supplier' : 'member';
  return { orgId: caller.orgId, role, partyId: caller.partyId };
}

export function systemScope(orgId: number): Scope {
  return { orgId, role: 'system', partyId: '' };
}

/** The API checks rights by route; the desk checks them again, where what is asked for decides. */
export function need(caller: Caller, right: Right): void {
  if (may(caller, right)) return;
  const message = `${caller.name} may not do this: it needs the right ${right}. Ask an admin.`;
  throw new RefusedError(403, 'forbidden', message);
}
