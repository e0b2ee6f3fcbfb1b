// The one door to the bridge between zod and Fastify. Requests are always checked. Answers are
// ours: they are checked against their schema where asked for, which the tests do, and else just
// written.

import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { FastifyInstance } from './fastify.ts';

export { jsonSchemaTransform, jsonSchemaTransformObject };

export function compileSchemas(app: FastifyInstance, checksAnswers: boolean): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(checksAnswers ? serializerCompiler : () => JSON.stringify);
}
