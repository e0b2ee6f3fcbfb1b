// The raw AdventureWorks tables as records: tab-separated text without a header, one file a table,
// columns by position. Nothing is interpreted here but the positions.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Product {
  id: string;
  name: string;
  number: string; // unique, what is printed on drawings and labels
  made: boolean;
  finishedGood: boolean;
  safetyStockLevel: string;
  reorderPoint: string;
  standardCost: number; // 0 = not costed
  listPrice: number; // 0 = not sold
  daysToManufacture: string;
  subcategoryId: string;
  sellStart: string; // dates here are YYYY-MM-DD, '' = none
  sellEnd: string;
  discontinued: string;
}

export interface BillLine {
  id: string;
  assemblyId: string; // '' on the rows that only list a top-level product
  componentId: string;
  start: string;
  end: string; // last day of use; '' = still used
  unit: string;
  quantity: string;
}

export interface ProductVendor {
  productId: string;
  vendorId: string;
  averageLeadTime: string; // days between placing an order and receiving the product
  standardPrice: number; // per unit of measure
  minOrder: number;
  maxOrder: number;
  unit: string;
}

export interface Vendor {
  id: string;
  account: string; // unique, readable
  name: string;
  creditRating: string;
  preferred: boolean;
  active: boolean;
}

export interface PurchaseOrder {
  id: string;
  revision: string;
  status: '1' | '2' | '3' | '4'; // pending, approved, rejected, complete
  vendorId: string;
  shipMethodId: string;
  ordered: string;
  shipEstimate: string; // "estimated shipment date from the vendor"
}

export interface PurchaseOrderLine {
  orderId: string;
  id: string;
  due: string; // "date the product is expected to be received"
  quantity: number;
  productId: string;
  unitPrice: number;
  received: number; // what was rejected included
  rejected: number;
  stocked: number; // received less rejected
}

export interface StockRow {
  productId: string;
  storageId: string;
  shelf: string;
  bin: string;
  quantity: string;
  counted: string; // date of the row's last change
}

export interface RawTables {
  products: Product[];
  bills: BillLine[];
  productVendors: ProductVendor[];
  vendors: Vendor[];
  orders: PurchaseOrder[];
  orderLines: PurchaseOrderLine[];
  stock: StockRow[];
  storageName: Map<string, string>; // by LocationID
  shipMethodName: Map<string, string>; // by ShipMethodID
  categoryName: Map<string, string>; // 'Bikes / Road Bikes' by ProductSubcategoryID
}

export function readRawTables(folder: string): RawTables {
  const table = (name: string): string[][] => readTable(folder, name);
  const names = (name: string): Map<string, string> =>
    new Map(table(name).map((cells) => [cells[0]!, cells[1]!]));
  const category = names('ProductCategory');
  return {
    products: table('Product').map(product),
    bills: table('BillOfMaterials').map(
      ([id, assemblyId, componentId, start, end, unit, , qty]) => ({
        id: id!,
        assemblyId: assemblyId!,
        componentId: componentId!,
        start: date(start),
        end: date(end),
        unit: unit!.trim(),
        quantity: qty!,
      }),
    ),
    productVendors: table('ProductVendor').map(productVendor),
    vendors: table('Vendor').map(([id, account, name, creditRating, preferred, active]) => ({
      id: id!,
      account: account!,
      name: name!,
      creditRating: creditRating!,
      preferred: preferred === '1',
      active: active === '1',
    })),
    orders: table('PurchaseOrderHeader').map(purchaseOrder),
    orderLines: table('PurchaseOrderDetail').map(purchaseOrderLine),
    stock: table('ProductInventory').map(([productId, storageId, shelf, bin, quantity, , at]) => ({
      productId: productId!,
      storageId: storageId!,
      shelf: shelf!,
      bin: bin!,
      quantity: quantity!,
      counted: date(at),
    })),
    storageName: names('Location'),
    shipMethodName: names('ShipMethod'),
    categoryName: new Map(
      table('ProductSubcategory').map(([id, parent, name]) => [
        id!,
        `${category.get(parent!)!} / ${name!}`,
      ]),
    ),
  };
}

function readTable(folder: string, name: string): string[][] {
  const text = readFileSync(join(folder, `${name}.csv`), 'utf8');
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

/** The date of a raw instant; all raw instants are midnight but for row change stamps. */
function date(instant: string | undefined): string {
  return (instant ?? '').slice(0, 10);
}

function product(cells: string[]): Product {
  return {
    id: cells[0]!,
    name: cells[1]!,
    number: cells[2]!,
    made: cells[3] === '1',
    finishedGood: cells[4] === '1',
    safetyStockLevel: cells[6]!,
    reorderPoint: cells[7]!,
    standardCost: Number(cells[8]),
    listPrice: Number(cells[9]),
    daysToManufacture: cells[14]!,
    subcategoryId: cells[18]!,
    sellStart: date(cells[20]),
    sellEnd: date(cells[21]),
    discontinued: date(cells[22]),
  };
}

function productVendor(cells: string[]): ProductVendor {
  return {
    productId: cells[0]!,
    vendorId: cells[1]!,
    averageLeadTime: cells[2]!,
    standardPrice: Number(cells[3]),
    minOrder: Number(cells[6]),
    maxOrder: Number(cells[7]),
    unit: cells[9]!.trim(),
  };
}

function purchaseOrder(cells: string[]): PurchaseOrder {
  return {
    id: cells[0]!,
    revision: cells[1]!,
    status: cells[2] as PurchaseOrder['status'],
    vendorId: cells[4]!,
    shipMethodId: cells[5]!,
    ordered: date(cells[6]),
    shipEstimate: date(cells[7]),
  };
}

function purchaseOrderLine(cells: string[]): PurchaseOrderLine {
  return {
    orderId: cells[0]!,
    id: cells[1]!,
    due: date(cells[2]),
    quantity: Number(cells[3]),
    productId: cells[4]!,
    unitPrice: Number(cells[5]),
    received: Number(cells[7]),
    rejected: Number(cells[8]),
    stocked: Number(cells[9]),
  };
}
