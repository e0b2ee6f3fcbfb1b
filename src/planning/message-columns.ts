// Action messages while they are being written: columns that grow by half when full.

import { growColumns } from '../base/grow-columns.ts';
import type { Network } from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import type { ActionMessages, ContractExcesses } from './plan.ts';
import { grownCapacity } from './planned-order-columns.ts';

export interface ActionMessageWriter {
  network: Network;
  messages: ActionMessages;
  excesses: { node: number[]; supply: number[]; quantity: number[] };
  spare: Float64Array; // by day: balance above safety stock, as messages take supply away
}

export function createMessageWriter(network: Network): ActionMessageWriter {
  return {
    network,
    messages: {
      count: 0,
      kind: new Uint8Array(64),
      node: new Int32Array(64),
      supply: new Int32Array(64),
      planned: new Int32Array(64),
      quantity: new Float64Array(64),
      fromDate: new Int32Array(64),
      toDate: new Int32Array(64),
      toQuantity: new Float64Array(64),
    },
    excesses: { node: [], supply: [], quantity: [] },
    spare: new Float64Array(network.dayCount),
  };
}

export function finishMessages(writer: ActionMessageWriter): {
  actionMessages: ActionMessages;
  contractExcesses: ContractExcesses;
} {
  const { node, supply, quantity } = writer.excesses;
  return {
    actionMessages: writer.messages,
    contractExcesses: {
      count: node.length,
      node: Int32Array.from(node),
      supply: Int32Array.from(supply),
      quantity: Float64Array.from(quantity),
    },
  };
}

export function write(
  writer: ActionMessageWriter,
  kind: number,
  node: number,
  line: number,
  quantity: number,
  fromDate: number,
  toDate: number = NO_DAY,
  toQuantity: number = Number.NaN,
): void {
  const { messages } = writer;
  if (messages.count === messages.kind.length) growColumns(messages, grownCapacity(messages.count));
  const i = messages.count++;
  messages.kind[i] = kind;
  messages.node[i] = node;
  messages.supply[i] = line;
  messages.planned[i] = -1;
  messages.quantity[i] = quantity;
  messages.fromDate[i] = fromDate;
  messages.toDate[i] = toDate;
  messages.toQuantity[i] = toQuantity;
}
