// Why a file cannot be read at all: one rule, one clear sentence. docs/errors.md explains each
// rule, and a test holds the two together.

export const REFUSAL_RULES = [
  'no_folder',
  'missing_feed',
  'unreadable',
  'settings',
  'feed_twice',
  'no_header',
  'doubled_column',
  'missing_column',
  'too_many_columns',
  'not_text',
  'encoding',
  'cell_too_long',
  'record_too_long',
  'unclosed_quote',
  'ambiguous_numbers',
  'ambiguous_dates',
  'not_a_workbook',
  'encrypted_workbook',
  'old_workbook',
  'workbook_limit',
  'json_list',
  'json_row',
  'too_many_rows',
] as const;

export type RefusalRule = (typeof REFUSAL_RULES)[number];

export interface Refusal {
  rule: RefusalRule;
  message: string;
}

export function refusal(rule: RefusalRule, message: string): Refusal {
  return { rule, message };
}
