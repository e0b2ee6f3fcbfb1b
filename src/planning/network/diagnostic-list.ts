// Diagnostics as they are found. One rule that fails for every row would bury the others, so each
// rule names its first cases and counts the rest.

import type { Diagnostic } from '../../model/diagnostic.ts';

/** Cases of one rule that are named; the rest are counted in one sentence. */
const NAMED_CASES_MAX = 1000;

export interface DiagnosticList {
  named: Diagnostic[];
  countOfRule: Map<string, number>;
}

export function createDiagnosticList(): DiagnosticList {
  return { named: [], countOfRule: new Map() };
}

export function addDiagnostic(list: DiagnosticList, diagnostic: Diagnostic): void {
  const count = (list.countOfRule.get(diagnostic.rule) ?? 0) + 1;
  list.countOfRule.set(diagnostic.rule, count);
  if (count <= NAMED_CASES_MAX) list.named.push(diagnostic);
}

/** All that was named, and one line for each rule that has more cases than were named. */
export function closedDiagnostics(list: DiagnosticList): Diagnostic[] {
  const all = [...list.named];
  for (const [rule, count] of list.countOfRule) {
    if (count <= NAMED_CASES_MAX) continue;
    const first = list.named.find((diagnostic) => diagnostic.rule === rule)!;
    all.push({
      severity: first.severity,
      feed: first.feed,
      key: '',
      rule,
      message: `${count - NAMED_CASES_MAX} more cases of this kind are not listed one by one.`,
    });
  }
  return all;
}
