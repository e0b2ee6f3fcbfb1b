import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AttemptKind,
  addressSubject,
  counted,
  NO_ATTEMPTS,
  refunded,
  waitAfter,
} from './attempt-limits.ts';

const MINUTE = 60_000;

/** Attempts at those times (minutes): how long each has to wait, in seconds. */
function waits(kind: AttemptKind, minutes: number[]): number[] {
  let count = NO_ATTEMPTS;
  return minutes.map((minute) => {
    const next = counted(kind, count, 1_000_000_000 + minute * MINUTE);
    count = next.count;
    return next.wait / 1000;
  });
}

test('five guesses at an account are free, then the wait doubles up to 15 minutes', () => {
  assert.deepEqual(waits('account', [0, 0, 0, 0, 0, 0]), [0, 0, 0, 0, 0, 30]);
  assert.deepEqual(waits('account', [0, 0, 0, 0, 0, 0.5, 0.5, 1.5, 1.5]).slice(5), [0, 60, 0, 120]);
  assert.equal(waitAfter('account', 10), 15 * MINUTE);
  assert.equal(waitAfter('account', 1_000_000), 15 * MINUTE);
});

test('waiting is not counted: who asks all the time does not wait for longer', () => {
  const asked = [0, 0, 0, 0, 0, ...Array.from({ length: 100 }, () => 0.25), 0.5];
  assert.equal(waits('account', asked).at(-1), 0);
});

test('a day later all is forgotten', () => {
  const minutes = [0, 0, 0, 0, 0, 24 * 60 + 1, 24 * 60 + 1];
  assert.deepEqual(waits('account', minutes).slice(5), [0, 0]);
});

test('a clock that was set back locks nobody out for longer than the longest wait', () => {
  assert.deepEqual(waits('account', [5000, 5000, 5000, 5000, 5000, 0]).at(-1), 15 * 60);
});

test('a sign-in that succeeds clears the account, and gives the address one attempt back', () => {
  const count = { failures: 4, lastAt: 1, blockedUntil: 2 };
  assert.equal(refunded('account', count).failures, 0);
  assert.deepEqual(refunded('address', count), { failures: 3, lastAt: 1, blockedUntil: 0 });
});

test('an IPv4 address counts by itself, an IPv6 address by its network', () => {
  assert.equal(addressSubject('192.0.2.7'), '192.0.2.7');
  assert.equal(addressSubject('::ffff:192.0.2.7'), '192.0.2.7');
  const same = ['2001:db8:0:7::1', '2001:DB8::7:0:0:0:9', '2001:0db8:0000:0007:1:2:3:4%eth0'];
  assert.deepEqual(new Set(same.map(addressSubject)), new Set(['2001:db8:0:7::/64']));
  assert.notEqual(addressSubject('2001:db8:0:8::1'), addressSubject(same[0]));
  assert.equal(addressSubject('::1'), '0:0:0:0::/64');
});
