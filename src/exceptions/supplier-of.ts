// Which supplier's order an exception is about.

import { textColumn } from '../model/fact-table.ts';
import type { Detection } from './detection.ts';
import type { PlanException } from './plan-exception.ts';

/** Whose order the exception is about, '' = no supplier's. */
export function supplierOf(
  { facts, network, plan }: Detection,
  { subject, index }: Pick<PlanException, 'subject' | 'index'>,
): string {
  if (subject === 'purchase_order') {
    const column = textColumn(facts.tables.purchase_orders, 'supplier_id');
    return facts.pool.texts[column[index]];
  }
  const supply =
    subject === 'supply'
      ? index
      : subject === 'message'
        ? plan.messages.supply[index]
        : subject === 'contract_excess'
          ? plan.contractExcesses.supply[index]
          : -1;
  const supplier = supply < 0 ? -1 : network.supply.supplier[supply];
  return supplier < 0 ? '' : network.suppliers.id[supplier];
}
