// Passwords as argon2id hashes in the usual text form, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`,
// computed beside the main thread, a few at a time.

import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { refusal } from '../../app/living/people/refusals.ts';

interface Figures {
  memory: number; // KiB
  passes: number;
  parallelism: number;
}

const TODAY: Figures = { memory: 19_456, passes: 2, parallelism: 1 };
const MEMORY_MAX = 1_048_576;
const SALT_SIZE = 16;
const HASH_SIZE = 32;
const AT_ONCE = 2; // of the four threads that files and look-ups need as well
const WAITING_MAX = 64;

export async function hashedPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_SIZE);
  return phrase(TODAY, salt, await computed(password, salt, TODAY, HASH_SIZE));
}

/** Whether it is the password of the hash; of nobody's hash never, after the same work. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const parts = parsedHash(hash ?? NOBODY);
  if (parts === null) throw new Error('A stored password hash is not readable.');
  const found = await computed(password, parts.salt, parts.figures, parts.hash.length);
  return timingSafeEqual(found, parts.hash) && hash !== null;
}

export function isHashOutdated(hash: string): boolean {
  const figures = parsedHash(hash)?.figures;
  return figures === undefined || figures.memory < TODAY.memory || figures.passes < TODAY.passes;
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

const phrase = ({ memory, passes, parallelism }: Figures, salt: Buffer, hash: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;

const NOBODY = phrase(TODAY, randomBytes(SALT_SIZE), randomBytes(HASH_SIZE));

const HASH = new RegExp(
  '^\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})' +
    '\\$([\\w+/]{22,64})\\$([\\w+/]{43,86})$',
);

function parsedHash(text: string): { figures: Figures; salt: Buffer; hash: Buffer } | null {
  const found = HASH.exec(text);
  if (found === null) return null;
  const [, memory, passes, parallelism, salt, hash] = found;
  if (Number(memory) > MEMORY_MAX) return null;
  return {
    figures: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

let running = 0;
const waiting: (() => void)[] = [];

async function computed(
  password: string,
  salt: Buffer,
  figures: Figures,
  tagLength: number,
): Promise<Buffer> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MAX) {
      throw refusal('too_busy', 'Too many sign in at the same time: try again soon.', 2);
    }
    await new Promise<void>((resolve) => waiting.push(resolve)); // its place is handed over
  } else running++;
  try {
    const parameters = { message: Buffer.from(password), nonce: salt, tagLength, ...figures };
    return await argon2id(parameters);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

function argon2id(parameters: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
