import { describe, expect, test } from 'vitest';
import type { Observed } from '../observed.ts';
import { draftOf, readSheet, tableOf } from '../reading.ts';
import { countingLots, file, filesIn, json, uuid } from '../testing/index.ts';
import { writeMisp } from './write.ts';

const event = (attributes: readonly object[], more: object = {}) => ({
  Event: { uuid: uuid(1), info: 'Phishing', date: '2026-03-03', Attribute: attributes, ...more },
});
const attribute = (type: string, value: string, more: object = {}) => ({
  ...{ type, value, category: 'Network activity', uuid: uuid(2), to_ids: true },
  ...more,
});
const values = (sheet: { sought: readonly Observed[] }) =>
  sheet.sought.map(({ kind, value }) => `${kind} ${value}`);

describe('a published event', () => {
  test.each(filesIn('misp/', '.misp'))('is read: %s', (name) => {
    const sheet = readSheet(file(name));
    expect(sheet.format).toBe('misp');
    expect(sheet.sought.length + sheet.other.length).toBeGreaterThan(0);
  });

  test('says what to look for, its marking, and what is no plain value', () => {
    const sheet = readSheet(file('misp/57c4445b-c548-4654-af0b-4be3950d210f.misp'));
    expect(values(sheet)).toContain(
      'sha256 b3c4ae251f8094fa15b510051835c657eaef2a6cea46075d3aec964b14a99f68',
    );
    expect(sheet).toMatchObject({ title: 'Ransomware - Xorist', by: 'CIRCL', markings: ['TLP:WHITE'] });
    expect(sheet.other.map(({ type }) => type)).toContain('text');
  });

  test('in Japanese keeps its words', () => {
    expect(readSheet(file('misp/japanese_test.misp')).title).toContain('条イ音態ぞゃご法説イシ技');
  });
});

describe('an event', () => {
  test('is read from each of the envelopes in which it travels', () => {
    const bare = event([attribute('domain', 'evil.example')]);
    for (const value of [bare, bare.Event, [bare], { response: [bare] }, { response: [bare.Event] }])
      expect(values(readSheet(json(value)))).toEqual(['domain evil.example']);
  });

  test('has composite values taken apart, and objects opened', () => {
    const sheet = readSheet(
      json(
        event([attribute('domain|ip', 'evil.example|198.51.100.3')], {
          Object: [{ name: 'file', Attribute: [attribute('sha1', 'a'.repeat(40))] }],
        }),
      ),
    );
    expect(values(sheet)).toEqual(['domain evil.example', 'ipv4 198.51.100.3', `sha1 ${'a'.repeat(40)}`]);
  });

  test('does not show what was deleted in it', () => {
    const gone = [
      attribute('domain', 'a.example', { deleted: true }),
      attribute('domain', 'b.example', { deleted: '1' }),
    ];
    expect(values(readSheet(json(event([...gone, attribute('domain', 'c.example')]))))).toEqual([
      'domain c.example',
    ]);
  });

  test('without what machines tell it apart by has faults', () => {
    const sheet = readSheet(json({ info: 'x', Attribute: [{ value: 'y' }] }));
    expect(sheet.faults.map(({ code }) => code)).toEqual([
      'misp.uuid',
      'misp.date',
      'misp.type',
      'misp.category',
    ]);
  });

  test('that was written is read with the same values, marking and author', () => {
    const observed: Observed[] = [
      { kind: 'ipv6', value: '2001:db8::1' },
      { kind: 'url', value: 'https://evil.example/', note: 'seen, “twice”' },
      { kind: 'file-name', value: 'a b.exe' },
      { kind: 'cve', value: 'CVE-2024-12345', note: 'used' },
    ];
    const by = { name: 'brenmark', uuid: uuid(9) };
    const at = '2026-03-03T10:00:00.000Z';
    const made = writeMisp({ title: 'Scans', marking: 'AMBER+STRICT', by, at, observed }, countingLots());
    const sheet = readSheet(json(made));
    expect(sheet).toMatchObject({
      faults: [],
      markings: ['TLP:AMBER+STRICT'],
      by: 'brenmark',
      title: 'Scans',
    });
    expect(draftOf(sheet, at, by).observed).toEqual(observed.map((one) => ({ ...one })));
  });

  test('as a table has a row for each value', () => {
    expect(
      tableOf(readSheet(json(event([attribute('domain', 'evil.example', { comment: 'a,"b"' })])))).split(
        '\r\n',
      )[1],
    ).toBe(`"domain","evil.example","a,""b""","${uuid(2)}","",""`);
  });
});
