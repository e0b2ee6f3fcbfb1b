// Sign-in without a password as one of the demo's people: there only where the server is a demo.

import { DEMO_PEOPLE } from '../../app/living/people/demo-people.ts';
import { signInAsDemoPerson } from '../../app/living/people/demo-sign-in.ts';
import { z } from '../schemas/zod.ts';
import type { PeopleSetting } from './people-options.ts';
import { type Declare, welcomed } from './people-route.ts';
import { checkOwnName } from './same-origin.ts';
import { Welcome } from './sign-in-routes.ts';

const person = z.enum(DEMO_PEOPLE.map(({ key }) => key) as [string, ...string[]]);

export function demoRoutes(declare: Declare, setting: PeopleSetting): void {
  declare({
    method: 'GET',
    url: '/demo/people',
    right: 'open',
    summary: 'The demo’s people, one for each role',
    answer: z.object({
      rows: z.array(z.object({ person, name: z.string(), role: z.string() })),
    }),
    handler: async () => ({
      rows: DEMO_PEOPLE.map(({ key, name, role }) => ({ person: key, name, role })),
    }),
  });
  declare({
    method: 'POST',
    url: '/demo/sign-in',
    right: 'open',
    summary: 'Sign in as one of the demo’s people',
    body: z.strictObject({ person }),
    answer: Welcome,
    problems: ['not_found', 'too_many_attempts', 'cross_site'],
    handler: async ({ body, replacedToken, origin, now, request, reply }) => {
      checkOwnName(request, setting.publicOrigin);
      const asked = { key: body.person, replacedToken };
      return welcomed(reply, await signInAsDemoPerson(setting.desk, asked, origin, now), setting);
    },
  });
}
