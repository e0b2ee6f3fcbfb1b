// Versions of the rules: added, never changed.

import { instantText } from '../../../app/living/exception-views.ts';
import type { RuleSetView } from '../../../contract/rule-set.ts';
import { DEFAULT_RULES, type Rule, type RuleSet } from '../../../exceptions/rules/rule-set.ts';
import type { Session } from '../database.ts';

interface RuleRow {
  version: number;
  body: { rules: Rule[] };
  actor: string;
  comment: string;
  at: number;
}

const COLUMNS = 'version, body, actor, comment, at';

export async function rulesInForceNow(session: Session, orgId: number): Promise<RuleSet> {
  const row = await newestRow(session, orgId);
  return row ? { version: row.version, rules: row.body.rules } : DEFAULT_RULES;
}

/** Null: that version was never there. Version null: the one in force. */
export async function ruleSetView(
  session: Session,
  orgId: number,
  version: number | null,
): Promise<RuleSetView | null> {
  if (version === 0) return deliveredView();
  const row =
    version === null
      ? await newestRow(session, orgId)
      : (
          await session.query<RuleRow>(
            `select ${COLUMNS} from drumbeat.rule_set where org_id = $1 and version = $2`,
            [orgId, version],
          )
        )[0];
  if (!row) return version === null ? deliveredView() : null;
  return viewOf(row);
}

/** Newest first, without their rules. */
export async function ruleVersions(
  session: Session,
  orgId: number,
): Promise<Omit<RuleSetView, 'rules'>[]> {
  const rows = await session.query<Omit<RuleRow, 'body'>>(
    `select version, actor, comment, at from drumbeat.rule_set
     where org_id = $1 order by version desc limit 1000`,
    [orgId],
  );
  const views = rows.map((row) => viewOf({ ...row, body: { rules: [] } }));
  return [...views, deliveredView()].map(({ version, at, actor, comment }) => {
    return { version, at, actor, comment };
  });
}

export async function addRuleSet(
  session: Session,
  orgId: number,
  set: RuleSet,
  { actor, comment, now }: { actor: string; comment: string; now: number },
): Promise<void> {
  await session.query(
    `insert into drumbeat.rule_set (org_id, version, body, actor, comment, at)
     values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))`,
    [orgId, set.version, JSON.stringify({ rules: set.rules }), actor, comment, now],
  );
}

async function newestRow(session: Session, orgId: number): Promise<RuleRow | undefined> {
  const [row] = await session.query<RuleRow>(
    `select ${COLUMNS} from drumbeat.rule_set where org_id = $1 order by version desc limit 1`,
    [orgId],
  );
  return row;
}

function viewOf({ version, body, actor, comment, at }: RuleRow): RuleSetView {
  return {
    version,
    rules: body.rules as RuleSetView['rules'],
    at: instantText(at),
    actor: actor === '' ? null : actor,
    comment: comment === '' ? null : comment,
  };
}

function deliveredView(): RuleSetView {
  const { version, rules } = DEFAULT_RULES;
  return {
    version,
    rules: rules as RuleSetView['rules'],
    at: null,
    actor: null,
    comment: null,
  };
}
