// Content-Types as careless and hostile senders write them, near to those that are taken, and what
// must be true of each: no body gets past its check or is read as something else.

import type { Random } from '../base/prng.ts';
import type { FastifyInstance } from './fastify.ts';
import { FACT_TYPES } from './routes/intake.ts';
import { as } from './test-server-fixture.ts';
import type { TestSystem } from './test-system-fixture.ts';

const TYPES = [
  ...FACT_TYPES,
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'application/json5',
  'application/vnd.api+json',
  '*/*',
  'json',
  '',
];
const PARTS = [
  '; charset=utf-8',
  ';charset=latin1',
  '; boundary="a;b"',
  '; q="\\""',
  ';;',
  ' ;x',
  ';=',
];
const STROKES = [
  ' ',
  '\t',
  ';',
  ',',
  '/',
  '"',
  '\\',
  '=',
  '%2f',
  '+',
  '.',
  '\u00e9',
  '\u00a0',
  '\u0000',
];

/** A header as a careless or hostile sender would write it, near to one that is taken. */
function oddType(random: Random): string {
  let text = random.pick(TYPES);
  for (let count = random.integer(0, 3); count > 0; count--) {
    const at = random.integer(0, text.length);
    const stroke = random.pick(STROKES);
    const turns = [
      () => text + random.pick(PARTS),
      () => text.slice(0, at) + stroke + text.slice(at),
      () => text.slice(0, at) + text.slice(at + 1),
      () => text.toUpperCase(),
      () => `${stroke}${text}`,
      () => `${text}, ${random.pick(TYPES)}`,
      () => `${text}${' '.repeat(random.integer(0, 40))}`,
    ];
    text = random.pick(turns)();
  }
  return text;
}

/** Sends one, to a route that checks its body or to the intake; a sentence = what did not hold.
 * `taken`: a body of facts was read. */
export async function sendOddType(
  app: FastifyInstance,
  system: TestSystem,
  random: Random,
): Promise<{ fault: string | null; taken: boolean }> {
  const type = oddType(random);
  const told = (what: string) => ({ fault: `${what} for ${JSON.stringify(type)}`, taken: false });
  const headers = { 'content-type': type };
  if (random.next() < 0.5) {
    const { statusCode } = await app.inject({
      method: 'PATCH',
      url: '/api/v1/settings',
      headers: { ...as('lead'), ...headers },
      payload: '{"horizon_days":-1}',
    });
    return [400, 415, 422].includes(statusCode) ? SOUND : told(`${statusCode}`);
  }
  let format = '';
  system.onAccept = async ({ body }) => {
    format = body.format;
  };
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/api/v1/facts/items',
    headers: { ...as('planner'), ...headers },
    payload: '[{"item_id":"A"}]',
  });
  if (![200, 400, 415].includes(statusCode)) return told(`${statusCode}`);
  if (format === '') return SOUND;
  if (statusCode === 415) return told('415, and read');
  const name = type.split(';')[0]!.trim().toLowerCase();
  const meant = name === 'application/json' ? 'json' : name === 'text/csv' ? 'csv' : 'ndjson';
  if (!FACT_TYPES.includes(name) || format !== meant) return told(`read as ${format}`);
  return { fault: null, taken: true };
}

const SOUND = { fault: null, taken: false };
