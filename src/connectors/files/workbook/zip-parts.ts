// The parts of a workbook's zip: listed with their sizes checked, read piece by piece. The one
// place that knows yauzl (chosen because it reads lazily and checks sizes; a smaller reader of our
// own would be the way out).

import { type Entry, open, type ZipFile } from 'yauzl';
import { isRefusal } from '../../../ingest/record-batch.ts';
import { type Refusal, refusal } from '../../../ingest/refusals.ts';
import { beyondLimit, PARTS_MAX, partFault } from './limits.ts';

export interface ZipParts {
  zip: ZipFile;
  entries: Map<string, Entry>; // by name, without a leading slash
}

export async function openZip(path: string): Promise<ZipParts | Refusal> {
  return await new Promise((resolve) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) {
        resolve(refusal('not_a_workbook', `The file is no workbook: ${error.message}.`));
        return;
      }
      listEntries(zip, resolve);
    });
  });
}

function listEntries(zip: ZipFile, resolve: (parts: ZipParts | Refusal) => void): void {
  const entries = new Map<string, Entry>();
  const settle = (result: ZipParts | Refusal) => {
    if (isRefusal(result)) zip.close();
    resolve(result);
  };
  if (zip.entryCount > PARTS_MAX) {
    settle(beyondLimit(`It has ${zip.entryCount} parts; ${PARTS_MAX} are allowed`));
    return;
  }
  zip.on('error', (error: Error) =>
    settle(refusal('not_a_workbook', `The file is no sound workbook: ${error.message}.`)),
  );
  zip.on('end', () => settle({ zip, entries }));
  zip.on('entry', (entry: Entry) => {
    const name = entry.fileName.replace(/^\//, '');
    const isXml = /\.(xml|rels)$/i.test(name);
    const fault = isXml ? partFault(name, entry.compressedSize, entry.uncompressedSize) : null;
    if (fault) {
      settle(fault);
      return;
    }
    entries.set(name, entry);
    zip.readEntry();
  });
  zip.readEntry();
}

/** The part's bytes, piece by piece; `take` returns false to stop. A part that unpacks to more than
 * its directory says is an error. */
export async function readPart(
  parts: ZipParts,
  name: string,
  take: (piece: Uint8Array) => boolean,
): Promise<Refusal | null> {
  const entry = parts.entries.get(name);
  if (!entry) return refusal('not_a_workbook', `The workbook lacks its part ${name}.`);
  const fault = partFault(name, entry.compressedSize, entry.uncompressedSize);
  if (fault) return fault;
  return await new Promise((resolve) => {
    parts.zip.openReadStream(entry, (error, stream) => {
      const fail = (reason: Error) =>
        resolve(refusal('not_a_workbook', `Part ${name} cannot be unpacked: ${reason.message}.`));
      if (error) {
        fail(error);
        return;
      }
      stream.on('error', fail);
      stream.on('end', () => resolve(null));
      stream.on('data', (piece: Uint8Array) => {
        if (take(piece)) return;
        stream.destroy();
        resolve(null);
      });
    });
  });
}

/** A small part as one text; refused when it is larger than `sizeMax`. */
export async function readSmallPart(
  parts: ZipParts,
  name: string,
  sizeMax: number,
): Promise<string | Refusal> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const fault = await readPart(parts, name, (piece) => {
    pieces.push(piece);
    size += piece.length;
    return size <= sizeMax;
  });
  if (fault) return fault;
  if (size > sizeMax) {
    return beyondLimit(`Its part ${name} is larger than ${Math.round(sizeMax / 1e6)} MB`);
  }
  return Buffer.concat(pieces).toString('utf8');
}
