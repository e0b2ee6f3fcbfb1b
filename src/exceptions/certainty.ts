// How sure a case is, 0 to 1: the demand's certainty, weighted by money, times the cause's. These
// numbers are judgements, kept here together; nothing else in the plan rests on them.

import {
  DATE_PROMISED,
  DATE_REQUESTED,
  DEMAND_FORECAST,
  type Network,
  SUPPLY_PAST_DUE,
  SUPPLY_UNCONFIRMED,
} from '../model/network.ts';
import type { Cause, CauseKind } from './causes.ts';
import type { LateDemand } from './late-demand.ts';

const ORDER = 1; // a customer asked for it
const FORECAST = 0.6; // somebody thinks that a customer will

const CERTAINTY_OF_CAUSE: Readonly<Record<Exclude<CauseKind, 'supply'>, number>> = {
  stock: 1,
  raise: 1, // call-offs bind as orders do
  lead_time: 1,
  fence: 1,
  no_supply: 0.8, // or a source is missing from the data
  short: 1,
  silence: 0.6, // they may deliver all the same
  overdue: 0.6,
  backlog: 1,
  excess: 0.8, // rests on the requirements of the whole horizon
  expiry: 0.9,
  data: 0.5,
};

/** An open order's date, by who said it. */
const CONFIRMED = 1; // confirmed, shipped, or believed by the planner
const PROMISED = 0.9;
const REQUESTED = 0.8; // nobody but us has said it
const UNCONFIRMED = 0.6;
const PAST_DUE = 0.5;

export function certaintyOf(
  network: Network,
  late: LateDemand,
  cause: Cause,
  entries: readonly number[],
): number {
  let weight = 0;
  let certain = 0;
  for (const entry of entries) {
    const isForecast = network.demand.kind[late.line[entry]] === DEMAND_FORECAST;
    const money = late.amount[entry] > 0 ? late.amount[entry] : SOME_MONEY;
    weight += money;
    certain += money * (isForecast ? FORECAST : ORDER);
  }
  const ofDemand = weight === 0 ? 1 : certain / weight;
  const ofCause =
    cause.kind === 'supply'
      ? certaintyOfSupply(network, cause.index)
      : CERTAINTY_OF_CAUSE[cause.kind];
  return Math.round(ofDemand * ofCause * 100) / 100;
}

/** So that demand without a price still weighs something. */
const SOME_MONEY = 0.01;

function certaintyOfSupply(network: Network, supply: number): number {
  const flags = network.supply.flags[supply];
  const basis = network.supply.dateBasis[supply];
  if (flags & SUPPLY_PAST_DUE) return PAST_DUE;
  if (basis < DATE_PROMISED) return CONFIRMED;
  if (flags & SUPPLY_UNCONFIRMED) return UNCONFIRMED;
  return basis === DATE_REQUESTED ? REQUESTED : PROMISED;
}
