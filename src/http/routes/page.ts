// The plain page: one HTML file, one style sheet, one script, read once and served from memory.

import { readFileSync } from 'node:fs';
import type { FastifyInstance } from '../fastify.ts';
import { PAGE_POLICY } from '../security-headers.ts';

const FILES = [
  { url: '/', file: 'index.html', type: 'text/html; charset=utf-8' },
  { url: '/first-admin', file: 'index.html', type: 'text/html; charset=utf-8' },
  { url: '/invitation', file: 'index.html', type: 'text/html; charset=utf-8' },
  { url: '/page.css', file: 'page.css', type: 'text/css; charset=utf-8' },
  { url: '/page.js', file: 'page.js', type: 'text/javascript; charset=utf-8' },
  { url: '/icon.svg', file: 'icon.svg', type: 'image/svg+xml' },
];

export function pageRoutes(app: FastifyInstance): void {
  for (const { url, file, type } of FILES) {
    const bytes = readFileSync(new URL(`../page/${file}`, import.meta.url));
    app.route({
      method: 'GET',
      url,
      exposeHeadRoute: true,
      config: { right: 'open' },
      schema: { hide: true } as object,
      handler: async (_request, reply) =>
        reply
          .headers({ 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-cache' })
          .type(type)
          .send(bytes),
    });
  }
}
