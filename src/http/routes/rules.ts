// Rules: what raises an exception, for whom, how loud. They are versions; a new one can be looked
// at before it counts.

import { stamped, versionOf } from '../at-position.ts';
import type { FastifyInstance } from '../fastify.ts';
import { declareRoute } from '../route.ts';
import {
  RulesBody,
  RulesPreviewBody,
  RulesPreviewSchema,
  RulesQuery,
  RulesSchema,
  RuleVersionsSchema,
  VersionHeaders,
} from '../schemas/decisions.ts';
import { API, type House } from './house.ts';
import { found } from './plan.ts';

export function ruleRoutes(app: FastifyInstance, { system }: House): void {
  const { rules } = system;
  declareRoute(app, {
    method: 'GET',
    url: `${API}/rules`,
    right: 'rules.read',
    tag: 'rules',
    summary: 'The rules in force, or those of a version',
    query: RulesQuery,
    answer: RulesSchema,
    problems: ['not_found'],
    handler: async ({ caller, query, reply }) =>
      stamped(reply, found(await rules.read(caller, query.version ?? null))),
  });
  declareRoute(app, {
    method: 'GET',
    url: `${API}/rules/versions`,
    right: 'rules.read',
    tag: 'rules',
    summary: 'All versions of the rules: who set them, and when',
    answer: RuleVersionsSchema,
    handler: async ({ caller }) => ({ rows: await rules.versions(caller) }),
  });
  declareRoute(app, {
    method: 'POST',
    url: `${API}/rules/preview`,
    right: 'rules.write',
    tag: 'rules',
    summary: 'What such rules would raise now, and what of it would be new',
    body: RulesPreviewBody,
    answer: RulesPreviewSchema,
    problems: ['too_deep', 'invalid_rules', 'not_planned', 'planner_away'],
    example: { rules: [] },
    handler: async ({ caller, body }) => rules.preview(caller, body),
  });
  declareRoute(app, {
    method: 'PUT',
    url: `${API}/rules`,
    right: 'rules.write',
    tag: 'rules',
    summary: 'Put new rules in force',
    description: 'Names the version that they were made from; another one now is refused.',
    headers: VersionHeaders,
    body: RulesBody,
    answer: RulesSchema,
    problems: ['version_required', 'version_conflict', 'too_deep', 'invalid_rules'],
    example: { rules: [], comment: 'as delivered', base_version: 0 },
    handler: async ({ caller, headers, body, reply }) => {
      const { base_version: inBody, ...candidate } = body;
      const base = versionOf(headers['if-match'], inBody);
      return stamped(reply, await rules.write(caller, candidate, base));
    },
  });
}
