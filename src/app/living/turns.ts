// Turns for work of which only so much may be under way: who comes later waits, in order.

export interface Turns {
  /** Resolves when there is room. */
  take(): Promise<void>;
  giveBack(): void;
}

export function createTurns(max: number): Turns {
  let taken = 0;
  const waiting: (() => void)[] = [];
  return {
    async take() {
      while (taken >= max) await new Promise<void>((resolve) => waiting.push(resolve));
      taken++;
    },
    giveBack() {
      taken--;
      waiting.shift()?.();
    },
  };
}
