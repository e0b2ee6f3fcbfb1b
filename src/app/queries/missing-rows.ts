// What of a component does not come in time, and the supply at the bottom of its chain that brings
// it: open supply, stock that is usable later, or an order that would have to be placed.

import type { MissingRow } from '../../contract/buildable-document.ts';
import { keyOfRow } from '../../model/facts.ts';
import { NEVER } from '../../model/network.ts';
import { lackUsableDay } from '../../planning/lacking-components.ts';
import {
  ROOT_FENCE,
  ROOT_LEAD_TIME,
  ROOT_STOCK,
  ROOT_SUPPLY,
} from '../../planning/lateness-types.ts';
import { formatDay } from '../../units/day.ts';
import type { PlannedFolder } from '../commands/plan-folder.ts';
import { SUPPLY_KINDS, supplyId } from './order-keys.ts';
import { type PlannedOrderNames, plannedOrderId } from './planned-order-names.ts';
import { itemId, locationId, wireNodeQuantity } from './wire-values.ts';

/** Of one late part of a component's need. */
export function missingRow(
  folder: PlannedFolder,
  names: PlannedOrderNames,
  part: number,
): MissingRow {
  const { network, lateness } = folder;
  const node = lateness.lackNode[part];
  const root = rootOf(folder, names, part);
  const usable = lackUsableDay(network, lateness, part);
  const day = usable < NEVER ? usable : (root?.day ?? NEVER);
  return {
    component_item_id: itemId(network, node),
    location_id: locationId(network, node),
    quantity: wireNodeQuantity(network, node, lateness.lackQuantity[part]),
    available_date: day < NEVER ? formatDay(network.asOf + day) : null,
    supply: root === null ? null : { kind: root.kind, id: root.id },
  };
}

function rootOf(
  { network, plan, lateness, intake }: PlannedFolder,
  names: PlannedOrderNames,
  part: number,
): { kind: string; id: string; day: number } | null {
  const { facts } = intake;
  const root = lateness.root[part];
  switch (lateness.rootKind[part]) {
    case ROOT_SUPPLY: {
      const kind = SUPPLY_KINDS[network.supply.kind[root]];
      return { kind, id: supplyId(facts, network, root), day: network.supply.usableDay[root] };
    }
    case ROOT_STOCK: {
      const row = network.stock.factRow[root];
      const id = row < 0 ? '' : keyOfRow(facts, 'inventory', row);
      return { kind: 'inventory', id, day: network.stock.usableDay[root] };
    }
    case ROOT_LEAD_TIME:
    case ROOT_FENCE: {
      const id = plannedOrderId(plan, names, root);
      return { kind: 'planned_order', id, day: plan.planned.receiptDay[root] };
    }
    default:
      return null;
  }
}
