import type { Config, House } from '@comity/server';
import { CommandError } from '../errors.ts';
import type { Setting } from './setting.ts';

// The server is half of what there is to load: only the commands that run one import it.
const server = () => import('@comity/server');

export interface ServingOptions {
  readonly port?: string;
  readonly host?: string;
  readonly origin?: string;
  readonly acceptHead?: boolean;
}

/** What the command line and the environment say of a server on this machine. */
export async function configOf(setting: Setting, options: ServingOptions): Promise<Config> {
  const { readConfig } = await server();
  const port = options.port === undefined ? {} : { PORT: options.port };
  return readConfig(
    { ...process.env, ...port },
    {
      ...(setting.dataFolder === undefined ? {} : { dataFolder: setting.dataFolder }),
      ...(options.host === undefined ? {} : { host: options.host }),
      ...(options.origin === undefined ? {} : { origin: options.origin }),
    },
  );
}

/** Opens the data folder for a command that is no server, and closes it again. */
export async function withHouse<T>(setting: Setting, work: (house: House) => Promise<T>): Promise<T> {
  const config = await configOf(setting, {});
  const { openHouse } = await server();
  setting.terminal.note('Starting the database…');
  const house = await openHouse(config);
  try {
    return await work(house);
  } finally {
    await house.database.stop();
  }
}

export const noBody = (dataFolder: string) =>
  new CommandError(
    'comity.no-body',
    `There is no body in ${dataFolder}.`,
    'Found one with comity init FILE, or see a demonstration: comity demo',
  );
