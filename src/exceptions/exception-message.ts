// The sentence of each exception, from its indices and numbers.

import { textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { type Network, SUPPLY_DEAD, SUPPLY_PAST_DUE } from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import { causeStatement } from './cause-statement.ts';
import { type Detection, lateOfCauseAt, lateOfParts, partsThrough } from './detection.ts';
import { hurtText, valueText } from './hurt-words.ts';
import { messageWords } from './message-words.ts';
import {
  countedText,
  dateText,
  daysText,
  demandName,
  itemName,
  partyName,
  purchaseOrderName,
  quantityText,
  whatText,
} from './names.ts';
import type { ExceptionCode, PlanException } from './plan-exception.ts';
import { parametersOf } from './rules/apply-rules.ts';
import { lateForSupply } from './supply-cause.ts';
import { batchText, goodsText, orderFrom } from './supply-statement.ts';
import { capital, WORDS } from './words.ts';

export function messageOf(detection: Detection, exception: PlanException): string {
  return capital(SENTENCES[exception.code](detection, exception));
}

type Sentence = (detection: Detection, exception: PlanException) => string;

const SENTENCES: Readonly<Record<ExceptionCode, Sentence>> = {
  projected_stockout: (detection, exception) => {
    const { network } = detection;
    const { node, firstDate, lastDate, quantity } = exception;
    const first = firstDate - network.asOf;
    const last = lastDate - network.asOf;
    const entries = lateOfParts(detection, partsThrough(detection, node, first, last));
    return WORDS.runsShort({
      what: whatText(network, node),
      quantity: quantityText(network, node, quantity),
      from: dateText(network, firstDate),
      because: causeStatement(detection, exception.cause, { spokenOf: node }).text,
      hurt: entries.length > 0 ? hurtText(detection, entries) : otherwiseText(detection, exception),
    });
  },
  below_safety_stock: ({ network }, { node, quantity, firstDate, lastDate }) =>
    WORDS.belowSafetyStock({
      what: whatText(network, node),
      safetyStock: quantityText(network, node, network.nodes.safetyStock[node]),
      gap: quantityText(network, node, quantity),
      from: dateText(network, firstDate),
      to: dateText(network, lastDate),
    }),
  demand_at_risk: demandAtRisk,
  supply_late: supplyLate,
  supply_unconfirmed: (detection, exception) => {
    const { facts, network } = detection;
    const { index, node, quantity, firstDate, count } = exception;
    const order = orderFrom(facts, network, index);
    const goods = goodsText(network, node, quantity);
    const due = dateText(network, firstDate);
    return count < parametersOf(detection, exception).unconfirmed_after_days
      ? WORDS.unconfirmedNear({ order, goods, due })
      : WORDS.unconfirmed({ order, goods, due, days: daysText(count) });
  },
  supply_short: ({ facts, network, shortLines }, { index, node, quantity }) => {
    const line = shortLines.find(({ row }) => row === index);
    const ordered = line?.ordered ?? quantity;
    const words = line?.isClosed ? WORDS.supplyClosedShort : WORDS.supplyShort;
    return words({
      order: purchaseOrderFrom(facts, network, index),
      what: itemName(network, node),
      coming: quantityText(network, node, ordered - quantity),
      ordered: quantityText(network, node, ordered),
    });
  },
  reschedule_in: messageWords,
  reschedule_out: messageWords,
  cancel_supply: messageWords,
  release_due: messageWords,
  not_clear_to_build: notClearToBuild,
  excess_stock: (detection, exception) => {
    const { facts, network, plan } = detection;
    const { subject, index, node, quantity, firstDate, lastDate, value } = exception;
    const what = whatText(network, node);
    const excess = quantityText(network, node, quantity);
    const money = valueText(network, value);
    if (subject === 'contract_excess') {
      const order = orderFrom(facts, network, plan.contractExcesses.supply[index]);
      return WORDS.contractExcess({ what, quantity: excess, order, money });
    }
    const days = daysText(parametersOf(detection, exception).excess_days_of_supply);
    const from = dateText(network, firstDate);
    const to = dateText(network, lastDate);
    return WORDS.excess({ what, quantity: excess, days, from, to, money });
  },
  slow_moving: ({ network }, { node, quantity, count, value }) =>
    WORDS.slowMoving({
      what: whatText(network, node),
      quantity: quantityText(network, node, quantity),
      days: daysText(count),
      money: valueText(network, value),
    }),
  expiring_stock: ({ facts, network }, { index, node, quantity, firstDate, value }) =>
    WORDS.expires({
      what: whatText(network, node),
      quantity: quantityText(network, node, quantity),
      batch: batchText(facts, network.stock.factRow[index]),
      on: dateText(network, firstDate),
      money: valueText(network, value),
    }),
  data_quality: ({ faults }, { index }) => faults.diagnostics[index].message,
};

function demandAtRisk(detection: Detection, exception: PlanException): string {
  const { facts, network } = detection;
  const { index: line, node, quantity, lastDate, value, cause } = exception;
  const { customer, dueDate } = network.demand;
  const name = demandName(facts, network, line);
  const order =
    customer[line] < 0
      ? name
      : WORDS.ordersOf({ orders: name, customers: partyName(network.customers, customer[line]) });
  const because = causeStatement(detection, cause, { spokenOf: node }).text;
  const common = {
    order,
    quantity: `${quantityText(network, node, quantity)} of ${itemName(network, node)}`,
    due: dateText(network, dueDate[line]),
    because: waitsForOrder(detection, exception) ? WORDS.waitsForOrder({ because }) : because,
    money: valueText(network, value),
  };
  if (lastDate === NO_DAY) return WORDS.notDelivered(common);
  const days = daysText(lastDate - dueDate[line]);
  return WORDS.late({ ...common, days, delivered: dateText(network, lastDate) });
}

/** Whether the line's own goods are in time and it waits for the rest of its order. */
function waitsForOrder({ late, causes }: Detection, { index, cause }: PlanException): boolean {
  if (causes.list[cause].kind === 'backlog') return false;
  const first = late.line.subarray(0, late.realCount).indexOf(index);
  return first >= 0 && late.part[first] < 0;
}

/** Of what makes nobody late itself: its demand waits for something else, or there is none. */
function otherwiseText(detection: Detection, { cause, group }: PlanException): string {
  const { network, causes } = detection;
  const node = group < 0 || group === cause ? -1 : causes.list[group].node;
  const waits = node >= 0 && lateOfCauseAt(detection, group).length > 0;
  return waits ? WORDS.waitsLonger({ what: whatText(network, node) }) : WORDS.nobodyLate();
}

function supplyLate(detection: Detection, exception: PlanException): string {
  const { facts, network } = detection;
  const { index, node, quantity, firstDate, lastDate, count } = exception;
  const { flags, arrivalDate } = network.supply;
  const order = orderFrom(facts, network, index);
  const goods = goodsText(network, node, quantity);
  const due = dateText(network, arrivalDate[index]);
  const entries = lateForSupply(detection, index, node, exception.group);
  const hurt =
    entries.length > 0 ? hurtText(detection, entries) : otherwiseText(detection, exception);
  if (flags[index] & SUPPLY_DEAD) return WORDS.supplySilent({ order, goods, due, hurt });
  const expected = dateText(network, lastDate);
  if (flags[index] & SUPPLY_PAST_DUE) {
    return WORDS.supplyOverdue({ order, goods, due, expected, hurt });
  }
  return WORDS.supplyComesLate({
    order,
    goods,
    comes: expected,
    days: daysText(count),
    wanted: dateText(network, firstDate),
    hurt,
  });
}

function notClearToBuild(detection: Detection, exception: PlanException): string {
  const { facts, network, partsOfOrder } = detection;
  const { index: line, node, quantity, firstDate, lastDate, count } = exception;
  const row = network.demand.factRow[line];
  const table = facts.tables.production_orders;
  const parts = partsOfOrder.get(row) ?? [];
  const component = `${quantityText(network, node, quantity)} of ${itemName(network, node)}`;
  const missing =
    count === 1
      ? component
      : `${component} and ${countedText(count - 1, 'other component', 'other components')}`;
  const common = {
    order: `production order ${facts.pool.texts[textColumn(table, 'order_id')[row]]}`,
    missing,
    since: dateText(network, firstDate),
    hurt: hurtText(detection, lateOfParts(detection, parts)),
  };
  return lastDate === NO_DAY
    ? WORDS.notClearAtAll(common)
    : WORDS.notClear({ ...common, until: dateText(network, lastDate) });
}

function purchaseOrderFrom(facts: Facts, network: Network, row: number): string {
  const name = purchaseOrderName(facts, row);
  const id = facts.pool.texts[textColumn(facts.tables.purchase_orders, 'supplier_id')[row]];
  const supplier = network.suppliers.id.indexOf(id);
  return supplier < 0 ? name : `${name} from ${partyName(network.suppliers, supplier)}`;
}
