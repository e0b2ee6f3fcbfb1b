// What an exception is about, as columns of the feeds, and the order of exceptions: by first date,
// code and subject.

import { compareText } from '../base/compare-text.ts';
import { radixOrder } from '../base/radix-order.ts';
import { dayColumn, type FactTable, textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { DEMAND_CALL_OFF, type Network } from '../model/network.ts';
import { formatDay, NO_DAY } from '../units/day.ts';
import type { Detection } from './detection.ts';
import type { PlanException, SubjectColumns } from './plan-exception.ts';
import { feedOfSupply } from './supply-statement.ts';

export function subjectOf(detection: Detection, exception: PlanException): SubjectColumns {
  const { facts, network, plan, faults } = detection;
  const { subject, index, node } = exception;
  switch (subject) {
    case 'node':
      return placeColumns(network, node);
    case 'lot': {
      const row = network.stock.factRow[index];
      const place = placeColumns(network, node);
      if (row < 0) return place;
      const batch = facts.pool.texts[textColumn(facts.tables.inventory, 'batch')[row]];
      return { ...place, batch };
    }
    case 'demand':
      return demandColumns(facts, network, index, node);
    case 'supply':
      return supplyColumns(facts, network, index, node);
    case 'message':
      return supplyColumns(facts, network, plan.messages.supply[index], node);
    case 'contract_excess':
      return supplyColumns(facts, network, plan.contractExcesses.supply[index], node);
    case 'component': {
      const table = facts.tables.production_orders;
      const keys = keyColumns(facts, table, network.demand.factRow[index]);
      const { item_id, location_id } = placeColumns(network, node);
      return { component_item_id: item_id, location_id, feed: 'production_orders', ...keys };
    }
    case 'purchase_order': {
      const keys = keyColumns(facts, facts.tables.purchase_orders, index);
      return { ...placeColumns(network, node), feed: 'purchase_orders', ...keys };
    }
    default: {
      const { feed, key, rule } = faults.diagnostics[index];
      return { feed, key, rule };
    }
  }
}

function placeColumns({ nodes, items, locations }: Network, node: number): SubjectColumns {
  return {
    item_id: items.id[nodes.item[node]],
    location_id: locations.id[nodes.location[node]],
  };
}

function supplyColumns(
  facts: Facts,
  network: Network,
  supply: number,
  node: number,
): SubjectColumns {
  const feed = feedOfSupply(network, supply);
  const keys = keyColumns(facts, facts.tables[feed], network.supply.factRow[supply]);
  const supplier = network.supply.supplier[supply];
  const party: SubjectColumns = supplier < 0 ? {} : { supplier_id: network.suppliers.id[supplier] };
  return { ...placeColumns(network, node), feed, ...keys, ...party };
}

function demandColumns(facts: Facts, network: Network, line: number, node: number): SubjectColumns {
  const { kind, factRow, customer } = network.demand;
  const feed = kind[line] === DEMAND_CALL_OFF ? 'call_offs' : 'sales_orders';
  const keys = keyColumns(facts, facts.tables[feed], factRow[line]);
  const party: SubjectColumns =
    customer[line] < 0 ? {} : { customer_id: network.customers.id[customer[line]] };
  return { ...placeColumns(network, node), feed, ...keys, ...party };
}

/** The key columns of a row, in their order. */
function keyColumns(facts: Facts, table: FactTable, row: number): SubjectColumns {
  const columns: SubjectColumns = {};
  for (const { name, key, kind } of table.feed.columns) {
    if (!key) continue;
    if (kind === 'day') {
      const day = dayColumn(table, name)[row];
      columns[name] = day === NO_DAY ? '' : formatDay(day);
    } else columns[name] = facts.pool.texts[textColumn(table, name)[row]];
  }
  return columns;
}

/** Sorts in place. Exceptions without a date come last; a subject's place is its first columns, and
 * nodes stand sorted by item and location, so further columns decide only within one node. */
export function sortExceptions(detection: Detection, exceptions: PlanException[]): void {
  const count = exceptions.length;
  const { dateAndCode, node } = sortKeys(exceptions);
  const order = radixOrder(dateAndCode, node, count, new Int32Array(count), new Int32Array(count));
  const sorted = Array.from(order, (i) => exceptions[i]);
  for (let from = 0; from < count; ) {
    let to = from + 1;
    while (to < count && isTie(order[from], order[to])) to++;
    if (to - from > 1) sortBySubject(detection, sorted, from, to);
    from = to;
  }
  for (let i = 0; i < count; i++) exceptions[i] = sorted[i];

  function isTie(a: number, b: number): boolean {
    return dateAndCode[a] === dateAndCode[b] && node[a] === node[b];
  }
}

const CODES_MAX = 16; // of exceptions; dates times this stay whole numbers of 32 bits

function sortKeys(exceptions: readonly PlanException[]): {
  dateAndCode: Int32Array; // days after the earliest date, then the code's rank
  node: Int32Array; // 0 = none
} {
  const ranks = new Map<string, number>();
  let earliest = Number.MAX_SAFE_INTEGER;
  let latest = 0;
  for (const { firstDate, code } of exceptions) {
    ranks.set(code, 0);
    if (firstDate === NO_DAY) continue;
    if (firstDate < earliest) earliest = firstDate;
    if (firstDate > latest) latest = firstDate;
  }
  [...ranks.keys()].sort(compareText).forEach((code, rank) => {
    ranks.set(code, rank);
  });
  const dateAndCode = new Int32Array(exceptions.length);
  const node = new Int32Array(exceptions.length);
  for (let i = 0; i < exceptions.length; i++) {
    const { firstDate, code } = exceptions[i];
    const date = firstDate === NO_DAY ? latest + 1 : firstDate;
    dateAndCode[i] = Math.max(0, date - earliest) * CODES_MAX + ranks.get(code)!;
    node[i] = exceptions[i].node + 1;
  }
  return { dateAndCode, node };
}

function sortBySubject(
  detection: Detection,
  exceptions: PlanException[],
  from: number,
  to: number,
): void {
  const named = exceptions.slice(from, to).map((exception) => ({
    exception,
    subject: Object.values(subjectOf(detection, exception)).join('\u0000'),
  }));
  named.sort((a, b) => compareText(a.subject, b.subject) || a.exception.index - b.exception.index);
  named.forEach(({ exception }, i) => {
    exceptions[from + i] = exception;
  });
}
