// All checks of a whole set of facts in one list (handbook 11). Each says what it found; none
// changes a fact.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Facts } from '../model/facts.ts';
import type { PlanningSettings } from '../model/parameters.ts';
import type { AuditRule } from './audit-rule.ts';
import { calendarFaults } from './rules/calendar-faults.ts';
import { farDates } from './rules/far-dates.ts';
import { historyUnitErrors } from './rules/history-unit-errors.ts';
import { missingLeadTimes } from './rules/missing-lead-times.ts';
import { missingSources } from './rules/missing-sources.ts';
import { negativeStock } from './rules/negative-stock.ts';
import { orderUnitErrors } from './rules/order-unit-errors.ts';
import { partsUnitErrors } from './rules/parts-unit-errors.ts';
import { staleFeeds } from './rules/stale-feeds.ts';
import { unknownNotes } from './rules/unknown-notes.ts';
import { unknownParties } from './rules/unknown-parties.ts';

export const AUDIT_RULES: readonly AuditRule[] = [
  unknownParties,
  unknownNotes,
  calendarFaults,
  missingSources,
  missingLeadTimes,
  negativeStock,
  farDates,
  staleFeeds,
  orderUnitErrors,
  partsUnitErrors,
  historyUnitErrors,
];

export function auditFacts(facts: Facts, settings: PlanningSettings): Diagnostic[] {
  return AUDIT_RULES.flatMap((rule) => rule(facts, settings));
}
