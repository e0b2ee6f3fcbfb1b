// Who buys: the car makers with their call-off habits, and the parts trade that orders from stock.

import { type Day, dayOfDate } from '../../../src/units/day.ts';
import { mailOf } from './suppliers.ts';

export interface Customer {
  customerId: string;
  name: string;
  segment: 'series' | 'aftermarket';
  priority: number;
  language: string;
  /** ship: it collects at the ramp, so that the call-off's date is the day the goods leave. */
  dateBasis: 'ship' | 'arrive';
  transitDays: number; // calendar days
  pickDays: number; // working days
  shipTo: string; // its unloading point
  /** Last day of its call-offs; blank for those who send orders. */
  callOffsUntil: Day | null;
  callOffStyle: 'cumulative' | 'quantity';
  releaseId: string;
  issuedOn: Day;
}

// id | name | segment | priority | language | basis | transit | pick | ship-to | call-offs until |
// style | release | issued on
const TABLE = `
NORDWAGEN|Nordwagen|series|1|de|ship|1|0|NW-WERK-4|2027-05-28|cumulative|118|2027-03-01
AURION|Aurion|series|2|en|ship|2|0|AU-GYOR|2027-04-02|quantity|77|2027-02-26
CASTELL|Castell|series|3|en|ship|2|0|CA-HALL-2|2027-03-25|quantity|41|2027-02-25
MERIDIAN|Meridian Motors|series|4|en|ship|2|0|ME-ASSEMBLY|2027-04-30|quantity|2027-09|2027-02-26
HELVAR|Helvar Automobile|series|5|de|ship|1|0|HE-WERK-1|2027-04-16|quantity|63|2027-02-26
TESSIN|Tessin Automobili|series|5|it|ship|2|0|TE-STAB-3|2027-04-16|quantity|512|2027-02-25
NORDLYS|Nordlys Trucks|series|5|sv|arrive|1|1|NL-LINE-7|2027-04-30|quantity|88|2027-02-26
VEKTOR|Vektor Nutzfahrzeuge|series|6|de|arrive|1|1|VE-TOR-12|2027-04-09|quantity|19|2027-02-24
KISARAGI|Kisaragi Europe|series|6|en|ship|3|0|KI-DOCK-B|2027-05-28|cumulative|2027-W09|2027-03-01
FREITEIL|Freiteil Handel|aftermarket|8|de|arrive|1|1|FT-ZENTRAL||quantity||
SUEDTEILE|Südteile|aftermarket|8|de|arrive|2|1|ST-LAGER||quantity||
LOWPARTS|Lowland Parts|aftermarket|9|nl|arrive|2|1|LP-VENLO||quantity||
`;

function dayOrNull(text: string): Day | null {
  if (text === '') return null;
  return dayOfDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
}

export const CUSTOMERS: readonly Customer[] = TABLE.trim()
  .split('\n')
  .map((row) => {
    const cells = row.split('|').map((cell) => cell.trim());
    return {
      customerId: cells[0]!,
      name: cells[1]!,
      segment: cells[2] === 'series' ? 'series' : 'aftermarket',
      priority: Number(cells[3]),
      language: cells[4]!,
      dateBasis: cells[5] === 'ship' ? 'ship' : 'arrive',
      transitDays: Number(cells[6]),
      pickDays: Number(cells[7]),
      shipTo: cells[8]!,
      callOffsUntil: dayOrNull(cells[9]!),
      callOffStyle: cells[10] === 'cumulative' ? 'cumulative' : 'quantity',
      releaseId: cells[11]!,
      issuedOn: dayOrNull(cells[12]!) ?? 0,
    };
  });

export function customerNamed(customerId: string): Customer {
  return CUSTOMERS.find((customer) => customer.customerId === customerId)!;
}

export function customerRows(): (string | number)[][] {
  return CUSTOMERS.map((customer) => [
    customer.customerId,
    customer.name,
    customer.segment,
    customer.priority,
    mailOf('logistics', customer.customerId),
    customer.language,
  ]);
}

/** Windows and targets; money only for the parts trade, which buys elsewhere what comes late. No
 * row charges line stops. */
export function customerTermRows(): (string | number)[][] {
  return CUSTOMERS.map((customer) => {
    const series = customer.segment === 'series';
    return [
      customer.customerId,
      '',
      '',
      series ? '' : 0.02,
      series ? '' : 0.25,
      series ? 96 : 92,
      series ? 1 : 2,
      0,
      customer.dateBasis,
      customer.customerId === 'KISARAGI' ? 'false' : 'true',
    ];
  });
}

export function customerLaneRows(
  shippingLocations: Map<string, Set<string>>,
): (string | number)[][] {
  const rows: (string | number)[][] = [];
  for (const customer of CUSTOMERS) {
    const from = [...(shippingLocations.get(customer.customerId) ?? [])].sort();
    for (const locationId of from) {
      rows.push([
        locationId,
        customer.customerId,
        customer.shipTo,
        customer.transitDays,
        customer.pickDays,
        locationId === 'GYO' ? 'HU' : 'DE',
        '1111100',
      ]);
    }
  }
  return rows;
}
