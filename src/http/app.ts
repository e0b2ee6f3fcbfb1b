// Puts the API together: what guards every request, in order, and then the routes.

import { randomUUID } from 'node:crypto';
import type { LivingSystem, RefusedError } from '../app/living/ports.ts';
import { lookAtAccept } from './accept-header.ts';
import { openGate } from './bodies/gate.ts';
import { takeJson } from './bodies/json-body.ts';
import { clearSpool } from './bodies/spool.ts';
import { answerClientError } from './client-errors.ts';
import { type FastifyInstance, type FastifyRequest, fastify, LogController } from './fastify.ts';
import { DEFAULT_LIMITS, type HttpLimits } from './limits.ts';
import { letBodiesRunOut } from './linger.ts';
import { createMetrics } from './metrics.ts';
import { DOCS_URL, describeApi } from './openapi.ts';
import { answerProblems, sendProblem } from './problem.ts';
import { countRequests } from './rate-limits.ts';
import { refusal } from './refusal.ts';
import { type LogTarget, loggerOptions, logRequests } from './request-log.ts';
import { guardRights } from './rights.ts';
import { exceptionRoutes } from './routes/exceptions.ts';
import { factRoutes } from './routes/facts.ts';
import type { House } from './routes/house.ts';
import { intakeRoutes } from './routes/intake.ts';
import { noteRoutes } from './routes/notes.ts';
import { pageRoutes } from './routes/page.ts';
import { planRoutes } from './routes/plan.ts';
import { quarantineRoutes } from './routes/quarantine.ts';
import { ruleRoutes } from './routes/rules.ts';
import { demoRoutes, settingRoutes } from './routes/settings.ts';
import { stateRoutes } from './routes/state.ts';
import { streamRoutes } from './routes/stream.ts';
import { compileSchemas } from './schema-compilers.ts';
import { addSecurityHeaders, sendSecurityHeaders } from './security-headers.ts';
import { openHub } from './stream/hub.ts';

/** Sign-in: a hook that finds out who asks (`request.caller`), and routes of its own. */
export interface SignIn {
  identify(app: FastifyInstance): void | Promise<void>;
  routes(app: FastifyInstance): void | Promise<void>;
  /** Of a stream that runs: whether its caller is still who it was, with the same rights. */
  stillStands?(request: FastifyRequest): Promise<boolean>;
}

export interface ApiOptions {
  system: LivingSystem;
  people: SignIn;
  log: LogTarget;
  limits?: Partial<HttpLimits>;
  trustProxy?: boolean | string | string[]; // who may say whom a request comes from
  spoolFolder: string; // for large bodies while they come in; what is left there is removed
  /** What is known of a fault of the store; null = nothing, it is one of ours. */
  storeRefusal?: (error: unknown) => RefusedError | null;
  checksAnswers?: boolean; // holds answers to their schemas: for tests
}

export interface Api {
  app: FastifyInstance;
  house: House;
  startStopping(): void;
}

export async function buildApi(options: ApiOptions): Promise<Api> {
  const { system, spoolFolder } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  await clearSpool(spoolFolder);
  const app = newFastify(options, limits);
  let isStopping = false;
  const metrics = createMetrics(() => system.health());
  const house: House = {
    system,
    limits,
    spoolFolder,
    metrics,
    uploads: openGate(limits.spooledAtOnce, 'large bodies'),
    documents: openGate(limits.documentsAtOnce, 'plan documents'),
    hub: openHub(system.stream, limits, metrics),
    stopping: () => isStopping,
    stillStands: async (request) => (await options.people.stillStands?.(request)) ?? true,
  };
  app.decorateRequest('caller', null);
  answerProblems(app, options.storeRefusal ?? (() => null));
  sendSecurityHeaders(app);
  logRequests(app);
  metrics.follow(app);
  letBodiesRunOut(app, limits);
  refuseEarly(app, house);
  const rates = await countRequests(app, limits);
  rates.beforeSignIn();
  takeJson(app, limits);
  compileSchemas(app, options.checksAnswers ?? false);
  await options.people.identify(app);
  rates.afterSignIn();
  guardRights(app, [DOCS_URL]);
  await describeApi(app, system.version);
  await options.people.routes(app);
  addRoutes(app, house);
  app.addHook('onClose', async () => metrics.close());
  return {
    app,
    house,
    startStopping() {
      isStopping = true;
      house.hub.close();
    },
  };
}

function newFastify({ log, trustProxy }: ApiOptions, limits: HttpLimits): FastifyInstance {
  const app = fastify({
    logger: loggerOptions(log),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
    trustProxy: trustProxy ?? false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    bodyLimit: limits.documentBytes,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    connectionTimeout: limits.idleSocketMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
    },
    routerOptions: { maxParamLength: limits.urlBytes, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => {
      addSecurityHeaders(request, reply); // no hook has run
      sendProblem(request, reply, error);
    },
    clientErrorHandler: answerClientError,
  }) as unknown as FastifyInstance;
  app.server.maxConnections = limits.connections;
  return app;
}

/** They answer to the last. */
const STATE_URLS = ['/health', '/ready'];

/** What costs nothing to refuse: a server that stops, too long an address, no fit answer. */
function refuseEarly(app: FastifyInstance, { limits, stopping }: House): void {
  app.addHook('onRequest', async (request, reply) => {
    if (stopping() && !STATE_URLS.includes(request.routeOptions.url ?? '')) {
      reply.header('connection', 'close');
      throw refusal('stopping', 'The server is stopping. Maybe try again in a moment.');
    }
    if (request.url.length > limits.urlBytes) {
      throw refusal('url_too_long', `The address may have ${limits.urlBytes} characters.`);
    }
  });
  // No text of the store holds one, and PostgreSQL takes none.
  app.addHook('onRequest', async (request) => {
    if (!request.url.includes('%00')) return;
    throw refusal('bad_url', 'The address has a NUL character (%00). Maybe leave it out.');
  });
  app.addHook('onSend', async (_request, reply) => {
    if (stopping()) reply.header('connection', 'close');
  });
  lookAtAccept(app);
}

function addRoutes(app: FastifyInstance, house: House): void {
  pageRoutes(app);
  stateRoutes(app, house);
  app.register(async (scope) => intakeRoutes(scope, house));
  factRoutes(app, house);
  planRoutes(app, house);
  exceptionRoutes(app, house);
  ruleRoutes(app, house);
  quarantineRoutes(app, house);
  settingRoutes(app, house);
  noteRoutes(app, house);
  demoRoutes(app, house);
  streamRoutes(app, house);
}
