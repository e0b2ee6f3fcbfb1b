// The checks of a whole set of facts, a rule a file, in one list (handbook 11). Each says what it
// found; none changes a fact.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Facts } from '../model/facts.ts';
import type { PlanningSettings } from '../model/parameters.ts';

export type AuditRule = (facts: Facts, settings: PlanningSettings) => Diagnostic[];

export const AUDIT_RULES: readonly AuditRule[] = [];

export function auditFacts(facts: Facts, settings: PlanningSettings): Diagnostic[] {
  return AUDIT_RULES.flatMap((rule) => rule(facts, settings));
}
