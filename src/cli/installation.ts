// What the commands on a running or resting installation are given by the composition root, and
// what they tell: in terms of the command line, whatever keeps the data.

import type { FolderImported } from '../app/living/import-folder.ts';
import type { ReportProgress } from '../app/ports.ts';

/** Which installation: a data folder of our own database, or a PostgreSQL server by its URL. */
export interface Place {
  data: string;
  database: string | null;
}

/** A back-up as it was written, restored or looked through. */
export interface BackupTold {
  rows: number;
  bytes: number; // of the file
  schema: number; // of the back-up
  created: string; // RFC 3339
  positions: { orgId: number; position: number }[];
}

export interface ExportTold {
  feeds: { feed: string; rows: number }[];
  position: number;
}

/** Long work on an installation. A refusal is thrown as `refused` makes it. */
export interface InstallationWork {
  backUp(place: Place, file: string, force: boolean, progress: ReportProgress): Promise<BackupTold>;
  checkBackup(file: string, progress: ReportProgress): Promise<BackupTold>;
  restore(
    place: Place,
    file: string,
    force: boolean,
    progress: ReportProgress,
  ): Promise<BackupTold>;
  exportFolder(place: Place, folder: string, progress: ReportProgress): Promise<ExportTold>;
  importFolder(place: Place, folder: string, progress: ReportProgress): Promise<FolderImported>;
}

const NAME = 'RefusedWork';

/** What cannot be done, and why: a sentence, and maybe a line that begins with "Maybe". */
export function refused(message: string, cause: unknown): Error {
  return Object.assign(new Error(message, { cause }), { name: NAME });
}

export function isRefused(error: unknown): error is Error {
  return error instanceof Error && error.name === NAME;
}
