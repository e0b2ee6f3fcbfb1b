// People in the HTTP server: first who asks, for every request; later the routes of sign-in,
// people, keys and the audit trail. Expired rows are swept away while the server runs.

import type { FastifyInstance, FastifyRequest } from '../fastify.ts';
import { companyRoutes } from './company-routes.ts';
import { demoRoutes } from './demo-routes.ts';
import { identifyCallers, openIdentifier, stillStands } from './identify-callers.ts';
import { passkeyCeremony } from './passkey-ceremony.ts';
import { passkeyRoutes, passkeySignInRoutes } from './passkey-routes.ts';
import { checkedOrigin, type PeopleOptions, type PeopleSetting } from './people-options.ts';
import { declaring } from './people-route.ts';
import {
  auditRoutes,
  invitationRoutes,
  keyRoutes,
  peopleRoutes,
  takingRoutes,
} from './people-routes.ts';
import { linkRoutes, ownAccountRoutes, signInRoutes } from './sign-in-routes.ts';

const SWEEP_MS = 15 * 60_000;

export interface People {
  /** Sets `request.caller`; to be called before the hook that looks at rights. */
  identify(app: FastifyInstance): Promise<void>;
  routes(app: FastifyInstance): void;
  /** Of a long answer: whether its caller is still who it was, with the same rights. */
  stillStands(request: FastifyRequest): Promise<boolean>;
}

export function openPeople(options: PeopleOptions): People {
  const publicOrigin = checkedOrigin(options.publicOrigin);
  const identifier = openIdentifier(options);
  const setting: PeopleSetting = {
    ...options,
    publicOrigin,
    passkeys: passkeyCeremony(publicOrigin),
    isSecure: publicOrigin.startsWith('https:'),
    forget: () => identifier.forget(),
  };
  return {
    identify: (app) => identifyCallers(app, setting, identifier),
    routes: (app) => declarePeople(app, setting),
    stillStands: (request) => stillStands(request, setting, identifier),
  };
}

function declarePeople(app: FastifyInstance, setting: PeopleSetting): void {
  const declare = declaring(app, setting);
  signInRoutes(declare, setting);
  linkRoutes(declare, setting);
  ownAccountRoutes(declare, setting);
  peopleRoutes(declare, setting);
  takingRoutes(declare, setting);
  invitationRoutes(declare, setting);
  keyRoutes(declare, setting);
  passkeyRoutes(declare, setting);
  passkeySignInRoutes(declare, setting);
  auditRoutes(declare, setting);
  if (setting.company !== null) companyRoutes(declare, setting, setting.company);
  if (setting.isDemo) demoRoutes(declare, setting);
  const sweep = (): void => {
    const swept = setting.desk.store.transaction((rows) => rows.sweep(setting.now()));
    swept.catch(() => app.log.warn('expired sessions and links could not be swept away'));
  };
  const timer = setInterval(sweep, SWEEP_MS).unref();
  app.addHook('onClose', async () => clearInterval(timer));
}
