import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { verifierKey } from '@comity/log';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { readPolicyFile } from '../policies.ts';
import { watchForStop } from '../staying.ts';
import { pairs } from '../terminal.ts';
import {
  addLogs,
  followLogs,
  holdFolder,
  openIdentity,
  readLogs,
  Witness,
  type WitnessIdentity,
  witnessServer,
} from '../witness/index.ts';
import { collect, describe, type Setting, settingOf, wholeNumber } from './setting.ts';

interface WitnessOptions {
  readonly name?: string;
  readonly port: string;
  readonly host: string;
  readonly origin?: string;
  readonly log?: readonly string[];
  readonly policy?: string;
  readonly addLog?: readonly string[];
}

export function witnessCommand(program: Command): void {
  const command = describe(
    program.command('witness'),
    'Be a witness: cosign what logs publish, as long as each contains all you saw before. Until Ctrl-C.',
    'witness --data /srv/witness --name witness.example/river --log KEY --origin https://witness.example',
    'witness --data /srv/witness --add-log KEY',
  );
  command
    .option('--name <name>', 'its name on signature lines, for ever; needed the first time')
    .option('--port <number>', 'the port to listen on, 0 for any free one', '3100')
    .option('--host <name>', 'the address to listen on', 'localhost')
    .option('--origin <url>', 'how logs reach it, for the line to hand to others')
    .option('--log <key>', 'follow this log too: its verifier key; may be given many times', collect)
    .option('--policy <file>', 'follow all logs of a policy file')
    .option('--add-log <key>', 'add a log to the list and end; one that runs follows it at once', collect)
    .addHelpText('after', STATES)
    .action(async (options: WitnessOptions, self: Command) => run(settingOf(self), options));
}

const STATES = `
Each State that wants to rely on nobody runs one of its own, on a machine of its own, and names it in its own policy:
  comity info                                   prints the key of the log
  comity witness --data ./witness --name alderia.example/w --log KEY
  (hand the line that begins with "witness" to the secretariat, and put it into your own policy file)
  comity policy check mine.policy; comity info --policy mine.policy
A policy of one's own witness and one other:
  log KEY
  witness mine    KEY-OF-MINE
  witness other   KEY-OF-THE-OTHER
  group both all mine other
  quorum both`;

async function run(setting: Setting, options: WitnessOptions): Promise<void> {
  const folder = resolve(setting.dataFolder ?? './witness');
  const given = [...(options.log ?? []), ...(options.addLog ?? []), ...(await logsOf(options.policy))];
  if (options.addLog) return tellAdded(setting, folder, await addLogs(folder, given));
  const stopping = watchForStop(setting.terminal);
  const release = await holdFolder(folder);
  try {
    const identity = await openIdentity(folder, options.name);
    await addLogs(folder, given);
    await readLogs(folder);
    await serveUntilStopped(setting, options, { folder, identity }, stopping.wished);
  } finally {
    release();
  }
}

async function logsOf(policy: string | undefined): Promise<string[]> {
  if (policy === undefined) return [];
  const { logs } = await readPolicyFile(policy);
  return logs.map(({ name, publicKey }) => verifierKey(name, publicKey));
}

function tellAdded({ json, terminal }: Setting, folder: string, added: readonly string[]): void {
  if (json) process.stdout.write(`${JSON.stringify({ folder, added })}\n`);
  else if (added.length === 0) terminal.say('It is followed already.');
  else for (const origin of added) terminal.say(`Follows ${origin} from now on.`);
}

async function serveUntilStopped(
  { json, terminal }: Setting,
  options: WitnessOptions,
  { folder, identity }: { folder: string; identity: WitnessIdentity },
  wished: () => Promise<void>,
): Promise<void> {
  const onFailure = (error: unknown) => terminal.note((error as Error).message);
  const logs = followLogs(folder, onFailure);
  const witness = new Witness({ folder, identity, logs, clock: Date.now });
  await witness.load();
  const server = witnessServer(witness, onFailure);
  const url = await listen(server, options);
  tell({ json, terminal }, identity, options.origin ?? url, [...(await logs()).keys()]);
  await wished();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  terminal.note('Stopped.');
}

/** Throws `comity.port-in-use`. */
async function listen(
  server: ReturnType<typeof witnessServer>,
  { port, host }: WitnessOptions,
): Promise<string> {
  const number = wholeNumber(port, '--port');
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(number, host, done);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new CommandError(
      'comity.port-in-use',
      `Port ${number} is used by another program.`,
      'Choose another with --port.',
    );
  });
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

function tell(
  { json, terminal }: Pick<Setting, 'json' | 'terminal'>,
  { name, key }: WitnessIdentity,
  url: string,
  logs: readonly string[],
): void {
  const policy = `witness ${name} ${key} ${url}`;
  if (json) process.stdout.write(`${JSON.stringify({ name, key, url, policy, logs })}\n`);
  terminal.say(`The witness ${name} is up at ${url}. Ctrl-C stops it.`);
  for (const line of pairs({ key, follows: logs.join(' ') || 'no log yet: comity witness --add-log KEY' }))
    terminal.say(`  ${line}`);
  terminal.say('For policies of others, and for logs that are to ask it:');
  terminal.say(`  ${policy}`);
}
