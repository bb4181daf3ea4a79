/**
 * The few kinds of schema that acts are made of, in the place of zod/mini where every kilobyte counts: the page of a
 * dossier. It says yes and no to the same values and tells nothing of why; `schemas.test.ts` holds it against zod.
 * Whatever it does not know is no function here, so that the page is not built.
 */
type Is = (value: unknown) => boolean;

class Schema {
  /** `accepts` of @comity/acts asks for this, knows no such type, and leaves the answer to `safeParse`. */
  readonly _zod = { def: { type: 'own' } };
  readonly is: Is;
  readonly shape: Shape;
  readonly isOptional: boolean;
  constructor(is: Is, shape: Shape = {}, isOptional = false) {
    this.is = is;
    this.shape = shape;
    this.isOptional = isOptional;
  }
  check(...checks: readonly Is[]): Schema {
    return new Schema((v) => this.is(v) && checks.every((holds) => holds(v)), this.shape, this.isOptional);
  }
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: typeof NO } {
    return this.is(value) ? { success: true, data: value } : { success: false, error: NO };
  }
}
type Shape = Readonly<Record<string, Schema>>;

const NO = { issues: [{ path: [], message: 'not of this form' }] };
const schema = (is: Is) => new Schema(is);

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const holds = (shape: Shape, value: Record<string, unknown>) =>
  Object.entries(shape).every(([name, member]) =>
    Object.hasOwn(value, name) ? member.is(value[name]) : member.isOptional,
  );

export const string = () => schema((v) => typeof v === 'string');
export const boolean = () => schema((v) => typeof v === 'boolean');
export const int = () => schema(Number.isSafeInteger);
export const unknown = () => schema((v) => v !== undefined);
export const literal = (only: unknown) => schema((v) => v === only);
const oneOf = (values: readonly string[]) => schema((v) => values.includes(v as string));

export { oneOf as enum };
export const optional = (of: Schema) => new Schema((v) => v === undefined || of.is(v), of.shape, true);
export const union = (options: readonly Schema[]) => schema((v) => options.some((one) => one.is(v)));
export const discriminatedUnion = (_name: string, options: readonly Schema[]) => union(options);
export const array = (item: Schema) => schema((v) => Array.isArray(v) && v.every(item.is));
export const tuple = (items: readonly Schema[]) =>
  schema((v) => Array.isArray(v) && v.length === items.length && items.every((item, i) => item.is(v[i])));
export const looseObject = (shape: Shape) => new Schema((v) => isPlain(v) && holds(shape, v), shape);
export const strictObject = (shape: Shape) =>
  new Schema(
    (v) => isPlain(v) && holds(shape, v) && Object.keys(v).every((name) => Object.hasOwn(shape, name)),
    shape,
  );
export const extend = (of: Schema, more: Shape) => strictObject({ ...of.shape, ...more });
export const record = (name: Schema, of: Schema) =>
  schema((v) => isPlain(v) && Object.entries(v).every(([key, value]) => name.is(key) && of.is(value)));
export { record as partialRecord };

type Sized = { readonly length: number };
export const regex =
  (pattern: RegExp): Is =>
  (v) =>
    pattern.test(v as string);
export const refine =
  (good: (value: never) => boolean): Is =>
  (v) =>
    good(v as never);
export const minLength =
  (least: number): Is =>
  (v) =>
    (v as Sized).length >= least;
export const maxLength =
  (most: number): Is =>
  (v) =>
    (v as Sized).length <= most;
export const gte =
  (least: number): Is =>
  (v) =>
    (v as number) >= least;
export const lte =
  (most: number): Is =>
  (v) =>
    (v as number) <= most;
