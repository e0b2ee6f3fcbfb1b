// Texts as small integers: each distinct text is kept once, and equal texts have equal codes.
// Code 0 is always the empty text, which stands for "not given".

export interface TextPool {
  texts: string[]; // by code
  codeOf: Map<string, number>;
}

export function createTextPool(): TextPool {
  return { texts: [''], codeOf: new Map([['', 0]]) };
}

/** The text's code; a new text gets the next one. */
export function intern(pool: TextPool, text: string): number {
  let code = pool.codeOf.get(text);
  if (code === undefined) {
    code = pool.texts.length;
    pool.texts.push(text);
    pool.codeOf.set(text, code);
  }
  return code;
}
