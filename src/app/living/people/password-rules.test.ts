import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RefusedError } from '../ports.ts';
import { CONTEXT_WORDS, checkPassword, normalizedPassword } from './password-rules.ts';

const person = { name: 'Ada Alm', email: 'ada.alm@example.com' };
const COMMON = new Set(['qwerty', 'qwertyuiop', 'letmein', 'welcome', 'dragon', 'summer', 'horse']);

const isTaken = (password: string, of = person): boolean => {
  try {
    checkPassword(password, of, (text) => COMMON.has(text));
    return true;
  } catch (error) {
    assert.ok(error instanceof RefusedError);
    assert.equal(error.code, 'password_too_weak');
    assert.ok(!error.message.includes(password));
    return false;
  }
};

test('fifteen characters are enough and 256 are the most, counted as people see them', () => {
  assert.equal(isTaken('wooden spoons '), false);
  assert.equal(isTaken('wooden spoons 4'), true);
  assert.equal(isTaken('wooden🥄spoons🥄'), false);
  const long = Array.from({ length: 100 }, (_, at) => `spoon ${at}`).join(', ');
  assert.equal(isTaken(long.slice(0, 64)), true);
  assert.equal(isTaken(long.slice(0, 256)), true);
  assert.equal(isTaken(long.slice(0, 257)), false);
});

test('no composition is asked for: words in any script, signs or figures alone will do', () => {
  const sound = [
    'correct battery horse',
    '木のスプーンが四本、あります。はい',
    '8141 7202 9917 3306',
  ];
  sound.push('ALL IN CAPITALS OF MINE', '%&/()=?{}[]\\*#-_.:,;');
  for (const each of sound) assert.equal(isTaken(each), true, each);
});

test('what guessers try first is refused: twice, with figures around it, or two together', () => {
  const worst = ['qwertyuiopqwertyuiop', 'Welcome20262026!', 'qwertyuiop12345', '123456789012345'];
  worst.push('aaaaaaaaaaaaaaa', 'abababababababab', '!!!!!letmein!!!!!', 'abcdefghijklmnop');
  worst.push('Dragon-Summer-2026', 'letmein letmein', 'wrudlwrudlwrudlwru');
  for (const each of worst) assert.equal(isTaken(each), false, each);
  assert.equal(isTaken('dragon summer horse 7'), true);
});

test('one’s own name and e-mail are no password, nor is any word of the trade', () => {
  const own = ['ada.alm@example.com', 'ADA.ALM@EXAMPLE.COM', 'adaalmadaalm1234'];
  for (const each of own) assert.equal(isTaken(each), false, each);
  for (const word of CONTEXT_WORDS) {
    const each = `${word} ${word} ${word}`.slice(0, 200).padEnd(15, '1');
    assert.equal(isTaken(each), false, each);
  }
  assert.equal(isTaken('ada rows to the lighthouse'), true);
});

test('the same characters typed another way are the same password', () => {
  assert.equal(
    normalizedPassword('cafe\u0301 noir et bon'),
    normalizedPassword('café noir et bon'),
  );
  assert.notEqual(normalizedPassword('Wooden spoons'), normalizedPassword('wooden spoons'));
});
