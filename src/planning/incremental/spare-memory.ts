// The memory of plans that nobody reads any more. Big plans are written into it again: what is
// written for the first time costs far more than all that is calculated with it.

import type { Network } from '../../model/network.ts';
import type { Netting } from '../netting-state.ts';
import type { MadePlan } from './replan-network.ts';
import { type LinesByNode, type SpareColumns, spareColumns } from './splice-by-node.ts';

export interface SpareMemory {
  netting: Netting | undefined;
  columns: SpareColumns; // of networks
}

const COLUMNS_MAX = 48; // those of one network, about

/** Adds what a plan leaves; networks that are still `read` share columns with its own. */
export function addSpare(spare: SpareMemory, made: MadePlan, read: readonly Network[]): void {
  spare.netting = made.prepared.netting;
  const free = spareColumns(linesOf(made.plan.network), read.flatMap(linesOf));
  spare.columns = [...spare.columns, ...free].slice(-COLUMNS_MAX);
}

/** The netting, which is nobody else's from now on. */
export function takeNetting(spare: SpareMemory): Netting | undefined {
  const { netting } = spare;
  spare.netting = undefined;
  return netting;
}

function linesOf({ demand, supply, stock }: Network): LinesByNode[] {
  return [demand, supply, stock];
}
