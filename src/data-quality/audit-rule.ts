// What a check of a whole set of facts is: a pure function from facts to findings. Each rule names
// its first cases one by one and counts the rest.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Facts } from '../model/facts.ts';
import type { PlanningSettings } from '../model/parameters.ts';

export type AuditRule = (facts: Facts, settings: PlanningSettings) => Diagnostic[];
