// The plan as schemas: its state, its lists, the document as a whole.

import { HANDLING_STATES } from '../../contract/living-exception.ts';
import { EXTRA_LISTS } from '../../contract/plan-document.ts';
import { digits, IdSchema, notBefore, PositionSchema, paging, planPageOf } from './paging.ts';
import { z } from './zod.ts';

const Day = z.string().nullable().describe('YYYY-MM-DD');

export const PlanAnswerSchema = z
  .object({
    position: PositionSchema.describe('what the plan rests on'),
    head: PositionSchema.describe('where the log stands'),
    planned_at: z.string().nullable(),
    planned_in_ms: z.number(),
    as_of: z.string(),
    state: z.enum(['starting', 'current', 'planning', 'failing']),
    message: z.string(),
    headline: z.string().describe('what needs a decision, in one sentence'),
  })
  .meta({ id: 'PlanState' });

export const PlanQuery = z.strictObject(notBefore);

const extras = new RegExp(`^(${EXTRA_LISTS.join('|')})(,(${EXTRA_LISTS.join('|')}))*$`);
export const DocumentQuery = z.strictObject({
  with: z
    .string()
    .max(255)
    .regex(extras, `must name of ${EXTRA_LISTS.join(', ')}, with commas`)
    .optional()
    .describe(`any of ${EXTRA_LISTS.join(', ')}, with commas`),
  ...notBefore,
});

export const PlanDocumentSchema = z
  .looseObject({ as_of: z.string(), horizon_days: z.number(), mode: z.string() })
  .meta({ id: 'PlanDocument', description: 'as `drumbeat plan --json` prints it' });

const PlanRow = z.looseObject({});

/** Columns by which each list can be asked for. */
export const PLAN_LIST_FILTERS = {
  demand: ['kind', 'customer_id', 'order_id', 'item_id', 'location_id'],
  planned_orders: ['kind', 'source_id', 'item_id', 'location_id', 'supplier_id'],
  action_messages: ['kind', 'feed', 'order_id', 'item_id', 'location_id'],
  diagnostics: ['severity', 'feed', 'rule'],
} as const;

export const planListQuery = (columns: readonly string[]) =>
  z.strictObject({
    ...Object.fromEntries(columns.map((name) => [name, z.string().max(1_024).optional()])),
    ...paging,
    ...notBefore,
  });

export const PlanListSchema = planPageOf(PlanRow);

export const ItemLocationParams = z.object({ item: IdSchema, location: IdSchema });
export const ItemLocationSchema = z
  .looseObject({ position: PositionSchema.optional() })
  .meta({ id: 'ItemLocation', description: 'parameters, stock, orders, balances by day' });

export const PEG_KINDS = [
  'inventory',
  'purchase_order',
  'production_order',
  'transfer_order',
  'planned_order',
  'sales_order',
  'call_off',
  'forecast',
  'safety_stock',
  'surplus',
] as const;

export const PeggingParams = z.object({ kind: z.enum(PEG_KINDS), id: IdSchema });
export const PeggingQuery = z.strictObject({
  depth: digits(1, 50).optional().describe('levels each way, 1 to 50, else 3'),
  ...notBefore,
});
export const PeggingSchema = z
  .looseObject({ position: PositionSchema.optional() })
  .meta({ id: 'Pegging', description: 'what feeds it and what it feeds, both ways' });

const Text = z.string().nullable();
const living = {
  id: z.string(),
  code: z.string(),
  state: z.enum(HANDLING_STATES),
  is_open: z.boolean().describe('false: its cause is gone'),
  is_put_aside: z.boolean(),
  version: z.number().int().describe('also the ETag; an action names it'),
  severity: z.string(),
  owner: Text,
  assigned_to: Text,
  value_at_risk: z.number().nullable(),
  first_date: Day,
  item_id: Text,
  location_id: Text,
  supplier_id: Text,
  cause: z.object({ feed: z.string(), key: z.string(), text: z.string() }).nullable(),
  message: z.string(),
  aside: z
    .looseObject({ as: z.enum(['dismissed', 'resolved', 'snoozed']), reason: z.string() })
    .nullable(),
  woken_because: Text,
  raised_at: z.string(),
  raised_position: PositionSchema,
  changed_at: z.string(),
  changed_position: PositionSchema,
  closed_at: Text,
  closed_position: PositionSchema.nullable(),
  history: z
    .array(z.looseObject({ type: z.string(), at: z.string() }))
    .optional()
    .describe('when one is read by itself, oldest first'),
};

export const ExceptionSchema = z
  .looseObject({
    kind: z.literal('exception'),
    ...living,
    subject: z.record(z.string(), z.string()),
    last_date: Day,
    quantity: z.number().nullable(),
    case_id: Text,
  })
  .meta({ id: 'Exception', description: 'fields as in the plan document, with its life cycle' });

export const CaseSchema = z
  .looseObject({
    kind: z.literal('case'),
    ...living,
    decide_by: Day,
    certainty: z.number().nullable(),
    exception_count: z.number().int(),
  })
  .meta({ id: 'Case', description: 'exceptions of one cause, with their life cycle' });
