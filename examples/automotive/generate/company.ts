// Falk Antriebe at a glance: the day of the plan, its plants and warehouses, and the random
// streams of the generator (one a concept, so that a change in one leaves the others alone).

import { createRandom, type Random } from '../../../src/base/prng.ts';
import { type Day, dayOfDate } from '../../../src/units/day.ts';

export const AS_OF: Day = dayOfDate(2027, 3, 2); // a Tuesday
export const HORIZON_DAYS = 120;
export const HISTORY_FROM: Day = dayOfDate(2025, 3, 3);
/** Days that the generator plans ahead: past the horizon, so that its end looks like its middle. */
export const MODEL_DAYS = 180;

export type LocationId = 'P1' | 'P2' | 'LEJ' | 'HAJ' | 'GYO';

export interface Location {
  locationId: LocationId;
  name: string;
  kind: 'plant' | 'warehouse';
  calendarId: string;
  timezone: string;
  latitude: number;
  longitude: number;
  /** When its stock list was made; Leipzig's is a day old. */
  stockListedAt: string;
}

export const LOCATIONS: readonly Location[] = [
  {
    locationId: 'P1',
    name: 'Plant 1',
    kind: 'plant',
    calendarId: 'DE',
    timezone: 'Europe/Berlin',
    latitude: 50.045,
    longitude: 10.23,
    stockListedAt: '2027-03-02T09:34:00+01:00',
  },
  {
    locationId: 'P2',
    name: 'Plant 2',
    kind: 'plant',
    calendarId: 'DE',
    timezone: 'Europe/Berlin',
    latitude: 50.719,
    longitude: 12.496,
    stockListedAt: '2027-03-02T09:34:00+01:00',
  },
  {
    locationId: 'LEJ',
    name: 'Leipzig warehouse',
    kind: 'warehouse',
    calendarId: 'DE',
    timezone: 'Europe/Berlin',
    latitude: 51.404,
    longitude: 12.216,
    stockListedAt: '2027-03-01T07:31:00+01:00',
  },
  {
    locationId: 'HAJ',
    name: 'Hannover warehouse',
    kind: 'warehouse',
    calendarId: 'DE',
    timezone: 'Europe/Berlin',
    latitude: 52.42,
    longitude: 9.64,
    stockListedAt: '2027-03-02T08:12:00+01:00',
  },
  {
    locationId: 'GYO',
    name: 'Győr warehouse',
    kind: 'warehouse',
    calendarId: 'HU',
    timezone: 'Europe/Budapest',
    latitude: 47.683,
    longitude: 17.635,
    stockListedAt: '2027-03-02T08:40:00+01:00',
  },
];

export function locationNamed(locationId: string): Location {
  return LOCATIONS.find((location) => location.locationId === locationId)!;
}

/** The random numbers of one concept under one seed (FNV-1a of the concept's name). */
export function streamOf(seed: number, concept: string): Random {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < concept.length; i++) {
    hash = Math.imul(hash ^ concept.charCodeAt(i), 0x01000193);
  }
  return createRandom(hash >>> 0);
}

/** The smallest multiple of `step` that is not below `quantity`, binary dust forgiven. */
export function roundUpTo(quantity: number, step: number): number {
  return cleanNumber(Math.ceil(quantity / step - 1e-9) * step);
}

/** Takes the dust of binary fractions off: at most six decimals. */
export function cleanNumber(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
