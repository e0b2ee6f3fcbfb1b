// Texts as small integers: each distinct text is kept once, and equal texts have equal codes.
// Code 0 is always the empty text, which stands for "not given".

export interface TextPool {
  texts: string[]; // by code; only ever added to, by the functions here
  codeOf: TextCodes;
}

/** Codes by text, in a map that is filled when it is asked, and then as far as needed: a million
 * texts that nobody asks for by name cost no map. */
export interface TextCodes {
  get(text: string): number | undefined;
}

interface LazyCodes extends TextCodes {
  texts: readonly string[];
  codes: Map<string, number>;
  mapped: number; // texts that are in the map
}

const LAZY = {
  get(this: LazyCodes, text: string): number | undefined {
    const { texts, codes } = this;
    for (; this.mapped < texts.length; this.mapped++) codes.set(texts[this.mapped]!, this.mapped);
    return codes.get(text);
  },
};

export function createTextPool(): TextPool {
  const texts = [''];
  const codes: LazyCodes = Object.create(LAZY);
  return { texts, codeOf: Object.assign(codes, { texts, codes: new Map(), mapped: 0 }) };
}

/** The text's code; a new text gets the next one. */
export function intern(pool: TextPool, text: string): number {
  return pool.codeOf.get(text) ?? addText(pool, text);
}

/** The next code, for a text that is not in the pool. */
export function addText(pool: TextPool, text: string): number {
  pool.texts.push(text);
  return pool.texts.length - 1;
}
