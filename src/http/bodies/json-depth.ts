// How deep a JSON text is nested, piece by piece and without reading it: brackets that stand
// outside of strings. A text that is no JSON gives some number, and is refused by its parser.

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export interface DepthState {
  depth: number;
  deepest: number;
  inString: boolean;
  escaped: boolean;
}

export const startDepth = (): DepthState => ({
  depth: 0,
  deepest: 0,
  inString: false,
  escaped: false,
});

export function jsonDepth(bytes: Uint8Array): number {
  const state = startDepth();
  followDepth(state, bytes);
  return state.deepest;
}

/** `[` and `{` differ in one bit, and so do their ends: 0x5b | 0x20 = 0x7b, 0x5d | 0x20 = 0x7d. */
export function followDepth(state: DepthState, bytes: Uint8Array): void {
  let { depth, deepest, inString, escaped } = state;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inString) {
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if ((byte | 0x20) === 0x7b) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if ((byte | 0x20) === 0x7d) depth--;
  }
  state.depth = depth;
  state.deepest = deepest;
  state.inString = inString;
  state.escaped = escaped;
}
