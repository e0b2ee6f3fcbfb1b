// Rules as data: for each code of exceptions whether, from which threshold, where and for whom it
// is raised. Several rules of one code are told apart by their scope: the first that matches
// counts. Where none does, nothing is raised, unless all of the code's rules are off: those only
// say where it is not. A code that has no rule is raised as the planning parameters say.

import type { PlanningParameters } from '../../model/parameters.ts';
import type { ExceptionCode, Severity } from '../plan-exception.ts';

export const EXCEPTION_CODES: readonly ExceptionCode[] = [
  'below_safety_stock',
  'cancel_supply',
  'data_quality',
  'demand_at_risk',
  'excess_stock',
  'expiring_stock',
  'not_clear_to_build',
  'projected_stockout',
  'release_due',
  'reschedule_in',
  'reschedule_out',
  'slow_moving',
  'supply_late',
  'supply_short',
  'supply_unconfirmed',
];

/** The planning parameters that are thresholds of exceptions, by the codes that heed them. */
export const THRESHOLDS_OF_CODE = {
  below_safety_stock: ['below_safety_stock_days'],
  cancel_supply: [],
  data_quality: ['severity_days'],
  demand_at_risk: ['severity_days'],
  excess_stock: ['excess_days_of_supply'],
  expiring_stock: ['expiring_days'],
  not_clear_to_build: ['buildable_days', 'severity_days'],
  projected_stockout: ['severity_days'],
  release_due: [],
  reschedule_in: ['severity_days'],
  reschedule_out: [],
  slow_moving: ['slow_moving_days'],
  supply_late: ['severity_days'],
  supply_short: ['severity_days'],
  supply_unconfirmed: ['unconfirmed_after_days', 'unconfirmed_fence_days', 'severity_days'],
} as const satisfies Record<ExceptionCode, readonly (keyof PlanningParameters)[]>;

export type ThresholdName = (typeof THRESHOLDS_OF_CODE)[ExceptionCode][number];

/** Where a rule holds, and raises: a list that is left out or empty does not narrow it. */
export interface RuleScope {
  categories?: string[]; // of items
  items?: string[];
  locations?: string[];
  suppliers?: string[]; // of the order that the exception is about
  planners?: string[]; // of the item-location
}

export interface Rule {
  code: ExceptionCode;
  name: string; // for people; '' = none
  enabled: boolean;
  scope: RuleScope;
  minimum_value: number | null; // network currency; what is not known is raised
  minimum_quantity: number | null; // base units of the item
  within_days: number | null; // its first date lies at most so many days ahead
  parameters: Partial<Record<ThresholdName, number>>; // in place of the planning parameters
  owner: string | null; // in place of planner or buyer
  severity: Severity | null; // in place of the severity found
}

export interface RuleSet {
  version: number; // 0 = as delivered
  rules: Rule[]; // of one code in their order: the first that matches counts
}

export function plainRule(code: ExceptionCode): Rule {
  return {
    code,
    name: '',
    enabled: true,
    scope: {},
    minimum_value: null,
    minimum_quantity: null,
    within_days: null,
    parameters: {},
    owner: null,
    severity: null,
  };
}

/** One plain rule a code: everything is raised as the planning parameters say. */
export const DEFAULT_RULES: RuleSet = { version: 0, rules: EXCEPTION_CODES.map(plainRule) };
