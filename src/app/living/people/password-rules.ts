// What a password must be: long enough, not the person's own name or e-mail, and not made of what
// is tried first. No rule of composition: length is what counts.

import { refusal } from './refusals.ts';

export const PASSWORD_LENGTH_MIN = 15;
export const PASSWORD_LENGTH_MAX = 256;
const DISTINCT_MIN = 5;
/** Characters that must be left when names, words of the trade and common passwords are out. */
const OWN_LENGTH_MIN = 8;
/** Of a common password: shorter ones are syllables of every passphrase. */
const COMMON_LENGTH_MIN = 4;
const COMMON_LENGTH_MAX = 40;
/** A passphrase of that many common words and more is one after all. */
const PHRASE_WORDS_MIN = 3;

/** Words that somebody who knows the product and the trade would try; docs/guide/security.md. */
export const CONTEXT_WORDS = [
  'drumbeat',
  'supplychain',
  'supply',
  'planner',
  'planning',
  'purchasing',
  'logistics',
  'warehouse',
  'production',
  'inventory',
  'administrator',
  'admin',
  'password',
  'passwort',
  'qwertz',
] as const;
const SEQUENCES = [
  '0123456789012345678901234567890123456789',
  '9876543210987654321098765432109876543210',
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
];

/** Whether a text, in lower case, is one of the passwords that leaked most often. */
export type IsCommon = (text: string) => boolean;

/** One spelling of the same characters, whatever keyboard and system they were typed on. */
export const normalizedPassword = (password: string): string => password.normalize('NFKC');

/** Refuses a password that is too short, too long or too easy to guess. */
export function checkPassword(
  password: string,
  person: { name: string; email: string },
  isCommon: IsCommon,
): void {
  const length = [...normalizedPassword(password)].length;
  if (length < PASSWORD_LENGTH_MIN || length > PASSWORD_LENGTH_MAX) {
    throw refusal(
      'password_too_weak',
      `The password needs ${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters.`,
    );
  }
  const folded = normalizedPassword(password).toLowerCase();
  const isSequence = SEQUENCES.some((sequence) => sequence.includes(folded));
  const isPlain = new Set(folded).size < DISTINCT_MIN || isSequence || isRepeated(folded);
  if (isPlain || isMadeOfCommon(folded, isCommon)) {
    throw refusal('password_too_weak', 'The password is one of those that are guessed first.');
  }
  const names = [person.email, ...person.email.split(/[@.]/), ...person.name.split(' ')];
  const own = [...names, ...CONTEXT_WORDS]
    .map((each) => each.toLowerCase())
    .filter((each) => each.length >= 3)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, each) => rest.replaceAll(each, ''), folded);
  if ([...own].length < Math.min(OWN_LENGTH_MIN, length)) {
    throw refusal(
      'password_too_weak',
      'The password is mostly your name, your e-mail or words of the trade: take other words.',
    );
  }
}

/** One piece again and again, cut off anywhere. */
function isRepeated(folded: string): boolean {
  for (let period = 1; period <= folded.length / 2; period++) {
    if (folded.slice(period) === folded.slice(0, -period)) return true;
  }
  return false;
}

/**
 * Whether nothing but common passwords, figures and signs is in it: one or two of them, repeated or
 * with a year behind them, are what guessers try next.
 */
function isMadeOfCommon(folded: string, isCommon: IsCommon): boolean {
  if (isCommon(folded)) return true;
  const words = new Set<string>();
  let left = 0; // letters that belong to no common password
  for (let at = 0; at < folded.length; ) {
    const word = longestCommonAt(folded, at, isCommon);
    if (word !== '') words.add(word);
    else if (/\p{L}/u.test(folded[at])) left++;
    at += Math.max(1, word.length);
  }
  return words.size > 0 && words.size < PHRASE_WORDS_MIN && left < COMMON_LENGTH_MIN;
}

function longestCommonAt(folded: string, from: number, isCommon: IsCommon): string {
  const end = Math.min(folded.length, from + COMMON_LENGTH_MAX);
  for (let to = end; to - from >= COMMON_LENGTH_MIN; to--) {
    const word = folded.slice(from, to);
    if (isCommon(word)) return word;
  }
  return '';
}
