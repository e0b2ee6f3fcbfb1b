// Signing in and out, the account of one's own, and the links that let somebody in.

import { may, RIGHTS } from '../../app/living/caller.ts';
import { becomeFirstAdmin } from '../../app/living/people/first-admin.ts';
import { acceptInvitation } from '../../app/living/people/invitations.ts';
import {
  changePassword,
  endOtherSessions,
  endOwnSession,
  ownSessions,
  signOut,
} from '../../app/living/people/own-account.ts';
import { signInByPassword } from '../../app/living/people/password-sign-in.ts';
import { z } from '../schemas/zod.ts';
import { dropCookie } from './cookies.ts';
import { isLacking } from './identify-callers.ts';
import type { PeopleSetting } from './people-options.ts';
import { type Declare, welcomed } from './people-route.ts';
import {
  CallerSchema,
  callerView,
  Ended,
  emailText,
  idParams,
  nameText,
  PersonSchema,
  passwordText,
  SessionSchema,
  sessionView,
  tokenParams,
} from './people-schemas.ts';

export const Welcome = z.object({ person: PersonSchema });

export function signInRoutes(declare: Declare, setting: PeopleSetting): void {
  const { desk, isSecure } = setting;
  declare({
    method: 'POST',
    url: '/sign-in',
    right: 'open',
    summary: 'Sign in by e-mail and password',
    body: z.strictObject({ email: emailText, password: passwordText }),
    answer: Welcome,
    problems: ['sign_in_failed', 'too_many_attempts', 'too_busy'],
    handler: async ({ body, replacedToken, origin, now, reply }) => {
      const asked = { ...body, replacedToken };
      return welcomed(reply, await signInByPassword(desk, asked, origin, now), setting);
    },
  });
  declare({
    method: 'POST',
    url: '/sign-out',
    right: 'signed in',
    summary: 'Sign out: end this session',
    beforePasskey: true,
    answer: z.object({ signed_in: z.literal(false) }),
    problems: ['not_allowed'],
    handler: async ({ who, origin, now, reply }) => {
      await signOut(desk, who, origin, now);
      dropCookie(reply, 'session', isSecure);
      reply.header('clear-site-data', '"cache", "storage"');
      return { signed_in: false };
    },
  });
  declare({
    method: 'GET',
    url: '/me',
    right: 'signed in',
    summary: 'Who asks, and what they may do',
    beforePasskey: true,
    answer: CallerSchema,
    handler: async ({ who }) => {
      const rights = RIGHTS.filter((right) => may(who.caller, right));
      return callerView(who, rights, isLacking(who, setting), setting.isDemo);
    },
  });
}

export function linkRoutes(declare: Declare, setting: PeopleSetting): void {
  const { desk } = setting;
  declare({
    method: 'POST',
    url: '/first-admin/:token',
    right: 'open',
    summary: 'Become the first admin, by the link that the first start printed',
    params: tokenParams,
    body: z.strictObject({ name: nameText, email: emailText, password: passwordText }),
    answer: Welcome,
    problems: [
      'link_not_valid',
      'password_too_weak',
      'email_not_valid',
      'name_not_valid',
      'person_exists',
      'too_many_attempts',
      'too_busy',
    ],
    handler: async ({ params, body, origin, now, reply }) => {
      const signedIn = await becomeFirstAdmin(desk, { ...params, ...body }, origin, now);
      return welcomed(reply, signedIn, setting);
    },
  });
  declare({
    method: 'POST',
    url: '/invitations/:token',
    right: 'open',
    summary: 'Accept an invitation, or come back in by a new link: choose a password',
    params: tokenParams,
    body: z.strictObject({ name: nameText.optional(), password: passwordText }),
    answer: Welcome,
    problems: [
      'link_not_valid',
      'password_too_weak',
      'name_not_valid',
      'too_many_attempts',
      'too_busy',
    ],
    handler: async ({ params, body, origin, now, reply }) => {
      const asked = { token: params.token, name: body.name ?? null, password: body.password };
      return welcomed(reply, await acceptInvitation(desk, asked, origin, now), setting);
    },
  });
}

export function ownAccountRoutes(declare: Declare, setting: PeopleSetting): void {
  const { desk } = setting;
  declare({
    method: 'POST',
    url: '/me/password',
    right: 'signed in',
    summary: 'Change one’s own password: all other sessions end',
    body: z.strictObject({ current_password: passwordText.optional(), password: passwordText }),
    answer: Welcome,
    problems: [
      'password_wrong',
      'password_too_weak',
      'sign_in_again',
      'too_many_attempts',
      'too_busy',
      'not_allowed',
    ],
    handler: async ({ who, body, origin, now, reply }) => {
      const asked = {
        currentPassword: body.current_password ?? null,
        newPassword: body.password,
      };
      return welcomed(reply, await changePassword(desk, who, asked, origin, now), setting);
    },
  });
  declare({
    method: 'GET',
    url: '/me/sessions',
    right: 'signed in',
    summary: 'One’s own sessions',
    answer: z.object({ rows: z.array(SessionSchema) }),
    problems: ['not_allowed'],
    handler: async ({ who, now }) => {
      const sessions = await ownSessions(desk, who, now);
      return { rows: sessions.map((each) => sessionView(each, who.session?.id)) };
    },
  });
  declare({
    method: 'DELETE',
    url: '/me/sessions',
    right: 'signed in',
    summary: 'End all of one’s own sessions but this one',
    fresh: true,
    answer: Ended,
    problems: ['not_allowed'],
    handler: async ({ who, origin, now }) => ({
      ended: await endOtherSessions(desk, who, origin, now),
    }),
  });
  declare({
    method: 'DELETE',
    url: '/me/sessions/:id',
    right: 'signed in',
    summary: 'End one of one’s own sessions; another than this one within 15 minutes of signing in',
    params: idParams,
    answer: idParams,
    problems: ['not_found', 'sign_in_again', 'not_allowed'],
    handler: async ({ who, params, origin, now }) => {
      await endOwnSession(desk, who, params.id, origin, now);
      return { id: params.id };
    },
  });
}
