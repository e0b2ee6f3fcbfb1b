// Calendars that close nothing, or everything, and a company without any: found as the plan itself
// finds them, by compiling the calendars.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Facts } from '../../model/facts.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { closedDiagnostics, createDiagnosticList } from '../../planning/network/diagnostic-list.ts';
import { buildCalendars } from '../../planning/network/network-calendars.ts';

export function calendarFaults(facts: Facts, settings: PlanningSettings): Diagnostic[] {
  const found = createDiagnosticList();
  buildCalendars(facts, settings, found);
  return closedDiagnostics(found);
}
