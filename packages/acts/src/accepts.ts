import type * as z from 'zod/mini';

/**
 * A quick yes to values that a schema takes as they are. Every act of a record is read through its schema, and
 * making issues and copies for values without fault is most of that work. A yes is final. A no means only that
 * the schema itself must be asked: this knows the few kinds of schema that acts are made of.
 */
type Accepts = (value: unknown) => boolean;
type Schema = z.core.$ZodType;

const made = new WeakMap<Schema, Accepts>();
const unknown: Accepts = () => false;

/** Whether the schema takes the value and would give the same back. False where this cannot tell. */
export const accepts = (schema: Schema, value: unknown): boolean => acceptorOf(schema)(value);

function acceptorOf(schema: Schema): Accepts {
  let acceptor = made.get(schema);
  if (!acceptor) {
    const checks = (schema._zod.def.checks ?? []).map(ofCheck);
    acceptor = checks.reduce((before, check) => (v) => before(v) && check(v), ofType(schema));
    made.set(schema, acceptor);
  }
  return acceptor;
}

function ofType(schema: Schema): Accepts {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return 'check' in def || def.coerce ? unknown : (v) => typeof v === 'string';
    case 'number':
      return 'format' in def && def.format === 'safeint' ? Number.isSafeInteger : unknown;
    case 'boolean':
      return def.coerce ? unknown : (v) => typeof v === 'boolean';
    case 'unknown':
      return (v) => v !== undefined && !holdsProto(v);
    case 'literal':
      return oneOf(def.values);
    case 'enum':
      return oneOf(Object.values(def.entries));
    case 'optional':
      return or((v) => v === undefined, acceptorOf(def.innerType));
    case 'union':
      return def.options.map(acceptorOf).reduce(or);
    case 'array':
      return array(acceptorOf(def.element));
    case 'tuple':
      return def.rest ? unknown : tuple(def.items.map(acceptorOf));
    case 'object':
      return def.catchall?._zod.def.type === 'never' ? object(def.shape) : unknown;
    case 'record':
      return def.keyType._zod.values && !def.partial ? unknown : record(def);
    default:
      return unknown;
  }
}

/** The few kinds of checks that most values go through, asked without the ceremony of making issues. */
function plainCheck(check: z.core.$ZodCheck): Accepts | undefined {
  const def = check._zod.def as unknown as Readonly<Record<string, unknown>>;
  const { pattern, minimum, maximum, fn } = def;
  switch (def.check) {
    case 'string_format':
      return pattern instanceof RegExp && !pattern.global && !pattern.sticky && def.format === 'regex'
        ? (v) => pattern.test(v as string)
        : undefined;
    case 'min_length':
      return (v) => (v as string).length >= (minimum as number);
    case 'max_length':
      return (v) => (v as string).length <= (maximum as number);
    case 'custom':
      return typeof fn === 'function' ? (v) => fn(v) === true : undefined;
    default:
      return undefined;
  }
}

/** Checks are asked in their own words; one that answers later, or would change the value, is no quick yes. */
function ofCheck(check: z.core.$ZodCheck): Accepts {
  return plainCheck(check) ?? askedInItsWords(check);
}

function askedInItsWords({ _zod }: z.core.$ZodCheck): Accepts {
  const payload: z.core.ParsePayload = { value: undefined, issues: [] };
  const check = _zod.check as (payload: z.core.ParsePayload) => unknown;
  return (value) => {
    payload.value = value;
    const later = check(payload);
    if (payload.issues.length === 0) return later === undefined && payload.value === value;
    payload.issues = [];
    return false;
  };
}

const or =
  (one: Accepts, other: Accepts): Accepts =>
  (v) =>
    one(v) || other(v);

function oneOf(values: readonly unknown[]): Accepts {
  const only = values.length === 1 ? values[0] : undefined;
  return only === undefined ? (v) => v !== undefined && values.includes(v) : (v) => v === only;
}

const array =
  (isItem: Accepts): Accepts =>
  (value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value) if (!isItem(item)) return false;
    return true;
  };

const tuple =
  (items: readonly Accepts[]): Accepts =>
  (v) =>
    Array.isArray(v) && v.length === items.length && items.every((item, i) => item(v[i]));

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Names that the shape lacks are never accepted, `__proto__` among them. */
function object(shape: Readonly<Record<string, Schema>>): Accepts {
  // In the order in which canonical JSON has them: what was read from it is gone through once, side by side.
  const names = Object.keys(shape).sort();
  const is = names.map((name) => acceptorOf(shape[name]!));
  const isNeeded = names.map((name) => shape[name]!._zod.def.type !== 'optional');
  return (value) => {
    if (!isPlain(value)) return false;
    let at = 0;
    for (const name in value) {
      for (; names[at] !== name; at++) if (at >= names.length || isNeeded[at]) return isInAnyOrder(value);
      if (!is[at]!(value[name])) return false;
      at++;
    }
    for (; at < names.length; at++) if (isNeeded[at]) return false;
    return true;
  };

  function isInAnyOrder(value: Record<string, unknown>): boolean {
    const given = Object.keys(value);
    if (given.some((name) => !names.includes(name))) return false;
    return names.every((name, at) => (given.includes(name) ? is[at]!(value[name]) : !isNeeded[at]));
  }
}

function record({ keyType, valueType }: z.core.$ZodRecordDef): Accepts {
  const isName = acceptorOf(keyType);
  const isValue = acceptorOf(valueType as Schema);
  return (value) => {
    if (!isPlain(value)) return false;
    for (const name in value)
      if (name === '__proto__' || !isName(name) || !isValue(value[name])) return false;
    return true;
  };
}

/** The schema of a record passes over a member of this name, so the words of a signer would change unseen. */
export function holdsProto(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsProto);
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) if (name === '__proto__' || holdsProto(members[name])) return true;
  return false;
}
