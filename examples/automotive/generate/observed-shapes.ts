// Shapes measured on real data, written down as numbers: how late deliveries are, how lead times
// scatter, how the demand for parts spreads over weekdays, months and days without any.
//
// Deliveries: USAID Supply Chain Management System (SCMS) delivery history 2006-2015 (US-government
// open data), 4,235 lines delivered straight from the vendor with purchase-order date, scheduled
// and delivered date. Its schedule was re-set to the arrival for most lines (88.7 % "exact"), so
// its punctuality flatters: lateShare is therefore scaled up where it is used.
// Demand: M5 competition, 500 food items of one store over five years (1,941 days).

import type { Random } from '../../../src/base/prng.ts';

/** A quantile function: pairs of probability and value, straight lines between. */
export type Quantiles = readonly (readonly [number, number])[];

/** SCMS: days late as a share of the lead time, among the late lines (6.0 % of all). */
export const LATENESS_SHARE_OF_LEAD_TIME: Quantiles = [
  [0.05, 0.01],
  [0.1, 0.02],
  [0.25, 0.04],
  [0.5, 0.11],
  [0.75, 0.27],
  [0.9, 0.43],
  [0.95, 0.49],
];

/** SCMS: lead time as a multiple of the median of its vendor, item and mode (125 groups). */
export const LEAD_TIME_RATIO: Quantiles = [
  [0.05, 0.35],
  [0.1, 0.47],
  [0.25, 0.72],
  [0.5, 1],
  [0.75, 1.33],
  [0.9, 1.88],
  [0.95, 2.46],
];

/** SCMS: share of lines earlier than scheduled. */
export const EARLY_SHARE = 0.052;

/** M5: sales by weekday against the mean day, Monday to Friday (a warehouse ships on no other). */
export const WEEKDAY_PROFILE: readonly number[] = [1.004, 0.891, 0.874, 0.883, 0.968];

/** M5: sales by month against the mean month, January first. */
export const MONTH_PROFILE: readonly number[] = [
  0.899, 0.98, 0.983, 0.998, 1.005, 1.073, 1.076, 1.133, 1.043, 1.004, 0.926, 0.898,
];

/** M5: pieces a day (medians of the quarters of items by volume) and the share of days without. */
export const ZERO_SHARE_BY_MEAN: readonly (readonly [number, number])[] = [
  [0.21, 0.85],
  [0.55, 0.66],
  [1.08, 0.46],
  [4.14, 0.2],
];

/** M5: squared coefficient of variation of the days with sales, median item. */
export const SQUARED_VARIATION_OF_SIZES = 0.35;

export function quantileAt(quantiles: Quantiles, probability: number): number {
  const [first] = quantiles;
  if (probability <= first![0]) return first![1];
  for (let i = 1; i < quantiles.length; i++) {
    const [p0, v0] = quantiles[i - 1]!;
    const [p1, v1] = quantiles[i]!;
    if (probability <= p1) return v0 + ((probability - p0) / (p1 - p0)) * (v1 - v0);
  }
  return quantiles[quantiles.length - 1]![1];
}

/** Series suppliers deliver to call-offs, not to projects: their ratio scatters less than the
 * source's. The exponent brings its coefficient of variation (median 0.52) to about 0.13. */
const SERIES_SUPPLY = 0.3;

export function drawLeadTimeRatio(random: Random): number {
  return quantileAt(LEAD_TIME_RATIO, random.next()) ** SERIES_SUPPLY;
}

/** Working days that a delivery is after (before, if negative) its promised day. */
export function drawLateness(random: Random, lateShare: number, leadTimeDays: number): number {
  const draw = random.next();
  if (draw < lateShare) {
    const share = quantileAt(LATENESS_SHARE_OF_LEAD_TIME, random.next());
    return Math.max(1, Math.round(share * leadTimeDays));
  }
  if (draw < lateShare + 2 * EARLY_SHARE) return -random.integer(1, 2);
  return 0;
}

/** Share of days on which a part that sells `meanPerDay` pieces a day is not asked for at all. */
export function zeroShareOf(meanPerDay: number): number {
  return quantileAt(ZERO_SHARE_BY_MEAN, meanPerDay);
}

/** Pieces on a day with demand: gamma-like around the mean size, at least one. */
export function drawDemandSize(random: Random, meanSize: number): number {
  const sigma = Math.sqrt(Math.log(1 + SQUARED_VARIATION_OF_SIZES));
  const factor = Math.exp(sigma * random.normal() - (sigma * sigma) / 2);
  return Math.max(1, Math.round(meanSize * factor));
}
