// Exceptions and cases: lists, one with its history, and what people do about them. An action names
// the version that the person saw, so that nobody decides over somebody else's head.

import type { ExceptionAction } from '../../app/living/ports.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { CAUSE_KINDS } from '../../exceptions/causes.ts';
import { EXCEPTION_CODES } from '../../exceptions/rules/rule-set.ts';
import { stamped, versionOf, waitForPlan } from '../at-position.ts';
import type { FastifyInstance } from '../fastify.ts';
import { refusal } from '../refusal.ts';
import { declareRoute } from '../route.ts';
import {
  ActionBody,
  ExceptionListQuery,
  ExceptionParams,
  VersionHeaders,
} from '../schemas/decisions.ts';
import { PAGE_LIMIT, planPageOf, waiting } from '../schemas/paging.ts';
import { CaseSchema, ExceptionSchema } from '../schemas/plan.ts';
import { API, type House } from './house.ts';
import { found } from './plan.ts';

type Kind = 'exception' | 'case';

export function exceptionRoutes(app: FastifyInstance, house: House): void {
  for (const kind of ['exception', 'case'] as const) {
    listRoute(app, house, kind);
    readRoute(app, house, kind);
    actRoute(app, house, kind);
  }
}

const schemaOf = (kind: Kind) => (kind === 'case' ? CaseSchema : ExceptionSchema);

function listRoute(app: FastifyInstance, { system, limits }: House, kind: Kind): void {
  declareRoute(app, {
    method: 'GET',
    url: `${API}/${kind}s`,
    right: 'exceptions.read',
    tag: 'exceptions',
    summary: `The ${kind}s, what matters most first`,
    query: ExceptionListQuery,
    headers: waiting,
    answer: planPageOf(schemaOf(kind)),
    problems: ['plan_behind', 'bad_cursor'],
    handler: async (ask) => {
      await waitForPlan(system.plan, ask, limits);
      const { query } = ask;
      if (query.code !== undefined) refuseUnknownCode(kind, query.code);
      const page = await system.exceptions.list(ask.caller, {
        kind,
        state: query.state ?? null,
        severity: query.severity ?? null,
        code: query.code ?? null,
        owner: query.owner ?? null,
        itemId: query.item_id ?? null,
        locationId: query.location_id ?? null,
        minimumValue: query.minimum_value ?? null,
        after: query.cursor ?? null,
        limit: query.limit ?? PAGE_LIMIT,
      });
      return stamped(ask.reply, page);
    },
  });
}

/** An empty list would look as if all were well. */
function refuseUnknownCode(kind: Kind, code: string): void {
  const codes: readonly string[] = kind === 'case' ? CAUSE_KINDS : EXCEPTION_CODES;
  if (codes.includes(code)) return;
  const near = nearestName(code, codes);
  const maybe = near === '' ? '' : ` Maybe "${near}".`;
  const message = `${JSON.stringify(code)} is no code of ${kind}s.`;
  const remedy = `${maybe} Give one of: ${codes.join(', ')}.`.trim();
  const errors = [
    { in: 'query' as const, pointer: '/code', value: JSON.stringify(code), message, remedy },
  ];
  throw refusal('invalid_parameters', `query /code: ${message} ${remedy}`, { errors });
}

function readRoute(app: FastifyInstance, { system }: House, kind: Kind): void {
  declareRoute(app, {
    method: 'GET',
    url: `${API}/${kind}s/:id`,
    right: 'exceptions.read',
    tag: 'exceptions',
    summary: `One ${kind} with its history`,
    description: 'The ETag is its version; an action sends it back as `If-Match`.',
    params: ExceptionParams,
    answer: schemaOf(kind),
    problems: ['not_found'],
    handler: async ({ caller, params, reply }) =>
      stamped(reply, found(await system.exceptions.read(caller, kind, params.id))),
  });
}

function actRoute(app: FastifyInstance, { system }: House, kind: Kind): void {
  declareRoute(app, {
    method: 'POST',
    url: `${API}/${kind}s/:id/actions`,
    right: 'exceptions.handle',
    tag: 'exceptions',
    summary: `Do something about one ${kind}`,
    params: ExceptionParams,
    headers: VersionHeaders,
    body: ActionBody,
    answer: schemaOf(kind),
    example: { action: 'snooze', until: '2027-03-09', reason: 'the supplier answers on Monday' },
    problems: [
      'not_found',
      'version_required',
      'version_conflict',
      'conflict',
      'value',
      'too_deep',
    ],
    handler: async ({ caller, params, headers, body, reply }) => {
      const { version: inBody, ...action } = body;
      const version = versionOf(headers['if-match'], inBody);
      const { exceptions } = system;
      const asked = action as ExceptionAction;
      const done = await exceptions.act(caller, kind, params.id, version, asked);
      return stamped(reply, found(done));
    },
  });
}
