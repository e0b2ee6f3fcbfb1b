// What a back-up file is: a first line, then frames, then an end mark. The frames are one HEAD; for
// each table a SECT, ROWS as many as it takes and a DONE; one FOOT. Each frame carries a SHA-256
// over itself and the digest of the frame before: none can be changed, lost or moved.

export const FORMAT = 1;
export const FIRST_LINE = 'Drumbeat back-up, format ';
export const END_MARK = Buffer.from('\nend of the Drumbeat back-up\n');
/** Where the frames begin: behind the first line. */
export const FIRST_LINE_BYTES = Buffer.from(`${FIRST_LINE}${FORMAT}\n`);

export const TAGS = ['HEAD', 'SECT', 'ROWS', 'DONE', 'FOOT'] as const;
export type Tag = (typeof TAGS)[number];

export const TAG_SIZE = 4;
export const LENGTH_SIZE = 4; // big-endian, of the payload
export const DIGEST_SIZE = 32; // SHA-256
/** Of a payload; what claims to be longer is damaged. */
export const PAYLOAD_MAX = 16 * 1024 * 1024;
/** Rows are packed in pieces of this size before compression. */
export const PIECE_SIZE = 1024 * 1024;

export interface BackupHead {
  product: 'drumbeat';
  version: string; // of the Drumbeat that wrote it
  created: string; // RFC 3339
  server: string; // version of PostgreSQL
  schema: number; // of the last migration
  migrations: { number: number; name: string; checksum: string }[];
  positions: { orgId: number; position: number }[]; // where each organisation's log stands
  leftOut: Record<string, string>; // by table: why it is not in the back-up
}

/** Opens a section: rows of one table, as gzip'd pieces of COPY's binary form. */
export interface SectionHead {
  table: string;
  orgId: number | null; // null: of all organisations
  columns: string[];
}

/** Closes a section. */
export interface SectionFoot {
  rows: number;
  bytes: number; // before compression
}

export interface BackupFoot {
  sections: number;
  rows: number;
  bytes: number;
  sequences: { name: string; last: number }[];
}
