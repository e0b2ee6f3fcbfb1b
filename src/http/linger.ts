// Bodies that take long. One that is no facts must be there within some seconds. And a request that
// was answered while its body still comes in: the rest is read and thrown away for a while, so that
// the sender gets to read the answer; then the connection is cut.

import type { FastifyInstance } from './fastify.ts';
import type { HttpLimits } from './limits.ts';
import { sendProblem } from './problem.ts';
import { refusal } from './refusal.ts';

export function letBodiesRunOut(app: FastifyInstance, { lingerMs, documentMs }: HttpLimits): void {
  app.addHook('preParsing', async (request, reply) => {
    const { raw } = request;
    if (raw.complete !== false || request.routeOptions.config.takes !== undefined) return;
    const timer = setTimeout(() => {
      const detail = `The body was not there within ${Math.ceil(documentMs / 1000)} seconds.`;
      if (!reply.sent) sendProblem(request, reply, refusal('body_too_slow', detail));
    }, documentMs);
    raw.once('end', () => clearTimeout(timer));
    raw.once('close', () => clearTimeout(timer));
  });
  app.addHook('onResponse', async ({ raw }) => {
    if (raw.complete !== false || raw.destroyed) return;
    raw.on('error', () => undefined);
    raw.resume();
    const timer = setTimeout(() => raw.socket.destroy(), lingerMs);
    raw.once('close', () => clearTimeout(timer));
    raw.once('end', () => clearTimeout(timer));
  });
}
