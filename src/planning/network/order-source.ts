// Through which source an open order comes: the one that it names, else the first of its
// item-location that fits its kind and supplier or sender.

import type { Sources } from '../../model/network.ts';
import type { MasterData } from './master-data.ts';

/** By pool code of a source id: its index, -1 = none. */
export function indexSources(master: MasterData, sources: Sources): Map<number, number> {
  const ofCode = new Map<number, number>();
  for (let source = 0; source < sources.count; source++) {
    if (sources.factRow[source]! < 0) continue;
    ofCode.set(master.facts.pool.codeOf.get(sources.id[source]!)!, source);
  }
  return ofCode;
}

/** `supplier` and `fromNode`: -1 = not known, any fits. */
export function sourceOfOrder(
  sources: Sources,
  sourceOfCode: Map<number, number>,
  sourceCode: number,
  node: number,
  kind: number,
  supplier: number,
  fromNode: number,
): number {
  const named = sourceCode === 0 ? undefined : sourceOfCode.get(sourceCode);
  if (named !== undefined && sources.node[named] === node) return named;
  for (let source = sources.nodeStart[node]!; source < sources.nodeStart[node + 1]!; source++) {
    if (sources.kind[source] !== kind) continue;
    if (supplier >= 0 && sources.supplier[source] !== supplier) continue;
    if (fromNode >= 0 && sources.fromNode[source] !== fromNode) continue;
    return source;
  }
  return -1;
}
