import { newId } from '@comity/acts';
import { type Hand, putBlob } from '@comity/client';
import { verifyDossier } from '@comity/dossier';
import { canonicalBytes, platformVerifiers, sha256Hex, utf8 } from '@comity/log';
import { openpgpVerifier } from '@comity/seal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adds, does, enrols, opens, type TestBody, testBody } from '../../testing/index.ts';

let body: TestBody;
let clerk: Hand;
let alpha: Hand;
const [document, revision] = [newId('doc'), newId('doc')];
const round = newId('rnd');
const initiative = newId('ini');
const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];

async function put(by: Hand, bytes: Uint8Array) {
  await putBlob((await opens(body, by)).connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length };
}

beforeAll(async () => {
  body = await testBody();
  clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  alpha = await enrols(body, 'alpha');
  const organ = { organ: 'plenary', names: { en: 'Plenary' }, prefix: 'A/BODY' };
  await does(body, clerk, 'documents.organ-registered', organ);
  const file = { ...(await put(clerk, utf8('A text'))), media: 'text/plain' };
  const registration = {
    titles: { en: 'A draft' },
    source: 'secretariat' as const,
    class: 'limited',
    organ: 'plenary',
  };
  await does(body, clerk, 'documents.registered', {
    ...{ ...registration, document, symbol: 'A/BODY/2027/L.1' },
    files: Object.fromEntries(LANGUAGES.map((language) => [language, file])),
  });
  await does(body, clerk, 'documents.registered', {
    ...{ ...registration, document: revision, symbol: 'A/BODY/2027/L.1/Rev.1', files: {} },
  });
  const listed = { initiative, titles: { en: 'An exercise' }, documents: [document] };
  await does(body, alpha, 'documents.initiative-presented', listed);
  const said = { document, initiative, coverage: 'covered' as const, reason: 'Paragraph 1.' };
  await does(body, clerk, 'documents.coverage-declared', said);
  const items = [{ id: 'one', kind: 'question', text: { en: 'One?' } }];
  await does(body, clerk, 'documents.round-opened', {
    ...{
      round,
      document,
      titles: { en: 'Inputs' },
      template: await put(clerk, canonicalBytes({ v: 1, items })),
    },
    deadline: body.clock.at(8 * 86_400_000),
  });
  const input = await put(alpha, canonicalBytes({ v: 1, round, answers: { one: 'In turn.' } }));
  await does(body, alpha, 'documents.input-submitted', { round, language: 'en', input });
  await body.publish();
});
afterAll(() => body.stop());

test.each([
  ['a round, with the document it is about and everybody who gave an input', `procedure/${round}`, 2],
  ['a document, with the initiative that it says it covers', `document/${document}`, 2],
  ['an initiative, with its documents', `document/${initiative}`, 1],
  ['the bodies and sub-groups', 'document/organs', 1],
])('a dossier of %s holds all that judges it', async (_what, stream, entries) => {
  const { rawPayload } = await body.app.inject({ url: `/api/dossiers/streams/${stream}` });
  const report = await verifyDossier(new Uint8Array(rawPayload), {
    trust: body.trust,
    verifiers: { ...platformVerifiers, openpgp: openpgpVerifier },
  });
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({ verdict: 'verified' });
  expect(report.entries).toHaveLength(entries);
});

test('a dossier of a revision says that the document it revises is not in it', async () => {
  const { rawPayload } = await body.app.inject({ url: `/api/dossiers/streams/document/${revision}` });
  const report = await verifyDossier(new Uint8Array(rawPayload), {
    trust: body.trust,
    verifiers: { ...platformVerifiers, openpgp: openpgpVerifier },
  });
  expect(report.faults).toEqual([]);
  expect(report.notProvable.map(({ what }) => what)).toContain('families');
});
