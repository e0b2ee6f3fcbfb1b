// Facts, the log and what was put aside, as schemas.

import { AnyRowSchema } from './feed-rows.ts';
import {
  digits,
  NameSchema,
  notBefore,
  PAGE_ROWS_MAX,
  PositionSchema,
  pageOf,
  paging,
  planPageOf,
  positionText,
  yesOrNo,
} from './paging.ts';
import { z } from './zod.ts';

const FeedName = z.string().min(1).max(64).describe('a feed of the data contract');
const Count = z.number().int().min(0);
const STATES = ['open', 'replayed', 'dropped'] as const;

export const QuarantineRowSchema = z
  .object({
    id: z.string(),
    feed: z.string(),
    line: Count,
    column: z.string(),
    value: z.string(),
    rule: z.string().describe('as docs/errors.md lists them'),
    message: z.string(),
    row: z.record(z.string(), z.string()).describe("as it came, by the body's column names"),
    position: PositionSchema,
    at: z.string(),
    source: z.string(),
    state: z.enum(STATES),
  })
  .meta({ id: 'QuarantineRow', description: 'A row that was put aside, and why.' });

export const IntakeAnswerSchema = z
  .object({
    feed: z.string(),
    position: PositionSchema,
    rows: Count,
    new: Count,
    changed: Count,
    unchanged: Count,
    closed: Count.describe('rows that `replace` took away'),
    quarantined: Count,
    quarantine: z.array(QuarantineRowSchema).describe('the first 100'),
    diagnostics: z.array(z.object({ severity: z.string(), rule: z.string(), message: z.string() })),
  })
  .meta({ id: 'IntakeAnswer', description: 'rows = new + changed + unchanged + quarantined' });

export const FeedParams = z.object({ feed: FeedName });

const ScopeName = z.string().min(1).max(255);

export const IntakeQuery = z.strictObject({
  replace: yesOrNo.optional().describe('the body is the full truth for the scope it covers'),
  scope: z
    .union([ScopeName, z.array(ScopeName).min(1).max(1_000)])
    .optional()
    .describe(
      'with `replace`: what the body covers, as values of the column that the feed is ' +
        'replaced by, once for each (`scope=P1&scope=P2`); `*` = the whole feed. An empty ' +
        'body needs it.',
    ),
  source: z.string().max(255).optional().describe('where it comes from; or the header X-Source'),
});

const visible = /^[\x21-\x7e]{1,255}$/;

export const IntakeHeaders = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .describe('1 to 255 visible ASCII characters: the same request again gives the same answer'),
  'x-source': z.string().max(255).optional().describe('where the facts come from'),
});

export const isIdempotencyKey = (text: string): boolean => visible.test(text);

export const FactsQuery = z
  .object({
    as_of: z.iso.datetime({ offset: true }).optional().describe('an instant: as it was known then'),
    position: positionText.optional().describe('as it was after that log entry'),
    history: yesOrNo.optional().describe('every version, with who, when, source, position'),
    ...paging,
    ...notBefore,
  })
  .catchall(z.string().max(1_024))
  .describe('any other parameter is a column that must equal the text');

export const FactPageSchema = planPageOf(AnyRowSchema);

export const LogQuery = z.strictObject({
  after: positionText.optional().describe('entries after this position, else from the first'),
  limit: digits(1, PAGE_ROWS_MAX).optional(),
});

export const LogPageSchema = z.object({
  entries: z.array(
    z.object({
      position: PositionSchema,
      feed: z.string(),
      at: z.string(),
      actor: z.string(),
      source: z.string(),
      mode: z.enum(['update', 'replace']),
      new: Count,
      changed: Count,
      closed: Count,
      quarantined: Count,
    }),
  ),
  head: PositionSchema,
});

export const QuarantineListQuery = z.strictObject({
  feed: FeedName.optional(),
  rule: NameSchema.optional(),
  state: z.enum(STATES).optional(),
  ...paging,
});

export const QuarantinePageSchema = pageOf(QuarantineRowSchema);

export const ReplayBody = z.strictObject({
  cells: z
    .record(z.string().min(1).max(255), z.string().max(10_000))
    .refine((cells) => Object.keys(cells).length <= 1_000, 'has more than 1,000 cells')
    .default({})
    .describe('cells to mend, by column; others stay as they came'),
});

export const DropBody = z.strictObject({ reason: z.string().trim().min(1).max(2_000) });
export const DroppedSchema = z.object({ id: z.string(), state: z.literal('dropped') });

const note = z.string().max(10_000).nullable().optional();
const day = z.iso.date().nullable().optional();
export const NoteBody = z.strictObject({
  text: note.describe('the remark'),
  believed_date: day.describe('the date that the planner believes'),
  valid_until: day,
  follow_up: day,
});
