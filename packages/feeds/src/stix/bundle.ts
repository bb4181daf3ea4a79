import { FeedError } from '../errors.ts';
import { type Fields, isFields, LIMITS, own, readJson } from '../json.ts';
import { microsOf } from '../time.ts';

/** The media type under which an attachment is checked before it is sealed. */
export const STIX_MEDIA_TYPE = 'application/stix+json';
export const MAX_STIX = LIMITS.bytes;
export const MAX_STIX_DEPTH = LIMITS.depth;

/** An object of a bundle: whatever it holds, it has a type and an id of that type. */
export interface StixObject extends Fields {
  readonly type: string;
  readonly id: string;
}

export interface Bundle {
  readonly id: string;
  /** Of the objects: 2.0 where the bundle says so itself, else 2.1. */
  readonly version: '2.0' | '2.1';
  readonly objects: readonly StixObject[];
}

/** Either how many objects the bundle holds, or why it is not one. */
export type StixCheck =
  | { readonly ok: true; readonly objects: number }
  | { readonly ok: false; readonly reason: string };

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const BUNDLE_ID = new RegExp(`^bundle--${UUID}$`, 'i');
const OBJECT_ID = new RegExp(`^([a-z0-9][a-z0-9-]*)--${UUID}$`, 'i');
const TYPE = /^[a-z0-9][a-z0-9-]{1,248}[a-z0-9]$/;

/**
 * Whether bytes are a STIX 2 bundle that a machine of another State can take in: JSON of at most 5 MB and
 * 50 levels, a bundle with its id, objects each with type, id and version. What each type must have besides is
 * told by `faultsOfStix`. Never throws.
 */
export function checkStix(bytes: Uint8Array): StixCheck {
  try {
    return { ok: true, objects: readBundle(bytes).objects.length };
  } catch (error) {
    if (error instanceof FeedError) return { ok: false, reason: error.message };
    throw error;
  }
}

/** The bundle that bytes are. Throws FeedError: `feeds.not-stix` with the reason, or what `readJson` throws. */
export const readBundle = (bytes: Uint8Array): Bundle => bundleOf(readJson(bytes));

export function bundleOf(value: unknown): Bundle {
  const reason = refusal(value);
  if (reason !== undefined) throw new FeedError('feeds.not-stix', reason);
  const { id, spec_version, objects } = value as Fields & { id: string; objects: StixObject[] };
  return { id, version: spec_version === '2.0' ? '2.0' : '2.1', objects };
}

/** A sentence where it is refused. */
function refusal(bundle: unknown): string | undefined {
  if (!isFields(bundle)) return 'The file is not a JSON object.';
  if (bundle.type !== 'bundle') return 'The type is not "bundle".';
  if (typeof bundle.id !== 'string' || !BUNDLE_ID.test(bundle.id))
    return 'The id is not "bundle--" and a UUID.';
  if (bundle.spec_version !== undefined && !isVersion(bundle.spec_version))
    return 'The version is not 2.0 or 2.1.';
  if (!Array.isArray(bundle.objects) || bundle.objects.length === 0)
    return 'The bundle holds no list of objects.';
  for (const [i, object] of bundle.objects.entries()) {
    const why = refusalOfObject(object, bundle.spec_version !== undefined);
    if (why) return `Object ${i + 1}: ${why}`;
  }
  return undefined;
}

/** Why a value is no object of a bundle; undefined where it is one. */
export function refusalOfObject(object: unknown, versionInBundle = false): string | undefined {
  if (!isFields(object)) return 'it is not a JSON object.';
  if (typeof object.type !== 'string' || !TYPE.test(object.type)) return 'its type is not one.';
  if (typeOfId(own(object, 'id')) !== object.type) return 'its id is not its type, "--" and a UUID.';
  if (object.spec_version !== undefined && !isVersion(object.spec_version))
    return 'its version is not 2.0 or 2.1.';
  for (const name of ['created', 'modified']) {
    const time = own(object, name);
    if (time !== undefined && !isInstant(time)) return `"${name}" is not a time in UTC.`;
  }
  // In 2.1 what has a history states its version; in 2.0 the bundle does; observables need none.
  if (object.created !== undefined && object.spec_version === undefined && !versionInBundle) {
    return 'it states no version.';
  }
  return undefined;
}

const isVersion = (value: unknown) => value === '2.0' || value === '2.1';
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && microsOf(value) !== undefined;

/** The type that an id names; undefined where it is no id. */
export const typeOfId = (id: unknown): string | undefined =>
  typeof id === 'string' ? OBJECT_ID.exec(id)?.[1] : undefined;
