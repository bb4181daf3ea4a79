import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toBase64url } from '@comity/log';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { keysAtHand, readIdentity } from '../keyring.ts';
import {
  Alarms,
  eraseSubject,
  execAlarm,
  Folder,
  Mirror,
  mirrorKey,
  serveMirror,
  type Told,
  type WatchGround,
} from '../mirror/index.ts';
import { openSession } from '../sessions.ts';
import { watchForStop } from '../staying.ts';
import { pairs, plain } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { watchState } from '../watch/index.ts';
import { type Answer, actingWith, describe, does, type Setting, settingOf, wholeNumber } from './setting.ts';

interface MirrorOptions {
  readonly from?: string;
  readonly trust?: string;
  readonly name?: string;
  readonly port: string;
  readonly host: string;
  readonly every: string;
  readonly once?: boolean;
  readonly exec?: string;
}

const FOLDER = './mirror';
const folderOf = ({ dataFolder }: Setting) => resolve(dataFolder ?? FOLDER);

export function mirrorCommand(program: Command): void {
  const mirror = describe(
    program.command('mirror'),
    'Be a mirror: copy the log, replay it, raise alarms, serve it, stamp acts that a host refuses. Until Ctrl-C.',
    'mirror --from https://body.example --trust trust.json --data /srv/mirror --name mirror.example',
    'mirror --from https://body.example --trust trust.json --as ana --exec "mail -s alarm duty@example"',
    'mirror --from https://body.example --trust trust.json --once',
  );
  mirror
    .option('--from <url>', 'the log to follow: a body, or another mirror of it')
    .option('--trust <file>', 'the body and key to expect, as your ministry has them')
    .option('--name <name>', 'the name it stamps under, kept from the first start on')
    .option('--port <number>', 'the port to listen on, 0 for any free one', '3200')
    .option('--host <name>', 'the address to listen on', 'localhost')
    .option('--every <seconds>', 'how often to look', '10')
    .option('--once', 'copy what there is, do not serve; ends with 1 where an alarm stands')
    .option('--exec <command>', 'run it for each alarm, with the alarm as JSON on standard input')
    .addHelpText('after', AS)
    .action(async (options: MirrorOptions, self: Command) => run(settingOf(self), options));
  describe(
    mirror.command('key'),
    'Print the key that a mirror stamps with, made if there is none: rules of a body may name it.',
    'mirror key --data /srv/mirror',
  ).action(does(showKey));
  describe(
    mirror.command('alarms'),
    'List the alarms of a mirror that does not run; ends with 1 where one stands.',
    'mirror alarms --data /srv/mirror',
  ).action(does(listAlarms));
  describe(
    mirror.command('accept').argument('<alarm>', 'its id, or the id of the act it is about'),
    'Mark an alarm as looked at, so that it no longer stands. The mirror must not run.',
    'mirror accept fork-3f5a… --data /srv/mirror',
  ).action(does(accept));
  describe(
    mirror.command('erase').requiredOption('--subject <id>', 'a person, contact, message or thread'),
    'Erase what opens anything about a subject, for ever. The copy of the log stays. The mirror must not run.',
    'mirror erase --subject per_… --data /srv/mirror',
  ).action(does<{ subject: string }>(erase));
}

const AS = `
With --as NAME it also keeps what the State of that identity may open, in private/ of its folder, which is never
served: mirror erase takes single subjects out of it, and it may be deleted whole while the mirror does not run. And it
raises what comity watch --own raises for that State; comity watch accept takes such an alarm while the mirror runs.`;

async function run(setting: Setting, options: MirrorOptions): Promise<void> {
  const { from, trust: path } = options;
  if (from === undefined || path === undefined || !URL.canParse(from)) {
    throw new CommandError(
      'comity.mirror-of-what',
      'A mirror needs a log to follow and a trust file to hold it to.',
      'comity mirror --from URL --trust FILE',
    );
  }
  const { name } = options;
  if (name !== undefined && (name.length < 3 || name.length > 100))
    throw new CommandError('comity.bad-name', 'The name of a mirror has 3 to 100 characters.');
  const { body, key } = await readTrust(path);
  const stopping = options.once ? undefined : watchForStop(setting.terminal);
  const mirror = await Mirror.open({
    ...{ path: folderOf(setting), from, trust: { body, key }, name },
    ...(setting.as === undefined ? {} : await forState(setting, setting.as, { from, body })),
    tell: (alarm) => tell(setting, options, alarm),
    progress: (what, done, total) => total > 2000 && setting.terminal.progress(what, done, total),
    ...(options.once ? { patience: 0 } : {}),
  });
  try {
    if (stopping) await stay(setting, options, mirror, stopping.wished());
    else await once(setting, mirror);
  } finally {
    mirror.close();
  }
}

/** What a mirror does for the State of an identity besides: keeps what is open to it, and watches what is its own. */
async function forState(setting: Setting, name: string, { from, body }: { from: string; body: string }) {
  const { participant } = await readIdentity(setting.keys, name);
  const keys = () => keysAtHand(setting.keys, participant);
  return {
    token: await tokens(setting, name, from),
    watch: (ground: WatchGround) => watchState({ body, participant, keys }, ground),
  };
}

/** The token of a session in force: kept, renewed when it ends or is refused. */
export async function tokens(setting: Setting, name: string, url: string) {
  const acting = await actingWith({ ...setting, url }, await readIdentity(setting.keys, name));
  const open = async () =>
    openSession(setting.keys, await readIdentity(setting.keys, name), acting.place, async () => {
      const { hand } = await acting.unlocked();
      return hand;
    });
  let session = await open();
  return async (anew: boolean): Promise<string> => {
    if (anew || Date.parse(session.expires) < Date.now() + 60_000) session = await open();
    return session.connection.token!;
  };
}

function tell({ json, terminal }: Setting, { exec }: MirrorOptions, alarm: Told): void {
  if (json) process.stdout.write(`${JSON.stringify({ alarm })}\n`);
  else terminal.say(`ALARM  ${alarm.at}  ${alarm.code}: ${plain(alarm.says)}`);
  if (exec !== undefined) execAlarm(exec, alarm, (why) => terminal.note(why));
}

async function once({ json, terminal }: Setting, mirror: Mirror): Promise<void> {
  await mirror.step();
  const status = mirror.status();
  if (json) process.stdout.write(`${JSON.stringify(status)}\n`);
  else
    terminal.say(
      `${status.size} entries of ${status.origin}, ${status.replayed} replayed through the rules.`,
    );
  if (mirror.alarms.active().length > 0 || status.replayed < status.size) process.exitCode = 1;
}

async function stay(
  setting: Setting,
  options: MirrorOptions,
  mirror: Mirror,
  wished: Promise<void>,
): Promise<void> {
  const { terminal } = setting;
  const every = wholeNumber(options.every, '--every', 1) * 1000;
  const served = mirror.served((error) => terminal.note((error as Error).message));
  const server = await serveMirror(served, wholeNumber(options.port, '--port'), options.host).catch(
    portInUse,
  );
  announce(setting, mirror, `http://${options.host}:${(server.address() as AddressInfo).port}`);
  const end = new AbortController();
  const looking = look(mirror, every, end.signal);
  await Promise.race([wished, looking]);
  end.abort();
  await looking;
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  terminal.note('Stopped.');
}

/** Looks at the log again and again. What fails here for good ends the mirror: it must not seem to watch. */
async function look(mirror: Mirror, every: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await mirror.step();
    await sleep(every, undefined, { signal }).catch(() => {});
  }
}

function portInUse(error: NodeJS.ErrnoException): never {
  if (error.code !== 'EADDRINUSE') throw error;
  const next = 'Choose another with --port.';
  throw new CommandError('comity.port-in-use', 'The port is used by another program.', next);
}

function announce({ json, terminal }: Setting, mirror: Mirror, url: string): void {
  const status = mirror.status();
  const { mirror: name, key, from, size } = status;
  if (json) process.stdout.write(`${JSON.stringify({ ...status, url })}\n`);
  terminal.say(`The mirror ${name} is up at ${url}. Ctrl-C stops it.`);
  for (const line of pairs({ follows: from, 'stamps with': key, 'kept so far': `${size} entries` }))
    terminal.say(`  ${line}`);
}

/** Runs something on the folder of a mirror that does not run. */
async function inFolder<T>(setting: Setting, work: (folder: Folder) => Promise<T>): Promise<T> {
  const folder = await Folder.open(folderOf(setting));
  try {
    return await work(folder);
  } finally {
    folder.close();
  }
}

async function showKey(setting: Setting): Promise<Answer> {
  const { publicKey } = await inFolder(setting, mirrorKey);
  const key = toBase64url(publicKey);
  return { value: { key }, lines: [key] };
}

const alarmLine = ({ id, at, code, says, until, accepted }: Told) => {
  const mark = until ? `over since ${until}` : accepted ? `accepted ${accepted}` : 'STANDS';
  return `${mark}  ${id}  ${at}  ${code}: ${plain(says)}`;
};

async function listAlarms(setting: Setting): Promise<Answer> {
  const alarms = await inFolder(setting, (folder) => Alarms.open(folder, () => {}));
  const stands = alarms.active().length > 0;
  const lines = alarms.list().map(alarmLine);
  return {
    value: { alarms: alarms.list() },
    lines: lines.length > 0 ? lines : ['There was no alarm.'],
    ...(stands ? { exit: 1 } : {}),
  };
}

async function accept(setting: Setting, _: unknown, name: string): Promise<Answer> {
  const accepted = await inFolder(setting, async (folder) =>
    (await Alarms.open(folder, () => {})).accept(name),
  );
  if (accepted.length === 0) {
    const next = 'See them: comity mirror alarms. Nothing was changed.';
    throw refusal('comity.no-such-alarm', `There is no alarm “${name}”.`, next);
  }
  return { value: { accepted }, lines: accepted.map(({ id }) => `Accepted: ${id}`) };
}

async function erase(setting: Setting, { subject }: { subject: string }): Promise<Answer> {
  if (!/^(?:per|con|msg|thr|doc)_[A-Za-z0-9_-]{22}$/.test(subject)) {
    const next = 'It is the id of a person, contact, message, thread or document. Nothing was erased.';
    throw new CommandError('comity.not-a-subject', `“${subject}” is no subject.`, next);
  }
  const erased = await inFolder(setting, (folder) => eraseSubject(folder, subject, 'keeper'));
  return {
    value: { subject, erased },
    lines: [`Erased: ${erased} files about ${subject}. Nothing about it is fetched again.`],
  };
}
