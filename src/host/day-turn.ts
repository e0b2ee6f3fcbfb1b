// The plan's day follows the clock: when a new day begins where the company is, the settings say
// so, as an entry of the log, and yesterday's plan can still be made again.

import { systemCaller } from '../app/living/caller.ts';
import type { FactWriter } from '../app/living/fact-writer.ts';
import { formatDay } from '../units/day.ts';
import { createZonedDay } from '../units/zoned-day.ts';

type Log = (level: 'info' | 'warn' | 'error', message: string) => void;

const LOOK_EVERY_MS = 30_000;

/** Looks now and then; the answer ends it. Nothing is written before the first facts have come. */
export function turnDays(
  writer: FactWriter,
  orgId: number,
  now: () => number,
  log: Log,
): () => void {
  const caller = systemCaller(orgId, 'the day');
  let isTurning = false;
  const look = () => {
    if (isTurning || writer.head === 0) return;
    const today = formatDay(createZonedDay(writer.settings.planning.timezone)(now()));
    const { as_of: standing } = writer.standingSettings;
    // A clock that was put back does not turn the plan back.
    if (typeof standing === 'string' && standing >= today) return;
    isTurning = true;
    writer
      .changeSettings(caller, { as_of: today })
      .catch((error) => log('warn', `The day could not be turned: ${error}`))
      .finally(() => {
        isTurning = false;
      });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return () => clearInterval(timer);
}
