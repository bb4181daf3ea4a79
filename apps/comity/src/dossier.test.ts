import { readFile } from 'node:fs/promises';
import { formatSubmitted, type SubmittedList, stampAct } from '@comity/acts';
import type { DossierReport } from '@comity/dossier';
import { ed25519Signer, NOTE_COSIGNATURE, toBase64url, verifierKey } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, type Bed, makeServedBody, seatState } from './testing/bed.ts';

let bed: Bed;
let body: string;
let url: string;
beforeAll(async () => {
  bed = await makeServedBody();
  ({ body, url } = await bed.value<{ body: string; url: string }>('info'));
  await seatState(bed, 'alderia');
  await addPerson(bed, 'alderia', 'duty', 'key make');
  await bed.value('dossier stream participant/alderia --out alderia.zip');
}, 120_000);
afterAll(() => bed.end());

const TRUST = '--trust data/trust.json';
const report = async (line: string, code = 0) => {
  const ended = await bed.run(`dossier verify ${line} --json`);
  expect([line, ended.code, ended.err]).toEqual([line, code, '']);
  return ended.json<DossierReport>();
};

describe('comity dossier', () => {
  test('a stream is got and verified against the trust of the reader', async () => {
    const { verdict, trust, entries } = await report(`alderia.zip ${TRUST}`);
    expect([verdict, trust]).toEqual(['verified', 'given']);
    expect(entries.map(({ type }) => type)).toEqual([
      'people.participant-invited',
      'people.root-enrolled',
      'people.person-added',
    ]);
  });

  test('without trust it says first that the dossier vouches for itself', async () => {
    const { out, code } = await bed.run('dossier verify alderia.zip');
    expect(code).toBe(0);
    expect(out).toMatch(/^SELF-ASSERTED/);
    expect(out).toContain('Not provable to you');
  });

  test('an act is got with its stream, a field is opened to its State only, and only if asked', async () => {
    await bed.value(`dossier act ${body} --out founding.zip`);
    expect((await report(`founding.zip ${TRUST}`)).subject).toEqual({ stream: 'body', act: body });
    await bed.value('dossier stream participant/alderia --opened --out own.zip --as alderia-root');
    const own = await report(`own.zip ${TRUST}`);
    expect(own.audience).toBe('alderia');
    expect(own.proves.map(({ what }) => what)).toContain('opened');
    expect((await report(`alderia.zip ${TRUST}`)).audience).toBe('public');
  });

  test('a document is got as one page, and verified as such', async () => {
    await bed.write('l139.txt', 'The programme of work');
    const { document } = await bed.value<{ document: string }>(
      'documents register --title en=Programme --file en=l139.txt --as secretariat-root',
    );
    await bed.value(`dossier document ${document} --out l139.html`);
    const html = await readFile(bed.path('l139.html'), 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    const { verdict, document: found } = await report(`l139.html ${TRUST}`);
    expect(verdict).toBe('verified');
    expect(found!.files.map(({ language, size }) => [language, size])).toEqual([['en', 21]]);
    const reply = await fetch(`${url}/api/dossiers/streams/document/${document}?format=html`);
    expect(reply.headers.get('content-disposition')).toContain('attachment');
    expect(reply.headers.get('content-security-policy')).toMatch(/^sandbox/);
  }, 60_000);

  test('the documents of a session are got as one file, verified and unpacked; a changed byte is called by its file', async () => {
    await bed.write('wp.txt', 'A working paper');
    const { document } = await bed.value<{ document: string }>(
      'documents register --title en=Paper --file en=wp.txt --as secretariat-root',
    );
    await bed.value(`documents classify ${document} --session 2027 --as secretariat-root`);
    await bed.value('documents bundle --session 2027 --out papers.zip');
    const open = (line: string) => bed.run(`documents open-bundle ${line} --json`);
    const good = await open(`papers.zip ${TRUST} --out papers`);
    expect([good.code, good.json<{ verdict: string }>().verdict]).toEqual([0, 'verified']);
    expect(await readFile(bed.path(`papers/files/${document.replace('_', '-')}/en.txt`), 'utf8')).toBe(
      'A working paper',
    );
    expect((await open(`papers.zip ${TRUST} --out papers`)).code).toBe(1);
    const bytes = await readFile(bed.path('papers.zip'));
    bytes[bytes.indexOf('A working paper') + 3]! ^= 1;
    await bed.write('changed.zip', bytes);
    const wrong = await open(`changed.zip ${TRUST}`);
    expect(wrong.code).toBe(1);
    expect(wrong.json<{ faults: object[] }>().faults).toMatchObject([
      { code: 'papers.file-differs', where: `files/${document.replace('_', '-')}/en.txt` },
    ]);
    expect((await open(`changed.zip ${TRUST} --out nothing`)).code).toBe(1);
    await expect(readFile(bed.path('nothing/index.html'))).rejects.toThrow('ENOENT');
    expect((await open('alderia.zip')).code).toBe(2);
  }, 60_000);

  test('a search is saved, listed and forgotten by the person whose it is', async () => {
    const as = '--as alderia-root';
    const saved = await bed.value<{ search: string; feed: string }>(
      `documents searches save --q contacts --every week --address mission@alderia.example ${as}`,
    );
    const list = async () =>
      (await bed.value<{ searches: { search: string }[] }>(`documents searches list ${as}`)).searches;
    expect((await list()).map(({ search }) => search)).toEqual([saved.search]);
    expect((await fetch(`${url}/en${saved.feed}`)).headers.get('content-type')).toContain('atom');
    expect((await bed.run(`documents searches confirm ${saved.search} WRONG ${as}`)).code).not.toBe(0);
    expect((await bed.run(`documents searches mail ${saved.search} --every day ${as}`)).code).toBe(2);
    await bed.value(`documents searches mail ${saved.search} ${as}`);
    await bed.value(`documents searches remove ${saved.search} ${as}`);
    expect(await list()).toEqual([]);
  }, 60_000);

  test('nothing is overwritten, and a name says what is wanted', async () => {
    expect((await bed.run('dossier stream body --out alderia.zip')).code).not.toBe(0);
    const named = await bed.run('dossier stream body --out body.pdf --json');
    expect([named.code, named.json<{ error: { code: string } }>().error.code]).toEqual([
      2,
      'comity.bad-name',
    ]);
  });

  test('a dossier that was changed is wrong, a file that is none could not be read', async () => {
    const bytes = await readFile(bed.path('alderia.zip'));
    const at = bytes.indexOf('people.person-added');
    bytes[at] = bytes[at]! ^ 1;
    await bed.write('changed.zip', bytes);
    expect((await report(`changed.zip ${TRUST}`, 1)).verdict).toBe('wrong');
    await bed.write('none.zip', 'PK and nothing');
    const none = await bed.run(`dossier verify none.zip ${TRUST} --json`);
    expect([none.code, none.json<{ error: { code: string } }>().error.code]).toEqual([
      2,
      'dossier.not-a-dossier',
    ]);
  });

  test('a policy whose witnesses did not cosign is not met', async () => {
    const { publicKey } = await ed25519Signer(new Uint8Array(32).fill(3));
    const key = verifierKey('witness.example', publicKey, NOTE_COSIGNATURE);
    await bed.write('policy.txt', `witness w ${key}\nquorum w\n`);
    const { faults } = await report(`alderia.zip ${TRUST} --policy policy.txt`, 1);
    expect(faults.map(({ code }) => code)).toEqual(['dossier.policy-not-met']);
  });

  test('an act that a mirror holds and the log does not makes it contested', async () => {
    const signer = await ed25519Signer(new Uint8Array(32).fill(4));
    const [act, at, mirror] = ['ab'.repeat(32), '2026-01-01T00:00:00.000Z', 'mirror.example'];
    const stamp = await stampAct({ body, act, mirror, at }, signer);
    const submitted = [{ act, at, stream: 'participant/alderia', stamp }];
    const list: SubmittedList = { v: 1, mirror, key: toBase64url(signer.publicKey), submitted };
    await bed.write('mirror.json', formatSubmitted(list));
    expect((await report(`alderia.zip ${TRUST} --submitted mirror.json`, 1)).verdict).toBe('contested');
  });
});
