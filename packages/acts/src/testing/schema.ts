import { toJSONSchema, type ZodMiniType } from 'zod/mini';

/** The shape of a schema as JSON Schema, without its refinements: what documents are written from. */
export function jsonSchemaOf(type: ZodMiniType): object {
  const { $schema: _, ...schema } = toJSONSchema(type);
  return schema;
}
