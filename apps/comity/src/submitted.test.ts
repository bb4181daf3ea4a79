import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { certificateHash, newId, parseLeaf, parseSubmitted, type SubmittedAct } from '@comity/acts';
import { connect, seenCheckpoint, signAct, submitAct } from '@comity/client';
import { ed25519Signer, fromHex, utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readIdentity } from './keyring.ts';
import { Mirror, serveMirror } from './mirror/index.ts';
import { addPerson, type Bed, makeBed, seatState } from './testing/bed.ts';
import { type Front, standBefore } from './testing/swallowing.ts';
import { keepUnplaced } from './unplaced.ts';

/** The minute that a host has for publishing is over for what was stamped this long ago. */
let behind = 120_000;
let bed: Bed;
let host: string;
let front: Front;
let mirror: Mirror;
let server: Server;
let at: string;
let ana: string;

beforeAll(async () => {
  bed = await makeBed();
  const { key } = await bed.value<{ key: string }>('mirror key --data m');
  await bed.value('init --from-example body.json');
  const example = await readFile(bed.path('body.json'), 'utf8');
  const mirrors = JSON.stringify([{ mirror: 'mirror.example', key }]);
  await bed.write('body.json', example.replace('"languages":', `"mirrors": ${mirrors},\n  "languages":`));
  await bed.value('init body.json');
  await bed.start('serve', 'Comity is up at');
  host = (await readFile(bed.path('data/url'), 'utf8')).split('\n')[0]!;
  await seatState(bed, 'alderia');
  ana = await addPerson(bed, 'alderia', 'ana', 'key make');
  await bed.value(`state authorities ${ana} decisions,directory --as alderia-root`);
  front = await standBefore(host);
  const trust = JSON.parse(await readFile(bed.path('data/trust.json'), 'utf8'));
  const clock = () => Date.now() - behind;
  mirror = await Mirror.open({
    ...{ path: bed.path('m'), from: host, trust, name: 'mirror.example', tell: () => {}, clock },
  });
  server = await serveMirror(mirror.served(console.error), 0, '127.0.0.1');
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 180_000);
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  mirror.close();
  await front.stop();
  await bed.end();
});

/** The mirror copies until it has what the host shows, and so much has been shown. */
async function follow(size = 0): Promise<void> {
  await expect
    .poll(async () => (await mirror.step()) && mirror.replay.size >= size, { timeout: 30_000 })
    .toBe(true);
}
const listed = async (): Promise<readonly SubmittedAct[]> =>
  parseSubmitted(new Uint8Array(await (await fetch(`${at}/submitted`)).arrayBuffer())).submitted;
const verified = (record: string, submitted = at) =>
  bed.run(`verify ${record} --trust data/trust.json --submitted ${submitted} --json`);
interface Kept {
  error: { code: string; kept: string };
}
const root = '--as alderia-root';
/** An act of the root that the host does not answer: the file in which the command kept it. */
async function unanswered(line: string): Promise<string> {
  front.mood = 'swallows';
  const failed = await bed.run(`${line} --url ${front.url} --json`);
  front.mood = 'honest';
  const { error } = failed.json<Kept>();
  expect([failed.code, error.code]).toEqual([2, 'client.unreachable']);
  return error.kept;
}

let kept: string;
test('an act that the host leaves unanswered is kept, and the command says what to do with it', async () => {
  await follow();
  front.mood = 'refuses';
  const refused = await bed.run(`state authorities ${ana} exchange ${root} --url ${front.url}`);
  front.mood = 'honest';
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('platform.busy: Not now');
  expect(refused.err).toMatch(
    /The signed act is kept: \S+\.act\n.*comity submit \S+\.act\n.*record hand-in \S+\.act --mirror URL/,
  );
  kept = await unanswered(`state confirm-founding ${root}`);
  expect(front.swallowed).toHaveLength(2);
  expect(new Uint8Array(await readFile(kept))).toEqual(front.swallowed[1]);
  const entries = await bed.value<{ entries: { type: string }[] }>('record list --stream body --limit 5');
  expect(entries.entries.map(({ type }) => type)).not.toContain('body.confirmed');
});

test('handed to a mirror it is stamped, and only its id, stream and time are published', async () => {
  const wrong = await bed.run(`record hand-in ${kept} --mirror ${at} --key ${'A'.repeat(43)} --json`);
  expect([wrong.code, wrong.json<Kept>().error.code]).toEqual([1, 'comity.bad-stamp']);
  const handed = await bed.value<{ act: string; at: string; key: string }>(
    `record hand-in ${kept} --mirror ${at}`,
  );
  expect(handed).toMatchObject({ act: basename(kept, '.act'), stream: 'body' });
  const [one, ...others] = await listed();
  expect(others).toEqual([]);
  expect(Object.keys(one!).sort()).toEqual(['act', 'at', 'stamp', 'stream']);
  expect(one).toMatchObject({ act: handed.act, stream: 'body', at: handed.at });
  const pages = await Promise.all(
    ['', 'mirror.json', 'submitted'].map(async (p) => (await fetch(`${at}/${p}`)).text()),
  );
  expect(pages.join()).not.toMatch(/alderia|confirmed|"sig":\{"alg":"ed25519","value":"[^"]+"\},"act"/);
  // The stamp is in the file now, and goes with the act.
  expect(JSON.parse(await readFile(kept, 'utf8')).stamps).toEqual([one!.stamp]);
});

test('verified against the list, the record is contested: live, as a bundle, and as the folder of the mirror', async () => {
  behind = 0;
  await follow();
  await bed.value('export --out record.tar');
  await writeFile(bed.path('list'), await (await fetch(`${at}/submitted`)).text());
  for (const [record, list] of [
    [host, at],
    ['record.tar', bed.path('list')],
    ['m', bed.path('list')],
  ] as const) {
    const { code, json } = await verified(record, list);
    const report = json<{ verdict: string; faults: object[]; submitted: { state: string }[] }>();
    expect([record, code, report.verdict, report.faults]).toEqual([record, 1, 'contested', []]);
    expect(report.submitted[0]).toMatchObject({
      state: 'contested',
      mirror: 'mirror.example',
      stream: 'body',
    });
  }
  const lines = (await bed.run(`verify record.tar --trust data/trust.json --submitted list`)).out;
  expect(lines).toContain('CONTESTED');
  expect((await bed.run('verify record.tar --trust data/trust.json')).code).toBe(0);
});

test('logged after all it is contested no more, and its leaf carries the stamp', async () => {
  const { index } = await bed.value<{ index: number }>(`submit ${kept} --url ${host}`);
  expect(await readdir(bed.path('keys/unplaced'))).not.toContain(basename(kept));
  await follow(index + 1);
  const { code, json } = await verified(host);
  expect([code, json<{ verdict: string }>().verdict]).toEqual([0, 'verified']);
  expect(json<{ submitted: object[] }>().submitted).toMatchObject([{ state: 'logged-late', index }]);
  const entries = await mirror.follower.tiles.entries(0, mirror.replay.size);
  expect(parseLeaf(entries[index]!).stamps).toEqual([(await listed())[0]!.stamp]);
  expect(mirror.status().submitted).toEqual({ stamped: 1, logged: 1 });
  expect(mirror.alarms.active()).toEqual([]);
});

/** Signs with the session that an identity keeps; where the act lies that the host did not answer. */
async function unansweredInSession(name: string): Promise<string | undefined> {
  const { participant, person, session, trust } = await readIdentity(bed.path('keys'), name);
  const signer = await ed25519Signer(fromHex(session!.seed));
  const hand = { participant, person: person!, signer, session: certificateHash(session!.certificate) };
  const connection = connect(front.url);
  const seen = await seenCheckpoint(connection, trust);
  const data = { document: newId('doc'), titles: { en: 'T' }, source: 'archive' as const, files: {} };
  const act = await signAct(hand, trust.body, seen, 'documents.registered', data);
  front.mood = 'swallows';
  const failure = await submitAct(connection, act).catch((error: unknown) => error);
  front.mood = 'honest';
  return keepUnplaced(bed.path('keys'), failure);
}

test('the act of a session goes to the mirror with its certificate', async () => {
  const clerk = await bed.value<{ person: string; request: string }>(
    'key make --participant secretariat --name clerk --trust data/trust.json',
  );
  const add = [
    'state',
    'person',
    'add',
    '--request',
    clerk.request,
    '--name',
    'A clerk',
    '--as',
    'secretariat-root',
  ];
  const { index } = await bed.value<{ index: number }>(add);
  await bed.value(`state authorities ${clerk.person} documents --as secretariat-root`);
  // A session is opened to put the file; what it signs here is sent by hand.
  await bed.write('paper.txt', 'A paper.\n');
  await bed.value('documents register --title en=Paper --file en=paper.txt --as clerk');
  const file = (await unansweredInSession('clerk'))!;
  expect(await readdir(bed.path('keys/unplaced'))).toContain(`${basename(file, '.act')}.certificate`);
  await follow(index + 3);
  await bed.value(`record hand-in ${file} --mirror ${at}`);
  expect((await listed()).map(({ stream }) => stream.split('/')[0])).toContain('document');
  // The minute of the host is not over.
  const { code, json } = await verified(host);
  expect([code, json<{ submitted: { state: string }[] }>().submitted.map(({ state }) => state)]).toEqual([
    0,
    ['logged-late', 'waiting'],
  ]);
});

test('what a mirror refuses, or what is no mirror, is told with its code, and the file stays as it was', async () => {
  const file = await unanswered(`state authorities ${ana} none ${root}`);
  const before = await readFile(file, 'utf8');
  const changed = await bed.write(
    'changed.act',
    before.replace('"authorities":[]', '"authorities":["people"]'),
  );
  const forged = await bed.run(`record hand-in ${changed} --mirror ${at} --json`);
  expect([forged.code, forged.json<Kept>().error.code]).toEqual([1, 'mirror.bad-signature']);
  await bed.write('garbage.act', utf8('{"act":1}'));
  const garbage = await bed.run(`record hand-in garbage.act --mirror ${at} --json`);
  expect([garbage.code, garbage.json<Kept>().error.code]).toEqual([1, 'comity.not-a-signed-act']);
  for (const nowhere of [host, 'http://127.0.0.1:1'])
    expect((await bed.run(`record hand-in ${file} --mirror ${nowhere} --json`)).json<Kept>().error.code).toBe(
      'comity.mirror-unreachable',
    );
  expect((await bed.run(`record hand-in ${file} --mirror ftp://x --json`)).json<Kept>().error.code).toBe(
    'comity.bad-url',
  );
  expect(await readFile(file, 'utf8')).toBe(before);
});

test('an act that stands on the record is not stamped: the mirror says where', async () => {
  const file = await unanswered(`state authorities ${ana} people ${root}`);
  const copy = await bed.write('copy.act', await readFile(file));
  const { index } = await bed.value<{ index: number }>(`submit ${file} --url ${host}`);
  await follow(index + 1);
  expect(await bed.value(`record hand-in ${copy} --mirror ${at}`)).toMatchObject({ logged: index });
});
