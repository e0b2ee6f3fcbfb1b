// Settings of the plan, and the demo's pace.

import type { DemoDesk } from '../../app/living/ports.ts';
import { stamped } from '../at-position.ts';
import type { FastifyInstance } from '../fastify.ts';
import { refusal } from '../refusal.ts';
import { declareRoute } from '../route.ts';
import {
  PlayerBody,
  PlayerSchema,
  SettingsBody,
  SettingsSchema,
  StepsBody,
} from '../schemas/decisions.ts';
import { API, type House } from './house.ts';

export function settingRoutes(app: FastifyInstance, { system }: House): void {
  declareRoute(app, {
    method: 'GET',
    url: `${API}/settings`,
    right: 'settings.read',
    tag: 'settings',
    summary: 'The settings of the plan',
    answer: SettingsSchema,
    handler: async ({ caller, reply }) => stamped(reply, await system.settings.read(caller)),
  });
  declareRoute(app, {
    method: 'PATCH',
    url: `${API}/settings`,
    right: 'settings.write',
    tag: 'settings',
    summary: 'Change settings; what is left out stays',
    body: SettingsBody,
    answer: SettingsSchema,
    example: { horizon_days: 120 },
    problems: ['settings', 'refused'],
    handler: async ({ caller, body, reply }) =>
      stamped(reply, await system.settings.write(caller, body)),
  });
}

export function demoRoutes(app: FastifyInstance, { system }: House): void {
  const demo = (): DemoDesk => {
    if (system.demo !== null) return system.demo;
    throw refusal('no_demo', 'This is no demo. Maybe start with --demo to have one.');
  };
  declareRoute(app, {
    method: 'GET',
    url: `${API}/demo`,
    right: 'plan.read',
    tag: 'demo',
    summary: 'How the demo runs',
    answer: PlayerSchema,
    problems: ['no_demo'],
    handler: ({ caller }) => demo().read(caller),
  });
  declareRoute(app, {
    method: 'PATCH',
    url: `${API}/demo`,
    right: 'demo.control',
    tag: 'demo',
    summary: "Set the demo's pace; 0 pauses it",
    body: PlayerBody,
    answer: PlayerSchema,
    example: { days_per_minute: 6 },
    problems: ['no_demo', 'range'],
    handler: ({ caller, body }) => demo().write(caller, body),
  });
  declareRoute(app, {
    method: 'POST',
    url: `${API}/demo/steps`,
    right: 'demo.control',
    tag: 'demo',
    summary: "Play the demo's next steps at once",
    body: StepsBody,
    answer: PlayerSchema,
    example: { count: 1 },
    problems: ['no_demo', 'range'],
    handler: ({ caller, body }) => demo().step(caller, body.count),
  });
}
