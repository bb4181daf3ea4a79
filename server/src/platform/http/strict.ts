import type { FastifySchemaCompiler, RouteOptions } from 'fastify';
import { z } from 'zod';
import { platformError } from '../errors.ts';

type Part = 'body' | 'querystring' | 'params' | 'headers';

const PARTS: readonly Part[] = ['body', 'querystring', 'params'];
const MOST_ERRORS = 20;

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** One entry per fault; a field that is not known is named itself rather than the object around it. */
function faults(error: z.core.$ZodError, part: string) {
  return error.issues
    .flatMap((issue) => {
      const extra = issue.code === 'unrecognized_keys' ? issue.keys : undefined;
      if (!extra) return [{ in: part, pointer: pointer(issue.path), detail: issue.message }];
      return extra.map((key) => ({
        in: part,
        pointer: pointer([...issue.path, key]),
        detail: 'Unknown field.',
      }));
    })
    .slice(0, MOST_ERRORS);
}

/** Checks what came with zod. It never drops or changes a field; a fault is `platform.bad-request`. */
export const checkWithZod: FastifySchemaCompiler<z.core.$ZodType> = ({ schema, httpPart }) => {
  const part = httpPart ?? 'body';
  return (data) => {
    const result = z.core.safeParse(schema, data);
    if (result.success) return { value: result.data };
    const errors = faults(result.error, part);
    const detail = errors.map((e) => `${e.in}${e.pointer}: ${e.detail}`).join(' ');
    return { error: platformError('bad-request', { detail, errors }) };
  };
};

const acceptAny: FastifySchemaCompiler<unknown> = () => (value) => ({ value });

/**
 * What every route must be, checked when it is declared: requests of closed objects only (zod drops unknown
 * fields of others without a word), no query where none is described, no check of a body wanted as bytes.
 */
export function keepStrict(route: RouteOptions): void {
  if (!route.schema) return;
  route.schema.querystring ??= z.strictObject({});
  for (const part of PARTS) {
    const schema = route.schema[part];
    if (schema === undefined) continue;
    const where = `${route.method} ${route.url} ${part}`;
    if (!(schema instanceof z.core.$ZodType)) throw new TypeError(`${where}: not a schema of zod.`);
    if (part !== 'params') assertClosed(schema, where);
  }
  if (!route.config?.rawBody) return;
  route.validatorCompiler = (given) =>
    given.httpPart === 'body' ? acceptAny(given) : checkWithZod(given as never);
}

function assertClosed(schema: z.core.$ZodType, where: string): void {
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, properties, additionalProperties } = node as Record<string, unknown>;
    if (type === 'object' && properties && additionalProperties === undefined) {
      throw new TypeError(
        `${where}: the object at ${path || '/'} lets unknown fields pass. Use z.strictObject.`,
      );
    }
    for (const [key, child] of Object.entries(node)) walk(child, `${path}/${key}`);
  };
  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '');
}
