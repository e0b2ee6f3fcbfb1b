// How a route is declared: once, as data. Validation, types, the right it needs, what its answers
// look like and each problem it can end in come from the same declaration; so does the OpenAPI
// page.

import { type Caller, may, type Right } from '../app/living/caller.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from './fastify.ts';
import { PROBLEM_KINDS, type ProblemCode } from './problem-codes.ts';
import { refusal } from './refusal.ts';
import { ProblemSchema } from './schemas/problem.ts';
import type { ZodType, z } from './schemas/zod.ts';

export interface Ask<Params, Query, Headers, Body> {
  caller: Caller;
  params: Params;
  query: Query;
  headers: Headers;
  body: Body;
  request: FastifyRequest;
  reply: FastifyReply;
}

export interface RouteDeclaration<
  Params extends ZodType,
  Query extends ZodType,
  Headers extends ZodType,
  Body extends ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  right: Right;
  summary: string;
  description?: string;
  tag: string;
  params?: Params;
  query?: Query;
  headers?: Headers;
  body?: Body;
  takes?: readonly string[];
  produces?: string;
  answer: ZodType; // of 200
  example?: unknown;
  problems?: readonly ProblemCode[]; // besides those that each route can end in
  withoutHead?: boolean; // a stream: HEAD would start it for nothing
  handler: (
    ask: Ask<z.output<Params>, z.output<Query>, z.output<Headers>, z.output<Body>>,
  ) => Promise<unknown>;
}

const ALWAYS: readonly ProblemCode[] = [
  'invalid_parameters',
  'not_signed_in',
  'not_allowed',
  'not_acceptable',
  'url_too_long',
  'rate_limit',
  'internal',
  'unavailable',
  'not_in_charge',
  'disk_full',
  'stopping',
];
const WITH_BODY: readonly ProblemCode[] = [
  'not_json',
  'too_deep',
  'forbidden_key',
  'body_too_slow',
  'body_too_large',
  'content_type',
  'content_encoding',
  'invalid_body',
];

export function declareRoute<
  Params extends ZodType,
  Query extends ZodType,
  Headers extends ZodType,
  Body extends ZodType,
>(app: FastifyInstance, route: RouteDeclaration<Params, Query, Headers, Body>): void {
  const { method, url, right, produces = 'application/json' } = route;
  const hasBody = route.body !== undefined || route.takes !== undefined;
  const codes = [...ALWAYS, ...(hasBody ? WITH_BODY : []), ...(route.problems ?? [])];
  app.route({
    method: method as HTTPMethods,
    url,
    exposeHeadRoute: method === 'GET' && !route.withoutHead,
    config: { right, takes: route.takes, produces },
    schema: {
      operationId: operationId(method, url),
      summary: route.summary,
      description: `${route.description ?? route.summary} Needs the right \`${right}\`.`,
      tags: [route.tag],
      security: [{ session: [] }, { key: [] }],
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.headers ? { headers: route.headers } : {}),
      ...(route.body ? { body: route.body } : {}),
      response: {
        200: answerDocument(route.summary, produces, route.answer),
        ...problemAnswers(codes),
      },
      'x-example': route.example,
    } as object,
    handler: async (request, reply) => {
      const { caller, params, query, headers, body } = request;
      if (caller === null || !may(caller, right)) throw refusal('not_signed_in', '');
      const ask = { caller, params, query, headers, body, request, reply };
      return route.handler(ask as never);
    },
  });
}

const answerDocument = (description: string, type: string, schema: ZodType): object => ({
  description,
  content: { [type]: { schema } },
});

/** What a route can end in, by status: the codes are named in the description. */
export function problemAnswers(codes: readonly ProblemCode[]): Record<string, object> {
  const answers: Record<string, object> = {};
  for (const code of [...new Set(codes)].sort()) {
    const { status } = PROBLEM_KINDS[code];
    const all = codes.filter((each) => PROBLEM_KINDS[each].status === status);
    const names = [...new Set(all)]
      .sort()
      .map((each) => `\`${each}\`: ${PROBLEM_KINDS[each].title}`);
    answers[status] = answerDocument(names.join('; '), 'application/problem+json', ProblemSchema);
  }
  return answers;
}

/** `GET /api/v1/facts/:feed` is getFactsFeed. */
function operationId(method: string, url: string): string {
  const words = url
    .replace('/api/v1', '')
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}
