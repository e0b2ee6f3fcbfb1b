// How the routes of people and sign-in are declared: like all others, but some are open to whoever
// has not signed in yet, none is about the plan, and what changes people forgets who was
// identified.

import type { Right } from '../../app/living/caller.ts';
import { type Identified, mustBeFresh } from '../../app/living/people/identify.ts';
import type { Origin } from '../../app/living/people/people-store.ts';
import type { SignedIn } from '../../app/living/people/session.ts';
import { RefusedError } from '../../app/living/ports.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from '../fastify.ts';
import type { ProblemCode } from '../problem-codes.ts';
import { refusal } from '../refusal.ts';
import { problemAnswers } from '../route.ts';
import { type ZodType, z } from '../schemas/zod.ts';
import { cookieOf, setCookie } from './cookies.ts';
import { whoAsks } from './identify-callers.ts';
import { originOf, type PeopleSetting } from './people-options.ts';
import { personView } from './people-schemas.ts';

export const API = '/api/v1';
const BODY_SIZE_MAX = 64 * 1024;

export interface PeopleAsk<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  who: Identified; // of nobody on an open route: do not look
  origin: Origin;
  now: number;
  replacedToken: string | null; // of the session that the browser has
  request: FastifyRequest;
  reply: FastifyReply;
}

export interface PeopleRoute<Params extends ZodType, Query extends ZodType, Body extends ZodType> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string; // below /api/v1
  right: Right | 'open' | 'signed in';
  summary: string;
  /** What a stolen session is not to do: a person must have signed in just now; a key may. */
  fresh?: true;
  /** Where passkeys are required: a session without one may ask it, to get one. */
  beforePasskey?: true;
  params?: Params;
  query?: Query;
  body?: Body;
  answer: ZodType | null; // null: the browser is sent elsewhere
  problems?: readonly ProblemCode[];
  handler: (ask: PeopleAsk<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<unknown>;
}

export type Declare = <Params extends ZodType, Query extends ZodType, Body extends ZodType>(
  route: PeopleRoute<Params, Query, Body>,
) => void;

export function declaring(app: FastifyInstance, setting: PeopleSetting): Declare {
  return (route) => {
    app.route({
      method: route.method,
      url: `${API}${route.url}`,
      bodyLimit: BODY_SIZE_MAX,
      exposeHeadRoute: false,
      config: { right: route.right, beforePasskey: route.beforePasskey ?? false },
      schema: schemaOf(route),
      handler: async (request, reply) => {
        const { params, query, body } = request;
        const who = whoAsks(request);
        if (who === null && route.right !== 'open') throw refusal('not_signed_in', '');
        const now = setting.now();
        if (route.fresh && who?.session) mustBeFresh(who.session, now);
        const ask = {
          params,
          query,
          body,
          who,
          origin: originOf(request),
          now,
          replacedToken: cookieOf(request, 'session', setting.isSecure),
          request,
          reply,
        };
        const changes = route.method !== 'GET' || route.answer === null;
        try {
          const answer = await route.handler(ask as never);
          if (changes) setting.forget();
          return answer;
        } catch (error) {
          // A refusal has changed nothing; after a fault nobody knows.
          if (changes && !(error instanceof RefusedError)) setting.forget();
          throw error;
        }
      },
    });
  };
}

const ALWAYS: readonly ProblemCode[] = [
  'invalid_parameters',
  'not_acceptable',
  'rate_limit',
  'internal',
  'unavailable',
  'disk_full',
  'stopping',
];
const WITH_BODY: readonly ProblemCode[] = [
  'not_json',
  'body_too_slow',
  'body_too_large',
  'content_type',
  'content_encoding',
  'invalid_body',
];

const SENT_ELSEWHERE = {
  description: 'The browser is sent elsewhere',
  content: { 'text/plain': { schema: z.string() } },
};

function schemaOf(route: PeopleRoute<ZodType, ZodType, ZodType>): object {
  const { right, method, summary, answer } = route;
  const codes: ProblemCode[] = [...ALWAYS, ...(route.problems ?? [])];
  if (right !== 'open') codes.push('not_signed_in');
  if (right !== 'open' && right !== 'signed in') codes.push('not_allowed');
  if (right !== 'open' && !route.beforePasskey) codes.push('passkey_needed');
  if (route.fresh) codes.push('sign_in_again');
  if (method !== 'GET') codes.push('cross_site');
  if (route.body) codes.push(...WITH_BODY);
  const content = answer && { 'application/json': { schema: answer } };
  return {
    operationId: operationId(method, route.url),
    summary,
    description: `${summary}. ${whomFor(right)}${route.fresh ? ` ${FRESH}` : ''}`,
    tags: ['people'],
    security: right === 'open' ? [] : [{ session: [] }, { key: [] }],
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    response: {
      ...(content ? { 200: { description: summary, content } } : { 303: SENT_ELSEWHERE }),
      ...problemAnswers(codes),
    },
  };
}

const FRESH = 'Of a person: within 15 minutes of signing in.';

function whomFor(right: Right | 'open' | 'signed in'): string {
  if (right === 'open') return 'Open to all.';
  return right === 'signed in' ? 'For whoever is signed in.' : `Needs the right \`${right}\`.`;
}

/** `POST /me/password` is postMePassword. */
function operationId(method: string, url: string): string {
  const words = url.split(/[^a-zA-Z]+/).filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

/** The answer to whoever has just signed in: the token goes into the cookie and nowhere else. */
export function welcomed(
  reply: FastifyReply,
  { person, token }: SignedIn,
  { isSecure }: PeopleSetting,
): { person: ReturnType<typeof personView> } {
  setCookie(reply, 'session', token, isSecure);
  return { person: personView(person) };
}
