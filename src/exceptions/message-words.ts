// The sentences of exceptions that repeat an action message: what to do, with which order, and why.

import {
  MESSAGE_CANCEL,
  MESSAGE_DECREASE,
  MESSAGE_EXPEDITE,
  MESSAGE_INCREASE,
  MESSAGE_RESCHEDULE_IN,
  MESSAGE_RESCHEDULE_OUT,
} from '../planning/plan.ts';
import type { Detection } from './detection.ts';
import { valueText } from './hurt-words.ts';
import { countedText, dateText, itemName, quantityText, whatText } from './names.ts';
import type { PlanException } from './plan-exception.ts';
import { comesOn, goodsText, orderFrom } from './supply-statement.ts';
import { WORDS } from './words.ts';

export function messageWords(detection: Detection, exception: PlanException): string {
  if (exception.subject !== 'message') return releaseWords(detection, exception);
  const { facts, network, plan } = detection;
  const { node, index, quantity, value, firstDate } = exception;
  const { kind, supply, fromDate, toDate, toQuantity } = plan.messages;
  const order = orderFrom(facts, network, supply[index]);
  const goods = goodsText(network, node, quantity);
  const what = itemName(network, node);
  const from = dateText(network, comesOn(network, supply[index], fromDate[index]));
  const to = dateText(network, kind[index] === MESSAGE_RESCHEDULE_OUT ? toDate[index] : firstDate);
  const by = quantityText(network, node, quantity);
  const rest = quantityText(network, node, toQuantity[index]);
  const money = valueText(network, value);
  switch (kind[index]) {
    case MESSAGE_EXPEDITE:
      return WORDS.expedite({ order, goods, from, to });
    case MESSAGE_RESCHEDULE_IN:
      return WORDS.rescheduleIn({ order, goods, from, to });
    case MESSAGE_CANCEL:
      return WORDS.cancel({ order, goods, from, money });
    case MESSAGE_DECREASE:
      return WORDS.decrease({ order, what, by, to: rest, money });
    case MESSAGE_INCREASE:
      return WORDS.increase({ order, what: whatText(network, node), by, to: rest });
    default:
      return WORDS.rescheduleOut({ order, goods, from, to, money });
  }
}

function releaseWords({ network }: Detection, exception: PlanException): string {
  const { node, quantity, count, lastDate, cause } = exception;
  const words = cause >= 0 ? WORDS.releaseLate : WORDS.release;
  return words({
    orders: countedText(count, 'planned order', 'planned orders'),
    quantity: quantityText(network, node, quantity),
    what: whatText(network, node),
    received: dateText(network, lastDate),
  });
}
