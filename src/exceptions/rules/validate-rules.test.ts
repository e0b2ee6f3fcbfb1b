// Faults of rules name the place, the value and the remedy.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_RULES } from './rule-set.ts';
import { validateRules } from './validate-rules.ts';

function faults(...rules: unknown[]): string[] {
  const checked = validateRules({ rules }, 1);
  return 'faults' in checked ? checked.faults.map(({ message }) => message) : [];
}

test('the rules as delivered are valid, and come out as they went in', () => {
  assert.deepEqual(validateRules({ rules: DEFAULT_RULES.rules }, 0), { rules: DEFAULT_RULES });
});

test('a rule needs its code alone', () => {
  const checked = validateRules({ rules: [{ code: 'excess_stock' }] }, 7);
  assert.ok('rules' in checked);
  assert.equal(checked.rules.version, 7);
  assert.equal(checked.rules.rules[0]!.enabled, true);
});

test('each fault says what is wrong with which value, and what to do', () => {
  const code = 'excess_stock';
  assert.deepEqual(faults({ code: 'exces_stock' }), [
    'rules[0].code ("exces_stock") is no code of exceptions: use excess_stock.',
  ]);
  assert.deepEqual(faults({ code }, { code, minimum_value: -5, severity: 'bad' }), [
    'rules[1].minimum_value (-5) must be a number from 0 to 1000000000000000, or null for none.',
    'rules[1].severity ("bad") is no severity: use critical, high, medium, low, or null for the ' +
      'one found.',
  ]);
  assert.deepEqual(faults({ code, parameters: { slow_moving_days: 3 } }), [
    'rules[0].parameters.slow_moving_days (3) is no threshold of excess_stock, which heeds: ' +
      'excess_days_of_supply; take it out.',
  ]);
  assert.deepEqual(faults({ code, scope: { item: ['A'] }, enabeld: true }), [
    'rules[0].enabeld (true) is not known here; use enabled.',
    'rules[0].scope.item (["A"]) is not known here; use items.',
  ]);
  assert.deepEqual(faults({ code, scope: { items: ['A', 4] } }), [
    'rules[0].scope.items[1] (4) must be an id of 1 to 200 characters; take it out or mend it.',
  ]);
  assert.match(faults(3)[0]!, /^rules\[0\] \(3\) is no rule/);
});

test('what is no list of rules, or too long a one, is refused', () => {
  for (const candidate of [null, 4, {}, { rules: 'x' }]) {
    const checked = validateRules(candidate, 1);
    assert.ok('faults' in checked);
    assert.match(checked.faults[0]!.message, /is no list: send/);
  }
  const many = Array.from({ length: 501 }, () => ({ code: 'excess_stock' }));
  assert.match(faults(...many)[0]!, /holds 501 rules: at most 500/);
});
