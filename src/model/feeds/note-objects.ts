// What a note can be on besides the rows of feeds: what the plan raises.

export const NOTE_OBJECTS = { cases: 'case', exceptions: 'exception' } as const;

export function isRaisedObject(object: string): object is keyof typeof NOTE_OBJECTS {
  return Object.hasOwn(NOTE_OBJECTS, object);
}
