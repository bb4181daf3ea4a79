import { join, resolve } from 'node:path';
import { type HookService, readHooks } from './config-hooks.ts';
import { type MailConfig, readMailConfig } from './config-mail.ts';
import { type PushService, readPush } from './config-push.ts';
import { platformError } from './errors.ts';

/** What an operator can set. Everything else is a rule of the body or a constant of the program. */
export interface Config {
  /** Absolute path. Holds the embedded database, its log, and what the composition keeps beside it. */
  readonly dataFolder: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly host: string;
  /** PostgreSQL elsewhere; absent means the embedded one in the data folder. */
  readonly databaseUrl?: string;
  /** How the world reaches this server, for example `https://comity.example`; no path, no final slash. */
  readonly origin?: string;
  /** A timestamp authority (RFC 3161 over HTTP) for the checkpoints of dossiers. */
  readonly tsa?: string;
  /**
   * Absolute path of the file that says how far the log was signed. By default in the data folder; better on a disk
   * that is neither that of the database nor that of its backups.
   */
  readonly head: string;
  /** Absolute path of the policy of witnesses; absent means `witnesses.policy` in the data folder, if it is there. */
  readonly witnesses?: string;
  /** How notices leave; absent means that they lie in the outbox. */
  readonly mail?: MailConfig;
  /** Services by which people are rung; absent means none. */
  readonly hooks?: readonly HookService[];
  /** Push services that browsers may be told by; absent means none. */
  readonly push?: readonly PushService[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const badSetting = (name: string, why: string) =>
  platformError('bad-setting', { detail: `${name} ${why}`, setting: name });

function readPort(text: string | undefined): number {
  if (text === undefined) return 3000;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65535) {
    throw badSetting('PORT', `is "${text}". Set it to a number from 0 to 65535, or leave it out for 3000.`);
  }
  return port;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function readDatabaseUrl(text: string): string {
  // The value may hold a password: it is never repeated in the message.
  const protocol = parseUrl(text)?.protocol;
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    throw badSetting(
      'DATABASE_URL',
      'is not a postgres:// address. Correct it, or leave it out to use the embedded database.',
    );
  }
  return text;
}

function readTsa(text: string): string {
  if (['http:', 'https:'].includes(parseUrl(text)?.protocol ?? '')) return text;
  throw badSetting('COMITY_TSA', 'is no http address of a timestamp authority. Correct it, or leave it out.');
}

function readOrigin(text: string): string {
  const url = parseUrl(text);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.origin !== text) {
    throw badSetting(
      'COMITY_ORIGIN',
      `is "${text}". Write scheme and host only, for example https://comity.example.`,
    );
  }
  return text;
}

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/**
 * Reads PORT, HOST, COMITY_DATA, DATABASE_URL, COMITY_ORIGIN, COMITY_HEAD, COMITY_WITNESSES, COMITY_TSA, COMITY_HOOKS, COMITY_PUSH
 * and what `readMailConfig` reads; empty counts as absent; `overrides` (from the command line) win. Throws `platform.bad-setting` with a sentence that names the variable and the next step.
 */
export function readConfig(env: Environment, overrides: Partial<Config> = {}): Config {
  const databaseUrl = overrides.databaseUrl ?? given(env.DATABASE_URL);
  const origin = overrides.origin ?? given(env.COMITY_ORIGIN);
  const tsa = overrides.tsa ?? given(env.COMITY_TSA);
  const host = overrides.host ?? given(env.HOST) ?? 'localhost';
  if (!/^[\w.:-]+$/.test(host)) {
    throw badSetting(
      'HOST',
      `is "${host}". Set it to a host name or address, for example 0.0.0.0, or leave it out.`,
    );
  }
  const witnesses = overrides.witnesses ?? given(env.COMITY_WITNESSES);
  const mail = overrides.mail ?? readMailConfig(env);
  const hooks = overrides.hooks ?? readHooks(given(env.COMITY_HOOKS));
  const push = overrides.push ?? readPush(given(env.COMITY_PUSH));
  const dataFolder = resolve(overrides.dataFolder ?? given(env.COMITY_DATA) ?? './.comity');
  return {
    dataFolder,
    head: resolve(overrides.head ?? given(env.COMITY_HEAD) ?? join(dataFolder, 'head')),
    port: readPort(overrides.port === undefined ? given(env.PORT) : String(overrides.port)),
    host,
    ...(witnesses === undefined ? {} : { witnesses: resolve(witnesses) }),
    ...(databaseUrl === undefined ? {} : { databaseUrl: readDatabaseUrl(databaseUrl) }),
    ...(origin === undefined ? {} : { origin: readOrigin(origin) }),
    ...(tsa === undefined ? {} : { tsa: readTsa(tsa) }),
    ...(mail === undefined ? {} : { mail }),
    ...(hooks.length === 0 ? {} : { hooks }),
    ...(push.length === 0 ? {} : { push }),
  };
}
