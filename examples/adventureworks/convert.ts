// Converts the raw AdventureWorks tables into the Drumbeat data folder that stands beside this
// file: `node examples/adventureworks/convert.ts RAW_FOLDER OUT_FOLDER`. Same input, same output.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CUSTOMER_COLUMNS,
  customerRows,
  FORECAST_COLUMNS,
  forecastRows,
  SALES_ORDER_COLUMNS,
  salesOrderRows,
} from './convert/constructed-demand.ts';
import { type FeedRow, writeFeed } from './convert/feed-file.ts';
import {
  ITEM_COLUMNS,
  ITEM_LOCATION_COLUMNS,
  itemLocationRows,
  itemRows,
  LOCATION_COLUMNS,
  LOCATION_ROWS,
  SUPPLIER_COLUMNS,
  supplierRows,
} from './convert/master-data.ts';
import { AS_OF, HORIZON_DAYS, productsInUse } from './convert/plant.ts';
import { readRawTables } from './convert/raw-tables.ts';
import {
  INVENTORY_COLUMNS,
  inventoryRows,
  PURCHASE_ORDER_COLUMNS,
  purchaseOrderRows,
} from './convert/stock-and-orders.ts';
import {
  BOM_COLUMNS,
  bomRows,
  rankedTerms,
  SOURCING_COLUMNS,
  sourcingRows,
} from './convert/supply-network.ts';
import { unitsOf } from './convert/units.ts';

const SETTINGS = {
  as_of: AS_OF,
  timezone: 'America/Los_Angeles',
  horizon_days: HORIZON_DAYS,
  currency: 'USD',
  note:
    'Customers, sales orders and forecasts are constructed; so is the content of a case, ' +
    'container, canister or pack. All else is from the AdventureWorks sample database: README.md.',
  parameters: {},
};

function convert(rawFolder: string, outFolder: string): void {
  const raw = readRawTables(rawFolder);
  const units = unitsOf(raw);
  const inUse = productsInUse(raw);
  const ranked = rankedTerms(raw);
  const firstTerm = new Map([...ranked].map(([productId, terms]) => [productId, terms[0]!]));
  const feeds: [string, readonly string[], FeedRow[]][] = [
    ['items', ITEM_COLUMNS, itemRows(raw, units, firstTerm)],
    ['locations', LOCATION_COLUMNS, LOCATION_ROWS],
    ['suppliers', SUPPLIER_COLUMNS, supplierRows(raw)],
    ['customers', CUSTOMER_COLUMNS, customerRows()],
    [
      'unit_conversions',
      ['item_id', 'from_uom', 'to_uom', 'factor', 'aw_basis'],
      units.conversions,
    ],
    ['item_locations', ITEM_LOCATION_COLUMNS, itemLocationRows(raw, inUse)],
    ['sourcing', SOURCING_COLUMNS, sourcingRows(raw, units, ranked)],
    ['bom', BOM_COLUMNS, bomRows(raw, units)],
    ['inventory', INVENTORY_COLUMNS, inventoryRows(raw)],
    ['purchase_orders', PURCHASE_ORDER_COLUMNS, purchaseOrderRows(raw, units)],
    ['sales_orders', SALES_ORDER_COLUMNS, salesOrderRows(raw)],
    ['forecasts', FORECAST_COLUMNS, forecastRows(raw)],
  ];
  for (const [name, columns, rows] of feeds) {
    writeFeed(outFolder, name, columns, rows);
    console.log(`${name}.csv: ${rows.length} rows`);
  }
  writeFileSync(join(outFolder, 'drumbeat.json'), `${JSON.stringify(SETTINGS, null, 2)}\n`);
}

const [rawFolder, outFolder] = process.argv.slice(2);
if (rawFolder === undefined || outFolder === undefined) {
  console.error('Usage: node examples/adventureworks/convert.ts RAW_FOLDER OUT_FOLDER');
  process.exitCode = 2;
} else {
  convert(rawFolder, outFolder);
}
