// Everything the planner should know about the data that a plan rests on: refused files, what was
// quarantined, then the notes of intake, network and plan, each once.

import type { DiagnosticRow } from '../../contract/plan-document.ts';
import type { PlannedFolder } from '../commands/plan-folder.ts';

/** Names a feed with rows in quarantine. */
export const QUARANTINED_ROWS = 'quarantined_rows';

export function diagnosticRows(folder: PlannedFolder): DiagnosticRow[] {
  const { intake, networkDiagnostics, plan } = folder;
  const rows: DiagnosticRow[] = [
    ...intake.refused.map(({ file, feed, rule, message }) => ({
      severity: 'error' as const,
      feed: feed === '' ? file : feed,
      key: '',
      rule,
      message,
    })),
    ...quarantinedRows(folder),
    ...intake.diagnostics,
    ...networkDiagnostics,
    ...plan.diagnostics,
  ];
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = JSON.stringify([row.severity, row.feed, row.key, row.rule, row.message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** One line a feed; the rows themselves are what `check` lists. */
function quarantinedRows({ intake }: PlannedFolder): DiagnosticRow[] {
  return intake.feeds
    .filter((feed) => feed.quarantined > 0)
    .map(({ feed, quarantined, rows }) => ({
      severity: 'warning',
      feed,
      key: '',
      rule: QUARANTINED_ROWS,
      message:
        `${quarantined} of ${rows} rows of ${feed} ${quarantined === 1 ? 'was' : 'were'} put ` +
        'aside and not planned with; check lists each one.',
    }));
}
