// Prints the codes of the API's problem documents, which are data in src/http, as the table of
// docs/guide/api.md.

import { PROBLEM_KINDS } from '../src/http/problem-codes.ts';

export const problemsPage = 'docs/guide/api.md';
const begin = '<!-- problems: printed by `npm run docs:write` -->';
const end = '<!-- end of problems -->';

/** The page with its table as the codes are now. */
export function withProblems(page: string): string {
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`${problemsPage} lacks its two marks.`);
  const rows = Object.entries(PROBLEM_KINDS).map(
    ([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title} | ${remedy} |`,
  );
  const table = ['| code | status | what is wrong | what to do |', '|---|---|---|---|', ...rows];
  return `${page.slice(0, from)}\n\n${table.join('\n')}\n\n${page.slice(to)}`;
}
