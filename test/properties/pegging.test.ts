// What must hold of the pegs of every node, whatever the company: each supply within the horizon
// and each demand is pegged to its whole quantity and nothing else is; what is not limited is
// served first in, first out. Needs are reckoned anew here, from each planned order downward.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FixtureRows } from '../../src/model/fact-fixture.ts';
import { facts, settings } from '../../src/model/fact-fixture.ts';
import { DEMAND_FORECAST, NEVER } from '../../src/model/network.ts';
import { countedQuantity } from '../../src/planning/counted-supply.ts';
import { componentNeed, needDay, successorNeed } from '../../src/planning/explosion.ts';
import { buildNetwork } from '../../src/planning/network/build-network.ts';
import {
  createPegger,
  PEG_CO_PRODUCT,
  PEG_DEMAND_LINE,
  PEG_EXPIRED,
  PEG_NEGATIVE_STOCK,
  PEG_NONE,
  PEG_OPEN_SUPPLY,
  PEG_PLANNED,
  PEG_PLANNED_NEED,
  PEG_SAFETY_STOCK,
  PEG_STOCK,
  PEG_SURPLUS,
  type Pegs,
  pegInto,
  pegNode,
} from '../../src/planning/pegging.ts';
import type { Plan } from '../../src/planning/plan.ts';
import { planNetwork } from '../../src/planning/plan-network.ts';
import { whereUsedOf } from '../../src/planning/where-used.ts';
import { AS_OF, arbitraryCompany, HORIZON } from './arbitrary-company.ts';

// A fixed seed: the same cases on every run; RUNS and SEED look further.
const RUNS = { numRuns: Number(process.env.RUNS ?? 300), seed: Number(process.env.SEED ?? 1) };

/** A company of which up to two items run out, with a successor or without. */
const companyThatRunsOut = fc
  .tuple(arbitraryCompany, fc.array(fc.nat(5), { maxLength: 2 }), fc.integer({ min: 1, max: 5 }))
  .map(([rows, old, step]) => ({ ...rows, items: rows.items.map(runOut(old, step)) }));

function runOut(old: readonly number[], step: number) {
  return (row: FixtureRows[string][number], i: number) =>
    old.includes(i) ? { ...row, run_out: true, successor_item_id: `I${(i + step) % 6}` } : row;
}

function planOf(rows: FixtureRows): Plan {
  const { network } = buildNetwork(facts(rows), settings({ asOf: AS_OF, horizonDays: HORIZON }));
  return planNetwork(network);
}

function eachNode(check: (plan: Plan, node: number, pegs: Pegs) => void): void {
  fc.assert(
    fc.property(companyThatRunsOut, (rows) => {
      const plan = planOf(rows);
      const pegger = createPegger(plan);
      for (let node = 0; node < plan.network.nodes.count; node++) {
        check(plan, node, pegInto(pegger, node));
      }
    }),
    RUNS,
  );
}

type Quantities = Map<string, number>; // 'kind/index' -> smallest units

function add(quantities: Quantities, kind: number, index: number, quantity: number): void {
  const key = `${kind}/${index}`;
  quantities.set(key, (quantities.get(key) ?? 0) + quantity);
}

/** What planned orders need of each node, and give to it as co-products, from the orders down. */
function needsOfPlan(plan: Plan): { supply: Quantities[]; demand: Quantities[] } {
  const { network, planned, nodeOrder } = plan;
  const { nodes, sources, components, dayCount } = network;
  const supply = Array.from({ length: nodes.count }, (): Quantities => new Map());
  const demand = Array.from({ length: nodes.count }, (): Quantities => new Map());
  const need = (node: number, order: number, quantity: number) => {
    if (quantity > 0) add(demand[node], PEG_PLANNED_NEED, order, quantity);
    if (quantity < 0) add(supply[node], PEG_CO_PRODUCT, order, -quantity);
  };
  for (const parent of nodeOrder) {
    const first = planned.firstOfNode[parent];
    for (let order = first; order < first + planned.countOfNode[parent]; order++) {
      const source = planned.source[order];
      const quantity = planned.quantity[order];
      if (source < 0) {
        const successor = whereUsedOf(network).successorNode[parent];
        need(successor, order, successorNeed(network, parent, successor, quantity));
        continue;
      }
      if (sources.fromNode[source] >= 0) need(sources.fromNode[source], order, quantity);
      for (
        let line = components.sourceStart[source];
        line < components.sourceStart[source + 1];
        line++
      ) {
        const day = needDay(network, line, planned.releaseDay[order], planned.receiptDay[order]);
        if (day < 0 || day >= dayCount) continue;
        need(components.node[line], order, componentNeed(network, line, quantity));
      }
    }
  }
  return { supply, demand };
}

/** Adds what lies, comes and is planned at the node itself within the horizon. */
function addOwnSupply({ network, planned }: Plan, node: number, into: Quantities): void {
  const { stock, supply, dayCount } = network;
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    const isThere = stock.quantity[lot] > 0 && stock.usableDay[lot] < dayCount;
    if (!isThere || stock.expiryDay[lot] <= Math.max(0, stock.usableDay[lot])) continue;
    add(into, PEG_STOCK, lot, stock.quantity[lot]);
  }
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    const quantity = countedQuantity(network, line);
    if (quantity > 0 && supply.usableDay[line] < dayCount) {
      add(into, PEG_OPEN_SUPPLY, line, quantity);
    }
  }
  const first = planned.firstOfNode[node];
  for (let order = first; order < first + planned.countOfNode[node]; order++) {
    if (planned.receiptDay[order] < dayCount) {
      add(into, PEG_PLANNED, order, planned.quantity[order]);
    }
  }
}

function addOwnDemand({ network }: Plan, node: number, into: Quantities): void {
  const { stock, demand, dayCount } = network;
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    if (stock.quantity[lot] >= 0 || stock.reservedFor[lot] >= 0) continue;
    if (stock.usableDay[lot] < dayCount) add(into, PEG_NEGATIVE_STOCK, lot, -stock.quantity[lot]);
  }
  for (let line = demand.nodeStart[node]; line < demand.nodeStart[node + 1]; line++) {
    add(into, PEG_DEMAND_LINE, line, demand.quantity[line]);
  }
}

test('pegs are exact: each supply and each demand is pegged to its whole quantity', () => {
  const sinks = [PEG_SAFETY_STOCK, PEG_SURPLUS, PEG_EXPIRED];
  let planSeen: Plan | null = null;
  let needs: ReturnType<typeof needsOfPlan> | null = null;
  eachNode((plan, node, pegs) => {
    if (plan !== planSeen || needs === null) [planSeen, needs] = [plan, needsOfPlan(plan)];
    addOwnSupply(plan, node, needs.supply[node]);
    addOwnDemand(plan, node, needs.demand[node]);
    const supplied: Quantities = new Map();
    const served: Quantities = new Map();
    for (let i = 0; i < pegs.count; i++) {
      assert.ok(pegs.quantity[i] > 0);
      const [supplyKind, demandKind] = [pegs.supplyKind[i], pegs.demandKind[i]];
      if (supplyKind !== PEG_NONE) add(supplied, supplyKind, pegs.supplyIndex[i], pegs.quantity[i]);
      if (sinks.includes(demandKind)) continue;
      add(served, demandKind, pegs.demandIndex[i], pegs.quantity[i]);
    }
    const sorted = (quantities: Quantities) => [...quantities].filter(([, q]) => q > 0).sort();
    assert.deepEqual(sorted(supplied), sorted(needs.supply[node]), `supply of node ${node}`);
    assert.deepEqual(sorted(served), sorted(needs.demand[node]), `demand of node ${node}`);
  });
});

test('demand is served by day, orders before planned needs before forecast, by priority', () => {
  eachNode(({ network }, node, pegs) => {
    const { kind, priority } = network.demand;
    let before: number[] = [];
    for (let i = 0; i < pegs.count; i++) {
      const index = pegs.demandIndex[i];
      const isLine = pegs.demandKind[i] === PEG_DEMAND_LINE;
      if (!isLine && pegs.demandKind[i] !== PEG_PLANNED_NEED) continue;
      const isForecast = isLine && kind[index] === DEMAND_FORECAST;
      const service = isForecast ? 2 : isLine ? 0 : 1;
      const rank = [pegs.demandDay[i], service, service === 0 ? kind[index] >> 1 : 0];
      const now = [...rank, isLine ? priority[index] : 0, index];
      const differs = now.findIndex((part, at) => part !== before[at]);
      const inTurn = before.length === 0 || differs < 0 || now[differs] > before[differs];
      assert.ok(inTurn, `node ${node}: ${before} before ${now}`);
      before = now;
    }
  });
});

test('stock that anyone may use at any time, and receipts, are used first in, first out', () => {
  eachNode(({ network }, node, pegs) => {
    const { reservedFor, expiryDay, nodeStart } = network.stock;
    for (let lot = nodeStart[node]; lot < nodeStart[node + 1]; lot++) {
      if (reservedFor[lot] >= 0 || expiryDay[lot] < network.dayCount) return;
    }
    for (let i = 1; i < pegs.count; i++) {
      const isNeed = pegs.demandKind[i] < PEG_SAFETY_STOCK;
      if (isNeed) assert.ok(pegs.supplyDay[i] >= pegs.supplyDay[i - 1], `node ${node} peg ${i}`);
      if (pegs.supplyKind[i] === PEG_NONE) assert.equal(pegs.supplyDay[i], NEVER);
    }
  });
});

test('a lot serves only whom it is kept for, and nothing on the day on which it expires', () => {
  eachNode(({ network }, node, pegs) => {
    const { reservedFor, expiryDay } = network.stock;
    for (let i = 0; i < pegs.count; i++) {
      if (pegs.supplyKind[i] !== PEG_STOCK) continue;
      const lot = pegs.supplyIndex[i];
      const isNeed = pegs.demandKind[i] < PEG_SAFETY_STOCK;
      if (!isNeed && pegs.demandKind[i] !== PEG_NEGATIVE_STOCK) continue;
      assert.ok(Math.max(pegs.demandDay[i], pegs.supplyDay[i]) < expiryDay[lot], `node ${node}`);
      if (reservedFor[lot] < 0) continue;
      assert.equal(pegs.demandKind[i], PEG_DEMAND_LINE);
      assert.equal(network.demand.customer[pegs.demandIndex[i]], reservedFor[lot]);
    }
  });
});

test('a node is pegged alike alone and after other nodes', () => {
  eachNode((plan, node, pegs) => {
    const { count, ...alone } = pegNode(plan, node);
    assert.equal(pegs.count, count);
    for (const [name, column] of Object.entries(alone)) {
      assert.deepEqual(pegs[name as keyof typeof alone].slice(0, count), column, name);
    }
  });
});
