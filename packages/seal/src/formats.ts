import { fromBase64url } from '@comity/log';
import { isInstant } from './instant.ts';
import { type ClearHeader, LIMITS, TLP_LABELS } from './message.ts';
import { MAX_ATTACHMENT } from './profile.ts';

/** Whether a value from outside may stand in a field. */
export type Test = (value: unknown) => boolean;

const matches =
  (shape: RegExp): Test =>
  (value) =>
    typeof value === 'string' && shape.test(value);

const objectId =
  (prefix: string): Test =>
  (value) => {
    if (typeof value !== 'string' || !value.startsWith(`${prefix}_`)) return false;
    try {
      return fromBase64url(value.slice(prefix.length + 1)).length === 16;
    } catch {
      return false;
    }
  };

/** Characters are code points: a letter outside the basic plane is one. */
export const isText =
  (min: number, max: number): Test =>
  (value) => {
    if (typeof value !== 'string' || value.length > 2 * max) return false;
    const { length } = [...value];
    return length >= min && length <= max;
  };

export const hex64 = matches(/^[0-9a-f]{64}$/);
export const participantId = matches(/^[a-z0-9-]{2,32}$/);
export const contactId = objectId('con');
export const messageName = objectId('msg');
export const threadName = objectId('thr');
export const language = matches(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/);
const mediaType: Test = (value) =>
  matches(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/)(value) && (value as string).length <= 80;
export const instant: Test = isInstant;
export const isBoolean: Test = (value) => typeof value === 'boolean';
/** A short name that the rules of a body gave: a type, a field, a code. */
export const codeName = matches(/^[a-z0-9-]{1,32}$/);

/** Which fields an object must and may have; nothing else may stand in it. */
export interface Shape {
  readonly required: Readonly<Record<string, Test>>;
  readonly optional?: Readonly<Record<string, Test>>;
}

type Fields = Record<string, unknown>;

/** The path of the first field that is missing, unknown or not as it must be; undefined where all is well. */
export function firstFault(value: unknown, shape: Shape): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const fields = value as Fields;
  const optional = shape.optional ?? {};
  for (const name of Object.keys(fields)) {
    if (!Object.hasOwn(shape.required, name) && !Object.hasOwn(optional, name)) return name;
  }
  for (const [name, test] of Object.entries(shape.required)) if (!test(fields[name])) return name;
  for (const [name, test] of Object.entries(optional)) {
    if (fields[name] !== undefined && !test(fields[name])) return name;
  }
  return undefined;
}

export const isShaped =
  (shape: Shape): Test =>
  (value) =>
    firstFault(value, shape) === undefined;
export const isList =
  (max: number, item: Test): Test =>
  (value) =>
    Array.isArray(value) && value.length <= max && value.every(item);

/** Codes by field. One set has one spelling: sorted, each once, none empty. */
export const form: Test = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = Object.entries(value);
  return (
    fields.length > 0 &&
    fields.length <= LIMITS.fields &&
    fields.every(([field, codes]) => codeName(field) && isCodeSet(codes))
  );
};
const isCodeSet: Test = (value) =>
  isList(LIMITS.codes, codeName)(value) &&
  (value as string[]).length > 0 &&
  (value as string[]).every((code, i, all) => i === 0 || all[i - 1]! < code);

/** One line of words for people. */
const isLabel = (max: number): Test => {
  const text = isText(1, max);
  return (value) => text(value) && !/\p{Cc}/u.test(value as string);
};

const markingShape = isShaped({ required: { scheme: isLabel(20), label: isLabel(40) } });
export const marking: Test = (value) => {
  if (!markingShape(value)) return false;
  const { scheme, label } = value as ClearHeader['marking'];
  return scheme !== 'TLP' || TLP_LABELS.includes(label as (typeof TLP_LABELS)[number]);
};

export const severity = isLabel(LIMITS.severity);
export const party = isShaped({
  required: { participant: participantId, contact: contactId, key: matches(/^[0-9a-f]{40}$/) },
});
export const recoveryParty = isShaped({
  required: { participant: participantId, key: matches(/^[0-9a-f]{40}$/) },
});
export const contactName = isShaped({ required: { participant: participantId, contact: contactId } });

const size: Test = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_ATTACHMENT;
/** The name of a file is judged on its own: see `isFileName`. */
export const attachmentEntry = isShaped({
  required: { name: (v) => typeof v === 'string', mediaType, size, sha256: hex64, sealed: hex64 },
});
