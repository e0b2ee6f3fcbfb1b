// Open supply whose dates were changed, back in the order that the network promises: by node, then
// usable day.

import type { SupplyLines } from '../../model/network.ts';

export function inUsableOrder(supply: SupplyLines): SupplyLines {
  const order = Int32Array.from({ length: supply.count }, (_, line) => line);
  for (let node = 0; node + 1 < supply.nodeStart.length; node++) {
    order
      .subarray(supply.nodeStart[node], supply.nodeStart[node + 1])
      .sort((a, b) => supply.usableDay[a] - supply.usableDay[b] || a - b);
  }
  const { count, nodeStart } = supply;
  const byLine = <Column extends Float64Array | Int32Array | Uint8Array>(column: Column): Column =>
    column.map((_, line) => column[order[Math.min(line, count - 1)]]) as Column;
  return {
    count,
    nodeStart,
    kind: byLine(supply.kind),
    flags: byLine(supply.flags),
    quantity: byLine(supply.quantity),
    usableDay: byLine(supply.usableDay),
    arrivalDate: byLine(supply.arrivalDate),
    requestedDate: byLine(supply.requestedDate),
    promisedDate: byLine(supply.promisedDate),
    confirmedDate: byLine(supply.confirmedDate),
    orderedDate: byLine(supply.orderedDate),
    supplier: byLine(supply.supplier),
    source: byLine(supply.source),
    dateBasis: byLine(supply.dateBasis),
    orderQuantity: byLine(supply.orderQuantity),
    unitPrice: byLine(supply.unitPrice),
    factRow: byLine(supply.factRow),
  };
}
