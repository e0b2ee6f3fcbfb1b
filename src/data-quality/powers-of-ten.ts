// What a slip of the unit looks like: a value about 10, 100 or 1000 times (or a 100th ... of) what
// its peers are, far outside their spread. Robust: median and median absolute deviation of
// logarithms, so that a few wrong values among the peers do no harm.

export interface Peers {
  median: number; // of log10
  spread: number; // robust standard deviation of log10, at least SPREAD_LEAST
  isTight: boolean; // nearly all peers are alike
}

const SPREAD_LEAST = 0.1; // a quarter up or down is ordinary
const SPREADS_OUTSIDE = 6;
const MAD_TO_DEVIATION = 1.4826;

/** Log10 of e: turns a relative deviation into one of logarithms. */
const LOG_OF_E = Math.LOG10E;

/** Peers of counts: of few pieces a day one day's count scatters as chance has it (Poisson), so
 * that eight where one is usual is no slip. `logs` are sorted in place. */
export function peersOfCounts(logs: Float64Array): Peers {
  logs.sort();
  const chance = LOG_OF_E / Math.sqrt(10 ** middle(logs));
  return peersOf(logs, Math.max(SPREAD_LEAST, chance));
}

/** `logs` are sorted in place. */
export function peersOf(logs: Float64Array, spreadLeast = SPREAD_LEAST): Peers {
  logs.sort();
  const median = middle(logs);
  const deviations = logs.map((log) => Math.abs(log - median)).sort();
  const deviation = middle(deviations) * MAD_TO_DEVIATION;
  return {
    median,
    spread: Math.max(spreadLeast, deviation),
    isTight: deviation < 0.02 && spreadLeast < 0.3,
  };
}

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** 10, 100, 1000, 0.01 or 0.001 when the value is about so many times its peers, else 0. A tenth is
 * no slip: small orders and quiet days are ordinary. */
export function slipOf(peers: Peers, log: number): number {
  const distance = log - peers.median;
  const power = Math.round(distance);
  if (power === 0 || power === -1 || Math.abs(power) > 3) return 0;
  const isExact = peers.isTight && Math.abs(distance - power) < 0.005;
  const isFar = Math.abs(distance) > SPREADS_OUTSIDE * peers.spread;
  const isNear = Math.abs(distance - power) < 0.1 + peers.spread;
  return isExact || (isFar && isNear) ? 10 ** power : 0;
}

/** "1000 times" or "1/1000 of". */
export function slipWords(slip: number): string {
  return slip > 1 ? `${slip} times` : `1/${Math.round(1 / slip)} of`;
}
