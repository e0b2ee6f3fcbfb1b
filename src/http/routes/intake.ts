// POST /facts/{feed}: facts come in as CSV, NDJSON or a JSON array. The answer comes when they are
// durable. The parser that took the body says its format, so that nothing can read it otherwise.

import type { Readable } from 'node:stream';
import type { BodyFormat } from '../../app/living/ports.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { FEEDS, feedNamed } from '../../model/feeds/feeds.ts';
import { stamped } from '../at-position.ts';
import { type IncomingBody, takeBody } from '../bodies/spool.ts';
import type { FastifyInstance, FastifyRequest } from '../fastify.ts';
import { refusal } from '../refusal.ts';
import { declareRoute } from '../route.ts';
import {
  FeedParams,
  IntakeAnswerSchema,
  IntakeHeaders,
  IntakeQuery,
  isIdempotencyKey,
} from '../schemas/facts.ts';
import { API, type House } from './house.ts';

const FORMAT_OF_TYPE: Readonly<Record<string, BodyFormat>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'application/json': 'json',
};
export const FACT_TYPES = Object.keys(FORMAT_OF_TYPE);

export function knownFeed(name: string): string {
  if (feedNamed(name)) return name;
  const near = nearestName(
    name,
    FEEDS.map((feed) => feed.name),
  );
  throw refusal('unknown_feed', `There is no feed "${name}".${near ? ` Maybe ${near}.` : ''}`);
}

/** In a scope of its own: here alone bodies are not read as JSON documents. */
export async function intakeRoutes(app: FastifyInstance, house: House): Promise<void> {
  app.removeAllContentTypeParsers();
  for (const [type, format] of Object.entries(FORMAT_OF_TYPE)) {
    app.addContentTypeParser(type, async (request: FastifyRequest, payload: Readable) =>
      incoming(request, payload, format),
    );
  }
  declareRoute(app, {
    method: 'POST',
    url: `${API}/facts/:feed`,
    right: 'facts.write',
    tag: 'facts',
    summary: 'Take facts in',
    description:
      'A JSON array, NDJSON or CSV with a header, in UTF-8; may be packed with gzip. Rows that ' +
      'do not fit are put aside and counted; the same row again changes nothing.',
    params: FeedParams,
    query: IntakeQuery,
    headers: IntakeHeaders,
    takes: FACT_TYPES,
    answer: IntakeAnswerSchema,
    example: [{ item_id: 'MG-2207', location_id: 'P2', quantity: 2255 }],
    problems: [
      'unknown_feed',
      'idempotency_key',
      'scope',
      'idempotency_mismatch',
      'idempotency_concurrent',
      'forbidden',
      'bad_gzip',
      'too_deep',
      'packed_too_tight',
      'refused',
      'too_busy',
      'not_in_charge',
      'disk_full',
    ],
    handler: async ({ caller, params, query, headers, body, request, reply }) => {
      const feed = knownFeed(params.feed);
      const idempotencyKey = headers['idempotency-key'] ?? '';
      if (headers['idempotency-key'] !== undefined && !isIdempotencyKey(idempotencyKey)) {
        throw refusal('idempotency_key', 'It must have 1 to 255 visible ASCII characters.');
      }
      const replace = query.replace ?? false;
      const scope = [query.scope ?? []].flat();
      if (scope.length > 0 && !replace) {
        throw refusal('invalid_parameters', '`scope` is of a full list. Maybe add replace=true.');
      }
      const source = sourceOf(query.source, headers['x-source']);
      const from = (body ?? incomingNothing(request)) as IncomingBody;
      const taken = await takeBody(from, house.spoolFolder, house.limits, house.uploads);
      try {
        const covers = scope.length === 0 ? '' : JSON.stringify(scope);
        const fingerprint = `${feed}:${replace ? 'replace' : 'update'}${covers}:${taken.hash}`;
        const { body: given } = taken;
        const asked = { feed, body: given, replace, scope, source, idempotencyKey, fingerprint };
        const answer = await house.system.facts.accept(caller, asked);
        house.metrics.countFacts(answer);
        return stamped(reply, answer);
      } finally {
        await taken.remove();
      }
    },
  });
}

function sourceOf(inQuery: string | undefined, inHeader: string | undefined): string {
  const source = inQuery ?? inHeader ?? '';
  if (!/\p{Cc}/u.test(source)) return source;
  throw refusal('invalid_parameters', 'The source has control characters. Maybe name it plainly.');
}

function incoming(request: FastifyRequest, stream: Readable, format: BodyFormat): IncomingBody {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw refusal('content_encoding', 'It is neither plain nor gzip. Maybe send it as it is.');
  }
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  const known = Number.isSafeInteger(length) ? length : null;
  return { stream, format, length: known, packed: encoding === 'gzip' };
}

function incomingNothing(request: FastifyRequest): never {
  const given = request.headers['content-type'];
  const lacking = given === undefined ? 'no body and no Content-Type' : 'no body';
  throw refusal('content_type', `There is ${lacking}. Maybe send ${FACT_TYPES.join(', ')}.`);
}
