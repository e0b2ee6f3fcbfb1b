// Open supply that is not needed when it comes, from the plan's action messages: it costs its
// holding to the day on which it is wanted, or to the horizon's end. One exception an order line
// and kind of message, also where the line's confirmed and unconfirmed parts stand apart.

import { NO_DAY } from '../units/day.ts';
import { causeAt } from './causes.ts';
import type { Detection } from './detection.ts';
import { planException } from './detector.ts';
import { holdingCost } from './holding-cost.ts';
import type { PlanException } from './plan-exception.ts';
import { sumOfValues } from './value-at-risk.ts';

export function surplusOf(
  detection: Detection,
  code: 'reschedule_out' | 'cancel_supply',
  kinds: readonly number[],
): PlanException[] {
  const { messages } = detection.plan;
  const found: PlanException[] = [];
  for (let message = 0; message < messages.count; message++) {
    if (!kinds.includes(messages.kind[message])) continue;
    const exception = surplusException(detection, code, message);
    const same = sameOrderLine(detection, found, message);
    if (!same) {
      found.push(exception);
      continue;
    }
    same.quantity += exception.quantity;
    same.firstDate = Math.min(same.firstDate, exception.firstDate);
    same.value = sumOfValues([same.value, exception.value]);
  }
  return found;
}

/** The exception of another part of the same order line: messages of a node stand together. */
function sameOrderLine(
  { network, plan }: Detection,
  found: readonly PlanException[],
  message: number,
): PlanException | undefined {
  const { kind, node, supply } = plan.messages;
  const { factRow } = network.supply;
  for (let i = found.length - 1; i >= 0 && found[i].node === node[message]; i--) {
    const other = found[i].index;
    const isSameKind = kind[other] === kind[message];
    const [a, b] = [supply[other], supply[message]];
    const isSameLine =
      factRow[a] === factRow[b] && network.supply.kind[a] === network.supply.kind[b];
    if (isSameKind && isSameLine && a !== b) return found[i];
  }
  return undefined;
}

function surplusException(
  detection: Detection,
  code: 'reschedule_out' | 'cancel_supply',
  message: number,
): PlanException {
  const { network, plan, causes } = detection;
  const { node, fromDate, toDate, quantity } = plan.messages;
  const at = node[message];
  const from = fromDate[message];
  const until = toDate[message] === NO_DAY ? network.asOf + network.dayCount : toDate[message];
  const days = Math.max(0, until - Math.max(from, network.asOf));
  return planException({
    code,
    subject: 'message',
    index: message,
    node: at,
    firstDate: from,
    lastDate: toDate[message],
    quantity: quantity[message],
    count: days,
    value: holdingCost(detection, at, quantity[message] * days),
    severity: 'low',
    cause: causeAt(causes, 'excess', at, at, Math.max(0, from - network.asOf)),
  });
}
