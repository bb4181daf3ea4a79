import { describeKey, formats, type RootKey } from '@comity/acts';
import { connect, send } from '@comity/client';
import { openpgpVerifier } from '@comity/seal';
import type { House } from '@comity/server';
import { type Report, verifyBundle } from '@comity/verify';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { changeOf, hostKeyOf, readHostFile, writeHostFile } from '../hostfile.ts';
import { identitiesOf, saveIdentity } from '../keyring.ts';
import { pairs } from '../terminal.ts';
import { exportForHost } from '../wholerecord.ts';
import { configOf, withHouse } from './house.ts';
import { receiptLines } from './performing.ts';
import { type Answer, collect, describe, does, identityOf, type Setting } from './setting.ts';

const server = () => import('@comity/server');

interface HostOptions {
  readonly origin?: string[];
  readonly rpId?: string[];
  readonly key?: string;
  readonly to?: string;
  readonly out?: string;
}

const withDomains = (command: Command): Command =>
  command
    .option('--origin <url>', 'where its pages will be served; may be given again', collect)
    .option('--rp-id <name>', 'the name passkeys are bound to (default: the hosts of the origins)', collect);

/** The machine that keeps the record: how a body moves to another, and who follows. */
export function hostCommands(program: Command): void {
  const host = describe(program.command('host'), 'Move a body to another machine and another domain.');
  describe(
    withDomains(host.command('prepare').requiredOption('--out <file>', 'where to write its name')),
    'On the new machine: make the key of the host to come, and write a file that names it.',
    'host prepare --data /srv/body --origin https://body.example --out host.json',
  ).action(does(prepare));
  describe(
    withDomains(
      host
        .command('change')
        .option('--to <file>', 'the host to come, as host prepare wrote it')
        .option('--key <key>', 'the same by its key (default: this host, at other domains)')
        .option('--out <file>', 'then write the whole record for it'),
    ),
    'On the old machine, its server stopped: hand the body over. It is the last act this host places.',
    'host change --data /srv/old --to host.json --out move.tar',
  ).action(does(change));
  describe(
    host
      .command('erase')
      .requiredOption('--subject <id>', 'a person, contact, message or thread')
      .requiredOption('--order <reference>', 'by which order, as it is cited: it becomes public'),
    'Its server stopped: erase what opens a subject, for ever, and say so on the record; mirrors do likewise.',
    'host erase --subject per_… --order "SEC/2026/17"',
  ).action(does<EraseOptions>(erase));
  describe(
    host.command('follow'),
    'After a body has moved: verify its record from the key you trust to the one in force, and trust that from now on.',
    'host follow --url https://body.example --as ana',
  ).action(does(follow));
}

async function prepare(setting: Setting, options: HostOptions): Promise<Answer> {
  const { readHostKey } = await server();
  const config = await configOf(setting, {});
  const { publicKey } = await readHostKey(config.dataFolder);
  const named = changeOf(
    describeKey('ed25519', publicKey) as RootKey,
    originsOf(options, config.origin),
    options.rpId ?? [],
  );
  await writeHostFile(options.out!, { change: named });
  return {
    value: { written: options.out, change: named },
    lines: [
      `Written: ${options.out}`,
      ...pairs({ key: named.host.key, origins: named.origins.join(' '), rpIds: named.rpIds.join(' ') }),
      'Take it to the old machine: comity host change --to FILE --out move.tar',
      'Its secret stays here, in the data folder. If the old host is gone: comity init --from RECORD',
    ],
  };
}

const originsOf = ({ origin }: HostOptions, configured: string | undefined): string[] =>
  origin ?? (configured ? [configured] : []);

async function change(setting: Setting, options: HostOptions): Promise<Answer> {
  const { handOver } = await server();
  return withHouse(setting, async (house) => {
    const named = await changeFor(house, options);
    const receipt = await handOver(house.record, named).catch((error) => {
      throw refusal('comity.not-handed-over', (error as Error).message, 'Nothing was changed.');
    });
    const bytes =
      options.out === undefined ? undefined : await exportForHost(house, options.out, setting.terminal);
    return {
      value: { ...receipt, change: named, ...(bytes === undefined ? {} : { written: options.out, bytes }) },
      lines: [
        named.host.key === house.record.held.now.founding.host.key
          ? 'The domains are changed.'
          : 'Handed over.',
        ...receiptLines(receipt as never),
        ...(bytes === undefined
          ? []
          : [`Written: ${options.out} (${bytes} bytes), with everything this host holds.`]),
        'On the new machine: comity init --from move.tar --trust TRUST.json',
      ],
    };
  });
}

interface EraseOptions {
  readonly subject: string;
  readonly order: string;
}

async function erase(setting: Setting, { subject, order }: EraseOptions): Promise<Answer> {
  if (!formats.erasableId.safeParse(subject).success)
    throw refusal(
      'comity.not-a-subject',
      `“${subject}” is no person, contact, message or thread.`,
      NOTHING_ERASED,
    );
  if (!formats.symbol.safeParse(order).success)
    throw refusal('comity.not-an-order', 'An order is cited in at most 60 ASCII characters.', NOTHING_ERASED);
  const { stateFact } = await server();
  return withHouse(setting, async ({ record }) => {
    const receipt = await stateFact(record, 'host.erased', { subject, order }, `${subject} ${order}`);
    if (!receipt) throw refusal('comity.erased-before', 'This order was carried out before.', NOTHING_ERASED);
    return {
      value: { ...receipt, subject, order },
      lines: [
        `Erased: what opened ${subject}.`,
        ...receiptLines(receipt as never),
        'Backups still hold it: see to them. Mirrors erase it when they next look.',
      ],
    };
  });
}
const NOTHING_ERASED = 'Nothing was erased.';

async function changeFor({ record }: House, options: HostOptions) {
  if (options.to !== undefined) return (await readHostFile(options.to)).change;
  const { host } = record.held.now;
  const key = options.key === undefined ? host.key : hostKeyOf(options.key);
  return changeOf(key, options.origin ?? host.origins, options.rpId ?? (options.origin ? [] : host.rpIds));
}

async function follow(setting: Setting): Promise<Answer> {
  const { trust } = await identityOf(setting);
  if (setting.url === undefined)
    throw new CommandError(
      'comity.no-url',
      'Where is the body now?',
      'Say so with --url URL. Nothing was changed.',
    );
  const report = await verifyAt(setting, setting.url, trust);
  const key = report.hosts.at(-1)!.key;
  const followers = (await identitiesOf(setting.keys, trust)).map((identity) => identity.name);
  for (const identity of await identitiesOf(setting.keys, trust)) {
    const { session: _, ...kept } = identity;
    await saveIdentity(setting.keys, { ...kept, url: setting.url, trust: { ...trust, key } }, true);
  }
  return {
    value: { body: trust.body, key, url: setting.url, identities: followers, hosts: report.hosts },
    lines: [
      `Verified: ${report.size} entries, from the key you trusted to the one in force.`,
      ...report.hosts.map(({ key, by }) => `  ${key}: named by ${Array.isArray(by) ? by.join(', ') : by}`),
      `These identities follow: ${followers.join(', ')}`,
    ],
  };
}

/** The public record of a server, verified from the trusted key on. Throws `comity.record-wrong`. */
async function verifyAt(
  setting: Setting,
  url: string,
  trust: { body: string; key: string },
): Promise<Report> {
  const answer = await send(connect(url), '/api/bundle');
  const report = await verifyBundle(answer.body as AsyncIterable<Uint8Array>, {
    trust: { body: trust.body, key: trust.key },
    verifiers: { openpgp: openpgpVerifier },
    onProgress: ({ done, total }) => setting.terminal.progress('Entries replayed', done, total),
  });
  if (report.verdict === 'verified') return report;
  const [fault] = report.faults;
  throw refusal(
    'comity.record-wrong',
    `The record at ${url} does not follow from the key you trust: ${fault?.code} ${fault?.says}`,
    'Nothing was changed. Keep what it sent, and tell your mirror.',
  );
}
