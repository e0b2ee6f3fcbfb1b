// The people of the organisation and its API keys, for those who manage them; and the audit trail.

import type { Role } from '../../app/living/caller.ts';
import { type GivenLink, invite, issueSignInLink } from '../../app/living/people/invitations.ts';
import { makeKey, revokeKey } from '../../app/living/people/manage-keys.ts';
import {
  changePerson,
  endAllSessions,
  endSessions,
} from '../../app/living/people/manage-people.ts';
import { removePasskeysOf } from '../../app/living/people/passkey-sign-in.ts';
import { digits } from '../schemas/paging.ts';
import { z } from '../schemas/zod.ts';
import { setCookie } from './cookies.ts';
import type { PeopleSetting } from './people-options.ts';
import type { Declare } from './people-route.ts';
import {
  auditPage,
  auditView,
  Ended,
  emailText,
  idParams,
  instantText,
  KeySchema,
  keyView,
  LinkSchema,
  limitText,
  nameText,
  PersonSchema,
  peoplePage,
  personView,
  roleList,
  roleName,
  scopeList,
  supplierId,
} from './people-schemas.ts';

/** The page reads the token behind `#`, which browsers send to no server and no log. */
const linkView = ({ person, token, expiresAt }: GivenLink, publicOrigin: string) => ({
  person: personView(person),
  url: `${publicOrigin}/invitation#${token}`,
  expires_at: new Date(expiresAt).toISOString(),
});

export function peopleRoutes(declare: Declare, setting: PeopleSetting): void {
  const { desk, isSecure } = setting;
  declare({
    method: 'GET',
    url: '/people',
    right: 'people.manage',
    summary: 'The people, by e-mail',
    query: z.strictObject({ cursor: emailText.default(''), limit: limitText }),
    answer: peoplePage,
    handler: async ({ query: { cursor, limit } }) => {
      const people = await desk.store.transaction((rows) => rows.people(cursor, limit + 1));
      const page = people.slice(0, limit);
      const next = people.length > limit ? (page.at(-1)?.email ?? null) : null;
      return { rows: page.map(personView), next };
    },
  });
  declare({
    method: 'PATCH',
    url: '/people/:id',
    right: 'people.manage',
    summary: 'Change a person: name, roles, supplier, active',
    fresh: true,
    params: idParams,
    body: z.strictObject({
      name: nameText.optional(),
      roles: roleList.optional(),
      supplier_id: supplierId.optional(),
      active: z.boolean().optional(),
    }),
    answer: PersonSchema,
    problems: ['not_found', 'last_admin', 'roles_not_valid', 'name_not_valid'],
    handler: async ({ who, params, body, origin, now, reply }) => {
      const { name, roles, active, supplier_id: supplier } = body;
      const change = {
        ...(name === undefined ? {} : { name }),
        ...(roles === undefined ? {} : { roles: roles as Role[] }),
        ...(active === undefined ? {} : { active }),
        ...(supplier === undefined ? {} : { partyId: supplier ?? '' }),
      };
      const { person, renewed } = await changePerson(desk, who, params.id, change, origin, now);
      if (renewed !== null) setCookie(reply, 'session', renewed.token, isSecure);
      return personView(person);
    },
  });
}

/** What an admin takes from people: open sessions, and passkeys of lost devices. */
export function takingRoutes(declare: Declare, { desk }: PeopleSetting): void {
  declare({
    method: 'DELETE',
    url: '/people/:id/sessions',
    right: 'people.manage',
    summary: 'End all sessions of a person',
    params: idParams,
    answer: Ended,
    problems: ['not_found'],
    handler: async ({ who, params, origin, now }) => ({
      ended: await endSessions(desk, who.caller, params.id, origin, now),
    }),
  });
  declare({
    method: 'DELETE',
    url: '/sessions',
    right: 'people.manage',
    summary: 'End the sessions of everybody, but this one',
    fresh: true,
    query: z.strictObject({ of: z.literal('everybody') }), // so that no slip does it
    answer: Ended,
    handler: async ({ who, origin, now }) => ({
      ended: await endAllSessions(desk, who, origin, now),
    }),
  });
  declare({
    method: 'DELETE',
    url: '/people/:id/passkeys',
    right: 'people.manage',
    summary: 'Take all passkeys of a person away, whose device is lost; their sessions end',
    fresh: true,
    params: idParams,
    answer: z.object({ removed: z.number().int() }),
    problems: ['not_found'],
    handler: async ({ who, params, origin, now }) => ({
      removed: await removePasskeysOf(desk, who.caller, params.id, origin, now),
    }),
  });
}

export function invitationRoutes(declare: Declare, setting: PeopleSetting): void {
  const { desk, publicOrigin } = setting;
  declare({
    method: 'POST',
    url: '/invitations',
    right: 'people.manage',
    summary: 'Invite a person: the answer has the link to hand over, once',
    fresh: true,
    body: z.strictObject({
      email: emailText,
      name: nameText,
      roles: roleList,
      supplier_id: supplierId.default(null),
    }),
    answer: LinkSchema,
    problems: ['person_exists', 'roles_not_valid', 'email_not_valid', 'name_not_valid'],
    handler: async ({ who, body, origin, now }) => {
      const { supplier_id: supplier, ...rest } = body;
      const asked = { ...rest, partyId: supplier ?? '' };
      return linkView(await invite(desk, who.caller, asked, origin, now), publicOrigin);
    },
  });
  declare({
    method: 'POST',
    url: '/people/:id/links',
    right: 'people.manage',
    summary: 'A new link for a person who was invited, or lost the way in',
    fresh: true,
    params: idParams,
    answer: LinkSchema,
    problems: ['not_found'],
    handler: async ({ who, params, origin, now }) => {
      const link = await issueSignInLink(desk, who.caller, params.id, origin, now);
      return linkView(link, publicOrigin);
    },
  });
}

export function keyRoutes(declare: Declare, setting: PeopleSetting): void {
  const { desk } = setting;
  declare({
    method: 'GET',
    url: '/api-keys',
    right: 'keys.manage',
    summary: 'API keys, without their secrets',
    answer: z.object({ rows: z.array(KeySchema) }),
    handler: async () => {
      const keys = await desk.store.transaction((rows) => rows.keys());
      return { rows: keys.map(keyView) };
    },
  });
  declare({
    method: 'POST',
    url: '/api-keys',
    right: 'keys.manage',
    summary: 'Make an API key: the answer shows it, once',
    fresh: true,
    body: z.strictObject({
      name: nameText,
      role: roleName.default('admin'),
      supplier_id: supplierId.default(null),
      scopes: scopeList,
      expires_at: instantText.nullable().default(null),
    }),
    answer: z.object({ api_key: KeySchema, key: z.string() }),
    problems: ['key_scopes_not_valid', 'key_expiry_not_valid', 'roles_not_valid', 'name_not_valid'],
    handler: async ({ who, body, origin, now }) => {
      const asked = {
        name: body.name,
        role: body.role as Role,
        partyId: body.supplier_id ?? '',
        scopes: body.scopes,
        expiresAt: body.expires_at === null ? null : Date.parse(body.expires_at),
      };
      const { key, text } = await makeKey(desk, who.caller, asked, origin, now);
      return { api_key: keyView(key), key: text };
    },
  });
  declare({
    method: 'DELETE',
    url: '/api-keys/:id',
    right: 'keys.manage',
    summary: 'Revoke an API key, for good',
    params: idParams,
    answer: idParams,
    problems: ['not_found'],
    handler: async ({ who, params, origin, now }) => {
      await revokeKey(desk, who.caller, params.id, origin, now);
      return { id: params.id };
    },
  });
}

export function auditRoutes(declare: Declare, { desk }: PeopleSetting): void {
  declare({
    method: 'GET',
    url: '/audit',
    right: 'audit.read',
    summary: 'The audit trail, newest first',
    query: z.strictObject({
      cursor: digits(1, Number.MAX_SAFE_INTEGER).optional(),
      limit: limitText,
    }),
    answer: auditPage,
    handler: async ({ query: { cursor = null, limit } }) => {
      const found = await desk.store.transaction((rows) => rows.audit(cursor, limit + 1));
      const page = found.slice(0, limit);
      const next = found.length > limit ? String(page.at(-1)?.number) : null;
      return { rows: page.map(auditView), next };
    },
  });
}
