// The cryptography that sign-in rests on: random tokens, their hashes, and comparison in the same
// time whatever is compared.

import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../app/living/people/people-store.ts';
import { commonPasswords } from './common-passwords.ts';
import { hashedPassword, isHashOutdated, passwordMatches } from './password-hash.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export const secrets: Secrets = {
  id: () => randomUUID(),
  token: () => randomBytes(32).toString('hex'),
  shortId: () => randomBytes(8).toString('hex'),
  digest,
  sameText: (a, b) => timingSafeEqual(Buffer.from(digest(a)), Buffer.from(digest(b))),
  hashPassword: hashedPassword,
  matchesPassword: passwordMatches,
  isOutdated: isHashOutdated,
  isCommon: (text) => commonPasswords().has(text),
};
