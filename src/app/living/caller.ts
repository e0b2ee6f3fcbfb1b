// Who asks, and what roles allow: the rights of the house as one table. Roles give rights; an API
// key narrows them to its scopes, and never widens them.

export const ROLES = [
  'viewer',
  'planner',
  'buyer',
  'order_desk',
  'supplier',
  'lead',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

export const RIGHTS = [
  'facts.read',
  'facts.write',
  'notes.write',
  'plan.read',
  'exceptions.read',
  'exceptions.handle',
  'rules.read',
  'rules.write',
  'quarantine.read',
  'quarantine.mend',
  'settings.read',
  'settings.write',
  'stream.read',
  'people.manage',
  'keys.manage',
  'audit.read',
  'demo.control',
] as const;
export type Right = (typeof RIGHTS)[number];

const READING: readonly Right[] = [
  'facts.read',
  'plan.read',
  'exceptions.read',
  'rules.read',
  'quarantine.read',
  'settings.read',
  'stream.read',
];
const HANDLING: readonly Right[] = [...READING, 'notes.write', 'exceptions.handle'];

/** A supplier reads the facts that are its own (the database sees to that) and nothing else. */
export const RIGHTS_OF_ROLE: Readonly<Record<Role, readonly Right[]>> = {
  viewer: READING,
  planner: [...HANDLING, 'facts.write', 'quarantine.mend', 'demo.control'],
  buyer: [...HANDLING, 'facts.write', 'quarantine.mend'],
  order_desk: [...HANDLING, 'facts.write', 'quarantine.mend'],
  supplier: ['facts.read'],
  lead: [
    ...HANDLING,
    'facts.write',
    'quarantine.mend',
    'rules.write',
    'settings.write',
    'audit.read',
    'demo.control',
  ],
  admin: RIGHTS,
};

export interface Caller {
  orgId: number;
  personId: string | null; // null: an API key of no person, or the program itself
  keyId: string | null; // the API key that was used; null = a session
  name: string; // as the audit trail and `log_entry.actor` name it
  roles: readonly Role[];
  partyId: string; // the supplier that a person of role `supplier` belongs to; '' = none
  scopes: readonly Right[] | null; // of an API key; null = all that the roles allow
}

export function may(caller: Caller, right: Right): boolean {
  if (caller.scopes !== null && !caller.scopes.includes(right)) return false;
  return caller.roles.some((role) => RIGHTS_OF_ROLE[role].includes(right));
}

/** Whether the caller is to see the rows of one supplier alone. */
export function isSupplier(caller: Caller): boolean {
  return caller.roles.length > 0 && caller.roles.every((role) => role === 'supplier');
}

/** The program itself: the demo's player, the day's turn, a command on the machine. */
export function systemCaller(orgId: number, name: string): Caller {
  return {
    orgId,
    personId: null,
    keyId: null,
    name,
    roles: ['admin'],
    partyId: '',
    scopes: null,
  };
}
