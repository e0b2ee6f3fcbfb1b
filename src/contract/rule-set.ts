// The wire shapes of the rules of exceptions: a version of them, and what a candidate would do.

export interface RuleScopeView {
  categories?: string[];
  items?: string[];
  locations?: string[];
  suppliers?: string[];
  planners?: string[];
}

export interface RuleView {
  code: string;
  name: string;
  enabled: boolean;
  scope: RuleScopeView;
  minimum_value: number | null;
  minimum_quantity: number | null;
  within_days: number | null;
  parameters: Record<string, number>; // in place of the planning parameters of this name
  owner: string | null;
  severity: string | null;
}

export interface RuleSetView {
  version: number; // 0 = as delivered
  /** Of one code in their order: the first that matches counts, else nothing is raised. */
  rules: RuleView[];
  at: string | null; // when it came into force
  actor: string | null;
  comment: string | null;
}

export interface RuleFaultView {
  place: string; // rules[3].scope.items[0]
  value: string;
  message: string;
}

export interface PreviewedExceptionView {
  id: string;
  message: string;
}

export interface RulesPreviewView {
  position: number;
  message: string; // "Would raise 14 now, 9 of them new; 3 of today's would go."
  codes: {
    code: string;
    today: number;
    would_raise: number;
    new: number;
    gone: number;
    some_new: PreviewedExceptionView[];
    some_gone: PreviewedExceptionView[];
  }[];
  cases: { today: number; would_raise: number; new: number; gone: number };
}
