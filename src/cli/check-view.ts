// A folder's check on a terminal: health first, then each feed's counts, then what was quarantined,
// rule by rule with the first rows of each.

import type { CheckedFolder } from '../app/commands/check-folder.ts';
import type { FeedCountRow, QuarantineRow } from '../contract/check-document.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { createPage, type Page } from './terminal/page.ts';
import { severityPaint, severityText } from './terminal/severity.ts';
import { count, counted, MISSING, percent } from './terminal/words.ts';

const ROWS_OF_A_RULE_SHOWN = 3;
const NOTES_SHOWN = 10;

export async function writeCheckView(
  stream: NodeJS.WriteStream,
  { intake, document, sound }: CheckedFolder,
): Promise<void> {
  const page = createPage(stream);
  const rows = intake.feeds.reduce((sum, feed) => sum + feed.rows, 0);
  page.sentence(verdict(rows, intake.quarantine.length, intake.refused.length, document.health));
  if (intake.feeds.length > 0) writeFeeds(page, intake.feeds);
  writeQuarantine(page, intake.quarantine);
  writeNotes(page, intake.diagnostics);
  page.gap();
  page.note(
    sound
      ? 'Next: drumbeat plan with this folder.'
      : 'Nothing is lost: mend these rows in the files and check again. Plans leave them out.',
  );
  await page.end();
}

function verdict(rows: number, quarantined: number, refused: number, health: number): string {
  const files = refused === 0 ? '' : ` ${counted(refused, 'file')} refused.`;
  if (rows === 0) return `There are no rows to check.${files}`;
  if (quarantined === 0)
    return `All ${counted(rows, 'row')} taken: health ${percent(health)}.${files}`;
  const of = `${count(quarantined)} of ${counted(rows, 'row')} quarantined`;
  return `${of}: health ${percent(health)}.${files}`;
}

function writeFeeds(page: Page, feeds: readonly FeedCountRow[]): void {
  const number = (value: number): string => (value === 0 ? '·' : count(value));
  page.gap();
  page.table<FeedCountRow>(
    [
      { head: 'feed', cell: (row) => row.feed },
      { head: 'rows', cell: (row) => number(row.rows), align: 'right' },
      { head: 'accepted', cell: (row) => number(row.accepted), align: 'right' },
      {
        head: 'quarantined',
        cell: (row) => number(row.quarantined),
        align: 'right',
        paint: (row) => (row.quarantined > 0 ? 'red' : undefined),
      },
      { head: 'unchanged', cell: (row) => number(row.unchanged), align: 'right', dispensable: 1 },
    ],
    feeds,
  );
}

function writeQuarantine(page: Page, quarantine: readonly QuarantineRow[]): void {
  const byRule = new Map<string, QuarantineRow[]>();
  for (const row of quarantine) {
    const known = byRule.get(row.rule);
    if (known) known.push(row);
    else byRule.set(row.rule, [row]);
  }
  const rules = [...byRule].sort((a, b) => b[1].length - a[1].length);
  for (const [rule, rows] of rules) {
    page.gap();
    page.heading(rule, counted(rows.length, 'row'));
    page.table<QuarantineRow>(
      [
        { head: 'feed', cell: (row) => row.feed },
        { head: 'line', cell: (row) => String(row.line), align: 'right' },
        { head: 'column', cell: (row) => row.column || MISSING, dispensable: 2 },
        { head: 'value', cell: (row) => shortened(row.value), dispensable: 1 },
        { head: 'why', cell: (row) => row.message, wraps: true },
      ],
      rows.slice(0, ROWS_OF_A_RULE_SHOWN),
    );
    const more = rows.length - ROWS_OF_A_RULE_SHOWN;
    if (more > 0) page.note(`and ${count(more)} more: check --json lists them all`);
  }
}

function shortened(value: string): string {
  return value === '' ? MISSING : value.length > 24 ? `${value.slice(0, 23)}…` : value;
}

function writeNotes(page: Page, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  page.gap();
  page.heading('Taken, with a note', counted(diagnostics.length, 'note'));
  page.table<Diagnostic>(
    [
      {
        head: 'severity',
        cell: (row) => severityText(row.severity),
        paint: (row) => severityPaint(row.severity),
      },
      { head: 'feed', cell: (row) => row.feed || MISSING, dispensable: 1 },
      { head: 'what', cell: (row) => row.message, wraps: true },
    ],
    diagnostics.slice(0, NOTES_SHOWN),
  );
  const more = diagnostics.length - NOTES_SHOWN;
  if (more > 0) page.note(`and ${count(more)} more`);
}
