// Compares an expected table with what the program says and shows the difference as one aligned
// table: `  ` as expected, `- ` expected and not there, `+ ` there and not expected.

import type { ExpectedTable } from './expected-tables.ts';
import { rowFits } from './expected-tables.ts';

interface Line {
  mark: ' ' | '-' | '+';
  cells: readonly string[];
}

/** undefined when the table fits; else the difference, ready to print. */
export function tableDifference(
  table: ExpectedTable,
  actual: readonly (readonly string[])[],
): string | undefined {
  const lines =
    table.match === 'whole list'
      ? wholeListLines(table.rows, actual)
      : table.match === 'days given'
        ? daysGivenLines(table.rows, actual)
        : amongOthersLines(table.rows, actual);
  if (lines.every((line) => line.mark === ' ')) return undefined;
  return `# ${table.heading}\n${aligned(table.columns, lines)}`;
}

/** Longest common run of rows, in order; what is left over on either side differs. */
function wholeListLines(
  expected: readonly (readonly string[])[],
  actual: readonly (readonly string[])[],
): Line[] {
  const common = expected.map(() => new Array<number>(actual.length + 1).fill(0));
  common.push(new Array<number>(actual.length + 1).fill(0));
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let j = actual.length - 1; j >= 0; j--) {
      common[i][j] = rowFits(expected[i], actual[j])
        ? common[i + 1][j + 1] + 1
        : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < expected.length || j < actual.length) {
    if (i < expected.length && j < actual.length && rowFits(expected[i], actual[j])) {
      lines.push({ mark: ' ', cells: actual[j] });
      i++;
      j++;
    } else if (j >= actual.length || (i < expected.length && common[i + 1][j] >= common[i][j + 1]))
      lines.push({ mark: '-', cells: expected[i++] });
    else lines.push({ mark: '+', cells: actual[j++] });
  }
  return lines;
}

/** Rows are found by their first cell, the day. */
function daysGivenLines(
  expected: readonly (readonly string[])[],
  actual: readonly (readonly string[])[],
): Line[] {
  return expected.flatMap((row): Line[] => {
    const said = actual.filter(([day]) => day === row[0]);
    if (said.length === 1 && rowFits(row, said[0])) return [{ mark: ' ', cells: said[0] }];
    return [{ mark: '-', cells: row }, ...said.map((cells): Line => ({ mark: '+', cells }))];
  });
}

/** Each expected row takes a row of its own; when one is not found, the rest is shown as well. */
function amongOthersLines(
  expected: readonly (readonly string[])[],
  actual: readonly (readonly string[])[],
): Line[] {
  const rest = [...actual];
  const lines = expected.map((row): Line => {
    const at = rest.findIndex((said) => rowFits(row, said));
    return at < 0 ? { mark: '-', cells: row } : { mark: ' ', cells: rest.splice(at, 1)[0] };
  });
  if (lines.some((line) => line.mark === '-'))
    for (const cells of rest) lines.push({ mark: '+', cells });
  return lines;
}

function aligned(columns: readonly string[], lines: readonly Line[]): string {
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...lines.map((line) => line.cells[i].length)),
  );
  const write = (mark: string, cells: readonly string[]): string =>
    `${mark} ${cells.map((cell, i) => cell.padEnd(widths[i])).join('  ')}`.trimEnd();
  return [write(' ', columns), ...lines.map(({ mark, cells }) => write(mark, cells))].join('\n');
}
