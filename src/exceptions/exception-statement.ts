// An exception as the outside reads it: subject, money, owner, cause and its sentence.

import { keyOfRow } from '../model/facts.ts';
import { formatDay, NO_DAY } from '../units/day.ts';
import { causeStatement, parameterCause, quickestSource } from './cause-statement.ts';
import type { Detected } from './detect-exceptions.ts';
import type { Detection } from './detection.ts';
import { messageOf } from './exception-message.ts';
import { daysText, nodeKey, purchaseOrderName, quantityText } from './names.ts';
import { ownerOf } from './owner.ts';
import type { CauseStatement, ExceptionStatement, PlanException } from './plan-exception.ts';
import { subjectOf } from './subjects.ts';
import { feedOfSupply } from './supply-statement.ts';
import { toCents } from './value-at-risk.ts';
import { WORDS } from './words.ts';

export function exceptionStatement(
  { detection }: Detected,
  exception: PlanException,
): ExceptionStatement {
  const { network } = detection;
  const { code, node, quantity, firstDate, lastDate, severity, value } = exception;
  const decimals = node < 0 ? 0 : network.items.decimals[network.nodes.item[node]];
  const owner = ownerOf(detection, exception);
  return {
    code,
    subject: subjectOf(detection, exception),
    first_date: firstDate === NO_DAY ? null : formatDay(firstDate),
    last_date: lastDate === NO_DAY ? null : formatDay(lastDate),
    quantity: Number.isNaN(quantity) ? null : quantity / 10 ** decimals,
    value_at_risk: toCents(value.amount),
    severity,
    owner: owner === '' ? null : owner,
    cause: causeOf(detection, exception),
    message: messageOf(detection, exception),
  };
}

/** Its cause, or, where it hangs on none, the fact that it rests on itself. */
function causeOf(detection: Detection, exception: PlanException): CauseStatement | null {
  if (exception.cause >= 0) return causeStatement(detection, exception.cause);
  const { facts, network, plan, faults } = detection;
  const { code, subject, index, node } = exception;
  if (subject === 'diagnostic') {
    const { feed, key, message } = faults.diagnostics[index];
    return { feed, key, text: message };
  }
  if (subject === 'purchase_order') {
    const key = keyOfRow(facts, 'purchase_orders', index);
    return { feed: 'purchase_orders', key, text: purchaseOrderName(facts, index) };
  }
  if (subject === 'message') {
    const supply = plan.messages.supply[index];
    const feed = feedOfSupply(network, supply);
    return {
      feed,
      key: keyOfRow(facts, feed, network.supply.factRow[supply]),
      text: WORDS.safetyStockSet({
        quantity: quantityText(network, node, network.nodes.safetyStock[node]),
      }),
    };
  }
  if (code === 'release_due') {
    const { source, days } = quickestSource(network, node);
    const text = WORDS.releaseDay({ leadTime: daysText(days) });
    return source < 0
      ? parameterCause(network, node, text)
      : { feed: 'sourcing', key: network.sources.id[source], text };
  }
  const quantity = quantityText(network, node, network.nodes.safetyStock[node]);
  const text = WORDS.safetyStockSet({ quantity });
  return { feed: 'item_locations', key: nodeKey(network, node), text };
}
