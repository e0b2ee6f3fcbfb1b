// A made-up company that sends batches of facts on a seed: master data first, then stock, orders
// and forecasts that change at random. Each batch is what a sender would send again word for word.

import { createRandom, type Random } from '../../src/base/prng.ts';
import { formatDay, parseDay } from '../../src/units/day.ts';

type Row = Record<string, string | number>;

export interface SentBatch {
  number: number; // from 1; its source and Idempotency-Key name it
  feed: string;
  rows: readonly Row[];
}

export interface Company {
  /** What all others point to. */
  masterData(): SentBatch[];
  next(): SentBatch;
  /** Rows that somebody else made, as its next batch. */
  batch(feed: string, rows: SentBatch['rows']): SentBatch;
}

export const AS_OF = '2027-03-01'; // later than any clock here: the day does not turn by itself
export const KEYS: Readonly<Record<string, readonly string[]>> = {
  locations: ['location_id'],
  suppliers: ['supplier_id'],
  customers: ['customer_id'],
  items: ['item_id'],
  item_locations: ['item_id', 'location_id'],
  sourcing: ['source_id'],
  bom: ['item_id', 'component_item_id'],
  inventory: ['item_id', 'location_id', 'sublocation'],
  purchase_orders: ['order_id', 'line'],
  sales_orders: ['order_id', 'line'],
  forecasts: ['version', 'item_id', 'location_id', 'date'],
};

const ITEMS = 120;
const LOCATIONS = ['P1', 'P2'];
const SMALL_MAX = 20;
const LARGE_MAX = 500;

export function createCompany(seed: number): Company {
  const random = createRandom(seed);
  const first = parseDay(AS_OF);
  const day = (from: number, to: number) => formatDay(first + random.integer(from, to));
  let number = 0;
  let orders = 0;
  const batch = (feed: string, rows: SentBatch['rows']): SentBatch => {
    number++;
    return { number, feed, rows: distinct(feed, rows) };
  };
  const place = () => ({
    item_id: `I${random.integer(1, ITEMS)}`,
    location_id: random.pick(LOCATIONS),
  });
  /** A new order, or one that is there already. */
  const order = (prefix: string) => {
    if (orders === 0 || random.next() < 0.6) orders++;
    const id = random.next() < 0.6 ? orders : random.integer(1, orders);
    return { order_id: `${prefix}${id}`, line: `${random.integer(1, 3)}0` };
  };
  const makers: Record<string, () => Row> = {
    inventory: () => ({ ...place(), sublocation: '', quantity: random.integer(0, 900) }),
    purchase_orders: () => ({
      ...order('PO'),
      supplier_id: `S${random.integer(1, 8)}`,
      ...place(),
      quantity: random.integer(1, 400),
      requested_date: day(-10, 60),
      confirmed_date: day(-5, 70),
    }),
    sales_orders: () => ({
      ...order('SO'),
      customer_id: `C${random.integer(1, 5)}`,
      ...place(),
      quantity: random.integer(1, 300),
      requested_date: day(-5, 60),
    }),
    forecasts: () => ({
      version: 'V1',
      ...place(),
      date: day(0, 50),
      quantity: random.integer(0, 80),
    }),
    item_locations: () => ({ ...place(), safety_stock: random.integer(0, 60) }),
  };
  const feeds = Object.keys(makers);
  return {
    batch,
    masterData: () => masterData(random).map(([feed, rows]) => batch(feed, rows)),
    next() {
      const feed = random.pick(feeds);
      const size = random.next() < 0.15 ? LARGE_MAX : SMALL_MAX;
      const count = random.next() < 0.4 ? 1 : random.integer(1, size);
      return batch(feed, Array.from({ length: count }, makers[feed]!));
    },
  };
}

function masterData(random: Random): [string, Row[]][] {
  const numbered = (prefix: string, column: string, count: number): Row[] =>
    Array.from({ length: count }, (_, i) => ({ [column]: `${prefix}${i + 1}` }));
  const items = numbered('I', 'item_id', ITEMS).map((row) => ({
    ...row,
    description: `Teil "${row.item_id}", größer`,
    unit_cost: random.integer(1, 50),
    unit_price: random.integer(51, 99),
  }));
  const places: Row[] = numbered('I', 'item_id', ITEMS).flatMap(({ item_id }) =>
    LOCATIONS.map((location_id) => ({ item_id: item_id!, location_id })),
  );
  const sourcing = places.map((row, i) => ({
    source_id: `SRC${i + 1}`,
    ...row,
    kind: 'buy',
    supplier_id: `S${random.integer(1, 8)}`,
    lead_time_days: random.integer(1, 20),
  }));
  return [
    ['locations', numbered('P', 'location_id', LOCATIONS.length)],
    ['suppliers', numbered('S', 'supplier_id', 8)],
    ['customers', numbered('C', 'customer_id', 5)],
    ['items', items],
    ['item_locations', places.map((row) => ({ ...row, safety_stock: random.integer(0, 40) }))],
    ['sourcing', sourcing],
  ];
}

/** The same key twice in a batch is a row put aside: the last one of each key is sent. */
function distinct(feed: string, rows: SentBatch['rows']): SentBatch['rows'] {
  return [...new Map(rows.map((row) => [keyOf(feed, row), row])).values()];
}

export function keyOf(feed: string, row: Readonly<Record<string, unknown>>): string {
  return KEYS[feed]!.map((column) => `${row[column] ?? ''}`).join('|');
}
