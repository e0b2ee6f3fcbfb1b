// A seeded company as the rows of its feeds, in text: bought and made items on four levels, each at
// one location, with stock, open supply and dated demand. Big ones are written piece by piece.

import { createRandom, type Random } from '../../src/base/prng.ts';
import { formatDay, parseDay } from '../../src/units/day.ts';

export interface CompanyShape {
  itemLocations: number;
  seed: number;
  demands: number; // sales lines an item-location
  supplies: number; // open order lines an item-location
}

export const AS_OF = '2027-03-01';
const TODAY = parseDay(AS_OF);
const HORIZON = 120;
const LEVELS = 4; // the last is bought
const LINES_OF_MADE_ITEM = 4;
const COMPONENT_STEP = 7_919; // a prime: an item's components lie far apart
const SALES_QUANTITY = 20; // mean of a line
/** Of what is wanted of an item within the horizon, the share that open orders bring. */
const ORDERED_SHARE = 0.2;
const STOCK_SHARE = 0.35;
/** Of a thousand item-locations so many have no stock and wait for a supply that slips. */
const SHORT_OF_THOUSAND = 2;
const SUPPLIERS = 200;
const LOCATIONS = 10;
const PIECE_ROWS = 5_000;

export interface FeedText {
  feed: string;
  header: string;
  rows: () => Generator<string>; // pieces of whole lines
}

/** The feeds in the order of the contract. */
export function companyFeeds(shape: CompanyShape): FeedText[] {
  return [...masterData(shape), ...stockAndOrders(shape)];
}

/** Writes what each item-location has, in pieces. */
function writer(shape: CompanyShape) {
  return (stream: number, write: (node: number, random: Random) => string) =>
    function* () {
      const random = createRandom(shape.seed * 1000 + stream);
      let piece = '';
      for (let node = 0; node < shape.itemLocations; node++) {
        piece += write(node, random);
        if (node % PIECE_ROWS < PIECE_ROWS - 1) continue;
        yield piece;
        piece = '';
      }
      if (piece !== '') yield piece;
    };
}

function listed(size: number, write: (i: number) => string): () => Generator<string> {
  return function* () {
    yield Array.from({ length: size }, (_, i) => write(i)).join('');
  };
}

function masterData(shape: CompanyShape): FeedText[] {
  const perNode = writer(shape);
  return [
    {
      feed: 'items',
      header: 'item_id,description,uom,unit_cost,unit_price',
      rows: perNode(1, (node, random) => {
        const cost = random.integer(10, 200) / 100;
        return `${item(node)},Part ${node},PCE,${cost},${(cost * 1.6).toFixed(2)}\n`;
      }),
    },
    {
      feed: 'locations',
      header: 'location_id,name,kind',
      rows: listed(LOCATIONS, (i) => `P${i},Plant ${i},plant\n`),
    },
    {
      feed: 'suppliers',
      header: 'supplier_id,name',
      rows: listed(SUPPLIERS, (i) => `S${i},Supplier ${i}\n`),
    },
    {
      feed: 'customers',
      header: 'customer_id,name,priority',
      rows: listed(100, (i) => `C${i},Customer ${i},${1 + (i % 3)}\n`),
    },
    {
      feed: 'item_locations',
      header: 'item_id,location_id,safety_stock,lot_size_rule,min_lot,lot_multiple,planner,buyer',
      rows: perNode(2, (node, random) => {
        const people = `Planner ${node % 20},Buyer ${node % 30}`;
        return `${place(node)},${random.integer(0, 10)},period,20,10,${people}\n`;
      }),
    },
    {
      feed: 'sourcing',
      header: 'source_id,item_id,location_id,kind,supplier_id,lead_time_days',
      rows: perNode(3, (node, random) => {
        const bought = isBoughtItem(shape, node);
        const supplier = bought ? `S${node % SUPPLIERS}` : '';
        const days = random.integer(2, bought ? 40 : 8);
        return `Q${node},${place(node)},${bought ? 'buy' : 'make'},${supplier},${days}\n`;
      }),
    },
    {
      feed: 'bom',
      header: 'item_id,location_id,component_item_id,line,quantity_per',
      rows: perNode(4, (node) => bomLines(shape, node)),
    },
  ];
}

function stockAndOrders(shape: CompanyShape): FeedText[] {
  const perNode = writer(shape);
  return [
    {
      feed: 'inventory',
      header: 'item_id,location_id,quantity',
      rows: perNode(5, (node, random) => {
        const mean = Math.round(STOCK_SHARE * volumeOf(shape, node));
        const quantity = isShort(shape, node) ? 0 : random.integer(mean, Math.ceil(mean * 1.2));
        return `${place(node)},${quantity}\n`;
      }),
    },
    {
      feed: 'purchase_orders',
      header:
        'order_id,line,supplier_id,item_id,location_id,quantity,' +
        'ordered_at,requested_date,confirmed_date,unit_price',
      rows: perNode(6, (node, random) => {
        if (!isBoughtItem(shape, node)) return '';
        let text = '';
        for (let line = 1; line <= shape.supplies; line++) {
          const wanted = TODAY + Math.ceil((line * 50) / shape.supplies) + random.integer(0, 3);
          const confirmed = wanted + (isShort(shape, node) ? 10 : 0);
          const dates = `${day(TODAY - 30)},${day(wanted)},${day(confirmed)}`;
          const order = `45${node},${line},S${node % SUPPLIERS}`;
          text += `${order},${place(node)},${orderedQuantity(shape, node)},${dates},4.5\n`;
        }
        return text;
      }),
    },
    {
      feed: 'production_orders',
      header: 'order_id,source_id,item_id,location_id,quantity,start_date,due_date',
      rows: perNode(8, (node, random) => {
        if (isBoughtItem(shape, node)) return '';
        let text = '';
        for (let order = 1; order <= shape.supplies; order++) {
          const start = TODAY + Math.ceil((order * 50) / shape.supplies) + random.integer(0, 3);
          const dates = `${day(start)},${day(start + 5)}`;
          const quantity = orderedQuantity(shape, node);
          text += `60${node}-${order},Q${node},${place(node)},${quantity},${dates}\n`;
        }
        return text;
      }),
    },
    {
      feed: 'sales_orders',
      header: 'order_id,line,customer_id,item_id,location_id,quantity,requested_date,unit_price',
      rows: perNode(7, (node, random) => {
        let text = '';
        for (let line = 1; line <= shape.demands; line++) {
          const wanted = day(
            TODAY + Math.floor((line * (HORIZON - 5)) / shape.demands) + random.integer(0, 4),
          );
          const customer = `C${random.integer(0, 99)}`;
          const quantity = random.integer(SALES_QUANTITY - 4, SALES_QUANTITY + 4);
          text += `7${node},${line},${customer},${place(node)},${quantity},${wanted},9.5\n`;
        }
        return text;
      }),
    },
  ];
}

export function item(node: number): string {
  return `I${node}`;
}

/** `item_id,location_id` of an item-location. */
export function place(node: number): string {
  return `I${node},P0`;
}

function day(of: number): string {
  return formatDay(of);
}

/** Each level has as many items as the others. */
function levelOf({ itemLocations }: CompanyShape, node: number): number {
  return Math.min(LEVELS - 1, Math.floor((node * LEVELS) / itemLocations));
}

function firstOfLevel({ itemLocations }: CompanyShape, level: number): number {
  return Math.ceil((level * itemLocations) / LEVELS);
}

function isShort({ seed }: CompanyShape, node: number): boolean {
  return (Math.imul(node + seed, 0x9e3779b1) >>> 8) % 1000 < SHORT_OF_THOUSAND;
}

export function isBoughtItem(shape: CompanyShape, node: number): boolean {
  return levelOf(shape, node) === LEVELS - 1;
}

/** What is wanted of an item within the horizon, about: by customers and by what is made of it. */
function volumeOf(shape: CompanyShape, node: number): number {
  const own = shape.demands * SALES_QUANTITY;
  let volume = own;
  for (let level = levelOf(shape, node); level > 0; level--) {
    volume = own + LINES_OF_MADE_ITEM * (1 - STOCK_SHARE) * volume;
  }
  return volume;
}

function orderedQuantity(shape: CompanyShape, node: number): number {
  return Math.ceil((ORDERED_SHARE * volumeOf(shape, node)) / shape.supplies);
}

/** Components are of the next level, each used by as many items as it has components. */
function bomLines(shape: CompanyShape, node: number): string {
  const level = levelOf(shape, node);
  if (level === LEVELS - 1) return '';
  const first = firstOfLevel(shape, level + 1);
  const width = firstOfLevel(shape, level + 2) - first;
  const place = (node - firstOfLevel(shape, level)) * LINES_OF_MADE_ITEM;
  let text = '';
  for (let line = 1; line <= LINES_OF_MADE_ITEM; line++) {
    const component = first + (((place + line) * COMPONENT_STEP) % width);
    text += `${item(node)},P0,${item(component)},${line},1\n`;
  }
  return text;
}
