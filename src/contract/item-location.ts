// The wire shape of one item-location: its projection by day, what is there and what comes, what is
// wanted, what the plan says about it, and the parameters that it was planned with.

import type { ActionMessageRow, PeggingRow, PlannedOrderRow } from './plan-document.ts';

export interface ItemLocationView {
  position: number;
  as_of: string;
  horizon_days: number;
  item_id: string;
  description: string | null;
  uom: string;
  location_id: string;
  location_name: string | null;
  planner: string | null;
  buyer: string | null;
  unit_cost: number | null;
  unit_price: number | null;
  currency: string;
  days: ProjectedDay[];
  stock: StockRow[];
  open_supply: OpenSupplyRow[]; // by usable date
  demand: NeedRow[]; // by the day on which it leaves stock
  planned_orders: PlannedOrderRow[];
  action_messages: ActionMessageRow[];
  parameters: ParameterRow[];
  sources: SourceRow[];
}

export interface ProjectedDay {
  date: string;
  gross_requirements: number;
  scheduled_receipts: number;
  planned_receipts: number;
  projected_available_balance: number;
}

export interface StockRow {
  id: string | null; // key of the inventory row
  quantity: number;
  status: 'available' | 'inspection' | 'in_transit';
  batch: string | null;
  usable_date: string;
  expiry_date: string | null;
  reserved_for: string | null; // customer
}

/** The date ladder: the first of believed, shipped, confirmed, promised, requested. */
export interface OpenSupplyRow {
  kind: string;
  id: string;
  supplier_id: string | null;
  quantity: number; // that still comes
  requested_date: string | null;
  promised_date: string | null;
  confirmed_date: string | null;
  arrival_date: string; // by the ladder, before goods receipt
  date_basis: 'believed' | 'shipped' | 'confirmed' | 'promised' | 'requested';
  usable_date: string | null; // null: beyond every horizon
  is_firm: boolean;
  is_unconfirmed: boolean;
  is_past_due: boolean;
  is_supply: boolean; // false: past due for too long, or a rest under the tolerance
}

/** `passed_on`: what a phantom or run-out item passes on, named by its item-location. */
export interface NeedRow {
  kind: string;
  id: string;
  customer_id: string | null;
  quantity: number;
  stock_date: string; // on which it leaves stock
  due_date: string | null;
}

export interface ParameterRow {
  name: string;
  value: string | number | null;
  from: 'item_locations' | 'items' | 'settings' | 'default';
  key: string | null; // of the row that says so
}

export interface SourceRow {
  source_id: string;
  kind: 'buy' | 'make' | 'transfer';
  priority: number | null;
  supplier_id: string | null;
  from_location_id: string | null;
  lead_time_days: number;
  is_released: boolean;
}

/** What supplies a demand, or what a supply serves, level by level. */
export interface PeggingView {
  position: number;
  kind: string;
  id: string;
  down: PegLevelRow[]; // towards suppliers: what supplies it, and what supplies that
  up: PegLevelRow[]; // towards customers: what it serves, and what that serves
  is_cut: boolean; // there is more than is shown
}

export interface PegLevelRow extends PeggingRow {
  level: number; // 1 = tied to the subject itself
}
