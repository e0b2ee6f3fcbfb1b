// The one door to zod, which says what goes over the wire: validation, types and OpenAPI from it.

export type { ZodType } from 'zod';
export { z } from 'zod';
