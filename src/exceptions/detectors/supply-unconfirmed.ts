// Purchase order lines that the supplier has not answered: so many days after ordering, or so near
// to their date. Where the data holds no answers at all they are exceptions, but no cases.

import { dayColumn, numberColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import {
  DATE_CONFIRMED,
  DATE_REQUESTED,
  SUPPLY_CLOSE,
  SUPPLY_PAST_DUE,
  SUPPLY_PURCHASE_ORDER,
  SUPPLY_REQUISITION,
  SUPPLY_UNCONFIRMED,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { type Detection, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import { nodeOfSupply } from '../places.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';
import { causeToChase, lateBySupply } from '../supply-cause.ts';

export const supplyUnconfirmed: Detector = { code: 'supply_unconfirmed', detect };

const NOT_ASKED = SUPPLY_REQUISITION | SUPPLY_CLOSE | SUPPLY_PAST_DUE;

function detect(detection: Detection): PlanException[] {
  const { network, facts, late } = detection;
  const { supply, nodes, asOf } = network;
  const isChased = keepsAnswers(facts);
  const found: PlanException[] = [];
  const lineCount = supply.nodeStart[nodes.count];
  for (let line = 0; line < lineCount; line++) {
    if (supply.kind[line] !== SUPPLY_PURCHASE_ORDER) continue;
    if (!(supply.flags[line] & SUPPLY_UNCONFIRMED) || supply.flags[line] & NOT_ASKED) continue;
    if (!isUnanswered(detection, line)) continue;
    const node = nodeOfSupply(network, line);
    const hurt = lateBySupply(detection, line);
    const { cause, group } = causeToChase(detection, line, node);
    found.push(
      planException({
        code: 'supply_unconfirmed',
        subject: 'supply',
        index: line,
        node,
        firstDate: supply.arrivalDate[line],
        lastDate: supply.arrivalDate[line],
        quantity: supply.quantity[line],
        count: supply.orderedDate[line] === NO_DAY ? -1 : asOf - supply.orderedDate[line],
        value: valueOfLate(detection, hurt),
        severity: severityOfLate(network, late, hurt, 'medium'),
        cause,
        group: isChased || hurt.length > 0 ? group : -1,
      }),
    );
  }
  return found;
}

/** Whether the company's purchase orders carry suppliers' answers at all. */
function keepsAnswers(facts: Facts): boolean {
  const table = facts.tables.purchase_orders;
  const confirmed = dayColumn(table, 'confirmed_date');
  const quantity = numberColumn(table, 'confirmed_quantity');
  for (let row = 0; row < table.rowCount; row++) {
    if (confirmed[row] !== NO_DAY || !Number.isNaN(quantity[row])) return true;
  }
  return false;
}

/** Ordered long enough ago or due soon enough, with nobody's word on the date but ours. */
function isUnanswered({ network }: Detection, line: number): boolean {
  const { supply, asOf, parameters } = network;
  const basis = supply.dateBasis[line];
  if (basis !== DATE_REQUESTED && basis !== DATE_CONFIRMED) return false;
  const ordered = supply.orderedDate[line];
  const isOld = ordered !== NO_DAY && asOf - ordered >= parameters.unconfirmed_after_days;
  return isOld || supply.arrivalDate[line] - asOf <= parameters.unconfirmed_fence_days;
}
