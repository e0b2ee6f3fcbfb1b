// Problem documents (RFC 9457): what every refusal and every fault of the API looks like. What is
// not known stays inside: the answer then carries the request's id, and the log the rest.

import { RefusedError } from '../app/living/ports.ts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from './fastify.ts';
import { codeOfStatus, problemKind } from './problem-codes.ts';
import { refusal } from './refusal.ts';
import { faultsOf, type ValueFault } from './value-faults.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  instance: string;
  errors?: ValueFault[];
}

export function problemOf(
  code: string,
  status: number,
  detail: string,
  requestId: string,
  errors?: ValueFault[],
): Problem {
  const { title, remedy } = problemKind(code, status);
  return {
    type: `urn:drumbeat:problem:${code}`,
    title,
    status,
    detail: detail === '' ? `${title}. Maybe ${remedy}.` : detail,
    code,
    instance: `urn:uuid:${requestId}`,
    ...(errors && errors.length > 0 ? { errors } : {}),
  };
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const refused = refusedBy(error, request);
  if (refused === null) logFault(request, error);
  const status = refused?.status === 504 ? 503 : (refused?.status ?? 500);
  const detail =
    refused?.message ??
    `Something is wrong on our side. The log has more under the id ${request.id}.`;
  const { errors, allow } = (refused ?? {}) as { errors?: ValueFault[]; allow?: string };
  const problem = problemOf(refused?.code ?? 'internal', status, detail, request.id, errors);
  const wait = refused?.retryAfterSeconds ?? (status === 503 ? 1 : null);
  if (wait !== null) reply.header('retry-after', String(Math.max(1, Math.ceil(wait))));
  if (allow !== undefined) reply.header('allow', allow);
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="drumbeat"');
  for (const name of ['etag', 'drumbeat-position', 'content-disposition']) reply.removeHeader(name);
  reply.code(status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** What the server says no to; null: a fault of ours. */
function refusedBy(error: unknown, request: FastifyRequest): RefusedError | null {
  if (error instanceof RefusedError) return error;
  if (!(error instanceof Error)) return null;
  const { code, statusCode, validation, validationContext } = error as FastifyError;
  if (validation) return faultsOf(validation, validationContext ?? 'body', request);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return contentTypeRefusal(request);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refusal('body_too_large', tooLarge);
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') return refusal('url_too_long', '');
  if (code === 'FST_ERR_BAD_URL') {
    return refusal('bad_url', 'The address has a wrong % escape. Maybe a % in an id must be %25.');
  }
  if (statusCode === undefined || statusCode < 400 || statusCode > 499) return null;
  return refusal(codeOfStatus(statusCode), '');
}

const tooLarge = 'The body is larger than this request takes. Maybe send it in parts.';

function contentTypeRefusal(request: FastifyRequest): RefusedError {
  const given = request.headers['content-type'];
  const taken = request.routeOptions.config.takes ?? ['application/json'];
  const what =
    given === undefined ? 'The body has no Content-Type' : `"${cut(given)}" is not taken`;
  return refusal('content_type', `${what} here. Maybe send ${taken.join(' or ')}.`);
}

const cut = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}...` : text);

/** The name and place of a fault, not what the request carried: no body, no header, no address. */
function logFault(request: FastifyRequest, error: unknown): void {
  const fault = error instanceof Error ? error : new Error(typeof error);
  const { code } = fault as { code?: unknown };
  request.log.error(
    {
      fault: fault.name,
      code: typeof code === 'string' ? code : undefined,
      text: cut(fault.message),
      stack: fault.stack?.split('\n').filter((line) => /^\s+at /.test(line)),
    },
    'fault',
  );
}

/** Answers to what goes wrong in any route, and to addresses and methods that there are not. */
export function answerProblems(
  app: FastifyInstance,
  storeRefusal: (error: unknown) => RefusedError | null,
): void {
  app.setErrorHandler((error, request, reply) => {
    const refused = storeRefusal(error);
    if (refused) request.log.warn({ code: refused.code }, 'the store refuses');
    sendProblem(request, reply, refused ?? error);
  });
  const routes: { pattern: RegExp; method: string }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const escaped = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\\\*/g, '.*');
    const pattern = new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+')}/?$`);
    for (const each of [method].flat()) routes.push({ pattern, method: each });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0];
    const known = routes.filter(({ pattern }) => pattern.test(path)).map((each) => each.method);
    const allow = [...new Set(known)].sort().join(', ');
    const error =
      allow === ''
        ? refusal('not_found', 'There is nothing at this address. Maybe see /api/docs.')
        : refusal('method_not_allowed', `${request.method} is not taken here, but ${allow}.`, {
            allow,
          });
    sendProblem(request, reply, error);
  });
}
