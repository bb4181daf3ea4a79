import { type Kind, type Observed, observedOf } from '../observed.ts';

/** The path by which a pattern names a value of a kind; a vulnerability is none that is looked for by a pattern. */
const PATHS: Readonly<Record<Exclude<Kind, 'cve'>, string>> = {
  ipv4: 'ipv4-addr:value',
  ipv6: 'ipv6-addr:value',
  domain: 'domain-name:value',
  url: 'url:value',
  email: 'email-addr:value',
  md5: 'file:hashes.MD5',
  sha1: "file:hashes.'SHA-1'",
  sha256: "file:hashes.'SHA-256'",
  sha512: "file:hashes.'SHA-512'",
  'file-name': 'file:name',
};

const BY_PATH = new Map(Object.entries(PATHS).map(([kind, path]) => [plainPath(path), kind as Kind]));

export const patternOf = ({ kind, value }: Observed & { kind: Exclude<Kind, 'cve'> }): string =>
  `[${PATHS[kind]} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;

/** Longer ones are shown as they are, and nothing is looked for in them. */
const MAX_PATTERN = 20_000;

/** `path = 'value'`, and `path IN ('value', 'value')`. */
const COMPARISON =
  /([a-z0-9-]{1,250}:[\w-]+(?:\.(?:[\w-]+|'[^'\\]*'))*)\s*(?:=|IN\s*\()\s*((?:'(?:[^'\\]|\\.)*'\s*,?\s*)+)/gi;
const QUOTED = /'((?:[^'\\]|\\.)*)'/g;

/** The plain values that a pattern looks for. What else it demands (times, repetition, NOT) is not told. */
export function valuesIn(pattern: string): Observed[] {
  if (pattern.length > MAX_PATTERN) return [];
  return [...pattern.matchAll(COMPARISON)].flatMap(([, path = '', values = '']) => {
    const kind = BY_PATH.get(plainPath(path));
    if (kind === undefined) return [];
    return [...values.matchAll(QUOTED)].flatMap(([, value = '']) =>
      asObserved(kind, value.replaceAll(/\\(.)/g, '$1')),
    );
  });
}

/** `file:hashes."SHA-256"`, `file:hashes.SHA256` and the standard's own spelling are one path. */
function plainPath(path: string): string {
  return path.replaceAll(/['"-]/g, '').toLowerCase();
}

/** A value as one of its kind; none where it is not of it, which a hostile file may say all the same. */
export function asObserved(kind: Kind, value: string, note?: string): Observed[] {
  try {
    return [observedOf(kind, value, note)];
  } catch {
    return [];
  }
}
