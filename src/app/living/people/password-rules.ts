// What a password must be: long enough, not the person's own name or e-mail, and none of those that
// are tried first. No rule of composition: length is what counts.

import { refusal } from './refusals.ts';

export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 256;
const DISTINCT_MIN = 5;
const OWN_LENGTH_MIN = 8; // characters that must be left when names are taken out

/** What guessers begin with, figures and signs around them apart. */
const WORST = new Set([
  'password',
  'passwordpassword',
  'passw0rd',
  'qwertyuiop',
  'qwertyuiopasdf',
  'qwertyuiopasdfghjkl',
  'qwertyqwerty',
  'qwertzuiop',
  'asdfghjkl',
  'letmein',
  'letmeinletmein',
  'welcome',
  'welcomewelcome',
  'administrator',
  'adminadmin',
  'adminadminadmin',
  'changeme',
  'changemechangeme',
  'iloveyou',
  'iloveyouiloveyou',
  'trustno',
  'correcthorsebatterystaple',
  'supplychain',
  'planner',
  'summer',
  'winter',
  'spring',
  'autumn',
  'dragon',
  'monkey',
  'football',
  'sunshine',
  'princess',
]);
const SEQUENCES = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz'];

/** One spelling of the same characters, whatever keyboard and system they were typed on. */
export const normalizedPassword = (password: string): string => password.normalize('NFKC');

/** Refuses a password that is too short, too long or too easy to guess. */
export function checkPassword(password: string, person: { name: string; email: string }): void {
  const length = [...normalizedPassword(password)].length;
  if (length < PASSWORD_LENGTH_MIN || length > PASSWORD_LENGTH_MAX) {
    throw refusal('password_too_weak', 'The password needs 12 to 256 characters.');
  }
  const folded = normalizedPassword(password).toLowerCase();
  if (new Set(folded).size < DISTINCT_MIN || isWorst(folded)) {
    throw refusal('password_too_weak', 'The password is one of those that are guessed first.');
  }
  const names = [person.email, ...person.email.split(/[@.]/), ...person.name.split(' ')];
  const own = [...names, 'drumbeat']
    .map((each) => each.toLowerCase())
    .filter((each) => each.length >= 3)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, each) => rest.replaceAll(each, ''), folded);
  if ([...own].length < Math.min(OWN_LENGTH_MIN, length)) {
    throw refusal(
      'password_too_weak',
      'The password is mostly your name, your e-mail or the product: take other words.',
    );
  }
}

function isWorst(folded: string): boolean {
  if (SEQUENCES.some((sequence) => sequence.includes(folded))) return true;
  return WORST.has(folded) || WORST.has(folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''));
}
