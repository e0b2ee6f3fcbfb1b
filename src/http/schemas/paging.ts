// What lists and reads have in common in their addresses: the cursor, the page's size, the position
// that a read must not stand before, and ids.

import { z } from './zod.ts';

export const PAGE_ROWS_MAX = 1_000;
const CURSOR_LENGTH_MAX = 2_048;
const ID_LENGTH_MAX = 1_024; // of several key parts joined by `/`

export const PositionSchema = z
  .number()
  .int()
  .min(0)
  .meta({ id: 'Position', description: 'place in the log: 0 = nothing yet, then 1, 2, 3 ...' });

/** A number as an address writes it: digits only, so that `1e9`, ` 7` and `` are told apart. */
export const digits = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));

export const positionText = digits(0, Number.MAX_SAFE_INTEGER);

export const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

export const IdSchema = z.string().min(1).max(ID_LENGTH_MAX);
/** A name as people and programs give it: a rule, an owner, a code. */
export const NameSchema = z.string().min(1).max(255);

export const paging = {
  cursor: z.string().max(CURSOR_LENGTH_MAX).optional().describe('`next` of the page before'),
  limit: digits(1, PAGE_ROWS_MAX).optional().describe(`1 to ${PAGE_ROWS_MAX}, else 100`),
};

export const notBefore = {
  not_before: positionText
    .optional()
    .describe('answers only when the plan rests on this position or a later one'),
};

export const waiting = z.object({
  prefer: z
    .string()
    .max(1_000)
    .optional()
    .describe('`wait=10`: seconds to wait for `not_before`, at most 30'),
});

export const PAGE_LIMIT = 100;

export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    rows: z.array(row),
    next: z.string().nullable().describe('cursor of the next page; null: this was the last one'),
  });

export const planPageOf = <Row extends z.ZodType>(row: Row) =>
  pageOf(row).extend({ position: PositionSchema });
