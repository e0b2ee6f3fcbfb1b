// JSON bodies of all routes but those that take facts: UTF-8, one document, not nested too deep,
// and without the names that reach into prototypes.

import type { FastifyInstance, FastifyRequest } from '../fastify.ts';
import type { HttpLimits } from '../limits.ts';
import { refusal } from '../refusal.ts';
import { jsonDepth } from './json-depth.ts';

/** JSON is the one type that is taken where a route does not say otherwise. */
export function takeJson(app: FastifyInstance, limits: HttpLimits): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: limits.documentBytes },
    (request, body, done) => {
      try {
        done(null, readJson(request, body as Buffer, limits.jsonDepth));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function readJson(request: FastifyRequest, bytes: Buffer, depthMax: number): unknown {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw refusal('content_encoding', 'This body is not taken packed. Maybe send it as it is.');
  }
  if (jsonDepth(bytes) > depthMax) {
    throw refusal('too_deep', `The body is nested deeper than ${depthMax}.`);
  }
  const document = parsed(bytes);
  const name = forbiddenName(document);
  if (name !== '') throw refusal('forbidden_key', `The name "${name}" is not taken.`);
  return document;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refusal('not_json', 'The body is not one JSON document in UTF-8.');
  }
}

/** The stack is bounded by the depth that was checked before. */
function forbiddenName(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  if (Object.hasOwn(value, '__proto__')) return '__proto__';
  if (Object.hasOwn(value, 'constructor')) {
    const { constructor: inner } = value as { constructor: unknown };
    if (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, 'prototype')) {
      return 'constructor.prototype';
    }
  }
  for (const each of Object.values(value)) {
    const name = forbiddenName(each);
    if (name !== '') return name;
  }
  return '';
}
