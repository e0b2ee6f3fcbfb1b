// Files that are small on the disk and large, deep or endless when read, or that lead a reader
// astray: each for one feed of a folder, with the rule that must refuse it.

import { deflateRawSync } from 'node:zlib';
import {
  packed,
  relationsXml,
  textRow,
  workbookXml,
  writeWorkbook,
  writeZip,
  type ZipPart,
} from './workbook/workbook-fixture.ts';

export interface FileBomb {
  words: string;
  file: string; // its name in the folder
  rules: readonly string[]; // one of which refuses it, or puts its rows aside
  bytes: () => Uint8Array;
}

const MIB = 1024 * 1024;
const LIMIT = ['workbook_limit'];
const ALIEN = ['not_a_workbook'];
const HEAD = textRow(1, ['customer_id']);

const workbook = (words: string, rules: readonly string[], bytes: () => Uint8Array): FileBomb => ({
  words,
  file: 'bomb.xlsx',
  rules,
  bytes,
});

/** A workbook of one sheet, customers, whose parts may be replaced or added to. */
function parts(replaced: Readonly<Record<string, ZipPart | string>>): Buffer {
  const all: Record<string, ZipPart | string> = {
    'xl/workbook.xml': workbookXml(['customers']),
    'xl/_rels/workbook.xml.rels': relationsXml(1),
    'xl/worksheets/sheet1.xml': sheetXml(HEAD),
    ...replaced,
  };
  return writeZip(
    Object.entries(all).map(([name, part]) =>
      typeof part === 'string' ? packed(name, part) : { ...part, name },
    ),
  );
}

const SHEET = 'xl/worksheets/sheet1.xml';
const sheetXml = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const sheet = (rows: string): Buffer => parts({ [SHEET]: sheetXml(rows) });
const raw = (xml: string): Buffer => parts({ [SHEET]: xml });

/** Text that packs badly, so that it is no bomb by its ratio. */
function noise(size: number): string {
  let text = '';
  for (let at = 0; text.length < size; at++) text += ((at * 2_654_435_761) >>> 0).toString(36);
  return text.slice(0, size);
}

const dense = (size: number, piece = ' '): ZipPart => packed('x', Buffer.alloc(size, piece));
const claimed = (size: number, real = MIB): ZipPart => ({ ...dense(real), size });

/** Bytes of a sound workbook, changed from an offset counted from its end. */
function mended(change: (bytes: Buffer, end: number) => void): Buffer {
  const bytes = sheet(textRow(2, ['C1']));
  change(bytes, bytes.length - 22);
  return bytes;
}

function cells(count: number, cell: (at: number) => string): string {
  let rows = HEAD;
  for (let at = 2; at < count + 2; at++) rows += `<row r="${at}">${cell(at)}</row>`;
  return rows;
}

export const ZIP_BOMBS: readonly FileBomb[] = [
  workbook('a part of 1.5 GB by its directory', LIMIT, () => parts({ [SHEET]: claimed(1.5e9) })),
  workbook('a part that hides its size', ALIEN, () => parts({ [SHEET]: claimed(1000, 8 * MIB) })),
  workbook('a sheet that is a thousand times its size', LIMIT, () =>
    parts({ [SHEET]: dense(8 * MIB) }),
  ),
  workbook('shared texts that are a thousand times their size', LIMIT, () =>
    parts({ 'xl/sharedStrings.xml': dense(8 * MIB) }),
  ),
  workbook('styles that are a thousand times their size', LIMIT, () =>
    parts({ 'xl/styles.xml': dense(8 * MIB) }),
  ),
  workbook('a list of sheets that is a thousand times its size', LIMIT, () =>
    parts({ 'xl/workbook.xml': dense(8 * MIB) }),
  ),
  workbook('relations that are a thousand times their size', LIMIT, () =>
    parts({ 'xl/_rels/workbook.xml.rels': dense(8 * MIB) }),
  ),
  workbook('2,100 parts', LIMIT, () =>
    parts(Object.fromEntries(Array.from({ length: 2100 }, (_, at) => [`x/${at}.xml`, '<a/>']))),
  ),
  workbook('a directory that claims 65,534 parts', LIMIT, () =>
    mended((bytes, end) => {
      bytes.writeUInt16LE(65_534, end + 8);
      bytes.writeUInt16LE(65_534, end + 10);
    }),
  ),
  workbook('a directory behind the end of the file', ALIEN, () =>
    mended((bytes, end) => bytes.writeUInt32LE(0x7fffffff, end + 16)),
  ),
  workbook('a directory that is its own end', ALIEN, () =>
    mended((bytes, end) => bytes.writeUInt32LE(end, end + 16)),
  ),
  workbook('a way of packing that nobody knows', ALIEN, () => {
    const bytes = parts({});
    const at = bytes.indexOf('PK\u0001\u0002');
    for (let from = at; from >= 0; from = bytes.indexOf('PK\u0001\u0002', from + 1)) {
      bytes.writeUInt16LE(99, from + 10);
    }
    return bytes;
  }),
  workbook('parts that are encrypted', ALIEN, () => {
    const bytes = parts({});
    let from = bytes.indexOf('PK\u0001\u0002');
    for (; from >= 0; from = bytes.indexOf('PK\u0001\u0002', from + 1)) {
      bytes.writeUInt16LE(1, from + 8);
    }
    return bytes;
  }),
  workbook('a workbook in a zip', ALIEN, () =>
    writeZip([{ ...packed('inner.xlsx', sheet(textRow(2, ['C1']))) }]),
  ),
  workbook('zips in zips, eight deep', ALIEN, () => {
    let inner: Uint8Array = sheet(textRow(2, ['C1']));
    for (let depth = 0; depth < 8; depth++) inner = writeZip([packed('inner.zip', inner)]);
    return inner;
  }),
  workbook('a part whose name leads out of the folder', ALIEN, () =>
    parts({ '../../../evil.xml': '<a/>' }),
  ),
  workbook('a part whose name is absolute, twice', ALIEN, () => parts({ '//evil.xml': '<a/>' })),
  workbook('packed bytes that are none', ALIEN, () =>
    parts({ [SHEET]: { ...packed('x', 'abc'), bytes: Buffer.from(noise(5000)), size: 50_000 } }),
  ),
  workbook('a stream that ends in its middle', ALIEN, () => {
    const whole = deflateRawSync(Buffer.from(sheetXml(cells(2000, (at) => `<c><v>${at}</v></c>`))));
    return parts({ [SHEET]: { ...packed('x', ''), bytes: whole.subarray(0, 900), size: 100_000 } });
  }),
  workbook('the head of a workbook alone', ALIEN, () => Buffer.from('PK\u0003\u0004')),
  workbook('an encrypted workbook', ['encrypted_workbook'], () =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]),
  ),
];

export const SHEET_BOMBS: readonly FileBomb[] = [
  workbook('a cell in column XFD, row after row', LIMIT, () =>
    sheet(cells(2000, (at) => `<c r="XFD${at}"><v>${at}</v></c>`)),
  ),
  workbook('a column that no sheet has', LIMIT, () =>
    sheet(`${HEAD}<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>`),
  ),
  workbook('a row of number 2,000,000,000', LIMIT, () =>
    sheet(`${HEAD}<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>`),
  ),
  workbook('a million sheets', LIMIT, () =>
    parts({
      'xl/workbook.xml': `<workbook><sheets>${'<sheet name="a"/>'.repeat(1e6)}</sheets></workbook>`,
    }),
  ),
  workbook('a sheet of customers, a hundred times', ['feed_twice'], () =>
    parts({ 'xl/workbook.xml': workbookXml(new Array(100).fill('customers')) }),
  ),
  workbook('one text of 900 KB in 3,000 cells', ALIEN, () =>
    writeWorkbook({
      sheets: { customers: cells(3000, () => '<c t="s"><v>0</v></c>') },
      strings: [noise(900_000)],
    }),
  ),
  workbook('a shared text of number 4,000,000,000', ['required'], () =>
    sheet(`${HEAD}<row r="2"><c t="s"><v>4000000000</v></c></row>`),
  ),
  workbook('entities that multiply', ALIEN, () =>
    raw(
      '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' +
        sheetXml(`${HEAD}<row><c t="inlineStr"><is><t>&b;</t></is></c></row>`),
    ),
  ),
  workbook('an entity from a file', ALIEN, () =>
    raw(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${sheetXml('')}`),
  ),
  workbook('a document type in the list of sheets', ALIEN, () =>
    parts({ 'xl/workbook.xml': `<!DOCTYPE a [<!ENTITY b "c">]>${workbookXml(['customers'])}` }),
  ),
  workbook('rows in rows, a hundred thousand deep, none of which ends', ALIEN, () =>
    raw(`<worksheet><sheetData>${HEAD}${'<row>'.repeat(100_000)}`),
  ),
  workbook('a text as long as Excel has them in 10,000 cells', LIMIT, () =>
    writeWorkbook({
      sheets: { customers: cells(10_000, () => '<c t="s"><v>0</v></c>') },
      strings: [noise(32_767)],
    }),
  ),
  workbook('a tag of a million attributes', ALIEN, () =>
    raw(sheetXml(`${HEAD}<row ${Array.from({ length: 2e5 }, (_, i) => `a${i}="1"`).join(' ')}>`)),
  ),
  workbook('an attribute of 1 MB', ALIEN, () => raw(sheetXml(`${HEAD}<row r="${noise(MIB)}">`))),
  workbook('a tag that never ends', ALIEN, () => raw(`<worksheet><sheetData><row ${noise(MIB)}`)),
  workbook('a comment that never ends', ALIEN, () =>
    raw(`<worksheet><sheetData><!-- ${noise(MIB)}`),
  ),
  workbook('raw text that never ends', ALIEN, () =>
    raw(`<worksheet><sheetData><![CDATA[${noise(MIB)}`),
  ),
  workbook('a text of 1 MB in a cell', ALIEN, () =>
    sheet(`${HEAD}<row r="2"><c t="inlineStr"><is><t>${noise(MIB)}</t></is></c></row>`),
  ),
  workbook('bytes that are no UTF-8', ['no_header'], () =>
    parts({ [SHEET]: packed('x', Buffer.alloc(4096, 0xff)) }),
  ),
];

const csv = (
  words: string,
  rules: readonly string[],
  text: () => string | Uint8Array,
): FileBomb => ({
  words,
  file: 'customers.csv',
  rules,
  bytes: () => Buffer.from(text() as string),
});

export const TEXT_BOMBS: readonly FileBomb[] = [
  csv('a header of a million columns', ['record_too_long'], () => `${'c,'.repeat(1e6)}c\n`),
  csv('a header that never ends', ['cell_too_long'], () => noise(2 * MIB)),
  csv('a quote that never closes', ['cell_too_long'], () => `customer_id,name\n"${noise(2 * MIB)}`),
  csv('nothing but quotes', ['cell_too_long'], () => '"'.repeat(2 * MIB + 1)),
  csv('nothing but separators', ['record_too_long'], () => ','.repeat(2 * MIB)),
  csv('nothing but line ends', ['no_header'], () => '\n'.repeat(MIB)),
  csv('nothing but marks of byte order', ['cell_too_long'], () => '\ufeff'.repeat(MIB)),
  csv('nothing but zeros', ['not_text'], () => Buffer.alloc(2 * MIB)),
  csv('a cell of 2 MB', ['cell_too_long'], () => `customer_id,name\nC1,${noise(2 * MIB)}\n`),
  csv('a row of 20,000 cells', ['record_too_long'], () => `customer_id\n${'x,'.repeat(20_000)}\n`),
  csv(
    'a number of 900,000 digits',
    ['range'],
    () => `customer_id,priority\nC1,${'9'.repeat(9e5)}\n`,
  ),
  csv('half a character at each end', ['encoding'], () =>
    Buffer.concat([Buffer.from('customer_id\n'), Buffer.alloc(4096, 0xc3)]),
  ),
  csv('UTF-32', ['encoding'], () => Buffer.from('fffe000063000000750000000a000000', 'hex')),
];

const settings = (words: string, text: () => string): FileBomb => ({
  words,
  file: 'drumbeat.json',
  rules: ['settings'],
  bytes: () => Buffer.from(text()),
});

export const SETTINGS_BOMBS: readonly FileBomb[] = [
  settings('lists in lists', () => '['.repeat(1e6)),
  settings('objects in objects', () => '{"a":'.repeat(5e5)),
  settings('a text that never ends', () => `{"timezone":"${noise(MIB)}`),
  settings('a file of blanks', () => ' '.repeat(8 * MIB)),
  settings('a horizon of 1e308 days', () => '{"horizon_days": 1e308}'),
  settings('a number of a million digits', () => `{"horizon_days": ${'9'.repeat(1e6)}}`),
  settings('a time zone of 1 MB', () => `{"timezone": "${noise(MIB)}"}`),
  settings('a day of the year 999999999', () => '{"as_of": "999999999-01-01"}'),
];

export const FILE_BOMBS = [...ZIP_BOMBS, ...SHEET_BOMBS, ...TEXT_BOMBS, ...SETTINGS_BOMBS];
