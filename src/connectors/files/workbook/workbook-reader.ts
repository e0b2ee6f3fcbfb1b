// A workbook (Office Open XML, ECMA-376): its sheets by name, and each sheet's rows as batches.

import type { RecordBatch } from '../../../ingest/record-batch.ts';
import { isRefusal } from '../../../ingest/record-batch.ts';
import { type Refusal, refusal } from '../../../ingest/refusals.ts';
import { type CellFormat, readFormats } from './cell-formats.ts';
import { createSharedStrings, type SharedStrings } from './shared-strings.ts';
import { createSheetReader } from './sheet-reader.ts';
import {
  attribute,
  createXmlScanner,
  isEndTag,
  pushXml,
  resolveText,
  tagName,
  type XmlHandler,
} from './xml-scanner.ts';
import { openZip, readPart, readSmallPart, type ZipParts } from './zip-parts.ts';

export interface WorkbookSheet {
  name: string;
  part: string; // within the zip
  size: number; // bytes unpacked
}

export interface WorkbookFile {
  parts: ZipParts;
  sheets: WorkbookSheet[];
  formats: CellFormat[];
  from1904: boolean;
  strings: SharedStrings | null; // read when the first sheet is
}

const SHARED_STRINGS = 'xl/sharedStrings.xml';
const SMALL_PART_MAX = 16 * 1024 * 1024; // bytes
const WORKBOOK = 'xl/workbook.xml';

export async function openWorkbook(path: string): Promise<WorkbookFile | Refusal> {
  const parts = await openZip(path);
  if (isRefusal(parts)) return parts;
  if (!parts.entries.has(WORKBOOK)) {
    return refusal('not_a_workbook', `The file is a zip, but no workbook: it lacks ${WORKBOOK}.`);
  }
  const workbook = await readSmallPart(parts, WORKBOOK, SMALL_PART_MAX);
  if (typeof workbook !== 'string') return workbook;
  const targets = await readTargets(parts);
  if (isRefusal(targets)) return targets;
  let formats: CellFormat[] = [];
  if (parts.entries.has('xl/styles.xml')) {
    const styles = await readSmallPart(parts, 'xl/styles.xml', SMALL_PART_MAX);
    if (typeof styles !== 'string') return styles;
    formats = readFormats(styles);
  }
  const file: WorkbookFile = { parts, sheets: [], formats, from1904: false, strings: null };
  const fault = scanText(workbook, {
    text() {},
    tag(bytes, from, to) {
      const name = tagName(bytes, from, to);
      if (name === 'workbookPr') {
        const flag = attribute(bytes, from, to, 'date1904');
        file.from1904 = flag === '1' || flag === 'true';
      } else if (name === 'sheet' && !isEndTag(bytes, from)) {
        const part = targets.get(attribute(bytes, from, to, 'r:id') ?? '') ?? '';
        // A part that is lacking is refused when it is read.
        const size = parts.entries.get(part)?.uncompressedSize ?? 0;
        const title = resolveText(attribute(bytes, from, to, 'name') ?? '').trim();
        file.sheets.push({ name: title, part, size });
      }
    },
  });
  return fault ?? file;
}

/** Parts of the workbook by relation id. */
async function readTargets(parts: ZipParts): Promise<Map<string, string> | Refusal> {
  const relations = await readSmallPart(parts, 'xl/_rels/workbook.xml.rels', SMALL_PART_MAX);
  if (typeof relations !== 'string') return relations;
  const targets = new Map<string, string>();
  const fault = scanText(relations, {
    text() {},
    tag(bytes, from, to) {
      if (tagName(bytes, from, to) !== 'Relationship') return;
      const target = resolveText(attribute(bytes, from, to, 'Target') ?? '');
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      targets.set(attribute(bytes, from, to, 'Id') ?? '', path);
    },
  });
  return fault ?? targets;
}

function scanText(xml: string, handler: XmlHandler): Refusal | null {
  const scanner = createXmlScanner(handler);
  return pushXml(scanner, new TextEncoder().encode(xml)) ? null : badXml(scanner.fault);
}

function badXml(fault: string): Refusal {
  return refusal('not_a_workbook', `The workbook's XML has ${fault}.`);
}

/** Reads a sheet; `take` gets its rows, batch by batch. */
export async function readSheet(
  file: WorkbookFile,
  part: string,
  take: (batch: RecordBatch) => void,
): Promise<Refusal | null> {
  if (!file.strings) {
    const strings = await readSharedStrings(file.parts);
    if (isRefusal(strings)) return strings;
    file.strings = strings;
  }
  const { formats, from1904, strings } = file;
  const packedSize = packedSizeOf(file.parts, part) + packedSizeOf(file.parts, SHARED_STRINGS);
  const sheet = createSheetReader({ strings, formats, from1904, packedSize }, take);
  const scanner = createXmlScanner(sheet.handler);
  const fault = await readPart(
    file.parts,
    part,
    (piece) => pushXml(scanner, piece) && !sheet.fault,
  );
  if (fault) return fault;
  if (scanner.fault !== '') return badXml(scanner.fault);
  return sheet.fault ?? sheet.end();
}

const packedSizeOf = ({ entries }: ZipParts, name: string): number =>
  entries.get(name)?.compressedSize ?? 0;

async function readSharedStrings(parts: ZipParts): Promise<SharedStrings | Refusal> {
  const reader = createSharedStrings();
  const name = SHARED_STRINGS;
  if (!parts.entries.has(name)) return reader.strings;
  const scanner = createXmlScanner(reader.handler);
  const fault = await readPart(parts, name, (piece) => pushXml(scanner, piece) && !reader.fault);
  if (fault) return fault;
  if (scanner.fault !== '') return badXml(scanner.fault);
  return reader.fault ?? reader.strings;
}
