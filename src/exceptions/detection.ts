// Everything that the detectors share, worked out once: late demand with its money and causes, and
// the look-ups from parts, nodes and causes to it.

import { groupByRow, type SparseRows } from '../base/sparse-rows.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { numberColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { DEMAND_PRODUCTION_ORDER, NEVER, type Network } from '../model/network.ts';
import type { PlanningSettings } from '../model/parameters.ts';
import { type Lateness, ROOT_SUPPLY } from '../planning/lateness-types.ts';
import type { Plan } from '../planning/plan.ts';
import { blockedEntries } from './blocked-orders.ts';
import {
  type Causes,
  causeAt,
  causesOfParts,
  createCauses,
  type LimitReasons,
  supplyEvent,
} from './causes.ts';
import { type CustomerTerms, readCustomerTerms } from './customer-terms.ts';
import { type DataFaults, findDataFaults } from './data-faults.ts';
import { addWaitingLines, createLateDemand, type LateDemand, lateEntries } from './late-demand.ts';
import { findMissingSupply, type MissingSupply } from './missing-supply.ts';
import { createPegReader, type PegReader } from './peg-reader.ts';
import { createNodeFinder } from './places.ts';
import { findRaisedCallOffs, type RaisedCallOff } from './raised-call-offs.ts';
import { type RaisedNeeds, traceRaisedNeeds } from './raised-needs.ts';
import type { RuleSet } from './rules/rule-set.ts';
import { type RulesInForce, rulesInForce } from './rules/rules-in-force.ts';
import { slowMovingByRules } from './rules/slow-moving-by-rules.ts';
import { findShortLines, type ShortLine } from './short-lines.ts';
import { moneyAtRisk, type ValueAtRisk, valueLateDemand } from './value-at-risk.ts';

export interface DetectionInput {
  facts: Facts;
  settings: PlanningSettings;
  network: Network;
  plan: Plan;
  lateness: Lateness;
  networkDiagnostics: readonly Diagnostic[];
  rules?: RuleSet; // left out: all is raised as the parameters say
}

export interface Detection {
  facts: Facts;
  network: Network;
  plan: Plan;
  lateness: Lateness;
  terms: CustomerTerms;
  faults: DataFaults;
  shortLines: ShortLine[];
  slow: ReadonlyMap<number, number>; // node with slow-moving stock -> days since its last use
  missing: ReadonlyMap<number, MissingSupply>; // by node
  raises: readonly RaisedCallOff[];
  raisedNeeds: RaisedNeeds;
  causes: Causes;
  causeOfPart: Int32Array; // by part of the lateness
  late: LateDemand;
  lateOfPart: SparseRows; // by part of the lateness: late demand
  lateOfCause: SparseRows; // by cause, of those known when it was built
  links: SparseRows; // by node: links of the lateness's chains
  partOfLink: Int32Array; // by link: its part
  partsOfOrder: Map<number, number[]>; // row of production_orders: parts of what it lacks
  partsOfSupply: Map<number, number[]>; // supply event: parts that wait for it
  holdingRates: Float64Array; // by row of item_locations: a share of the cost a year, NaN = none
  reader: PegReader;
  rules: RulesInForce;
}

export function beginDetection(input: DetectionInput): Detection {
  const { facts, network, plan, lateness } = input;
  const finder = createNodeFinder(facts, network);
  const found = [...input.networkDiagnostics, ...plan.diagnostics];
  const faults = findDataFaults(facts, found, finder);
  const shortLines = findShortLines(facts, network.asOf, finder);
  const missing = findMissingSupply(network, shortLines);
  const causes = createCauses(facts);
  const raises = hasHole(plan) ? findRaisedCallOffs(facts, network) : [];
  const raisedNeeds = traceRaisedNeeds(plan, raises);
  const reasons: LimitReasons = { plan, missing, faults, raisedNeeds };
  const causeOfPart = causesOfParts(causes, reasons, lateness);
  const backlogCause = (node: number): number =>
    causeAt(causes, 'backlog', network.nodes.location[node], node, 0);
  const overdue = lateEntries(network, lateness, causeOfPart, backlogCause);
  const real = addWaitingLines(network, overdue);
  const reader = createPegReader(plan);
  const rules = rulesInForce(input.rules, facts, network);
  const blocked = blockedEntries(plan, lateness, reader, causeOfPart, real);
  const late = createLateDemand(network, real, blocked);
  const terms = readCustomerTerms(facts);
  valueLateDemand(late, facts, network, terms);
  return {
    facts,
    network,
    plan,
    lateness,
    terms,
    faults,
    shortLines,
    slow: slowMovingByRules(rules, facts, plan, finder),
    missing,
    raises,
    raisedNeeds,
    causes,
    causeOfPart,
    late,
    lateOfPart: groupByRow(lateness.count, late.part),
    lateOfCause: groupByRow(causes.list.length, late.cause),
    ...linksByNode(network, lateness),
    partsOfOrder: partsOfOrders(network, lateness),
    partsOfSupply: partsOfSupplies(network, lateness),
    holdingRates: numberColumn(facts.tables.item_locations, 'holding_cost_rate'),
    reader,
    rules,
  };
}

function hasHole({ firstShortDay }: Plan): boolean {
  return firstShortDay.some((day) => day !== NEVER);
}

function linksByNode(
  network: Network,
  lateness: Lateness,
): { links: SparseRows; partOfLink: Int32Array } {
  const linkCount = lateness.pathStart[lateness.count];
  const partOfLink = new Int32Array(linkCount);
  for (let part = 0; part < lateness.count; part++) {
    partOfLink.fill(part, lateness.pathStart[part], lateness.pathStart[part + 1]);
  }
  const nodeOfLink = lateness.pathNode.subarray(0, linkCount);
  return { links: groupByRow(network.nodes.count, nodeOfLink), partOfLink };
}

function partsOfOrders({ demand }: Network, lateness: Lateness): Map<number, number[]> {
  const partsOfOrder = new Map<number, number[]>();
  for (let part = 0; part < lateness.count; part++) {
    const line = lateness.line[part];
    if (demand.kind[line] !== DEMAND_PRODUCTION_ORDER) continue;
    const parts = partsOfOrder.get(demand.factRow[line]);
    if (parts) parts.push(part);
    else partsOfOrder.set(demand.factRow[line], [part]);
  }
  return partsOfOrder;
}

function partsOfSupplies({ supply }: Network, lateness: Lateness): Map<number, number[]> {
  const partsOfSupply = new Map<number, number[]>();
  for (let part = 0; part < lateness.count; part++) {
    if (lateness.rootKind[part] !== ROOT_SUPPLY) continue;
    const line = lateness.root[part];
    const event = supplyEvent(supply.kind[line], supply.factRow[line]);
    const parts = partsOfSupply.get(event);
    if (parts) parts.push(part);
    else partsOfSupply.set(event, [part]);
  }
  return partsOfSupply;
}

/** Parts of the lateness whose chain wants a node on the day indices first .. last. */
export function partsThrough(
  { links, partOfLink, lateness }: Detection,
  node: number,
  firstDay: number,
  lastDay: number,
): number[] {
  const parts: number[] = [];
  for (let i = links.start[node]; i < links.start[node + 1]; i++) {
    const link = links.entries[i];
    const day = lateness.pathDay[link];
    if (day < firstDay || day > lastDay) continue;
    const part = partOfLink[link];
    if (parts[parts.length - 1] !== part) parts.push(part);
  }
  return parts;
}

/** Late demand of some parts of the lateness. */
export function lateOfParts({ lateOfPart }: Detection, parts: readonly number[]): number[] {
  const entries: number[] = [];
  for (const part of parts) {
    for (let i = lateOfPart.start[part]; i < lateOfPart.start[part + 1]; i++) {
      entries.push(lateOfPart.entries[i]);
    }
  }
  return entries;
}

/** Late demand of a cause. */
export function lateOfCauseAt({ lateOfCause }: Detection, cause: number): number[] {
  const { start, entries } = lateOfCause;
  const found: number[] = [];
  if (cause < 0 || cause + 1 >= start.length) return found;
  for (let i = start[cause]; i < start[cause + 1]; i++) found.push(entries[i]);
  return found;
}

export function valueOfLate(detection: Detection, entries: readonly number[]): ValueAtRisk {
  const { late, facts, network, terms } = detection;
  return moneyAtRisk(entries, late, facts, network, terms);
}
