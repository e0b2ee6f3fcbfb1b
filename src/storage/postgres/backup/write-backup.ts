// Writes a back-up of the whole schema into one file, of one moment, while others go on writing.

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ReportProgress } from '../../../app/ports.ts';
import type { Owner } from '../owner.ts';
import { tables as declaredTables } from '../tables.ts';
import type { Session } from '../transaction.ts';
import { BackupError } from './backup-error.ts';
import {
  type BackupFoot,
  type BackupHead,
  END_MARK,
  FIRST_LINE_BYTES,
  PIECE_SIZE,
  type SectionFoot,
  type SectionHead,
  type Tag,
} from './backup-format.ts';
import { type DraftFile, openDraft } from './draft-file.ts';
import { createFrameMaker } from './frames.ts';
import {
  bypassesPolicies,
  lookAtOrganisation,
  readMigrationRows,
  readOrganisations,
  readSequences,
  readTables,
  type StoredTable,
} from './schema-catalog.ts';

export interface WriteOptions {
  version: string; // of this Drumbeat
  now: () => number; // milliseconds since 1970
  force?: boolean; // replaces a file of that name
}

export interface BackupWritten extends Pick<BackupHead, 'schema' | 'positions' | 'created'> {
  rows: number;
  bytes: number; // of the file
}

type Put = (tag: Tag, payload: Buffer) => Promise<void>;

const pack = promisify(gzip);
const QUICKLY = { level: 1 };
const PACKED_AHEAD = 3; // pieces that are compressed while others are written

/** Everything acknowledged up to the back-up's position is in it, and nothing after. */
export async function writeBackup(
  owner: Owner,
  file: string,
  options: WriteOptions,
  progress: ReportProgress,
): Promise<BackupWritten> {
  const { force = false } = options;
  const draft = await openDraft(file, force);
  try {
    const written = await owner.transaction(
      (session) => writeAll(session, owner, draft, options, progress),
      { snapshot: true },
    );
    await draft.finish();
    return written;
  } catch (error) {
    await draft.discard();
    throw inWords(error, file);
  }
}

async function writeAll(
  session: Session,
  owner: Owner,
  draft: DraftFile,
  options: WriteOptions,
  progress: ReportProgress,
): Promise<BackupWritten> {
  const frame = createFrameMaker();
  const put: Put = (tag, payload) => draft.write(frame(tag, payload));
  const all = await readTables(session);
  if (!all.some(({ name }) => name === 'migration')) throw nothingThere(owner);
  const tables = backedUp(all);
  await session.query(`lock table ${tables.map(({ table }) => table).join()} in access share mode`);
  // Who is bound by policies sees one organisation at a time.
  const bypasses = await bypassesPolicies(session);
  const organisations = bypasses ? [null] : await readOrganisations(session);
  const head = await headOf(session, organisations, options);
  await draft.write([FIRST_LINE_BYTES]);
  await put('HEAD', jsonOf(head));
  const foot: BackupFoot = { sections: 0, rows: 0, bytes: 0, sequences: [] };
  const sizeAll = tables.reduce((sum, { size }) => sum + size, 0) || 1;
  let sizeDone = 0;
  for (const table of tables) {
    for (const orgId of organisations) {
      progress(sizeDone / sizeAll, table.name);
      const report = (bytes: number): void =>
        progress((sizeDone + Math.min(bytes, table.size)) / sizeAll, table.name);
      const section = await writeSection(session, put, table, orgId, report);
      foot.sections++;
      foot.rows += section.rows;
      foot.bytes += section.bytes;
    }
    sizeDone += table.size;
  }
  foot.sequences = await readSequences(session);
  await put('FOOT', jsonOf(foot));
  await draft.write([END_MARK]);
  progress(1, '');
  const { schema, positions, created } = head;
  return { schema, positions, created, rows: foot.rows, bytes: draft.size() };
}

/** All that is there, but for what a declaration leaves out and for the owner's own table, which
 * the migrations fill again. */
function backedUp(all: readonly StoredTable[]): StoredTable[] {
  const leftOut = leftOutTables();
  return all.filter(({ name, hasOrg }) => hasOrg && !Object.hasOwn(leftOut, name));
}

function leftOutTables(): Record<string, string> {
  return Object.fromEntries(
    declaredTables.flatMap(({ name, notBackedUp }) => (notBackedUp ? [[name, notBackedUp]] : [])),
  );
}

async function headOf(
  session: Session,
  organisations: readonly (number | null)[],
  { version, now }: WriteOptions,
): Promise<BackupHead> {
  const positions: BackupHead['positions'] = [];
  for (const orgId of organisations) {
    if (orgId !== null) await lookAtOrganisation(session, orgId);
    const heads = await session.query<BackupHead['positions'][number]>(
      'select org_id as "orgId", position from drumbeat.log_head order by org_id',
    );
    positions.push(...heads);
  }
  const migrations = await readMigrationRows(session);
  const [{ server }] = await session.query<{ server: string }>(
    "select current_setting('server_version') as server",
  );
  return {
    product: 'drumbeat',
    version,
    created: new Date(now()).toISOString(),
    server,
    schema: migrations.at(-1)?.number ?? 0,
    migrations,
    positions,
    leftOut: leftOutTables(),
  };
}

async function writeSection(
  session: Session,
  put: Put,
  { name, table, columns }: StoredTable,
  orgId: number | null,
  report: (bytes: number) => void,
): Promise<SectionFoot> {
  const head: SectionHead = { table: name, orgId, columns };
  await put('SECT', jsonOf(head));
  if (orgId !== null) await lookAtOrganisation(session, orgId);
  const where = orgId === null ? '' : ` where org_id = ${orgId}`;
  const out = session.copyOut(
    `copy (select ${columns.join()} from ${table}${where}) to stdout (format binary)`,
  );
  const packed: Promise<Buffer>[] = [];
  let bytes = 0;
  let pieces: Buffer[] = [];
  let size = 0;
  const packPieces = (): void => {
    const piece = pack(Buffer.concat(pieces, size), QUICKLY);
    piece.catch(() => {}); // told when it is awaited
    packed.push(piece);
    pieces = [];
    size = 0;
  };
  for await (const piece of out as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    bytes += piece.length;
    if (size < PIECE_SIZE) continue;
    packPieces();
    report(bytes);
    if (packed.length > PACKED_AHEAD) await put('ROWS', await packed.shift()!);
  }
  if (size > 0) packPieces();
  for (const piece of packed) await put('ROWS', await piece);
  // The server's count comes after the last row: another answer comes after that.
  await session.query('select 1');
  const { rowCount } = out as typeof out & { rowCount: number };
  const foot: SectionFoot = { rows: rowCount, bytes };
  await put('DONE', jsonOf(foot));
  return foot;
}

const jsonOf = (value: object): Buffer => Buffer.from(JSON.stringify(value));

function nothingThere({ place }: Owner): BackupError {
  return new BackupError(
    `${place[0].toUpperCase()}${place.slice(1)} holds nothing of Drumbeat.\n` +
      'Maybe name the right installation with --data or --database.',
  );
}

function inWords(error: unknown, file: string): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    return new BackupError(
      `The disk is full: the back-up could not be written to ${file}; nothing is left of it.\n` +
        'Maybe free some space there, or choose a place with more.',
      error,
    );
  }
  return new BackupError(
    `The back-up cannot be written to ${file} (${error.code}).\n` +
      'Maybe check the path and its rights.',
    error,
  );
}
