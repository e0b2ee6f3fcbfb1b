// GET /stream: what changes on screen, as Server-Sent Events that can be taken up again.

import type { FastifyInstance } from '../fastify.ts';
import { refusal } from '../refusal.ts';
import { declareRoute } from '../route.ts';
import { StreamHeaders, StreamQuery } from '../schemas/decisions.ts';
import { z } from '../schemas/zod.ts';
import { kindFilter } from '../stream/event-text.ts';
import { API, type House } from './house.ts';

export function streamRoutes(app: FastifyInstance, { hub, stillStands }: House): void {
  declareRoute(app, {
    method: 'GET',
    url: `${API}/stream`,
    right: 'stream.read',
    tag: 'stream',
    summary: 'What changes, as it changes (Server-Sent Events)',
    description:
      'Each event has an `id`, its kind as `event`, and `{id, kind, position, at, body}` as ' +
      'data. Send the last id back as `Last-Event-ID` to take up again without gap. `open`: ' +
      'live from here. `reset`: older changes are gone, or the reader took nothing: read ' +
      'afresh. `end`: the server ends the stream (renew, stopping): connect again.',
    query: StreamQuery,
    headers: StreamHeaders,
    produces: 'text/event-stream',
    withoutHead: true,
    answer: z.string(),
    problems: ['too_many_streams'],
    handler: async ({ caller, query, headers, request, reply }) => {
      const from = lastEventId(headers['last-event-id'] ?? query.last_event_id);
      const left = hub.admit(caller);
      const response = reply.raw;
      if (response.destroyed) return left();
      reply.hijack();
      response.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'x-accel-buffering': 'no',
        connection: 'close', // nothing comes after it
      });
      response.flushHeaders();
      const wants = kindFilter(query.kinds);
      const stands = (): Promise<boolean> => stillStands(request);
      await hub.add({ caller, from, wants, stands, response, left }).catch((error: Error) => {
        request.log.error({ fault: error.name }, 'stream');
      });
      return reply;
    },
  });
}

function lastEventId(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const id = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(id)) return id;
  throw refusal('invalid_parameters', 'Last-Event-ID is no id of this stream. Maybe leave it out.');
}
