import { type DataOf, newId } from '@comity/acts';
import { dataOf, type Hand, putBlob, type SignedIn } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adds, does, enrols, opens, refusedBy, type TestBody, testBody } from '../../testing/index.ts';

let body: TestBody;
let clerk: SignedIn;
let alpha: Hand;
let bravo: Hand;

beforeAll(async () => {
  body = await testBody();
  clerk = await opens(body, await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] }));
  alpha = await enrols(body, 'alpha');
  bravo = await enrols(body, 'bravo');
  const plenary = { organ: 'plenary', names: { en: 'Plenary', fr: 'Plénière' }, prefix: 'A/AC.292' };
  await does(body, clerk.hand, 'documents.organ-registered', plenary);
});
afterAll(() => body.stop());

type File = DataOf<'documents.issued'>['file'];
/** A file that the clerk, or a State by its root, put there. */
async function file(text: string, by = clerk.connection): Promise<File> {
  const bytes = utf8(text);
  await putBlob(by, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length, media: 'text/plain' };
}
const registers = async (change: Partial<DataOf<'documents.registered'>> = {}) => {
  const document = newId('doc');
  const data = { document, titles: { en: 'A paper' }, source: 'secretariat' as const, files: {}, ...change };
  await does(body, clerk.hand, 'documents.registered', data);
  return document;
};
const submits = async (by: Hand, text: string) => {
  const document = newId('doc');
  const { connection } = await opens(body, by);
  const files = { en: await file(text, connection) };
  const data = { document, titles: { en: text }, original: 'en', words: 1200, files };
  await does(body, by, 'documents.submitted', data);
  return document;
};
const crp = (serial: number, tail = '') => `A/AC.292/2027/CRP.${serial}${tail}`;
const cited = (document: string, symbol: string) => ({
  ...{ document, symbol, class: 'conference-room-paper', organ: 'plenary' },
});
const classifies = (document: string, symbol: string, more: object = {}) =>
  does(body, clerk.hand, 'documents.classified', { ...cited(document, symbol), ...more });
const find = async (document: string) =>
  dataOf(await body.public.api.GET('/api/documents/{document}', { params: { path: { document } } }));
const get = async (url: string) => (await body.app.inject({ url })).json();

describe('a document of a State', () => {
  test('is submitted by its own act, and classified by the secretariat', async () => {
    const document = await submits(alpha, 'Working methods');
    await classifies(document, crp(1), { agenda: ['3', '5 (a)'], session: '2' });
    expect(await find(document)).toMatchObject({
      ...{ symbol: crp(1), class: 'conference-room-paper', organ: 'plenary', session: '2' },
      ...{ agenda: ['3', '5 (a)'], source: 'participant', submitter: 'alpha', original: 'en', words: 1200 },
      estimate: { languages: 5, currency: 'USD', amount: 180_000 },
    });
  });

  test('keeps what was said of it before when something more is said', async () => {
    const document = await submits(alpha, 'Said in two steps');
    await does(body, clerk.hand, 'documents.classified', { document, agenda: ['7'], session: '1' });
    await does(body, clerk.hand, 'documents.classified', { document, session: '2' });
    expect(await find(document)).toMatchObject({ agenda: ['7'], session: '2', words: 1200 });
  });

  test('is co-sponsored by States that join and leave by their own acts', async () => {
    const document = await submits(alpha, 'For sponsors');
    const joined = await does(body, bravo, 'documents.sponsored', { document });
    expect((await find(document)).sponsors).toEqual([{ participant: 'bravo', since: joined.received }]);
    await expect(does(body, bravo, 'documents.sponsored', { document })).rejects.toMatchObject(
      refusedBy('documents.sponsor-once'),
    );
    await does(body, bravo, 'documents.sponsorship-ended', { document });
    expect((await find(document)).sponsors).toEqual([]);
    const listed = await get('/api/documents?submitter=bravo');
    expect(listed.documents).toEqual([]);
  });

  test('is not changed or withdrawn by anybody else', async () => {
    const document = await submits(alpha, 'As written');
    const english = { document, language: 'en', file: await file('Other words') };
    await expect(does(body, clerk.hand, 'documents.issued', english)).rejects.toMatchObject(
      refusedBy('documents.own-submission'),
    );
    const gone = does(body, clerk.hand, 'documents.withdrawn', { document, reason: 'Out' });
    await expect(gone).rejects.toMatchObject(refusedBy('documents.own-submission'));
    await does(body, clerk.hand, 'documents.issued', { ...english, language: 'fr' });
    await does(body, alpha, 'documents.submission-withdrawn', { document, reason: 'Overtaken' });
    expect(await find(document)).toMatchObject({ withdrawn: 'Overtaken' });
  });

  test('has its versions in several formats', async () => {
    const document = await submits(alpha, 'In two formats');
    const of = (await find(document)).versions[0]!.sha256;
    const other = { ...(await file('{}')), media: 'application/json' };
    await does(body, clerk.hand, 'documents.format-added', { document, language: 'en', of, file: other });
    expect((await find(document)).versions[0]!.formats).toMatchObject([other]);
  });
});

describe('symbols', () => {
  test('resolve to their document, whatever the capitals, and stay permanent addresses after withdrawal', async () => {
    const document = await registers({
      symbol: 'A/AC.292/2027/WP.4',
      class: 'working-paper',
      organ: 'plenary',
    });
    expect(await get('/api/symbols/A/AC.292/2027/WP.4')).toMatchObject({ document });
    expect(await get('/api/symbols/a/ac.292/2027/wp.4')).toMatchObject({ document });
    expect(await get('/api/symbols/A%2FAC.292%2F2027%2FWP.4')).toMatchObject({ document });
    await does(body, clerk.hand, 'documents.withdrawn', { document, reason: 'Twice' });
    expect(await get('/api/symbols/A/AC.292/2027/WP.4')).toMatchObject({ document, withdrawn: 'Twice' });
    expect(await get('/api/symbols/A/NOTHING')).toMatchObject({ code: 'documents.document-not-found' });
  });

  test('are offered: the next free one of each class, with gaps left as they are', async () => {
    await registers({ symbol: 'A/AC.292/2031/INF/2', class: 'information', organ: 'plenary' });
    const { classes } = await get('/api/document-classes?organ=plenary&year=2031');
    const next = Object.fromEntries(classes.map((c: { class: string; next: string }) => [c.class, c.next]));
    expect(next).toMatchObject({ information: 'A/AC.292/2031/INF/3', limited: 'A/AC.292/2031/L.1' });
    const bare = await get('/api/document-classes');
    expect(bare.classes.every((c: object) => !('next' in c))).toBe(true);
  });

  test('tie revisions, addenda and corrigenda to their work', async () => {
    const first = await registers(cited(newId('doc'), crp(40)));
    const { document } = await get(`/api/symbols/${crp(40)}`);
    expect(document).not.toBe(undefined);
    await registers({ ...cited(newId('doc'), crp(40, '/Rev.1')) });
    await registers({ ...cited(newId('doc'), crp(40, '/Rev.1/Corr.1')) });
    const family = await get(`/api/documents/${document}/family`);
    expect(family.work).toBe(crp(40));
    expect(family.documents.map((d: { symbol: string }) => d.symbol)).toEqual([
      ...[crp(40), crp(40, '/Rev.1'), crp(40, '/Rev.1/Corr.1')],
    ]);
    expect(family.documents[2].parent).toBe(crp(40, '/Rev.1'));
    expect(family.next).toEqual({
      ...{ revision: crp(40, '/Rev.2'), addendum: crp(40, '/Add.1'), corrigendum: crp(40, '/Corr.1') },
    });
    expect(first).toBeDefined();
  });

  test('are given once, also to two acts at the same time', async () => {
    const both = await Promise.allSettled(
      [1, 2, 3, 4].map(() => registers({ symbol: 'A/AC.292/2027/CRP.77' })),
    );
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  test('follow the pattern of their class', async () => {
    const document = await registers();
    await expect(classifies(document, 'A/AC.292/27/CRP.1')).rejects.toMatchObject(
      refusedBy('documents.symbol-in-series'),
    );
  });
});

describe('the clock of a document', () => {
  const LANGUAGES = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];

  test('says what is missing, then until when the notice runs, then nothing', async () => {
    const document = await registers({ files: { en: await file('In English') } });
    const before = await get(`/api/documents/${document}/clock`);
    expect(before).toMatchObject({
      missing: ['ar', 'es', 'fr', 'ru', 'zh'],
      rule: { languages: LANGUAGES, notice: { unit: 'hours', count: 24 }, calendar: 'America/New_York' },
      obstacle: { rule: 'decisions.languages-issued' },
    });
    const { why, reasons } = before.obstacle;
    expect(Object.keys(reasons).sort()).toEqual(LANGUAGES);
    expect(reasons.en.why).toBe(why);
    expect(reasons.fr.why).toMatch(/^Le document n’est pas paru en\s: ar, es, fr, ru, zh\.$/);
    let last = '';
    for (const language of before.missing) {
      const data = { document, language, file: await file(language) };
      last = (await does(body, clerk.hand, 'documents.issued', data)).received;
    }
    const opens = new Date(Date.parse(last) + 86_400_000).toISOString();
    const running = await get(`/api/documents/${document}/clock`);
    expect(running).toMatchObject({ missing: [], opens, obstacle: { rule: 'decisions.notice-given' } });
    const open = await body.clock.later(86_500_000, () => get(`/api/documents/${document}/clock`));
    expect(open).not.toHaveProperty('obstacle');
  });
});
