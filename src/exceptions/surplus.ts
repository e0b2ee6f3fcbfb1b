// Open supply that is not needed when it comes, from the plan's action messages: it costs its
// holding to the day on which it is wanted, or to the horizon's end. One exception an order line
// and kind of message, also where the line's confirmed and unconfirmed parts stand apart.

import { NO_DAY } from '../units/day.ts';
import { causeAt, supplyEvent } from './causes.ts';
import type { Detection } from './detection.ts';
import { planException } from './detector.ts';
import { holdingCost } from './holding-cost.ts';
import type { PlanException } from './plan-exception.ts';
import { sumOfValues } from './value-at-risk.ts';

const MESSAGE_KINDS_MAX = 8;

export function surplusOf(
  detection: Detection,
  code: 'reschedule_out' | 'cancel_supply',
  kinds: readonly number[],
): PlanException[] {
  const { network, plan } = detection;
  const { messages } = plan;
  const found = new Map<number, PlanException>(); // order line and kind of message
  for (let message = 0; message < messages.count; message++) {
    const kind = messages.kind[message];
    if (!kinds.includes(kind)) continue;
    const supply = messages.supply[message];
    const event = supplyEvent(network.supply.kind[supply], network.supply.factRow[supply]);
    const key = event * MESSAGE_KINDS_MAX + kind;
    const exception = surplusException(detection, code, message);
    const same = found.get(key);
    if (!same) {
      found.set(key, exception);
      continue;
    }
    same.quantity += exception.quantity;
    same.firstDate = Math.min(same.firstDate, exception.firstDate);
    same.value = sumOfValues([same.value, exception.value]);
  }
  return [...found.values()];
}

function surplusException(
  { facts, network, plan, causes }: Detection,
  code: 'reschedule_out' | 'cancel_supply',
  message: number,
): PlanException {
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
    value: holdingCost(facts, network, at, quantity[message] * days),
    severity: 'low',
    cause: causeAt(causes, 'excess', at, at, Math.max(0, from - network.asOf)),
  });
}
