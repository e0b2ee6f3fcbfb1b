// One line for each request: who asked what, and how it ended. Never a body, a header, an address
// with its parameters, a cookie or a key: what is secret is not written at all.

import { Writable } from 'node:stream';
import type { FastifyInstance } from './fastify.ts';

export interface LogTarget {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  write?: (line: string) => void; // default: standard error
}

/** The logger's options: JSON lines, without what Fastify would add of requests and answers. */
export function loggerOptions({ level, write }: LogTarget) {
  const stream = new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      (write ?? ((text: string) => process.stderr.write(text)))(line);
      done();
    },
  });
  return {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      req: () => ({}),
      res: () => ({}),
      err: (error: Error) => ({ type: error.name, message: '', stack: '' }),
    },
    stream,
  };
}

export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { caller } = request;
    request.log.info(
      {
        method: request.method,
        route: request.is404 ? '(none)' : request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        caller: caller?.name,
        person: caller?.personId ?? undefined,
        key: caller?.keyId ?? undefined,
      },
      'request',
    );
  });
  app.addHook('onRequestAbort', async (request) => {
    request.log.info(
      { method: request.method, route: request.routeOptions.url, caller: request.caller?.name },
      'the client went away',
    );
  });
}
