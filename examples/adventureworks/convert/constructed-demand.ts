// CONSTRUCTED: the source has no customers, sales orders or forecasts. These are invented with a
// fixed seed for the products on sale, so that the plan has something to serve. No row here is a
// fact about anybody.

import { createRandom, type Random } from '../../../src/base/prng.ts';
import { formatDay, parseDay } from '../../../src/units/day.ts';
import { EVENTS } from './constructed-events.ts';
import { decimal, type FeedRow } from './feed-file.ts';
import { AS_OF, HORIZON_DAYS, isOnSale, PLANT } from './plant.ts';
import type { Product, RawTables } from './raw-tables.ts';

const SEED = 20250811;
export const FORECAST_VERSION = 'CONSTRUCTED-2025-08';
const FORECAST_MADE_ON = '2025-08-08';

type Segment = 'chain' | 'dealer' | 'online' | 'rental';

interface Customer {
  id: string;
  segment: Segment;
}

/** How a segment buys: chance of an order in a full week, discount on the list price in percent,
 * and how many times a dealer's quantity it takes. */
const HABITS: Record<Segment, { chance: number; discount: number; size: number; rank: string }> = {
  rental: { chance: 0.15, discount: 12, size: 2, rank: '1' },
  chain: { chance: 0.8, discount: 10, size: 3, rank: '1' },
  dealer: { chance: 0.5, discount: 6, size: 1, rank: '2' },
  online: { chance: 0.6, discount: 3, size: 2, rank: '3' },
};

const SEGMENT_SIZES: [Segment, number][] = [
  ['chain', 4],
  ['dealer', 12],
  ['online', 2],
  ['rental', 2],
];

/** Share of a full week's orders that is already booked, by weeks ahead. */
const BOOKED = [1, 1, 0.9, 0.75, 0.6, 0.45, 0.35, 0.25, 0.2, 0.15, 0.1, 0.1, 0.05];

export const CUSTOMER_COLUMNS = ['customer_id', 'name', 'segment', 'priority', 'aw_constructed'];

function customers(): Customer[] {
  return SEGMENT_SIZES.flatMap(([segment, count]) => Array<Segment>(count).fill(segment)).map(
    (segment, index) => ({ id: `CUST-${String(index + 1).padStart(2, '0')}`, segment }),
  );
}

export function customerRows(): FeedRow[] {
  return customers().map((customer) => ({
    customer_id: customer.id,
    name: `Constructed ${customer.segment} ${customer.id.slice(-2)}`,
    segment: customer.segment,
    priority: HABITS[customer.segment].rank,
    aw_constructed: 'true',
  }));
}

export const SALES_ORDER_COLUMNS = [
  'order_id',
  'line',
  'customer_id',
  'item_id',
  'location_id',
  'quantity',
  'delivered_quantity',
  'requested_date',
  'promised_date',
  'unit_price',
  'ordered_at',
  'status',
  'aw_constructed',
];

interface Order {
  customer: Customer;
  orderedDaysAgo: number;
  promised: boolean;
  lines: { product: Product; day: number; quantity: number; delivered: number }[];
}

/** The order book: a steady flow that thins out with the weeks, and the events on top. */
export function salesOrderRows(raw: RawTables): FeedRow[] {
  const random = createRandom(SEED);
  const orders = [...steadyOrders(raw, random), ...eventOrders(raw)];
  const asOf = parseDay(AS_OF);
  return orders.flatMap((order, index) =>
    order.lines.map((line, position) => {
      const requested = formatDay(asOf + line.day);
      const price = line.product.listPrice * (1 - HABITS[order.customer.segment].discount / 100);
      return {
        order_id: `SO-${String(index + 1).padStart(4, '0')}`,
        line: String(position + 1),
        customer_id: order.customer.id,
        item_id: line.product.number,
        location_id: PLANT,
        quantity: String(line.quantity),
        delivered_quantity: String(line.delivered),
        requested_date: requested,
        promised_date: order.promised ? requested : '',
        unit_price: decimal(price, 2),
        ordered_at: formatDay(asOf - order.orderedDaysAgo),
        status: 'open',
        aw_constructed: 'true',
      };
    }),
  );
}

function steadyOrders(raw: RawTables, random: Random): Order[] {
  const ranges = rangesOf(raw);
  const orders: Order[] = [];
  BOOKED.forEach((booked, week) => {
    for (const customer of customers()) {
      const { chance, size } = HABITS[customer.segment];
      if (random.next() >= chance * booked) continue;
      const day = week * 7 + random.integer(0, 4);
      const share = random.next();
      const range = share < 0.6 ? ranges.bikes : share < 0.75 ? ranges.components : ranges.other;
      const lines = new Map<Product, Order['lines'][number]>();
      for (let count = random.integer(1, 5); count > 0; count--) {
        const product = random.pick(range);
        const quantity = size * random.integer(...quantityRange(product));
        // A few lines of the first week have been delivered in part.
        const partly = week === 0 && random.next() < 0.15;
        lines.set(product, { product, day, quantity, delivered: partly ? quantity >> 1 : 0 });
      }
      orders.push({
        customer,
        orderedDaysAgo: random.integer(2, 25),
        promised: random.next() < 0.85,
        lines: [...lines.values()],
      });
    }
  });
  return orders;
}

function eventOrders(raw: RawTables): Order[] {
  const customerOf = new Map(customers().map((customer) => [customer.id, customer]));
  return EVENTS.map((event) => ({
    customer: customerOf.get(event.customerId)!,
    orderedDaysAgo: event.orderedDaysAgo,
    promised: event.promised,
    lines: saleable(raw)
      .filter((product) => event.items.test(product.number))
      .map((product) => ({
        product,
        day: event.day,
        quantity: event.quantityPerItem,
        delivered: 0,
      })),
  }));
}

export const FORECAST_COLUMNS = [
  'version',
  'item_id',
  'location_id',
  'date',
  'bucket',
  'quantity',
  'made_on',
  'aw_constructed',
];

/** Weekly forecasts, by Mondays of the horizon, for everything on sale that is kept in stock:
 * frames that are made to order come from orders only. */
export function forecastRows(raw: RawTables): FeedRow[] {
  const random = createRandom(SEED + 1);
  const asOf = parseDay(AS_OF);
  const stocked = new Set(raw.stock.map((row) => row.productId));
  return saleable(raw)
    .filter((product) => stocked.has(product.id))
    .flatMap((product) => {
      const level = random.integer(...weeklyRange(product));
      const rows: FeedRow[] = [];
      for (let day = 0; day + 6 < HORIZON_DAYS; day += 7) {
        rows.push({
          version: FORECAST_VERSION,
          item_id: product.number,
          location_id: PLANT,
          date: formatDay(asOf + day),
          bucket: 'week',
          quantity: String(Math.round(level * (0.85 + 0.3 * random.next()))),
          made_on: FORECAST_MADE_ON,
          aw_constructed: 'true',
        });
      }
      return rows;
    });
}

/** Pieces that a dealer orders at a time. */
function quantityRange(product: Product): [number, number] {
  if (isBike(product)) return [2, 6];
  return product.made ? [2, 10] : [3, 15];
}

/** Pieces sold in a week, all customers together. */
function weeklyRange(product: Product): [number, number] {
  if (isBike(product)) return [12, 18];
  // Clothing and accessories stand in small numbers: the source's safety stock of them is four.
  return Number(product.safetyStockLevel) < 100 ? [6, 14] : [20, 35];
}

/** Products on sale that can be supplied; one painted frame is made but has no bill. */
function saleable(raw: RawTables): Product[] {
  const supplied = new Set([
    ...raw.bills.map((line) => line.assemblyId),
    ...raw.productVendors.map((term) => term.productId),
  ]);
  return raw.products.filter((product) => isOnSale(product) && supplied.has(product.id));
}

function rangesOf(raw: RawTables): Record<'bikes' | 'components' | 'other', Product[]> {
  const all = saleable(raw);
  return {
    bikes: all.filter(isBike),
    components: all.filter((product) => product.made && !isBike(product)),
    other: all.filter((product) => !product.made),
  };
}

function isBike(product: Product): boolean {
  return product.number.startsWith('BK-');
}
