// Workbooks for tests, made from their XML parts: writeZip is enough of a zip writer for that.

import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string;
  bytes: Uint8Array; // as they are packed
  size: number; // unpacked, as the directory says
  crc: number;
}

export function packed(name: string, content: string | Uint8Array): ZipPart {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { name, bytes: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
}

export function writeZip(parts: readonly ZipPart[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4); // deflated
    fields.writeUInt32LE(part.crc, 10);
    fields.writeUInt32LE(part.bytes.length, 14);
    fields.writeUInt32LE(part.size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, name, part.bytes]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, central, name]),
    );
    pieces.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, listed, end]);
}

export interface WorkbookParts {
  sheets: Record<string, string>; // sheet name -> its <sheetData> rows, as XML
  strings?: string[];
  styles?: string; // xl/styles.xml
  from1904?: boolean;
  more?: ZipPart[];
}

const OPEN = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export function workbookXml(names: readonly string[], from1904 = false): string {
  const sheets = names.map(
    (name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  return (
    `${OPEN}<workbook xmlns="x" ` +
    `xmlns:r="r"><workbookPr${from1904 ? ' date1904="1"' : ''}/>` +
    `<sheets>${sheets.join('')}</sheets></workbook>`
  );
}

export function relationsXml(count: number): string {
  const relations = Array.from(
    { length: count },
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return `${OPEN}<Relationships>${relations.join('')}</Relationships>`;
}

export function writeWorkbook({ sheets, strings, styles, from1904, more }: WorkbookParts): Buffer {
  const names = Object.keys(sheets);
  const parts = [
    packed('xl/workbook.xml', workbookXml(names, from1904)),
    packed('xl/_rels/workbook.xml.rels', relationsXml(names.length)),
    ...Object.values(sheets).map((rows, i) =>
      packed(
        `xl/worksheets/sheet${i + 1}.xml`,
        `${OPEN}<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ),
    ),
  ];
  if (strings) {
    const items = strings.map((text) => `<si><t>${text}</t></si>`).join('');
    parts.push(packed('xl/sharedStrings.xml', `${OPEN}<sst>${items}</sst>`));
  }
  if (styles) parts.push(packed('xl/styles.xml', styles));
  return writeZip([...parts, ...(more ?? [])]);
}

/** A row of inline texts. */
export function textRow(row: number, cells: readonly string[]): string {
  const written = cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`);
  return `<row r="${row}">${written.join('')}</row>`;
}
