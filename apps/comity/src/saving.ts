import { access, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isArchiveName } from '@comity/log';
import { isFileName, type OpenedAttachment } from '@comity/seal';
import { refusal } from './errors.ts';
import { writePrivate } from './keyring.ts';

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Saves the files of a message in a folder, each under its own name and nowhere else. Writes nothing at all where
 * one of them exists already (`comity.file-exists`) or has a name that is more than a name (`comity.bad-file-name`).
 */
export async function saveAttachments(
  folder: string,
  files: readonly Pick<OpenedAttachment, 'name' | 'bytes'>[],
): Promise<string[]> {
  const unsafe = files.find(({ name }) => !isFileName(name));
  if (unsafe) {
    throw refusal(
      'comity.bad-file-name',
      `A file is called ${JSON.stringify(unsafe.name)}: that is no safe name.`,
      'Nothing was saved.',
    );
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const paths = files.map(({ name }) => join(folder, name));
  for (const path of paths) {
    if (await isThere(path)) {
      throw refusal(
        'comity.file-exists',
        `${path} exists already.`,
        'Nothing was saved. Name another folder with --out.',
      );
    }
  }
  for (const [i, path] of paths.entries()) await writePrivate(path, files[i]!.bytes, 'wx');
  return paths;
}

/**
 * Unpacks files with folders in their names into a new folder. Writes nothing at all where the folder exists already
 * (`comity.file-exists`) or a name leads elsewhere (`comity.bad-file-name`).
 */
export async function saveTree(
  folder: string,
  files: readonly { readonly name: string; readonly content: Uint8Array }[],
): Promise<string[]> {
  const unsafe = files.find(({ name }) => !isArchiveName(name));
  if (unsafe)
    throw refusal(
      'comity.bad-file-name',
      `A file is called ${JSON.stringify(unsafe.name)}: that leads elsewhere.`,
      'Nothing was saved.',
    );
  if (await isThere(folder))
    throw refusal(
      'comity.file-exists',
      `${folder} exists already.`,
      'Nothing was saved. Name another folder with --out.',
    );
  const paths = files.map(({ name }) => join(folder, name));
  for (const [i, path] of paths.entries()) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writePrivate(path, files[i]!.content, 'wx');
  }
  return paths;
}
