// The API's page for people: swagger-ui with its own files, which come from this server alone.

import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from './fastify.ts';
import { DOCS_POLICY } from './security-headers.ts';

export async function showPages(
  app: FastifyInstance,
  url: string,
  document: string,
): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: url,
    staticCSP: DOCS_POLICY,
    uiConfig: { url: document, validatorUrl: null, docExpansion: 'list', deepLinking: false },
  });
}
