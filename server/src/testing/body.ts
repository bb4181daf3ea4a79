import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeKey, type RootKey } from '@comity/acts';
import { seedOf } from '@comity/acts/testing';
import { type Connection, connect, type Hand, type TrustedBody } from '@comity/client';
import { ed25519Signer, verifierKey } from '@comity/log';
import { shippedRules } from '@comity/procedure';
import type { RouteOptions } from 'fastify';
import { testDatabase } from '../platform/database/testing.ts';
import type { Config, Database, Http } from '../platform/index.ts';
import { type Founding, found, headFile, type Record, sequence } from '../rooms/record/index.ts';
import { buildApp, type HouseOptions, MIGRATIONS, makeRecord } from '../server.ts';
import { injectFetch } from './inject.ts';

/** Time as the server of a test reads it: it passes by itself, and a test can move it. */
export interface TestClock {
  now(): number;
  /** Runs something as if so many milliseconds had passed. What is placed meanwhile keeps its time of receipt. */
  later<T>(ms: number, work: () => Promise<T>): Promise<T>;
  /** The instant as acts write it, some milliseconds from now. */
  at(ms?: number): string;
}

/** Where people act: a body, wherever it is served. */
export interface Stage {
  readonly clock: TestClock;
  readonly trust: TrustedBody;
  /** The connection of somebody whom nobody knows. */
  readonly public: Connection;
  /** The root of the secretariat. */
  readonly secretariat: Hand;
}

/** A founded body on a database of its own, with every route of the house. */
export interface TestBody extends Stage {
  readonly database: Database;
  readonly record: Record;
  readonly app: Http;
  readonly routes: readonly RouteOptions[];
  /** Publishes the tree up to the head. */
  publish(): Promise<void>;
  stop(): Promise<void>;
}

export const ORIGIN = 'https://body.example';
export const STATES = ['alpha', 'bravo', 'carla', 'delta'] as const;
const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];

export const rootOf = async (participant: string): Promise<Hand> => ({
  participant,
  signer: await ed25519Signer(seedOf(`root ${participant}`)),
});

export function makeClock(): TestClock {
  let offset = 0;
  const now = () => Date.now() + offset;
  return {
    now,
    async later(ms, work) {
      offset += ms;
      try {
        return await work();
      } finally {
        offset -= ms;
      }
    },
    at: (ms = 0) => new Date(now() + ms).toISOString(),
  };
}

export async function foundingOf(change: Partial<Founding> = {}): Promise<Founding> {
  const { signer } = await rootOf('secretariat');
  return {
    mandate: { v: 1, name: { en: 'Body of the tests' }, purpose: { en: 'To be tested.' } },
    rules: shippedRules(LANGUAGES),
    participants: statesAnd([]),
    secretariat: {
      participant: 'secretariat',
      root: describeKey('ed25519', signer.publicKey) as RootKey,
    },
    origin: 'body.example/log',
    rpIds: ['body.example'],
    origins: [ORIGIN],
    languages: LANGUAGES,
    confirmations: 2,
    hostChange: 2,
    ...change,
  };
}

/** So many States besides those of every test: `s001`, `s002` … */
export function withStates(more: number): Partial<Founding> {
  const others = Array.from({ length: more }, (_, i) => `s${String(i + 1).padStart(3, '0')}`);
  return { participants: statesAnd(others) };
}

function statesAnd(others: readonly string[]): Founding['participants'] {
  const states = [...STATES, ...others].map((id) => ({ id, kind: 'state' as const, names: { en: id } }));
  const secretariat = { id: 'secretariat', kind: 'secretariat' as const, names: { en: 'Secretariat' } };
  return { v: 1, participants: [...states, secretariat] };
}

/** Founds a body. End it with `stop()` in `afterAll`. */
export async function testBody(
  change: Partial<Founding> = {},
  options: Pick<HouseOptions, 'log'> & Pick<Config, 'hooks' | 'push'> = {},
): Promise<TestBody> {
  const database = await testDatabase(MIGRATIONS.slice(1));
  const clock = makeClock();
  const folder = await mkdtemp(join(tmpdir(), 'comity-body-'));
  const config = {
    dataFolder: folder,
    head: join(folder, 'head'),
    port: 0,
    host: 'localhost',
    origin: ORIGIN,
    ...(options.hooks ? { hooks: options.hooks } : {}),
    ...(options.push ? { push: options.push } : {}),
  };
  const host = await ed25519Signer(seedOf('host'));
  const record = makeRecord(database, host, headFile(config.head), { clock: clock.now });
  const body = await found(record, await foundingOf(change));
  await sequence(record);
  const { app, routes, stop } = await buildApp({ record, config }, options);
  await app.ready();
  const { origin } = record.held.now.founding;
  return {
    ...{ database, record, app, routes, clock },
    trust: { body, key: verifierKey(origin, record.host.publicKey) },
    public: connect(ORIGIN, { fetch: injectFetch(app) }),
    secretariat: await rootOf('secretariat'),
    async publish() {
      await sequence(record);
    },
    async stop() {
      stop();
      await app.close();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
