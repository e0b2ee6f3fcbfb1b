import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RIGHTS } from '../caller.ts';
import { checkScopes, keyText, parsedKey } from './api-key.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { safeReturnPath } from './identity-provider.ts';
import {
  checkAdminRemains,
  checkRoles,
  normalizedEmail,
  normalizedName,
  type Person,
} from './person.ts';
import { isLive, type Session } from './session.ts';

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  email: `${id}@example.com`,
  name: id,
  roles: ['admin'],
  partyId: '',
  active: true,
  createdAt: 0,
  ...more,
});

test('an e-mail has one spelling, and look-alike letters are refused', () => {
  assert.equal(normalizedEmail(' Ada.ALM+x@Example.COM '), 'ada.alm+x@example.com');
  const refused = ['', 'ada', 'a@', '@b', 'a b@c.de', 'a@b@c', 'a@b..c', '\u212Aarl@example.com'];
  refused.push('ada@ex\u00e4mple.com', `${'a'.repeat(250)}@b.de`, 'a@b.de\nx@y.de', 'a\0@b.de');
  for (const each of refused) assert.throws(() => normalizedEmail(each), /not one/, each);
});

test('a name is text that shows', () => {
  assert.equal(normalizedName('  Ada   Alm '), 'Ada Alm');
  assert.equal(normalizedName('Ａda 木村'), 'Ａda 木村');
  for (const each of ['', '  ', 'a\u202Eb', 'a\0b', 'x'.repeat(121)]) {
    assert.throws(() => normalizedName(each), /1 to 120/);
  }
});

test('roles go together as they must', () => {
  checkRoles(['planner', 'buyer'], '');
  checkRoles(['supplier'], 'KESSLER');
  assert.throws(() => checkRoles(['supplier', 'viewer'], 'KESSLER'));
  assert.throws(() => checkRoles(['viewer'], 'KESSLER'));
  assert.throws(() => checkRoles([], ''));
});

test('one active admin remains', () => {
  const [ada, bea] = [person('ada'), person('bea')];
  checkAdminRemains(ada, { ...ada, active: false }, ['ada', 'bea']);
  checkAdminRemains(bea, { ...bea, name: 'B' }, ['bea']);
  assert.throws(() => checkAdminRemains(ada, { ...ada, active: false }, ['ada']), /last active/);
  assert.throws(() => checkAdminRemains(ada, { ...ada, roles: ['lead'] }, ['ada']), /last active/);
});

test('a session is live for 12 idle hours and 30 days, and not once it has ended', () => {
  const hour = 3_600_000;
  const session = { createdAt: 0, lastSeenAt: 0, endedAt: null } as Session;
  assert.equal(isLive(session, 12 * hour - 1), true);
  assert.equal(isLive(session, 12 * hour), false);
  const busy = { ...session, lastSeenAt: 719.9 * hour };
  assert.equal(isLive(busy, 720 * hour - 1), true);
  assert.equal(isLive(busy, 720 * hour), false);
  assert.equal(isLive({ ...session, endedAt: 1 }, 2), false);
});

test('a key has one form, and its scopes are rights of its role', () => {
  const [id, secret] = ['0123456789abcdef', 'ab'.repeat(32)];
  assert.deepEqual(parsedKey(keyText(id, secret)), { id, secret });
  for (const each of ['', keyText(id, `${secret}0`), keyText(id.toUpperCase(), secret)]) {
    assert.equal(parsedKey(each), null);
  }
  checkScopes('admin', RIGHTS);
  assert.throws(() => checkScopes('viewer', ['rules.write']), /rules.write/);
  assert.throws(() => checkScopes('viewer', []), /at least one/);
});

test('after a company sign-in one comes back to a path of ours', () => {
  assert.equal(safeReturnPath('/plan?a=1#b'), '/plan?a=1#b');
  for (const each of ['//e.example', '/\\e', '/a\\b', '/a\nb', 'plan', '', '/a b', undefined]) {
    assert.equal(safeReturnPath(each), '/', each);
  }
});

test('the demo has a person of each role', () => {
  assert.equal(new Set(DEMO_PEOPLE.map(({ role }) => role)).size, 7);
  for (const { role, partyId, email } of DEMO_PEOPLE) {
    checkRoles([role], partyId);
    assert.equal(normalizedEmail(email), email);
  }
});
