// What the host and the planner's process say to each other. The host asks, the planner answers;
// the planner tells what it has planned; long answers come in pieces that the host asks for.

import type { PhaseTimes } from '../app/living/plan-change.ts';
import type { PlanState, StreamedChange } from '../app/living/ports.ts';
import type { Connection } from '../storage/postgres/database.ts';

export interface PlannerStart {
  connection: Connection;
  orgId: number;
  now: number; // the host's clock: the planner has none of its own
}

export type ToPlanner =
  | { say: 'start'; with: PlannerStart }
  | { say: 'follow'; now: number } // the log has moved on
  | { say: 'ask'; id: number; question: string; given: unknown }
  | { say: 'more'; id: number } // the next piece of a long answer
  | { say: 'enough'; id: number } // nobody wants the rest
  | { say: 'stop' };

export type FromPlanner =
  | { say: 'state'; state: PlanState }
  | {
      say: 'planned';
      state: PlanState;
      position: number;
      phases: PhaseTimes;
      changes: StreamedChange[];
    }
  | { say: 'answer'; id: number; value: unknown }
  | { say: 'piece'; id: number; text: string; isLast: boolean }
  | { say: 'refusal'; id: number; status: number; code: string; message: string }
  | { say: 'failed'; message: string };
