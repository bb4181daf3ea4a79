import { fieldsOf, isFields, listOf, own, textOf, textsOf } from '../json.ts';
import { defanged, type Kind, type Observed, recognise } from '../observed.ts';
import {
  countBy,
  distinct,
  type Relation,
  type Sheet,
  type Sought,
  type Told,
  type Vulnerability,
} from '../sheet.ts';
import type { Bundle, StixObject } from './bundle.ts';
import { faultsOfStix } from './faults.ts';
import { sayMarking } from './markings.ts';
import { asObserved, valuesIn } from './patterns.ts';
import { OBSERVABLES } from './vocabulary.ts';

/** Everything of a bundle by its id, the newest version of each. */
type ById = ReadonlyMap<string, StixObject>;

/** What a bundle says, for people. References are looked up, never followed on: a circle of them is two lines. */
export function sheetOfStix(bundle: Bundle): Sheet {
  const { objects } = bundle;
  const byId = newest(objects);
  const head = objects.find(({ type }) => type === 'report' || type === 'grouping');
  const found = objects.flatMap((object) => soughtIn(object, byId));
  const title = head && textOf(head, 'name');
  const by = head ?? objects.find((object) => textOf(object, 'created_by_ref'));
  const author = by && byId.get(textOf(by, 'created_by_ref') ?? '');
  const at = (by && textOf(by, 'created')) ?? objects.map((o) => textOf(o, 'created')).find(Boolean);
  return {
    ...{ format: 'stix', version: bundle.version, id: bundle.id },
    ...(title ? { title } : {}),
    ...(author ? { by: nameOf(author) } : {}),
    ...(at ? { at } : {}),
    markings: [...new Set(objects.flatMap((object) => markingsOf(object, byId) ?? []))],
    says: objects
      .filter(({ type }) => type === 'report' || type === 'grouping')
      .flatMap((o) => textOf(o, 'description') ?? []),
    counts: countBy(objects.map(({ type }) => type)),
    sought: distinct(found),
    other: objects.flatMap((object) => patternOnly(object, byId)),
    told: objects.flatMap((object) => toldBy(object, byId)),
    relations: objects.flatMap((object) => relationsOf(object, byId)),
    vulnerabilities: objects.filter(({ type }) => type === 'vulnerability').map(vulnerabilityOf),
    faults: faultsOfStix(bundle),
  };
}

function newest(objects: readonly StixObject[]): ById {
  const byId = new Map<string, StixObject>();
  for (const object of objects) {
    const before = byId.get(object.id);
    if (!before || (textOf(object, 'modified') ?? '') >= (textOf(before, 'modified') ?? ''))
      byId.set(object.id, object);
  }
  return byId;
}

function markingsOf(object: StixObject, byId: ById): string[] | undefined {
  const refs = textsOf(object, 'object_marking_refs');
  return refs.length > 0 ? refs.map((id) => sayMarking(id, byId.get(id))) : undefined;
}

const marked = (object: StixObject, byId: ById) => {
  const markings = markingsOf(object, byId);
  return markings ? { markings } : {};
};

/** The values to look for: those in patterns, and observables that stand by themselves. */
function soughtIn(object: StixObject, byId: ById): Sought[] {
  const name = textOf(object, 'name');
  const until = textOf(object, 'valid_until');
  const about = {
    id: object.id,
    ...(name ? { name: harmless(name, object) } : {}),
    ...(until ? { until } : {}),
    ...marked(object, byId),
  };
  const values = valuesOf(object);
  const note = textOf(object, 'description');
  return values.map((value) => ({ ...value, ...(note && !value.note ? { note } : {}), ...about }));
}

function valuesOf(object: StixObject): Observed[] {
  if (object.type === 'indicator') return valuesIn(textOf(object, 'pattern') ?? '');
  if (object.type !== 'observed-data') return observedIn(object.type, object);
  // STIX 2.0 keeps what was seen within; in 2.1 it stands by itself.
  const within = Object.values(fieldsOf(object, 'objects')).filter(isFields);
  return within.flatMap((one) => observedIn(textOf(one, 'type'), one));
}

const VALUES: Readonly<Record<string, readonly [property: string, kind: Kind]>> = {
  'ipv4-addr': ['value', 'ipv4'],
  'ipv6-addr': ['value', 'ipv6'],
  'domain-name': ['value', 'domain'],
  url: ['value', 'url'],
  'email-addr': ['value', 'email'],
};
const HASHES: Readonly<Record<string, Kind>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-512': 'sha512',
};

function observedIn(type: string | undefined, object: Readonly<Record<string, unknown>>): Observed[] {
  if (type === 'file') {
    const hashes = Object.entries(fieldsOf(object, 'hashes'));
    const found = hashes.flatMap(([name, value]) =>
      Object.hasOwn(HASHES, name) && typeof value === 'string' ? asObserved(HASHES[name]!, value) : [],
    );
    const name = textOf(object, 'name');
    return found.length > 0 ? found : name ? asObserved('file-name', name) : [];
  }
  const known = type !== undefined && Object.hasOwn(VALUES, type) ? VALUES[type] : undefined;
  const value = known && textOf(object, known[0]);
  return known && value !== undefined ? asObserved(known[1], value) : [];
}

/** An indicator whose pattern holds no plain value: it is shown as it stands. */
function patternOnly(object: StixObject, byId: ById): Told[] {
  const pattern = textOf(object, 'pattern');
  if (object.type !== 'indicator' || pattern === undefined || valuesIn(pattern).length > 0) return [];
  const type = textOf(object, 'pattern_type') ?? 'stix';
  return [
    { id: object.id, type, name: textOf(object, 'name') ?? type, says: pattern, ...marked(object, byId) },
  ];
}

/** These are shown in places of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'indicator',
  'relationship',
  'vulnerability',
  'marking-definition',
  'identity',
  'report',
  'grouping',
  'language-content',
  'extension-definition',
]);

function toldBy(object: StixObject, byId: ById): Told[] {
  const { id, type } = object;
  if (ELSEWHERE.has(type) || (OBSERVABLES.has(type) && observedIn(type, object).length > 0)) return [];
  const says = textOf(object, 'description') ?? textOf(object, 'content') ?? textOf(object, 'explanation');
  return [{ id, type, name: nameOf(object), ...(says ? { says } : {}), ...marked(object, byId) }];
}

const NAMES = [
  'name',
  'value',
  'abstract',
  'opinion',
  'path',
  'subject',
  'product',
  'key',
  'user_id',
  'country',
  'region',
];

/** What people would call an object: its name, or what it is instead of one; at last its id. */
function nameOf(object: StixObject): string {
  const found = NAMES.map((name) => textOf(object, name)).find(Boolean);
  if (found) return harmless(found, object);
  const [value] = valuesOf(object);
  return value ? defanged(value) : object.id;
}

/** A name that is a value to look for is written so that nobody follows it by a slip. */
function harmless(name: string, object: StixObject): string {
  const value = valuesOf(object).find((one) => one.value === name) ?? recognise(name);
  return value ? defanged(value) : name;
}

function relationsOf(object: StixObject, byId: ById): Relation[] {
  const name = (id: unknown) => {
    const there = typeof id === 'string' ? byId.get(id) : undefined;
    return there ? nameOf(there) : String(id);
  };
  if (object.type === 'relationship')
    return [
      {
        from: name(own(object, 'source_ref')),
        kind: textOf(object, 'relationship_type') ?? 'related-to',
        to: name(own(object, 'target_ref')),
      },
    ];
  if (object.type !== 'sighting') return [];
  const by = textsOf(object, 'where_sighted_refs').map(name).join(', ');
  return [{ from: by || nameOf(object), kind: 'sighting', to: name(own(object, 'sighting_of_ref')) }];
}

function vulnerabilityOf(object: StixObject): Vulnerability {
  const cve = listOf(object, 'external_references').find((ref) => textOf(ref, 'source_name') === 'cve');
  const name = textOf(object, 'name') ?? object.id;
  const id = (cve && textOf(cve, 'external_id')) ?? name;
  const says = textOf(object, 'description');
  const spelled = recognise(id)?.kind === 'cve' ? id.toUpperCase() : id;
  return {
    name: spelled,
    ...(name !== id ? { title: name } : {}),
    says: says ? [says] : [],
    ...{ scores: [], products: {}, remedies: [] },
  };
}
