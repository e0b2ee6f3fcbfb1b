// From our door to the customer's: the lane of a location, customer and ship-to says how long goods
// travel (calendar days) and are picked before (working days), and so on which day what is due must
// leave stock. Where the customer's date means shipping (date_basis ship), travel does not count.

import { numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Day } from '../../units/day.ts';
import { weekdayOf } from '../../units/day.ts';
import { type WorkingCalendar, workingDaysBefore } from '../../units/working-calendar.ts';
import { dayCount } from './day-count.ts';
import type { MasterData } from './master-data.ts';

export const NO_LANE = -1;

/** Lanes 0 .. count - 1 are the feed's rows; lane + count is the same lane without transit. */
export interface CustomerLanes {
  count: number;
  transitDays: Int32Array; // by lane
  pickDays: Int32Array; // by lane
  calendar: Int32Array; // by lane: index into calendars
  shipWeekdays: string[]; // by lane; '' = every day
  shipTo: Int32Array; // by lane: pool code, 0 = every ship-to without a lane of its own
  rowsOfCustomer: Map<number, number[]>; // by location and customer
  termsOfCustomer: Map<number, number[]>; // by customer: rows of customer_terms with a date_basis
  termsItem: Int32Array; // by row of customer_terms: pool code, 0 = all
  termsShipTo: Int32Array;
  termsAreShip: Uint8Array; // by row of customer_terms: 1 = the date means shipping
}

export function compileLanes(master: MasterData): CustomerLanes {
  const table = master.facts.tables.customer_lanes!;
  const count = table.rowCount;
  const transit = numberColumn(table, 'transit_days');
  const pick = numberColumn(table, 'pick_days');
  const calendarCode = textColumn(table, 'calendar_id');
  const weekdays = textColumn(table, 'ship_weekdays');
  const locationCode = textColumn(table, 'location_id');
  const customerCode = textColumn(table, 'customer_id');
  const lanes: CustomerLanes = {
    count,
    transitDays: new Int32Array(2 * count),
    pickDays: new Int32Array(2 * count),
    calendar: new Int32Array(2 * count),
    shipWeekdays: new Array<string>(2 * count).fill(''),
    shipTo: textColumn(table, 'ship_to'),
    rowsOfCustomer: new Map(),
    ...readDateBasis(master),
  };
  for (let row = 0; row < count; row++) {
    const location = master.locationOfCode[locationCode[row]!]!;
    const calendar =
      master.calendarOfCode.get(calendarCode[row]!) ?? master.locations.calendar[location]!;
    for (const lane of [row, row + count]) {
      lanes.pickDays[lane] = dayCount(pick[row]!);
      lanes.calendar[lane] = calendar;
      lanes.shipWeekdays[lane] = master.texts[weekdays[row]!]!;
    }
    lanes.transitDays[row] = dayCount(transit[row]!);
    const customer = master.customerOfCode[customerCode[row]!]!;
    push(lanes.rowsOfCustomer, laneKey(master, location, customer), row);
  }
  return lanes;
}

function readDateBasis(master: MasterData) {
  const table = master.facts.tables.customer_terms!;
  const customerCode = textColumn(table, 'customer_id');
  const dateBasis = textColumn(table, 'date_basis');
  const termsOfCustomer = new Map<number, number[]>();
  const termsAreShip = new Uint8Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    const basis = master.texts[dateBasis[row]!]!;
    termsAreShip[row] = basis === 'ship' ? 1 : 0;
    if (basis !== '') push(termsOfCustomer, master.customerOfCode[customerCode[row]!]!, row);
  }
  return {
    termsOfCustomer,
    termsItem: textColumn(table, 'item_id'),
    termsShipTo: textColumn(table, 'ship_to'),
    termsAreShip,
  };
}

function push(lists: Map<number, number[]>, key: number, row: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [row]);
  else list.push(row);
}

function laneKey(master: MasterData, location: number, customer: number): number {
  return location * (master.customers.count + 1) + customer + 1;
}

/** The lane of a demand: the ship-to's own, else the one for every ship-to, else NO_LANE. */
export function laneOf(
  master: MasterData,
  lanes: CustomerLanes,
  location: number,
  customer: number,
  shipToCode: number,
  itemCode: number,
): number {
  if (lanes.count === 0) return NO_LANE;
  const rows = lanes.rowsOfCustomer.get(laneKey(master, location, customer));
  if (rows === undefined) return NO_LANE;
  let lane = NO_LANE;
  for (const row of rows) {
    if (lanes.shipTo[row] === shipToCode) lane = row;
    else if (lanes.shipTo[row] === 0 && lane === NO_LANE) lane = row;
  }
  if (lane === NO_LANE || !meansShipping(lanes, customer, shipToCode, itemCode)) return lane;
  return lane + lanes.count;
}

/** The most particular terms decide: of item and ship-to, of the item, of the ship-to, of all. */
function meansShipping(
  lanes: CustomerLanes,
  customer: number,
  shipToCode: number,
  itemCode: number,
): boolean {
  const rows = lanes.termsOfCustomer.get(customer);
  if (rows === undefined) return false;
  let best = -1;
  let isShip = false;
  for (const row of rows) {
    const item = lanes.termsItem[row]!;
    const shipTo = lanes.termsShipTo[row]!;
    if ((item !== 0 && item !== itemCode) || (shipTo !== 0 && shipTo !== shipToCode)) continue;
    const rank = (item === 0 ? 0 : 2) + (shipTo === 0 ? 0 : 1);
    if (rank <= best) continue;
    best = rank;
    isShip = lanes.termsAreShip[row] === 1;
  }
  return isShip;
}

/** The date on which what is due must leave stock. */
export function stockDate(
  calendars: readonly WorkingCalendar[],
  lanes: CustomerLanes,
  lane: number,
  dueDate: Day,
): Day {
  if (lane === NO_LANE) return dueDate;
  const shipped = dueDate - lanes.transitDays[lane]!;
  const calendar = calendars[lanes.calendar[lane]!]!;
  let day = workingDaysBefore(calendar, shipped, lanes.pickDays[lane]!);
  const weekdays = lanes.shipWeekdays[lane]!;
  if (weekdays.includes('1')) while (weekdays[weekdayOf(day)] !== '1') day--;
  return day;
}
