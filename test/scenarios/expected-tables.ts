// Reads the expectation of a scenario: text tables under headings such as `# planned_orders`, the
// first line the column names, the cells divided by two or more blanks.
//
//   -            no value          *            not checked (the rule leaves it open)
//   d6, d-3      days after as_of  ...text...   any text around what is given

export type BlockMatch = 'whole list' | 'among others' | 'days given';

export interface ExpectedTable {
  heading: string; // as written, without the `# `
  kind: string; // planned_orders, demand, balances ...
  subject: readonly string[]; // item and location of a balance
  match: BlockMatch;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

const KINDS = [
  'planned_orders',
  'action_messages',
  'demand',
  'exceptions',
  'cases',
  'pegging',
  'diagnostics',
  'balances',
  'buildable',
];

export function parseExpectedTables(text: string): ExpectedTable[] {
  const tables: ExpectedTable[] = [];
  let lines: string[] = [];
  let heading = '';
  const close = (): void => {
    if (heading !== '') tables.push(parseTable(heading, lines));
    else if (lines.length > 0) throw new Error(`a table has no heading: ${lines[0]}`);
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) {
      close();
      heading = line.slice(2).trim();
      lines = [];
    } else if (line.trim() !== '') lines.push(line);
  }
  close();
  if (tables.length === 0) throw new Error('nothing is expected');
  return tables;
}

function parseTable(heading: string, lines: readonly string[]): ExpectedTable {
  const none = heading.endsWith('(none)');
  const amongOthers = heading.endsWith('(among others)');
  const words = heading.replace(/\((none|among others)\)$/, '').split(/\s+/);
  const [kind, ...subject] = words.filter((word) => word !== '');
  if (!KINDS.includes(kind)) throw new Error(`no such table: ${kind}`);
  if (subject.length !== (kind === 'balances' ? 2 : 0))
    throw new Error(`item and location belong to balances, and to them alone: ${heading}`);
  if (none !== (lines.length === 0))
    throw new Error(`an empty list is written "# ${kind} (none)", any other has rows: ${heading}`);
  const [columns = [], ...rows] = lines.map((line) => line.trim().split(/ {2,}/));
  for (const row of rows) {
    if (row.length !== columns.length)
      throw new Error(`${heading}: ${row.length} cells in ${columns.length} columns: ${row}`);
  }
  if (!none && rows.length === 0) throw new Error(`no rows under ${heading}`);
  const match = kind === 'balances' ? 'days given' : amongOthers ? 'among others' : 'whole list';
  return { heading, kind, subject, match, columns, rows };
}

/** Whether what the program says fits what is expected. */
export function cellFits(expected: string, actual: string): boolean {
  if (expected === '*' || expected === actual) return true;
  if (!expected.includes('...')) return false;
  const [start, ...parts] = expected.toLowerCase().split('...');
  const said = actual.toLowerCase();
  if (!said.startsWith(start)) return false;
  let from = start.length;
  for (const part of parts.slice(0, -1)) {
    const at = said.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  const end = parts[parts.length - 1];
  return said.length - from >= end.length && said.endsWith(end);
}

export function rowFits(expected: readonly string[], actual: readonly string[]): boolean {
  return expected.every((cell, i) => cellFits(cell, actual[i]));
}
