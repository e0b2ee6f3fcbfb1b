// Real orders replace the forecast that foretold them (handbook 3): an order takes from the day it
// was requested for, then from the days before, nearest first, then from the days after.

/** Takes `quantity` from the open forecast around day `at` (an index, perhaps outside of the
 * array); returns what found no forecast. */
export function consumeForecast(
  open: Float64Array,
  at: number,
  quantity: number,
  backwardDays: number,
  forwardDays: number,
): number {
  let left = takeFrom(open, at, quantity);
  const lowest = Math.max(0, at - backwardDays);
  for (let day = Math.min(at, open.length) - 1; day >= lowest && left > 0; day--) {
    left = takeFrom(open, day, left);
  }
  const highest = Math.min(open.length - 1, at + forwardDays);
  for (let day = Math.max(at, -1) + 1; day <= highest && left > 0; day++) {
    left = takeFrom(open, day, left);
  }
  return left;
}

function takeFrom(open: Float64Array, day: number, quantity: number): number {
  if (day < 0 || day >= open.length) return quantity;
  const taken = Math.min(open[day]!, quantity);
  open[day]! -= taken;
  return quantity - taken;
}
