// What sign-in and the people's desk refuse: each stable code with its HTTP status. Sign-in says
// the same whatever was wrong, so that nobody learns from the answer who has an account.

import { RefusedError } from '../ports.ts';

const STATUS_OF_REFUSAL = {
  sign_in_failed: 401,
  not_signed_in: 401,
  key_not_valid: 401,
  sign_in_again: 403,
  passkey_needed: 403,
  not_allowed: 403,
  link_not_valid: 404,
  not_found: 404,
  person_exists: 409,
  passkey_exists: 409,
  last_admin: 409,
  email_not_valid: 422,
  name_not_valid: 422,
  roles_not_valid: 422,
  password_too_weak: 422,
  password_wrong: 422,
  key_scopes_not_valid: 422,
  key_expiry_not_valid: 422,
  too_many_attempts: 429,
  too_busy: 503,
  identity_provider_down: 502,
} as const;
export type PeopleRefusal = keyof typeof STATUS_OF_REFUSAL;

export function refusal(
  code: PeopleRefusal,
  message: string,
  retryAfterSeconds: number | null = null,
): RefusedError {
  return new RefusedError(STATUS_OF_REFUSAL[code], code, message, retryAfterSeconds);
}

export const signInFailed = (): RefusedError =>
  refusal(
    'sign_in_failed',
    'The e-mail and password do not belong together. Maybe ask an admin for a new sign-in link.',
  );
