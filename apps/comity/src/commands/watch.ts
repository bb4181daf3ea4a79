import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { type Hook, hookOf } from '../hook.ts';
import { type Identity, keysAtHand, readIdentity } from '../keyring.ts';
import { execAlarm, type Told } from '../mirror/index.ts';
import { watchForStop } from '../staying.ts';
import { pairs, plain, table } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { accept, alarmsIn, OwnWatch, standsOf } from '../watch/index.ts';
import { tokens } from './mirror.ts';
import { type Answer, describe, does, type Setting, settingOf, wholeNumber } from './setting.ts';

interface WatchOptions {
  readonly own?: boolean;
  readonly from?: string;
  readonly trust?: string;
  readonly participant?: string;
  readonly every: string;
  readonly once?: boolean;
  readonly exec?: string;
  readonly hook?: string;
}

const FOLDER = './watch';
const folderOf = ({ dataFolder }: Setting) => resolve(dataFolder ?? FOLDER);

export function watchCommand(program: Command): void {
  const watch = describe(
    program.command('watch'),
    'Watch what is your State’s own: alarm within a minute on what nobody here did or knows. Until Ctrl-C.',
    'watch --own --as ana --exec "mail -s alarm duty@example"',
    'watch --own --participant alderia --from https://body.example --trust trust.json --data /srv/watch',
    'watch --own --as ana --once --json',
  );
  watch
    .option('--own', 'watch one State: that of --as, or --participant')
    .option(
      '--participant <state>',
      'the State, where no identity of it is at hand: restricted acts are not seen',
    )
    .option('--from <url>', 'the log: a body or a mirror of it (default: the server of the identity)')
    .option('--trust <file>', 'the body and key to expect (default: those of the identity)')
    .option('--every <seconds>', 'how often to look', '10')
    .option('--once', 'look once; ends with 1 where an alarm stands')
    .option('--exec <command>', 'run it for each alarm, with the alarm as JSON on standard input')
    .option('--hook <url>', 'post there that something waits, at each alarm; the alarm itself stays here')
    .addHelpText('after', TEACHES)
    .action(async (options: WatchOptions, self: Command) => run(settingOf(self), options));
  describe(
    watch.command('alarms'),
    'List the alarms of a watch; ends with 1 where one stands.',
    'watch alarms --data /srv/watch',
  ).action(does(listAlarms));
  describe(
    watch
      .command('accept')
      .argument('<name>', 'an alarm by its id, or an act by its id: also one still to come'),
    'Mark an alarm, or an act, as known. It may be said while the watch runs.',
    'watch accept key-3f5a… --data /srv/watch',
  ).action(does(accepts));
}

const TEACHES = `
It wakes you on: a key, person, authority, administrator, contact, contact key or any act in your State's name that no
key in --keys signed and nobody accepted; an invitation or a notice for its seat; a list that was rolled back; an epoch
that names other lists; openings that the host owes your State and keeps back (needs --as); a log that forks, goes
back, breaks its own rules, stands still or does not answer.
The first look takes what stands as it is and shows it: compare it with what your ministry knows.
The folder (--data, default ./watch) is the memory of the watch: keep it, and it resumes.`;

/** Whom to watch, and where. */
interface Whom {
  readonly participant: string;
  readonly from: string;
  readonly trust: { readonly body: string; readonly key: string };
  readonly identity: Identity | undefined;
}

async function whom(setting: Setting, options: WatchOptions): Promise<Whom> {
  const identity = setting.as === undefined ? undefined : await readIdentity(setting.keys, setting.as);
  const participant = options.participant ?? identity?.participant;
  const from = options.from ?? setting.url ?? identity?.url;
  const trust = options.trust === undefined ? identity?.trust : await readTrust(options.trust);
  if (options.own && participant && trust && from !== undefined && URL.canParse(from))
    return { participant, from, trust: { body: trust.body, key: trust.key }, identity };
  throw new CommandError(
    'comity.watch-what',
    'A watch needs a State, a log and what to hold it to.',
    'comity watch --own --as NAME, or comity watch --own --participant STATE --from URL --trust FILE',
  );
}

async function run(setting: Setting, options: WatchOptions): Promise<void> {
  const { participant, from, trust, identity } = await whom(setting, options);
  const every = wholeNumber(options.every, '--every', 1) * 1000;
  const isOwn = identity?.participant === participant;
  const hook = hookOf(options.hook, (why) => setting.terminal.note(why));
  const stopping = options.once ? undefined : watchForStop(setting.terminal);
  const watch = await OwnWatch.open({
    ...{ path: folderOf(setting), from, trust, participant },
    keys: () => keysAtHand(setting.keys, participant),
    token: isOwn ? await tokens(setting, identity.name, from) : undefined,
    tell: (alarm) => tell(setting, options, alarm, hook),
    progress: (what, done, total) => total > 2000 && setting.terminal.progress(what, done, total),
    ...(options.once ? { patience: 0 } : {}),
  });
  try {
    await begin(setting, watch, participant, isOwn);
    if (stopping) await stay(setting, watch, every, stopping.wished());
    else if (watch.alarms.active().length > 0) process.exitCode = 1;
  } finally {
    await hook?.settled();
    watch.close();
  }
}

function tell({ json, terminal }: Setting, { exec }: WatchOptions, alarm: Told, hook?: Hook): void {
  if (json) process.stdout.write(`${JSON.stringify({ alarm })}\n`);
  else terminal.say(`ALARM  ${alarm.at}  ${alarm.code}: ${plain(alarm.says)}  [${alarm.id}]`);
  if (exec !== undefined) execAlarm(exec, alarm, (why) => terminal.note(why));
  hook?.call();
}

/** The first round of all, and what it found. */
async function begin(setting: Setting, watch: OwnWatch, participant: string, isOwn: boolean): Promise<void> {
  const { json, terminal } = setting;
  const { isFirst } = watch;
  await watch.step();
  const alarms = watch.alarms.active();
  const stands = isFirst && watch.state ? standsOf(watch.state, participant) : undefined;
  const value = {
    watches: participant,
    size: watch.size,
    restricted: isOwn,
    ...(stands ? { stands } : {}),
    alarms,
  };
  if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
  else if (stands) for (const line of standingLines(stands)) terminal.say(line);
  const open = isOwn ? '' : ', public acts only';
  terminal.note(
    `${participant} is watched${open}: ${watch.size} entries looked into, ${alarms.length} alarms stand.`,
  );
}

function standingLines(stands: ReturnType<typeof standsOf>): string[] {
  const { people, contacts, administrators } = stands;
  return [
    `What stands in the name of ${stands.participant}: compare it with what your ministry knows.`,
    ...pairs({
      root: stands.root ?? 'not enrolled',
      administrators: `${administrators.length}, ${stands.threshold} together`,
    }),
    ...table(
      ['PERSON', 'AUTHORITIES', 'KEYS'],
      people.map((p) => [
        p.person,
        p.authorities.join(','),
        p.keys.map((key) => `${key.slice(0, 16)}…`).join(' '),
      ]),
    ),
    ...table(
      ['CONTACT', 'KEY'],
      contacts.map((c) => [c.contact, c.fingerprint ?? 'none']),
    ),
    ...stands.notices.map(
      ({ of, act, expires }) => `NOTICE  ${of}, until ${expires}: comity state notice cancel ${act}`,
    ),
  ];
}

async function stay(
  { terminal }: Setting,
  watch: OwnWatch,
  every: number,
  wished: Promise<void>,
): Promise<void> {
  const end = new AbortController();
  // What fails here for good ends the watch: it must not seem to watch.
  const looking = (async () => {
    while (!end.signal.aborted) {
      await sleep(every, undefined, { signal: end.signal }).catch(() => {});
      if (!end.signal.aborted) await watch.step();
    }
  })();
  await Promise.race([wished, looking]);
  end.abort();
  await looking;
  terminal.note('Stopped.');
}

const alarmLine = ({ id, at, code, says, until, accepted }: Told) => {
  const mark = until ? `over since ${until}` : accepted ? `accepted ${accepted}` : 'STANDS';
  return `${mark}  ${id}  ${at}  ${code}: ${plain(says)}`;
};

async function listAlarms(setting: Setting): Promise<Answer> {
  const alarms = await alarmsIn(folderOf(setting));
  const stands = alarms.some(({ until, accepted }) => until === undefined && accepted === undefined);
  return {
    value: { alarms },
    lines: alarms.length > 0 ? alarms.map(alarmLine) : ['There was no alarm.'],
    ...(stands ? { exit: 1 as const } : {}),
  };
}

async function accepts(setting: Setting, _: unknown, name: string): Promise<Answer> {
  const about = await accept(folderOf(setting), name);
  if (about) {
    const lines = [`Accepted: ${name}. The watch takes it in at its next look.`];
    return { value: { accepted: name, alarms: about.map(({ id }) => id) }, lines };
  }
  const next = 'See them: comity watch alarms. An act is named by its 64 hex digits. Nothing was changed.';
  throw refusal('comity.no-such-alarm', `There is no alarm “${name}”.`, next);
}
