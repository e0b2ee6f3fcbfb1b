// The engine: one pass over the network in low-level-code order nets each node, explodes its
// planned orders into requirements below it, and writes its action messages.
// Pure: the same network gives the same plan, byte for byte.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Network } from '../model/network.ts';
import {
  type ActionMessageWriter,
  createMessageWriter,
  finishMessages,
  writeNodeMessages,
} from './action-messages.ts';
import { type Explosion, explodeNode, findPlainSources } from './explosion.ts';
import { compileLeadTimes } from './lead-time.ts';
import { type NettingOrder, orderNodes } from './low-level-code.ts';
import { type Netting, netNode } from './netting.ts';
import type { Plan } from './plan.ts';
import { createClaims, createPlannedOrders } from './planned-order-columns.ts';
import { compileReceiptDays } from './receipt-day.ts';
import { prepareSourceChoice } from './source-choice.ts';
import { runOutSuccessors } from './where-used.ts';

/** Everything that is looked up once per network before its nodes are netted. */
export interface PreparedPlan {
  order: NettingOrder;
  netting: Netting;
  explosion: Explosion;
  messages: ActionMessageWriter;
}

/** Plans a network without capacity limits. */
export function planNetwork(network: Network): Plan {
  return runPlan(preparePlan(network));
}

export function preparePlan(network: Network): PreparedPlan {
  const { nodes, supply, dayCount } = network;
  const order = orderNodes(network);
  const leadTimes = compileLeadTimes(network);
  const receiptDays = compileReceiptDays(network);
  const planned = createPlannedOrders(nodes.count, Math.max(64, nodes.count * 8));
  const balance = new Float64Array(nodes.count * dayCount);
  const passable = new Map<number, Float64Array>();
  const netting: Netting = {
    network,
    leadTimes,
    receiptDays,
    choice: prepareSourceChoice(network, leadTimes, receiptDays, order.cutSources),
    planned,
    claims: createClaims(supply.count),
    balance,
    firstShortDay: new Int32Array(nodes.count),
    passable,
    usage: {
      opening: 0,
      coverOpening: 0,
      isPlain: true,
      later: new Float64Array(dayCount),
      both: new Float64Array(dayCount),
    },
    gross: new Float64Array(dayCount),
    plannedReceipts: new Float64Array(dayCount),
    unclaimed: new Float64Array(mostLinesOfANode(supply.nodeStart)),
    overdoneNodes: new Set(),
  };
  const explosion: Explosion = {
    network,
    planned,
    plainSources: findPlainSources(network),
    successorNode: runOutSuccessors(network),
    requirements: balance,
    passable,
  };
  return { order, netting, explosion, messages: createMessageWriter(network) };
}

export function runPlan(prepared: PreparedPlan): Plan {
  const { order, netting, explosion, messages } = prepared;
  const { network } = netting;
  for (let position = 0; position < order.nodeOrder.length; position++) {
    const node = order.nodeOrder[position]!;
    const firstClaim = netting.claims.count;
    netNode(netting, node, order.leftOut[node] === 1);
    explodeNode(explosion, node);
    writeNodeMessages(messages, netting, node, firstClaim);
  }
  const { contractExcesses, actionMessages } = finishMessages(messages);
  return {
    network,
    nodeOrder: order.nodeOrder,
    leftOut: order.leftOut,
    balance: netting.balance,
    planned: netting.planned,
    claims: netting.claims,
    messages: actionMessages,
    contractExcesses,
    firstShortDay: netting.firstShortDay,
    cutSources: order.cutSources,
    leadTimes: netting.leadTimes,
    diagnostics: [...order.diagnostics, ...lotDiagnostics(netting)],
  };
}

function mostLinesOfANode(nodeStart: Int32Array): number {
  let most = 0;
  for (let node = 0; node + 1 < nodeStart.length; node++) {
    most = Math.max(most, nodeStart[node + 1]! - nodeStart[node]!);
  }
  return most;
}

function lotDiagnostics(netting: Netting): Diagnostic[] {
  const { nodes, items, locations } = netting.network;
  return [...netting.overdoneNodes].map((node) => {
    const item = items.id[nodes.item[node]!]!;
    const location = locations.id[nodes.location[node]!]!;
    return {
      severity: 'error',
      feed: 'item_locations',
      key: `${item}/${location}`,
      rule: 'too_many_lots',
      message: `One need of ${item} at ${location} takes over 1,000 lots of the size allowed; the rest is planned as one order. Check lot_size and max_lot.`,
    };
  });
}
