import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

export interface ApiInfo {
  readonly title: string;
  readonly version: string;
}

const PROBLEM = {
  type: 'object',
  description: 'A problem (RFC 9457). Further members depend on the code.',
  required: ['type', 'title', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string', description: 'Address of the page that explains the code' },
    title: { type: 'string', description: 'In the language asked for by Accept-Language' },
    status: { type: 'integer' },
    code: { type: 'string', description: '<room>.<state-in-kebab-case>, never reused' },
    detail: { type: 'string' },
    rule: { type: 'string', description: 'The rule that refused' },
    allowedWhen: { description: 'When the same act would be allowed' },
    reasons: { description: 'Why, and when it would be allowed, by language where there are words for it' },
    instance: { type: 'string', description: 'Names this request' },
  },
} as const;

interface Operation {
  responses?: Record<string, unknown>;
}

/** Every operation may answer with a problem: said once, referred to everywhere. */
function withProblems<D extends object>(document: D): D {
  const { paths = {}, components = {} } = document as {
    paths?: Record<string, Record<string, Operation>>;
    components?: { schemas?: object };
  };
  for (const operations of Object.values(paths)) {
    for (const operation of Object.values(operations)) {
      operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Problem' } };
    }
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const responses = { Problem: { description: 'A refusal or failure', content } };
  return {
    ...document,
    components: { ...components, schemas: { ...components.schemas, Problem: PROBLEM }, responses },
  };
}

/** Collects OpenAPI 3.1 from the schemas of all routes declared after it. */
export async function collectOpenApi(app: FastifyInstance, info: ApiInfo): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { ...info } },
    hideUntagged: false,
    transform: jsonSchemaTransform,
    transformObject: (given) => withProblems(jsonSchemaTransformObject(given)),
  });
}

/** The API's description; the same for the same routes. */
export async function openApiDocument(app: FastifyInstance): Promise<object> {
  await app.ready();
  return app.swagger();
}
