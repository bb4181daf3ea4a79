import { FeedError } from './errors.ts';

/** What somebody without tools can report as seen: one value of a kind. */
export const KINDS = [
  'ipv4',
  'ipv6',
  'domain',
  'url',
  'email',
  'sha256',
  'sha1',
  'md5',
  'sha512',
  'file-name',
  'cve',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Observed {
  readonly kind: Kind;
  /** In the one spelling that machines compare by. */
  readonly value: string;
  readonly note?: string;
}

/** More in one message is a feed, not a message. */
export const MAX_OBSERVED = 5000;
const MAX_VALUE = 2000;
export const MAX_NOTE = 500;

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}(?:/(?:3[0-2]|[12]?\\d))?$`);
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const EMAIL = /^[^\s@<>"(),:;[\]\\]{1,64}@([^\s@]{1,253})$/;
const HEX: Readonly<Partial<Record<Kind, number>>> = { md5: 32, sha1: 40, sha256: 64, sha512: 128 };
const CVE = /^CVE-\d{4}-\d{4,12}$/;

/** By kind: the value in its one spelling, or undefined where it is none. */
const SPELLINGS: Readonly<Record<Kind, (value: string) => string | undefined>> = {
  ipv4: (value) => (IPV4.test(value) ? value : undefined),
  ipv6: spellIpv6,
  domain: spellDomain,
  url: spellUrl,
  email: spellEmail,
  md5: (value) => spellHash('md5', value),
  sha1: (value) => spellHash('sha1', value),
  sha256: (value) => spellHash('sha256', value),
  sha512: (value) => spellHash('sha512', value),
  'file-name': (value) => (/^[^/\\\p{Cc}]{1,255}$/u.test(value) ? value : undefined),
  cve: (value) => (CVE.test(value.toUpperCase()) ? value.toUpperCase() : undefined),
};

/** A value of a kind, its disguise taken off. Throws `feeds.not-observed`. */
export function observedOf(kind: Kind, given: string, note = ''): Observed {
  const value = refanged(given.trim());
  const spelled = value.length <= MAX_VALUE ? SPELLINGS[kind](value) : undefined;
  if (spelled === undefined)
    throw new FeedError('feeds.not-observed', `“${given.trim().slice(0, 80)}” is not of the kind ${kind}.`);
  const said = note.trim().slice(0, MAX_NOTE);
  return { kind, value: spelled, ...(said ? { note: said } : {}) };
}

/** Kinds in the order in which a value is held against them; a name of a file looks like anything. */
const TOLD_APART: readonly Kind[] = [
  'cve',
  'sha512',
  'sha256',
  'sha1',
  'md5',
  'ipv4',
  'ipv6',
  'url',
  'email',
  'domain',
];

/** What a word is, where it can be told from the word alone. */
export function recognise(word: string): Observed | undefined {
  const value = refanged(word);
  if (value.length > MAX_VALUE) return undefined;
  for (const kind of TOLD_APART) {
    const spelled = SPELLINGS[kind](value);
    if (spelled !== undefined) return { kind, value: spelled };
  }
  return undefined;
}

export interface Pasted {
  readonly observed: readonly Observed[];
  /** Lines in which nothing was recognised. */
  readonly unclear: readonly string[];
}

/** What stands in a list that somebody pasted: each value once, in its order. At most MAX_OBSERVED. */
export function readPasted(text: string): Pasted {
  const found = new Map<string, Observed>();
  const unclear: string[] = [];
  for (const line of text.split(/\r\n?|\n/)) {
    const words = line.split(/[\s,;|"'<>]+/).filter(Boolean);
    const known = words.map(recognise).filter((one) => one !== undefined);
    for (const one of known) if (found.size < MAX_OBSERVED) found.set(`${one.kind} ${one.value}`, one);
    if (words.length > 0 && known.length === 0) unclear.push(line.trim());
  }
  return { observed: [...found.values()], unclear };
}

/** Written so that nobody follows it by a slip: `hxxps://evil[.]example`. */
export function defanged({ kind, value }: Pick<Observed, 'kind' | 'value'>): string {
  switch (kind) {
    case 'url':
      return value
        .replace(/^h(tt)p/i, 'hxxp')
        .replace(/^([a-z]+:\/\/)([^/?#]*)/i, (_, scheme, host) => scheme + dotted(host));
    case 'ipv4':
    case 'domain':
      return dotted(value);
    case 'email':
      return dotted(value.replace('@', '[@]'));
    default:
      return value;
  }
}

const dotted = (host: string) => host.replaceAll('.', '[.]');

/** The usual disguises taken off. */
const refanged = (value: string): string =>
  value
    .replaceAll(/\[\.\]|\(\.\)|\[dot\]|\{\.\}/gi, '.')
    .replaceAll(/\[@\]|\[at\]|\(at\)/gi, '@')
    .replace(/\[:\]/g, ':')
    .replace(/^h(?:xx|\*\*)p(s?)\b/i, 'http$1')
    .replace(/^fxp\b/i, 'ftp');

function spellHash(kind: Kind, value: string): string | undefined {
  const isHex = value.length === HEX[kind] && /^[0-9a-f]+$/i.test(value);
  return isHex ? value.toLowerCase() : undefined;
}

function spellIpv6(value: string): string | undefined {
  const [, address = '', length] = /^([0-9a-f:.]{2,45})(?:\/(\d{1,3}))?$/i.exec(value) ?? [];
  if (!address.includes(':') || Number(length ?? 0) > 128 || !URL.canParse(`http://[${address}]/`))
    return undefined;
  const spelled = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  return length === undefined ? spelled : `${spelled}/${Number(length)}`;
}

/** As it stands in the domain name system: letters of other scripts as `xn--`. */
function spellDomain(value: string): string | undefined {
  const given = value.replace(/\.$/, '');
  if (/[\s/?#@:\\%[\]]/.test(given) || !URL.canParse(`http://${given}/`)) return undefined;
  const { hostname } = new URL(`http://${given}/`);
  const labels = hostname.split('.');
  const isName = labels.length > 1 && hostname.length <= 253 && labels.every((label) => LABEL.test(label));
  return isName && /[a-z]/.test(labels.at(-1)!) ? hostname : undefined;
}

/** As it was given: servers tell apart what a browser would tidy. */
function spellUrl(value: string): string | undefined {
  if (!/^(?:https?|ftp):\/\/[^\s<>"\p{Cc}]+$/iu.test(value) || !URL.canParse(value)) return undefined;
  return value;
}

function spellEmail(value: string): string | undefined {
  const domain = EMAIL.exec(value)?.[1];
  const spelled = domain === undefined ? undefined : spellDomain(domain);
  return spelled === undefined ? undefined : `${value.slice(0, value.lastIndexOf('@'))}@${spelled}`;
}
