import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../errors.ts';
import { assertMailSize } from './mime.ts';

/** A mail as it lies somewhere, by a name that says where. */
export interface FoundMail {
  readonly name: string;
  /** Names it for ever, where its place does: what was read before is then not fetched again. */
  readonly id?: string;
  /** Undefined where it is gone meanwhile. Throws `MailError` where it is too large. */
  read(): Promise<Uint8Array | undefined>;
}

/**
 * The mails of a maildir, new ones and seen ones, in the order of their names; nothing in it is changed or marked.
 * Links are passed over: a maildir holds files. Throws `comity.not-a-maildir`.
 */
export async function* readMaildir(folder: string): AsyncGenerator<FoundMail> {
  const inside = await Promise.all(['new', 'cur'].map((part) => listed(join(folder, part))));
  if (inside.every((names) => names === undefined))
    throw new CommandError(
      'comity.not-a-maildir',
      `${folder} is no maildir: it holds neither “new” nor “cur”.`,
      'Name the folder into which your mail is delivered.',
    );
  const paths = inside.flatMap((names, i) => (names ?? []).map((name) => join(['new', 'cur'][i]!, name)));
  for (const name of paths) yield { name, read: () => readFileOf(join(folder, name)) };
}

const listed = (folder: string) =>
  readdir(folder).then(
    (names) => names.sort(),
    () => undefined,
  );

/** A mail program may take a mail away between listing and reading it. */
async function readFileOf(path: string): Promise<Uint8Array | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  assertMailSize(found.size);
  return readFile(path).catch(() => undefined);
}
