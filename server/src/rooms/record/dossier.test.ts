import { newId } from '@comity/acts';
import { putBlob, type SignedIn } from '@comity/client';
import { readZip, type Submitted, verifyDossier } from '@comity/dossier';
import { platformVerifiers as platform, sha256Hex, utf8 } from '@comity/log';
import { openpgpVerifier } from '@comity/seal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  does,
  headersOf,
  opens,
  seats,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';
import { dossierOf } from './dossier.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let clerk: SignedIn;
const document = newId('doc');
const texts = { en: utf8('The programme of work'), fr: utf8('Le programme de travail') };
const fileOf = (bytes: Uint8Array) => ({ sha256: sha256Hex(bytes), size: bytes.length, media: 'text/plain' });

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
  clerk = await opens(body, await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] }));
  for (const bytes of Object.values(texts)) await putBlob(clerk.connection, sha256Hex(bytes), bytes);
  await does(body, clerk.hand, 'documents.registered', {
    ...{ document, titles: { en: 'Programme of work' }, source: 'archive', files: { en: fileOf(texts.en) } },
  });
  await does(body, clerk.hand, 'documents.issued', { document, language: 'fr', file: fileOf(texts.fr) });
  await body.publish();
});
afterAll(() => body.stop());

async function get(url: string, headers = {}): Promise<{ zip: Uint8Array; type: unknown; name: unknown }> {
  const reply = await body.app.inject({ url, headers });
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
  const { 'content-type': type, 'content-disposition': name } = reply.headers;
  return { zip: new Uint8Array(reply.rawPayload), type, name };
}
const verifies = (zip: Uint8Array, submitted: readonly Submitted[] = []) =>
  verifyDossier(zip, {
    ...{ trust: body.trust, submitted },
    verifiers: { ...platform, openpgp: openpgpVerifier },
  });

describe('a dossier that the server makes', () => {
  test('of a document proves every language version, and is verified offline', async () => {
    const { zip, type, name } = await get(`/api/dossiers/streams/document/${document}`);
    expect(type).toBe('application/zip');
    expect(name).toBe(`attachment; filename="dossier-document-${document}.zip"`);
    const report = await verifies(zip);
    expect(report.faults).toEqual([]);
    expect(report.verdict).toBe('verified');
    expect(report.document!.files.map(({ language, sha256 }) => [language, sha256])).toEqual([
      ['en', sha256Hex(texts.en)],
      ['fr', sha256Hex(texts.fr)],
    ]);
    expect(readZip(zip).some(({ content }) => Buffer.from(texts.fr).equals(content))).toBe(true);
  });

  test('of an act names the act, and shows the stream around it', async () => {
    const { zip } = await get(`/api/dossiers/acts/${body.trust.body}`);
    const report = await verifies(zip);
    expect(report.verdict).toBe('verified');
    expect(report.subject).toEqual({ stream: 'body', act: body.trust.body });
  });

  test('of every stream but the exchange is verified', async () => {
    const { streams } = await body.record.held.level(body.database.read);
    for (const stream of streams.keys()) {
      if (stream === 'exchange') continue;
      const report = await verifies((await get(`/api/dossiers/streams/${stream}`)).zip);
      expect(report.faults, stream).toEqual([]);
      expect(report.verdict, stream).toBe('verified');
    }
  });

  test('opens the fields that the State of whoever asks may have, and only if asked', async () => {
    const stream = '/api/dossiers/streams/participant/alpha';
    const closed = await verifies((await get(stream, headersOf(alpha.reader))).zip);
    expect(closed.audience).toBe('public');
    const own = await verifies((await get(`${stream}?opened=yes`, headersOf(alpha.reader))).zip);
    expect([own.verdict, own.audience]).toEqual(['verified', 'alpha']);
    expect(own.proves.map(({ what }) => what)).toContain('opened');
    const foreign = await verifies((await get(`${stream}?opened=yes`, headersOf(bravo.reader))).zip);
    expect(foreign.proves.map(({ what }) => what)).not.toContain('opened');
  });

  test('carries the timestamp that an authority gives over its checkpoint', async () => {
    const imprints: Uint8Array[] = [];
    const stamp = async (imprint: Uint8Array) => {
      imprints.push(imprint);
      return utf8('a token');
    };
    const zip = await dossierOf(body.record, { stream: 'body' }, undefined, { stamp });
    const files = new Map(readZip(zip).map(({ name, content }) => [name, content]));
    expect(sha256Hex(files.get('checkpoint')!)).toBe(Buffer.from(imprints[0]!).toString('hex'));
    expect(files.get('timestamp')).toEqual(utf8('a token'));
    expect((await verifies(zip)).notProvable.map(({ what }) => what)).toContain('timestamp-unchecked');
  });
});

describe('no dossier', () => {
  const code = async (url: string, headers = {}) => (await body.app.inject({ url, headers })).json().code;

  test('is made of the exchange, of nothing, or as a page where this server makes none', async () => {
    expect(await code('/api/dossiers/streams/exchange')).toBe('record.no-dossier');
    expect(await code('/api/dossiers/streams/document/doc_nothing')).toBe('record.no-dossier');
    expect(await code('/api/dossiers/streams/body?format=html')).toBe('record.no-dossier');
    expect(await code(`/api/dossiers/acts/${'0'.repeat(64)}`)).toBe('record.act-not-found');
  });

  test('opens anything to nobody', async () => {
    const report = await verifies((await get('/api/dossiers/streams/participant/alpha?opened=yes')).zip);
    expect(report.audience).toBe('public');
  });
});
