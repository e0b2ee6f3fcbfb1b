// What people decide, as schemas: actions on exceptions and cases, rules, settings, the demo.

import { HANDLING_STATES } from '../../contract/living-exception.ts';
import { STREAM_KINDS } from '../../contract/plan-change.ts';
import { digits, IdSchema, NameSchema, notBefore, PositionSchema, paging } from './paging.ts';
import { z } from './zod.ts';

const Comment = z.string().trim().min(1).max(10_000);
const Reason = z.string().trim().min(1).max(2_000);
const version = { version: z.number().int().min(0).optional().describe('or the header If-Match') };

const action = <Name extends string>(name: Name) => z.literal(name);

export const ActionBody = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.enum(['acknowledge', 'start', 'wait', 'reopen']),
      comment: Comment.optional(),
      ...version,
    }),
    z.strictObject({ action: z.enum(['resolve', 'dismiss']), reason: Reason, ...version }),
    z.strictObject({
      action: action('snooze'),
      until: z.iso.date().nullable().describe('null: until it matters differently'),
      reason: Reason,
      ...version,
    }),
    z.strictObject({
      action: action('assign'),
      owner: NameSchema.nullable().describe("null: back to the rule's owner"),
      comment: Comment.optional(),
      ...version,
    }),
    z.strictObject({
      action: action('comment'),
      text: Comment,
      mentions: z.array(NameSchema).max(50).default([]),
      ...version,
    }),
  ])
  .meta({ id: 'ExceptionAction' });

export const ExceptionParams = z.object({ id: IdSchema });
export const VersionHeaders = z.object({
  'if-match': z.string().max(64).optional().describe('the ETag of what was read'),
});

export const ExceptionListQuery = z.strictObject({
  state: z
    .enum(['open', 'closed', 'snoozed', ...HANDLING_STATES])
    .optional()
    .describe('`open`: all that need somebody, none put aside; else a state of those not closed'),
  severity: z.enum(['critical', 'high', 'medium', 'low']).optional(),
  code: NameSchema.optional(),
  owner: NameSchema.optional(),
  item_id: NameSchema.optional(),
  location_id: NameSchema.optional(),
  minimum_value: digits(0, 1e15).optional().describe('least value at risk'),
  ...paging,
  ...notBefore,
});

export const RulesQuery = z.strictObject({
  version: digits(0, 1e9).optional().describe('an earlier version; else the one in force'),
});
const Name = z.string().nullable();
const Names = z.array(z.string()).optional();
export const RuleSchema = z
  .looseObject({
    code: z.string().describe('of the exceptions that it is about'),
    name: z.string(),
    enabled: z.boolean(),
    scope: z.object({
      categories: Names,
      items: Names,
      locations: Names,
      suppliers: Names,
      planners: Names,
    }),
    minimum_value: z.number().nullable(),
    minimum_quantity: z.number().nullable(),
    within_days: z.number().nullable(),
    parameters: z.record(z.string(), z.number()),
    owner: Name,
    severity: Name,
  })
  .meta({ id: 'Rule' });
/** What is in each rule is checked with the rules themselves, which know the codes. */
const candidate = {
  rules: z.array(z.looseObject({})).max(10_000).describe('as GET gives them'),
  comment: z.string().max(2_000).optional(),
};
export const RulesBody = z.strictObject({
  ...candidate,
  base_version: z.number().int().min(0).optional().describe('or the header If-Match'),
});
export const RulesPreviewBody = z.strictObject(candidate);
export const RulesSchema = z
  .object({
    version: z.number().int().describe('0 = as delivered; also the ETag'),
    rules: z
      .array(RuleSchema)
      .describe(
        'of one code in their order: the first that matches counts, else nothing is raised',
      ),
    at: z.string().nullable(),
    actor: z.string().nullable(),
    comment: z.string().nullable(),
  })
  .meta({ id: 'Rules' });
export const RuleVersionsSchema = z.object({ rows: z.array(z.looseObject({})) });
export const RulesPreviewSchema = z
  .looseObject({ position: PositionSchema, message: z.string() })
  .meta({ id: 'RulesPreview', description: 'what it would raise now, and what of it is new' });

const Parameter = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);
const settings = {
  as_of: z.string().max(10).describe('YYYY-MM-DD'),
  timezone: z.string().max(64),
  horizon_days: z.number().int().min(1).max(3_650),
  currency: z.string().max(3),
  parameters: z.record(z.string().min(1).max(255), Parameter),
};
export const SettingsSchema = z
  .object({ position: PositionSchema, ...settings })
  .meta({ id: 'Settings' });
export const SettingsBody = z.strictObject(settings).partial();

export const PlayerSchema = z
  .object({
    running: z.boolean(),
    days_per_minute: z.number().describe('company days in a real minute; 0 = paused'),
    last_days_per_minute: z.number().describe('the pace before the pause, to go on with'),
    seed: z.number(),
    steps: z.number().int(),
    as_of: z.string(),
    last: z.string(),
  })
  .meta({ id: 'Player' });
export const PlayerBody = z.strictObject({ days_per_minute: z.number().min(0).max(1_440) });
export const StepsBody = z.strictObject({ count: z.number().int().min(1).max(1_000).default(1) });

const isKind = (name: string): boolean =>
  name.endsWith('*')
    ? STREAM_KINDS.some((kind) => kind.startsWith(name.slice(0, -1)))
    : STREAM_KINDS.some((kind) => kind === name);

export const StreamQuery = z.strictObject({
  kinds: z
    .string()
    .max(1_024)
    .regex(/^[a-z_.*]+(,[a-z_.*]+)*$/, 'must be names with commas')
    .refine((text) => text.split(',').every(isKind), `must name of ${STREAM_KINDS.join(', ')}`)
    .optional()
    .describe('only these, with commas; `case.*` = all kinds of that beginning'),
  last_event_id: z.string().max(32).optional().describe('or the header Last-Event-ID'),
});
export const StreamHeaders = z.object({ 'last-event-id': z.string().max(32).optional() });
