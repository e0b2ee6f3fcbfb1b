// Refusals of the API itself: a code of the table, and a sentence with the remedy.

import { RefusedError } from '../app/living/ports.ts';
import { PROBLEM_KINDS, type ProblemCode } from './problem-codes.ts';
import type { ValueFault } from './value-faults.ts';

/** A refusal of the API itself, with the status that its code has. */
export function refusal(
  code: ProblemCode,
  detail: string,
  more: { errors?: ValueFault[]; retryAfterSeconds?: number; allow?: string } = {},
): RefusedError {
  const { status } = PROBLEM_KINDS[code];
  const error = new RefusedError(status, code, detail, more.retryAfterSeconds ?? null);
  return Object.assign(error, { errors: more.errors, allow: more.allow });
}
