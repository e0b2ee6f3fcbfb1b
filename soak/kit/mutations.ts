// Bodies as no sender means them: bytes flipped, cut out, doubled, moved, and pieces put in that
// parsers stumble over.

import type { Random } from '../../src/base/prng.ts';

const PIECES = [
  '',
  '\0',
  '\ufeff',
  '\r',
  '\r\n',
  '\n\n',
  '"',
  '""',
  "'",
  ',',
  ';;;;',
  '\t',
  '{',
  '[[[[',
  '}]',
  '\\',
  '\\u0000',
  '\\ud800',
  '1e309',
  '-0',
  '1e-400',
  '9'.repeat(400),
  '0x1F',
  'NaN',
  'null',
  'true',
  '"__proto__":{"x":1},',
  '"constructor":1,',
  '2027-02-30',
  '31.12.9999',
  '0000-00-00',
  '=cmd()',
  '\u202e',
  '\u{10ffff}',
  'ﬀ',
  ' '.repeat(2_000),
  'x'.repeat(20_000),
].map((text) => Buffer.from(text));
const BROKEN = [Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xed, 0xa0, 0x80])];
const TIMES_MAX = 4;

export function mutated(body: Uint8Array, random: Random): Uint8Array {
  let bytes = Buffer.from(body);
  const times = random.integer(0, TIMES_MAX);
  for (let time = 0; time < times; time++) bytes = Buffer.from(changed(bytes, random));
  return bytes;
}

function changed(bytes: Buffer, random: Random): Uint8Array {
  const at = random.integer(0, bytes.length);
  const end = Math.min(bytes.length, at + random.integer(1, 40));
  const [before, cut, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, end),
    bytes.subarray(end),
  ];
  const dice = random.next();
  if (dice < 0.2) {
    const flipped = Buffer.from(bytes);
    if (at < flipped.length) flipped[at]! ^= 1 << random.integer(0, 7);
    return flipped;
  }
  if (dice < 0.35) return Buffer.concat([before, after]);
  if (dice < 0.45) return Buffer.concat([before, cut, cut, after]);
  if (dice < 0.5) return before; // cut off
  if (dice < 0.55) return Buffer.concat([after, cut, before]);
  if (dice < 0.65) return Buffer.concat([before, random.pick(BROKEN), after]);
  return Buffer.concat([before, random.pick(PIECES), after]);
}
