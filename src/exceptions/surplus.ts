// Open supply that is not needed when it comes, from an action message: it costs its holding to the
// day on which it is wanted, or to the horizon's end.

import { NO_DAY } from '../units/day.ts';
import { causeAt } from './causes.ts';
import type { Detection } from './detection.ts';
import type { ExceptionFields } from './detector.ts';
import { holdingCost } from './holding-cost.ts';

export function surplusException(
  { facts, network, plan, causes }: Detection,
  code: 'reschedule_out' | 'cancel_supply',
  message: number,
): ExceptionFields {
  const { node, fromDate, toDate, quantity } = plan.messages;
  const at = node[message];
  const from = fromDate[message];
  const horizonEnd = network.asOf + network.dayCount;
  const until = toDate[message] === NO_DAY ? horizonEnd : toDate[message];
  const days = Math.max(0, until - Math.max(from, network.asOf));
  return {
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
  };
}
