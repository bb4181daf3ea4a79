import { readFileSync } from 'node:fs';
import { utf8 } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkStix, MAX_STIX, MAX_STIX_DEPTH } from './bundle.ts';

const file = (name: string) => readFileSync(new URL(`../../test-data/${name}`, import.meta.url));
const json = (value: unknown) => utf8(JSON.stringify(value));
const UUID = '44af6c39-c09b-49c5-9de2-394224b04982';
const ADDRESS = { type: 'ipv4-addr', id: `ipv4-addr--${UUID}`, value: '198.51.100.3' };
const bundle = (objects: unknown, more: object = {}) => ({
  type: 'bundle',
  id: `bundle--${UUID}`,
  objects,
  ...more,
});

test.each([
  ['indicator-for-c2-ip-address.stix', 1],
  ['indicator-to-campaign-relationship.stix', 3],
  ['infrastructure.stix', 10],
])('accepts the published example %s', (name, objects) => {
  expect(checkStix(file(name))).toEqual({ ok: true, objects });
});

test('refuses a published example that is an object without a bundle', () => {
  expect(checkStix(file('interop-objectmarking-test.stix'))).toMatchObject({ ok: false });
});

test.each([
  ['text', utf8('indicators attached'), 'not JSON'],
  ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0xff, 0xfe), 'not UTF-8'],
  ['a list', json([]), 'not a JSON object'],
  ['a single object', json(ADDRESS), 'not "bundle"'],
  ['a bundle without id', json({ type: 'bundle', objects: [ADDRESS] }), 'id is not'],
  ['a bundle of another version', json(bundle([ADDRESS], { spec_version: '3.0' })), 'version'],
  ['an empty bundle', json(bundle([])), 'no list of objects'],
  ['an object without id', json(bundle([{ type: 'ipv4-addr' }])), 'Object 1: its id'],
  ['an id of another type', json(bundle([ADDRESS, { ...ADDRESS, type: 'url' }])), 'Object 2: its id'],
  ['a type that is none', json(bundle([{ ...ADDRESS, type: 'IPv4' }])), 'its type'],
  ['null as object', json(bundle([null])), 'not a JSON object'],
  ['a time that is none', json(bundle([{ ...ADDRESS, created: 'yesterday' }])), '"created"'],
  ['2.1 without version', json(bundle([{ ...ADDRESS, created: '2026-01-01T00:00:00Z' }])), 'no version'],
  ['too many levels', utf8('['.repeat(MAX_STIX_DEPTH + 1)), 'deeper'],
  ['too many bytes', new Uint8Array(MAX_STIX + 1), 'at most'],
])('refuses %s', (_, bytes, reason) => {
  const check = checkStix(bytes);
  expect(check.ok).toBe(false);
  expect(check.ok ? '' : check.reason).toContain(reason);
});

test('counts levels outside strings only', () => {
  const value = `${'['.repeat(MAX_STIX_DEPTH)}\\"`;
  expect(checkStix(json(bundle([{ ...ADDRESS, value }])))).toEqual({ ok: true, objects: 1 });
});

test('answers for any JSON and any bytes without throwing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json().map(utf8), fc.uint8Array()), (bytes) => {
      expect(typeof checkStix(bytes).ok).toBe('boolean');
    }),
  );
});
