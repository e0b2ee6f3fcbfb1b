// Why CSV bytes cannot go on being read, in sentences.

import { type Refusal, refusal } from '../refusals.ts';

export function nulByte(line: number): Refusal {
  return refusal(
    'not_text',
    `Line ${line} holds a NUL byte, so this is no text file. Export the feed as CSV in UTF-8.`,
  );
}

export function notUtf8(byte: number, line: number): Refusal {
  const shown = byte.toString(16).toUpperCase().padStart(2, '0');
  return refusal(
    'encoding',
    `Byte 0x${shown} in line ${line} is not UTF-8; the file looks like Windows-1252 ` +
      '(Western European). Save it as "CSV UTF-8", or convert it, and read it again.',
  );
}

export function unclosedQuote(line: number): Refusal {
  return refusal(
    'unclosed_quote',
    `A quote opens in line ${line} and is never closed, so that the rest of the file would be ` +
      'one cell. Close it, or double it where it belongs to the text.',
  );
}

export function cellTooLong(line: number): Refusal {
  return refusal(
    'cell_too_long',
    `A cell of the record in line ${line} is longer than 1 MiB. ` +
      'Perhaps a quote is not closed there; else shorten the text.',
  );
}

export function recordTooLong(line: number): Refusal {
  return refusal(
    'record_too_long',
    `The record in line ${line} is longer than 8 MiB or 16,384 cells. Are the line ends missing?`,
  );
}
