// What the server counts and measures, as OpenMetrics: requests by route, streams, facts by feed,
// and how far the plan is behind the log. Labels are route patterns and feeds, never ids or
// names.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Health, IntakeAnswer } from '../app/living/ports.ts';
import type { FastifyInstance } from './fastify.ts';

const SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

export interface Metrics {
  follow(app: FastifyInstance): void;
  countFacts(answer: IntakeAnswer): void;
  setStreams(count: number): void;
  countDropped(why: string): void;
  print(): Promise<{ type: string; text: string }>;
  close(): void;
}

export function createMetrics(health: () => Promise<Health>): Metrics {
  const registry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'drumbeat_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const running = gauge('drumbeat_http_requests_in_flight', 'Requests that are being answered');
  const streams = gauge('drumbeat_stream_clients', 'Open streams of changes');
  const facts = new Counter({
    name: 'drumbeat_facts_total',
    help: 'Rows of facts by feed and what came of them',
    labelNames: ['feed', 'outcome'],
    registers,
  });
  const dropped = new Counter({
    name: 'drumbeat_stream_clients_dropped_total',
    help: 'Streams that were ended by the server, by reason',
    labelNames: ['reason'],
    registers,
  });
  const measurePlan = planGauges(registers, health);

  return {
    follow(app) {
      app.addHook('onRequest', async () => running.inc());
      app.addHook('onResponse', async (request, reply) => {
        running.dec();
        const route = request.is404 ? '(none)' : (request.routeOptions.url ?? '(none)');
        const labels = { method: request.method, route, status: String(reply.statusCode) };
        durations.observe(labels, reply.elapsedTime / 1000);
      });
    },
    countFacts(answer) {
      for (const outcome of ['new', 'changed', 'unchanged', 'closed', 'quarantined'] as const) {
        if (answer[outcome] > 0) facts.inc({ feed: answer.feed, outcome }, answer[outcome]);
      }
    },
    setStreams: (count) => streams.set(count),
    countDropped: (reason) => dropped.inc({ reason }),
    async print() {
      await measurePlan();
      return { type: registry.contentType, text: await registry.metrics() };
    },
    close: () => registry.clear(),
  };
}

/** Asked of the system when somebody looks; what cannot be asked is told as down. */
function planGauges(registers: Registry[], health: () => Promise<Health>): () => Promise<void> {
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const head = gauge('drumbeat_log_position', 'Where the log stands');
  const planned = gauge('drumbeat_plan_position', 'Position that the plan rests on');
  const lag = gauge('drumbeat_plan_lag_positions', 'Log entries that the plan does not know yet');
  const up = new Gauge({
    name: 'drumbeat_up',
    help: 'Whether a part of the system is there',
    labelNames: ['part'],
    registers,
  });
  const phases = new Gauge({
    name: 'drumbeat_planning_seconds',
    help: 'Time of the last planning by phase',
    labelNames: ['phase'],
    registers,
  });
  return async () => {
    const state = await health().catch(() => null);
    up.set({ part: 'database' }, state?.database ? 1 : 0);
    up.set({ part: 'planner' }, state?.planner ? 1 : 0);
    if (state === null) return;
    head.set(state.position);
    planned.set(state.planned_position);
    lag.set(Math.max(0, state.position - state.planned_position));
    for (const [phase, ms] of Object.entries(state.planning_ms ?? {})) {
      phases.set({ phase }, ms / 1000);
    }
  };
}
