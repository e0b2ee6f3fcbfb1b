// Runs a detector under the rules of its code: once for each set of parameters that they ask for,
// keeping of each run what those rules cover, above their thresholds.

import type { PlanningParameters } from '../../model/parameters.ts';
import { NO_DAY } from '../../units/day.ts';
import type { Detection } from '../detection.ts';
import type { Detector } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { supplierOf } from '../supplier-of.ts';
import { type RuleInForce, raisesNothingElse, ruleFor } from './rules-in-force.ts';

export function detectByRules(detection: Detection, detector: Detector): PlanException[] {
  const rules = detection.rules.ofCode.get(detector.code);
  if (!rules) return detector.detect(detection);
  const own = detection.network.parameters;
  const isLimited = raisesNothingElse(rules);
  const kept: PlanException[] = [];
  for (const parameters of new Set([own, ...rules.map((rule) => rule.parameters)])) {
    for (const exception of detector.detect(withParameters(detection, parameters))) {
      const rule = ruleFor(rules, exception.node, supplierOf(detection, exception));
      if ((rule?.parameters ?? own) !== parameters) continue;
      if (rule === null) {
        if (!isLimited) kept.push(exception);
      } else if (passes(detection, exception, rule)) kept.push(asRuled(exception, rule));
    }
  }
  return kept;
}

function withParameters(detection: Detection, parameters: PlanningParameters): Detection {
  const { network } = detection;
  return network.parameters === parameters
    ? detection
    : { ...detection, network: { ...network, parameters } };
}

/** What is not known is raised: nobody can say that it is small or far. */
function passes({ network }: Detection, exception: PlanException, { rule }: RuleInForce): boolean {
  const { node, value, quantity, firstDate } = exception;
  const { enabled, minimum_value, minimum_quantity, within_days } = rule;
  if (!enabled) return false;
  if (minimum_value !== null && value.amount < minimum_value) return false;
  const decimals = node < 0 ? 0 : network.items.decimals[network.nodes.item[node]];
  if (minimum_quantity !== null && quantity / 10 ** decimals < minimum_quantity) return false;
  return within_days === null || firstDate === NO_DAY || firstDate - network.asOf <= within_days;
}

function asRuled(exception: PlanException, { rule, place }: RuleInForce): PlanException {
  return { ...exception, severity: rule.severity ?? exception.severity, rule: place };
}

/** What an exception was raised by: the planning parameters, or its rule's in their place. */
export function parametersOf(
  { network, rules }: Detection,
  { rule }: Pick<PlanException, 'rule'>,
): PlanningParameters {
  return rule < 0 ? network.parameters : rules.list[rule].parameters;
}

/** The owner that its rule names, '' = none. */
export function ownerByRule({ rules }: Detection, { rule }: Pick<PlanException, 'rule'>): string {
  return rule < 0 ? '' : (rules.list[rule].rule.owner ?? '');
}
