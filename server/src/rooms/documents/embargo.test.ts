import { newId } from '@comity/acts';
import { type Connection, dataOf, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { derivedId, formatText, TEXT_MEDIA, tidyText } from '@comity/text';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  adds,
  bundleFor,
  does,
  headersOf,
  opens,
  refusedBy,
  seats,
  type TestBody,
  type TestState,
  testBody,
  verifies,
} from '../../testing/index.ts';
import { levelTexts } from './texts/index.ts';

const HOUR = 3_600_000;
let body: TestBody;
let alpha: TestState;
let clerk: Awaited<ReturnType<typeof opens>>;
const document = newId('doc');
let until: string;
let sha256: string;

const textOf = (words: string) =>
  formatText(
    tidyText({
      ...{ v: 1, language: 'en', notes: [] },
      nodes: [{ kind: 'paragraph', part: 'operative', id: derivedId('embargoed', 'OP1'), text: words }],
    }),
  );

async function file(bytes: Uint8Array) {
  await putBlob(clerk.connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length, media: TEXT_MEDIA };
}

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  clerk = await opens(body, await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] }));
  until = body.clock.at(HOUR);
  const en = await file(textOf('Kept words of an unpublished paper.'));
  sha256 = en.sha256;
  const data = {
    document,
    titles: { en: 'Soon' },
    source: 'secretariat' as const,
    files: { en },
    embargo: until,
  };
  await does(body, clerk.hand, 'documents.registered', data);
  await levelTexts(body.record);
});
afterAll(() => body.stop());

const statusOf = async (reader: Connection) =>
  (await body.app.inject({ url: `/api/blobs/${sha256}`, headers: headersOf(reader) })).statusCode;
const finds = async () =>
  dataOf(await body.public.api.GET('/api/texts', { params: { query: { q: 'unpublished' } } })).paragraphs
    .length;
const form = async () =>
  (await body.app.inject({ url: `/api/documents/${document}/texts/en?form=txt` })).statusCode;
async function exported(reader: Connection) {
  await body.publish();
  const bundle = await bundleFor(body, reader);
  const { verdict, notProvable } = await verifies(body, bundle);
  return {
    verdict,
    holdsIt: new TextDecoder('latin1').decode(bundle).includes(`blobs/${sha256}`),
    embargoed: notProvable.find(({ what }) => what === 'embargoed')?.count ?? 0,
  };
}

test('a file under embargo is read by participants and by nobody else, in whatever way one asks', async () => {
  const { embargo, versions } = dataOf(
    await body.public.api.GET('/api/documents/{document}', { params: { path: { document } } }),
  );
  expect([embargo, versions[0]!.sha256]).toEqual([until, sha256]);
  expect([await statusOf(body.public), await statusOf(alpha.reader)]).toEqual([404, 200]);
  expect([await finds(), await form()]).toEqual([0, 404]);
  expect(await exported(body.public)).toEqual({ verdict: 'verified', holdsIt: false, embargoed: 1 });
  expect(await exported(alpha.reader)).toEqual({ verdict: 'verified', holdsIt: true, embargoed: 0 });
});

test('no file comes out beside an embargo, or under another one', async () => {
  const fr = await file(textOf('Encore.'));
  const issues = (embargo?: string) =>
    does(body, clerk.hand, 'documents.issued', {
      ...{ document, language: 'fr', file: fr },
      ...(embargo === undefined ? {} : { embargo }),
    });
  await expect(issues()).rejects.toMatchObject(refusedBy('documents.embargo-kept'));
  await expect(issues(body.clock.at(2 * HOUR))).rejects.toMatchObject(refusedBy('documents.embargo-kept'));
  await issues(until);
  const before = {
    document: newId('doc'),
    titles: { en: 'Late' },
    source: 'secretariat' as const,
    files: {},
  };
  for (const embargo of [body.clock.at(-1000), body.clock.at(31 * 24 * HOUR)])
    await expect(
      does(body, clerk.hand, 'documents.registered', { ...before, embargo }),
    ).rejects.toMatchObject(refusedBy('documents.embargo-kept'));
});

test('with its end the file is for everybody: read, found, printed, exported', async () => {
  await body.clock.later(HOUR, async () => {
    await levelTexts(body.record);
    expect(await statusOf(body.public)).toBe(200);
    expect([await finds(), await form()]).toEqual([1, 200]);
    expect(await exported(body.public)).toEqual({ verdict: 'verified', holdsIt: true, embargoed: 0 });
  });
});
