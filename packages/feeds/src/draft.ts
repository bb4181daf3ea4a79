import type { Kind, Observed } from './observed.ts';
import type { TlpLabel } from './tlp.ts';

/** What somebody reports, before it is written in the form of a machine. */
export interface Draft {
  readonly title: string;
  readonly description?: string;
  readonly marking?: TlpLabel;
  /** Who reports: a State is the same author in each of its files, by the UUID given here. */
  readonly by: { readonly name: string; readonly uuid: string };
  /** When, RFC 3339 with milliseconds. */
  readonly at: string;
  readonly observed: readonly Observed[];
}

/** Sixteen fresh random bytes at each call: packages draw no lots of their own. */
export type Lots = () => Uint8Array;

export type Vulnerable = Observed & { readonly kind: 'cve' };
export type Lookable = Observed & { readonly kind: Exclude<Kind, 'cve'> };

export const isVulnerable = (one: Observed): one is Vulnerable => one.kind === 'cve';
export const isLookable = (one: Observed): one is Lookable => one.kind !== 'cve';
