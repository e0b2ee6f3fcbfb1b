// The host's clock as the planner's process follows it: what the host said last, and the time gone
// by since. So all processes live by one clock, whatever it is, and none asks the machine's.

export interface FollowedClock {
  now(): number; // milliseconds since 1970
  set(now: number): void;
}

/** `elapsed`: milliseconds that only ever go up. */
export function followClock(start: number, elapsed = () => performance.now()): FollowedClock {
  let told = start;
  let at = elapsed();
  return {
    now: () => Math.round(told + elapsed() - at),
    set(now) {
      told = now;
      at = elapsed();
    },
  };
}
