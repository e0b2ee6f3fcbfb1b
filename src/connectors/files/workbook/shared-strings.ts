// The texts that a workbook's cells share, kept as bytes: xl/sharedStrings.xml.

import { CELL_SIZE_MAX } from '../../../ingest/csv/scanner.ts';
import { decodeText } from '../../../ingest/csv/utf8.ts';
import { type Refusal, refusal } from '../../../ingest/refusals.ts';
import { beyondLimit, SHARED_STRINGS_MAX, UNPACKED_MAX } from './limits.ts';
import { isEndTag, isSelfClosing, resolveText, tagName, type XmlHandler } from './xml-scanner.ts';

export interface SharedStrings {
  count: number;
  start: Float64Array; // by string, and one more
  bytes: Uint8Array;
  textOf(index: number): Uint8Array;
}

export interface SharedStringsReader {
  handler: XmlHandler;
  strings: SharedStrings;
  fault: Refusal | null;
}

const ENCODER = new TextEncoder();

export function createSharedStrings(): SharedStringsReader {
  const strings: SharedStrings = {
    count: 0,
    start: new Float64Array(1024),
    bytes: new Uint8Array(1 << 16),
    textOf(index) {
      if (!(index >= 0 && index < strings.count)) return strings.bytes.subarray(0, 0);
      return strings.bytes.subarray(strings.start[index]!, strings.start[index + 1]!);
    },
  };
  let size = 0;
  let capturing = false;
  let inPhonetic = false;
  const reader: SharedStringsReader = {
    strings,
    fault: null,
    handler: {
      text(bytes, from, to) {
        if (!capturing || reader.fault) return;
        const text = ENCODER.encode(resolveText(decodeText(bytes, from, to)));
        if (size + text.length > strings.bytes.length) {
          const larger = new Uint8Array(Math.max(size + text.length, strings.bytes.length * 2));
          larger.set(strings.bytes.subarray(0, size));
          strings.bytes = larger;
        }
        strings.bytes.set(text, size);
        size += text.length;
        if (size > UNPACKED_MAX) {
          reader.fault = beyondLimit('Its shared texts are longer than 200 MB');
        } else if (size - strings.start[strings.count]! > CELL_SIZE_MAX) {
          reader.fault = refusal('cell_too_long', 'One of its shared texts is longer than 1 MiB.');
        }
      },
      tag(bytes, from, to) {
        const name = tagName(bytes, from, to);
        if (name === 't')
          capturing = !isEndTag(bytes, from) && !inPhonetic && !isSelfClosing(bytes, to);
        else if (name === 'rPh') inPhonetic = !isEndTag(bytes, from);
        else if (name === 'si' && (isEndTag(bytes, from) || isSelfClosing(bytes, to))) endString();
      },
    },
  };
  function endString(): void {
    if (strings.count + 2 > strings.start.length) {
      const larger = new Float64Array(strings.start.length * 2);
      larger.set(strings.start);
      strings.start = larger;
    }
    strings.count++;
    strings.start[strings.count] = size;
    if (strings.count > SHARED_STRINGS_MAX) {
      reader.fault = beyondLimit(`It has more than ${SHARED_STRINGS_MAX} shared texts`);
    }
  }
  return reader;
}
