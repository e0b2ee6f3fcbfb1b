// What holds for every plan, whatever the scenario: the fields that the interface promises, the
// orders of the lists, and the sums. Each finding is a sentence.

import { formatDay, parseDay } from '../../src/units/day.ts';
import type { Json, JsonObject } from './projection.ts';
import { list, reach } from './projection.ts';

const FIELDS: Record<string, string> = {
  demand:
    'kind id customer_id order_id line schedule_line item_id location_id quantity requested_date ' +
    'promised_date due_date priority deliveries lateness_days short_quantity constraints',
  planned_orders:
    'id kind source_id item_id location_id quantity needed_date release_date receipt_date ' +
    'supplier_id from_location_id past_due_release',
  action_messages:
    'kind feed order_id line schedule_line item_id location_id quantity from_date to_date ' +
    'to_quantity value',
  exceptions:
    'code subject first_date last_date quantity value_at_risk severity owner cause message',
  cases:
    'id cause exceptions value_at_risk first_date decide_by certainty severity ' + 'owner message',
  balances:
    'item_id location_id date gross_requirements scheduled_receipts planned_receipts ' +
    'projected_available_balance',
  pegging:
    'supply.kind supply.id supply.date demand.kind demand.id demand.date item_id location_id ' +
    'quantity',
  diagnostics: 'severity feed key rule message',
};

/** How interfaces.md sorts each list; only columns that are always filled decide. */
const SORTED_BY: Record<string, readonly string[]> = {
  demand: ['due_date', 'kind', 'id'],
  planned_orders: ['release_date', 'id'],
  action_messages: ['from_date', 'feed', 'order_id'],
  exceptions: ['first_date', 'code'],
  balances: ['item_id', 'location_id', 'date'],
  pegging: ['demand.date', 'demand.id', 'supply.date', 'supply.id'],
};

export function brokenInvariants(plan: JsonObject): string[] {
  const missing = missingFields(plan);
  if (Object.keys(FIELDS).some((name) => !Array.isArray(plan[name]))) return missing;
  return [
    ...missing,
    ...unsortedLists(plan),
    ...repeatedIds(plan),
    ...brokenBalances(plan),
    ...brokenDeliveries(plan),
    ...brokenPlannedOrders(plan),
    ...brokenPegs(plan),
    ...brokenCases(plan),
  ];
}

function missingFields(plan: JsonObject): string[] {
  const found: string[] = [];
  for (const name of ['as_of', 'horizon_days', 'mode', 'position'])
    if (!(name in plan)) found.push(`the plan has no ${name}`);
  if (plan.mode !== 'unconstrained') found.push(`mode is ${JSON.stringify(plan.mode)}`);
  if (plan.position !== null) found.push('position is not null without a server');
  for (const [name, fields] of Object.entries(FIELDS)) {
    if (!Array.isArray(plan[name])) {
      found.push(`the plan has no list ${name}`);
      continue;
    }
    for (const field of fields.split(' ')) {
      if (list(plan, name).some((row) => reach(row, field) === undefined))
        found.push(`a row of ${name} has no field ${field}`);
    }
  }
  return found;
}

function unsortedLists(plan: JsonObject): string[] {
  const found: string[] = [];
  for (const [name, columns] of Object.entries(SORTED_BY)) {
    const rows = list(plan, name);
    for (let i = 1; i < rows.length; i++) {
      if (order(rows[i - 1], rows[i], columns) > 0)
        found.push(`${name} ${i + 1} stands after one that sorts behind it by ${columns}`);
    }
  }
  const values = list(plan, 'cases').map((row) => row.value_at_risk);
  for (let i = 1; i < values.length; i++) {
    const [before, value] = [values[i - 1], values[i]];
    if (typeof before === 'number' && typeof value === 'number' && before < value)
      found.push(`case ${i + 1} is worth more than the one before it`);
  }
  return found;
}

/** Compares up to the first column that is empty on either side. */
function order(a: JsonObject, b: JsonObject, columns: readonly string[]): number {
  for (const column of columns) {
    const [left, right] = [reach(a, column), reach(b, column)];
    if (typeof left !== 'string' || typeof right !== 'string') return 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function repeatedIds(plan: JsonObject): string[] {
  const found: string[] = [];
  for (const [name, columns] of [
    ['demand', ['kind', 'id']],
    ['planned_orders', ['id']],
    ['cases', ['id']],
  ] as const) {
    const seen = new Set<string>();
    for (const row of list(plan, name)) {
      const id = columns.map((column) => String(row[column])).join(' ');
      if (seen.has(id)) found.push(`${name}: ${id} is there twice`);
      seen.add(id);
    }
  }
  return found;
}

/** Quantities are whole multiples of at least a millionth; sums of thousands of them as floating
 * point numbers are equal but for the last of their digits. */
const same = (a: number, b: number): boolean => Math.abs(a - b) < 1e-7 + 1e-12 * Math.abs(a);
const number = (value: Json | undefined): number =>
  typeof value === 'number' ? value : Number.NaN;

function brokenBalances(plan: JsonObject): string[] {
  const found: string[] = [];
  const rows = list(plan, 'balances');
  const days = new Map<string, number>();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const node = `${row.item_id} at ${row.location_id}`;
    days.set(node, (days.get(node) ?? 0) + 1);
    if (i === 0 || `${rows[i - 1].item_id} at ${rows[i - 1].location_id}` !== node) continue;
    const balance =
      number(rows[i - 1].projected_available_balance) +
      number(row.scheduled_receipts) +
      number(row.planned_receipts) -
      number(row.gross_requirements);
    if (!same(balance, number(row.projected_available_balance)))
      found.push(
        `${node} on ${row.date}: balance ${row.projected_available_balance} is not ${balance}, ` +
          'the day before + receipts - requirements',
      );
  }
  for (const [node, count] of days)
    if (count !== plan.horizon_days) found.push(`${node} has ${count} days of balance`);
  return found;
}

function brokenDeliveries(plan: JsonObject): string[] {
  const found: string[] = [];
  for (const row of list(plan, 'demand')) {
    const deliveries = list(row, 'deliveries');
    const delivered = deliveries.reduce((sum, { quantity }) => sum + number(quantity), 0);
    if (!same(delivered + number(row.short_quantity), number(row.quantity)))
      found.push(`${row.id}: ${delivered} delivered + short is not the quantity`);
    const earliest = [String(row.due_date), String(plan.as_of)].sort()[1];
    if (deliveries.some(({ date }) => String(date) < earliest))
      found.push(`${row.id} is delivered before its due date`);
    if (delivered === 0 && row.lateness_days !== null)
      found.push(`${row.id} is late without a delivery`);
  }
  return found;
}

function brokenPlannedOrders(plan: JsonObject): string[] {
  return list(plan, 'planned_orders').flatMap((row) => {
    const [released, received] = [String(row.release_date), String(row.receipt_date)];
    const found: string[] = [];
    if (released < String(plan.as_of)) found.push(`${row.id} is released in the past`);
    if (received < released) found.push(`${row.id} is received before it is released`);
    if (!(number(row.quantity) > 0)) found.push(`${row.id} has no quantity`);
    return found;
  });
}

/** Pegged out of a planned order = its quantity (co-products apart), nothing where it comes after
 * the horizon; pegged to a demand = what is delivered of it. */
function brokenPegs(plan: JsonObject): string[] {
  const found: string[] = [];
  const out = new Map<string, number>();
  const into = new Map<string, number>();
  for (const row of list(plan, 'pegging')) {
    const [supply, demand] = [row.supply as JsonObject, row.demand as JsonObject];
    const quantity = number(row.quantity);
    if (!(quantity > 0)) found.push(`${supply.id} is pegged to ${demand.id} with ${quantity}`);
    add(out, `${supply.kind} ${supply.id} ${row.item_id} ${row.location_id}`, quantity);
    add(into, `${demand.kind} ${demand.id}`, quantity);
    add(into, `${demand.kind} ${demand.id} ${row.item_id}`, quantity);
  }
  for (const row of list(plan, 'planned_orders')) {
    const pegged = out.get(`planned_order ${row.id} ${row.item_id} ${row.location_id}`) ?? 0;
    const comesLater = String(row.receipt_date) > lastDay(plan);
    if (!same(pegged, comesLater ? 0 : number(row.quantity)))
      found.push(`of ${row.id} ${pegged} are pegged, not its quantity ${row.quantity}`);
  }
  for (const row of list(plan, 'demand')) {
    const pegged = into.get(`${row.kind} ${row.id}`) ?? 0;
    const delivered = list(row, 'deliveries').reduce((sum, part) => sum + number(part.quantity), 0);
    if (pegged < delivered && !same(pegged, delivered))
      found.push(`${row.id}: ${delivered} delivered, ${pegged} pegged`);
    // A successor counts in units of its own.
    const ownPegged = into.get(`${row.kind} ${row.id} ${row.item_id}`) ?? 0;
    if (ownPegged > number(row.quantity) && !same(ownPegged, number(row.quantity)))
      found.push(`${row.id}: ${ownPegged} pegged to ${row.quantity}`);
  }
  return found;
}

/** The last day of the horizon, never after 9999-12-31. */
function lastDay(plan: JsonObject): string {
  const days = number(plan.horizon_days) - 1;
  return formatDay(parseDay(String(plan.as_of)) + days);
}

function add(sums: Map<string, number>, key: string, quantity: number): void {
  sums.set(key, (sums.get(key) ?? 0) + quantity);
}

function brokenCases(plan: JsonObject): string[] {
  const found: string[] = [];
  const seen = new Set<number>();
  const count = list(plan, 'exceptions').length;
  for (const row of list(plan, 'cases')) {
    for (const index of row.exceptions as number[]) {
      if (!Number.isInteger(index) || index < 0 || index >= count)
        found.push(`case ${row.id} names exception ${index}, which does not exist`);
      if (seen.has(index)) found.push(`exception ${index} is in two cases`);
      seen.add(index);
    }
  }
  return found;
}
