// Clear to build: each production order that runs or starts soon, in order of start date, with what
// is missing on the day it is needed, and how many could be built from today's stock. Stock is
// shared as the plan shares it: by the day it is needed, first come first served.

import { compareText } from '../../base/compare-text.ts';
import type {
  BuildableDocument,
  BuildableRow,
  MissingRow,
} from '../../contract/buildable-document.ts';
import { dayColumn, textColumn } from '../../model/fact-table.ts';
import {
  DEMAND_PRODUCTION_ORDER,
  SUPPLY_CLOSE,
  SUPPLY_PRODUCTION_ORDER,
} from '../../model/network.ts';
import { type Day, NO_DAY } from '../../units/day.ts';
import type { PlannedFolder } from '../commands/plan-folder.ts';
import { createBuildableUnits, type OrderToBuild } from './component-cover.ts';
import { latePartsOfLine } from './delivery-dates.ts';
import { missingRow } from './missing-rows.ts';
import { namePlannedOrders } from './planned-order-names.ts';
import { itemId, locationId, wireDate, wireNodeQuantity } from './wire-values.ts';

/** A production order that is looked at, and the demand lines of its components. */
interface RunningOrder extends OrderToBuild {
  orderId: string;
  start: Day; // NO_DAY = not given
}

export function buildableDocument(folder: PlannedFolder): BuildableDocument {
  const { network, intake } = folder;
  const orders = ordersSoon(folder);
  const buildableUnits = createBuildableUnits(intake.facts, folder.plan);
  const parts = latePartsOfLine(network, folder.lateness);
  const names = namePlannedOrders(folder.plan);
  const rows = orders.map((order): BuildableRow => {
    const missing: MissingRow[] = [];
    for (const { line } of order.componentLines) {
      for (let part = parts.first[line]; part < parts.first[line + 1]; part++) {
        missing.push(missingRow(folder, names, part));
      }
    }
    return {
      order_id: order.orderId,
      item_id: itemId(network, order.node),
      location_id: locationId(network, order.node),
      start_date: wireDate(order.start),
      open_quantity: wireNodeQuantity(network, order.node, order.openUnits),
      buildable_quantity: wireNodeQuantity(network, order.node, buildableUnits(order)),
      clear: missing.length === 0,
      missing: missing.sort(compareMissing),
    };
  });
  return { orders: rows };
}

function compareMissing(a: MissingRow, b: MissingRow): number {
  return (
    compareText(a.component_item_id, b.component_item_id) ||
    compareText(a.location_id, b.location_id) ||
    compareText(a.available_date ?? '~', b.available_date ?? '~')
  );
}

/** Open orders that have started, or start within `buildable_days`, by start date, then id. */
function ordersSoon({ network, intake }: PlannedFolder): RunningOrder[] {
  const { supply, asOf, parameters } = network;
  const { facts } = intake;
  const table = facts.tables.production_orders;
  const startDates = dayColumn(table, 'start_date');
  const stages = textColumn(table, 'stage');
  const orders = new Map<number, RunningOrder>();
  for (let node = 0; node < network.nodes.count; node++) {
    for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
      if (supply.kind[line] !== SUPPLY_PRODUCTION_ORDER) continue;
      if (supply.flags[line] & SUPPLY_CLOSE) continue;
      const row = supply.factRow[line];
      const start = startDates[row];
      const runs = facts.pool.texts[stages[row]] === 'started' || start === NO_DAY;
      if (!runs && start > asOf + parameters.buildable_days) continue;
      const known = orders.get(row);
      if (known) known.openUnits += supply.quantity[line];
      else {
        const orderId = facts.pool.texts[textColumn(table, 'order_id')[row]];
        const openUnits = supply.quantity[line];
        orders.set(row, { orderId, row, node, start, openUnits, componentLines: [] });
      }
    }
  }
  const { demand } = network;
  for (let node = 0; node < network.nodes.count; node++) {
    for (let line = demand.nodeStart[node]; line < demand.nodeStart[node + 1]; line++) {
      if (demand.kind[line] !== DEMAND_PRODUCTION_ORDER) continue;
      orders.get(demand.factRow[line])?.componentLines.push({ line, node });
    }
  }
  return [...orders.values()].sort(
    (a, b) => a.start - b.start || compareText(a.orderId, b.orderId),
  );
}
