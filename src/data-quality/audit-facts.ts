// All checks of a whole set of facts in one list (handbook 11). Each says what it found; none
// changes a fact. Facts that follow others are checked as far as they differ.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Facts } from '../model/facts.ts';
import type { PlanningSettings } from '../model/parameters.ts';
import {
  closedDiagnostics,
  type DiagnosticList,
  joinedLists,
} from '../planning/network/diagnostic-list.ts';
import type { AuditPart, AuditRule } from './audit-rule.ts';
import { isAsRead, type ReadFacts, watched } from './read-facts.ts';
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

export const AUDIT_RULES: readonly (AuditRule | readonly AuditPart[])[] = [
  unknownParties,
  unknownNotes,
  calendarFaults,
  missingSources,
  missingLeadTimes,
  negativeStock,
  farDates,
  ...staleFeeds,
  orderUnitErrors,
  partsUnitErrors,
  historyUnitErrors,
];

/** What a check found, and in which facts. */
interface Finding<T> {
  facts: Facts;
  reads: ReadFacts;
  found: T;
}

type Check = AuditRule | AuditPart;

export function auditFacts(facts: Facts, settings: PlanningSettings): Diagnostic[] {
  return createAudit()(facts, settings);
}

/** An audit that knows what it found the last time. */
export function createAudit(): (facts: Facts, settings: PlanningSettings) => Diagnostic[] {
  let findings = new Map<Check, Finding<unknown>>();
  let lastSettings = '';
  return (facts, settings) => {
    const asText = JSON.stringify(settings);
    if (asText !== lastSettings) findings = new Map();
    lastSettings = asText;
    const { facts: seen, begin } = watched(facts);
    const find = <T>(check: Check, look: (facts: Facts, before: Finding<T> | null) => T): T => {
      const before = (findings.get(check) as Finding<T> | undefined) ?? null;
      if (before && isAsRead(facts, before.reads)) {
        before.facts = facts; // the older ones need not be kept
        return before.found;
      }
      const reads = begin();
      const found = look(seen, before);
      findings.set(check, { facts, reads, found });
      return found;
    };
    return AUDIT_RULES.flatMap((rule) => {
      if (typeof rule === 'function') return find(rule, (seen) => rule(seen, settings));
      const lists = rule.map((part) =>
        find<DiagnosticList>(part, (seen, before) => part(seen, settings, before)),
      );
      return closedDiagnostics(joinedLists(lists));
    });
  };
}
