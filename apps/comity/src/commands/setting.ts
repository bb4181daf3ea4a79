import { type Connection, connect, dataOf, type SignedIn } from '@comity/client';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { type Identity, keyringFolder, listIdentities, readIdentity } from '../keyring.ts';
import { type Unlocked, unlock } from '../passphrase.ts';
import type { Place } from '../people.ts';
import { openSession } from '../sessions.ts';
import { makeTerminal, type Terminal } from '../terminal.ts';
import { findLocalServer, findServer } from '../whereabouts.ts';

/** What every command is given besides its own options. */
export interface Setting {
  readonly json: boolean;
  readonly terminal: Terminal;
  /** The folder of identities. */
  readonly keys: string;
  readonly as: string | undefined;
  readonly url: string | undefined;
  readonly dataFolder: string | undefined;
}

/** What a command answers: one value for machines, lines for people, and how it ends. */
export interface Answer {
  readonly value: unknown;
  readonly lines: readonly string[];
  readonly exit?: 0 | 1;
}

interface GlobalOptions {
  readonly json?: boolean;
  readonly as?: string;
  readonly url?: string;
  readonly keys?: string;
  readonly data?: string;
}

/** The options that every command knows. */
export const withGlobalOptions = (program: Command): Command =>
  program
    .option('--json', 'one JSON value on standard output, and nothing else there')
    .option('--as <name>', 'act as this identity (default: COMITY_AS, or the only one there is)')
    .option('--url <url>', 'the server (default: that of the identity, or one that runs on this machine)')
    .option('--keys <folder>', 'where identities lie (default: COMITY_KEYS, or ~/.config/comity/keys)')
    .option(
      '--data <folder>',
      'the data folder of a server on this machine (default: COMITY_DATA, or ./.comity)',
    );

export function settingOf(command: Command): Setting {
  const o = command.optsWithGlobals<GlobalOptions>();
  const json = o.json === true;
  return {
    json,
    terminal: makeTerminal(json),
    keys: keyringFolder(o.keys),
    as: o.as ?? (process.env.COMITY_AS || undefined),
    url: o.url,
    dataFolder: o.data ?? (process.env.COMITY_DATA || undefined),
  };
}

type Run<O> = (setting: Setting, options: O, ...args: string[]) => Promise<Answer>;

/** The action of a command: runs it, and prints its answer the way it was asked for. */
export const does =
  <O>(run: Run<O>) =>
  async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command;
    const setting = settingOf(command);
    const { value, lines, exit } = await run(setting, given.at(-2) as O, ...(given.slice(0, -2) as string[]));
    if (setting.json) process.stdout.write(`${JSON.stringify(value)}\n`);
    else for (const line of lines) setting.terminal.say(line);
    if (exit) process.exitCode = exit;
  };

/** A group of commands, or a command, with one sentence of purpose and an example of each use. */
export function describe(command: Command, purpose: string, ...examples: readonly string[]): Command {
  const shown = examples.map((e) => `  $ comity ${e}`).join('\n');
  return command
    .description(purpose)
    .addHelpText('after', shown ? `\n${examples.length > 1 ? 'Examples' : 'Example'}:\n${shown}` : '');
}

/** An option that may be given many times. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** A whole number from `least` up. Throws `comity.not-a-number`. */
export function wholeNumber(text: string, what: string, least = 0): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (number >= least) return number;
  throw new CommandError('comity.not-a-number', `${what} is “${text}”, not a whole number from ${least} up.`);
}

/** Who acts: the identity named, or the only one there is. */
export async function identityOf(setting: Setting): Promise<Identity> {
  const found = await findIdentity(setting);
  if (found) return found;
  const names = (await listIdentities(setting.keys)).map((i) => i.name);
  if (names.length === 0) {
    throw new CommandError(
      'comity.no-identity',
      `There is no identity in ${setting.keys}.`,
      'Make one with: comity key make --participant fra. Or name another folder with --keys.',
    );
  }
  throw new CommandError(
    'comity.which-identity',
    `There are several identities: ${names.join(', ')}.`,
    'Say who acts with --as NAME, or set COMITY_AS.',
  );
}

/** The same where reading as nobody will do: undefined where it is not clear who reads. */
export async function findIdentity(setting: Setting): Promise<Identity | undefined> {
  if (setting.as !== undefined) return readIdentity(setting.keys, setting.as);
  const all = await listIdentities(setting.keys);
  return all.length === 1 ? all[0] : undefined;
}

/** Somebody at work: the identity, where its acts go, and the key that signs what binds. */
export interface Acting {
  readonly identity: Identity;
  readonly place: Place;
  /** Asks for the passphrase, if there is one, once. */
  unlocked(): Promise<Unlocked>;
  /** A session, for reading and for ordinary acts. */
  session(): Promise<SignedIn>;
}

export async function actingAs(setting: Setting): Promise<Acting> {
  return actingWith(setting, await identityOf(setting));
}

export async function actingWith(setting: Setting, identity: Identity): Promise<Acting> {
  const place = { connection: connect(await urlFor(setting, identity)), trust: identity.trust };
  let unlocked: Promise<Unlocked> | undefined;
  let session: Promise<SignedIn> | undefined;
  const once = () => (unlocked ??= unlock(identity));
  return {
    identity,
    place,
    unlocked: once,
    session: () => (session ??= openSession(setting.keys, identity, place, async () => (await once()).hand)),
  };
}

/** A connection to read with: of somebody where it is clear who, else of nobody. */
export async function reading(setting: Setting): Promise<{ connection: Connection; as?: Identity }> {
  const identity = await findIdentity(setting);
  if (!identity) return { connection: connect(await serverUrl(setting)) };
  const { connection } = await (await actingWith(setting, identity)).session();
  return { connection, as: identity };
}

/** A connection for what is public anyway. */
export async function publicConnection(setting: Setting): Promise<Connection> {
  const identity = await findIdentity(setting);
  return connect(identity ? await urlFor(setting, identity) : await serverUrl(setting));
}

/** Where the server of an identity is: it may have moved to another port of this machine since. */
export async function urlFor({ url, dataFolder }: Setting, identity: Identity): Promise<string> {
  if (url !== undefined) return url;
  const local = await findLocalServer(dataFolder);
  return local?.body === identity.trust.body ? local.url : identity.url;
}

export const serverUrl = (setting: Setting): Promise<string> =>
  setting.url === undefined ? findServer(setting.dataFolder) : Promise.resolve(setting.url);

export const readAbout = async (connection: Connection) => dataOf(await connection.api.GET('/about.json'));
