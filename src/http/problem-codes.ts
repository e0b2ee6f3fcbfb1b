// Every code that a problem document of the API can carry: its status, its title, and what to do.
// Codes are stable: programs branch on them. docs/guide/api.md prints this table.

export interface ProblemKind {
  status: number;
  title: string;
  remedy: string;
}

const kind = (status: number, title: string, remedy: string): ProblemKind => ({
  status,
  title,
  remedy,
});

export const PROBLEM_KINDS = {
  bad_request: kind(400, 'The request cannot be read', 'mend what the detail names'),
  bad_url: kind(
    400,
    'The address cannot be read',
    'percent-encode ids: `/` is `%2F`, `%` is `%25`',
  ),
  invalid_parameters: kind(
    400,
    'A parameter of the address or a header does not fit',
    'mend what `errors` names; `/api/docs` lists what each request takes',
  ),
  unknown_column: kind(
    400,
    'The feed has no such column',
    'use a column of the feed; the detail says which may be meant',
  ),
  bad_cursor: kind(400, 'The cursor is none of ours', 'begin without one'),
  bad_query: kind(400, 'The question does not fit the feed', 'mend what the detail names'),
  position_ahead: kind(400, 'The log does not reach that position', 'ask for an earlier one'),
  not_json: kind(400, 'The body is not JSON', 'send one JSON document in UTF-8'),
  too_deep: kind(400, 'The body is nested too deep', 'send flatter JSON'),
  forbidden_key: kind(
    400,
    'The body has a name that is not taken',
    'leave out `__proto__`, `constructor.prototype` and the like',
  ),
  bad_gzip: kind(400, 'The body is not sound gzip', 'pack it again, or send it unpacked'),
  idempotency_key: kind(
    400,
    'The Idempotency-Key cannot be used',
    'send one of 1 to 255 visible ASCII characters, or none',
  ),
  version_required: kind(
    400,
    'The request does not say which version it is about',
    'send `If-Match` with the ETag that was read, or `version` in the body',
  ),
  not_signed_in: kind(401, 'Nobody is signed in', 'sign in, or send an API key as bearer token'),
  sign_in_failed: kind(401, 'The sign-in failed', 'try again, or sign in another way'),
  key_not_valid: kind(401, 'The API key is not valid', 'ask an admin for a new one'),
  sign_in_again: kind(403, 'The sign-in is too long ago for this', 'sign in again, then repeat it'),
  passkey_needed: kind(
    403,
    'A passkey is asked for here',
    'sign in by your passkey; who has none yet registers one first',
  ),
  cross_site: kind(
    403,
    'The change was not sent by our own page',
    'send it from the page, or with an API key and without cookies',
  ),
  not_allowed: kind(
    403,
    'This is not allowed to you',
    'ask an administrator for the right that the detail names',
  ),
  forbidden: kind(403, 'This is not allowed to you', 'ask an admin for the right'),
  not_found: kind(
    404,
    'There is no such thing',
    'check the id; what is not yours is not told apart',
  ),
  unknown_feed: kind(404, 'There is no such feed', 'use a feed of the data contract'),
  no_demo: kind(404, 'This is no demo', 'start with `--demo` to have one'),
  link_not_valid: kind(404, 'The link is not valid', 'ask an admin for a new one'),
  method_not_allowed: kind(405, 'The address does not take this method', 'see the header `Allow`'),
  not_acceptable: kind(
    406,
    'The answer has no form that the request accepts',
    'leave out `Accept`, or name the type that the detail tells',
  ),
  body_too_slow: kind(408, 'The body stopped coming in', 'send it again, in smaller parts'),
  conflict: kind(409, 'Something else was decided meanwhile', 'read again, then decide'),
  person_exists: kind(409, 'There is such a person already', 'look for the e-mail among people'),
  passkey_exists: kind(409, 'The passkey is registered already', 'use it, or take another device'),
  last_admin: kind(409, 'The last active admin stays one', 'make another person admin first'),
  version_conflict: kind(
    409,
    'Somebody changed it meanwhile',
    'read it again; the version in force has what they did',
  ),
  idempotency_concurrent: kind(
    409,
    'The same Idempotency-Key is being worked on',
    'wait for the first request, or send it again as `Retry-After` says',
  ),
  not_open: kind(409, 'The row is not open any more', 'read the quarantine again'),
  body_too_large: kind(413, 'The body is too large', 'send it in parts, or as CSV or NDJSON'),
  packed_too_tight: kind(
    413,
    'The body grows too much when unpacked',
    'send it unpacked, or in parts',
  ),
  url_too_long: kind(414, 'The address is too long', 'ask with fewer or shorter parameters'),
  content_type: kind(
    415,
    'The body is of a type that is not taken here',
    'send the `Content-Type` that the detail names',
  ),
  content_encoding: kind(
    415,
    'The body is packed in a way that is not taken here',
    'send it unpacked; facts may be packed with gzip',
  ),
  invalid_body: kind(422, 'The body does not fit', 'mend what `errors` names'),
  email_not_valid: kind(422, 'The e-mail is not one', 'write it as name@example.com'),
  name_not_valid: kind(422, 'The name does not fit', 'give 1 to 120 characters'),
  roles_not_valid: kind(422, 'The roles do not go together', 'do as the detail says'),
  password_too_weak: kind(422, 'The password is too weak', 'take a longer one, of other words'),
  password_wrong: kind(422, 'The current password is another one', 'type it again'),
  key_scopes_not_valid: kind(422, 'The scopes do not fit the role', 'leave out what is beyond it'),
  key_expiry_not_valid: kind(422, 'The key’s end does not fit', 'give one within 366 days'),
  idempotency_mismatch: kind(
    422,
    'The Idempotency-Key was used for another request',
    'take a new key for a new request',
  ),
  invalid_rules: kind(422, 'The rules do not fit', 'mend what the detail names'),
  range: kind(422, 'A number is out of its range', 'give one that the detail allows'),
  scope: kind(
    422,
    'What the full list covers is not clear',
    'name it in `scope`, as the detail says',
  ),
  settings: kind(422, 'The settings do not fit', 'mend what the detail names'),
  value: kind(422, 'A value of the action does not fit', 'mend what the detail names'),
  refused: kind(422, 'The request was refused', 'the detail says why'),
  rate_limit: kind(429, 'Too many requests', 'wait as `Retry-After` says; send facts in batches'),
  too_many_attempts: kind(429, 'Too many attempts', 'wait as `Retry-After` says'),
  too_many_streams: kind(
    429,
    'Too many streams are open',
    'close those that nobody reads; one stream carries all kinds',
  ),
  headers_too_large: kind(431, 'The headers are too large', 'send fewer or shorter headers'),
  internal: kind(
    500,
    'Something is wrong on our side',
    'try again; if it stays, look for the `instance` in the log',
  ),
  identity_provider_down: kind(
    502,
    'The identity provider cannot be reached',
    'try again later, or sign in another way',
  ),
  unavailable: kind(503, 'Part of the system is away', 'try again as `Retry-After` says'),
  not_in_charge: kind(
    503,
    'Another server writes to this database',
    'send it to that one, or stop one of the two',
  ),
  stopping: kind(503, 'The server is stopping', 'try again as `Retry-After` says'),
  plan_behind: kind(
    503,
    'The plan does not rest on that position yet',
    'try again as `Retry-After` says, or wait longer with `Prefer: wait=30`',
  ),
  not_planned: kind(503, 'There is no plan yet', 'wait for the first one'),
  planner_away: kind(503, 'The planner is starting', 'try again as `Retry-After` says'),
  too_busy: kind(503, 'Too much of this goes on at the same time', 'try again as told'),
  disk_full: kind(507, 'The disk is full', 'make room where the data folder is, then send again'),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEM_KINDS;

/** The kind of a code that the ports may have made up: known ones by code, others by status. */
export function problemKind(code: string, status: number): ProblemKind {
  if (Object.hasOwn(PROBLEM_KINDS, code)) return PROBLEM_KINDS[code as ProblemCode];
  const kinds: ProblemKind[] = Object.values(PROBLEM_KINDS);
  return kinds.find((each) => each.status === status) ?? { ...PROBLEM_KINDS.internal, status };
}

/** The code that stands for a status when nothing closer is known. */
export function codeOfStatus(status: number): ProblemCode {
  const codes = Object.keys(PROBLEM_KINDS) as ProblemCode[];
  const code = codes.find((each) => PROBLEM_KINDS[each].status === status);
  return code ?? (status >= 500 ? 'internal' : 'bad_request');
}
