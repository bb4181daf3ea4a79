import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Connection, connect, send } from '@comity/client';
import { LogError, type Policy, parseCheckpoint, parseNote, utf8 } from '@comity/log';
import type { Config, Running } from '@comity/server';
import type { Command } from 'commander';
import { EXAMPLE, readBodyFile } from '../bodyfile.ts';
import { CommandError, refusal } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { holdAgainst, readPolicyFile, standingLines, standingValue } from '../policies.ts';
import { type Stopping, watchForStop } from '../staying.ts';
import { pairs } from '../terminal.ts';
import { announce } from '../whereabouts.ts';
import { configOf, noBody, type ServingOptions, withHouse } from './house.ts';
import { hostLines, type InitFromOptions, initFrom, keepTrustFile } from './moving.ts';
import {
  type Answer,
  collect,
  describe,
  does,
  readAbout,
  type Setting,
  serverUrl,
  settingOf,
} from './setting.ts';

// The server is half of what there is to load: only the commands that run one import it.
const server = () => import('@comity/server');

interface InitOptions extends Partial<InitFromOptions> {
  readonly fromExample?: string;
}

export function servingCommands(program: Command): void {
  const demo = describe(
    program.command('demo'),
    'Found a demonstration body with 195 participants, play its story once, and stay up.',
    'demo',
    'demo --data /tmp/demo --port 4000',
  );
  const serve = describe(
    program.command('serve'),
    'Serve the body that was founded in a data folder, until Ctrl-C.',
    'serve --data /srv/body --port 3000',
  );
  for (const [command, run] of [
    [demo, runDemo],
    [serve, runServe],
  ] as const) {
    command
      .option('--port <number>', 'the port to listen on, 0 for any free one (default: PORT, or 3000)')
      .option('--host <name>', 'the address to listen on (default: HOST, or localhost)')
      .option(
        '--origin <url>',
        'how the world reaches it, e.g. https://body.example (default: COMITY_ORIGIN)',
      )
      .option(
        '--accept-head',
        'once, where the file that says how far the log was signed is lost and the database lost nothing',
      )
      .action(async (options: ServingOptions, self: Command) => run(settingOf(self), options));
  }
  describe(
    program.command('init').argument('[file]', 'the configuration: see --from-example'),
    'Found a real body from a configuration file, in a data folder that holds none.',
    'init --from-example body.json',
    'init body.json --data /srv/body',
    'init --from move.tar --trust trust.json --data /srv/body',
  )
    .option('--from <bundle>', 'bring in a body that another host kept, from its record')
    .option('--trust <file>', 'with --from: the body and key to expect, as your ministry has them')
    .option('--openings <bundle>', 'with --from: what a State exported; may be given again', collect)
    .option(
      '--host-changes <file>',
      'with --from: a root’s act that names this host; may be given again',
      collect,
    )
    .option('--origin <url>', 'with --from: where its pages will be served; may be given again', collect)
    .option('--rp-id <name>', 'with --from: the name passkeys are bound to; may be given again', collect)
    .option(
      '--from-example <file>',
      'write a commented example with two languages and eleven members instead',
    )
    .action(does(init));
  describe(
    program.command('info'),
    'Say which body a running server serves, and by which key its record is verified.',
    'info',
    'info --url https://body.example --json',
    'info --policy mine.policy',
  )
    .option('--policy <file>', 'say whether the newest checkpoint meets this policy, and how old it is')
    .action(does(info));
}

async function runDemo(setting: Setting, options: ServingOptions): Promise<void> {
  const config = await configOf(setting, options);
  await assertDemonstration(config.dataFolder);
  const stopping = watchForStop(setting.terminal);
  const { startDemo } = await import('../demo/index.ts');
  const running = await startDemo(config, setting.terminal, options);
  await serveUntilStopped(setting, config, running, stopping);
}

/** A body that was founded in earnest is never furnished with invented people. */
async function assertDemonstration(dataFolder: string): Promise<void> {
  const isReal = await access(join(dataFolder, 'trust.json')).then(
    () => true,
    () => false,
  );
  if (!isReal) return;
  throw refusal(
    'comity.not-a-demonstration',
    `The data folder ${dataFolder} holds a body that was founded in earnest.`,
    'Run it with comity serve, or name another folder with --data. Nothing was changed.',
  );
}

async function runServe(setting: Setting, options: ServingOptions): Promise<void> {
  const { openHouse, serve } = await server();
  const config = await configOf(setting, options);
  const { terminal } = setting;
  const stopping = watchForStop(terminal);
  const house = await openHouse(config);
  const running = await serving();
  await serveUntilStopped(setting, config, running, stopping, () =>
    terminal.say(`Comity is up at ${running.url}. Ctrl-C stops it.`),
  );

  async function serving(): Promise<Running> {
    let failed = false;
    const onFailure = (what: string, error: unknown) => failed || terminal.note(`${what}: ${String(error)}`);
    try {
      if (!house.record.held.founded) throw noBody(config.dataFolder);
      for (const line of await hostLines(house)) terminal.note(line);
      await keepTrustFile(house);
      const { dossierPage, loadPages } = await import('@comity/web');
      const pages = await loadPages((what) => terminal.note(what));
      return await serve(house, {
        ...{ pages, onFailure, acceptHead: options.acceptHead ?? false },
        dossiers: { page: dossierPage() },
      });
    } catch (error) {
      failed = true;
      await house.database.stop();
      throw error;
    }
  }
}

async function serveUntilStopped(
  { json, terminal }: Setting,
  config: Config,
  running: Running,
  stopping: Stopping,
  onReady = () => {},
): Promise<void> {
  const wished = stopping.wished();
  const about = await readAbout(connect(running.url));
  const withdraw = await announce(config.dataFolder, { url: running.url, body: about.body });
  if (json) process.stdout.write(`${JSON.stringify(about)}\n`);
  onReady();
  await wished;
  await withdraw();
  await running.stop();
  terminal.note('Stopped.');
}

async function init(setting: Setting, options: InitOptions, path?: string): Promise<Answer> {
  if (options.fromExample !== undefined) return writeExample(options.fromExample);
  if (options.from !== undefined) return initFrom(setting, { ...options, from: options.from });
  if (path === undefined) {
    throw new CommandError(
      'comity.no-body-file',
      'Which body? Name its configuration file.',
      'An example to begin with: comity init --from-example body.json',
    );
  }
  const file = await readBodyFile(path);
  const { foundFromFile } = await import('../founding.ts');
  return withHouse(setting, async (house) => {
    const { config } = house;
    const url = config.origin ?? file.origins[0] ?? `http://${config.host}:${config.port}`;
    const founded = await foundFromFile(house, file, setting.keys, url);
    const trust = join(config.dataFolder, 'trust.json');
    const { body, origin, key } = founded;
    await writePrivate(trust, `${JSON.stringify({ url, body, key }, null, 2)}\n`);
    return {
      value: { ...founded, url, trust, dataFolder: config.dataFolder },
      lines: [
        'The body is founded.',
        ...pairs({ body, 'log origin': origin, key, 'trust file': trust, 'data folder': config.dataFolder }),
        ...nextAfterFounding(config.dataFolder, file, founded.secretariat),
      ],
    };
  });
}

const nextAfterFounding = (dataFolder: string, file: BodyFileOf, secretariat?: string): string[] => [
  '',
  'Next:',
  `  1. Hand the trust file to every State by a way that is not this server.`,
  `  2. comity serve --data ${dataFolder}`,
  ...(secretariat
    ? [
        `  3. comity state invite ${file.participants[0]?.id ?? 'STATE'} --as ${secretariat} --channel note-verbale --note NOTE.pdf`,
        `     (move ${secretariat} to a machine without network when the secretariat has its people)`,
      ]
    : ['  3. With the secretariat’s root: comity state invite STATE --channel note-verbale --note NOTE.pdf']),
];
type BodyFileOf = Awaited<ReturnType<typeof readBodyFile>>;

async function writeExample(path: string): Promise<Answer> {
  await writeFile(path, EXAMPLE, { flag: 'wx' });
  return {
    value: { written: path },
    lines: [`Written: ${path}`, `Edit it, then found the body: comity init ${path} --data FOLDER`],
  };
}

async function info(setting: Setting, options: { policy?: string }): Promise<Answer> {
  const policy = options.policy === undefined ? undefined : await readPolicyFile(options.policy);
  const url = await serverUrl(setting);
  const connection = connect(url);
  const about = await readAbout(connection);
  const checked = policy && (await checkLive(connection, policy, about.origin));
  const name = about.name.en ?? Object.values(about.name)[0] ?? '';
  const kind = [about.demo ? 'a demonstration' : '', about.provisional ? 'provisional' : ''].filter(Boolean);
  const { fresh } = about;
  return {
    value: checked ? { ...about, policy: standingValue(checked.standing), size: checked.size } : about,
    lines: [
      ...pairs({
        name: kind.length > 0 ? `${name} (${kind.join(', ')})` : name,
        url: about.url,
        body: about.body,
        'log origin': about.origin,
        key: about.key,
        languages: about.languages.join(' '),
        entries: String(about.entries),
        witnessed: fresh ? `${fresh.size} entries, as of ${fresh.at}, by the policy of the host` : undefined,
      }),
      ...(checked ? ['', `Checkpoint of ${checked.size} entries:`] : []),
      ...(checked ? standingLines(policy, checked.standing, Date.now()) : []),
    ],
    ...(checked && !checked.standing.met ? { exit: 1 as const } : {}),
  };
}

/** The newest checkpoint of a server, held against a policy. Throws `comity.not-a-checkpoint`. */
async function checkLive(connection: Connection, policy: Policy, origin: string) {
  const text = await (await send(connection, '/checkpoint')).text();
  try {
    const note = parseNote(utf8(text));
    const checkpoint = parseCheckpoint(note.text);
    if (checkpoint.origin !== origin) throw new LogError('log.bad-note', 'It is of another log.');
    return { size: checkpoint.size, standing: await holdAgainst(policy, note) };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw refusal('comity.not-a-checkpoint', `The server shows no good checkpoint: ${error.message}`);
  }
}
