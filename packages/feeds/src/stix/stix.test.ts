import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Draft } from '../draft.ts';
import { type Observed, recognise } from '../observed.ts';
import { draftOf, readSheet } from '../reading.ts';
import { bundle, countingLots, file, filesIn, indicator, json, uuid } from '../testing/index.ts';
import { TLP_LABELS } from '../tlp.ts';
import { bundleOf, readBundle } from './bundle.ts';
import { faultsOfStix } from './faults.ts';
import { tlpMarking } from './markings.ts';
import { valuesIn } from './patterns.ts';
import { observableId, uuidFor } from './uuid.ts';
import { authorOf, writeStix } from './write.ts';

const faultsOf = (...objects: unknown[]) => faultsOfStix(bundleOf(bundle(objects))).map(({ code }) => code);
const draft = (observed: readonly Observed[], more: Partial<Draft> = {}): Draft => ({
  title: 'Scans',
  by: authorOf('body', 'brenmark'),
  at: '2026-03-03T10:00:00.000Z',
  observed,
  ...more,
});

describe('a published bundle', () => {
  test.each(filesIn('', '.stix').filter((name) => !name.includes('objectmarking')))(
    'is read without a fault: %s',
    (name) => {
      const sheet = readSheet(file(name));
      expect(sheet).toMatchObject({ format: 'stix', version: '2.1', faults: [] });
      expect([...sheet.counts.values()].reduce((a, b) => a + b)).toBe(readBundle(file(name)).objects.length);
    },
  );

  test('says what to look for, who says so, and what is related', () => {
    const sheet = readSheet(file('indicator-to-campaign-relationship.stix'));
    expect(sheet.relations).toMatchObject([{ kind: 'indicates' }]);
    expect(sheet.told.map(({ type }) => type)).toContain('campaign');
    expect(readSheet(file('indicator-for-c2-ip-address.stix')).sought[0]).toMatchObject({ kind: 'ipv4' });
  });
});

describe('an object of a bundle', () => {
  test('that lacks what its type must have is a fault, not a refusal', () => {
    const { pattern: _, ...without } = indicator(1);
    expect(faultsOf(without)).toEqual(['stix.missing']);
    expect(faultsOf({ type: 'file', id: `file--${uuid(1)}` })).toEqual(['stix.missing']);
    expect(faultsOf(indicator(1))).toEqual([]);
  });

  test('with times that are none, or turned, is a fault', () => {
    expect(faultsOf(indicator(1, '2026-02-01T00:00:00Z'))).toEqual(['stix.order']);
    expect(faultsOf(indicator(1, undefined, { valid_until: 'soon' }))).toEqual(['stix.time']);
    expect(faultsOf(indicator(1, undefined, { valid_from: '2026-02-31T00:00:00Z' }))).toEqual(['stix.time']);
  });

  test('that stands twice, or names something by no id, is a fault', () => {
    expect(faultsOf(indicator(1), indicator(1))).toEqual(['stix.twice']);
    expect(faultsOf(indicator(1), indicator(1, '2026-04-01T00:00:00.000Z'))).toEqual([]);
    expect(faultsOf(indicator(1, undefined, { created_by_ref: 'me' }))).toEqual(['stix.reference']);
  });

  test('of which there are thousands of wrong ones is listed a hundred times at most', () => {
    expect(faultsOf(...Array.from({ length: 5000 }, () => indicator(1)))).toHaveLength(100);
  });
});

describe('a pattern', () => {
  test.each([
    ["[ipv4-addr:value = '198.51.100.3']", ['198.51.100.3']],
    [
      "[domain-name:value = 'a.example' OR url:value='http://a.example/']",
      ['a.example', 'http://a.example/'],
    ],
    [
      `[file:hashes.'SHA-256' = '${'a'.repeat(64)}' AND file:hashes."MD5" = '${'b'.repeat(32)}']`,
      ['a'.repeat(64)],
    ],
    ["[domain-name:value IN ('a.example', 'b.example')]", ['a.example', 'b.example']],
    ["[file:name = 'it\\'s.exe']", ["it's.exe"]],
    ["[process:command_line = 'x']", []],
    ["[ipv4-addr:value = 'not an address']", []],
  ])('tells the values it looks for: %s', (pattern, values) => {
    expect(valuesIn(pattern).map(({ value }) => value)).toEqual(values);
  });

  test('made to take long is done with in time', () => {
    const begun = performance.now();
    for (const evil of [
      "a:b = '".repeat(2000),
      `${'a'.repeat(19_000)}:b`,
      `a:b = ${"'x' ,".repeat(3000)}`,
      "a:'".repeat(6000),
      `a:b${' '.repeat(15_000)}`,
    ])
      valuesIn(evil);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('what is written', () => {
  const seen = [
    '198.51.100.3',
    'evil.example',
    'https://evil.example/x',
    'a@evil.example',
    'd'.repeat(64),
    'CVE-2024-12345',
  ].map((word) => recognise(word)!);

  test('is valid, under its marking, and says the same when it is read', () => {
    for (const marking of TLP_LABELS) {
      const made = writeStix(draft(seen, { marking, description: 'From our sensors' }), countingLots());
      const sheet = readSheet(json(made));
      expect(sheet.faults).toEqual([]);
      expect(sheet).toMatchObject({ title: 'Scans', by: 'brenmark', markings: [`TLP:${marking}`] });
      expect(sheet.sought.map(({ value }) => value)).toEqual(seen.slice(0, 5).map(({ value }) => value));
      expect(sheet.vulnerabilities).toMatchObject([{ name: 'CVE-2024-12345' }]);
    }
  });

  test('gives an observable the id that everybody gives it', () => {
    // The standard derives it from the canonical form of what makes the observable that one.
    expect(observableId('ipv4-addr', { value: '198.51.100.3' })).toBe(
      'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
    );
    const idsOf = () =>
      writeStix(draft(seen), countingLots())
        .objects.filter(({ created }) => created === undefined)
        .map(({ id }) => id);
    expect(idsOf()).toEqual(idsOf());
    expect(idsOf()).toHaveLength(5);
    expect(idsOf().every((id) => /--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/.test(id))).toBe(true);
  });

  test('a UUID of version 5 is that of RFC 9562', () => {
    expect(uuidFor('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  test('a marking is the published one', () => {
    expect(tlpMarking('AMBER+STRICT')).toMatchObject({
      id: 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
      name: 'TLP:AMBER+STRICT',
    });
  });

  test('of any values, in any words, is read back as these values', () => {
    const note = fc.string({ unit: 'grapheme', maxLength: 60 });
    const one = fc
      .record({ value: fc.ipV4(), note })
      .map(({ value, note }): Observed => ({ kind: 'ipv4', value, ...(note ? { note } : {}) }));
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { minLength: 1, maxLength: 20, selector: ({ value }) => value }),
        note,
        (observed, title) => {
          const read = draftOf(
            readSheet(json(writeStix(draft(observed, { title: title || 'x' }), countingLots()))),
            '2026-03-03T10:00:00.000Z',
            authorOf('body', 'brenmark'),
          );
          expect(read.observed.map(({ value }) => value)).toEqual(observed.map(({ value }) => value));
          expect(read.title).toBe(title || 'x');
        },
      ),
      { numRuns: 50 },
    );
  });
});
