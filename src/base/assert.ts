// A broken invariant is a programming fault: it throws at once, with the value that broke it.

/** Throws when `condition` is false. `message` names the value and what it must be. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${message}`);
}
