// Passkeys over HTTP: options out, the authenticator's answer in, for registering and signing in.

import { mustBePerson } from '../../app/living/people/identify.ts';
import {
  beginPasskeySignIn,
  beginRegistration,
  registerPasskey,
  removePasskey,
  signInByPasskey,
} from '../../app/living/people/passkey-sign-in.ts';
import { z } from '../schemas/zod.ts';
import { isLacking } from './identify-callers.ts';
import { registrationOptions, signInOptions } from './passkey-ceremony.ts';
import type { PeopleSetting } from './people-options.ts';
import { type Declare, welcomed } from './people-route.ts';
import { idParams, nameText, PasskeySchema, passkeyView } from './people-schemas.ts';
import { Welcome } from './sign-in-routes.ts';

const text = z.string().max(16_384);
const answerBase = {
  id: z.string().max(1_400),
  rawId: z.string().max(1_400),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}).default({}),
  authenticatorAttachment: z.string().max(50).nullish(),
};
const RegistrationAnswer = z.object({
  ...answerBase,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(50)).max(10).optional(),
  }),
});
const SignInAnswer = z.object({
  ...answerBase,
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.nullish(),
  }),
});
const Options = z.looseObject({ challenge: z.string() }).describe('as WebAuthn has them, in JSON');

export function passkeyRoutes(declare: Declare, setting: PeopleSetting): void {
  const { desk } = setting;
  declare({
    method: 'GET',
    url: '/passkeys',
    right: 'signed in',
    summary: 'One’s own passkeys',
    beforePasskey: true,
    answer: z.object({ rows: z.array(PasskeySchema) }),
    problems: ['not_allowed'],
    handler: async ({ who }) => {
      const { personId } = mustBePerson(who);
      const passkeys = await desk.store.transaction((rows) => rows.passkeysOf(personId));
      return { rows: passkeys.map(passkeyView) };
    },
  });
  declare({
    method: 'POST',
    url: '/passkeys/registration-options',
    right: 'signed in',
    summary: 'Begin to register a passkey',
    fresh: true,
    beforePasskey: true,
    answer: Options,
    problems: ['passkey_needed', 'not_allowed'],
    handler: async ({ who, now }) => {
      const isFirst = isLacking(who, setting);
      const begun = await beginRegistration(desk, who, isFirst, now);
      return registrationOptions(setting.publicOrigin, begun);
    },
  });
  declare({
    method: 'POST',
    url: '/passkeys',
    right: 'signed in',
    summary: 'Register the passkey that the authenticator made',
    fresh: true,
    beforePasskey: true,
    body: z.strictObject({ name: nameText, answer: RegistrationAnswer }),
    answer: PasskeySchema,
    problems: [
      'sign_in_failed',
      'passkey_needed',
      'passkey_exists',
      'name_not_valid',
      'not_allowed',
    ],
    handler: async ({ who, body, origin, now }) => {
      const asked = { ...body, isFirst: isLacking(who, setting) };
      return passkeyView(await registerPasskey(desk, setting.passkeys, who, asked, origin, now));
    },
  });
  declare({
    method: 'DELETE',
    url: '/passkeys/:id',
    right: 'signed in',
    summary: 'Remove one of one’s own passkeys',
    fresh: true,
    params: idParams,
    answer: idParams,
    problems: ['not_found', 'not_allowed'],
    handler: async ({ who, params, origin, now }) => {
      await removePasskey(desk, who, params.id, origin, now);
      return { id: params.id };
    },
  });
}

export function passkeySignInRoutes(declare: Declare, setting: PeopleSetting): void {
  const { desk } = setting;
  declare({
    method: 'POST',
    url: '/passkeys/sign-in-options',
    right: 'open',
    summary: 'Begin to sign in by a passkey',
    answer: Options,
    problems: ['too_many_attempts'],
    handler: async ({ origin, now }) =>
      signInOptions(setting.publicOrigin, await beginPasskeySignIn(desk, origin, now)),
  });
  declare({
    method: 'POST',
    url: '/passkeys/sign-in',
    right: 'open',
    summary: 'Sign in by what the authenticator answered',
    body: z.strictObject({ answer: SignInAnswer }),
    answer: Welcome,
    problems: ['sign_in_failed'],
    handler: async ({ body, replacedToken, origin, now, reply }) => {
      const asked = { answer: body.answer, replacedToken };
      const signedIn = await signInByPasskey(desk, setting.passkeys, asked, origin, now);
      return welcomed(reply, signedIn, setting);
    },
  });
}
