// The pegging of a plan as it goes over the wire: each quantity of supply tied to the demand that
// it serves, one level at a time, by demand date, demand id, supply date, supply id. What nothing
// supplies is not listed; what nothing uses is pegged to `surplus`, dated only where it expires,
// and without a date it comes last.

import type { PegEnd, PeggingRow } from '../../contract/plan-document.ts';
import { type Facts, keyOfRow } from '../../model/facts.ts';
import {
  PEG_DEMAND_LINE,
  PEG_EXPIRED,
  PEG_NEGATIVE_STOCK,
  PEG_OPEN_SUPPLY,
  PEG_PLANNED_NEED,
  PEG_SAFETY_STOCK,
  PEG_STOCK,
  PEG_SURPLUS,
} from '../../planning/pegging.ts';
import type { Plan } from '../../planning/plan.ts';
import { formatDay } from '../../units/day.ts';
import { type ListedPegs, listPegs } from './listed-pegs.ts';
import { DEMAND_KINDS, demandId, SUPPLY_KINDS, supplyId } from './order-keys.ts';
import { type PlannedOrderNames, plannedOrderId } from './planned-order-names.ts';
import { rowsInOrder } from './rows-in-order.ts';
import { itemId, locationId, wireNodeQuantity } from './wire-values.ts';

export function peggingRows(
  facts: Facts,
  plan: Plan,
  names: PlannedOrderNames,
): Iterable<PeggingRow> {
  const pegs = listPegs(plan, names);
  const undated = plan.network.dayCount; // After every day of the horizon.
  return rowsInOrder({
    count: pegs.count,
    dayOf: (peg) => {
      if (pegs.demandKind[peg] === PEG_SURPLUS) return undated;
      if (pegs.demandKind[peg] !== PEG_EXPIRED) return pegs.demandDay[peg];
      return plan.network.stock.expiryDay[pegs.supplyIndex[peg]];
    },
    keep: () => true,
    keyOf: (peg) => {
      const supply = supplyEnd(facts, plan, names, pegs, peg);
      return [demandEnd(facts, plan, names, pegs, peg).id, supply.date, supply.id].join('\u0000');
    },
    rowOf: (peg) => peggingRow(facts, plan, names, pegs, peg),
  });
}

export function peggingRow(
  facts: Facts,
  plan: Plan,
  names: PlannedOrderNames,
  pegs: ListedPegs,
  peg: number,
): PeggingRow {
  return {
    supply: supplyEnd(facts, plan, names, pegs, peg),
    demand: demandEnd(facts, plan, names, pegs, peg),
    item_id: itemId(plan.network, pegs.node[peg]),
    location_id: locationId(plan.network, pegs.node[peg]),
    quantity: wireNodeQuantity(plan.network, pegs.node[peg], pegs.quantity[peg]),
  };
}

function supplyEnd(
  facts: Facts,
  plan: Plan,
  names: PlannedOrderNames,
  pegs: ListedPegs,
  peg: number,
): PegEnd {
  const { network } = plan;
  const index = pegs.supplyIndex[peg];
  const date = formatDay(network.asOf + Math.max(0, pegs.supplyDay[peg]));
  if (pegs.supplyKind[peg] === PEG_STOCK) {
    return { kind: 'inventory', id: stockId(facts, plan, pegs.node[peg], index), date };
  }
  if (pegs.supplyKind[peg] === PEG_OPEN_SUPPLY) {
    const kind = SUPPLY_KINDS[network.supply.kind[index]];
    return { kind, id: supplyId(facts, network, index), date };
  }
  return { kind: 'planned_order', id: plannedOrderId(plan, names, index), date };
}

/** The key of the stock's row; stock made from movements alone is named by its item-location. */
function stockId(facts: Facts, plan: Plan, node: number, lot: number): string {
  const row = lot < 0 ? -1 : plan.network.stock.factRow[lot];
  if (row >= 0) return keyOfRow(facts, 'inventory', row);
  return `${itemId(plan.network, node)}/${locationId(plan.network, node)}`;
}

function demandEnd(
  facts: Facts,
  plan: Plan,
  names: PlannedOrderNames,
  pegs: ListedPegs,
  peg: number,
): PegEnd {
  const { network } = plan;
  const index = pegs.demandIndex[peg];
  const date = formatDay(network.asOf + pegs.demandDay[peg]);
  const place = `${itemId(network, pegs.node[peg])}/${locationId(network, pegs.node[peg])}`;
  switch (pegs.demandKind[peg]) {
    case PEG_DEMAND_LINE: {
      const kind = DEMAND_KINDS[network.demand.kind[index]];
      return { kind, id: demandId(facts, network, pegs.demandNode[peg], index), date };
    }
    case PEG_PLANNED_NEED:
      return { kind: 'planned_order', id: plannedOrderId(plan, names, index), date };
    case PEG_SAFETY_STOCK:
      return { kind: 'safety_stock', id: place, date };
    case PEG_EXPIRED:
      return { kind: 'surplus', id: place, date: expiryDate(plan, pegs, peg) };
    case PEG_NEGATIVE_STOCK:
      return { kind: 'inventory', id: stockId(facts, plan, pegs.node[peg], index), date };
    default:
      return { kind: 'surplus', id: place, date: null };
  }
}

/** What expires unused is surplus on the day on which it is lost. */
function expiryDate({ network }: Plan, pegs: ListedPegs, peg: number): string {
  return formatDay(network.asOf + network.stock.expiryDay[pegs.supplyIndex[peg]]);
}
