import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOR_A_HOST } from '@comity/acts';
import { hostSigner } from '@comity/acts/testing';
import { connect } from '@comity/client';
import { concat, verifierKey } from '@comity/log';
import { testDatabase } from '../platform/database/testing.ts';
import {
  exportBundle,
  headFile,
  type Moved,
  type Moving,
  type Record,
  sequence,
} from '../rooms/record/index.ts';
import { buildApp, MIGRATIONS, makeRecord, moveIn } from '../server.ts';
import type { TestBody } from './body.ts';
import { injectFetch } from './inject.ts';

/** The record as a host gives it to the next one, or as an audience gets it. */
export async function wholeBundle(record: Record, audience: string = FOR_A_HOST): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await exportBundle(record, audience === 'public' ? undefined : audience))
    chunks.push(chunk);
  return concat(...chunks);
}

/** Bytes as a bundle that can be read again and again. */
export const asBundle = (bytes: Uint8Array) =>
  async function* () {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  };

export const NEXT = { rpIds: ['next.example'], origins: ['https://next.example'] };

/** An empty house with a host key of its own: where a body may move to. With an old folder, one that lost its database. */
export async function nextHouse(body: TestBody, label = 'next', old?: string) {
  const database = await testDatabase(MIGRATIONS.slice(1));
  const folder = old ?? (await mkdtemp(join(tmpdir(), 'comity-next-')));
  const config = {
    dataFolder: folder,
    head: join(folder, 'head'),
    port: 0,
    host: 'localhost',
    origin: NEXT.origins[0]!,
  };
  const host = await hostSigner('body.example/log', label);
  const record = makeRecord(database, host, headFile(config.head), { clock: body.clock.now });
  return {
    database,
    record,
    folder,
    change: { host: { alg: 'ed25519' as const, key: keyOf(record) }, ...NEXT },
    moveIn: (moving: Moving): Promise<Moved> => moveIn(record, moving),
    /** The same people at the new house: its routes, and its key as what they trust. */
    async open(): Promise<TestBody> {
      const { app, routes, stop } = await buildApp({ record, config });
      await app.ready();
      return {
        ...body,
        ...{ database, record, app, routes },
        trust: { body: body.trust.body, key: verifierKey('body.example/log', record.host.publicKey) },
        public: connect(NEXT.origins[0]!, { fetch: injectFetch(app) }),
        async publish() {
          await sequence(record);
        },
        async stop() {
          stop();
          await app.close();
          await database.stop();
        },
      };
    },
  };
}

const keyOf = ({ host }: Record) => Buffer.from(host.publicKey).toString('base64url');
