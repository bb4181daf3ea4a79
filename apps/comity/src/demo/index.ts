import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type TrustedBody } from '@comity/client';
import { about, type Config, type House, openHouse, type Running, serve } from '@comity/server';
import { dossierPage, loadPages } from '@comity/web';
import { listIdentities, writePrivate } from '../keyring.ts';
import type { Place } from '../people.ts';
import type { Terminal } from '../terminal.ts';
import { foundDemo, furnishDemo, readDemoKeys } from './founding.ts';
import { identitiesFolder } from './identities.ts';
import { demoSeats } from './seats.ts';
import { playStory } from './story.ts';

/** Starts the demonstration: founds it the first time, plays its story once, and stays up. */
export async function startDemo(
  config: Config,
  terminal: Terminal,
  options: { readonly acceptHead?: boolean } = {},
): Promise<Running> {
  terminal.say('Starting the database…');
  const began = Date.now();
  const house = await openHouse(config);
  try {
    return await furnishAndServe(house, terminal, began, options.acceptHead ?? false);
  } catch (error) {
    await house.database.stop();
    throw error;
  }
}

async function furnishAndServe(
  house: House,
  terminal: Terminal,
  began: number,
  acceptHead: boolean,
): Promise<Running> {
  const { config } = house;
  const url = config.origin ?? `http://${config.host}:${config.port}`;
  if (!house.record.held.founded) {
    terminal.say('Founding the demonstration body…');
    await foundDemo(house, url);
  }
  const pages = await loadPages((what) => terminal.say(what));
  const { body, key } = about(house, url);
  const trust: TrustedBody = { body, key };
  let place: Place = { connection: connect(url), trust };
  const running = await serve(house, {
    pages,
    dossiers: { page: dossierPage() },
    acceptHead,
    extend: demoSeats(
      house,
      () => place,
      () => readDemoKeys(house),
    ),
    onFailure: (what, error) => terminal.say(`${what}: ${String(error)}`),
  });
  place = { connection: connect(running.url), trust };
  await furnishDemo(house, running.url, trust, terminal);
  await writePrivate(join(config.dataFolder, 'demo', 'trust.json'), `${JSON.stringify(trust, null, 2)}\n`);
  terminal.say(`\nComity is up at ${running.url} after ${((Date.now() - began) / 1000).toFixed(1)} s.\n`);
  await storyOnce(house.config.dataFolder, async () => {
    const report = await playStory(house, running.url, trust, terminal);
    if (report.verdict !== 'verified') throw new Error('The record of the story did not verify.');
  });
  terminal.say(`\n${await next(config)}\n`);
  return running;
}

async function storyOnce(dataFolder: string, play: () => Promise<void>): Promise<void> {
  const mark = join(dataFolder, 'demo', 'story-played');
  const played = await access(mark).then(
    () => true,
    () => false,
  );
  if (played) return;
  await play();
  await writePrivate(mark, `${new Date().toISOString()}\n`);
}

/** What to try beside it, with the identities that the story left. */
async function next({ dataFolder }: Config): Promise<string> {
  const keys = identitiesFolder(dataFolder);
  const officer = (await listIdentities(keys)).find((i) => i.contacts?.length);
  const where = `--keys ${keys}${officer ? ` --as ${officer.name}` : ''}`;
  return `It stays up; Ctrl-C stops it. Beside it, in another terminal:
  npx comity info --data ${dataFolder}
  npx comity directory list ${where}
  npx comity exchange list ${where}
  npx comity export --out record.tar ${where}
  npx comity verify record.tar --trust ${join(dataFolder, 'demo', 'trust.json')}`;
}
