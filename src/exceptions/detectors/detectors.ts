// All detectors. The first ones name causes that later ones join: a late order line hangs on the
// hole that waits for it, so holes come before supply.

import type { Detector } from '../detector.ts';
import { belowSafetyStock } from './below-safety-stock.ts';
import { cancelSupply } from './cancel-supply.ts';
import { dataQuality } from './data-quality.ts';
import { demandAtRisk } from './demand-at-risk.ts';
import { excessStock } from './excess-stock.ts';
import { expiringStock } from './expiring-stock.ts';
import { notClearToBuild } from './not-clear-to-build.ts';
import { projectedStockout } from './projected-stockout.ts';
import { releaseDue } from './release-due.ts';
import { rescheduleIn } from './reschedule-in.ts';
import { rescheduleOut } from './reschedule-out.ts';
import { slowMoving } from './slow-moving.ts';
import { supplyLate } from './supply-late.ts';
import { supplyShort } from './supply-short.ts';
import { supplyUnconfirmed } from './supply-unconfirmed.ts';

export const DETECTORS: readonly Detector[] = [
  projectedStockout,
  demandAtRisk,
  notClearToBuild,
  belowSafetyStock,
  supplyLate,
  supplyUnconfirmed,
  supplyShort,
  rescheduleIn,
  releaseDue,
  excessStock,
  slowMoving,
  expiringStock,
  rescheduleOut,
  cancelSupply,
  dataQuality,
];
