// How many columns of a terminal a text takes: by grapheme, wide ones (CJK, emoji) as two. Control
// characters, which could move the cursor or colour what follows, are made visible before printing.

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)/u;
/** Blocks of Chinese, Japanese and Korean writing and of full-width forms, first and last. */
const WIDE_BLOCKS = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
] as const;
const ZERO = /^(?:\p{Mark}|\p{Default_Ignorable_Code_Point})+$/u;
const ASCII = /^[\x20-\x7e]*$/;

export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(segment: string): number {
  if (ZERO.test(segment)) return 0;
  const code = segment.codePointAt(0) ?? 0;
  const isWide = WIDE_BLOCKS.some(([first, last]) => code >= first && code <= last);
  return isWide || EMOJI.test(segment) ? 2 : 1;
}

/** The first part of a text that fits, and the rest; at least one grapheme. */
export function splitAtWidth(text: string, width: number): [head: string, rest: string] {
  let used = 0;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    used += graphemeWidth(segment);
    if (used > width && index > 0) break;
    end = index + segment.length;
  }
  return [text.slice(0, end), text.slice(end)];
}

/** Line breaks become spaces; other control and direction characters the replacement mark. */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\r\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}
