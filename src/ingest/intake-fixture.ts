// A data folder written down in a test: intakeOf({ 'items.csv': 'item_id\nA\n', ... }).

import { feedNamed } from '../model/feeds/feeds.ts';
import type { ByteSource } from './csv/reader.ts';
import { openCsv } from './csv/reader.ts';
import type { Intake } from './intake.ts';
import { readFeeds } from './read-feeds.ts';
import type { RecordSource } from './record-batch.ts';
import { readSettings } from './settings.ts';

/** Bytes as a source; `pieceSize` bytes are handed out at a time. */
export function bytesSource(bytes: Uint8Array, pieceSize = 1 << 16): ByteSource {
  let at = 0;
  return {
    size: bytes.length,
    async read(into) {
      const piece = bytes.subarray(at, at + Math.min(into.length, pieceSize));
      into.set(piece);
      at += piece.length;
      return piece.length;
    },
    async close() {},
  };
}

/** Reads the folder; `drumbeat.json` is one of the files. As of 2027-03-01 unless it says else. */
export async function intakeOf(files: Record<string, string | Uint8Array>): Promise<Intake> {
  const { 'drumbeat.json': json, ...rest } = files;
  const sources: RecordSource[] = [];
  for (const [file, content] of Object.entries(rest)) {
    const feed = feedNamed(file.replace('.csv', ''));
    if (!feed) throw new Error(`${file} is the file of no feed.`);
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    sources.push({
      file,
      feedName: feed.name,
      size: bytes.length,
      open: () => openCsv(bytesSource(bytes), feed),
    });
  }
  const now = Date.UTC(2027, 2, 1, 12);
  const settings = readSettings(typeof json === 'string' ? json : '{}', now);
  return readFeeds({ sources, settings, refused: [], diagnostics: [] }, () => {});
}

/** Two items (A in pieces, K in kilograms) and one location, enough for every other feed. */
export const BASE_FILES = {
  'items.csv': 'item_id,uom\nA,PCE\nB,PCE\nK,KGM\n',
  'locations.csv': 'location_id\nP\n',
};
