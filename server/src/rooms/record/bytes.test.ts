import { newId } from '@comity/acts';
import type { Hand, Prepared } from '@comity/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adds, refused, seats, signs, type TestBody, type TestState, testBody } from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let signed: Prepared;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  signed = await allowedAct();
});
afterAll(() => body.stop());

/** An act that would be allowed: every refusal below is for the one thing that is wrong with it. */
const allowedAct = (hand: Hand = alpha.officer) =>
  signs(body, hand, 'people.authorities-set', { person: alpha.duty.person, authorities: [] });

const textOf = ({ bytes }: Prepared) => new TextDecoder().decode(bytes);

describe('refuses bytes', () => {
  const cases: Record<string, (text: string) => string | Uint8Array> = {
    'with a space': (t) => t.replace('{"act"', '{ "act"'),
    'with a line feed at the end': (t) => `${t}\n`,
    'with keys in another order': (t) => {
      const { act, ...rest } = JSON.parse(t);
      return JSON.stringify({ ...rest, act });
    },
    'with a key twice': (t) => t.replace('{"act":', '{"act":{},"act":'),
    'with a lone surrogate': (t) =>
      t.replace('"directory"', '"\\ud800"').replace('"v":1', '"v":1,"w":"\\udfff"'),
    'with U+0000': (t) => t.replace('"v":1', '"v":1,"w":"\\u0000"'),
    'with a float': (t) => t.replace('"v":1', '"v":1.5'),
    'with a whole number written as a float': (t) => t.replace('"v":1', '"v":1.0'),
    'with an exponent': (t) => t.replace('"v":1', '"v":1e0'),
    'with an integer beyond 2^53': (t) => t.replace('"v":1', '"v":9007199254740993'),
    'with null': (t) => t.replace('"v":1', '"v":null'),
    'with a needless escape': (t) => t.replace('"act"', '"\\u0061ct"'),
    'with a byte order mark': (t) => `\ufeff${t}`,
    'that are not UTF-8': (t) => Buffer.concat([Buffer.from(t.slice(0, -1)), Buffer.from([0xff, 0x7d])]),
    'that are cut off': (t) => t.slice(0, -1),
    'that are no JSON': () => 'act',
    'that are none': () => '',
    'that are nested without end': () => '['.repeat(30_000) + ']'.repeat(30_000),
    'with something behind them': (t) => `${t}1`,
  };
  test.each(Object.entries(cases))('%s', async (_name, spoil) => {
    const bytes = spoil(textOf(signed));
    expect(bytes).not.toBe(textOf(signed));
    await refused(body, bytes, 'record.not-canonical', 400);
  });

  test.each(['[]', '{}', '1', '"act"', 'true', '{"act":1,"sig":2}'])(
    'that are canonical and no act: %s',
    (text) => refused(body, text, 'record.malformed', 400),
  );

  test('of ten megabytes', async () => {
    await refused(body, `{"act":"${'a'.repeat(10_000_000)}"}`, 'platform.too-large', 413);
    await refused(body, `{"act":"${'a'.repeat(65_536)}"}`, 'platform.too-large', 413);
  });

  test('that make an entry of more than four kilobytes', async () => {
    const clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
    const languages = Array.from({ length: 26 }, (_, i) => `a${String.fromCharCode(97 + i)}`);
    const titles = Object.fromEntries(languages.map((l) => [l, 'x'.repeat(160)]));
    const data = { document: newId('doc'), titles, source: 'archive' as const, files: {} };
    const act = await signs(body, clerk, 'documents.registered', data);
    await refused(body, act.bytes, 'record.entry-too-large', 413);
  });

  test('of another media type', async () => {
    const sent = await body.app.inject({
      method: 'POST',
      url: '/api/acts',
      payload: 'act=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(sent.json()).toMatchObject({ status: 415, code: 'platform.unsupported-media-type' });
  });
});
