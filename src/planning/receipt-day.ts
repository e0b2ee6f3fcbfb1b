// On which day a planned receipt is wanted for a need of a day (handbook 2 and 3): earlier by the
// safety time, on a working day of the receiver, not before as_of and not inside the planning time
// fence. Nodes with equal rules share one row of a look-up.

import type { Network } from '../model/network.ts';
import { workingDaysAfter, workingDaysBefore } from '../units/working-calendar.ts';

export interface ReceiptDays {
  rowOfNode: Int32Array; // by node: its row
  wantedDay: Int32Array; // [row * dayCount + day of the need]: day index of the receipt
  fenceEndDay: Int32Array; // by row: first day index after the fence, 0 = no fence
}

export function compileReceiptDays(network: Network): ReceiptDays {
  const { nodes, dayCount, asOf, calendars } = network;
  const rowOfNode = new Int32Array(nodes.count);
  const rowOfRule = new Map<string, number>();
  const nodeOfRow: number[] = [];
  let lastRule = '';
  let row = -1;
  for (let node = 0; node < nodes.count; node++) {
    const calendar = nodes.calendar[node];
    const safetyTime = nodes.safetyTimeDays[node];
    const fence = nodes.planningFenceDays[node];
    const rule = `${calendar} ${safetyTime} ${fence}`;
    if (rule !== lastRule) {
      lastRule = rule;
      row = rowOfRule.get(rule) ?? -1;
      if (row < 0) {
        row = nodeOfRow.length;
        rowOfRule.set(rule, row);
        nodeOfRow.push(node);
      }
    }
    rowOfNode[node] = row;
  }

  const wantedDay = new Int32Array(nodeOfRow.length * dayCount);
  const fenceEndDay = new Int32Array(nodeOfRow.length);
  for (let r = 0; r < nodeOfRow.length; r++) {
    const node = nodeOfRow[r];
    const calendar = calendars[nodes.calendar[node]];
    const fence = nodes.planningFenceDays[node];
    fenceEndDay[r] = fence > 0 ? workingDaysAfter(calendar, asOf - 1, fence + 1) - asOf : 0;
    for (let day = 0; day < dayCount; day++) {
      const wanted = workingDaysBefore(calendar, asOf + day, nodes.safetyTimeDays[node]) - asOf;
      wantedDay[r * dayCount + day] = Math.max(0, wanted, fenceEndDay[r]);
    }
  }
  return { rowOfNode, wantedDay, fenceEndDay };
}
