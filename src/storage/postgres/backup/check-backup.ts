// Reads a back-up from end to end without a database: every digest, every count.

import type { ReportProgress } from '../../../app/ports.ts';
import { compareTotals, noTotals, openBackup } from './backup-file.ts';
import type { BackupHead } from './backup-format.ts';

export interface BackupChecked {
  head: BackupHead;
  rows: number;
  bytes: number; // of the file
}

export async function checkBackup(file: string, progress: ReportProgress): Promise<BackupChecked> {
  const backup = await openBackup(file);
  try {
    const counted = noTotals();
    let head: BackupHead | null = null;
    for await (const part of backup.parts(progress)) {
      if (part.kind === 'head') head = part.head;
      else if (part.kind === 'rows') counted.bytes += part.bytes.length;
      else if (part.kind === 'sectionEnd') {
        counted.sections++;
        counted.rows += part.foot.rows;
      } else if (part.kind === 'foot') compareTotals(counted, part.foot);
    }
    return { head: head!, rows: counted.rows, bytes: backup.size };
  } finally {
    await backup.close();
  }
}
