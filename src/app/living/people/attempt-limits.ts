// How often something may be tried before a wait is asked for, by account and by address. An
// attempt is counted before it is made, so that many at once do not slip through, and what is
// counted is a text that was typed, not a person: unknown accounts wait exactly as known ones do.

export type AttemptKind = 'account' | 'address' | 'link' | 'ceremony';

export interface AttemptCount {
  failures: number;
  lastAt: number;
  blockedUntil: number;
}

interface Limit {
  free: number; // attempts without a wait
  firstWait: number; // milliseconds, doubled with each further one
  waitMax: number;
  forgottenAfter: number; // milliseconds without an attempt
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const LIMITS: Readonly<Record<AttemptKind, Limit>> = {
  account: {
    free: 5,
    firstWait: 30 * SECOND,
    waitMax: 15 * MINUTE,
    forgottenAfter: 24 * 60 * MINUTE,
  },
  address: { free: 30, firstWait: MINUTE, waitMax: 15 * MINUTE, forgottenAfter: 60 * MINUTE },
  link: { free: 30, firstWait: MINUTE, waitMax: 15 * MINUTE, forgottenAfter: 60 * MINUTE },
  ceremony: { free: 120, firstWait: MINUTE, waitMax: 15 * MINUTE, forgottenAfter: 15 * MINUTE },
};

/** No count is of use for longer than this. */
export const ATTEMPTS_KEPT = 24 * 60 * MINUTE;

export const NO_ATTEMPTS: AttemptCount = { failures: 0, lastAt: 0, blockedUntil: 0 };

/** Milliseconds until the next attempt after that many. */
export function waitAfter(kind: AttemptKind, failures: number): number {
  const { free, firstWait, waitMax } = LIMITS[kind];
  if (failures < free) return 0;
  return Math.min(waitMax, firstWait * 2 ** Math.min(30, failures - free));
}

/** Counts one attempt, or says how long to wait (milliseconds) and counts nothing. */
export function counted(
  kind: AttemptKind,
  count: AttemptCount,
  now: number,
): { wait: number; count: AttemptCount } {
  const forgotten = now - count.lastAt > LIMITS[kind].forgottenAfter;
  const { failures, blockedUntil } = forgotten ? NO_ATTEMPTS : count;
  // A clock that was set back must not lock anybody out for longer than the longest wait.
  const wait = Math.min(blockedUntil - now, LIMITS[kind].waitMax);
  if (wait > 0) return { wait, count };
  const next = failures + 1;
  return {
    wait: 0,
    count: { failures: next, lastAt: now, blockedUntil: now + waitAfter(kind, next) },
  };
}

/** An attempt that succeeded after all is taken back; the account's are forgotten altogether. */
export function refunded(kind: AttemptKind, count: AttemptCount): AttemptCount {
  if (kind === 'account') return NO_ATTEMPTS;
  const failures = Math.max(0, count.failures - 1);
  return { failures, lastAt: count.lastAt, blockedUntil: 0 };
}

/** What is counted for an address: of IPv6 the network, because a host has 2^64 of them. */
export function addressSubject(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('%')[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...zeros, ...after].map((each) => each.replace(/^0+(?=.)/, ''));
  return `${groups.slice(0, 4).join(':')}::/64`;
}
