// Settings of the plan, notes on any object, and the demo's pace.

import { createHash } from 'node:crypto';
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
import { IntakeAnswerSchema, NoteBody } from '../schemas/facts.ts';
import { IdSchema } from '../schemas/paging.ts';
import { z } from '../schemas/zod.ts';
import { API, type House } from './house.ts';
import { knownFeed } from './intake.ts';

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

const NoteParams = z.object({ object: z.string().min(1).max(64), object_id: IdSchema });

/** A note is a row of feed `notes`: this writes one, with the caller as author. */
export function noteRoutes(app: FastifyInstance, { system, metrics }: House): void {
  declareRoute(app, {
    method: 'PUT',
    url: `${API}/notes/:object/:object_id`,
    right: 'notes.write',
    tag: 'facts',
    summary: 'Put a note on an object: remark, believed date, follow-up',
    description:
      "`object` is a feed's name, `object_id` its key parts joined by `/`, percent-encoded. " +
      'A field that is left out or null is emptied.',
    params: NoteParams,
    body: NoteBody,
    answer: IntakeAnswerSchema,
    example: { text: 'on the lorry', believed_date: '2027-03-12' },
    problems: ['unknown_feed', 'too_deep', 'refused'],
    handler: async ({ caller, params, body, reply }) => {
      knownFeed(params.object);
      const row = { ...params, ...body, author: caller.name };
      const bytes = Buffer.from(JSON.stringify([row]));
      const answer = await system.facts.accept(caller, {
        feed: 'notes',
        body: { format: 'json', bytes },
        replace: false,
        source: '',
        idempotencyKey: '',
        fingerprint: `notes:update:${createHash('sha256').update(bytes).digest('hex')}`,
      });
      metrics.countFacts(answer);
      const [aside] = answer.quarantine;
      if (aside) throw refusal('refused', aside.message);
      return stamped(reply, answer);
    },
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
