import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Alarms, Told } from '../mirror/alarms.ts';
import type { Folder } from '../mirror/folder.ts';

/**
 * What people accepted stands in files of its own, so that it can be said while the watch runs: it is taken in at the
 * next look. An act may be accepted before it is seen.
 */
const ACCEPTED = 'accepted';
const ACT = /^[0-9a-f]{64}$/;
const NAME = /^[a-z0-9-]{1,100}$/;

/** The alarms in the folder of a watch, whether it runs or not. */
export async function alarmsIn(path: string): Promise<Told[]> {
  const folder = join(path, 'alarms');
  const names = await readdir(folder).catch(() => [] as string[]);
  const files = names.filter((name) => name.endsWith('.alarm.json')).sort();
  const read = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const told = read.map((text) => JSON.parse(text) as Told);
  return told.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Notes that an alarm, or an act, is known. Answers with the alarms it is about; undefined where there is no such thing. */
export async function accept(path: string, name: string): Promise<Told[] | undefined> {
  const about = (await alarmsIn(path)).filter(({ id, act }) => id === name || act === name);
  if (about.length === 0 && !ACT.test(name)) return undefined;
  const acts = about.flatMap(({ act }) => (act ? [act] : []));
  await mkdir(join(path, ACCEPTED), { recursive: true });
  for (const one of new Set([name, ...acts])) await writeFile(join(path, ACCEPTED, one), '', { mode: 0o600 });
  return about;
}

export const isAccepted = (folder: Folder, act: string): Promise<boolean> => folder.has(`${ACCEPTED}/${act}`);

/** Marks the alarms that were accepted since the last look. */
export async function takeAccepted(folder: Folder, alarms: Alarms): Promise<void> {
  const standing = alarms.active();
  if (standing.length === 0) return;
  for (const name of await folder.list(ACCEPTED))
    if (NAME.test(name) && standing.some(({ id, act }) => id === name || act === name))
      await alarms.accept(name);
}
