import { findOddities } from '@comity/text/oddities';
import type { Fault } from './errors.ts';
import type { Observed } from './observed.ts';

/** A value to look for, with what the file says of it. */
export interface Sought extends Observed {
  /** As the file names it: an id. */
  readonly id: string;
  /** What it is called, where it is called something. */
  readonly name?: string;
  /** Until when it is said to hold. */
  readonly until?: string;
  readonly markings?: readonly string[];
}

/** Something that is told: malware, a campaign, an incident, a note. */
export interface Told {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly says?: string;
  readonly markings?: readonly string[];
}

export interface Relation {
  readonly from: string;
  readonly kind: string;
  readonly to: string;
}

export const STATUSES = [
  'known_affected',
  'first_affected',
  'last_affected',
  'under_investigation',
  'known_not_affected',
  'fixed',
  'first_fixed',
  'recommended',
] as const;
export type Status = (typeof STATUSES)[number];

export interface Vulnerability {
  /** CVE where it has one. */
  readonly name: string;
  readonly title?: string;
  readonly says: readonly string[];
  readonly scores: readonly { readonly base: number; readonly severity?: string; readonly vector?: string }[];
  /** Names of products by what is said of them. */
  readonly products: Readonly<Partial<Record<Status, readonly string[]>>>;
  readonly remedies: readonly { readonly category: string; readonly says: string; readonly url?: string }[];
}

export type Format = 'stix' | 'misp' | 'csaf';

/** What a file of a machine says, in one form for people, whatever its format. */
export interface Sheet {
  readonly format: Format;
  readonly version: string;
  readonly id: string;
  readonly title?: string;
  /** Who says it, by the file's own word: the seal of the message is what is proven. */
  readonly by?: string;
  readonly at?: string;
  /** Of a document that has one: draft, interim, final. */
  readonly state?: string;
  readonly markings: readonly string[];
  readonly says: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly sought: readonly Sought[];
  /** Patterns and attributes in which no plain value was recognised. */
  readonly other: readonly Told[];
  readonly told: readonly Told[];
  readonly relations: readonly Relation[];
  readonly vulnerabilities: readonly Vulnerability[];
  readonly faults: readonly Fault[];
}

/** What a word holds that is not what it seems: `U+202E`, each once. */
export const oddIn = (text: string): string[] => [
  ...new Set(
    findOddities(text)
      .filter(({ kind }) => kind !== 'mixed-scripts')
      .map(({ words }) => words),
  ),
];

const HIDDEN = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** The same text with what hides or turns letters shown as its code point: it is read, it does nothing. */
export const shown = (text: string): string =>
  text.replace(HIDDEN, (sign) =>
    '\n\r\t'.includes(sign) ? sign : `<U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );

export function countBy(types: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

/** Each value once: what is looked for twice is found once. */
export function distinct(sought: readonly Sought[]): Sought[] {
  return [...new Map(sought.map((one) => [`${one.kind} ${one.value}`, one])).values()];
}
