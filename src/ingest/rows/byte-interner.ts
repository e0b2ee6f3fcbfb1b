// Pool codes of texts that are still bytes: a hash table over the bytes of every text met so far,
// so that a text is decoded once, however often it comes.

import { addText, type TextPool } from '../../base/text-pool.ts';
import { decodeText } from '../csv/utf8.ts';

export interface ByteInterner {
  pool: TextPool;
  slots: Int32Array; // hash table: entry + 1, 0 = free; at most half full
  entryCount: number;
  entries: Int32Array; // by entry, side by side: hash, first byte in `kept` (unsigned), bytes, code
  kept: Uint8Array; // the bytes of all entries
  keptSize: number;
}

export const NOT_POOLED = -1;
const ENTRY = 4; // numbers of an entry
const FROM = 1;
const SIZE = 2;
const CODE = 3;

export function createByteInterner(pool: TextPool): ByteInterner {
  const interner: ByteInterner = {
    pool,
    slots: new Int32Array(1024),
    entryCount: 0,
    entries: new Int32Array(512 * ENTRY),
    kept: new Uint8Array(8192),
    keptSize: 0,
  };
  for (let code = 1; code < pool.texts.length; code++) {
    const bytes = ENCODER.encode(pool.texts[code]!);
    const hash = hashBytes(bytes, 0, bytes.length);
    keepEntry(interner, slotOf(interner, hash, bytes, 0, bytes.length), hash, bytes, code);
  }
  return interner;
}

/** As FNV-1a, but over four bytes at a time; finished with a multiply-shift so that the low bits
 * are well mixed. */
function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word =
      bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return hash ^ (hash >>> 13);
}

/** The slot of the text, or the free one where it would go. */
function slotOf(
  interner: ByteInterner,
  hash: number,
  bytes: Uint8Array,
  from: number,
  to: number,
): number {
  const { slots, entries, kept } = interner;
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (;;) {
    const entry = (slots[slot]! - 1) * ENTRY;
    if (entry < 0) return slot;
    if (entries[entry] === hash && entries[entry + SIZE] === to - from) {
      let at = from;
      let keptAt = entries[entry + FROM]! >>> 0;
      while (at < to && kept[keptAt] === bytes[at]) {
        at++;
        keptAt++;
      }
      if (at === to) return slot;
    }
    slot = (slot + 1) & mask;
  }
}

/** The pool code of the text in from .. to, NOT_POOLED when it is new; 0 = empty. */
export function findBytes(
  interner: ByteInterner,
  bytes: Uint8Array,
  from: number,
  to: number,
): number {
  if (from >= to) return 0;
  const slot = slotOf(interner, hashBytes(bytes, from, to), bytes, from, to);
  const entry = interner.slots[slot]! - 1;
  return entry < 0 ? NOT_POOLED : interner.entries[entry * ENTRY + CODE]!;
}

/** The pool code of the text in from .. to; a new text gets the next one. */
export function internBytes(
  interner: ByteInterner,
  bytes: Uint8Array,
  from: number,
  to: number,
): number {
  if (from >= to) return 0;
  const hash = hashBytes(bytes, from, to);
  const slot = slotOf(interner, hash, bytes, from, to);
  const found = interner.slots[slot]! - 1;
  if (found >= 0) return interner.entries[found * ENTRY + CODE]!;
  const code = addText(interner.pool, decodeText(bytes, from, to));
  keepEntry(interner, slot, hash, bytes.subarray(from, to), code);
  return code;
}

/** Puts a text that is not there yet into its slot. */
function keepEntry(
  interner: ByteInterner,
  slot: number,
  hash: number,
  bytes: Uint8Array,
  code: number,
): void {
  const at = interner.entryCount++ * ENTRY;
  if (at === interner.entries.length) {
    const larger = new Int32Array(at * 2);
    larger.set(interner.entries);
    interner.entries = larger;
  }
  interner.entries[at] = hash;
  interner.entries[at + FROM] = interner.keptSize;
  interner.entries[at + SIZE] = bytes.length;
  interner.entries[at + CODE] = code;
  keepBytes(interner, bytes);
  interner.slots[slot] = interner.entryCount;
  if (interner.entryCount * 2 > interner.slots.length) growSlots(interner);
}

const ENCODER = new TextEncoder();

/** The pool code of a text that is no bytes yet. All texts must come in by this or internBytes. */
export function internText(interner: ByteInterner, text: string): number {
  const bytes = ENCODER.encode(text);
  return internBytes(interner, bytes, 0, bytes.length);
}

function growSlots(interner: ByteInterner): void {
  const slots = new Int32Array(interner.slots.length * 2);
  const mask = slots.length - 1;
  for (let entry = 0; entry < interner.entryCount; entry++) {
    let slot = interner.entries[entry * ENTRY]! & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = entry + 1;
  }
  interner.slots = slots;
}

function keepBytes(interner: ByteInterner, bytes: Uint8Array): void {
  const needed = interner.keptSize + bytes.length;
  if (needed > interner.kept.length) {
    const larger = new Uint8Array(Math.max(needed, Math.ceil(interner.kept.length * 1.6)));
    larger.set(interner.kept.subarray(0, interner.keptSize));
    interner.kept = larger;
  }
  interner.kept.set(bytes, interner.keptSize);
  interner.keptSize = needed;
}
