// Open supply that comes earlier or in greater quantity than it is needed: the plan's messages to
// reschedule out and to decrease. They cost what holding it costs in the meantime.

import { MESSAGE_DECREASE, MESSAGE_RESCHEDULE_OUT } from '../../planning/plan.ts';
import type { Detector } from '../detector.ts';
import { surplusOf } from '../surplus.ts';

export const rescheduleOut: Detector = {
  code: 'reschedule_out',
  detect: (detection) =>
    surplusOf(detection, 'reschedule_out', [MESSAGE_RESCHEDULE_OUT, MESSAGE_DECREASE]),
};
