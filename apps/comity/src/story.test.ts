import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, type Bed, makeServedBody, seatState } from './testing/bed.ts';

/**
 * The whole story by the real command, against a server of its own: Alderia with two administrators who act
 * together and keys in files, Brenmark with everything kept by gpg. Each test goes on where the one before ended.
 */
let bed: Bed;
const ids: Record<string, string> = {};
const STIX = new URL('../../../data/stix2/malicious-email-indicator-with-attachment.json', import.meta.url);

/** The real gpg with a home of its own; where there is none, these tests fail. */
function gpg(...args: string[]): Buffer {
  const { stdout, stderr, error } = spawnSync(
    'gpg',
    ['--batch', '--pinentry-mode', 'loopback', '--passphrase', '', ...args],
    { env: { ...process.env, GNUPGHOME: bed.path('gnupg') } },
  );
  // Without the key of the sender gpg shows the text and ends with 2: that is what a plain gpg -d does.
  if (error || stderr.includes('decryption failed')) throw error ?? new Error(stderr.toString());
  return stdout;
}
const fingerprintOf = (name: string) =>
  /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--list-keys', '--with-colons', name).toString())![1]!;

beforeAll(async () => {
  bed = await makeServedBody();
  await mkdir(bed.path('gnupg'), { mode: 0o700 });
}, 120_000);
afterAll(async () => {
  spawnSync('gpgconf', ['--homedir', bed.path('gnupg'), '--kill', 'gpg-agent']);
  await bed.end();
});

test('the server says what it serves, and the trust file what to hold it to', async () => {
  const about = await bed.value<{ body: string; key: string; url: string; provisional: boolean }>('info');
  const trust = JSON.parse(await readFile(bed.path('data/trust.json'), 'utf8'));
  expect(about).toMatchObject({ body: trust.body, key: trust.key, provisional: true });
  expect((await bed.run('info')).out).toContain(about.key);
});

test('two States are invited and enrol their roots, one of them signing without network', async () => {
  await seatState(bed, 'brenmark');
  await bed.write('note.pdf', 'a note verbale');
  const invited = await bed.value<{ token: string; note: string }>(
    'state invite alderia --channel note-verbale --note note.pdf --as secretariat-root',
  );
  expect(invited.note).toBe(createHash('sha256').update('a note verbale').digest('hex'));
  await bed.value('key make --root --participant alderia --trust data/trust.json');
  await bed.value(`state root enrol --token ${invited.token} --offline enrol.act --as alderia-root`, {
    env: { HTTP_PROXY: 'http://127.0.0.1:9' },
  });
  const before = await bed.value<{ root?: string }>('state show alderia');
  expect(before.root).toBeUndefined();
  const first = await bed.value<{ index: number; act: string }>('submit enrol.act');
  const again = await bed.value<{ index: number; act: string }>('submit enrol.act');
  expect(again).toEqual(first);
  expect((await bed.value<{ root?: string }>('state show alderia')).root).toMatch(/^[0-9a-f]{64}$/);
});

test('with a threshold of two an act of one administrator waits until another confirms it', async () => {
  for (const name of ['ana', 'abe', 'duty']) ids[name] = await addPerson(bed, 'alderia', name, 'key make');
  await bed.value(`state administrators set ${ids.ana} ${ids.abe} --threshold 2 --as alderia-root`);
  const act = await bed.value<{ act: string; waiting: boolean }>(
    `state authorities ${ids.duty} exchange --as ana`,
  );
  expect(act.waiting).toBe(true);
  const { pending } = await bed.value<{ pending: { act: string }[] }>('state pending --as abe');
  expect(pending.map((p) => p.act)).toEqual([act.act]);
  const twice = await bed.run(`state confirm ${act.act} --as ana --json`);
  expect(twice.code).toBe(1);
  expect(twice.json()).toMatchObject({
    error: { code: 'record.refused-by-rule', rule: 'people.confirm-once', changed: false },
  });
  expect(await bed.value(`state confirm ${act.act} --as abe`)).toMatchObject({ waiting: false });
  const house = await bed.value<{ people: { person: string; name: string; authorities: string[] }[] }>(
    'state show --as abe',
  );
  expect(house.people.find((p) => p.person === ids.duty)).toMatchObject({
    name: 'The person duty',
    authorities: ['exchange'],
  });
  await bed.value(`state authorities ${ids.ana} directory --as alderia-root`);
  await bed.value('state confirm-founding --as alderia-root');
});

test('a key is replaced by request, and the old one then signs nothing', async () => {
  const { key } = await bed.value<{ key: object; keyId: string }>('key show abe');
  const { keyId } = await bed.value<{ keyId: string }>('key show abe');
  expect(key).toBeDefined();
  await bed.value(
    `key make --participant alderia --name abe2 --person ${ids.abe} --trust data/trust.json --passphrase`,
    { env: { COMITY_PASSPHRASE: 'correct horse' } },
  );
  await bed.value(`state person key replace --request abe2.request.json --old ${keyId} --as alderia-root`);
  const old = await bed.run(`state authorities ${ids.duty} none --as abe`);
  expect(old.code).toBe(1);
  expect(old.err).toContain('people.current-key');
  const wrong = await bed.run(`state authorities ${ids.duty} exchange --as abe2 --json`, {
    env: { COMITY_PASSPHRASE: 'wrong horse' },
  });
  expect(wrong.code).toBe(2);
  expect(wrong.json()).toMatchObject({ error: { code: 'comity.wrong-passphrase' } });
});

test('people and contacts whose keys gpg holds act like everybody', async () => {
  gpg('--quick-generate-key', 'Bob Desk <bob@brenmark.example>', 'default', 'default', 'never');
  gpg('--quick-generate-key', 'CERT <cert@brenmark.example>', 'ed25519', 'cert', 'never');
  const cert = fingerprintOf('cert@');
  gpg('--quick-add-key', cert, 'ed25519', 'sign', 'never');
  gpg('--quick-add-key', cert, 'cv25519', 'encr', 'never');
  ids.bob = await addPerson(bed, 'brenmark', 'bob', `key import --gpg ${fingerprintOf('bob@')}`);
  await bed.value(`state authorities ${ids.bob} exchange --as brenmark-root`);
  const nominated = await bed.value<{ contact: string }>([
    ...`directory nominate --as brenmark-root --class technical --roster ${ids.bob} --field`.split(' '),
    'institution=CERT of Brenmark:public',
  ]);
  ids.conB = nominated.contact;
  const made = await bed.value<{ fingerprint: string }>(
    `key contact ${ids.conB} --gpg ${cert} --out b.json --as bob`,
  );
  expect(made.fingerprint).toBe(cert.toLowerCase());
  await bed.value(`directory key ${ids.conB} --request b.json --as brenmark-root`);
});

test('a contact is nominated with fields for different readers, and changed without touching the others', async () => {
  const { contact } = await bed.value<{ contact: string }>([
    ...`directory nominate --as ana --class technical --roster ${ids.duty} --field`.split(' '),
    'institution=National CERT, "night desk":public',
    '--field',
    'languages=en,fr',
    '--field',
    'name=Ann Example',
    '--field',
    'telephones=+00 1 23:@brenmark',
  ]);
  ids.conA = contact;
  await bed.value(`key contact ${contact} --out a.json --as duty`);
  await bed.value(`directory key ${contact} --request a.json --as ana`);
  await bed.value(`directory amend ${contact} --field hours=08:00-16:00 --as ana`);
  expect(await bed.value(`directory show ${contact} --as bob`)).toMatchObject({
    fields: {
      institution: 'National CERT, "night desk"',
      languages: ['en', 'fr'],
      telephones: ['+00 1 23'],
      hours: '08:00-16:00',
    },
    closed: ['name'],
  });
  const history = await bed.value<{ acts: { type: string }[] }>(`directory history ${contact}`);
  expect(history.acts.map((a) => a.type)).toEqual([
    'directory.contact-amended',
    'directory.key-certified',
    'directory.contact-nominated',
  ]);
  const csv = await bed.run('directory list --csv --class technical --as bob');
  expect(csv.out.split('\n')[0]).toMatch(/^participant,class,contact,signed,fingerprint,/);
  expect(csv.out).toContain('"National CERT, ""night desk"""');
  expect((await bed.run('directory fields')).out).toContain('institution');
});

test('a notice with a STIX bundle is sent, heard, opened by gpg with every check in a line, and acknowledged', async () => {
  await bed.write('indicator.json', await readFile(STIX));
  const watching = await bed.start('exchange watch --as bob --since 0 --json', 'Watching');
  const sent = await bed.value<{ message: string; thread: string; index: number }>([
    ...'exchange send --as duty --to brenmark --attach indicator.json --deadline 24h --subject'.split(' '),
    'Phishing campaign',
    '--text',
    'We observed this.\u001b[2J Do you?',
    '--ask',
    'Have you seen it?',
  ]);
  ids.thread = sent.thread;
  ids.message = sent.message;
  const opened = await bed.run(`exchange open ${sent.thread} --out files --as bob`);
  expect(opened.code).toBe(0);
  expect(opened.out.match(/^ok {4}/gm)).toHaveLength(7);
  expect(opened.out).toContain('the word of your gpg');
  expect(opened.out).toContain('We observed this.<U+001B>[2J Do you?');
  expect(await readFile(bed.path('files/indicator.json'))).toEqual(await readFile(STIX));
  const again = await bed.run(`exchange open ${sent.message} --out files --as bob`);
  expect(again.err).toContain('comity.file-exists');
  expect(again.code).toBe(1);
  await bed.value(`exchange ack ${sent.message} --as bob`);
  const { threads } = await bed.value<{ threads: { unacknowledged: number }[] }>('exchange list --as bob');
  expect(threads.map((t) => t.unacknowledged)).toEqual([0]);
  await expect.poll(() => watching.said(), { timeout: 5000 }).toContain('exchange.acknowledged');
  const heard = watching
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((l) => JSON.parse(l));
  expect(heard.map((e) => e.index)).toEqual(heard.map((_, i) => i + 1));
  expect(heard.find((e) => e.index === sent.index)).toMatchObject({ type: 'exchange.sent' });
  watching.signal('SIGINT');
  await watching.ended;
});

test('what was sent opens with plain gpg -d', async () => {
  await bed.value(`exchange save ${ids.message} --out message.pgp --as bob`);
  const payload = JSON.parse(gpg('--decrypt', bed.path('message.pgp')).toString());
  expect(payload).toMatchObject({ subject: 'Phishing campaign', message: ids.message });
  const file = gpg('--decrypt', bed.path('message.pgp.1'));
  expect(new Uint8Array(file)).toEqual(new Uint8Array(await readFile(STIX)));
});

test('a reply that gpg signed and sealed continues the thread for both sides', async () => {
  const reply = await bed.value<{ thread: string; to: { contact: string }[] }>(
    `exchange send --as bob --reply ${ids.thread} --attach indicator.json`,
    { input: 'We see it too.\n' },
  );
  expect(reply.thread).toBe(ids.thread);
  expect(reply.to.map((to) => to.contact)).toEqual([ids.conA]);
  type Shown = {
    messages: { kind: string; checks: { madeOn: string }[]; payload: { subject: string; text: string } }[];
  };
  for (const [who, madeOn] of [
    ['duty', 'this-device'],
    ['bob', 'gpg'],
  ]) {
    const { messages } = await bed.value<Shown>(`exchange open ${ids.thread} --as ${who}`);
    expect(messages.map((m) => m.kind)).toEqual(['bound', 'bound']);
    expect(messages.map((m) => m.checks[0]!.madeOn)).toEqual([madeOn, madeOn]);
    expect(messages[1]!.payload).toMatchObject({
      subject: 'Re: Phishing campaign',
      text: 'We see it too.\n',
    });
  }
});

test('the record is exported and verified; a flipped byte is found, and no bundle cannot be verified', async () => {
  const written = await bed.value<{ audience: string }>('export --out record.tar --as bob');
  expect(written.audience).toBe('brenmark');
  const good = await bed.run('verify record.tar --trust data/trust.json --json');
  expect(good.code).toBe(0);
  expect(good.json()).toMatchObject({ verdict: 'verified', trust: 'given', faults: [] });
  const bytes = await readFile(bed.path('record.tar'));
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  await bed.write('flipped.tar', bytes);
  const flipped = await bed.run('verify flipped.tar --trust data/trust.json');
  expect(flipped.code).toBe(1);
  expect(flipped.out).toMatch(/^WRONG/m);
  await bed.write(
    'other.json',
    JSON.stringify({
      ...JSON.parse(await readFile(bed.path('data/trust.json'), 'utf8')),
      body: 'ab'.repeat(32),
    }),
  );
  expect((await bed.run('verify record.tar --trust other.json')).code).toBe(1);
  await bed.write('text.tar', 'not a bundle at all');
  for (const line of ['verify text.tar', 'verify nowhere.tar', 'verify record.tar --trust text.tar']) {
    const ended = await bed.run(`${line} --json`);
    expect([line, ended.code]).toEqual([line, 2]);
    expect(ended.json<{ error: { code: string } }>().error.code).toMatch(/^[a-z]+\.[a-z-]+$/);
  }
  const again = await bed.run('export --out record.tar --public');
  expect(again.code).toBe(1);
  expect(again.err).toContain('comity.file-exists');
});

test('an act is proven to be in the log that is trusted', async () => {
  const { entries } = await bed.value<{ entries: { act: string }[] }>('record list --limit 1 --as duty');
  const proof = `record proof ${entries[0]!.act} --trust data/trust.json --as duty`;
  const { leaf } = await bed.value<{ leaf: string }>(`${proof} --out act.proof`);
  expect(await bed.value(proof)).toMatchObject({ checked: true });
  const check = (hash: string) => `record check act.proof --leaf ${hash} --trust data/trust.json`;
  expect(await bed.value(check(leaf))).toMatchObject({ leaf, checked: true });
  const other = await bed.run(check(leaf.replace(/^./, (d) => (d === '0' ? '1' : '0'))));
  expect([other.code, other.err]).toEqual([1, expect.stringContaining('comity.proof-fails')]);
  expect((await bed.run(check('short'))).code).toBe(2);
  const found = await bed.value<{ entries: { act: string }[] }>(
    `record list --find ${entries[0]!.act.slice(0, 10)} --as duty`,
  );
  expect(found.entries.map((e) => e.act)).toEqual([entries[0]!.act]);
  expect(await bed.value(`record show ${entries[0]!.act} --as duty`)).toMatchObject({
    entry: { act: entries[0]!.act },
  });
  const { rules } = await bed.value<{ rules: { rule: string }[] }>('rules');
  expect(rules.map((r) => r.rule)).toContain('people.confirm-once');
  expect(await bed.value('documents list')).toEqual({ documents: [] });
});
