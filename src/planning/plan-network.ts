// The engine: one pass over the network in low-level-code order nets each node, explodes its
// planned orders into requirements below it, and writes its action messages.
// Pure: the same network gives the same plan, byte for byte.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Network } from '../model/network.ts';
import { writeNodeMessages } from './action-messages.ts';
import { findPlainUses } from './explosion.ts';
import { compileLeadTimes } from './lead-time.ts';
import { type NettingOrder, orderNodes } from './low-level-code.ts';
import {
  type ActionMessageWriter,
  createMessageWriter,
  finishMessages,
} from './message-columns.ts';
import { netNode } from './netting.ts';
import type { Netting } from './netting-state.ts';
import { findPassableNodes } from './passable-lines.ts';
import type { Plan } from './plan.ts';
import { findPlainSources } from './planned-order.ts';
import { createClaims, createPlannedOrders, withoutOrders } from './planned-order-columns.ts';
import { compileReceiptDays } from './receipt-day.ts';
import { prepareSourceChoice } from './source-choice.ts';
import { shareWhereUsed, whereUsedOf } from './where-used.ts';

/** Orders for which memory is reserved at most before there are any. */
const PLANNED_RESERVED_MAX = 1 << 27;

/** Everything that is looked up once per network before its nodes are netted. */
export interface PreparedPlan {
  order: NettingOrder;
  netting: Netting;
  messages: ActionMessageWriter;
}

/** Plans a network without capacity limits. */
export function planNetwork(network: Network): Plan {
  return runPlan(preparePlan(network));
}

/** `used`: the netting of an earlier plan that nobody reads any more; its memory is used again.
 * `like`: a prepared plan of the same nodes, sources and component lines; its look-ups hold. */
export function preparePlan(
  network: Network,
  used?: Netting,
  like: PreparedPlan | null = null,
): PreparedPlan {
  const { nodes, supply, dayCount } = network;
  const order = like?.order ?? orderNodes(network);
  const leadTimes = like?.netting.leadTimes ?? compileLeadTimes(network);
  const receiptDays = like?.netting.receiptDays ?? compileReceiptDays(network);
  if (like) shareWhereUsed(like.netting.network, network);
  const whereUsed = whereUsedOf(network);
  const size = nodes.count * dayCount;
  const fits = used !== undefined && used.balance.length === size;
  const planned = fits
    ? withoutOrders(used.planned)
    : createPlannedOrders(nodes.count, plannedCapacity(nodes.count, dayCount));
  const choice = like
    ? { ...like.netting.choice, network, quotaPlaced: network.sources.quotaPlaced.slice() }
    : prepareSourceChoice(network, leadTimes, receiptDays, order.cutSources);
  const netting: Netting = {
    network,
    leadTimes,
    receiptDays,
    choice,
    planned,
    claims: createClaims(supply.count),
    firstClaim: 0,
    balance: fits ? used.balance : new Int32Array(size),
    firstShortDay: new Int32Array(nodes.count),
    explosion: {
      network,
      planned,
      whereUsed,
      plainUses: like?.netting.explosion.plainUses ?? findPlainUses(network, whereUsed),
      passable: new Float64Array(dayCount),
      hasPassable: false,
      passableNodes: findPassableNodes(network),
      fetched: 0,
    },
    plainSource: like?.netting.plainSource ?? findPlainSources(network, choice),
    usage: {
      opening: 0,
      coverOpening: 0,
      isPlain: true,
      later: new Float64Array(dayCount),
      both: new Float64Array(dayCount),
    },
    gross: new Float64Array(dayCount),
    receipts: new Float64Array(dayCount),
    unclaimed: new Float64Array(mostLinesOfANode(supply.nodeStart)),
    overdoneNodes: new Set(),
  };
  return { order, netting, messages: createMessageWriter(network) };
}

export function runPlan(prepared: PreparedPlan): Plan {
  const { order, netting, messages } = prepared;
  for (let position = 0; position < order.nodeOrder.length; position++) {
    const node = order.nodeOrder[position];
    netNode(netting, node, order.leftOut[node] === 1);
    writeNodeMessages(messages, netting, node); // at once, while its orders are at hand
  }
  return finishPlan(prepared);
}

export function finishPlan({ order, netting, messages }: PreparedPlan): Plan {
  const { contractExcesses, actionMessages } = finishMessages(messages);
  return {
    network: netting.network,
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

/** Room for an order every other day: pages that are never written cost no memory, growing would
 * write every order twice. */
function plannedCapacity(nodeCount: number, dayCount: number): number {
  return Math.max(64, Math.min(nodeCount * Math.ceil(dayCount / 2), PLANNED_RESERVED_MAX));
}

function mostLinesOfANode(nodeStart: Int32Array): number {
  let most = 0;
  for (let node = 0; node + 1 < nodeStart.length; node++) {
    most = Math.max(most, nodeStart[node + 1] - nodeStart[node]);
  }
  return most;
}

function lotDiagnostics(netting: Netting): Diagnostic[] {
  const { nodes, items, locations } = netting.network;
  return [...netting.overdoneNodes].map((node) => {
    const item = items.id[nodes.item[node]];
    const location = locations.id[nodes.location[node]];
    return {
      severity: 'error',
      feed: 'item_locations',
      key: `${item}/${location}`,
      rule: 'too_many_lots',
      message:
        `One need of ${item} at ${location} takes over 1,000 lots of the size allowed; ` +
        'the rest is planned as one order. Check lot_size and max_lot.',
    };
  });
}
