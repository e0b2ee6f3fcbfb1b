// Which installation a command works on, by its options.

import type { Place } from './installation.ts';
import { usageError } from './usage-error.ts';

export interface InstallationOptions {
  data?: string;
  database?: string;
  force?: boolean;
  json?: boolean;
}

export const DATA_FOLDER = 'drumbeat-data';

export function placeOf({ data, database }: InstallationOptions): Place {
  if (data !== undefined && database !== undefined) {
    throw usageError('--data and --database name two installations.', 'give one of them');
  }
  return { data: data ?? DATA_FOLDER, database: database ?? null };
}

export function parseDatabase(url: string): string {
  if (/^postgres(ql)?:\/\//.test(url)) return url;
  // The value may hold a password: it is not repeated.
  throw usageError(
    '--database is no URL of a PostgreSQL server.',
    'write it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
  );
}
