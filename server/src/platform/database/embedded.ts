import type { ChildProcess } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { type Cluster, openCluster, SUPERUSER } from './cluster.ts';
import { lockDataFolder } from './lock.ts';
import { type Address, dropAddress, halt, launch, makeAddress, stopOrphan } from './postmaster.ts';

export interface EmbeddedOptions {
  readonly dataFolder: string;
  /** Settings of PostgreSQL beyond ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Embedded {
  /** For `pg`: database `postgres`. Stays the same when PostgreSQL had to be started again. */
  readonly connection: PoolConfig;
  /** Stops PostgreSQL and gives the data folder free. */
  stop(): Promise<void>;
}

/**
 * Runs PostgreSQL 18 in a data folder, for this process alone. What an earlier process left running is stopped
 * first; if PostgreSQL dies later, it is started again at the same address.
 * Throws `platform.data-folder-in-use`, `-not-yours`, `platform.database-not-shipped`, `-needs-ordinary-user`,
 * `-start-failed`.
 */
export async function startEmbedded({ dataFolder, settings }: EmbeddedOptions): Promise<Embedded> {
  const release = await lockDataFolder(dataFolder);
  try {
    const cluster = await openCluster(await realpath(dataFolder));
    await stopOrphan(cluster);
    const address = await makeAddress(cluster);
    const keeper = await keepRunning(cluster, address, settings).catch((error) => {
      dropAddress(address.host);
      throw error;
    });
    const password = cluster.password === undefined ? {} : { password: cluster.password };
    return {
      connection: { ...address, ...password, user: SUPERUSER, database: 'postgres' },
      async stop() {
        await keeper.stop();
        dropAddress(address.host);
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

const LONGEST_PAUSE = 5000;

async function keepRunning(cluster: Cluster, address: Address, settings?: Readonly<Record<string, string>>) {
  let stopping = false;
  let restart: Promise<void> = Promise.resolve();
  let child = watch(await launch(cluster, address, settings));

  function watch(started: ChildProcess): ChildProcess {
    started.once('exit', () => {
      if (!stopping) restart = again();
    });
    return started;
  }
  // Backends of a killed postmaster need a moment to notice; until they are gone a start is refused.
  async function again(): Promise<void> {
    for (let pause = 100; !stopping; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        child = watch(await launch(cluster, address, settings));
        return;
      } catch {
        await sleep(pause, undefined, { ref: false });
      }
    }
  }
  // Whoever leaves without stop() must not leave PostgreSQL behind; only kill -9 still can.
  const atExit = () => {
    child.kill('SIGINT');
    dropAddress(address.host);
  };
  process.once('exit', atExit);
  return {
    async stop() {
      stopping = true;
      await restart;
      process.off('exit', atExit);
      await halt(cluster, child);
    },
  };
}
