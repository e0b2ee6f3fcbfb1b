// What a check of a whole set of facts is: a pure function from facts to findings. Each rule names
// its first cases one by one and counts the rest.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Facts } from '../model/facts.ts';
import type { PlanningSettings } from '../model/parameters.ts';
import type { DiagnosticList } from '../planning/network/diagnostic-list.ts';

export type AuditRule = (facts: Facts, settings: PlanningSettings) => Diagnostic[];

/** One part of a rule that looks at feeds one by one: what it finds in all is what its parts do. A
 * part may make use of what it found in earlier facts. */
export type AuditPart = (
  facts: Facts,
  settings: PlanningSettings,
  before: FoundBefore | null,
) => DiagnosticList;

/** What a part found in earlier facts, under the same settings. */
export interface FoundBefore {
  facts: Facts;
  found: DiagnosticList;
}
