// Slow-moving stock by the rules of its code: other detectors ask for it too. Stock that no rule
// names so may be excess stock.

import type { Facts } from '../../model/facts.ts';
import type { Plan } from '../../planning/plan.ts';
import type { NodeFinder } from '../places.ts';
import { findSlowMoving } from '../stock-use.ts';
import {
  type RuleInForce,
  type RulesInForce,
  raisesNothingElse,
  ruleFor,
} from './rules-in-force.ts';

/** Nodes with the days since their stock was last used. */
export function slowMovingByRules(
  { ofCode }: RulesInForce,
  facts: Facts,
  plan: Plan,
  finder: NodeFinder,
): Map<number, number> {
  const { parameters } = plan.network;
  const rules = ofCode.get('slow_moving');
  if (!rules) return findSlowMoving(facts, plan, finder, parameters.slow_moving_days);
  const slow = new Map<number, number>();
  const isLimited = raisesNothingElse(rules);
  const daysOf = (rule: RuleInForce | null): number =>
    (rule?.parameters ?? parameters).slow_moving_days;
  for (const days of new Set([daysOf(null), ...rules.map(daysOf)])) {
    for (const [node, unused] of findSlowMoving(facts, plan, finder, days)) {
      const rule = ruleFor(rules, node, '');
      const isRaised = rule === null ? !isLimited : rule.rule.enabled;
      if (daysOf(rule) === days && isRaised) slow.set(node, unused);
    }
  }
  return new Map([...slow].sort(([a], [b]) => a - b));
}
