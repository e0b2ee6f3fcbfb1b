// What all later steps look up: calendars, items, places and parties, each as dense indices.

import { numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import { type Items, type Locations, NO_PRIORITY, type Parties } from '../../model/network.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import type { WorkingCalendar } from '../../units/working-calendar.ts';
import type { DiagnosticList } from './diagnostic-list.ts';
import { type ExchangeRates, readExchangeRates } from './exchange-rates.ts';
import { type IdIndex, indexIds } from './id-index.ts';
import { buildCalendars } from './network-calendars.ts';
import { buildItems } from './network-items.ts';

export interface MasterData {
  facts: Facts;
  settings: PlanningSettings;
  noted: DiagnosticList;
  texts: readonly string[]; // by pool code
  ids: Record<string, IdIndex>; // by the feed of the things: items, locations and parties
  rates: ExchangeRates;
  calendars: WorkingCalendar[]; // [0] = every day works
  calendarOfCode: Map<number, number>;
  items: Items;
  itemOfCode: Int32Array;
  isRunOut: Uint8Array; // by item
  locations: Locations;
  locationOfCode: Int32Array;
  suppliers: Parties;
  supplierOfCode: Int32Array;
  supplierCalendar: Int32Array; // by supplier: index into calendars
  customers: Parties;
  customerOfCode: Int32Array;
  customerPriority: Int32Array; // by customer: 1 first; NO_PRIORITY = last
}

export function buildMasterData(
  facts: Facts,
  settings: PlanningSettings,
  noted: DiagnosticList,
): MasterData {
  const { calendars, ofCode: calendarOfCode } = buildCalendars(facts, settings, noted);
  const rates = readExchangeRates(facts, settings);
  const itemIndex = indexIds(facts, 'items');
  const locationIndex = indexIds(facts, 'locations');
  const supplierIndex = indexIds(facts, 'suppliers');
  const customerIndex = indexIds(facts, 'customers', [['inventory', 'reserved_for']]);
  const { items, isRunOut } = buildItems(facts, itemIndex, rates, noted);
  const calendarOf = (feed: string, index: IdIndex) =>
    Int32Array.from(textOf(facts, feed, 'calendar_id', index), (code) => {
      return calendarOfCode.get(code) ?? 0;
    });
  const nameOf = (feed: string, index: IdIndex) =>
    Array.from(textOf(facts, feed, 'name', index), (code) => facts.pool.texts[code]!);
  const partiesOf = (feed: string, index: IdIndex): Parties => ({
    count: index.count,
    id: index.id,
    name: nameOf(feed, index),
  });
  return {
    facts,
    settings,
    noted,
    texts: facts.pool.texts,
    ids: {
      items: itemIndex,
      locations: locationIndex,
      suppliers: supplierIndex,
      customers: customerIndex,
    },
    rates,
    calendars,
    calendarOfCode,
    items,
    itemOfCode: itemIndex.ofCode,
    isRunOut,
    locations: {
      ...partiesOf('locations', locationIndex),
      calendar: calendarOf('locations', locationIndex),
    },
    locationOfCode: locationIndex.ofCode,
    suppliers: partiesOf('suppliers', supplierIndex),
    supplierOfCode: supplierIndex.ofCode,
    supplierCalendar: calendarOf('suppliers', supplierIndex),
    customers: partiesOf('customers', customerIndex),
    customerOfCode: customerIndex.ofCode,
    customerPriority: priorityOf(facts, customerIndex),
  };
}

/** A text column of the kind's own feed, by index; 0 where the feed lacks the thing. */
function textOf(facts: Facts, feed: string, column: string, index: IdIndex): Int32Array {
  const codes = textColumn(facts.tables[feed]!, column);
  return index.factRow.map((row) => (row < 0 ? 0 : codes[row]!));
}

function priorityOf(facts: Facts, index: IdIndex): Int32Array {
  const priority = numberColumn(facts.tables.customers!, 'priority');
  return index.factRow.map((row) => (row < 0 ? NO_PRIORITY : priorityOfCell(priority[row]!)));
}

/** 1 first, blank = last. */
export function priorityOfCell(cell: number): number {
  return Number.isNaN(cell) ? NO_PRIORITY : Math.min(cell, NO_PRIORITY);
}
