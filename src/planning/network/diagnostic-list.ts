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

/** Several lists as one, as if all had been noted in it. */
export function joinedLists(lists: readonly DiagnosticList[]): DiagnosticList {
  const joined = createDiagnosticList();
  for (const { named, countOfRule } of lists) {
    for (const diagnostic of named) {
      const count = joined.countOfRule.get(diagnostic.rule) ?? 0;
      if (count < NAMED_CASES_MAX) joined.named.push(diagnostic);
      joined.countOfRule.set(diagnostic.rule, count + 1);
    }
    for (const [rule, count] of countOfRule) {
      const unnamed = Math.max(0, count - NAMED_CASES_MAX);
      if (unnamed > 0) joined.countOfRule.set(rule, joined.countOfRule.get(rule)! + unnamed);
    }
  }
  return joined;
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
