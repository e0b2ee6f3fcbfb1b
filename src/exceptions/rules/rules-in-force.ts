// Rules made ready for one detection: by code those that say something, each with the parameters
// that it plans with and its scope as sets. A plain rule set leaves nothing in force.

import { textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { Network } from '../../model/network.ts';
import type { PlanningParameters } from '../../model/parameters.ts';
import type { ExceptionCode } from '../plan-exception.ts';
import type { Rule, RuleScope, RuleSet } from './rule-set.ts';

export interface RuleInForce {
  rule: Rule;
  place: number; // in the list
  parameters: PlanningParameters; // the planning parameters themselves where it changes none
  covers: (node: number, supplierId: string) => boolean;
}

export interface RulesInForce {
  list: readonly RuleInForce[]; // by place in the rule set
  ofCode: ReadonlyMap<ExceptionCode, readonly RuleInForce[]>; // where a rule says something
}

export const NO_RULES: RulesInForce = { list: [], ofCode: new Map() };

export function rulesInForce(
  set: RuleSet | undefined,
  facts: Facts,
  network: Network,
): RulesInForce {
  if (!set) return NO_RULES;
  const list = set.rules.map((rule, place) => ({
    rule,
    place,
    parameters: parametersOfRule(rule, network.parameters),
    covers: scopeTest(rule.scope, facts, network),
  }));
  const ofCode = new Map<ExceptionCode, RuleInForce[]>();
  for (const each of list) {
    const { code } = each.rule;
    const known = ofCode.get(code);
    if (known) known.push(each);
    else ofCode.set(code, [each]);
  }
  for (const [code, rules] of ofCode) if (isPlain(rules[0].rule)) ofCode.delete(code);
  return { list, ofCode };
}

/** Holds everywhere and changes nothing: what comes after it never counts. */
function isPlain({ enabled, scope, parameters, ...rest }: Rule): boolean {
  const { minimum_value, minimum_quantity, within_days, owner, severity } = rest;
  const changes = [minimum_value, minimum_quantity, within_days, owner, severity];
  return (
    enabled &&
    Object.keys(parameters).length === 0 &&
    changes.every((value) => value === null) &&
    Object.values(scope).every((list) => list === undefined || list.length === 0)
  );
}

function parametersOfRule(rule: Rule, parameters: PlanningParameters): PlanningParameters {
  return Object.keys(rule.parameters).length === 0
    ? parameters
    : { ...parameters, ...rule.parameters };
}

function scopeTest(
  scope: RuleScope,
  facts: Facts,
  network: Network,
): (node: number, supplierId: string) => boolean {
  const { nodes, items, locations } = network;
  const tests: ((node: number, supplierId: string) => boolean)[] = [];
  const narrow = (list: string[] | undefined, of: (node: number, supplier: string) => string) => {
    if (!list || list.length === 0) return;
    const names = new Set(list);
    tests.push((node, supplier) => names.has(of(node, supplier)));
  };
  const atNode = (of: (node: number) => string) => (node: number) => (node < 0 ? '' : of(node));
  narrow(
    scope.items,
    atNode((node) => items.id[nodes.item[node]]),
  );
  narrow(
    scope.locations,
    atNode((node) => locations.id[nodes.location[node]]),
  );
  narrow(
    scope.planners,
    atNode((node) => nodes.planner[node]),
  );
  narrow(scope.suppliers, (_, supplier) => supplier);
  const categories = textColumn(facts.tables.items, 'category');
  narrow(
    scope.categories,
    atNode((node) => {
      const row = items.factRow[nodes.item[node]];
      return row < 0 ? '' : facts.pool.texts[categories[row]];
    }),
  );
  return (node, supplier) => tests.every((test) => test(node, supplier));
}

/** Whether what no rule covers is not raised: rules that are on say where it is, those that are off
 * only where it is not. */
export function raisesNothingElse(rules: readonly RuleInForce[]): boolean {
  return rules.some(({ rule }) => rule.enabled);
}

/** The first rule that covers it, null = none does. */
export function ruleFor(
  rules: readonly RuleInForce[],
  node: number,
  supplierId: string,
): RuleInForce | null {
  return rules.find(({ covers }) => covers(node, supplierId)) ?? null;
}
