// Who may import whom, as data: the rooms of src/ from left to right. A room may import what stands
// left of it along `after`, and nothing else. The architecture test holds the code to this table,
// which is printed into ARCHITECTURE.md; to change the plan, change this file and record why.

export interface Room {
  name: string;
  holds: string;
  after: readonly string[]; // its left neighbours; theirs may be imported as well
  pure: boolean; // no node:*, no clock, no randomness, no input or output
  wingsApart?: boolean; // its folders never import one another
}

const inside = [
  'playbooks',
  'workflow',
  'commitments',
  'parameters',
  'cycle',
  'ingest',
  'contract',
];

export const rooms: readonly Room[] = [
  {
    name: 'base',
    holds: 'what the language lacks: seeded randomness, sparse rows, hash and text indexes',
    after: [],
    pure: true,
  },
  {
    name: 'units',
    holds: 'quantities, units of measure, money, days, working calendars',
    after: ['base'],
    pure: true,
  },
  {
    name: 'model',
    holds: 'the nouns: the feeds as data, facts, the columnar network',
    after: ['units'],
    pure: true,
  },
  {
    name: 'planning',
    holds: 'from the network to planned orders, pegs and action messages',
    after: ['model'],
    pure: true,
  },
  {
    name: 'demand',
    holds: 'forecasts, sensing and change detection over demand history',
    after: ['model'],
    pure: true,
  },
  {
    name: 'promising',
    holds: 'what can be promised to whom, and when',
    after: ['planning', 'demand'],
    pure: true,
  },
  {
    name: 'kpi',
    holds: 'the measures, one a file, definition in its header',
    after: ['promising'],
    pure: true,
  },
  {
    name: 'exceptions',
    holds: 'what in a plan needs a decision: detectors, value at risk, cases by cause',
    after: ['kpi'],
    pure: true,
  },
  {
    name: 'playbooks',
    holds: 'responses to exceptions, costed and ranked',
    after: ['exceptions'],
    pure: true,
  },
  {
    name: 'workflow',
    holds: 'assignment, approval, escalation',
    after: ['kpi'],
    pure: true,
  },
  {
    name: 'commitments',
    holds: 'dated promises of suppliers and sites, and how they were kept',
    after: ['kpi'],
    pure: true,
  },
  {
    name: 'parameters',
    holds: 'recommended planning parameters and their effect',
    after: ['kpi'],
    pure: true,
  },
  {
    name: 'cycle',
    holds: 'the daily and weekly beat',
    after: ['kpi'],
    pure: true,
  },
  {
    name: 'data-quality',
    holds: 'checks over the whole set of facts, a rule a file',
    after: ['kpi'],
    pure: true,
  },
  {
    name: 'ingest',
    holds: 'from raw record to fact: validate, convert, quarantine',
    after: ['data-quality'],
    pure: true,
  },
  {
    name: 'contract',
    holds: 'the shapes that go over the wire, for the edges alone',
    after: ['model'],
    pure: true,
  },
  {
    name: 'app',
    holds: 'the use cases: commands and queries over ports, a file each',
    after: inside,
    pure: true,
  },
  {
    name: 'storage',
    holds: 'the log and its projections in a database',
    after: ['app'],
    pure: false,
  },
  {
    name: 'connectors',
    holds: 'one folder for each outside language that facts come in',
    after: ['app'],
    pure: false,
    wingsApart: true,
  },
  {
    name: 'http',
    holds: 'the API',
    after: ['app'],
    pure: false,
  },
  {
    name: 'cli',
    holds: 'the command line: arguments in, tables or JSON out',
    after: ['app'],
    pure: false,
  },
  {
    name: 'simulation',
    holds: 'made-up companies on a seed',
    after: ['app'],
    pure: false,
  },
  {
    name: 'host',
    holds: 'the process tree: what a start brings up, in which order, and how it stops',
    after: ['storage', 'connectors', 'http', 'cli', 'simulation'],
    pure: false,
  },
];

/** The file that puts the edges together: it alone may import everything. */
export const compositionRoot = 'src/main.ts';

export interface Package {
  name: string;
  file: string; // the one file that imports it
  why: string;
  leave: string; // what we would do without it
}

export const packages: readonly Package[] = [
  {
    name: '@fastify/cookie',
    file: 'src/http/people/cookies.ts',
    why: 'reads and writes cookies, with their attributes',
    leave: 'some forty lines by RFC 6265',
  },
  {
    name: 'fastify',
    file: 'src/http/fastify.ts',
    why: 'the HTTP server: routes, hooks, parsers by content type, orderly closing',
    leave: '`node:http` with a router of our own; routes are declared as data already',
  },
  {
    name: 'zod',
    file: 'src/http/schemas/zod.ts',
    why: 'schemas of what goes over the wire: validation, types and JSON Schema from one text',
    leave: 'TypeBox with ajv, as fast in our trial',
  },
  {
    name: 'fastify-type-provider-zod',
    file: 'src/http/schema-compilers.ts',
    why: 'hands zod schemas to Fastify as validators and to OpenAPI as JSON Schema',
    leave: 'two functions around `safeParse` and `z.toJSONSchema`',
  },
  {
    name: '@fastify/swagger',
    file: 'src/http/openapi.ts',
    why: 'gathers the routes into an OpenAPI 3.1 document',
    leave: 'the routes are data: some hundred lines print them',
  },
  {
    name: '@fastify/swagger-ui',
    file: 'src/http/openapi-pages.ts',
    why: 'shows the API in a browser, with files of its own',
    leave: 'a plain page printed from the document',
  },
  {
    name: '@fastify/rate-limit',
    file: 'src/http/rate-limits.ts',
    why: 'counts requests by caller and address, in bounded memory',
    leave: 'a fixed-window counter over a map is forty lines',
  },
  {
    name: 'prom-client',
    file: 'src/http/metrics.ts',
    why: 'counters and histograms in OpenMetrics, and those of the process',
    leave: 'the text format is simple: some hundred lines',
  },
  {
    name: '@simplewebauthn/server',
    file: 'src/http/people/passkey-ceremony.ts',
    why: 'checks what authenticators answer: WebAuthn registration and sign-in',
    leave: 'ES256 and Ed25519 alone, without attestation, are some three hundred lines',
  },
  {
    name: 'openid-client',
    file: 'src/http/people/company-sign-in.ts',
    why: 'a certified OpenID Connect client: code flow, PKCE, checks of tokens and issuer',
    leave: '`oauth4webapi`, which it stands on',
  },
  {
    name: 'commander',
    file: 'src/cli/program.ts',
    why: 'commands, options and their help',
    leave: '`util.parseArgs` and a help text of our own',
  },
  {
    name: 'pg',
    file: 'src/storage/postgres/driver.ts',
    why: 'speaks to PostgreSQL: connections, a pool, statements with parameters',
    leave: '`postgres` (porsager), which speaks COPY itself',
  },
  {
    name: 'pg-copy-streams',
    file: 'src/storage/postgres/copy-streams.ts',
    why: 'COPY in and out as streams over the same connection',
    leave: 'some hundred lines on the connection of `pg`',
  },
  {
    name: 'yauzl',
    file: 'src/connectors/files/workbook/zip-parts.ts',
    why: 'reads the zip around a workbook entry by entry, with limits',
    leave: 'the central directory is some hundred lines',
  },
];

/** For tests, wherever they stand: csv-parse says what our own scanner should read. */
export const testPackages: readonly string[] = [
  '@seriousme/openapi-schema-validator',
  'csv-parse',
  'fast-check',
];

/** Names that say nothing about what a folder holds. */
export const forbiddenFolders = ['utils', 'util', 'helpers', 'common', 'services', 'managers'];

/** Globals that reach outside: the clock, chance, the process, the terminal, timers. */
export const impureGlobals = [
  'console',
  'crypto',
  'fetch',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
];
