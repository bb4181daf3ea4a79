import { type Connection, dataOf } from '@comity/client';
import { type OpenedClearance, openClearance, readClearance } from '@comity/client/clearing';
import { openMessage } from '@comity/client/messages';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  adds,
  opens,
  seals,
  sealsItem,
  seats,
  type TestBody,
  type TestState,
  testBody,
  uploads,
  wholeBundle,
} from '../../testing/index.ts';
import { insertClearance, insertItem } from './store.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
/** A second person of alpha, who reads with the same key. */
let capital: Connection;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
  const person = await adds(body, alpha.officer, 'capital', { authorities: ['exchange'] });
  capital = (await opens(body, person)).connection;
});
afterAll(() => body.stop());

const post = (reader: Connection, posted: Awaited<ReturnType<typeof sealsItem>>['posted']) =>
  reader.api.POST('/api/clearances', { body: posted });
const opensIt = async (reader: Connection, clearance: string): Promise<OpenedClearance> => {
  const opener = { reader, participant: 'alpha', keys: [{ privateKey: alpha.key.privateKey }] };
  return openClearance(
    (item, earlier) => openMessage(opener, item, earlier),
    (await readClearance(reader, clearance)).items,
  );
};

test('a draft is commented on, returned, written anew and cleared, each on the version that was meant', async () => {
  const first = await sealsItem(body, alpha);
  expect((await post(alpha.reader, first.posted)).response.status).toBe(201);
  const { clearance } = first;
  const says = async (item: Parameters<typeof sealsItem>[2] & object, by: Connection) => {
    const { last } = await opensIt(by, clearance);
    const made = await sealsItem(body, alpha, { ...item, clearance, ...(last ? { previous: last } : {}) });
    expect((await post(by, made.posted)).response.status).toBe(201);
    return made.messageId;
  };
  const on = first.messageId;
  await says({ item: { kind: 'comment', on, paragraph: 2, text: 'Say it shorter.' } }, capital);
  await says({ item: { kind: 'verdict', on, verdict: 'returned' } }, capital);
  const second = await says({ item: { kind: 'draft', text: 'First.\n\nShorter.' } }, alpha.reader);
  await says({ item: { kind: 'verdict', on: second, verdict: 'cleared', text: 'As it stands.' } }, capital);
  const { versions, standing, unread } = await opensIt(capital, clearance);
  expect([standing, unread, versions.length]).toEqual(['cleared', 0, 2]);
  expect(versions[0]!.remarks).toMatchObject([{ paragraph: 2, text: 'Say it shorter.' }]);
  expect(versions[0]!.rulings).toMatchObject([{ verdict: 'returned' }]);
  expect(versions[1]!.paragraphs).toEqual([
    { text: 'First.', isNew: false },
    { text: 'Shorter.', isNew: true },
  ]);
});

test('nobody else learns of it: it is not found, not listed, in no bundle, and on no record', async () => {
  const size = body.record.held.now.size;
  const { posted, clearance } = await sealsItem(body, alpha);
  await post(alpha.reader, posted);
  expect(body.record.held.now.size).toBe(size);
  const params = { path: { clearance } };
  const foreign = await bravo.reader.api.GET('/api/clearances/{clearance}', { params });
  expect([foreign.response.status, foreign.error]).toMatchObject([404, { code: 'clearance.not-found' }]);
  expect(dataOf(await bravo.reader.api.GET('/api/clearances')).clearances).toEqual([]);
  const blob = { params: { path: { sha256: posted.ciphertext.sha256 } } };
  expect((await bravo.reader.api.GET('/api/blobs/{sha256}', blob)).response.status).toBe(404);
  await body.publish();
  for (const audience of ['*', 'alpha'])
    expect(new TextDecoder('latin1').decode(await wholeBundle(body.record, audience))).not.toContain(
      posted.ciphertext.sha256,
    );
});

test('the same item again changes nothing; another under its id is refused', async () => {
  const { posted, clearance } = await sealsItem(body, alpha);
  await post(alpha.reader, posted);
  expect((await post(alpha.reader, posted)).response.status).toBe(201);
  expect((await readClearance(alpha.reader, clearance)).items).toHaveLength(1);
  const other = await sealsItem(body, alpha, { clearance });
  const swapped = { ...posted, ciphertext: other.posted.ciphertext };
  expect((await post(alpha.reader, swapped)).error).toMatchObject({ code: 'clearance.item-differs' });
});

test('what is for others, was not put here, has another size or is no item is refused, and nothing is kept', async () => {
  const { posted } = await sealsItem(body, alpha);
  const foreign = { participant: 'bravo', contact: bravo.contact };
  const bad: [unknown, number, string][] = [
    [{ ...posted, to: [...posted.to, { ...posted.to[0]!, ...foreign }] }, 400, 'clearance.not-own-contact'],
    [{ ...posted, header: { ...posted.header, from: foreign } }, 400, 'clearance.not-own-contact'],
    [{ ...posted, ciphertext: { ...posted.ciphertext, size: 7 } }, 409, 'clearance.sealed-file-missing'],
    [
      { ...posted, ciphertext: { ...posted.ciphertext, sha256: 'a'.repeat(64) } },
      409,
      'clearance.sealed-file-missing',
    ],
    [{ ...posted, header: { ...posted.header, exercise: true } }, 400, 'platform.bad-request'],
    [{ ...posted, more: 1 }, 400, 'platform.bad-request'],
  ];
  const before = dataOf(await alpha.reader.api.GET('/api/clearances'));
  for (const [sent, status, code] of bad) {
    const answer = await post(alpha.reader, sent as typeof posted);
    expect([answer.response.status, answer.error], code).toMatchObject([status, { code }]);
  }
  expect(dataOf(await alpha.reader.api.GET('/api/clearances'))).toEqual(before);
});

test('a message of the exchange cannot be slipped in as an item, and is told as unread', async () => {
  const { posted, clearance } = await sealsItem(body, alpha);
  await post(alpha.reader, posted);
  const letter = await seals(body, alpha, [alpha], { thread: clearance });
  const { data } = await uploads(alpha, letter);
  const to = letter.message.to.map(({ participant, contact, key }) => ({ participant, contact, key }));
  await post(alpha.reader, {
    header: { ...letter.header, exercise: false },
    ciphertext: data.ciphertext,
    to,
  });
  expect(await opensIt(alpha.reader, clearance)).toMatchObject({ unread: 1, standing: 'open' });
});

test('whoever opened it, or an administrator, removes it for good, with what was sealed; others do not', async () => {
  const { posted, clearance } = await sealsItem(body, alpha);
  await post(alpha.reader, posted);
  const params = { path: { clearance } };
  const refused = await capital.api.DELETE('/api/clearances/{clearance}', { params });
  expect(refused.error).toMatchObject({ code: 'clearance.not-yours-to-remove' });
  const officer = (await opens(body, alpha.officer)).connection;
  expect((await officer.api.DELETE('/api/clearances/{clearance}', { params })).response.status).toBe(204);
  expect((await alpha.reader.api.GET('/api/clearances/{clearance}', { params })).response.status).toBe(404);
  const blob = { params: { path: { sha256: posted.ciphertext.sha256 } } };
  expect((await alpha.reader.api.GET('/api/blobs/{sha256}', blob)).response.status).toBe(404);
});

test('there is an end to how many', async () => {
  const { posted, clearance } = await sealsItem(body, bravo);
  const item = { ...posted, attachments: [], person: 'root', received: new Date(), size: 1 };
  await body.database.transaction(async (tx) => {
    for (let n = 0; n < 100; n++) {
      const id = `thr_${String(n).padStart(22, 'A')}`;
      const header = { ...posted.header, thread: id, message: `msg_${String(n).padStart(22, 'A')}` };
      insertClearance(tx, { id, participant: 'bravo', openedBy: 'root', opened: new Date() });
      insertItem(tx, 'bravo', { ...item, header, message: header.message, number: 0 });
    }
  });
  expect((await post(bravo.reader, posted)).error).toMatchObject({ code: 'clearance.full' });
  expect(
    (await bravo.reader.api.GET('/api/clearances/{clearance}', { params: { path: { clearance } } })).response
      .status,
  ).toBe(404);
});
