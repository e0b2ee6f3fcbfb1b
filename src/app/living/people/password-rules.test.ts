import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RefusedError } from '../ports.ts';
import { checkPassword, normalizedPassword } from './password-rules.ts';

const person = { name: 'Ada Alm', email: 'ada.alm@example.com' };

const isTaken = (password: string, of = person): boolean => {
  try {
    checkPassword(password, of);
    return true;
  } catch (error) {
    assert.ok(error instanceof RefusedError);
    assert.equal(error.code, 'password_too_weak');
    assert.ok(!error.message.includes(password));
    return false;
  }
};

test('twelve characters are enough and 256 are the most, counted as people see them', () => {
  assert.equal(isTaken('wooden spoo'), false);
  assert.equal(isTaken('wooden spoon'), true);
  assert.equal(isTaken('wooden🥄spo'), false);
  assert.equal(isTaken('abcdef '.repeat(40).slice(0, 256)), true);
  assert.equal(isTaken('abcdef '.repeat(40).slice(0, 257)), false);
});

test('no composition is asked for: words in any script will do', () => {
  for (const each of ['correct battery horse', '木のスプーンが四本あります。', '8141 7202 9917']) {
    assert.equal(isTaken(each), true, each);
  }
});

test('what guessers try first is refused, also with figures and signs around it', () => {
  const worst = ['passwordpassword', 'Password2026!', 'qwertyuiop12', '123456789012'];
  worst.push('aaaaaaaaaaaa', 'abababababab', 'Welcome12345', 'abcdefghijkl', '!!!letmein!!!!');
  for (const each of worst) assert.equal(isTaken(each), false, each);
});

test('one’s own name and e-mail are no password, nor is the product’s name', () => {
  const own = ['ada.alm@example.com', 'ADA.ALM@EXAMPLE.COM', 'adaalmadaalm1', 'Drumbeat Drumbeat'];
  for (const each of own) assert.equal(isTaken(each), false, each);
  assert.equal(isTaken('ada rows to the lighthouse'), true);
});

test('the same characters typed another way are the same password', () => {
  assert.equal(
    normalizedPassword('cafe\u0301 noir et bon'),
    normalizedPassword('café noir et bon'),
  );
});
