// When goods must leave for a customer so that they are there when due: the lane's transit
// (calendar days) and picking (working days) before; no transit where the date means shipping.

import { type Day, weekdayOf } from '../../units/day.ts';
import { workingDaysBefore } from '../../units/working-calendar.ts';
import { type CompanyHour, given } from './company-day.ts';
import { viewFeed } from './fact-view.ts';

interface Lane {
  transitDays: number;
  pickDays: number;
  calendarId: string;
  shipWeekdays: string;
}

export interface Lanes {
  /** The day on which what is due must leave stock. */
  stockDay(locationId: string, customerId: string, shipTo: string, itemId: string, due: Day): Day;
}

export function readLanes(hour: CompanyHour): Lanes {
  const lanes = lanesByPlace(hour);
  const means = shipTerms(hour);
  return {
    stockDay(locationId, customerId, shipTo, itemId, due) {
      const lane =
        lanes.get(`${locationId}|${customerId}|${shipTo}`) ??
        lanes.get(`${locationId}|${customerId}|`);
      if (!lane) return due;
      const calendar =
        lane.calendarId === '' ? hour.locationCalendar(locationId) : hour.calendar(lane.calendarId);
      let day = due - (means(customerId, itemId, shipTo) ? 0 : lane.transitDays);
      if (lane.pickDays > 0) day = workingDaysBefore(calendar, day, lane.pickDays);
      for (let back = 0; back < 7 && lane.shipWeekdays !== ''; back++) {
        if (lane.shipWeekdays[weekdayOf(day)] === '1') break;
        day--;
      }
      return day;
    },
  };
}

function lanesByPlace(hour: CompanyHour): Map<string, Lane> {
  const view = viewFeed(hour.facts, 'customer_lanes');
  const [locationId, customerId, shipTo, calendarId, shipWeekdays] = [
    'location_id',
    'customer_id',
    'ship_to',
    'calendar_id',
    'ship_weekdays',
  ].map((name) => view.text(name));
  const transit = view.numbers('transit_days');
  const pick = view.numbers('pick_days');
  const lanes = new Map<string, Lane>();
  for (let row = 0; row < view.count; row++) {
    lanes.set(`${locationId(row)}|${customerId(row)}|${shipTo(row)}`, {
      transitDays: given(transit[row]),
      pickDays: given(pick[row]),
      calendarId: calendarId(row),
      shipWeekdays: shipWeekdays(row),
    });
  }
  return lanes;
}

/** Whether a customer's date means shipping: terms of the item and ship-to before the general. */
function shipTerms(
  hour: CompanyHour,
): (customerId: string, itemId: string, shipTo: string) => boolean {
  const view = viewFeed(hour.facts, 'customer_terms');
  const names = ['customer_id', 'item_id', 'ship_to'].map((name) => view.text(name));
  const basis = view.text('date_basis');
  const basisOf = new Map<string, string>();
  for (let row = 0; row < view.count; row++) {
    if (basis(row) !== '') basisOf.set(names.map((cell) => cell(row)).join('|'), basis(row));
  }
  return (customerId, itemId, shipTo) => {
    const keys = [
      `${customerId}|${itemId}|${shipTo}`,
      `${customerId}|${itemId}|`,
      `${customerId}||${shipTo}`,
      `${customerId}||`,
    ];
    for (const key of keys) {
      const found = basisOf.get(key);
      if (found !== undefined) return found === 'ship';
    }
    return false;
  };
}
