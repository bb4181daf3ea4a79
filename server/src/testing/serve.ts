import { about, openHouse, serve } from '../index.ts';
import { readConfig } from '../platform/index.ts';
import { found } from '../rooms/record/index.ts';
import { foundingOf, withStates } from './body.ts';

/** A real server on a data folder, for tests that kill it: prints what it is as one line of JSON, and stays. `MORE_STATES` says how many
 * States it has besides those of every test. */
const house = await openHouse(readConfig(process.env));
if (!house.record.held.founded)
  await found(house.record, await foundingOf(withStates(Number(process.env.MORE_STATES ?? 0))));
const running = await serve(house);
console.log(JSON.stringify(about(house, running.url)));
process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
