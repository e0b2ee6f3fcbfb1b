// Whose an exception is: whom its rule names, else the buyer's when a purchase order has to be
// spoken of, else the planner's; nobody's where the item-location names none.

import { SUPPLY_PURCHASE_ORDER } from '../model/network.ts';
import type { Cause } from './causes.ts';
import type { Detection } from './detection.ts';
import type { PlanException } from './plan-exception.ts';
import { ownerByRule } from './rules/apply-rules.ts';

export function ownerOf(detection: Detection, exception: PlanException): string {
  const { node } = exception;
  const ruled = ownerByRule(detection, exception);
  if (ruled !== '') return ruled;
  if (node < 0) return '';
  const { planner, buyer } = detection.network.nodes;
  return isPurchase(detection, exception) ? buyer[node] : planner[node];
}

function isPurchase({ network, plan }: Detection, { subject, index }: PlanException): boolean {
  if (subject === 'purchase_order') return true;
  const supply =
    subject === 'supply'
      ? index
      : subject === 'message'
        ? plan.messages.supply[index]
        : subject === 'contract_excess'
          ? plan.contractExcesses.supply[index]
          : -1;
  return supply >= 0 && network.supply.kind[supply] === SUPPLY_PURCHASE_ORDER;
}

/** Of a case: who can do something about its cause. */
export function ownerOfCause({ network }: Detection, cause: Cause): string {
  if (cause.node < 0) return '';
  const { planner, buyer } = network.nodes;
  const isBuyers =
    cause.kind === 'short' ||
    cause.kind === 'silence' ||
    (cause.kind === 'supply' && network.supply.kind[cause.index] === SUPPLY_PURCHASE_ORDER);
  return isBuyers ? buyer[cause.node] : planner[cause.node];
}
