// Rules as the API asks for them: read, tried out on the plan that stands, and put in force as a
// new version by whoever saw the last one.

import type { Caller } from '../../../app/living/caller.ts';
import { auditEntry } from '../../../app/living/people/audit-entry.ts';
import { RefusedError, type RuleDesk } from '../../../app/living/ports.ts';
import type { RulesPreviewView } from '../../../contract/rule-set.ts';
import type { RuleSet } from '../../../exceptions/rules/rule-set.ts';
import { validateRules } from '../../../exceptions/rules/validate-rules.ts';
import { record } from '../audit.ts';
import type { Database } from '../database.ts';
import { need, scopeOf } from '../scopes.ts';
import { addChanges, lockHead } from './change-log.ts';
import { plannedNow } from './outcome.ts';
import { addRuleSet, ruleSetView, rulesInForceNow, ruleVersions } from './rule-rows.ts';

export interface RuleDeskParts {
  database: Database;
  now: () => number;
  /** What the live planner says that a candidate would do. */
  preview: (candidate: RuleSet) => Promise<RulesPreviewView>;
  /** Told once a new version is durable, so that it is planned with. */
  changed: (rules: RuleSet) => void;
}

const COMMENT_MAX = 4_000;
const FAULTS_TOLD_MAX = 20;

export function createRuleDesk({ database, now, preview, changed }: RuleDeskParts): RuleDesk {
  return {
    async read(caller, version) {
      need(caller, 'rules.read');
      const view = await database.read(scopeOf(caller), (session) =>
        ruleSetView(session, caller.orgId, version),
      );
      if (view !== null) return view;
      const message = `There are no rules of version ${version}. Ask for the list of versions.`;
      throw new RefusedError(404, 'not_found', message);
    },
    async versions(caller) {
      need(caller, 'rules.read');
      return database.read(scopeOf(caller), (session) => ruleVersions(session, caller.orgId));
    },
    async preview(caller, candidate) {
      need(caller, 'rules.write');
      return preview(checked(candidate, 0));
    },
    async write(caller, candidate, baseVersion) {
      need(caller, 'rules.write');
      const { view, rules } = await writeRules(database, caller, candidate, baseVersion, now());
      changed(rules);
      return view;
    },
  };
}

async function writeRules(
  database: Database,
  caller: Caller,
  candidate: unknown,
  baseVersion: number,
  now: number,
) {
  const { orgId, name: actor } = caller;
  const comment = commentOf(candidate);
  const given = checked(candidate, 0);
  return database.transaction(scopeOf(caller), async (session) => {
    const head = await lockHead(session, orgId);
    const inForce = await rulesInForceNow(session, orgId);
    if (inForce.version !== baseVersion) {
      const message =
        `The rules in force are of version ${inForce.version}, and yours were made from ` +
        `version ${baseVersion}. Read them again and repeat your change.`;
      throw new RefusedError(409, 'version_conflict', message);
    }
    const rules = { ...given, version: inForce.version + 1 };
    await addRuleSet(session, orgId, rules, { actor, comment, now });
    const position = (await plannedNow(session, orgId))?.position ?? 0;
    const body = { version: rules.version, actor };
    await addChanges(session, orgId, head, [{ kind: 'rules.changed', position, at: now, body }]);
    const change = { before: { version: baseVersion }, after: { ...rules, comment } };
    await record(session, auditEntry(caller, 'rules.changed', `rules:${rules.version}`, change));
    return { rules, view: await ruleSetView(session, orgId, rules.version) };
  });
}

function checked(candidate: unknown, version: number): RuleSet {
  const answer = validateRules(candidate, version);
  if ('rules' in answer) return answer.rules;
  const told = answer.faults.slice(0, FAULTS_TOLD_MAX).map(({ message }) => message);
  const more = answer.faults.length - told.length;
  if (more > 0) told.push(`And ${more} more.`);
  throw new RefusedError(422, 'invalid_rules', told.join(' '));
}

function commentOf(candidate: unknown): string {
  if (typeof candidate !== 'object' || candidate === null) return '';
  const comment = (candidate as { comment?: unknown }).comment ?? '';
  if (typeof comment === 'string' && comment.length <= COMMENT_MAX) return comment;
  const message = `"comment" must be a text of at most ${COMMENT_MAX} characters.`;
  throw new RefusedError(422, 'invalid_rules', message);
}
