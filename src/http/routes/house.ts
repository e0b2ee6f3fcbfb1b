// What all routes are given: the running system, the limits, and what the server keeps.

import type { LivingSystem } from '../../app/living/ports.ts';
import type { Gate } from '../bodies/gate.ts';
import type { FastifyRequest } from '../fastify.ts';
import type { HttpLimits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { StreamHub } from '../stream/hub.ts';

export interface House {
  system: LivingSystem;
  limits: HttpLimits;
  spoolFolder: string;
  uploads: Gate;
  documents: Gate;
  hub: StreamHub;
  metrics: Metrics;
  stopping(): boolean;
  stillStands(request: FastifyRequest): Promise<boolean>;
}

export const API = '/api/v1';
