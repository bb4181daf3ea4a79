import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, type Bed, makeBed, type Staying, seatState } from './testing/bed.ts';

/** A secretariat that begins with a list of notes, and a host that sends its notices. Each test goes on from the last. */
let bed: Bed;
let server: Staying;
let post: SMTPServer;
const mails: { from: string; to: string; raw: string }[] = [];
const ids: Record<string, string> = {};
let imported: string;

async function startPost(): Promise<number> {
  post = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _, done) =>
      done(
        address.startsWith('gone')
          ? Object.assign(new Error('550 no such user'), { responseCode: 550 })
          : undefined,
      ),
    onData(stream, { envelope }, done) {
      let raw = '';
      stream.setEncoding('latin1').on('data', (chunk: string) => {
        raw += chunk;
      });
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        mails.push({ from, to: envelope.rcptTo[0]!.address, raw });
        done();
      });
    },
  });
  post.listen(0, '127.0.0.1');
  await once(post.server, 'listening');
  return (post.server.address() as { port: number }).port;
}

beforeAll(async () => {
  const port = await startPost();
  bed = await makeBed();
  await bed.value('init --from-example body.json');
  await bed.value('init body.json');
  const env = { COMITY_SMTP: `smtp://127.0.0.1:${port}`, COMITY_MAIL_FROM: 'notices@body.example' };
  server = await bed.start('serve', 'Comity is up at', { env });
  for (const [state, name, email] of [
    ['alderia', 'ana', 'desk@alderia.example'],
    ['brenmark', 'bob', 'gone@brenmark.example'],
  ] as const) {
    await seatState(bed, state);
    const person = await addPerson(bed, state, name, 'key make');
    await bed.value(`state authorities ${person} directory,exchange --as ${state}-root`);
    const nominate = `directory nominate --as ${state}-root --class technical --roster ${person} --field emails=${email}`;
    ids[state] = (await bed.value<{ contact: string }>(nominate)).contact;
    await bed.value(`directory key ${ids[state]} --make --as ${state}-root`);
  }
}, 180_000);
afterAll(async () => {
  await bed.end();
  post.close();
});

interface Imported {
  readonly rows: readonly { line: number; outcome: string; contact?: string; why?: string }[];
}
const outcomes = ({ rows }: Imported) => rows.map(({ outcome }) => outcome);

test('a list of notes is entered row by row, usable at once and marked; what is damaged is told; again, it goes on', async () => {
  await bed.write('NV-1.pdf', 'a scan');
  await bed.write(
    'list.csv',
    [
      'state;class;note;file;institution;telephones',
      'Corvania;diplomatic;NV/1;NV-1.pdf;Ministry;+00 1 234',
      'Corvania;technical;NV/1;;CERT;',
      'Nowhere;technical;NV/2;;;',
      'Corvania;technical;NV/3;NV-3.pdf;;',
      'broken',
    ].join('\n'),
  );
  const plan = await bed.run('directory import list.csv --dry-run --json');
  expect([plan.code, outcomes(plan.json())]).toEqual([
    1,
    ['would be entered', 'would be entered', 'damaged', 'would be entered', 'damaged'],
  ]);
  const command = `directory import list.csv --notes ${bed.folder} --as secretariat-root --json`;
  const first = (await bed.run(command)).json<Imported>();
  expect(outcomes(first)).toEqual(['entered', 'entered', 'damaged', 'refused', 'damaged']);
  expect(first.rows[3]!.why).toContain('NV-3.pdf');
  expect(outcomes((await bed.run(command)).json())).toEqual([
    'there',
    'there',
    'damaged',
    'refused',
    'damaged',
  ]);
  imported = first.rows[0]!.contact!;
  const shown = await bed.value<{ signed: boolean; note: string }>(`directory show ${imported} --as ana`);
  expect(shown).toMatchObject({ signed: false, note: 'NV/1' });
}, 120_000);

test('a number is tried and everybody who may read it sees what came of it; a way that is not there is refused', async () => {
  await bed.value([
    'directory',
    'tried',
    imported,
    '+00 1 234',
    '--not-reached',
    '--says',
    'At 03:00',
    '--as',
    'ana',
  ]);
  const ways = await bed.value<{ channels: { value: string; tests: { outcome: string; by: string }[] }[] }>(
    `directory ways ${imported} --as bob`,
  );
  expect(ways.channels).toMatchObject([
    { value: '+00 1 234', tests: [{ outcome: 'not-reached', by: 'alderia' }] },
  ]);
  const other = await bed.run([
    'directory',
    'tried',
    imported,
    '+00 9',
    '--reached',
    '--as',
    'ana',
    '--json',
  ]);
  expect([other.code, other.json()]).toMatchObject([1, { error: { code: 'comity.no-such-way' } }]);
}, 60_000);

test('a notice goes out by mail and says nothing; one that is refused stands in the history of its address', async () => {
  const send = [
    'exchange',
    'send',
    '--as',
    'ana',
    '--to',
    'brenmark',
    '--subject',
    'Secret words',
    '--text',
    'x',
  ];
  await bed.value(send);
  await bed.value([
    'exchange',
    'send',
    '--as',
    'bob',
    '--to',
    'alderia',
    '--subject',
    'Secret words',
    '--text',
    'x',
  ]);
  const outcomeOf = async (state: string) => {
    const { channels } = await bed.value<{ channels: { tests: { outcome: string }[] }[] }>(
      `directory ways ${ids[state]} --as ana`,
    );
    return channels[0]?.tests[0]?.outcome;
  };
  for (let i = 0; i < 30 && (await outcomeOf('brenmark')) !== 'refused'; i++) await sleep(300);
  expect([await outcomeOf('brenmark'), await outcomeOf('alderia')]).toEqual(['refused', 'sent']);
  expect(mails).toMatchObject([{ from: 'notices@body.example', to: 'desk@alderia.example' }]);
  expect(mails[0]!.raw).not.toMatch(/Secret|brenmark/);
}, 90_000);

test('whom to ring today follows: mail that does not arrive first, then what is not signed', async () => {
  const { calls } = await bed.value<{ calls: { contact: { contact: string }; why: string[] }[] }>(
    'directory calls --as ana',
  );
  expect(calls.map(({ contact, why }) => [contact.contact, why[0]]).slice(0, 2)).toEqual([
    [ids.brenmark, 'mail-fails'],
    [expect.any(String), 'not-signed'],
  ]);
  const csv = await bed.run('directory calls --csv --as ana');
  expect(csv.out.split('\n')[0]).toContain('STATE,CONTACT,TELEPHONES');
}, 60_000);

test('an entry is confirmed as it stands, and goes into an address book', async () => {
  const confirmed = async () =>
    (await bed.value<{ confirmed: { at: string } }>(`directory show ${ids.alderia} --as ana`)).confirmed.at;
  const before = await confirmed();
  await bed.value(`directory confirm ${ids.alderia} --as alderia-root`);
  expect((await confirmed()) > before).toBe(true);
  const { out } = await bed.run('directory list --vcard --as ana');
  expect(out.match(/^BEGIN:VCARD\r$/gm)).toHaveLength(4);
  expect(out).toContain('EMAIL:desk@alderia.example\r\n');
}, 60_000);

test('a thread is muted, and quiet hours are set and shown', async () => {
  const { threads } = await bed.value<{ threads: { thread: string }[] }>('exchange list --as bob');
  const muted = await bed.value<{ until: string }>(`exchange mute ${threads[0]!.thread} --for 7d --as bob`);
  expect(Date.parse(muted.until)).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  await bed.value(`exchange unmute ${threads[0]!.thread} --as bob`);
  const quiet = `exchange quiet ${ids.brenmark} --as bob`;
  expect(await bed.value(`${quiet} --hours 22:00-06:00 --zone Europe/Paris`)).toMatchObject({
    quiet: { from: '22:00', to: '06:00', zone: 'Europe/Paris' },
  });
  expect(await bed.value(`${quiet} --none`)).not.toHaveProperty('quiet');
  const other = await bed.run(`exchange quiet ${ids.alderia} --as bob --json`);
  expect(other.json()).toMatchObject({ error: { code: 'exchange.no-such-contact' } });
}, 60_000);

test('a contact is nominated from what its CERT publishes; where it says more, that is told and not entered', async () => {
  await bed.write(
    'security.txt',
    'Contact: mailto:cert@alderia.example\nEncryption: https://alderia.example/key\n',
  );
  const nominate = ['directory', 'nominate', '--class', 'technical', '--from-file', 'security.txt', '--json'];
  const alone = 'alone=Share indicators,Take a machine off the net';
  const ended = await bed.run([
    ...nominate,
    '--field',
    'role=CERT',
    '--field',
    alone,
    '--as',
    'alderia-root',
  ]);
  const { contact } = ended.json<{ contact: string }>();
  expect(ended.err).toContain('Not entered: Encryption: https://alderia.example/key');
  expect(await bed.value(`directory show ${contact} --as ana`)).toMatchObject({
    fields: {
      ...{ emails: ['cert@alderia.example'], role: 'CERT' },
      alone: ['Share indicators', 'Take a machine off the net'],
    },
  });
  expect(server.said()).not.toMatch(/secret/i);
}, 60_000);

test('letters invite States without a contact, in the languages asked for, as DOCX and PDF', async () => {
  const { written } = await bed.value<{ written: string[] }>(
    'directory letters --out letters --language ar fr --participant dorvania corvania',
  );
  expect(written.length % 4).toBe(0);
  expect(written).toContain('letters/corvania.ar.pdf');
  expect((await readFile(bed.path('letters/corvania.ar.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  expect((await readFile(bed.path('letters/corvania.fr.docx'))).subarray(0, 2).toString()).toBe('PK');
  const again = await bed.run('directory letters --out letters --language fr --participant corvania --json');
  expect(again.code).not.toBe(0);
}, 60_000);
