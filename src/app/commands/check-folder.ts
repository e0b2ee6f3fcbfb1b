// Checks a company's facts without planning them: what was read, what was not taken and why.

import type { CheckDocument, QuarantineRow } from '../../contract/check-document.ts';
import type { Intake } from '../../ingest/intake.ts';
import type { FactSource, ReportProgress } from '../ports.ts';

export interface CheckedFolder {
  intake: Intake;
  document: CheckDocument;
  sound: boolean; // nothing quarantined, no file refused
}

export async function checkFolder(
  source: FactSource,
  progress: ReportProgress,
): Promise<CheckedFolder> {
  const intake = await source.read({}, progress);
  const { feeds, quarantine, refused } = intake;
  return {
    intake,
    document: {
      feeds,
      quarantine: [...refusedRows(intake), ...quarantine],
      health: healthOf(intake),
    },
    sound: quarantine.length === 0 && refused.length === 0,
  };
}

/** Share of the rows read that were taken; a refused file has no rows to count. */
export function healthOf(intake: Intake): number {
  let rows = 0;
  let accepted = 0;
  for (const feed of intake.feeds) {
    rows += feed.rows;
    accepted += feed.accepted;
  }
  return rows === 0 ? 1 : accepted / rows;
}

function refusedRows(intake: Intake): QuarantineRow[] {
  return intake.refused.map(({ file, feed, rule, message }) => ({
    feed,
    line: 1,
    column: '',
    value: file,
    rule,
    message,
  }));
}
