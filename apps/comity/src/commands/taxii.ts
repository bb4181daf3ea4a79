import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiProblem, Unreachable } from '@comity/client';
import type { Command } from 'commander';
import { readIdentity } from '../keyring.ts';
import { holderOf } from '../opener.ts';
import { openSession } from '../sessions.ts';
import { watchForStop } from '../staying.ts';
import { readOrMakeSecret, USER } from '../taxii/credentials.ts';
import { type Gathered, gather, namesOf, type UpTo } from '../taxii/gathering.ts';
import { Outbox } from '../taxii/outbox.ts';
import { serveShelf } from '../taxii/serving.ts';
import { LocalShelf } from '../taxii/shelf.ts';
import { Times } from '../taxii/times.ts';
import { plain } from '../terminal.ts';
import { actingWith, describe, identityOf, type Setting, settingOf, wholeNumber } from './setting.ts';

interface TaxiiOptions {
  readonly port: string;
  readonly every: string;
  readonly folder: string;
  readonly secretFile?: string;
}

export function taxiiCommand(exchange: Command): void {
  describe(
    exchange
      .command('taxii')
      .option('--port <number>', 'where it listens, on this machine only; 0 takes any', '8651')
      .option('--every <seconds>', 'how often to look for new messages', '10')
      .option('--folder <folder>', 'where it remembers when each message was first seen', './taxii')
      .option('--secret-file <file>', 'what clients bring (default: secret.txt in the folder, made once)')
      .addHelpText('after', TEACHES),
    'Serve what your keys opened to your own machines, by TAXII 2.1 on this machine. Until Ctrl-C.',
    'exchange taxii --as duty',
    'exchange taxii --as duty --port 8651 --folder /srv/taxii',
  ).action((options: TaxiiOptions, self: Command) => serve(settingOf(self), options));
}

const TEACHES = `
A client asks at http://localhost:PORT/taxii2/ with the user “${USER}” and the secret as its password, or with the
secret as a bearer token. Collections: what others sent (all, and by sender), exercises apart from them, and an outbox,
whose file outbox.stix.json can be attached to a message. The host sees none of it; what was received stays in memory.
Keep the folder, and clients get nothing twice.`;

interface Round {
  readonly gather: (since: UpTo) => Promise<Gathered>;
  readonly shelf: LocalShelf;
}

async function serve(setting: Setting, options: TaxiiOptions): Promise<void> {
  const port = wholeNumber(options.port, '--port');
  const every = wholeNumber(options.every, '--every', 1) * 1000;
  const stopping = watchForStop(setting.terminal);
  const folder = resolve(options.folder);
  const secretFile = options.secretFile ?? join(folder, 'secret.txt');
  const secret = await readOrMakeSecret(secretFile);
  const round = await prepare(setting, folder);
  const first = await round.gather({ real: -1, exercise: -1 });
  report(setting, first);
  const onFailure = (error: unknown) => setting.terminal.note(`A request failed: ${String(error)}`);
  const server = await serveShelf(
    { shelf: round.shelf, title: 'Comity: what was received', secret, onFailure },
    port,
  );
  try {
    announce(setting, (server.address() as { port: number }).port, secretFile);
    await stay(setting, round, every, first.upTo, stopping.wished());
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function prepare(setting: Setting, folder: string): Promise<Round> {
  const identity = await identityOf(setting);
  const acting = await actingWith(setting, identity);
  const holder = await holderOf(identity, () => acting.unlocked());
  const { body } = identity.trust;
  // A session ends after some hours; the next one is opened by the key that was unlocked at the start.
  const open = async () =>
    openSession(setting.keys, await readIdentity(setting.keys, identity.name), acting.place, async () => {
      const { hand } = await acting.unlocked();
      return hand;
    });
  let session = await open();
  const reader = async () => {
    if (Date.parse(session.expires) < Date.now() + 60_000) session = await open();
    return session.connection;
  };
  const names = await namesOf(await reader());
  const clock = Date.now;
  const shelf = new LocalShelf({
    ...{ body, clock, times: await Times.open(folder), outbox: await Outbox.open(folder, clock()) },
    nameOf: (participant) => names.get(participant) ?? participant,
  });
  return {
    shelf,
    gather: async (since) => gather({ ...holder, reader: await reader() }, shelf, body, since),
  };
}

function announce({ json, terminal }: Setting, port: number, secretFile: string): void {
  const url = `http://localhost:${port}/taxii2/`;
  if (json) process.stdout.write(`${JSON.stringify({ url, user: USER, secretFile })}\n`);
  else terminal.say(`TAXII 2.1 is served at ${url}, to the user “${USER}” with the secret in ${secretFile}.`);
}

function report({ terminal }: Setting, { messages, conflicts, refused }: Gathered): void {
  if (messages > 0) terminal.note(`${messages} messages opened.`);
  for (const what of refused) terminal.note(`Not served: ${plain(what)}`);
  for (const id of conflicts)
    terminal.note(
      `${plain(id)}: the same version says something else in a later message; the first is served.`,
    );
}

async function stay(
  setting: Setting,
  round: Round,
  every: number,
  since: UpTo,
  wished: Promise<void>,
): Promise<void> {
  const end = new AbortController();
  const looking = (async () => {
    for (let upTo = since; !end.signal.aborted; ) {
      await sleep(every, undefined, { signal: end.signal }).catch(() => {});
      if (!end.signal.aborted) upTo = await look(setting, round, upTo);
    }
  })();
  await Promise.race([wished, looking]);
  end.abort();
  await looking;
  setting.terminal.note('Stopped.');
}

/** A host that does not answer stops nothing: what was received is served on. */
async function look(setting: Setting, round: Round, since: UpTo): Promise<UpTo> {
  try {
    const gathered = await round.gather(since);
    report(setting, gathered);
    return gathered.upTo;
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof ApiProblem || error instanceof TypeError))
      throw error;
    setting.terminal.note(`The host did not answer (${error.message}); trying again.`);
    return since;
  }
}
