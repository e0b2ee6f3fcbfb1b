// The problem document as a schema.

import { z } from './zod.ts';

export const ProblemSchema = z
  .object({
    type: z.string().describe('urn:drumbeat:problem: and the code'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('what is wrong, with its value, and what may help'),
    code: z.string().describe('stable: programs branch on it'),
    instance: z.string().describe('the request in the log'),
    errors: z
      .array(
        z.object({
          in: z.enum(['path', 'query', 'header', 'body']),
          pointer: z.string(),
          value: z.string().nullable(),
          message: z.string(),
          remedy: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457, application/problem+json' });
