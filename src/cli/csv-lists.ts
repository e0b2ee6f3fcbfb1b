// The lists of a plan as CSV files in a folder, one a list; what is nested in a row becomes
// columns, or a list of its own beside it.

import type { Cause, DemandRow, PlanDocument, Subject } from '../contract/plan-document.ts';
import type { CsvCell } from './csv-text.ts';

export interface CsvList {
  name: string;
  columns: string[];
  rows: Iterable<CsvCell[]>;
}

/** Each list of a plan, its columns first. */
export function csvLists(document: PlanDocument): CsvList[] {
  const demand = [...document.demand];
  const lists: CsvList[] = [
    plainList('demand', DEMAND_COLUMNS, demand),
    deliveriesList(demand),
    constraintsList(demand),
    plainList('planned_orders', PLANNED_ORDER_COLUMNS, document.planned_orders),
    plainList('action_messages', ACTION_MESSAGE_COLUMNS, document.action_messages),
    {
      name: 'exceptions',
      columns: ['code', 'subject', ...EXCEPTION_COLUMNS, ...CAUSE_COLUMNS, 'message'],
      rows: mapped(document.exceptions, (row) => [
        row.code,
        subjectText(row.subject),
        ...cellsOf(row, EXCEPTION_COLUMNS),
        ...causeCells(row.cause),
        row.message,
      ]),
    },
    {
      name: 'cases',
      columns: ['id', ...CASE_COLUMNS, ...CAUSE_COLUMNS, 'exceptions', 'message'],
      rows: mapped(document.cases, (row) => [
        row.id,
        ...cellsOf(row, CASE_COLUMNS),
        ...causeCells(row.cause),
        row.exceptions.length,
        row.message,
      ]),
    },
    plainList('diagnostics', DIAGNOSTIC_COLUMNS, document.diagnostics),
  ];
  if (document.balances) lists.push(plainList('balances', BALANCE_COLUMNS, document.balances));
  if (document.pegging) lists.push(peggingList(document.pegging));
  if (document.resource_loads) {
    lists.push(plainList('resource_loads', LOAD_COLUMNS, document.resource_loads));
  }
  return lists;
}

const DEMAND_COLUMNS = [
  'kind',
  'id',
  'customer_id',
  'order_id',
  'line',
  'schedule_line',
  'item_id',
  'location_id',
  'quantity',
  'requested_date',
  'promised_date',
  'due_date',
  'priority',
  'lateness_days',
  'short_quantity',
];
const PLANNED_ORDER_COLUMNS = [
  'id',
  'kind',
  'source_id',
  'item_id',
  'location_id',
  'quantity',
  'needed_date',
  'release_date',
  'receipt_date',
  'supplier_id',
  'from_location_id',
  'past_due_release',
];
const ACTION_MESSAGE_COLUMNS = [
  'kind',
  'feed',
  'order_id',
  'line',
  'schedule_line',
  'item_id',
  'location_id',
  'quantity',
  'from_date',
  'to_date',
  'to_quantity',
  'value',
];
const EXCEPTION_COLUMNS = [
  'first_date',
  'last_date',
  'quantity',
  'value_at_risk',
  'severity',
  'owner',
];
const CASE_COLUMNS = ['value_at_risk', 'first_date', 'decide_by', 'certainty', 'severity', 'owner'];
const CAUSE_COLUMNS = ['cause_feed', 'cause_key', 'cause_text'];
const BALANCE_COLUMNS = [
  'item_id',
  'location_id',
  'date',
  'gross_requirements',
  'scheduled_receipts',
  'planned_receipts',
  'projected_available_balance',
];
const LOAD_COLUMNS = ['resource_id', 'date', 'hours_available', 'hours_loaded'];
const DIAGNOSTIC_COLUMNS = ['severity', 'feed', 'key', 'rule', 'message'];

function* mapped<Row>(rows: Iterable<Row>, cells: (row: Row) => CsvCell[]): Generator<CsvCell[]> {
  for (const row of rows) yield cells(row);
}

function cellsOf(row: object, columns: readonly string[]): CsvCell[] {
  const cells = row as Record<string, CsvCell>;
  return columns.map((column) => cells[column]);
}

function plainList(name: string, columns: string[], rows: Iterable<object>): CsvList {
  return { name, columns, rows: mapped(rows, (row) => cellsOf(row, columns)) };
}

function deliveriesList(demand: readonly DemandRow[]): CsvList {
  return {
    name: 'demand_deliveries',
    columns: ['kind', 'id', 'date', 'quantity'],
    rows: demand.flatMap(({ kind, id, deliveries }) =>
      deliveries.map(({ date, quantity }) => [kind, id, date, quantity]),
    ),
  };
}

function constraintsList(demand: readonly DemandRow[]): CsvList {
  return {
    name: 'demand_constraints',
    columns: ['kind', 'id', 'constraint', 'subject', 'date'],
    rows: demand.flatMap(({ kind, id, constraints }) =>
      constraints.map((row) => [kind, id, row.kind, subjectText(row.subject), row.date]),
    ),
  };
}

function peggingList(rows: NonNullable<PlanDocument['pegging']>): CsvList {
  const ends = ['kind', 'id', 'date'];
  return {
    name: 'pegging',
    columns: [
      ...ends.map((end) => `supply_${end}`),
      ...ends.map((end) => `demand_${end}`),
      'item_id',
      'location_id',
      'quantity',
    ],
    rows: mapped(rows, (row) => [
      ...cellsOf(row.supply, ends),
      ...cellsOf(row.demand, ends),
      row.item_id,
      row.location_id,
      row.quantity,
    ]),
  };
}

function causeCells(cause: Cause | null): CsvCell[] {
  return cause === null ? [null, null, null] : [cause.feed, cause.key, cause.text];
}

/** item_id=MG-2207 location_id=P2 */
function subjectText(subject: Subject): string {
  return Object.entries(subject)
    .map(([column, value]) => `${column}=${value}`)
    .join(' ');
}
