import { utf8 } from '@comity/log';
import { own, textOf } from '../json.ts';
import { refusalOfObject, type StixObject } from '../stix/bundle.ts';
import { faultsOfStix } from '../stix/faults.ts';
import { instantOf, microsOf } from '../time.ts';
import type { Query } from './query.ts';

export interface Collection {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  /** A name by which it may be asked for as well. */
  readonly alias?: string;
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

/** A version of an object as it lies in a collection. */
export interface Stored {
  readonly id: string;
  readonly type: string;
  readonly spec: '2.0' | '2.1';
  /** Microseconds: when it came into the collection. No two of a collection have the same. */
  readonly added: number;
  /** Microseconds: its `modified`, else its `created`, else when it was added. */
  readonly version: number;
  /** The version as the object itself writes it. */
  readonly versionText: string;
  /** The object as it is sent. */
  readonly json: Uint8Array;
}

export interface Page {
  /** In the order in which they were added. */
  readonly rows: readonly Stored[];
  readonly more: boolean;
}

export interface StatusDetail {
  readonly id: string;
  readonly version: string;
  readonly message?: string;
}

/** What became of objects that were handed in. */
export interface Status {
  readonly id: string;
  readonly requested: number;
  readonly successes: readonly StatusDetail[];
  readonly failures: readonly StatusDetail[];
}

/** Where collections lie. Whoever serves them says who may ask; a shelf of one reader holds what that one may see. */
export interface Shelf {
  collections(): Promise<readonly Collection[]>;
  select(collection: string, query: Query): Promise<Page>;
  /** Whether any version of an object is there. */
  has(collection: string, id: string): Promise<boolean>;
  add(collection: string, objects: readonly unknown[]): Promise<Status>;
  /** Answers with how many versions were taken away. */
  remove(collection: string, query: Query): Promise<number>;
  findStatus(id: string): Promise<Status | undefined>;
}

/** An object as it is stored, `added` being later than anything before it. */
export function storedOf(object: StixObject, added: number): Stored {
  const text = textOf(object, 'modified') ?? textOf(object, 'created');
  return {
    id: object.id,
    type: object.type,
    spec: own(object, 'spec_version') === '2.0' ? '2.0' : '2.1',
    added,
    version: (text === undefined ? undefined : microsOf(text)) ?? added,
    versionText: text ?? instantOf(added),
    json: utf8(JSON.stringify(object)),
  };
}

/** Those versions of one object that a query means. */
export function chosen(versions: readonly Stored[], query: Query): readonly Stored[] {
  const newest = versions.some(({ spec }) => spec === '2.1') ? '2.1' : '2.0';
  const specs = query.specs ?? [newest];
  const meant = versions.filter(({ spec }) => specs.includes(spec));
  const { all, first, last, exact } = query.versions;
  if (all) return meant;
  // Found once: an object may have thousands of versions.
  const ends = new Set<number>();
  if (first)
    ends.add(meant.reduce((least, { version }) => Math.min(least, version), Number.POSITIVE_INFINITY));
  if (last) ends.add(meant.reduce((most, { version }) => Math.max(most, version), 0));
  return meant.filter(({ version }) => ends.has(version) || exact.includes(version));
}

/** The one version that there is, is the first and the last. */
export function isMeantAlone({ spec, version }: Stored, { specs, versions }: Query): boolean {
  if (specs && !specs.includes(spec)) return false;
  return versions.all || versions.first || versions.last || versions.exact.includes(version);
}

/** What of an envelope can be taken in, and why the rest cannot. Nothing is changed about any of it. */
export function intake(given: readonly unknown[]): { accepted: StixObject[]; failures: StatusDetail[] } {
  const accepted: StixObject[] = [];
  const failures: StatusDetail[] = [];
  for (const [i, value] of given.entries()) {
    const reason =
      refusalOfObject(value) ??
      faultsOfStix({ id: '', version: '2.1', objects: [value as StixObject] })[0]?.says;
    const { id, modified } = value as StixObject;
    if (reason === undefined) accepted.push(value as StixObject);
    else
      failures.push({
        id: typeof id === 'string' ? id : `object ${i + 1}`,
        version: typeof modified === 'string' ? modified : '',
        message: reason,
      });
  }
  return { accepted, failures };
}
