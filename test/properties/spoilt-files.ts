// Data folders as they should not be: valid files torn, flipped, cut and filled with nasty values,
// and arbitrary bytes under the names of feeds and settings.

import fc from 'fast-check';
import { FEEDS } from '../../src/model/feeds/feeds.ts';
import { arbitraryCompanyFiles, shownFiles } from './arbitrary-files.ts';
import type { Files } from './planned-files.ts';

const NASTY = [
  ...['', ' ', '0', '-0', '-1', '-1000000', '1e308', '1e-308', 'NaN', 'Infinity', '1.234', '1,5'],
  ...['9'.repeat(400), `0.${'3'.repeat(400)}`, '1.234,50', '12,5-', "1'000", '0x10', '1_000'],
  ...['9999-12-31', '1900-01-01', '0001-01-01', '0000-00-00', '2027-02-30', '31.03.2027'],
  ...['00.00.0000', '2027-03-01T06:00:00Z', '20270301', '9999-12', '44000'],
  ...['🚲', 'ü', '\u0301\u200b', '\u202eabc', '"', '""', '"open', "'", 'two\nlines', 'a\tb', 'a/b'],
  ...['x'.repeat(5000), '=cmd()', '+1+1', '@SUM(A1)', '<b>', '%s', '\\', '../../x'],
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'true', 'TRUE', 'yes'],
];

const NASTY_SETTINGS = [
  ...['', '{', '[]', 'null', '"text"', '{"as_of": "tomorrow"}', '{"horizon_days": 1e9}'],
  ...['{"as_of": "9990-01-01", "horizon_days": 400}', '{"as_of": "0001-01-01"}'],
  ...['{"as_of": 5, "timezone": "Nowhere/City", "currency": "euro", "files": {"bom": 7}}'],
  ...['{"parameters": {"damp_value": -1, "dead_after_days": "many", "nothing": 1}}'],
  ...['{"parameters": {"dead_after_days": 1000000, "overdue_grace_days": 1000000}}'],
  ...['{"files": {"*": {"numbers": "1.234,5", "dates": "MM/DD/YYYY"}}, "__proto__": {"a": 1}}'],
];

const HOWS = [
  ...['flip', 'cut', 'double', 'delimiter', 'cell', 'cell', 'cell', 'cell', 'insert', 'header'],
  ...['endings', 'noise', 'empty', 'drop', 'rename'],
] as const;

interface Spoiling {
  how: (typeof HOWS)[number];
  file: number;
  at: number;
  value: string;
  noise: Uint8Array;
}

const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  how: fc.constantFrom(...HOWS),
  file: fc.nat({ max: 999 }),
  at: fc.nat({ max: 9999 }),
  value: fc.constantFrom(...NASTY),
  noise: fc.uint8Array({ maxLength: 200 }),
});

const shownAs = (files: Files): Files =>
  Object.defineProperty(files, fc.toStringMethod, {
    value: () => shownFiles(files),
    enumerable: false,
  });

/** Valid files with a few spoilings each, now and then with strange settings. */
export const spoiltFiles: fc.Arbitrary<Files> = fc
  .record({
    company: arbitraryCompanyFiles,
    spoilings: fc.array(spoiling, { minLength: 1, maxLength: 8 }),
    settings: fc.option(fc.constantFrom(...NASTY_SETTINGS), { freq: 5 }),
  })
  .map(({ company, spoilings, settings }) => {
    const files = company.files();
    for (const each of spoilings) spoil(files, each);
    if (settings !== null) files['drumbeat.json'] = settings;
    return shownAs(files);
  });

const noise = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.array(fc.constantFrom(...NASTY, ',', ';', '\n', '\r\n', '\t'), { maxLength: 30 }).map(bytesOf),
);

/** Arbitrary bytes, as whole files or under a feed's own header. */
export const arbitraryBytes: fc.Arbitrary<Files> = fc
  .array(fc.record({ feed: fc.constantFrom(...FEEDS), noise, underHeader: fc.boolean() }), {
    maxLength: 6,
  })
  .map((parts) => {
    const files: Files = { 'items.csv': 'item_id\nI0\nI1\n', 'locations.csv': 'location_id\nP0\n' };
    for (const { feed, noise: bytes, underHeader } of parts) {
      const header = `${feed.columns.map(({ name }) => name).join(',')}\n`;
      files[`${feed.name}.csv`] = underHeader ? joined([Buffer.from(header), bytes]) : bytes;
    }
    return shownAs(files);
  });

function bytesOf(parts: readonly string[]): Uint8Array {
  return Buffer.from(parts.join(''));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

function spoil(files: Files, { how, file, at, value, noise: bytes }: Spoiling): void {
  const names = Object.keys(files).filter((name) => name !== 'drumbeat.json');
  const name = names[file % Math.max(1, names.length)];
  if (name === undefined) return;
  const old = Buffer.from(files[name]!);
  const text = old.toString('utf8');
  const place = Math.floor((at / 10_000) * old.length);
  if (how === 'flip') {
    if (old.length > 0) old[place]! ^= 1 << (at % 8);
    files[name] = old;
  } else if (how === 'cut') files[name] = old.subarray(0, place);
  else if (how === 'insert')
    files[name] = joined([old.subarray(0, place), Buffer.from(value), old.subarray(place)]);
  else if (how === 'noise') files[name] = bytes;
  else if (how === 'empty') files[name] = '';
  else if (how === 'drop') delete files[name];
  else if (how === 'rename') {
    delete files[name];
    files[at % 2 === 0 ? name.toUpperCase() : name.replace('.csv', '.txt')] = old;
  } else files[name] = spoiltText(text, how, at, value);
}

function spoiltText(text: string, how: Spoiling['how'], at: number, value: string): string {
  const lines = text.split('\n');
  const line = at % lines.length;
  switch (how) {
    case 'double':
      return [...lines.slice(0, line + 1), ...lines.slice(line)].join('\n');
    case 'delimiter':
      return text.replaceAll(',', [';', '\t', '|', ',,'][at % 4]!);
    case 'endings':
      return text.replaceAll('\n', ['\r\n', '\r', '\n\n', '\n\u0000'][at % 4]!);
    case 'header':
      return [['', 'sep=;', '\ufeff', lines[0]!][at % 4]!, ...lines.slice(at % 2)].join('\n');
    default: {
      const cells = lines[Math.max(1, line) % lines.length]!.split(',');
      cells[Math.floor(at / 7) % cells.length] = /[",\n]/.test(value)
        ? `"${value.replaceAll('"', '""')}"`
        : value;
      lines[Math.max(1, line) % lines.length] = cells.join(',');
      return lines.join('\n');
    }
  }
}
