import { type Kind, type Observed, recognise } from '../observed.ts';
import { countBy, distinct, type Sheet, type Sought, type Told } from '../sheet.ts';
import { asObserved } from '../stix/patterns.ts';
import type { Attribute, MispEvent } from './events.ts';

const KINDS: Readonly<Record<string, Kind>> = {
  domain: 'domain',
  hostname: 'domain',
  url: 'url',
  uri: 'url',
  link: 'url',
  email: 'email',
  'email-src': 'email',
  'email-dst': 'email',
  'email-reply-to': 'email',
  md5: 'md5',
  sha1: 'sha1',
  sha256: 'sha256',
  sha512: 'sha512',
  filename: 'file-name',
  vulnerability: 'cve',
};
const ADDRESSES: ReadonlySet<string> = new Set(['ip', 'ip-src', 'ip-dst']);

/** What the events of a file say, for people. */
export function sheetOfMisp(events: readonly MispEvent[]): Sheet {
  const [first] = events as [MispEvent, ...MispEvent[]];
  const all = events.flatMap(({ attributes }) => attributes);
  const values = all.map((one): [Attribute, Observed | undefined] => [one, plainOf(one)]);
  const tags = [...new Set(events.flatMap((event) => event.tags))];
  return {
    ...{ format: 'misp', version: '', id: first.id, title: events.map(({ info }) => info).join(' · ') },
    ...(first.by ? { by: first.by } : {}),
    ...(first.date ? { at: first.date } : {}),
    markings: tags.filter(isMarking).map(sayTag),
    says: tags.filter((tag) => !isMarking(tag)),
    counts: countBy(all.map(({ type }) => type)),
    sought: distinct(
      values.flatMap(([one, value]) => (value && value.kind !== 'cve' ? [soughtOf(one, value)] : [])),
    ),
    other: values.flatMap(([one, value]) => (value ? [] : [toldOf(one)])),
    told: events.flatMap(({ galaxies }) => galaxies.map((name) => ({ id: '', type: 'galaxy', name }))),
    relations: [],
    vulnerabilities: vulnerabilitiesIn(values),
    faults: events.flatMap(({ faults }) => faults),
  };
}

/** The plain value of an attribute, where it is one of ours. */
function plainOf({ type, value }: Attribute): Observed | undefined {
  if (ADDRESSES.has(type)) {
    const found = recognise(value);
    return found?.kind === 'ipv4' || found?.kind === 'ipv6' ? found : undefined;
  }
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  return kind && asObserved(kind, value)[0];
}

const soughtOf = ({ id, comment, part, tags }: Attribute, value: Observed): Sought => ({
  ...value,
  ...(comment ? { note: comment } : {}),
  id,
  ...(part ? { name: part } : {}),
  ...(tags.some(isMarking) ? { markings: tags.filter(isMarking).map(sayTag) } : {}),
});

const toldOf = ({ id, type, value, comment }: Attribute): Told => ({
  ...{ id, type, name: value },
  ...(comment ? { says: comment } : {}),
});

function vulnerabilitiesIn(values: readonly [Attribute, Observed | undefined][]) {
  const found = values.flatMap(([one, value]) =>
    value?.kind === 'cve' ? [[value.value, one.comment] as const] : [],
  );
  return [...new Map(found)].map(([name, comment]) => ({
    ...{ name, says: comment ? [comment] : [], scores: [], products: {}, remedies: [] },
  }));
}

const isMarking = (tag: string): boolean => /^tlp:/i.test(tag);
const sayTag = (tag: string): string => tag.toUpperCase();
