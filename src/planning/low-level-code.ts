// The order of netting: a node after everything that consumes it (Kahn 1962, "Topological sorting
// of large networks"). A sourcing cycle is cut at one source, a cycle of bills of material alone
// leaves its nodes out (handbook 3, Cycles); both are named in full.

import { groupByRow } from '../base/sparse-rows.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Network } from '../model/network.ts';
import { SOURCE_TRANSFER } from '../model/network.ts';
import { runOutSuccessors } from './where-used.ts';

export interface NettingOrder {
  nodeOrder: Int32Array; // by low-level code: each node after what consumes it; left-out last
  lowLevelCode: Int32Array; // by node: longest way down from an end item; -1 when left out
  leftOut: Uint8Array; // by node: 1 = on a cycle of bills of material
  cutSources: Uint8Array; // by source: 1 = left out to cut a cycle
  diagnostics: Diagnostic[];
}

interface Graph {
  network: Network;
  successorNode: Int32Array;
  consumersLeft: Int32Array; // by node: edges from consumers that are not in the order yet
  order: Int32Array;
  orderCount: number;
  level: Int32Array;
  isSettled: Uint8Array; // 1 = in the order, or left out
  leftOut: Uint8Array;
  cutSources: Uint8Array;
}

/** Calls `visit(component, source)` for every edge down from a node; source -1 = run-out. */
function forEachComponent(
  graph: Graph,
  node: number,
  visit: (component: number, source: number) => void,
): void {
  const { sources, components } = graph.network;
  const end = sources.nodeStart[node + 1];
  for (let source = sources.nodeStart[node]; source < end; source++) {
    if (graph.cutSources[source] === 1) continue;
    const sender = sources.fromNode[source];
    if (sender >= 0 && sender !== node) visit(sender, source);
    const lineEnd = components.sourceStart[source + 1];
    for (let line = components.sourceStart[source]; line < lineEnd; line++) {
      const component = components.node[line];
      if (component !== node) visit(component, source);
    }
  }
  const successor = graph.successorNode[node];
  if (successor >= 0 && successor !== node) visit(successor, -1);
}

export function orderNodes(network: Network): NettingOrder {
  const nodeCount = network.nodes.count;
  const graph: Graph = {
    network,
    successorNode: runOutSuccessors(network),
    consumersLeft: new Int32Array(nodeCount),
    order: new Int32Array(nodeCount),
    orderCount: 0,
    level: new Int32Array(nodeCount),
    isSettled: new Uint8Array(nodeCount),
    leftOut: new Uint8Array(nodeCount),
    cutSources: new Uint8Array(network.sources.count),
  };
  const diagnostics: Diagnostic[] = [];
  for (let node = 0; node < nodeCount; node++) {
    forEachComponent(graph, node, (component) => graph.consumersLeft[component]++);
  }
  for (let node = 0; node < nodeCount; node++) {
    if (graph.consumersLeft[node] === 0) place(graph, node);
  }
  peel(graph, 0);
  breakCycles(graph, diagnostics);
  for (let node = 0; node < nodeCount; node++) {
    if (graph.leftOut[node] === 1) graph.level[node] = -1;
  }
  return {
    nodeOrder: byLevel(graph.level),
    lowLevelCode: graph.level,
    leftOut: graph.leftOut,
    cutSources: graph.cutSources,
    diagnostics,
  };
}

/** Nodes by low-level code, then index: the same order however the lines were given. */
function byLevel(level: Int32Array): Int32Array {
  let deepest = 0;
  for (let node = 0; node < level.length; node++) deepest = Math.max(deepest, level[node]);
  const last = deepest + 1;
  return groupByRow(
    last + 1,
    level.map((code) => (code < 0 ? last : code)),
  ).entries;
}

function place(graph: Graph, node: number): void {
  graph.isSettled[node] = 1;
  graph.order[graph.orderCount++] = node;
}

/** Kahn's algorithm from the order's position `from` on: the order is its own queue. */
function peel(graph: Graph, from: number): void {
  for (let position = from; position < graph.orderCount; position++) {
    const node = graph.order[position];
    const level = graph.level[node] + 1;
    forEachComponent(graph, node, (component) => {
      if (graph.level[component] < level) graph.level[component] = level;
      release(graph, component);
    });
  }
}

function release(graph: Graph, component: number): void {
  if (--graph.consumersLeft[component] === 0 && graph.isSettled[component] === 0) {
    place(graph, component);
  }
}

interface Edge {
  node: number; // the consumer
  component: number;
  source: number; // -1 = run-out
}

/** Depth-first search for cycles; what was searched through without one is never searched again. */
function breakCycles(graph: Graph, diagnostics: Diagnostic[]): void {
  const nodeCount = graph.network.nodes.count;
  const isSearched = new Uint8Array(nodeCount);
  const placeOnPath = new Int32Array(nodeCount).fill(-1);
  for (let start = 0; start < nodeCount; ) {
    if (graph.isSettled[start] === 1 || isSearched[start] === 1) {
      start++;
      continue;
    }
    const cycle = searchCycle(graph, start, isSearched, placeOnPath);
    if (cycle === null) continue;
    const before = graph.orderCount;
    breakCycle(graph, cycle, diagnostics);
    peel(graph, before);
  }
}

/** The first cycle met from `start`, or null when there is none below it. */
function searchCycle(
  graph: Graph,
  start: number,
  isSearched: Uint8Array,
  placeOnPath: Int32Array,
): Edge[] | null {
  const path: Edge[] = []; // the edges taken so far, top first
  const pending: Edge[][] = [edgesOf(graph, start)]; // by depth: edges not tried yet, last first
  placeOnPath[start] = 0;
  let cycle: Edge[] | null = null;
  let node = start;
  while (cycle === null && pending.length > 0) {
    const edge = pending[pending.length - 1].pop();
    if (edge === undefined) {
      pending.pop();
      isSearched[node] = 1;
      placeOnPath[node] = -1;
      node = path.pop()?.node ?? start;
    } else if (placeOnPath[edge.component] >= 0) {
      cycle = [...path.slice(placeOnPath[edge.component]), edge];
    } else if (isSearched[edge.component] === 0 && graph.isSettled[edge.component] === 0) {
      path.push(edge);
      node = edge.component;
      placeOnPath[node] = path.length;
      pending.push(edgesOf(graph, node));
    }
  }
  placeOnPath[start] = -1;
  for (const edge of path) placeOnPath[edge.component] = -1;
  return cycle;
}

/** Edges down from a node, last one first, in an order that does not hang on that of the rows. */
function edgesOf(graph: Graph, node: number): Edge[] {
  const edges: Edge[] = [];
  forEachComponent(graph, node, (component, source) => edges.push({ node, component, source }));
  return edges.sort((a, b) => b.component - a.component || b.source - a.source);
}

/** Cuts the cycle at a source where it has a transfer, else leaves its nodes out. */
function breakCycle(graph: Graph, cycle: Edge[], diagnostics: Diagnostic[]): void {
  const { network } = graph;
  const hasTransfer = cycle.some(
    (edge) => edge.source >= 0 && network.sources.kind[edge.source] === SOURCE_TRANSFER,
  );
  const names = [...cycle, cycle[0]].map((edge) => nameOf(network, edge.node)).join(' -> ');
  if (hasTransfer) {
    const cut = sourceToCut(network, cycle);
    const node = network.sources.node[cut];
    const edges = edgesOf(graph, node).filter((edge) => edge.source === cut);
    graph.cutSources[cut] = 1;
    for (const edge of edges) release(graph, edge.component);
    diagnostics.push({
      severity: 'warning',
      feed: 'sourcing',
      key: network.sources.id[cut],
      rule: 'sourcing_cycle',
      message:
        `Sources supply each other in a circle: ${names}. ` +
        `Source ${network.sources.id[cut]} is left out of this plan; check its priority.`,
    });
    return;
  }
  for (const { node } of cycle) {
    graph.leftOut[node] = 1;
    graph.isSettled[node] = 1;
  }
  for (const { node } of cycle) {
    forEachComponent(graph, node, (component) => release(graph, component));
  }
  diagnostics.push({
    severity: 'error',
    feed: 'bom',
    key: network.items.id[network.nodes.item[cycle[0].node]],
    rule: 'bom_cycle',
    message:
      `Bills of material contain each other: ${names}. ` +
      'These items are left out of the plan; take one of the lines out.',
  });
}

/** The source on the cycle with the greatest priority number, transfer before make, then the
 * greatest source id. */
function sourceToCut(network: Network, cycle: Edge[]): number {
  const { priority, kind, id } = network.sources;
  let best = -1;
  for (const { source } of cycle) {
    if (source < 0) continue;
    if (best < 0) {
      best = source;
      continue;
    }
    const byKind =
      Number(kind[source] === SOURCE_TRANSFER) - Number(kind[best] === SOURCE_TRANSFER);
    const difference =
      priority[source] - priority[best] || byKind || (id[source] > id[best] ? 1 : -1);
    if (difference > 0) best = source;
  }
  return best;
}

function nameOf(network: Network, node: number): string {
  const item = network.items.id[network.nodes.item[node]];
  return `${item} at ${network.locations.id[network.nodes.location[node]]}`;
}
