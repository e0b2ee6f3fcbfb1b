// The wire shape of a plan, as `plan --json` prints it. Field names are the feeds' column names,
// dates YYYY-MM-DD, quantities in the item's base unit; what does not exist is null.

/** Names a thing by columns of the feeds, for example { item_id, location_id }. */
export type Subject = Readonly<Record<string, string>>;

export interface Cause {
  feed: string;
  key: string;
  text: string;
}

export interface PlanDocument {
  as_of: string;
  horizon_days: number;
  mode: 'unconstrained' | 'constrained';
  position: string | null;
  demand: Iterable<DemandRow>;
  planned_orders: Iterable<PlannedOrderRow>;
  action_messages: Iterable<ActionMessageRow>;
  exceptions: Iterable<ExceptionRow>;
  cases: Iterable<CaseRow>;
  balances?: Iterable<BalanceRow>;
  pegging?: Iterable<PeggingRow>;
  resource_loads?: Iterable<ResourceLoadRow>;
  diagnostics: Iterable<DiagnosticRow>;
}

/** The lists that are there only when asked for. */
export const EXTRA_LISTS = ['balances', 'pegging', 'forecast', 'loads'] as const;
export type ExtraList = (typeof EXTRA_LISTS)[number];

export interface DemandRow {
  kind: 'sales_order' | 'call_off' | 'forecast';
  id: string;
  customer_id: string | null;
  order_id: string | null;
  line: string | null;
  schedule_line: string | null;
  item_id: string;
  location_id: string;
  quantity: number;
  requested_date: string | null;
  promised_date: string | null;
  due_date: string;
  priority: number | null;
  deliveries: DeliveryRow[];
  lateness_days: number | null;
  short_quantity: number;
  constraints: ConstraintRow[];
}

export interface DeliveryRow {
  date: string;
  quantity: number;
}

export type ConstraintKind =
  | 'material'
  | 'capacity'
  | 'supplier_capacity'
  | 'lead_time'
  | 'fence'
  | 'max_lot'
  | 'release_status';

export interface ConstraintRow {
  kind: ConstraintKind;
  subject: Subject;
  date: string | null; // from when it no longer binds; null: it binds to the horizon's end
}

export interface PlannedOrderRow {
  id: string; // kind:item:location:n
  kind: 'buy' | 'make' | 'transfer';
  source_id: string | null;
  item_id: string;
  location_id: string;
  quantity: number;
  needed_date: string;
  release_date: string;
  receipt_date: string;
  supplier_id: string | null;
  from_location_id: string | null;
  past_due_release: boolean;
}

export type ActionMessageKind =
  | 'expedite'
  | 'reschedule_in'
  | 'reschedule_out'
  | 'cancel'
  | 'increase'
  | 'decrease'
  | 'release'
  | 'close';

export interface ActionMessageRow {
  kind: ActionMessageKind;
  feed: string;
  order_id: string;
  line: string | null;
  schedule_line: string | null;
  item_id: string;
  location_id: string;
  quantity: number;
  from_date: string;
  to_date: string | null;
  to_quantity: number | null;
  value: number | null;
}

export interface ExceptionRow {
  code: string;
  subject: Subject;
  first_date: string | null;
  last_date: string | null;
  quantity: number | null;
  value_at_risk: number | null;
  severity: string;
  owner: string | null;
  cause: Cause | null;
  message: string;
}

export interface CaseRow {
  id: string;
  cause: Cause | null;
  exceptions: number[]; // places in the list of exceptions
  value_at_risk: number | null;
  first_date: string | null;
  decide_by: string | null;
  certainty: number | null;
  severity: string;
  owner: string | null;
  message: string;
}

/** One row a day: the balance at the day's end and what changed it. */
export interface BalanceRow {
  item_id: string;
  location_id: string;
  date: string;
  gross_requirements: number;
  scheduled_receipts: number;
  planned_receipts: number;
  projected_available_balance: number;
}

export interface PegEnd {
  kind: string;
  id: string;
  date: string | null;
}

export interface PeggingRow {
  supply: PegEnd;
  demand: PegEnd;
  item_id: string;
  location_id: string;
  quantity: number;
}

export interface ResourceLoadRow {
  resource_id: string;
  date: string;
  hours_available: number;
  hours_loaded: number;
}

export interface DiagnosticRow {
  severity: 'error' | 'warning' | 'info';
  feed: string;
  key: string;
  rule: string;
  message: string;
}
