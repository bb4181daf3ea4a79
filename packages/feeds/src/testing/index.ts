import { readdirSync, readFileSync } from 'node:fs';
import { utf8 } from '@comity/log';
import type { Lots } from '../draft.ts';
import type { StixObject } from '../stix/bundle.ts';

const DATA = new URL('../../test-data/', import.meta.url);

/** A real file. */
export const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, DATA)));
export const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(new URL(folder, DATA))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}${name}`);

export const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value));

/** A UUID for the n-th thing of a test. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** Lots that are the same in every run. */
export function countingLots(): Lots {
  let n = 0;
  return () => Uint8Array.from({ length: 16 }, (_, i) => (i < 12 ? 0 : (++n >> (8 * (15 - i))) & 0xff));
}

/** A version of an indicator, valid by the standard. */
export const indicator = (
  n: number,
  modified = '2026-03-01T00:00:00.000Z',
  more: object = {},
): StixObject => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${uuid(n)}`,
  created: '2026-03-01T00:00:00.000Z',
  modified,
  pattern: `[ipv4-addr:value = '198.51.100.${n % 256}']`,
  pattern_type: 'stix',
  valid_from: '2026-03-01T00:00:00.000Z',
  ...more,
});

export const bundle = (objects: readonly unknown[], more: object = {}) => ({
  type: 'bundle',
  id: `bundle--${uuid(0)}`,
  objects,
  ...more,
});
