// Open supply that nothing needs within the horizon: the plan's cancel messages.

import { MESSAGE_CANCEL } from '../../planning/plan.ts';
import type { Detector } from '../detector.ts';
import { surplusOf } from '../surplus.ts';

export const cancelSupply: Detector = {
  code: 'cancel_supply',
  detect: (detection) => surplusOf(detection, 'cancel_supply', [MESSAGE_CANCEL]),
};
