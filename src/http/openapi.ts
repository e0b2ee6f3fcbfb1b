// OpenAPI 3.1, made from the routes' own declarations: /api/openapi.json for programs, /api/docs to
// look at, with nothing fetched from elsewhere.

import swagger from '@fastify/swagger';
import type { FastifyInstance } from './fastify.ts';
import { showPages } from './openapi-pages.ts';
import { jsonSchemaTransform, jsonSchemaTransformObject } from './schema-compilers.ts';

export const OPENAPI_URL = '/api/openapi.json';
export const DOCS_URL = '/api/docs';

const TAGS: Readonly<Record<string, string>> = {
  facts: 'Facts in and out, the log, notes',
  plan: 'The plan, item-locations, pegging',
  exceptions: 'What needs a decision, and what people do about it',
  rules: 'What raises an exception',
  quarantine: 'Rows that were put aside',
  settings: 'Settings of the plan',
  stream: 'What changes, as it changes',
  demo: "The demo's pace",
  people: 'Sign-in, people, keys, the audit trail',
  state: 'How the server is',
};

interface Content {
  schema?: object;
  example?: unknown;
}
interface Operation {
  requestBody?: { content: Record<string, Content> };
  'x-example'?: unknown;
}

export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Drumbeat',
        version,
        description:
          'Facts in, a plan and its exceptions out. Errors are problem documents (RFC 9457) with ' +
          'a stable `code`; lists page by `cursor`; answers that rest on the plan carry ' +
          '`position`, and the header `Drumbeat-Position`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'drumbeat' },
          key: { type: 'http', scheme: 'bearer', description: 'an API key' },
        },
      },
    },
    transform: (input) => {
      const done = jsonSchemaTransform(input);
      const { takes } = (input.route.config ?? {}) as { takes?: readonly string[] };
      return takes ? { ...done, schema: { ...done.schema, ...factsBody(takes) } } : done;
    },
    transformObject: (input) =>
      withExamples(jsonSchemaTransformObject(input) as { paths?: Paths }) as never,
  });
  await showPages(app, DOCS_URL, OPENAPI_URL);
  let text = ''; // made when first asked for: the routes do not change any more
  app.route({
    method: 'GET',
    url: OPENAPI_URL,
    config: { right: 'open' },
    schema: { hide: true },
    handler: async (_request, reply) => {
      if (text === '') text = JSON.stringify(app.swagger());
      return reply.type('application/json; charset=utf-8').send(text);
    },
  });
}

/** Bodies that intake reads itself: described here, never given to Fastify as `body.content`. */
function factsBody(takes: readonly string[]): object {
  const row = { $ref: '#/components/schemas/FactRowInput' };
  const schemaOf = (type: string): object => {
    if (type === 'application/json') return { type: 'array', items: row };
    const what = type === 'text/csv' ? 'CSV with a header' : 'one JSON object a line';
    return { type: 'string', description: what };
  };
  return {
    body: { content: Object.fromEntries(takes.map((type) => [type, { schema: schemaOf(type) }])) },
  };
}

type Paths = Record<string, Record<string, Operation>>;

function withExamples<Document extends { paths?: Paths }>(document: Document): Document {
  for (const methods of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(methods)) {
      const json = operation.requestBody?.content['application/json'];
      if (json && operation['x-example'] !== undefined) json.example = operation['x-example'];
      delete operation['x-example'];
    }
  }
  return document;
}
