import type { Fault } from '../errors.ts';
import { own, textOf } from '../json.ts';
import { microsOf } from '../time.ts';
import { type Bundle, isInstant, type StixObject, typeOfId } from './bundle.ts';
import { hasHistory, REQUIRED } from './vocabulary.ts';

/** More are counted, not listed: a file that is wrong throughout says the same thing a thousand times. */
export const MAX_FAULTS = 100;

/**
 * Where the objects of a bundle fall short of STIX 2.1: what a type must have and has not, times that are none or
 * in the wrong order, references that are none, the same version of an object twice. References to objects that are
 * not in the bundle are none: the standard allows them.
 */
export function faultsOfStix({ objects, version }: Bundle): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const object of objects) {
    if (version === '2.1') faults.push(...missing(object), ...disordered(object));
    faults.push(...brokenReferences(object), ...twice(object, seen));
    if (faults.length > MAX_FAULTS) return faults.slice(0, MAX_FAULTS);
  }
  return faults;
}

const fault = (code: string, { id }: StixObject, says: string): Fault => ({
  code: `stix.${code}`,
  at: id,
  says,
});

const isGiven = (object: StixObject, name: string) => {
  const value = own(object, name);
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
};

function missing(object: StixObject): Fault[] {
  const required = Object.hasOwn(REQUIRED, object.type) ? REQUIRED[object.type]! : [];
  const history = hasHistory(object.type) ? ['created', 'modified', 'spec_version'] : [];
  return [...history, ...required]
    .filter((names) => !names.split('|').some((name) => isGiven(object, name)))
    .map((names) => fault('missing', object, `“${names.replaceAll('|', '” or “')}” is missing.`));
}

const TIMES = [
  'created',
  'modified',
  'valid_from',
  'valid_until',
  'published',
  'first_observed',
  'last_observed',
  'first_seen',
  'last_seen',
];
const ORDERED = [
  ['created', 'modified'],
  ['valid_from', 'valid_until'],
  ['first_observed', 'last_observed'],
  ['first_seen', 'last_seen'],
] as const;

function disordered(object: StixObject): Fault[] {
  const wrong = TIMES.filter((name) => own(object, name) !== undefined && !isInstant(own(object, name)));
  const time = (name: string) => microsOf(textOf(object, name) ?? '');
  const turned = ORDERED.filter(([from, to]) => (time(from) ?? 0) > (time(to) ?? Number.POSITIVE_INFINITY));
  return [
    ...wrong.map((name) => fault('time', object, `“${name}” is not a time in UTC.`)),
    ...turned.map(([from, to]) => fault('order', object, `“${to}” lies before “${from}”.`)),
  ];
}

function brokenReferences(object: StixObject): Fault[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const refs = name.endsWith('_ref')
      ? [value]
      : name.endsWith('_refs') && Array.isArray(value)
        ? value
        : [];
    // In 2.0 the objects of observed data name each other by numbers; they lie deeper and are not looked at.
    const broken = refs.some((ref) => typeOfId(ref) === undefined);
    return broken ? [fault('reference', object, `“${name}” names something by what is no id.`)] : [];
  });
}

function twice(object: StixObject, seen: Set<string>): Fault[] {
  const key = `${object.id} ${String(own(object, 'modified') ?? '')}`;
  if (seen.has(key)) return [fault('twice', object, 'The same version of it stands in the bundle twice.')];
  seen.add(key);
  return [];
}
