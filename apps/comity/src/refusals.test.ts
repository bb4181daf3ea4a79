import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { verifierKey } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** Bad input by the real command: a clear code, the next step, the right exit code, and nothing changed. */
let bed: Bed;
const ids: Record<string, string> = {};

beforeAll(async () => {
  bed = await makeServedBody();
  ({ url } = await bed.value<{ url: string }>('info'));
  await seatState(bed, 'alderia');
  await seatState(bed, 'brenmark');
  ids.duty = await addPerson(bed, 'alderia', 'duty', 'key make');
  await bed.value(`state authorities ${ids.duty} exchange --as alderia-root`);
  ids.bob = await addPerson(bed, 'brenmark', 'bob', 'key make');
  for (const [state, person] of [
    ['alderia', ids.duty],
    ['brenmark', ids.bob],
  ]) {
    const { contact } = await bed.value<{ contact: string }>(
      `directory nominate --as ${state}-root --class technical --roster ${person} --field role=Desk`,
    );
    ids[state!] = contact;
  }
  await bed.value(`directory key ${ids.alderia} --make --as alderia-root`);
}, 120_000);
afterAll(() => bed.end());

interface Refused {
  error: { code: string; says: string; next?: string; changed?: boolean };
}
let url: string;
/** How many acts somebody placed: the host states an epoch of its own each hour. */
async function size(): Promise<number> {
  const { entries } = (await (await fetch(`${url}/about.json`)).json()) as { entries: number };
  const epochs = await fetch(`${url}/api/acts?type=host.epoch&count=true&limit=1`);
  return entries - ((await epochs.json()) as { count: number }).count;
}

/** Runs a line that must fail, and answers with what it said; the record must not have grown. */
async function refused(
  line: string | readonly string[],
  exit: 1 | 2,
  options = {},
): Promise<Refused['error']> {
  const before = await size();
  const args = typeof line === 'string' ? line.split(' ') : line;
  const ended = await bed.run([...args, '--json'], options);
  expect([args.join(' '), ended.code]).toEqual([args.join(' '), exit]);
  expect(ended.err).not.toMatch(/^\s+at /m);
  expect(await size()).toBe(before);
  return ended.json<Refused>().error;
}

describe('what is typed', () => {
  test('an unknown command or option is told with what was perhaps meant, in JSON too', async () => {
    const typed = await bed.run('exchange sent');
    expect(typed.code).toBe(2);
    expect(typed.err).toContain('Did you mean send?');
    expect((await refused('directory lst', 2)).code).toBe('comity.unknown-command');
    expect((await refused('exchange send --sbject x', 2)).code).toBe('comity.unknown-option');
    expect((await refused('state root enrol', 2)).code).toBe('comity.missing-mandatory-option-value');
  });

  test('help says what a command is for, with an example, and the story in order', async () => {
    const help = await bed.run('help');
    expect(help.code).toBe(0);
    expect(help.out).toContain('The story, in order:');
    expect((await bed.run('exchange send --help')).out).toMatch(/Examples:\n {2}\$ comity exchange send/);
  });

  test('nobody is chosen silently among several identities', async () => {
    expect(await refused('exchange list', 2)).toMatchObject({ code: 'comity.which-identity' });
    expect(await refused('exchange list --as nobody', 2)).toMatchObject({ code: 'comity.no-such-identity' });
    expect(await refused('exchange list --as ../../etc/passwd', 2)).toMatchObject({
      code: 'comity.bad-name',
    });
    const empty = { env: { COMITY_KEYS: bed.path('none') } };
    expect(await refused('exchange list', 2, empty)).toMatchObject({ code: 'comity.no-identity' });
  });

  test('numbers, fields, deadlines, markings, authorities and channels are checked before anything is sent', async () => {
    const send = `exchange send --as duty --to ${ids.brenmark} --subject x --text y`;
    const cases: [string, string][] = [
      ['record list --limit many', 'comity.not-a-number'],
      ['directory list --class royal', 'comity.unknown-class'],
      [`directory amend ${ids.alderia} --field shoe=9 --as alderia-root`, 'comity.bad-field'],
      [`${send} --deadline soon`, 'comity.bad-deadline'],
      [`${send} --deadline 2027-01-01T00:00`, 'comity.bad-deadline'],
      [`${send} --marking TLP:PINK`, 'comity.bad-marking'],
      [`${send} --type gossip`, 'comity.unknown-type'],
      [`state authorities ${ids.duty} everything --as alderia-root`, 'comity.unknown-authority'],
      ['state invite corvania --channel rumour --as secretariat-root', 'comity.unknown-channel'],
    ];
    for (const [line, code] of cases) expect([line, (await refused(line, 2)).code]).toEqual([line, code]);
  });
});

describe('who acts', () => {
  test('a wrong token enrols nothing', async () => {
    await bed.value('state invite corvania --channel telephone --as secretariat-root');
    await bed.value('key make --root --participant corvania --trust data/trust.json');
    const wrong = `state root enrol --as corvania-root --token ${'A'.repeat(43)}`;
    expect(await refused(wrong, 1)).toMatchObject({
      code: 'record.refused-by-rule',
      rule: 'people.invitation-proves',
      changed: false,
    });
    expect(await refused('state root enrol --as corvania-root --token short', 1)).toMatchObject({
      code: 'comity.bad-token',
    });
  });

  test('a person cannot do what only a root or an authority can', async () => {
    expect(await refused(`state administrators set ${ids.duty} --as duty`, 1)).toMatchObject({
      rule: 'people.root-decides',
    });
    expect(await refused(`directory remove ${ids.alderia} --as duty`, 1)).toMatchObject({
      rule: 'people.authority-held',
    });
    expect(await refused(`state person remove ${ids.duty} --offline x.act --as duty`, 2)).toMatchObject({
      code: 'comity.only-roots-offline',
    });
  });

  test('a key request that was touched, or made for another State, adds nobody', async () => {
    await bed.value('key make --participant alderia --name eve --trust data/trust.json');
    const request = JSON.parse(await readFile(bed.path('eve.request.json'), 'utf8'));
    const { key } = await bed.value<{ key: object }>('key show duty');
    await bed.write('other-key.json', JSON.stringify({ ...request, key }));
    await bed.write('other-state.json', JSON.stringify({ ...request, participant: 'brenmark' }));
    await bed.write('other-body.json', JSON.stringify({ ...request, body: '00'.repeat(32) }));
    await bed.write('no-json.json', 'Dear administrator,');
    for (const name of ['other-key', 'other-state', 'other-body', 'no-json']) {
      const line = `state person add --request ${name}.json --name Eve --as alderia-root`;
      expect([name, (await refused(line, 1)).code]).toEqual([name, 'comity.bad-request-file']);
    }
  });

  test('an identity is never overwritten, and forgotten only when that is meant', async () => {
    const again = 'key make --participant alderia --name duty --trust data/trust.json';
    expect(await refused(again, 2)).toMatchObject({ code: 'comity.identity-exists' });
    expect(await refused('key remove eve', 2)).toMatchObject({ code: 'comity.say-yes' });
    await bed.value('key remove eve --yes');
    const { identities } = await bed.value<{ identities: { name: string }[] }>('key list');
    expect(identities.map((i) => i.name)).toContain('duty');
    expect(identities.map((i) => i.name)).not.toContain('eve');
    expect((await bed.run('key show duty')).out).not.toContain(
      JSON.parse(await readFile(bed.path('keys/duty.json'), 'utf8')).secret.seed,
    );
  });

  test('a passphrase that is wrong opens nothing, and one that is missing is asked for', async () => {
    const make = 'key make --participant alderia --name locked --trust data/trust.json --passphrase';
    await bed.value(make, { env: { COMITY_PASSPHRASE: 'a long passphrase' } });
    const line = 'key request locked --out again.json';
    expect(await refused(line, 2, { env: { COMITY_PASSPHRASE: 'another one' } })).toMatchObject({
      code: 'comity.wrong-passphrase',
    });
    expect(await refused(line, 2)).toMatchObject({ code: 'comity.passphrase-needed' });
    await bed.value(line, { env: { COMITY_PASSPHRASE: 'a long passphrase' } });
  });

  test('without a trust file the server vouches for itself, and that is said plainly', async () => {
    const made = await bed.run('key make --participant alderia --name naive');
    expect(made.code).toBe(0);
    expect(made.err).toContain('Trusted on first use');
    await bed.write('bad-trust.json', '{"body":"1"}');
    const line = 'key make --participant alderia --name n2 --trust bad-trust.json';
    expect(await refused(line, 2)).toMatchObject({ code: 'comity.bad-trust' });
  });
});

describe('what is sent', () => {
  const send = (to: string, ...more: string[]) => [
    ...`exchange send --as duty --to ${to} --subject x --text y`.split(' '),
    ...more,
  ];

  test('nothing is sealed to an unknown contact, or to one without a key', async () => {
    expect(await refused(send('atlantis'), 1)).toMatchObject({ code: 'comity.unknown-contact' });
    expect(await refused(send('con_nobody'), 1)).toMatchObject({ code: 'comity.unknown-contact' });
    expect(await refused(send(ids.brenmark!), 1)).toMatchObject({ code: 'comity.contact-without-key' });
    expect(await refused(send('brenmark'), 1)).toMatchObject({ code: 'comity.contact-without-key' });
    expect(await refused('exchange send --as bob --to alderia --subject x --text y', 2)).toMatchObject({
      code: 'comity.no-contact-key',
    });
  });

  test('a STIX bundle that is none is refused before it is sealed', async () => {
    await bed.value(`directory key ${ids.brenmark} --make --as brenmark-root`);
    await bed.write('broken.stix.json', '{"type":"bundle","id":"bundle--1","objects":[]}');
    await bed.write('bundle.json', '{"type": "bundle", "objects": "none"}');
    for (const file of ['broken.stix.json', 'bundle.json']) {
      expect(await refused(send('brenmark', '--attach', file), 1)).toMatchObject({
        code: 'seal.malformed-stix',
        changed: false,
      });
    }
  });

  test('a file whose name plays tricks is not attached, one that is missing is named', async () => {
    for (const name of ['..\\evil.txt', 'con.txt', ' leading', 'exe\u202Etxt.gpj', '.hidden']) {
      await bed.write(name, 'x');
      const error = await refused(send('brenmark', '--attach', bed.path(name)), 1);
      expect([name, error.code]).toEqual([name, 'seal.bad-file-name']);
    }
    expect(await refused(send('brenmark', '--attach', 'nowhere.bin'), 2)).toMatchObject({
      code: 'comity.cannot-use-file',
    });
  });

  test('messages and threads of others are not there', async () => {
    const thread = `thr_${'A'.repeat(22)}`;
    expect(await refused(`exchange open ${thread} --as duty`, 1)).toMatchObject({
      code: 'exchange.thread-not-found',
    });
    expect(await refused(`exchange ack msg_${'A'.repeat(22)} --as duty`, 1)).toMatchObject({
      code: 'comity.no-such-message',
    });
    expect(await refused('exchange open 17 --as duty', 2)).toMatchObject({ code: 'comity.not-an-id' });
  });

  test('an act in a file is sent as it was signed or not at all', async () => {
    await bed.value('state confirm-founding --offline confirm.act --as alderia-root');
    const text = await readFile(bed.path('confirm.act'), 'utf8');
    await bed.write('touched.act', text.replace('alderia', 'brenmark'));
    await bed.write('spaced.act', text.replace('{', '{ '));
    expect(await refused('submit touched.act', 1)).toMatchObject({ changed: false });
    expect(await refused('submit spaced.act', 1)).toMatchObject({ code: 'comity.not-a-signed-act' });
  });

  test('a server that cannot be reached is named, with what to do', async () => {
    const ended = await bed.run('info --url http://127.0.0.1:9 --json');
    expect(ended.code).toBe(2);
    expect(ended.json()).toMatchObject({ error: { code: 'client.unreachable' } });
  });

  test('a server with another log key than the one trusted is told nothing', async () => {
    const path = bed.path('keys/bob.json');
    const bob = JSON.parse(await readFile(path, 'utf8'));
    const { publicKey } = generateKeyPairSync('ed25519');
    const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
    const key = verifierKey('river-commission.example/log', raw);
    await bed.write('keys/bob.json', JSON.stringify({ ...bob, trust: { ...bob.trust, key } }));
    const error = await refused(`directory remove ${ids.brenmark} --as bob`, 2);
    expect(error).toMatchObject({ code: 'client.checkpoint-not-trusted' });
    expect(error.says).toContain('not signed by the log you trust');
    await bed.write('keys/bob.json', JSON.stringify(bob));
  });
});
