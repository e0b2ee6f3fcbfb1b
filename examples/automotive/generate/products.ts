// What Falk sells: forty-one assemblies with their plant, margin and customers, and the parts
// trade's share of each at the three warehouses.

import type { LocationId } from './company.ts';

export interface CustomerDemand {
  customerId: string;
  locationId: LocationId; // that ships
  perDay: number; // pieces on a working day
}

export interface Product {
  itemId: string;
  description: string;
  category: string;
  plant: 'P1' | 'P2';
  margin: number; // EUR a piece
  makingCost: number; // EUR a piece: what the plant adds to the material
  leadTimeDays: number; // working days in assembly
  customers: readonly CustomerDemand[];
  /** Pieces a week that the parts trade takes, by warehouse. */
  aftermarket: readonly { locationId: LocationId; perWeek: number }[];
  /** Its demand in % of the level from each month's first day on; for what runs out. */
  fading: boolean;
}

// item | description | plant | margin | making | lead | customer:pieces a day [@ warehouse] ... |
// warehouse:pieces a week ...
const TABLE: Record<string, string> = {
  actuators: `
AC-280 | EPB actuator, first series | P1 | 16.40 | 6.10 | 1 | TESSIN:180 | LEJ:14
AC-282 | EPB actuator, first series, left | P1 | 16.40 | 6.10 | 1 | HELVAR:90 | LEJ:9
AC-290 | EPB actuator | P2 | 18.20 | 7.40 | 0 | CASTELL:85 |
AC-310 | EPB actuator | P2 | 18.20 | 7.90 | 0 | NORDWAGEN:380 |
AC-312 | EPB actuator | P2 | 18.20 | 7.90 | 0 | AURION:155 | LEJ:15
AC-312B | EPB actuator, high temperature | P2 | 16.70 | 8.10 | 1 | MERIDIAN:20 |
AC-314 | steering lock actuator | P2 | 17.10 | 7.20 | 1 | NORDWAGEN:120 MERIDIAN:60 | LEJ:18 HAJ:10
AC-316 | steering lock actuator | P2 | 17.10 | 7.20 | 1 | AURION:90 | LEJ:12
AC-320 | charge port actuator | P2 | 14.80 | 6.60 | 1 | CASTELL:110 HELVAR:40 | LEJ:11 HAJ:8
AC-322 | charge port actuator | P2 | 14.80 | 6.60 | 1 | TESSIN:70 | HAJ:6
AC-330 | spoiler actuator | P2 | 19.60 | 8.30 | 1 | MERIDIAN:140 | LEJ:16
AC-332 | spoiler actuator | P2 | 19.60 | 8.30 | 1 | NORDLYS:65 | HAJ:7
AC-340 | tailgate actuator | P2 | 21.30 | 9.20 | 1 | NORDWAGEN:95 | LEJ:12
AC-345 | tailgate actuator, heavy | P2 | 22.80 | 9.40 | 1 | VEKTOR:50 | HAJ:5`,
  'seat drives': `
SD-410 | seat drive length | P2 | 8.90 | 3.40 | 1 | NORDWAGEN:260 | LEJ:22
SD-412 | seat drive length | P2 | 8.90 | 3.40 | 1 | AURION:180@GYO | GYO:9
SD-420 | seat drive height | P2 | 8.40 | 3.30 | 1 | MERIDIAN:150 | LEJ:14
SD-430 | seat drive back | P2 | 9.20 | 3.50 | 1 | CASTELL:90 | HAJ:9
SD-440 | seat drive back | P2 | 9.20 | 3.50 | 1 | HELVAR:75 | LEJ:8
SD-450 | seat drive lumbar | P2 | 7.60 | 3.10 | 1 | TESSIN:60 | HAJ:6
SD-460 | seat drive lumbar | P2 | 7.60 | 3.10 | 1 | KISARAGI:45 |
SD-470 | seat drive head rest | P2 | 7.20 | 3.00 | 1 | KISARAGI:80 | GYO:6`,
  'window drives': `
WD-610 | window drive front | P2 | 5.90 | 2.40 | 1 | NORDWAGEN:340 | LEJ:35 HAJ:20
WD-612 | window drive front | P2 | 5.90 | 2.40 | 1 | MERIDIAN:220 | LEJ:24
WD-620 | window drive rear | P2 | 5.40 | 2.30 | 1 | AURION:210@GYO | GYO:15
WD-630 | window drive rear | P2 | 5.40 | 2.30 | 1 | CASTELL:130 | LEJ:18
WD-640 | window drive rear | P2 | 5.40 | 2.30 | 1 | HELVAR:85 | HAJ:10
WD-650 | window drive van | P2 | 6.20 | 2.50 | 1 | KISARAGI:110 |`,
  'brake units': `
EB-415 | electric parking brake | P1 | 16.65 | 9.80 | 0 | AURION:340 |
EB-417 | electric parking brake, narrow | P1 | 17.90 | 9.80 | 1 | NORDWAGEN:210 | LEJ:12
EB-420 | electric parking brake | P1 | 19.30 | 10.20 | 1 | CASTELL:120 | LEJ:8
EB-425 | electric parking brake | P1 | 19.30 | 10.20 | 1 | MERIDIAN:95 | HAJ:6
EB-430 | electric parking brake, truck | P1 | 24.10 | 11.60 | 1 | NORDLYS:60 | HAJ:5`,
  'coolant pumps': `
CP-710 | coolant pump 50 W | P1 | 13.20 | 6.40 | 1 | NORDWAGEN:190 | LEJ:18
CP-712 | coolant pump 50 W | P1 | 13.20 | 6.40 | 1 | AURION:130@GYO | GYO:8
CP-720 | coolant pump 80 W | P1 | 15.10 | 6.90 | 1 | MERIDIAN:105 | LEJ:10
CP-730 | coolant pump 80 W | P1 | 15.10 | 6.90 | 1 | VEKTOR:45 | HAJ:6
CP-740 | coolant pump 120 W | P1 | 18.70 | 7.80 | 1 | NORDLYS:35 | HAJ:5
CP-750 | coolant pump 120 W | P1 | 18.70 | 7.80 | 1 | KISARAGI:60 |`,
  valves: `
VA-810 | thermal valve | P1 | 7.10 | 3.20 | 1 | NORDWAGEN:280 | LEJ:20
VA-820 | thermal valve with sensor | P1 | 9.40 | 3.60 | 1 | CASTELL:120 | LEJ:9`,
};

const FADING = new Set(['AC-280', 'AC-282']);

function parseCustomers(text: string, plant: 'P1' | 'P2'): CustomerDemand[] {
  return text
    .split(' ')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [customerId, rest] = entry.split(':');
      const [perDay, locationId] = rest!.split('@');
      return {
        customerId: customerId!,
        locationId: (locationId ?? plant) as LocationId,
        perDay: Number(perDay),
      };
    });
}

function parseAftermarket(text: string): Product['aftermarket'] {
  return text
    .split(' ')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [locationId, perWeek] = entry.split(':');
      return { locationId: locationId as LocationId, perWeek: Number(perWeek) };
    });
}

function parseProducts(): Product[] {
  const products: Product[] = [];
  for (const [category, rows] of Object.entries(TABLE)) {
    for (const row of rows.trim().split('\n')) {
      const cells = row.split('|').map((cell) => cell.trim());
      const plant = cells[2] === 'P1' ? 'P1' : 'P2';
      products.push({
        itemId: cells[0]!,
        description: cells[1]!,
        category,
        plant,
        margin: Number(cells[3]),
        makingCost: Number(cells[4]),
        leadTimeDays: Number(cells[5]),
        customers: parseCustomers(cells[6]!, plant),
        aftermarket: parseAftermarket(cells[7]!),
        fading: FADING.has(cells[0]!),
      });
    }
  }
  return products;
}

export const PRODUCTS: readonly Product[] = parseProducts();

/** Where a product is kept besides its plant. */
export function warehousesOf(product: Product): LocationId[] {
  const ids = new Set<LocationId>();
  for (const { locationId } of product.aftermarket) ids.add(locationId);
  for (const { locationId } of product.customers)
    if (locationId !== product.plant) ids.add(locationId);
  return [...ids].sort();
}
