// How many of a costly kind of request may run at the same time: the next one is told to come back.

import { refusal } from '../refusal.ts';

export interface Gate {
  enter(): () => void; // refuses, or gives what ends the stay
}

export function openGate(places: number, what: string): Gate {
  let taken = 0;
  return {
    enter() {
      if (taken >= places) {
        throw refusal('too_busy', `${taken} ${what} are under way. Maybe try again in a moment.`, {
          retryAfterSeconds: 2,
        });
      }
      taken++;
      let inside = true;
      return () => {
        if (inside) taken--;
        inside = false;
      };
    },
  };
}
