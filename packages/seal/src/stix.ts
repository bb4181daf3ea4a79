import { fromUtf8 } from '@comity/log';

/** The media type under which an attachment is checked before it is sealed. */
export const STIX_MEDIA_TYPE = 'application/stix+json';
export const MAX_STIX = 5 * 1024 * 1024;
export const MAX_STIX_DEPTH = 50;

/** Either how many objects the bundle holds, or why it is not one. */
export type StixCheck =
  | { readonly ok: true; readonly objects: number }
  | { readonly ok: false; readonly code: 'seal.malformed-stix'; readonly reason: string };

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const BUNDLE_ID = new RegExp(`^bundle--${UUID}$`, 'i');
const OBJECT_ID = new RegExp(`^(.+)--${UUID}$`, 'i');
const TYPE = /^[a-z0-9][a-z0-9-]{1,248}[a-z0-9]$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/**
 * Whether bytes are a STIX 2 bundle that a machine of another State can take in: JSON of at most 5 MB and
 * 50 levels, a bundle with its id, objects each with type, id and version. It is no full validation: the
 * properties of each type are not looked at. Never throws.
 */
export function checkStix(bytes: Uint8Array): StixCheck {
  const reason = refusal(bytes);
  return typeof reason === 'string'
    ? { ok: false, code: 'seal.malformed-stix', reason }
    : { ok: true, objects: reason };
}

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A sentence where it is refused, else the number of objects. */
function refusal(bytes: Uint8Array): string | number {
  if (bytes.length > MAX_STIX) return 'The file is larger than 5 MB.';
  // Before JSON.parse: nesting is what makes parsers and readers fall over.
  if (depth(bytes) > MAX_STIX_DEPTH) return `Nested deeper than ${MAX_STIX_DEPTH} levels.`;
  const bundle = parse(bytes);
  if (!isObject(bundle)) return 'The file is not a JSON object.';
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
  return bundle.objects.length;
}

function refusalOfObject(object: unknown, versionInBundle: boolean): string | undefined {
  if (!isObject(object)) return 'it is not a JSON object.';
  if (typeof object.type !== 'string' || !TYPE.test(object.type)) return 'its type is not one.';
  const id = typeof object.id === 'string' ? OBJECT_ID.exec(object.id) : null;
  if (id?.[1] !== object.type) return 'its id is not its type, "--" and a UUID.';
  if (object.spec_version !== undefined && !isVersion(object.spec_version))
    return 'its version is not 2.0 or 2.1.';
  for (const name of ['created', 'modified']) {
    const time = object[name];
    if (time !== undefined && !isTimestamp(time)) return `"${name}" is not a time in UTC.`;
  }
  // In 2.1 what has a history states its version; in 2.0 the bundle does; observables need none.
  if (object.created !== undefined && object.spec_version === undefined && !versionInBundle) {
    return 'it states no version.';
  }
  return undefined;
}

const isVersion = (value: unknown) => value === '2.0' || value === '2.1';
const isTimestamp = (value: unknown) =>
  typeof value === 'string' && TIMESTAMP.test(value) && Number.isFinite(Date.parse(value));

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENS: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSES: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** How deep brackets nest outside strings. For bytes that are not JSON the number means nothing, and harms nothing. */
function depth(bytes: Uint8Array): number {
  let level = 0;
  let deepest = 0;
  let inText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (inText && byte === BACKSLASH) i++;
    else if (byte === QUOTE) inText = !inText;
    else if (!inText && OPENS.has(byte)) deepest = Math.max(deepest, ++level);
    else if (!inText && CLOSES.has(byte)) level--;
  }
  return deepest;
}
