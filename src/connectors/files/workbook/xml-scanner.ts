// XML as a stream of bytes: tags and the text between them, nothing else. No entities but the five
// of XML and character references, no document types: what could grow or reach out is refused.

import { decodeText } from '../../../ingest/csv/utf8.ts';
import { RUN_MAX } from './limits.ts';

export interface XmlHandler {
  /** A start, end or self-closing tag; the range holds what stands between < and >. */
  tag(bytes: Uint8Array, from: number, to: number): void;
  /** The text before a tag, raw (entities are not resolved). */
  text(bytes: Uint8Array, from: number, to: number): void;
}

export interface XmlScanner {
  handler: XmlHandler;
  carry: Uint8Array; // the unfinished end of the last piece
  fault: string; // '' = none
}

export function createXmlScanner(handler: XmlHandler): XmlScanner {
  return { handler, carry: new Uint8Array(0), fault: '' };
}

/** Takes the next piece; false when the XML is refused (`fault` says why). */
export function pushXml(scanner: XmlScanner, piece: Uint8Array): boolean {
  const { carry, handler } = scanner;
  let bytes = piece;
  if (carry.length > 0) {
    bytes = new Uint8Array(carry.length + piece.length);
    bytes.set(carry);
    bytes.set(piece, carry.length);
  }
  let at = 0;
  for (;;) {
    const open = bytes.indexOf(60, at);
    if (open < 0) break;
    const close = endOfMarkup(scanner, bytes, open);
    if (scanner.fault !== '') return false;
    if (close < 0) break;
    const second = bytes[open + 1]!;
    if (second === 33) {
      if (bytes[open + 2] === 91) {
        if (open > at) handler.text(bytes, at, open);
        cdata(handler, bytes, open + 9, close - 2);
      }
    } else if (second !== 63) {
      if (open > at) handler.text(bytes, at, open);
      handler.tag(bytes, open + 1, close);
    }
    at = close + 1;
  }
  scanner.carry = bytes.slice(at);
  if (scanner.carry.length > RUN_MAX) scanner.fault = 'a text or tag longer than 512 KiB';
  return scanner.fault === '';
}

/** The `>` that ends the markup at `open`, -1 = it is not there yet. */
function endOfMarkup(scanner: XmlScanner, bytes: Uint8Array, open: number): number {
  const end = bytes.length;
  if (bytes[open + 1] === 33) {
    if (open + 9 >= end) return -1;
    const isComment = bytes[open + 2] === 45 && bytes[open + 3] === 45;
    const isCdata = bytes[open + 2] === 91;
    if (!isComment && !isCdata) {
      scanner.fault = 'a document type, which is not allowed';
      return -1;
    }
    const mark = isComment ? 45 : 93;
    for (let at = open + 6; at < end; at++) {
      if (bytes[at] === 62 && bytes[at - 1] === mark && bytes[at - 2] === mark) return at;
    }
    return -1;
  }
  let quote = 0;
  for (let at = open + 1; at < end; at++) {
    const byte = bytes[at]!;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === 62) return at;
    else if (byte === 34 || byte === 39) quote = byte;
  }
  return -1;
}

const ENCODER = new TextEncoder();

/** Literal text: handed on with its ampersands escaped, so that all text is resolved alike. */
function cdata(handler: XmlHandler, bytes: Uint8Array, from: number, to: number): void {
  const text = ENCODER.encode(decodeText(bytes, from, to).replaceAll('&', '&amp;'));
  handler.text(text, 0, text.length);
}

/** Length of the tag's name without its prefix, and where it begins. */
export function tagName(bytes: Uint8Array, from: number, to: number): string {
  let start = bytes[from] === 47 ? from + 1 : from;
  let end = start;
  while (end < to && bytes[end]! > 32 && bytes[end] !== 47) {
    if (bytes[end] === 58) start = end + 1;
    end++;
  }
  const length = end - start;
  if (length === 1) return ONE_LETTER[bytes[start]!] ?? '';
  return decodeText(bytes, start, end);
}

const ONE_LETTER = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** The value of an attribute, raw; null = the tag has none of that name. */
export function attribute(
  bytes: Uint8Array,
  from: number,
  to: number,
  name: string,
): string | null {
  let at = from;
  while (at < to) {
    while (at < to && bytes[at]! > 32) at++; // the name of the tag, or the end of the last value
    while (at < to && bytes[at]! <= 32) at++;
    const nameFrom = at;
    while (at < to && bytes[at] !== 61 && bytes[at]! > 32) at++;
    const nameTo = at;
    while (at < to && bytes[at] !== 34 && bytes[at] !== 39) at++;
    if (at >= to) return null;
    const quote = bytes[at]!;
    const valueFrom = ++at;
    while (at < to && bytes[at] !== quote) at++;
    if (isName(bytes, nameFrom, nameTo, name)) return decodeText(bytes, valueFrom, at);
    at++;
  }
  return null;
}

function isName(bytes: Uint8Array, from: number, to: number, name: string): boolean {
  if (to - from !== name.length) return false;
  for (let i = 0; i < name.length; i++) if (bytes[from + i] !== name.charCodeAt(i)) return false;
  return true;
}

export function isEndTag(bytes: Uint8Array, from: number): boolean {
  return bytes[from] === 47;
}

export function isSelfClosing(bytes: Uint8Array, to: number): boolean {
  return bytes[to - 1] === 47;
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with its entities and Excel's _x000D_ escapes resolved; others stand as they are. */
export function resolveText(raw: string): string {
  let text = raw;
  if (text.includes('&')) {
    text = text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]{2,4});/g, (whole, name: string) => {
      if (name[0] !== '#') return NAMED[name] ?? whole;
      const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : whole;
    });
  }
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
