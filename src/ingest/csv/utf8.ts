// UTF-8 as bytes: where a sequence is broken, and where a cell's text begins and ends without the
// white space around it.

/** Length of the sequence that begins at `at` (its first byte is >= 0x80); 0 = it is broken, -1 =
 * it goes on beyond `end`. Overlong forms and surrogates are broken (Unicode 3.9, table 3-7). */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at]!;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) {
    if (at + i >= end) return -1;
    const next = bytes[at + i]!;
    let low = 0x80;
    let high = 0xbf;
    if (i === 1) {
      if (first === 0xe0) low = 0xa0;
      else if (first === 0xed) high = 0x9f;
      else if (first === 0xf0) low = 0x90;
      else if (first === 0xf4) high = 0x8f;
    }
    if (next < low || next > high) return 0;
  }
  return length;
}

/** Bytes of the white space that begins at `at`, 0 = none there (as String.prototype.trim has it).
 * */
function spaceAt(bytes: Uint8Array, at: number, to: number): number {
  const first = bytes[at]!;
  if (first <= 32) return first === 32 || (first >= 9 && first <= 13) ? 1 : 0;
  if (first < 0x80) return 0;
  const second = at + 1 < to ? bytes[at + 1]! : 0;
  if (first === 0xc2) return second === 0xa0 ? 2 : 0;
  const third = at + 2 < to ? bytes[at + 2]! : 0;
  if (first === 0xe1) return second === 0x9a && third === 0x80 ? 3 : 0;
  if (first === 0xe3) return second === 0x80 && third === 0x80 ? 3 : 0;
  if (first === 0xef) return second === 0xbb && third === 0xbf ? 3 : 0;
  if (first !== 0xe2) return 0;
  if (second === 0x81) return third === 0x9f ? 3 : 0;
  const isSpace =
    second === 0x80 &&
    ((third >= 0x80 && third <= 0x8a) || third === 0xa8 || third === 0xa9 || third === 0xaf);
  return isSpace ? 3 : 0;
}

/** First byte of the text in from .. to without the white space before it. */
export function trimStart(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  while (start < to) {
    const length = spaceAt(bytes, start, to);
    if (length === 0) break;
    start += length;
  }
  return start;
}

/** Byte after the text in from .. to without the white space behind it. */
export function trimEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from) {
    const last = bytes[end - 1]!;
    if (last < 0x80) {
      if (spaceAt(bytes, end - 1, end) === 0) break;
      end -= 1;
    } else if (end - 3 >= from && spaceAt(bytes, end - 3, end) === 3) end -= 3;
    else if (end - 2 >= from && spaceAt(bytes, end - 2, end) === 2) end -= 2;
    else break;
  }
  return end;
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a byte range. */
export function decodeText(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > 64) return DECODER.decode(bytes.subarray(from, to));
  let text = '';
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80) return DECODER.decode(bytes.subarray(from, to));
    text += String.fromCharCode(byte);
  }
  return text;
}
