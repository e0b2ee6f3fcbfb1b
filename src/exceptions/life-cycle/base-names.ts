// What makes an exception or a case the same tomorrow: its code and what it is about, by the keys
// of the feeds. Names are numbers in a pool, and remembered from replan to replan by place: as long
// as a row or an item-location stands where it stood, finding its name costs a few comparisons.

import { intern, type TextPool } from '../../base/text-pool.ts';
import { DEMAND_CALL_OFF } from '../../model/network.ts';
import { caseId } from '../cause-statement.ts';
import type { Cause } from '../causes.ts';
import type { Detection } from '../detection.ts';
import type { ExceptionCode, PlanException } from '../plan-exception.ts';
import { feedOfSupply } from '../supply-statement.ts';
import { createKeyTexts, escapedKey, type KeyTexts, nodeText, rowText } from './key-texts.ts';

/** Names of one kind of subject under one prefix, by the subject's place. */
interface NameMemory {
  subjects: (string | undefined)[]; // the text that the name was made of
  names: Int32Array; // its number in the pool
}

export interface BaseNames {
  bases: TextPool;
  keys: KeyTexts;
  memories: Map<string, Map<string, NameMemory>>; // by code, then what its subjects are
}

/** Found once for each unbroken spell of days. */
const SPELL_CODES: ReadonlySet<ExceptionCode> = new Set([
  'projected_stockout',
  'below_safety_stock',
]);

export function isSpellCode(code: ExceptionCode): boolean {
  return SPELL_CODES.has(code);
}

export function createBaseNames(bases: TextPool): BaseNames {
  return { bases, keys: createKeyTexts(), memories: new Map() };
}

export function nameException(
  names: BaseNames,
  detection: Detection,
  exception: PlanException,
): number {
  const { network, plan, faults } = detection;
  const { code, subject, index, node } = exception;
  switch (subject) {
    case 'node':
      return nameNode(names, detection, `${code}:`, node);
    case 'lot': {
      const row = network.stock.factRow[index];
      return row < 0
        ? nameNode(names, detection, `${code}:`, node)
        : nameRow(names, detection, code, 'inventory', row);
    }
    case 'demand': {
      const { kind, factRow } = network.demand;
      const feed = kind[index] === DEMAND_CALL_OFF ? 'call_offs' : 'sales_orders';
      return nameRow(names, detection, code, feed, factRow[index]);
    }
    case 'supply':
      return nameSupply(names, detection, code, index);
    case 'message':
      return nameSupply(names, detection, code, plan.messages.supply[index]);
    case 'contract_excess':
      return nameSupply(names, detection, code, plan.contractExcesses.supply[index]);
    case 'component': // one an order, whichever of its components comes last
      return nameRow(names, detection, code, 'production_orders', network.demand.factRow[index]);
    case 'purchase_order':
      return nameRow(names, detection, code, 'purchase_orders', index);
    default: {
      const { feed, key, rule } = faults.diagnostics[index];
      return intern(names.bases, `${code}:${escapedKey(feed)}/${escapedKey(key)}/${rule}`);
    }
  }
}

/** Its case's id. Ids use '#' for spells: a key that holds one is written otherwise. */
export function nameCause(names: BaseNames, detection: Detection, cause: Cause): number {
  switch (cause.kind) {
    case 'excess':
    case 'lead_time':
    case 'fence':
    case 'no_supply':
      return nameNode(names, detection, `case:${cause.kind}/`, cause.node);
    case 'supply': {
      const { network } = detection;
      const feed = feedOfSupply(network, cause.index);
      return nameRow(names, detection, 'case', feed, network.supply.factRow[cause.index]);
    }
    default:
      return intern(names.bases, caseId(detection, cause).replaceAll('#', '%23'));
  }
}

function nameSupply(
  names: BaseNames,
  detection: Detection,
  code: ExceptionCode,
  supply: number,
): number {
  const { network } = detection;
  const feed = feedOfSupply(network, supply);
  return nameRow(names, detection, code, feed, network.supply.factRow[supply]);
}

function nameNode(names: BaseNames, detection: Detection, prefix: string, node: number): number {
  const text = nodeText(names.keys, detection.network, node);
  return remembered(names, prefix, '', node, text);
}

function nameRow(
  names: BaseNames,
  detection: Detection,
  code: string,
  feed: string,
  row: number,
): number {
  return remembered(names, code, feed, row, rowText(names.keys, detection.facts, feed, row));
}

function remembered(
  names: BaseNames,
  prefix: string,
  feed: string,
  place: number,
  text: string,
): number {
  const memory = memoryOf(names, prefix, feed);
  if (place >= memory.subjects.length) growMemory(memory, place);
  if (memory.subjects[place] !== text) {
    memory.subjects[place] = text;
    const base = feed === '' ? `${prefix}${text}` : `${prefix}:${feed}/${text}`;
    memory.names[place] = intern(names.bases, base);
  }
  return memory.names[place];
}

function memoryOf({ memories }: BaseNames, prefix: string, feed: string): NameMemory {
  let ofPrefix = memories.get(prefix);
  if (!ofPrefix) {
    ofPrefix = new Map();
    memories.set(prefix, ofPrefix);
  }
  let memory = ofPrefix.get(feed);
  if (!memory) {
    memory = { subjects: [], names: new Int32Array(0) };
    ofPrefix.set(feed, memory);
  }
  return memory;
}

function growMemory(memory: NameMemory, place: number): void {
  const size = Math.max(64, Math.ceil((place + 1) * 1.5));
  const subjects: (string | undefined)[] = new Array(size);
  for (let i = 0; i < memory.subjects.length; i++) subjects[i] = memory.subjects[i];
  const names = new Int32Array(size);
  names.set(memory.names);
  memory.subjects = subjects;
  memory.names = names;
}
